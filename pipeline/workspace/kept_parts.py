"""Keep what was read from the documents in parts: adding documents writes one more, and leaves the others as they are.

observations/part-*.parquet  rows and suggestions of some documents, and what became of each and by what key it was read
observations/manifest.json   the parts in force, each with the documents that it no longer speaks for
observations/turn            is held by whoever changes the manifest

A part never changes. It is written, then renamed, and counts once the manifest names it. Many of one size are laid together
behind what adds them (`fewer_parts.py`), which nobody waits for.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from threading import RLock
from uuid import uuid4

import pandas as pd

from pipeline.unfinished import sweep, write_whole
from pipeline.workspace.aside import keep_aside
from pipeline.workspace.database import WorkspaceFault
from pipeline.workspace.extracted import (
    DamagedTableError,
    Extracted,
    Outcome,
    frame_of_all,
    joined,
    lay_together,
    load,
    load_joined,
    load_outcomes,
    parted,
    save,
)
from pipeline.workspace.turns import turn

FOLDER = "observations"
FORMER = "observations.parquet"  # of earlier versions: one part, which spoke for every document
SMALL = 50_000  # rows of a part of the smallest size; each further size is GROWTH times as large
GROWTH = 16
MOST_ALIKE = 16  # parts of one size
_FEW = 100  # documents whose names are written out to be looked for
_KEPT = 3600  # seconds for which a part that is no longer in force may still be read
_ORDER = ["document", "start"]
_SUGGESTED = "checks > ''"  # asked so, pieces without one are not read


class KeptParts:
    """Hold the parts of a workspace. `faults` are parts that were damaged, and are kept aside."""

    def __init__(self, folder: Path) -> None:
        """Open the parts in the folder of a workspace; what nobody reads any more is deleted."""
        self.faults: list[WorkspaceFault] = []
        self._lock = RLock()  # pages look while documents are read
        self._folder = folder / FOLDER
        self._manifest = self._folder / "manifest.json"
        # By part: what tells it from another of its name, what it says of its documents, how many rows all of them gave.
        self._outcomes: dict[str, tuple[int, dict[str, Outcome], int]] = {}
        self._turns = 0  # that whoever holds the lock has taken, one in another
        self._suggested: dict[Path, pd.DataFrame] = {}
        if self._folder.exists() and not self._folder.is_dir():
            self._tell(FOLDER, keep_aside(self._folder))
        self._folder.mkdir(exist_ok=True)
        for own in (self._folder, folder / FORMER):
            sweep(own)
        self._take_over(folder / FORMER)
        self._sweep()

    def made(self) -> int:
        """Return what changes whenever the parts in force do, or a file of them: 0 where there are none."""
        return sum(map(_stamp, (self._manifest, *self.in_force())))

    def in_force(self) -> dict[Path, frozenset[str]]:
        """Return the parts, the latest last, each with the digests of the documents that it does not speak for."""
        return {self._folder / name: frozenset(without) for name, without in self._listed().items()}

    def known(self) -> dict[Path, frozenset[str]]:
        """Return those of `in_force` that are of this version, which can be asked for their rows."""
        return {part: without for part, without in self.in_force().items() if self._outcomes_in(part)}

    def outcomes(self) -> dict[str, Outcome]:
        """Return what became of each document, by digest, without reading a row."""
        return self._spoken_by(self.in_force())

    def extracted(self) -> Extracted:
        """Return all that was read, by document and place in it."""
        return parted(self._laid_together(self.in_force()), self.outcomes())

    def of_documents(self, digests: Collection[str]) -> pd.DataFrame:
        """Return the rows of some documents, as `extracted` has them."""
        parts = self.in_force()

        def wanted(part: Path) -> pd.DataFrame | None:
            told, without = self._outcomes_in(part), parts[part]
            own = [digest for digest in sorted(digests) if digest in told and digest not in without]
            if not own:
                return None
            files = {told[digest].file for digest in own}
            condition, values = "digest IN (SELECT unnest(?))", list[object]([own])
            if len(files) <= _FEW and "" not in files:  # written out, they are looked for where they stand
                condition += f" AND document IN ({', '.join('?' * len(files))})"
                values += sorted(files)
            return load_joined(part, condition, values)

        return self._picked(wanted, parts).table

    def of_row(self, row: str) -> pd.DataFrame:
        """Return the row with an id, as `extracted` has it; none where there is none."""
        return self._picked(lambda part: load_joined(part, "id = ?", [row]), self.in_force()).table

    def suggestions(self) -> pd.DataFrame:
        """Return the rows that are suggested, as `extracted` has them; each part is looked through once."""
        parts = self.in_force()
        self._suggested = {part: held for part, held in self._suggested.items() if part in parts}
        return self._picked(self._suggested_in, parts).suggestions

    def _suggested_in(self, part: Path) -> pd.DataFrame:
        held = self._suggested.get(part)
        if held is None:
            held = self._suggested[part] = load_joined(part, _SUGGESTED, [])
        return held

    def _picked(
        self, wanted: Callable[[Path], pd.DataFrame | None], parts: Mapping[Path, Collection[str]]
    ) -> Extracted:
        """Lay together what is wanted of each part; where that is None, nothing of it is."""
        frames = []
        for part, without in parts.items():
            frame = wanted(part) if self._outcomes_in(part) else None
            if frame is not None:
                frames.append(frame[~frame["digest"].isin(without)] if without else frame)
        return parted(_in_order(frames), {})

    def add(self, read: Extracted, gone: Collection[str] = ()) -> None:
        """Write a part of what was read, which speaks for its documents from now on; those `gone` are spoken for no more.

        Raise OSError where the disk refuses it; then nothing has changed.
        """
        written = {self._written(read): frozenset[str]()} if read.outcomes else {}
        over = {*gone, *read.outcomes}
        with self._alone():
            listed = {
                part.name: without | (over & self._outcomes_in(part).keys())
                for part, without in self.in_force().items()
            }
            self._list(
                {name: without for name, without in listed.items() if self._speaks(name, without)} | written
            )

    def _written(self, read: Extracted) -> str:
        part = self._folder / f"part-{uuid4().hex[:16]}.parquet"
        save(read, part)
        self._hold(part, dict(read.outcomes))
        return part.name

    def alike(self) -> dict[str, frozenset[str]]:
        """Return the parts of one size where there are too many of them, small ones first; none where there are not.

        Each comes with the documents that it does not speak for. A part most of whose rows count no more is small.
        """
        by_size = defaultdict[int, dict[str, frozenset[str]]](dict)
        for part, without in self.known().items():
            by_size[self._size(part, without)][part.name] = without
        return next((some for _, some in sorted(by_size.items()) if len(some) > MOST_ALIKE), {})

    def lay_together(self, alike: Mapping[str, frozenset[str]]) -> str:
        """Write the part that takes the place of some, and let it do so; return its name, "" where all of them have gone.

        While it is written others may add parts, and take documents from these. Raise OSError where the disk refuses it;
        then nothing has changed.
        """
        before = {self._folder / name: without for name, without in alike.items()}
        if not all(map(self._outcomes_in, before)):  # a damaged one is kept aside
            return ""
        whole = self._folder / f"part-{uuid4().hex[:16]}.parquet"
        lay_together(before, self._spoken_by(before), whole)
        with self._alone():
            now = self.in_force()
            if not before.keys() & now.keys():
                whole.unlink()
                return ""
            # Of a part that is no longer in force others speak for all documents.
            since = {
                one
                for part, without in before.items()
                for one in (now[part] if part in now else self._outcomes_in(part).keys()) - without
            }
            others = {part.name: without for part, without in now.items() if part not in before}
            self._list({**others, whole.name: since})
        return whole.name

    def took_place(self, whole: str, alike: Mapping[str, frozenset[str]]) -> None:
        """Take what a part says, that another process laid together of some, from what these say: it says the same."""
        outcomes = self._spoken_by({self._folder / name: without for name, without in alike.items()})
        self._hold(self._folder / whole, outcomes)
        for name in alike:
            self._outcomes.pop(name, None)

    def _spoken_by(self, parts: Mapping[Path, Collection[str]]) -> dict[str, Outcome]:
        """Return what parts say of documents, each but for those that it does not speak for."""
        found: dict[str, Outcome] = {}
        for part, without in parts.items():
            own = self._outcomes_in(part)
            if without:  # of which an earlier part may speak
                own = dict(own)
                for digest in without:
                    own.pop(digest, None)
            found.update(own)
        return found

    def _speaks(self, name: str, without: Collection[str]) -> bool:
        """Say whether a part speaks for any document."""
        return not self._outcomes_in(self._folder / name).keys() <= {*without}

    def _size(self, part: Path, without: Collection[str]) -> int:
        """Say of which size a part is by the rows that count: 0 for a small one."""
        own = self._outcomes_in(part)
        whole = self._outcomes[part.name][2] if own else 0
        rows = whole - sum(own[digest].rows for digest in own.keys() & without)
        if rows < whole / 2:
            return 0
        size = 0
        while rows >= SMALL * GROWTH**size:
            size += 1
        return size

    def _laid_together(self, parts: Mapping[Path, Collection[str]]) -> pd.DataFrame:
        frames = []
        for part, without in parts.items():
            frame = joined(self._sound(part))
            frames.append(frame[~frame["digest"].isin(without)] if without else frame)
        return _in_order(frames)

    def _sound(self, part: Path) -> Extracted:
        """Read a part; of one that is not as it was written nothing is known."""
        try:
            return load(part)
        except DamagedTableError:
            self._keep_aside(part)
            return load(part)

    def _outcomes_in(self, part: Path) -> dict[str, Outcome]:
        """Return what a part says of its documents, which is looked up once: unless it is damaged, it never changes."""
        stamp = _stamp(part)
        held = self._outcomes.get(part.name)
        if held is None or held[0] != stamp:
            try:
                held = self._hold(part, load_outcomes(part))
            except DamagedTableError:
                self._keep_aside(part)
                return {}
        return held[1]

    def _hold(self, part: Path, outcomes: dict[str, Outcome]) -> tuple[int, dict[str, Outcome], int]:
        rows = sum(one.rows for one in outcomes.values())
        held = self._outcomes[part.name] = _stamp(part), outcomes, rows
        return held

    def _keep_aside(self, part: Path) -> None:
        with self._alone():
            kept = keep_aside(part)
            self._list({name: without for name, without in self._listed().items() if name != part.name})
            self._tell(f"{FOLDER}/{part.name}", f"{FOLDER}/{kept}")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let nobody else, thread or process, change the manifest meanwhile."""
        with self._lock, nullcontext() if self._turns else turn(self._folder / "turn"):
            self._turns += 1
            try:
                yield
            finally:
                self._turns -= 1

    def _tell(self, file: str, kept: str) -> None:
        self.faults = [WorkspaceFault("table", file=file, kept=kept)]  # the latest

    def _listed(self) -> dict[str, list[str]]:
        """Read the manifest; nothing is in force where it is missing, or not as it was written, and kept aside then."""
        if not os.path.lexists(self._manifest):
            return {}
        said = self._manifest.read_bytes() if self._manifest.is_file() else b""  # a pipe would never end
        listed, _, seal = said.partition(b"\n")
        if seal != _seal(listed):
            kept = keep_aside(self._manifest)
            self._tell(f"{FOLDER}/{self._manifest.name}", f"{FOLDER}/{kept}")
            return {}
        parts: dict[str, list[str]] = json.loads(listed)
        return parts

    def _list(self, listed: Mapping[str, Collection[str]]) -> None:
        """Say which parts are in force; those that no longer are may still be read for a while."""
        before = self._listed().keys() - listed.keys()
        said = json.dumps({name: sorted(without) for name, without in listed.items()}).encode()
        write_whole(self._manifest, said + b"\n" + _seal(said))
        for name in before:
            self._outcomes.pop(name, None)
            with suppress(OSError):
                os.utime(self._folder / name)

    def _take_over(self, former: Path) -> None:
        """Make the one file of an earlier version the first part."""
        if former.exists() and not os.path.lexists(self._manifest):
            part = self._folder / f"part-{uuid4().hex[:16]}.parquet"
            former.replace(part)
            self._list({part.name: ()})

    def _sweep(self) -> None:
        """Delete parts that the manifest does not name, unless another program may still write or read them."""
        listed, old = self._listed(), time.time() - _KEPT
        with suppress(OSError):
            for part in self._folder.glob("part-*.parquet"):
                if part.name not in listed and ".damaged-" not in part.name and part.stat().st_mtime < old:
                    part.unlink()


def _in_order(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)] or [frame_of_all([], [])]
    return pd.concat(filled, ignore_index=True).sort_values(_ORDER, kind="stable", ignore_index=True)


def _stamp(path: Path) -> int:
    """Return what changes with a file: 0 where it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _seal(said: bytes) -> bytes:
    return hashlib.sha256(said).hexdigest().encode()
