"""Hold documents, what is read from them and what people decided about it in one folder.

originals/            each document's bytes as received, named by the digest of its text
documents.sqlite3     their names and stated metadata
folder.json           the state of the folder that documents are taken from, where there is one
observations.parquet  what was read from them; can be deleted at any time, and is then made again
reviews.sqlite3       what people decided; nothing else can make it again
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batches import Progress, Source, copied, extract_sources
from pipeline.documents import DocumentError, digest_of, stated, text_of
from pipeline.indicators import RULES
from pipeline.workspace.extracted import Extracted, Outcome, load, load_outcomes, save
from pipeline.workspace.folders import Found, keep, look, recall, stamps_of
from pipeline.workspace.growth import Growth
from pipeline.workspace.naming import safe_name, unused
from pipeline.workspace.register import METADATA, ORIGINS, Entry, Register, entry_of, restated
from pipeline.workspace.ruling import CORRECTABLE, Ruled, ruled
from pipeline.workspace.taking import Added, taken
from pipeline.workspace.verdicts import DECISIONS, Key, Verdict, Verdicts
from pipeline.workspace.version import key_of, reader

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CORRECTABLE", "DECISIONS", "METADATA", "ORIGINS", "Added", "Entry", "Key", "Outcome", "Ruled", "Verdict",
    "Verdicts", "Workspace", "restated",
]  # fmt: skip

_SAVED_AFTER = 30  # seconds of reading after which what was read so far is kept


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
        self.verdicts = Verdicts(folder / "reviews.sqlite3")

    def add(
        self, file: str, octets: bytes, known: Mapping[str, str] | None = None, origin: str = "upload"
    ) -> Added:
        """Keep a document handed in as bytes; `file` is what it is called, never where it is written."""
        return self.add_all([(file, octets, known or {})], origin)[0]

    def add_all(
        self, handed: Iterable[tuple[str, bytes, Mapping[str, str]]], origin: str = "upload"
    ) -> list[Added]:
        """Keep several documents: name, bytes and what is stated of each."""
        entries = self.register.entries()
        names, there = {one.file for one in entries}, {one.digest: one.file for one in entries}
        made, told = [], []
        for file, octets, known in handed:
            name = safe_name(file)
            try:
                digest = digest_of(text_of(octets, name))
            except DocumentError as error:
                told.append(Added(name, "", str(error), error.why))
                continue
            if digest in there:
                told.append(Added(name, digest, copied(name, there[digest]), first=there[digest]))
                continue
            name = there[digest] = unused(name, names)
            names.add(name)
            self._keep(digest, octets)
            made.append(entry_of(digest, name, origin, known))
            told.append(Added(name, digest))
        self.register.put(made)
        return told

    def add_folder(self, path: Path, origin: str = "folder") -> list[Added]:
        """Keep every text file under a path, with what a documents.csv there says; the rest of the metadata stays.

        Raises DocumentError where the path does not exist or such a file is wrong.
        """
        found = look(path, {})
        return self._take(found, {one.digest: _filled(stated(one.path, one.file)) for one in found}, origin)

    def remove(self, digests: Iterable[str]) -> None:
        """Take documents off the list and delete their bytes; verdicts stay, and hold again if the text returns."""
        gone = list(digests)
        self.register.remove(gone)
        for digest in gone:
            with suppress(PermissionError):  # Windows, while it is being read
                self.original(digest).unlink(missing_ok=True)

    def mirror(self, path: Path) -> list[Added]:
        """Make the documents of origin `folder` those under a path: new ones come, changed and missing ones go.

        Only files that changed since the last time are read. What a person stated of a document stays until its
        documents.csv says something new. Raises DocumentError as `add_folder` does.
        """
        stamps, before = recall(self._stamps)
        found = look(path, stamps)
        there = {one.digest for one in found}
        folder = [entry for entry in self.register.entries() if entry.origin == "folder"]
        self.remove(entry.digest for entry in folder if entry.digest not in there)
        now = {one.digest: stated(one.path, one.file) for one in found if one.digest}
        news = {
            digest: dict.fromkeys(METADATA, "") | known
            for digest, known in now.items()
            if digest not in before or before[digest] != known
        }
        told = self._take(found, news, "folder")
        keep(stamps_of(found), now, self._stamps)
        return told

    def _take(self, found: list[Found], news: Mapping[str, Mapping[str, str]], origin: str) -> list[Added]:
        """Keep and register documents found in a folder."""
        made, told = taken(found, news, origin, self.register.entries())
        new = {entry.digest for entry in made}
        for one in found:
            if one.digest in new and not self.original(one.digest).exists():
                self._keep(one.digest, one.octets if one.octets is not None else one.path.read_bytes())
        self.register.put(made)
        return told

    def refresh(self, *, workers: int = 1, progress: Progress | None = None) -> bool:
        """Read every document that is new or that other rules, another program or other metadata bear on.

        Returns whether anything was read or left out. `progress` is called with (done, all, last file); it may raise
        to stop, and what was read is kept. So it is before a kill, up to half a minute. Raises RulesError where the
        rules are wrong.
        """
        entries, known, keys, unread = self._due()
        if not unread and len(known) == len(entries):
            return False
        unread_digests = {entry.digest for entry in unread}
        fit = {digest: one for digest, one in known.items() if digest in entries and digest not in unread_digests}
        table = load(self._table).table
        growth = Growth(table[table["digest"].isin(fit.keys())], fit, keys)
        sources = [Source(entry.file, self.original(entry.digest), entry.known) for entry in unread]
        names = {entry.file: entry.digest for entry in unread}
        try:
            for batch in extract_sources(sources, rules=self.rules, workers=workers, progress=progress):
                growth.add(batch, names)
                if growth.age > _SAVED_AFTER:
                    save(growth.extracted(), self._table)
        except BaseException:  # stopped by hand, too: what was read until then is kept
            if growth.grown:
                save(growth.extracted(), self._table)
            raise
        save(growth.extracted(), self._table)
        return True

    def unread(self) -> list[Entry]:
        """List the documents that `refresh` would read, in its order."""
        return self._due()[3]

    def _due(self) -> tuple[dict[str, Entry], dict[str, Outcome], dict[str, str], list[Entry]]:
        """Return the documents, what became of them, their keys, and those to be read."""
        entries = {entry.digest: entry for entry in self.register.entries()}
        known = load_outcomes(self._table)
        reading = reader(self.rules)
        keys = {digest: key_of(reading, entry.file, entry.known) for digest, entry in entries.items()}
        unread = [
            entry for digest, entry in entries.items()
            if digest not in known or known[digest].key != keys[digest] or self._returned(known[digest], digest)
        ]  # fmt: skip
        return entries, known, keys, unread

    def _returned(self, outcome: Outcome, digest: str) -> bool:
        """Say whether a document that could not be read is there again."""
        return bool(outcome.skipped) and self.original(digest).exists()

    def extracted(self) -> Extracted:
        """Return what was read, as it was read."""
        return load(self._table)

    def observations(self) -> Ruled:
        """Return the table with every decision applied, and the decisions whose row is gone."""
        return ruled(self.extracted().table, self.verdicts.standing())

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

    def _keep(self, digest: str, octets: bytes) -> None:
        where = self.original(digest)
        if where.exists():
            return
        unfinished = where.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(where)


def _filled(known: Mapping[str, str]) -> dict[str, str]:
    """Return what is stated, without the cells left empty."""
    return {name: value for name, value in known.items() if value}
