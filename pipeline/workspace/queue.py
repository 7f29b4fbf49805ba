"""Line up what a person should look at, and keep the line up to date verdict by verdict."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable

import pandas as pd

from pipeline.crosschecks import Finding, findings, findings_in
from pipeline.doubts import NO_DOUBTS
from pipeline.indicators import Catalogue
from pipeline.stored import StoredTable, Where
from pipeline.workspace.asked_items import About, Item, joined, name_of, suggested_items

__all__ = ["Item", "Queue"]


class Queue:
    """Line up what the checks find in a table, and what is suggested; items that are settled stay, as done.

    All stand in one order, by the harm to be expected where nobody looks: first what cannot be true, for it is in the
    table and drawn (leaps, contradictions, sums and shares, reference figures, growth, ceilings), then doubts, of which
    most are right (periods unread, targets far exceeded, little certainty), then revisions, and last suggestions, which
    stand in no table: of whole places and their headline indicators before others, with fewer failed checks before more.
    The weight of a finding says all that; an item has that of its first one.
    """

    def __init__(
        self, table: StoredTable, catalogue: Catalogue, suggestions: pd.DataFrame | None = None
    ) -> None:
        """Check the whole table; 200,000 rows take some seconds. All `suggestions` wait at first."""
        self._catalogue, self._table = catalogue, table
        self._items: dict[str, Item] = {}
        self._order: list[tuple[float, str, str]] = []
        self._of_row: dict[str, set[str]] = {}
        self._of_finding: dict[str, str] = {}
        self._open: set[str] = set()
        self._take(table, findings_in(table, catalogue))
        self._suggested: list[Item] = []
        if suggestions is not None:
            self._suggest(suggestions)

    def asked(self, kinds: Iterable[str] = (), document: str = "", indicator: str = "") -> list[Item]:
        """List the items of some kinds, of one document, of one indicator; nothing given means all."""
        wanted = {*kinds}
        ordered = (self._items[name] for _, _, name in self._order)
        return [
            one
            for one in ordered
            if (not wanted or one.kind in wanted)
            and (not document or document in one.documents)
            and (not indicator or indicator in one.indicators)
        ]

    def is_open(self, item: Item) -> bool:
        """Tell whether an item, or a part of it, still waits."""
        return any(one.id in self._open for one in item.findings)

    def about(self, row: str) -> list[Item]:
        """List the open items that a row is part of, the most urgent first."""
        names = {self._of_finding[one] for one in self._of_row.get(row, set()) & self._open}
        return sorted((self._items[name] for name in names), key=lambda one: -one.finding.weight)

    def doubts(self) -> dict[str, set[str]]:
        """Return the kinds of the open findings about each row, by its id; what is no doubt is left out."""
        kinds: dict[str, set[str]] = {}
        for item in self._items.values():
            for one in item.findings if item.kind not in NO_DOUBTS else ():
                for row in one.rows if one.id in self._open else ():
                    kinds.setdefault(row, set()).add(one.kind)
        return kinds

    def waiting(self) -> int:
        """Count the open items that are doubts."""
        return sum(one.kind not in NO_DOUBTS and self.is_open(one) for one in self._items.values())

    def follow(self, table: StoredTable, rows: Iterable[str]) -> None:
        """Take in that the rows with some ids were decided about; `table` is as decided.

        Only their series and the documents of those are checked again: what a correction settles is done, what it
        brings up joins the line.
        """
        decided = {*rows}
        before, self._table = self._table, table
        # where a correction moved a row to another series, both are concerned
        series = {"indicator", "place"}
        touched = pd.concat([one.rows(Where({"id": decided}), [*series]) for one in (before, table)])
        own_rows = table.rows(Where({name: set(touched[name]) for name in series}))
        near = table.rows(Where({"digest": set(own_rows["digest"]) - {""}}))
        near = pd.concat([near, own_rows[~own_rows["id"].isin(near["id"])]], ignore_index=True)
        own = decided | set(own_rows["id"])
        names = {name for row in own for name in self._of_row.get(row, ())}
        self._open -= {name for name in names if _concerns(self._known(name), decided, own)}
        self._take(table, [one for one in findings(near, self._catalogue) if _concerns(one, decided, own)])

    def ask(self, suggestions: Collection[str]) -> None:
        """Take in which suggestions, by their ids, still wait."""
        for one in self._suggested:
            name = one.finding.id
            if any(row in suggestions for row in one.rows):
                self._open.add(name)
            else:
                self._open.discard(name)

    def _known(self, finding: str) -> Finding:
        return next(one for one in self._items[self._of_finding[finding]].findings if one.id == finding)

    def _take(self, table: StoredTable, found: list[Finding]) -> None:
        """Add findings, or open again those that were settled."""
        wanted = {row for one in found for row in one.rows}
        rows = table.rows(Where({"id": wanted}), ["id", "digest", "indicator", "measure", "rule"])
        about = {row: About(*rest) for row, *rest in rows.itertuples(index=False, name=None)}
        together: dict[str, list[Finding]] = {}
        for one in found:
            name = self._of_finding.setdefault(one.id, name_of(one, about))
            together.setdefault(name, []).append(one)
            for row in one.rows:
                self._of_row.setdefault(row, set()).add(one.id)
        self._open |= {one.id for one in found}
        fresh = [name for name in together if name not in self._items]
        for name, own in together.items():
            self._items[name] = joined(name, self._items.get(name), own, about)
        self._line_up((self._items[name], name) for name in fresh)

    def _suggest(self, suggestions: pd.DataFrame) -> None:
        made = [*suggested_items(suggestions, self._catalogue.entries)]
        self._suggested = [one for one, _ in made]
        for one in self._suggested:
            self._items[one.id] = one
            self._of_finding[one.id] = one.id
            for row in one.rows:
                self._of_row.setdefault(row, set()).add(one.id)
        self._open |= {one.id for one in self._suggested}
        self._line_up(made)

    def _line_up(self, fresh: Iterable[tuple[Item, str]]) -> None:
        """Put items into the line, each with what it is sorted by among those as urgent."""
        keys = [(-one.finding.weight, among, one.id) for one, among in fresh]
        if len(keys) < len(self._order):
            for key in keys:
                insort(self._order, key)
        else:
            self._order = sorted([*self._order, *keys])


def _concerns(finding: Finding, decided: set[str], series: set[str]) -> bool:
    return not decided.isdisjoint(finding.rows) or series.issuperset(finding.rows)
