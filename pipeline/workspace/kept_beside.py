"""Keep what the rows of a series say of each other beside the parts: what a change touches is found out again, no more.

beside/batch-*/*.parquet      see pipeline/stored/beside.py; and what each depends on that had changed since the one before
beside/manifest.json          the batches in force, the latest last
beside/turn                   is held by whoever changes the manifest

All of it can be deleted at any time, and is then made again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import RLock
from uuid import uuid4

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.comparable import bare, whose
from pipeline.indicators import Catalogue
from pipeline.stored import StoredTable
from pipeline.stored.beside import FILES
from pipeline.unfinished import sweep, write_whole
from pipeline.version import program
from pipeline.workspace.beside_files import Depends, folded, laid_together, write
from pipeline.workspace.extracted import Outcome
from pipeline.workspace.said_together import named_series
from pipeline.workspace.touched import Touched
from pipeline.workspace.turns import turn

MOST_BATCHES = 16
_OLD = 3600  # seconds for which a batch that is no longer in force may still be read
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
            touched = Touched(self._depended(batches), depends)
            if batches and not touched:
                self._held = batches, depends  # whose texts are held elsewhere, too
                return batches
            try:
                return self._brought(batches, touched, table(), depends, outcomes, catalogue)
            except OSError:
                self._folder = Path(tempfile.mkdtemp(prefix="county-indicators-beside-"))
                return self._brought([], Touched(None, depends), table(), depends, outcomes, catalogue)

    def _brought(
        self, batches: list[Path], touched: Touched, table: StoredTable, depends: Depends,
        outcomes: Mapping[str, Outcome], catalogue: Catalogue,
    ) -> list[Path]:  # fmt: skip
        self._folder.mkdir(exist_ok=True)
        made = self._folder / f"batch-{uuid4().hex[:16]}"
        before = [] if touched.everything else batches
        found = touched.found_again(table, before, outcomes, catalogue)
        write(made, found, touched.changes)
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
                told = folded(batches)  # what has no stamp was gone before
                self._held = batches, {of: {n: s for n, s in own.items() if s} for of, own in told.items()}
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
        laid_together(batches, whole)
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
