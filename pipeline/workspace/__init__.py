"""Hold documents, what is read from them and what people decided about it in one folder.

originals/            each document's bytes as received, named by the digest of its text
documents.sqlite3     their names and stated metadata; tables of official figures
folder.json           the state of the folder that documents are taken from, where there is one
observations.parquet  what was read from them; can be deleted at any time, and is then made again
reviews.sqlite3       what people decided; nothing else can make it again
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.batches import Progress, Source, copied, extract_sources
from pipeline.documents import DocumentError, digest_of, stated, text_of
from pipeline.indicators import RULES, load_catalogue
from pipeline.reference_series import ReferenceTableError, reference_rows
from pipeline.table import Row
from pipeline.workspace.extracted import Extracted, Outcome, frame_of, load, load_outcomes, nothing, outcome_of, save
from pipeline.workspace.folders import Found, keep, look, recall, stamps_of
from pipeline.workspace.naming import safe_name, unused
from pipeline.workspace.references import References, ReferenceTable
from pipeline.workspace.register import METADATA, ORIGINS, Entry, Register, entry_of
from pipeline.workspace.ruling import CORRECTABLE, Ruled, ruled
from pipeline.workspace.verdicts import DECISIONS, Key, Verdict, Verdicts
from pipeline.workspace.version import key_of, reader

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CORRECTABLE", "DECISIONS", "METADATA", "ORIGINS", "Added", "Entry", "Key", "Outcome", "ReferenceTable", "Ruled", "Verdict",
    "Verdicts", "Workspace", "safe_name", "together",
]  # fmt: skip

_SAVED_AFTER = 30  # seconds of reading after which what was read so far is kept
_AT_ONCE = 200  # documents whose bytes are in memory together while they are kept
_FRAMED = 5_000  # rows that wait as dictionaries before they become a table


@dataclass(frozen=True, slots=True)
class Added:
    """Tell what became of a document handed in: `digest` is empty where it cannot be read, `said` says why not.

    `said` is also set where the same text is there already; `digest` is then that document's.
    """

    file: str
    digest: str
    said: str = ""


class Workspace:
    """Open the workspace in a folder, made where it is missing. `rules` is the file of rules to read by.

    Raises OSError where the folder cannot be written to.
    """

    def __init__(self, folder: Path, rules: Path = RULES) -> None:
        """Open the folder; nothing is read yet."""
        self.folder, self.rules = folder, rules
        self._originals = folder / "originals"
        self._originals.mkdir(parents=True, exist_ok=True)
        self._table = folder / "observations.parquet"
        self._stamps = folder / "folder.json"
        self.register = Register(folder / "documents.sqlite3")
        self.references = References(folder / "documents.sqlite3")
        self.verdicts = Verdicts(folder / "reviews.sqlite3")

    def add(
        self, file: str, octets: bytes, known: Mapping[str, str] | None = None, origin: str = "upload"
    ) -> Added:
        """Keep a document handed in as bytes; `file` is what it is called, never where it is written."""
        name = safe_name(file)
        try:
            digest = digest_of(text_of(octets, name))
        except DocumentError as error:
            return Added(name, "", str(error))
        entries = self.register.entries()
        there = next((entry for entry in entries if entry.digest == digest), None)
        if there is not None:
            return Added(name, digest, copied(name, there.file))
        name = unused(name, {entry.file for entry in entries})
        self._keep({digest: octets})
        self.register.put([entry_of(digest, name, origin, known or {})])
        return Added(name, digest)

    def add_folder(self, path: Path, origin: str = "folder") -> list[Added]:
        """Keep every text file under a path, with what a documents.csv there says.

        Raises DocumentError where the path does not exist or such a file is wrong.
        """
        return self._take(look(path, {}), origin)

    def mirror(self, path: Path) -> list[Added]:
        """Make the documents of origin `folder` those under a path: new ones come, changed and missing ones go.

        Only files that changed since the last time are read. Raises DocumentError as `add_folder` does.
        """
        found = look(path, recall(self._stamps))
        there = {one.digest for one in found}
        folder = [entry for entry in self.register.entries() if entry.origin == "folder"]
        self.register.remove(entry.digest for entry in folder if entry.digest not in there)
        told = self._take(found, "folder")
        keep(stamps_of(found), self._stamps)
        return told

    def _take(self, found: list[Found], origin: str) -> list[Added]:
        """Register documents found in a folder; what is there already takes its new name and metadata."""
        there = {entry.digest: entry for entry in self.register.entries()}
        names = {entry.file: entry.digest for entry in there.values()}
        first: dict[str, str] = {}
        made, told = [], []
        missing: dict[str, Path] = {}
        for one in found:
            known = there.get(one.digest)
            copy = first.get(one.digest) or (known and known.origin != origin and known.file)
            if one.said or copy:
                told.append(Added(one.file, one.digest, one.said or copied(one.file, str(copy))))
                continue
            name = safe_name(one.file)
            name = first[one.digest] = name if names.get(name) == one.digest else unused(name, names)
            names[name] = one.digest
            if not self.original(one.digest).exists():
                missing[one.digest] = one.path
            made.append(entry_of(one.digest, name, origin, stated(one.path, one.file)))
            told.append(Added(name, one.digest))
        for some in _groups(missing):
            self._keep({digest: path.read_bytes() for digest, path in some})
        self.register.put(entry for entry in made if entry != there.get(entry.digest))
        return told

    def refresh(self, *, workers: int = 1, progress: Progress | None = None) -> bool:
        """Read every document that is new or that other rules, another program or other metadata bear on.

        Returns whether anything was read or left out. `progress` is called with (done, all, last file). What was read
        before a kill is kept, up to half a minute. Raises RulesError where the rules are wrong.
        """
        entries = {entry.digest: entry for entry in self.register.entries()}
        known = load_outcomes(self._table)
        reading = reader(self.rules)
        keys = {digest: key_of(reading, entry.file, entry.known) for digest, entry in entries.items()}
        fit = {digest: one for digest, one in known.items() if keys.get(digest) == one.key}
        unread = [entry for digest, entry in entries.items() if digest not in fit]
        if not unread and len(fit) == len(known):
            return False
        table = load(self._table).table
        kept = Extracted(table[table["digest"].isin(fit.keys())], fit)
        for extracted in self._grown(kept, unread, keys, workers, progress):
            save(extracted, self._table)
        return True

    def _grown(
        self, kept: Extracted, unread: list[Entry], keys: Mapping[str, str], workers: int, progress: Progress | None
    ) -> Iterator[Extracted]:
        """Yield what is known as documents are read, every half minute and at the end."""
        names = {entry.file: entry.digest for entry in unread}
        sources = [Source(entry.file, self.original(entry.digest), entry.known) for entry in unread]
        frames, outcomes = [kept.table], dict(kept.outcomes)
        rows, digests = [], []
        saved = time.monotonic()
        for batch in extract_sources(sources, rules=self.rules, workers=workers, progress=progress):
            for read in batch:
                digest = names[read.file]
                rows += read.rows
                digests += [digest] * len(read.rows)
                outcomes[digest] = outcome_of(read, keys[digest])
            if len(rows) >= _FRAMED or time.monotonic() - saved > _SAVED_AFTER:
                frames.append(frame_of(rows, digests))
                rows, digests = [], []
            if time.monotonic() - saved > _SAVED_AFTER:
                yield Extracted(together(frames), dict(outcomes))
                saved = time.monotonic()
        yield Extracted(together([*frames, frame_of(rows, digests)]), dict(outcomes))

    def extracted(self) -> Extracted:
        """Return what was read, as it was read."""
        return load(self._table)

    def observations(self) -> Ruled:
        """Return the table with every decision applied, and the decisions whose row is gone."""
        return ruled(self.extracted().table, self.verdicts.standing())

    def official(self) -> tuple[pd.DataFrame, list[str]]:
        """Return the official figures as rows of their own kind, and what is wrong with tables under today's rules."""
        entries = load_catalogue(self.rules).entries
        rows: list[Row] = []
        said: list[str] = []
        for one in self.references.tables():
            try:
                rows += reference_rows(one.file, one.octets, entries)
            except ReferenceTableError as error:
                said += error.said
        return frame_of(rows, [""] * len(rows)).assign(fact=""), said

    def outcomes(self) -> dict[str, Outcome]:
        """Return what became of each document, by digest."""
        return load_outcomes(self._table)

    def wanted(self) -> str:
        """Return what changes whenever `refresh` may have something to read: documents, metadata, rules."""
        return f"{self.register.state()}-{reader(self.rules)}"

    def state(self) -> str:
        """Return what changes whenever `observations` or the list of documents would."""
        made = self._table.stat().st_mtime_ns if self._table.exists() else 0
        return f"{self.register.state()}-{made}-{self.verdicts.last()}"

    def original(self, digest: str) -> Path:
        """Say where the bytes of a document lie."""
        return self._originals / f"{digest}.txt"

    def _keep(self, octets: Mapping[str, bytes]) -> None:
        """Write documents' bytes, by digest; all are on the disk when it returns.

        They are written first and forced to the disk afterwards: one at a time costs ten times as much.
        """
        unfinished = {digest: self.original(digest).with_suffix(f".{os.getpid()}") for digest in octets}
        for digest, path in unfinished.items():
            path.write_bytes(octets[digest])
        for digest, path in unfinished.items():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
            path.replace(self.original(digest))


def _groups(paths: Mapping[str, Path]) -> Iterator[list[tuple[str, Path]]]:
    listed = list(paths.items())
    yield from (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))


def together(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return tables as one, in order of document and place there."""
    filled = [frame for frame in frames if len(frame)] or [nothing().table]
    return pd.concat(filled, ignore_index=True).sort_values(
        ["document", "start"], kind="stable", ignore_index=True
    )
