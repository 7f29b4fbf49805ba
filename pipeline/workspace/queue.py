"""Line up what a person should look at, and keep the line up to date verdict by verdict."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from pipeline.areas_apart import with_areas
from pipeline.crosschecks import Finding, findings
from pipeline.indicators import Catalogue


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one finding with the documents (digests) and indicators of its rows."""

    finding: Finding
    documents: frozenset[str]
    indicators: frozenset[str]


class Queue:
    """Line up what the checks find in a table, the most urgent first; items that are settled stay, as done."""

    def __init__(self, table: pd.DataFrame, catalogue: Catalogue) -> None:
        """Check the whole table; 200,000 rows take some seconds."""
        table = with_areas(table)
        self._catalogue, self._table = catalogue, table
        self._items: dict[str, Item] = {}
        self._order: list[tuple[float, str]] = []
        self._of_row: dict[str, set[str]] = {}
        self._open: set[str] = set()
        self._take(table, findings(table, catalogue))

    def asked(self, kinds: Iterable[str] = (), document: str = "", indicator: str = "") -> list[Item]:
        """List the items of some kinds, of one document, of one indicator; nothing given means all."""
        wanted = {*kinds}
        ordered = (self._items[name] for _, name in self._order)
        return [
            one
            for one in ordered
            if (not wanted or one.finding.kind in wanted)
            and (not document or document in one.documents)
            and (not indicator or indicator in one.indicators)
        ]

    def is_open(self, item: Item) -> bool:
        """Tell whether an item still waits."""
        return item.finding.id in self._open

    def about(self, row: str) -> list[Item]:
        """List the open items that a row is part of, the most urgent first."""
        names = self._of_row.get(row, set()) & self._open
        return sorted((self._items[name] for name in names), key=lambda one: -one.finding.weight)

    def follow(self, table: pd.DataFrame, rows: Iterable[str]) -> None:
        """Take in that the rows with some ids were decided about; `table` is as decided.

        Only their series and the documents of those are checked again: what a correction settles is done, what it
        brings up joins the line.
        """
        decided = {*rows}
        table = with_areas(table)
        before, self._table = self._table, table
        # where a correction moved a row to another series, both are concerned
        touched = pd.concat(
            [one.loc[one["id"].isin(decided), ["indicator", "place"]] for one in (before, table)]
        )
        series = table["indicator"].isin(set(touched["indicator"])) & table["place"].isin(
            set(touched["place"])
        )
        near = table[table["digest"].isin(set(table.loc[series, "digest"]) - {""}) | series]
        own = decided | set(table.loc[series, "id"])
        names = {name for row in own for name in self._of_row.get(row, ())}
        self._open -= {name for name in names if _concerns(self._items[name].finding, decided, own)}
        self._take(near, [one for one in findings(near, self._catalogue) if _concerns(one, decided, own)])

    def _take(self, table: pd.DataFrame, found: list[Finding]) -> None:
        """Add findings, or open again those that were settled."""
        wanted = {row for one in found for row in one.rows}
        rows = table.loc[table["id"].isin(wanted), ["id", "digest", "indicator"]]
        about = {
            row: (digest, indicator) for row, digest, indicator in rows.itertuples(index=False, name=None)
        }
        fresh = [one for one in found if one.id not in self._items]
        for one in found:
            known = [about[row] for row in one.rows if row in about]
            digests = frozenset(digest for digest, _ in known if digest)
            self._items[one.id] = Item(one, digests, frozenset(indicator for _, indicator in known))
            for row in one.rows:
                self._of_row.setdefault(row, set()).add(one.id)
        self._open |= {one.id for one in found}
        for one in fresh if len(self._order) > len(fresh) else ():
            insort(self._order, (-one.weight, one.id))
        if len(self._order) < len(self._items):
            self._order = sorted((-one.finding.weight, name) for name, one in self._items.items())


def _concerns(finding: Finding, decided: set[str], series: set[str]) -> bool:
    return not decided.isdisjoint(finding.rows) or series.issuperset(finding.rows)
