"""Add what is computed from the chosen figures: growth between two levels, and how far targets are met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.selection import Selection, in_order, select
from pipeline.doubts import DOUBT, lent
from pipeline.stored import Where
from pipeline.stored.in_memory import FrameTable
from pipeline.stored.in_parquet import ParquetTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.stored import StoredTable


def with_computed(
    rows: pd.DataFrame, table: StoredTable, wanted: Selection, catalogue: Mapping[str, Any]
) -> pd.DataFrame:
    """Give the chosen rows with growth between printed levels, where computed ones are wanted, and `completion`."""
    rows = with_completion(rows)
    if rows.empty or not wanted.derived:
        return rows
    grown = [growth_of(table, one, wanted.names, catalogue)[1] for one in wanted.indicators]
    growth = select(pd.concat(grown, ignore_index=True), wanted)
    if growth.empty:
        return rows
    order = {indicator: number for number, indicator in enumerate(wanted.indicators)}
    return in_order(pd.concat([rows, growth], ignore_index=True), order)


def with_completion(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows with `completion`: how far each achieved figure meets the planned one of its period, in %.

    An achieved figure shares the doubts of the planned one.
    """
    from pipeline.computed import completions

    targets = rows[(rows["status"] == "planned") & (rows["measure"] == "level")]
    if targets.empty:
        return rows.assign(completion=float("nan"))
    facts = ["indicator", "who"]
    aimed = pd.MultiIndex.from_frame(rows[facts]).isin(pd.MultiIndex.from_frame(targets[facts]))
    met = completions(rows[aimed]).drop_duplicates("actual_id").set_index("actual_id")
    if DOUBT in rows:
        doubts = met["planned_id"].map(rows.drop_duplicates("id").set_index("id")[DOUBT])
        rows = lent(rows, rows["id"].map(doubts))
    return rows.assign(completion=rows["id"].map(met["completion"]).astype("float64"))


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={FrameTable: id, ParquetTable: id})
def growth_of(
    table: StoredTable, indicator: str, names: tuple[str, ...], _catalogue: Mapping[str, Any]
) -> tuple[StoredTable, pd.DataFrame]:
    """Compute an indicator's growth between printed levels, of some names or all, once for a table; give that table too.

    The table is known by its identity: held here, it keeps it as long as this result is kept.
    """
    from pipeline.computed import growth_between

    levels = table.rows(Where({"indicator": [indicator], "measure": ["level"]}, names=names))
    return table, growth_between(levels, _catalogue)
