"""List the rows of the table that are meant: the first of them at once, all only when a file of them is made."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.address import asked
from app.rows.row_view import MOST_ROWS, ROW
from app.selection import ALL, NARROW, Selection, indicators_of, named, present_years, select
from pipeline.stored import Where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.stored import StoredTable

# Rows lie by place and document, so that few are looked through for their ids.
_FOUND_BY = ["id", "place", "document"]
# What rows are put in order by, and looked up.
_ORDERED = ["id", "document", "derived", "status", "rule", *NARROW]


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
    told = named(table.counts(["indicator", "subject", "area"], where), ALL)
    held = indicators_of(told, catalogue)
    indicators = tuple(one for one in where.among.get("indicator", held) if one in held)
    part = table.part(where)
    found = _first(part, told, indicators)
    if row := asked(ROW):
        found.append(part.rows(Where({"id": [row]}), _FOUND_BY))
    near = {name: {one for rows in found for one in rows[name].fillna("")} for name in _FOUND_BY}
    first = part.rows(Where(near))
    return Listing(table, where, indicators, _selected(first, indicators), table.count(where))


def _first(table: StoredTable, told: pd.DataFrame, indicators: tuple[str, ...]) -> list[pd.DataFrame]:
    """Find the first rows, at most MOST_ROWS; `told` counts all by indicator and whom they are about.

    Rows are ordered by these first, whole places before subjects: only those of the first names need be put in order.
    """
    found: list[pd.DataFrame] = []
    left = MOST_ROWS
    for indicator, subjects in product(indicators, (False, True)):
        own = told[(told["indicator"] == indicator) & ((told["subject"].fillna("") != "") == subjects)]
        counts = own.groupby("who")["count"].sum()
        names = [*counts.index[counts.cumsum() - counts < left]]
        if names:
            whom = {"subject": names} if subjects else {"subject": [""], "area": names}
            narrow = table.rows(Where({"indicator": [indicator], **whom}), _ORDERED)
            found.append(_selected(narrow, (indicator,)).head(left))
            left -= len(found[-1])
    return found


def _selected(rows: pd.DataFrame, indicators: tuple[str, ...]) -> pd.DataFrame:
    return select(rows, Selection(indicators))
