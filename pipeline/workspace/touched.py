"""Say which series and documents a change touches, and find out again what these say, some at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import compress
from operator import ne
from pathlib import Path

import pandas as pd

from pipeline.comparable import bare
from pipeline.crosschecks.parts import FEWEST
from pipeline.crosschecks.sets import complete_sets
from pipeline.indicators import Catalogue
from pipeline.stored import EVERY, StoredTable, Where
from pipeline.stored.beside import Beside, current
from pipeline.stored.engine import engine
from pipeline.workspace.beside_files import Depends
from pipeline.workspace.extracted import Outcome
from pipeline.workspace.said_together import NEEDED, named_series, of_documents, of_series, parts_of

ROWS = 30_000  # that are looked at together
_FEW = 50  # places or subjects whose rows are not counted before they are asked for


class Touched:
    """Say what a change touches: what batches depended on before is held against what they depend on now."""

    def __init__(self, before: Depends | None, now: Depends) -> None:
        """Take both; before it may not be known."""
        old: Depends = {} if before is None else before
        changed = {of: _changed(old.get(of, {}), now.get(of, {})) for of in {*old, *now}}
        self.changes: Depends = {of: some for of, some in changed.items() if some}
        self._names = {of: [*some] for of, some in self.changes.items()}
        self._former, self._present = old.get("document", {}), now["document"]
        documents = self.of("document")
        self.everything = (
            before is None or bool(self.of("program")) or 2 * len(documents) > len(self._present)
        )
        if self.everything:
            self._names["document"] = [*self._present]
            self.changes = now

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return self.everything or bool(self._names)

    def of(self, kind: str) -> list[str]:
        """List what has changed of a kind."""
        return self._names.get(kind, [])

    def found_again(
        self, table: StoredTable, batches: list[Path], outcomes: Mapping[str, Outcome], catalogue: Catalogue
    ) -> Iterator[Beside]:
        """Yield what the series that are touched say now, some at a time."""
        if self.everything:
            places = _Places(table)
            for some in _batches(table.counts(["whose"])):
                yield of_series(table.rows(places.of(some), NEEDED), catalogue)
        else:
            yield from self._series_again(table, batches, outcomes, catalogue)
        yield from self._documents_again(table, batches, outcomes, catalogue)

    def _series_again(
        self, table: StoredTable, batches: list[Path], outcomes: Mapping[str, Outcome], catalogue: Catalogue
    ) -> Iterator[Beside]:
        fresh = table.counts(
            ["indicator", "whose"], _near(self._present.keys() & {*self.of("document")}, outcomes)
        )
        now = named_series(fresh["indicator"], fresh["whose"])
        series = {*now, *self._series_before(batches), *self.of("official")}
        named = pd.DataFrame([parts_of(one) for one in series], columns=["indicator", "whose"])
        named = named.assign(series=[*series])
        own = named["whose"].unique()
        counts, places = pd.DataFrame({"whose": own, "count": 0}), _Places(table)
        if len(own) > _FEW:
            counts = table.counts(["whose"], places.of(own).also(indicator=named["indicator"].unique()))
        spoken = {*counts["whose"]}
        lost = named.loc[~named["whose"].isin(spoken), "series"]
        for some in _batches(counts):
            asked = named[named["whose"].isin(some)]
            where = places.of(some).also(indicator=[*asked["indicator"].unique()])
            yield of_series(table.rows(where, NEEDED), catalogue, [*asked["series"]])
        if len(lost):
            yield of_series(table.rows(Where({"id": []}), NEEDED), catalogue, [*lost])

    def _series_before(self, batches: list[Path]) -> list[str]:
        """List the series kept that have rows of documents that changed, or are of entries or areas that did."""
        return self._kept("series", batches, [one for one in self.of("document") if one in self._former])

    def _documents_before(self, batches: list[Path]) -> list[str]:
        """List the documents kept that have rows of entries or areas that changed."""
        return self._kept("unnest(documents)", batches)

    def _kept(self, what: str, batches: list[Path], documents: Sequence[str] = ()) -> list[str]:
        """Return what the kept series have that are of entries or areas that changed, or have rows of some documents."""
        entries, areas = self.of("entry"), self.of("area")
        if not (batches and (documents or entries or areas)):
            return []
        with engine().cursor() as database:
            kept = database.sql(
                f"SELECT DISTINCT {what} FROM ({current(batches, 'series')}) WHERE contains(series, chr(31)) AND"
                " (list_has_any(documents, ?) OR split_part(series, chr(31), 1) IN (SELECT unnest(?))"
                " OR split_part(series, chr(31), 2) IN (SELECT unnest(?)))",
                params=[[*documents], entries, areas],
            ).fetchall()
        return [one for (one,) in kept]

    def _documents_again(
        self, table: StoredTable, batches: list[Path], outcomes: Mapping[str, Outcome], catalogue: Catalogue
    ) -> Iterator[Beside]:
        digests = {*self.of("document"), *self._documents_before(batches)}
        there = digests & self._present.keys()
        near = EVERY if len(there) == len(self._present) else _near(there, outcomes)
        listed = table.distinct(["digest", "indicator", "unit"], ["subject"], near)
        telling = {*listed.loc[listed["subject"] > FEWEST, "digest"]}
        for one in complete_sets(catalogue.entries):
            for members in filter(all, (one.shares, (*one.parts, one.whole))):
                held = listed[listed["indicator"].isin(members)].groupby("digest")["indicator"].nunique()
                telling |= {*held.index[held == len(members)]}
        telling &= there
        for some in _batches(table.counts(["digest"], _near(telling, outcomes))):
            yield of_documents(table.rows(_near(some, outcomes), NEEDED), some, catalogue)
        yield of_documents(table.rows(Where({"id": []}), NEEDED), sorted(digests - telling), catalogue)


class _Places:
    """Say which places rows have, by whose they are: rows lie by place, so that few of those of a large table are read."""

    def __init__(self, table: StoredTable) -> None:
        places = table.counts(["place"])["place"].fillna("")
        self._named = defaultdict[str, list[str]](list)
        for name, place in zip(bare(places), places, strict=True):
            self._named[name].append(place)

    def of(self, own: Sequence[str]) -> Where:
        """Mean the rows that are some places', subjects' or documents': those of the latter two have no place."""
        places = [place for one in own for place in self._named.get(one, ())]
        return Where({"whose": own, "place": [*places, ""]})


def _near(digests: Collection[str], outcomes: Mapping[str, Outcome]) -> Where:
    """Mean the rows of some documents, which are looked for where those of their names stand."""
    names = {outcomes[one].file if one in outcomes else "" for one in digests}
    return Where({"digest": digests} if "" in names else {"digest": digests, "document": names})


def _batches(counts: pd.DataFrame) -> Iterator[list[str]]:
    """Yield the values that rows were counted by in batches of about ROWS rows."""
    batch: list[str] = []
    rows = 0
    for value, count in counts.itertuples(index=False, name=None):
        batch.append(value)
        rows += count
        if rows >= ROWS:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return what has another stamp now, and, with none, what is no longer there."""
    if before is now:
        return {}
    others = compress(now, map(ne, map(before.get, now), now.values()))
    return dict.fromkeys(before.keys() - now.keys(), "") | {name: now[name] for name in others}
