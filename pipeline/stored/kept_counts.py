"""Keep how many rows of large parts have which values: a part never changes, so that none is counted twice.

counts/*.parquet    the counts that one question has, sealed, and the parts that they are of

All of it can be deleted at any time, and is then made again.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.parquet import is_whole, sealed
from pipeline.unfinished import sweep, write_whole

FOLDER = "counts"
LARGE = 50_000  # rows of a part that is counted once
_SHARE = 20  # of so many rows one line of counts is short enough to be kept
_MOST = 64  # questions whose counts are kept
_PARTS = "parts"  # a key of the file's metadata


class KeptCounts:
    """Hold the counts kept in the folder of a workspace."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of a workspace; nothing is looked at yet."""
        self._folder = folder / FOLDER
        self._rows: dict[Path, int] = {}
        self._held: dict[str, tuple[frozenset[str], pa.Table]] = {}

    def of(
        self, question: str, parts: Collection[Path], ask: Callable[[Iterable[Path]], pa.Table]
    ) -> tuple[pa.Table | None, list[Path]]:
        """Return counts of those parts that are large, None where there are none, and the other parts.

        `ask` counts the rows of some parts; a line of values may stand more than once in what is returned.
        """
        large = [part for part in parts if self._rows_of(part) >= LARGE]
        if not large:
            return None, [*parts]
        names = frozenset(part.name for part in large)
        name = hashlib.sha256(question.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        known, told = self._held.get(name) or (frozenset(), None)
        if told is None or not known <= names:  # parts may have been laid together meanwhile
            known, told = self._read(name) or (frozenset(), None)
        if told is None or not known <= names:
            known, told = frozenset(), ask(large)
        elif known != names:
            told = pa.concat_tables([told, ask(part for part in large if part.name not in known)])
        if told.num_rows * _SHARE <= sum(map(self._rows_of, large)):
            if known != names:
                self._keep(name, names, told)
            self._held[name] = names, told
        return told, [part for part in parts if part not in large]

    def took_place(self, whole: str, parts: Collection[str]) -> None:
        """Take the counts kept of parts for those of one that holds the same rows, and no other."""
        for path in self._folder.glob("*.parquet"):
            known, told = self._read(path.stem) or (frozenset(), None)
            if told is not None and known >= {*parts}:
                self._keep(path.stem, (known - {*parts}) | {whole}, told)

    def _rows_of(self, part: Path) -> int:
        if part not in self._rows:
            self._rows[part] = pq.read_metadata(part).num_rows
        return self._rows[part]

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"

    def _read(self, name: str) -> tuple[frozenset[str], pa.Table] | None:
        try:
            octets = self._path(name).read_bytes()
            if not is_whole(octets):
                return None
            with pq.ParquetFile(pa.BufferReader(octets)) as file:
                return frozenset(json.loads(file.metadata.metadata[_PARTS.encode()])), file.read()
        except OSError:
            return None

    def _keep(self, name: str, parts: Collection[str], told: pa.Table) -> None:
        octets = io.BytesIO()
        with sealed(
            octets, told.schema, {_PARTS: json.dumps(sorted(parts))}, compression="zstd", store_schema=False
        ) as file:
            file.write_table(told)
        with suppress(OSError):  # they are counted again
            self._folder.mkdir(exist_ok=True)
            sweep(self._folder)
            write_whole(self._path(name), octets.getvalue())
            kept = sorted(self._folder.glob("*.parquet"), key=lambda one: one.stat().st_mtime)
            for former in kept[:-_MOST]:
                former.unlink(missing_ok=True)
                self._held.pop(former.stem, None)
