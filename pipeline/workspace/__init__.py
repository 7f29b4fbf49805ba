"""Hold documents, what is read from them and what people decided about it in one folder.

originals/            each document's bytes as received, named by the digest of its text
documents.sqlite3     their names and stated metadata; tables of official figures
folder.json           the state of the folder that documents are taken from, where there is one
observations.parquet  what was read from them; can be deleted at any time, and is then made again
reviews.sqlite3       what people decided; nothing else can make it again
indicators.yaml       the entries of the rules that people changed, laid over the program's
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.batches import Progress, Source, extract_sources
from pipeline.documents import DocumentError, digest_of, read_text, stated, text_of
from pipeline.rule_faults import RulesError
from pipeline.rule_laying import LeftOut, Rules, laid, rules_of
from pipeline.unfinished import sweep
from pipeline.workspace.extracted import Extracted, Outcome, load, load_outcomes, save
from pipeline.workspace.edited import Moves, is_edition
from pipeline.workspace.folders import Found, keep, look, recall, stamps_of, statements
from pipeline.workspace.following import Decided, decided_anew, followed
from pipeline.workspace.growth import Growth
from pipeline.workspace.matching import near_rows
from pipeline.workspace.memory import Last
from pipeline.workspace.naming import may_be_called, safe_name, unused
from pipeline.workspace.originals import Originals
from pipeline.workspace.references import References, ReferenceTable, official
from pipeline.workspace.register import Entry, Register, entry_of, restated
from pipeline.workspace.decidable import CORRECTABLE
from pipeline.workspace.database import WorkspaceFault
from pipeline.workspace.ruling import Ruled, hand_id, key_of_row, marked
from pipeline.workspace.taking import Added, taken
from pipeline.workspace.typed import METADATA, known_of
from pipeline.workspace.verdicts import Key, NotKeptError, Verdict, Verdicts
from pipeline.workspace.version import key_of, reader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.reference_series import TableMistakeError

__all__ = [
    "CORRECTABLE", "METADATA", "Added", "Entry", "Key", "NotKeptError", "Outcome",
    "ReferenceTable", "Ruled", "Verdict", "Verdicts", "Workspace", "restated", "safe_name",
]  # fmt: skip

_MOST_NUMBERS = 10
_adding = threading.Lock()  # names are chosen and put on the list by one thread at a time
_SAVED_AFTER = 30  # seconds of reading after which what was read so far is kept


class Workspace:
    """Open the workspace in a folder, made where it is missing.

    It is read by the program's rules with what people changed of them laid over, or by the `rules` given.

    Raises OSError where the folder cannot be written to.
    """

    def __init__(self, folder: Path, rules: Rules = None) -> None:
        """Open the folder; nothing is read yet."""
        self.folder, self.rules = folder, rules or rules_of(folder)
        for own in (folder, folder / "originals"):
            sweep(own)
        self._originals = Originals(folder / "originals")
        self._table = folder / "observations.parquet"
        self._stamps = folder / "folder.json"
        self.register = Register(folder / "documents.sqlite3")
        self.references = References(self.register.database)
        self.verdicts = Verdicts(folder / "reviews.sqlite3")
        self._found_wrong = [*self.register.faults, *self.verdicts.faults]
        self._listed = Last(self._list)
        self._outcomes = Last(lambda: load_outcomes(self._table))
        self._extracted = Last(self._load)
        self._official = Last(lambda: official(self.references.tables(), self.rules))
        self._decided: Decided | None = None

    def add(
        self, file: str, octets: bytes, known: Mapping[str, str] | None = None, origin: str = "upload"
    ) -> Added:
        """Keep a document handed in as bytes; `file` is what it is called, never where it is written."""
        return self.add_all([(file, octets, known or {})], origin)[0]

    def add_all(
        self, handed: Iterable[tuple[str, bytes, Mapping[str, str]]], origin: str = "upload"
    ) -> list[Added]:
        """Keep several documents: name, bytes and what is stated of each."""
        with _adding:
            return self._add_all(handed, origin)

    def _add_all(
        self, handed: Iterable[tuple[str, bytes, Mapping[str, str]]], origin: str
    ) -> list[Added]:
        entries = self.register.entries()
        names, there = {one.file for one in entries}, {one.digest: one.file for one in entries}
        made, told = [], []
        for file, octets, known in handed:
            name = safe_name(file)
            try:
                digest = digest_of(text_of(octets, name))
            except DocumentError as error:
                told.append(Added(name, "", error))
                continue
            if digest in there:
                told.append(Added(name, digest, DocumentError("same", file=name, first=there[digest])))
                continue
            name = there[digest] = unused(name, names)
            names.add(name)
            self._originals.keep({digest: octets})
            made.append(entry_of(digest, name, origin, known))
            told.append(Added(name, digest))
        self.register.lay(made)
        return told

    def add_folder(self, path: Path, origin: str = "folder") -> list[Added]:
        """Keep every text file under a path, with what a documents.csv there says; the rest of the metadata stays.

        Raises DocumentError where the path does not exist or such a file is wrong.
        """
        found = look(path, {})
        return self._take(found, {one.digest: _filled(stated(one.path, one.file)) for one in found}, origin)

    def remove(self, digests: Iterable[str]) -> None:
        """Forget documents, as a person asks, and delete their bytes; verdicts stay, and hold if the text returns."""
        gone = list(digests)
        self.register.remove(gone)
        self._originals.remove(gone)

    def mirror(self, path: Path) -> list[Added]:
        """Make the documents of origin `folder` those under a path: new ones come, changed and missing ones go.

        Only files that changed since the last time are read. What a person typed of a document holds until its
        documents.csv says something new; it stays while the document is not there, and comes back with its text or
        with another edition of it at the same path. Raises DocumentError where the path does not exist.
        """
        stamps, before, wrong = recall(self._stamps)
        self._found_wrong += wrong
        found = look(path, stamps)
        said, wrong_tables = statements(found)
        self.register.adopt({**said, **before})
        there = {one.digest for one in found}
        folder = [entry for entry in self.register.entries() if entry.origin == "folder"]
        self._leave({entry.digest for entry in folder} - there)
        told = self._take(found + wrong_tables, self._known(found, said), "folder")
        late = {one.digest for one in told if one.error and one.error.why == "changing"}
        keep(stamps_of([one for one in found if one.digest not in late]), self._stamps)
        return told

    def _known(
        self, found: list[Found], said: Mapping[str, Mapping[str, str]]
    ) -> dict[str, dict[str, str]]:
        """Return what is known of documents found in the folder, by digest: what people typed over what is stated.

        Where a documents.csv is wrong just now, what is known of its documents stays.
        """
        typed = self.register.typed()
        there = {one.digest for one in found}
        past = [(old, file) for old, file in self.register.past().items() if old in typed and old not in there]
        listed = {entry.digest for entry in self.register.entries()}
        known = {}
        for one in found:
            if one.digest and (one.digest in said or one.digest not in listed):
                earlier = [
                    row for old, file in past
                    if may_be_called(safe_name(one.file), file) and self._is_edition(old, one)
                    for row in typed[old]
                ]  # fmt: skip
                known[one.digest] = known_of(
                    said.get(one.digest, {}), [*typed.get(one.digest, ()), *earlier]
                )
        return known

    def _is_edition(self, old: str, found: Found) -> bool:
        """Say whether a file is another edition of a document that lay at its path."""
        before = self._originals.text(old)
        try:
            return before is None or is_edition(before, read_text(found.path))
        except DocumentError:
            return False

    def _leave(self, digests: set[str]) -> None:
        """Take documents off the list that are not there just now, and their bytes, unless people said something of them."""
        if digests:
            self.register.leave(digests)
            said = self.register.typed().keys() | self.verdicts.digests()
            self._originals.remove(digests - said)

    def _take(self, found: list[Found], news: Mapping[str, Mapping[str, str]], origin: str) -> list[Added]:
        """Keep and register documents found in a folder."""
        with _adding:
            made, told = taken(found, news, origin, self.register.entries())
            new = {entry.digest for entry in made}
            late = self._originals.take({one.digest: one.path for one in found if one.digest in new})
            self.register.lay(entry for entry in made if entry.digest not in late)
        return [
            replace(one, error=DocumentError("changing", file=one.file)) if one.digest in late else one
            for one in told
        ]

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
        names = {entry.file: entry.digest for entry in unread}
        try:
            for batch in extract_sources(
                self.sources(unread), rules=self.rules, workers=workers, progress=progress
            ):
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
        entries, keys = self._listed.at(self.wanted())
        known = self.outcomes()
        unread = [
            entry for digest, entry in entries.items()
            if digest not in known or known[digest].key != keys[digest] or self._returned(known[digest], digest)
        ]  # fmt: skip
        return entries, known, keys, unread

    def entries(self) -> dict[str, Entry]:
        """Return the documents by digest, in order of name; kept in memory until the list or the rules change."""
        return self._listed.at(self.wanted())[0]

    def _list(self) -> tuple[dict[str, Entry], dict[str, str]]:
        """Return the documents and what each is to be read by, by digest."""
        entries = {entry.digest: entry for entry in self.register.entries()}
        reading = reader(self.rules)
        return entries, {digest: key_of(reading, one.file, one.known) for digest, one in entries.items()}

    def _returned(self, outcome: Outcome, digest: str) -> bool:
        """Say whether a document that could not be read is there again."""
        return bool(outcome.skipped) and self.original(digest).exists()

    def sources(self, entries: Iterable[Entry] | None = None) -> list[Source]:
        """List the documents to read, all or those of some entries."""
        asked = self.register.entries() if entries is None else entries
        return [Source(entry.file, self.original(entry.digest), entry.known) for entry in asked]

    def extracted(self) -> Extracted:
        """Return what was read, as it was read, conflicts marked; it is kept in memory until the file changes."""
        made = self._made()
        read = self._extracted.at(made)
        self._outcomes.keep(made, read.outcomes)
        return read

    def _load(self) -> Extracted:
        read = load(self._table)
        return Extracted(marked(read.table), read.outcomes)

    def observations(self) -> Ruled:
        """Return the table with every decision applied, and the decisions whose row is gone."""
        table = self.extracted().table
        made, before = (self._made(), self.register.state()), self._decided
        if before is None or before.made != made:
            now = decided_anew(table, made, self.verdicts.history(), self._moves())
        else:
            written = self.verdicts.history(after=before.last)
            now = followed(before, table, written) if written else before
        self._decided = now
        return now.ruled

    def faults(self) -> list[WorkspaceFault | LeftOut]:
        """List what is wrong with the workspace's own files, and what became of them."""
        wrong: list[WorkspaceFault | LeftOut] = [*self._found_wrong, *self._left_out()]
        if unsound := sorted(self.verdicts.unsound):
            numbers = "、".join(map(str, unsound[:_MOST_NUMBERS])) + ("…" if len(unsound) > _MOST_NUMBERS else "")
            file = self.folder / "reviews.sqlite3"
            wrong.append(WorkspaceFault("verdicts", file=file.name, count=len(unsound), numbers=numbers))
        return wrong

    def _left_out(self) -> tuple[LeftOut, ...]:
        try:
            return laid(self.rules).left_out
        except RulesError:  # said where documents are read
            return ()

    def _moves(self) -> Moves:
        """Say which texts took the place of those that decisions were about."""
        now = {entry.file: entry.digest for entry in self.register.entries() if entry.origin == "folder"}
        homes = {old: now[file] for old, file in self.register.past().items() if file in now}
        return Moves(homes, self._originals.text)

    def key(self, row: str) -> Key | None:
        """Name a row by its id as it was extracted, or as it was made by hand; None where there is none."""
        extracted = self.extracted().table
        for one in extracted[extracted["id"] == row].itertuples():
            return key_of_row(one)
        self.observations()
        standing = self._decided.standing() if self._decided else {}
        by_hand = {hand_id(key): one.key for key, one in standing.items() if one.decision == "added"}
        return by_hand.get(row)

    def applied(self) -> int:
        """Return the number of the latest decision that the table last given holds."""
        return self._decided.last if self._decided else 0

    def rows(self, verdicts: Iterable[Verdict]) -> set[str]:
        """Return the ids of the rows that decisions may be about."""
        given = {one.key: one for one in verdicts}
        keys = {*given, *self._moves().placed(given)}
        return {hand_id(key) for key in keys} | {*near_rows(self.extracted().table, keys)}

    def official(self) -> tuple[pd.DataFrame, list[TableMistakeError]]:
        """Return the official figures as rows of their own kind, and what is wrong with tables under today's rules.

        They are kept in memory until the tables or the rules change.
        """
        return self._official.at(self.wanted())

    def whole(self) -> pd.DataFrame:
        """Return the table as decided, with the official figures behind it."""
        figures, _ = self.official()
        decided = self.observations().table
        return pd.concat([decided, figures], ignore_index=True) if len(figures) else decided

    def outcomes(self) -> dict[str, Outcome]:
        """Return what became of each document, by digest; it is kept in memory until the file changes."""
        return self._outcomes.at(self._made())

    def wanted(self) -> str:
        """Return what changes whenever `refresh` may have something to read: documents, metadata, rules."""
        return f"{self.register.state()}-{reader(self.rules)}"

    def state(self) -> str:
        """Return what changes whenever `observations` or the list of documents would."""
        return f"{self.register.state()}-{self._made()}-{self.verdicts.last()}"

    def _made(self) -> int:
        return self._table.stat().st_mtime_ns if self._table.exists() else 0

    def original(self, digest: str) -> Path:
        """Say where the bytes of a document lie."""
        return self._originals.path(digest)


def _filled(known: Mapping[str, str]) -> dict[str, str]:
    """Return what is stated, without the cells left empty."""
    return {name: value for name, value in known.items() if value}
