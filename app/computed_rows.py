"""Add what is computed from the chosen figures: growth between two levels, and how far targets are met."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.selection import Selection, in_order, named, select
from pipeline.table import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping


def with_computed(
    rows: pd.DataFrame, table: pd.DataFrame, wanted: Selection, catalogue: Mapping[str, Any]
) -> pd.DataFrame:
    """Give the chosen rows with growth between printed levels, where computed ones are wanted, and `completion`."""
    from pipeline.computed import completions, growth_between

    if rows.empty:
        return rows.assign(completion=pd.Series(dtype="float64"))
    met = completions(select(table, replace(wanted, planned=True, derived=False))[list(COLUMNS)])
    share = met.drop_duplicates("actual_id").set_index("actual_id")["completion"]
    rows = rows.assign(completion=rows["id"].map(share))
    if not wanted.derived:
        return rows
    levels = table[table["indicator"].isin(wanted.indicators) & (table["measure"] == "level")]
    if wanted.names:
        levels = named(levels, wanted.about)
        levels = levels[levels["who"].isin(wanted.names)]
    growth = select(growth_between(levels[list(COLUMNS)], catalogue), wanted)
    if growth.empty:
        return rows
    order = {indicator: number for number, indicator in enumerate(wanted.indicators)}
    return in_order(pd.concat([rows, growth], ignore_index=True), order)
