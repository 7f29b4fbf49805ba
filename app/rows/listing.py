"""List the rows of the table that are meant: the first of them at once, all only when a file of them is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.address import asked
from app.rows.row_view import MOST_ROWS, ROW
from app.selection import ALL, NARROW, Selection, named, present_indicators, present_years, select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.stored import StoredTable, Where


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold the first rows, in the order of their indicators, and what is known of all without having them."""

    table: StoredTable
    where: Where
    indicators: tuple[str, ...]
    first: pd.DataFrame
    count: int

    def whole(self) -> pd.DataFrame:
        """Give every row, as `select` does."""
        return _selected(self.table.rows(self.where), self.indicators)

    def names(self) -> list[str]:
        """List whom the rows are about."""
        return [*named(self.table.counts(["subject", "area"], self.where), ALL)["who"].unique()]

    def years(self) -> list[int]:
        """List the years of the rows."""
        return present_years(self.table, self.where)


def listed_rows(table: StoredTable, where: Where, catalogue: Mapping[str, Any]) -> Listing:
    """List rows of the table: at most MOST_ROWS of them are taken, and the one that the address names."""
    held = present_indicators(table, catalogue, where)
    indicators = tuple(one for one in where.among.get("indicator", held) if one in held)
    ids: list[str] = []
    for indicator in indicators:  # which is what rows are ordered by first: only these need be put in order
        if len(ids) >= MOST_ROWS:
            break
        narrow = table.rows(where.also(indicator=[indicator]), ["id", "derived", "status", "rule", *NARROW])
        ids += _selected(narrow, (indicator,))["id"].head(MOST_ROWS - len(ids)).tolist()
    named_row = table.count(where.also(id=[asked(ROW)]))
    first = table.rows(where.also(id=[*ids, *([asked(ROW)] if named_row else [])]))
    return Listing(table, where, indicators, _selected(first, indicators), table.count(where))


def _selected(rows: pd.DataFrame, indicators: tuple[str, ...]) -> pd.DataFrame:
    return select(rows, Selection(indicators))
