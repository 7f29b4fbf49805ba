"""Keep what the rows of a series say of each other beside the parts: what a change touches is found out again, no more.

beside/batch-*/*.parquet      see pipeline/stored/beside.py; and what each depends on that had changed since the one before
beside/manifest.json          the batches in force, the latest last
beside/turn                   is held by whoever changes the manifest

All of it can be deleted at any time, and is then made again.
"""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import lru_cache
from itertools import compress
from operator import ne
from pathlib import Path
from threading import RLock
from uuid import uuid4

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.comparable import bare, whose
from pipeline.crosschecks.parts import FEWEST
from pipeline.crosschecks.sets import complete_sets
from pipeline.indicators import Catalogue
from pipeline.stored import EVERY, StoredTable, Where
from pipeline.stored.beside import FILES, Beside, current
from pipeline.stored.engine import engine
from pipeline.unfinished import remove, sweep, unfinished, write_whole
from pipeline.version import program
from pipeline.workspace.extracted import Outcome
from pipeline.workspace.said_together import NEEDED, named_series, of_documents, of_series, parts_of
from pipeline.workspace.turns import turn

ROWS = 30_000  # that are looked at together
MOST_BATCHES = 16
_FEW = 50  # places or subjects whose rows are not counted before they are asked for
_OLD = 3600  # seconds for which a batch that is no longer in force may still be read
Depends = Mapping[str, Mapping[str, str]]  # of a kind each name with its stamp
_DEPENDS = pa.schema(
    [(name, pa.string()) for name in ("of", "name", "stamp")]
)  # without a stamp: no longer there
# Doubts are looked up by their series: those of one place or subject lie together, and each piece tells which it has.
_SERIES = {"series": {"ndv": 1024, "fpp": 1e-5}}  # hundreds are looked for at once
_BY_OWN, _TOGETHER = "ORDER BY split_part(series, chr(31), 2), series", 8192
_TAIL = 4  # times as many series has the first batch at least, where only those after it are laid together


def depends_on(
    documents: Mapping[str, str], catalogue: Catalogue, official: pd.DataFrame, apart: pd.DataFrame
) -> Depends:
    """List what batches depend on.

    `documents` are what those with rows were read by, `official` the official figures, `apart` the areas of all rows that
    are called otherwise than their place (columns place, area).
    """
    own = official.assign(series=named_series(official["indicator"], whose(official)))
    told = own.groupby("series")[
        ["place", "period", "measure", "value", "unit", "value_text", "source", "status"]
    ]
    areas = apart.assign(whose=bare(apart["place"])).sort_values(["whose", "area"]).groupby("whose")["area"]
    return {
        "program": {"": program()},
        "document": documents,
        "entry": _stamps(catalogue),
        "official": {str(name): _stamp(some.to_csv(index=False)) for name, some in told},
        "area": {str(name): _stamp("\x1f".join(some)) for name, some in areas},
    }


@lru_cache(maxsize=2)
def _stamps(catalogue: Catalogue) -> Mapping[str, str]:
    entries = catalogue.entries.values()
    return {one.id: _stamp(one.model_dump_json(exclude={"examples", "not_examples"})) for one in entries}


