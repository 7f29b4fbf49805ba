"""Add what is computed from the chosen figures: growth between two levels, and how far targets are met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from app.selection import Selection, in_order, select
from pipeline.doubts import DOUBT, lent

if TYPE_CHECKING:
    from collections.abc import Mapping


def with_computed(
    rows: pd.DataFrame, every: pd.DataFrame, wanted: Selection, catalogue: Mapping[str, Any]
) -> pd.DataFrame:
    """Give the chosen rows with growth between printed levels, where computed ones are wanted, and `completion`.

    `every` has the rows of all years that the chosen ones are of: growth takes the year before them, too.
    """
    from pipeline.computed import growth_between

    rows = with_completion(rows)
    if rows.empty or not wanted.derived:
        return rows
    growth = select(growth_between(every, catalogue), wanted)
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
