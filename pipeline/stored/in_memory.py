"""Hold the table of observations in memory, as one frame."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from pipeline.areas_apart import with_areas
from pipeline.comparable import beyond_a_year, compared_years, in_years
from pipeline.doubts import with_doubts
from pipeline.stored import EVERY, HELD_IN, Where

if TYPE_CHECKING:
    import pandas as pd

_DATED = ("year", "period", "period_start", "period_end", "period_source")


class FrameTable:
    """Be the table that a frame holds; see pipeline.stored.StoredTable."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """Take a frame with the columns of the table; `area` is added where it is missing."""
        self._frame = with_areas(frame)

    def rows(self, where: Where = EVERY, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return rows, in the order of the table, with the columns named or all."""
        named = [*(self._frame.columns if columns is None else columns)]
        looked_at = [*dict.fromkeys([*named, *(_DATED if where.in_years else ())])]
        # Only these columns are touched: filtering all of a large table costs as much as the rest of a page.
        rows = self._frame if columns is None else self._frame[looked_at]
        if where != EVERY:
            rows = rows[self._asked(where)]
        return (in_years(rows) if where.in_years else rows)[named]

    def count(self, where: Where = EVERY) -> int:
        """Count rows."""
        return len(self.rows(where, ["id"]))

    def counts(self, by: Sequence[str], where: Where = EVERY) -> pd.DataFrame:
        """Return each combination of values in some columns, with its `count`."""
        columns = [*by]
        grouped = self.rows(where, columns).groupby(columns, sort=False, dropna=False)
        return grouped.size().reset_index(name="count")

    def distinct(self, by: Sequence[str], of: Sequence[str], where: Where = EVERY) -> pd.DataFrame:
        """Return each combination of values in columns `by` with the number of values that it has in each of `of`."""
        grouped = self.rows(where, [*by, *of]).groupby([*by], sort=False, dropna=False)
        return grouped[[*of]].nunique().reset_index()

    def with_doubts(self, kinds: Mapping[str, Collection[str]]) -> FrameTable:
        """Return the table with the column `doubt`, as `pipeline.doubts.with_doubts` makes it."""
        return FrameTable(with_doubts(self._frame, kinds))

    def part(self, where: Where) -> FrameTable:
        """Return the table that some rows are, whose areas are called as in the whole."""
        return FrameTable(self.rows(where))

    def _asked(self, where: Where) -> pd.Series[bool]:
        asked = self._frame["id"].notna()
        for name, values in where.among.items():
            asked &= self._has(name, values)
        for name, values in where.without.items():
            asked &= ~self._has(name, values)
        if where.names:
            whole = self._has("subject", [""])
            places = self._has("area", where.names) | self._has("place", where.names)
            asked &= (whole & places) | (~whole & self._has("subject", where.names))
        if where.years:
            asked &= compared_years(self._frame).isin({*where.years})
        if where.in_years is False:
            asked &= beyond_a_year(self._frame)
        if where.holding:
            asked &= self._holds(where.holding)
        return asked.astype(bool)

    def _holds(self, text: str) -> pd.Series[bool]:
        cells = (self._frame[name].str.contains(text, case=False, regex=False, na=False) for name in HELD_IN)
        return reduce(or_, cells)

    def _has(self, name: str, values: Collection[Any]) -> pd.Series[bool]:
        cells = self._frame[name]
        # As objects: pandas would first make an Arrow array of the many that are looked for, ten times slower.
        has = (cells.astype(object) if name == "id" else cells).isin({*values})
        return (has | cells.isna() if "" in values else has).astype(bool)