def _stamp(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class KeptBeside:
    """Hold what stands beside the parts of a workspace."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of a workspace; nothing is looked at yet."""
        self._folder = folder / "beside"
        self._lock = RLock()
        self._held: tuple[list[Path], Depends] = ([], {})  # batches, and what they depend on

    def at(
        self,
        table: Callable[[], StoredTable],
        depends: Depends,
        outcomes: Mapping[str, Outcome],
        catalogue: Catalogue,
    ) -> list[Path]:
        """Return the batches for a table as it was read, brought up to date.

        `depends` lists all that the batches depend on: each document, entry, official series and name of areas with a
        stamp that changes with it; `outcomes` name the documents by digest. `table` is called where something has changed.
        What cannot be kept is held for this run of the program.
        """
        with self._lock:
            batches = self._batches()
            touched = _Touched(self._depended(batches), depends)
            if batches and not touched:
                return batches
            try:
                return self._brought(batches, touched, table(), depends, outcomes, catalogue)
            except OSError:
                self._folder = Path(tempfile.mkdtemp(prefix="county-indicators-beside-"))
                return self._brought([], _Touched(None, depends), table(), depends, outcomes, catalogue)

    def _brought(
        self, batches: list[Path], touched: _Touched, table: StoredTable, depends: Depends,
        outcomes: Mapping[str, Outcome], catalogue: Catalogue,
    ) -> list[Path]:  # fmt: skip
        self._folder.mkdir(exist_ok=True)
        made = self._folder / f"batch-{uuid4().hex[:16]}"
        before = [] if touched.everything else batches
        found = touched.found_again(table, before, outcomes, catalogue)
        _write(made, found, touched.changes)
        now = [*before, made]
        with turn(self._folder / "turn"):
            self._list(now)
        self._held = now, depends
        return now

    def _list(self, batches: Collection[Path]) -> None:
        """Say which batches are in force; those that no longer are may still be read for a while."""
        write_whole(self._folder / "manifest.json", json.dumps([one.name for one in batches]).encode())
        self._sweep(batches)

    def _batches(self) -> list[Path]:
        """Return the batches in force; none where anything of them is not there or cannot be read."""
        try:
            names = json.loads((self._folder / "manifest.json").read_bytes())
            batches = [self._folder / str(name) for name in names]
            for batch in batches:
                for name in FILES:
                    pq.read_metadata(batch / f"{name}.parquet")
        except (OSError, ValueError, TypeError, pa.ArrowException):
            return []
        return batches

    def _depended(self, batches: list[Path]) -> Depends | None:
        """Return what the batches depended on, None where that is not known."""
        if not batches:
            return None
        if self._held[0] != batches:
            try:
                self._held = batches, _folded(batches)
            except (OSError, ValueError, KeyError, pa.ArrowException):
                return None
        return self._held[1]

    def alike(self) -> list[str]:
        """Return the batches that are to be laid together, which follow each other; none where there are few."""
        batches = self._batches()
        if len(batches) <= MOST_BATCHES:
            return []
        first, *rest = (pq.read_metadata(batch / "series.parquet").num_rows for batch in batches)
        names = [batch.name for batch in batches]
        return names[1:] if len(rest) > 1 and first >= _TAIL * sum(rest) else names

    def lay_together(self, names: Sequence[str]) -> None:
        """Write the batch that takes the place of some that follow each other, and let it do so.

        Meanwhile others may add batches. Raise OSError where the disk refuses it; then nothing has changed.
        """
        batches, whole = [self._folder / name for name in names], self._folder / f"batch-{uuid4().hex[:16]}"
        _lay_together(batches, whole)
        with turn(self._folder / "turn"):
            now = self._batches()
            if batches[0] in now and now[(at := now.index(batches[0])) : at + len(batches)] == batches:
                self._list([*now[:at], whole, *now[at + len(batches) :]])
            else:
                shutil.rmtree(whole, ignore_errors=True)

    def took_place(self, names: Sequence[str]) -> None:
        """Take it that one batch, which another process laid together, has the place of some: it depends on the same."""
        with self._lock:
            (before, depends), now = self._held, self._batches()
            taken = {self._folder / name for name in names}
            if [one for one in now if one in before] == [one for one in before if one not in taken]:
                self._held = now, depends

    def _sweep(self, batches: Collection[Path]) -> None:
        sweep(self._folder)
        with suppress(OSError):
            for one in {*self._folder.glob("batch-*")} - {*batches}:
                left = one / "left"  # made when it was first out of force
                if not left.exists():
                    left.touch()
                elif left.stat().st_mtime < time.time() - _OLD:
                    shutil.rmtree(one, ignore_errors=True)


class _Touched:
    """Say what a change touches: what batches depended on before is held against what they depend on now."""

    def __init__(self, before: Depends | None, now: Depends) -> None:
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


def _folded(batches: Iterable[Path]) -> dict[str, dict[str, str]]:
    """Lay together what batches that follow each other depend on; what is no longer there has no stamp."""
    folded = defaultdict[str, dict[str, str]](dict)
    for batch in batches:
        told = pq.read_table(batch / "depends.parquet", schema=_DEPENDS)
        for of in told["of"].unique().to_pylist():
            own = told.filter(pc.equal(told["of"], of))
            folded[of].update(zip(own["name"].to_pylist(), own["stamp"].to_pylist(), strict=True))
    return dict(folded)


def _lay_together(batches: Sequence[Path], whole: Path) -> None:
    made = unfinished(whole)
    try:
        made.mkdir()
        with engine().cursor() as database:
            for name in FILES:
                path = str(made / f"{name}.parquet").replace("'", "''")
                order, options = ("", "") if name != "doubts" else (_BY_OWN, f", ROW_GROUP_SIZE {_TOGETHER}")
                database.execute(
                    f"COPY (SELECT * FROM ({current(batches, name)}) {order}) TO '{path}' (FORMAT parquet{options})"
                )
        _write_depends(made, _folded(batches))
        made.rename(whole)
    except duckdb.Error as error:
        raise OSError(errno.EIO, str(error), str(whole)) from error
    finally:
        remove(made)


def _write(target: Path, found: Iterable[Beside], depends: Depends) -> None:
    """Write a batch whole or not at all. Raise OSError where the disk refuses it."""
    made = unfinished(target)
    try:
        made.mkdir()
        with ExitStack() as stack:
            writers = {
                name: stack.enter_context(
                    pq.ParquetWriter(
                        made / f"{name}.parquet",
                        columns,
                        compression="zstd",
                        bloom_filter_options=_SERIES if name == "doubts" else None,
                    )
                )
                for name, columns in FILES.items()
            }
            for one in found:
                for name, writer in writers.items():
                    writer.write_table(one[name])
        _write_depends(made, depends)
        made.rename(target)
    finally:
        remove(made)


def _write_depends(folder: Path, depends: Depends) -> None:
    lines = [(of, name, stamp) for of, some in depends.items() for name, stamp in some.items()]
    told = pa.table([[line[at] for line in lines] for at in range(len(_DEPENDS))], schema=_DEPENDS)
    pq.write_table(told, folder / "depends.parquet", compression="zstd")
