"""Hold documents, what is read from them and what people decided about it in one folder.

originals/            each document's bytes as received, named by its digest
contents/             what documents that are no plain text were read into; can be deleted at any time
documents.sqlite3     their names and stated metadata; tables of official figures
folder.json           the state of the folder that documents are taken from, where there is one
observations/         what was read from them, in parts; can be deleted at any time, and is then made again
beside/               what the figures of a series say of each other; can be deleted at any time, and is then made again
counts/               how many rows of large parts have which values; can be deleted at any time, and is then made again
readers/              what they were read by; can be deleted at any time, all are read again at the next change of rules
reviews.sqlite3       what people decided; nothing else can make it again
indicators.yaml       the entries of the rules that people changed, laid over the program's
words.yaml            the words that they added to the program's lists and took away
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from pipeline.batches import RETURNING, Pages, Progress, Source, extract_sources, together
from pipeline.documents import Content, DocumentError, Piece, digest_of_file, pieces_of
from pipeline.documents.naming import safe_name
from pipeline.indicators.faults import LeftOut, RulesError
from pipeline.indicators.layers import Rules, catalogue_by, laid, rules_of
from pipeline.stored.beside import Beside, nothing
from pipeline.stored.in_parquet import ParquetTable
from pipeline.stored.kept_counts import KeptCounts
from pipeline.unfinished import sweep
from pipeline.version import key_of, read_by, reader, reader_before, reader_in, shown_by
from pipeline.workspace.asked_items import SUGGESTED, suggested_items
from pipeline.workspace.database import WorkspaceFault
from pipeline.workspace.decidable import CORRECTABLE
from pipeline.workspace.edited import Moves, latest_of
from pipeline.workspace.extracted import Extracted, Outcome
from pipeline.workspace.fewer_parts import laid_together
from pipeline.workspace.following import Decided, decided_anew
from pipeline.workspace.growth import Growth
from pipeline.workspace.kept_beside import KeptBeside, depends_on
from pipeline.workspace.kept_parts import FOLDER, KeptParts
from pipeline.workspace.listed import Listed, Settled
from pipeline.workspace.matching import near_rows
from pipeline.workspace.memory import Last
from pipeline.workspace.mirror import Mirror
from pipeline.workspace.originals import AT_ONCE, Originals
from pipeline.workspace.readers import Readers
from pipeline.workspace.references import References, ReferenceTable, official
from pipeline.workspace.register import Entry, Register, restated
from pipeline.workspace.relisting import list_again
from pipeline.workspace.ruling import Ruled, hand_id, key_of_row, marked
from pipeline.workspace.said_together import as_decided, joined
from pipeline.workspace.suggesting import still_asked, without_dismissals
from pipeline.workspace.taking import Added, chosen
from pipeline.workspace.typed import METADATA
from pipeline.workspace.untouched import untouched
from pipeline.workspace.verdicts import Key, NotKeptError, Verdict, Verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.indicators import Catalogue
    from pipeline.mistakes import MistakeError

__all__ = [
    "CORRECTABLE", "METADATA", "Added", "Entry", "Key", "NotKeptError", "Outcome",
    "ReferenceTable", "Ruled", "Verdict", "Verdicts", "Workspace", "own_files", "restated", "safe_name",
]  # fmt: skip

FILES = ("folder.json", "documents.sqlite3", "reviews.sqlite3")
_MOST_NUMBERS = 10


class Workspace:
    """Open the workspace in a folder, made where it is missing.

    It is read by the program's rules with what people changed of them laid over, or by the `rules` given.

    Raises OSError where the folder cannot be written to.
    """

    def __init__(self, folder: Path, rules: Rules = None) -> None:
        """Open the folder; nothing is read yet."""
        self.folder, self.rules = folder, rules or rules_of(folder)
        originals, contents = folder / "originals", folder / "contents"
        self._readers = Readers(folder / "readers")
        for own in (folder, originals, contents, self._readers.folder):
            sweep(own)
        self._originals = Originals(originals, contents)
        stamps, listed, reviewed = (folder / name for name in FILES)
        sweep(stamps)
        self.parts = KeptParts(folder)
        self.register = Register(listed)
        self.references = References(self.register.database)
        self.verdicts = Verdicts(reviewed)
        self._mirror = Mirror(stamps, self.register, self._originals, self.verdicts)
        self._found_wrong = [*self.register.faults, *self.verdicts.faults]
        if self.register.database.new or self.register.faults:
            self._list_again()
        if self.verdicts.new and self.made():  # which is written after both databases were
            self._found_wrong.append(WorkspaceFault("gone", file=reviewed.name))
        self._sweep()
        self._listed, self._settled = Listed(self.register), Settled()
        self._outcomes = Last(self.parts.outcomes)
        self._extracted = Last(self._load)
        self._in_use = Last(self._without_aside)
        self._official = Last(lambda: official(self.references.tables(), self.rules))
        self._applied = 0
        self._ruled = Last(self._rule)
        self._items = Last(self._itemize)
        self._read_by = Last(self._list_read_by)
        self._beside, self._counts = KeptBeside(folder), KeptCounts(folder)
        self._decided: tuple[object, int, Beside] = (None, 0, nothing())
        self._suggested = Last(self.parts.suggestions)

    def _list_again(self) -> None:
        """List the documents again whose bytes are kept, where the list of a workspace that was in use is gone."""
        kept = self._originals.digests()
        if kept:
            self._found_wrong += list_again(
                self.register, kept, self.parts.outcomes(), self.verdicts.documents(), self._mirror.seen()
            )

    def _sweep(self) -> None:
        """Delete bytes of documents that nothing names, unless a list was lost or kept aside, which may name them."""
        if self._found_wrong or any(self.folder.glob("*.damaged-*.sqlite3")):
            return
        with suppress(OSError):
            listed = self.register.digests()
            if self._originals.digests() - listed:
                self._originals.sweep(listed | self._mirror.said())

    def add(
        self, file: str, octets: bytes, known: Mapping[str, str] | None = None, origin: str = "upload"
    ) -> Added:
        """Keep a document handed in as bytes; `file` is what it is called, never where it is written."""
        return self.add_all([(file, octets, known or {})], origin)[0]

    def add_all(
        self,
        handed: Iterable[tuple[str, bytes, Mapping[str, str]]],
        origin: str = "upload",
        progress: Callable[[int], None] | None = None,
    ) -> list[Added]:
        """Keep several documents: name, bytes and what is stated of each. Of archives and lists their documents are kept.

        `progress` is called as by `add_pieces`.
        """
        return self.add_pieces((piece for whole in handed for piece in _apart(*whole)), origin, progress)

    def add_pieces(
        self, pieces: Iterable[Piece], origin: str = "upload", progress: Callable[[int], None] | None = None
    ) -> list[Added]:
        """Keep documents that were taken out of files, and tell of each what became of it.

        `progress` is called now and then with how many there were so far.
        """
        told: list[Added] = []
        sound: list[tuple[str, str, Mapping[str, str]]] = []
        waiting: dict[str, bytes] = {}
        for number, piece in enumerate(pieces):
            if progress and number % AT_ONCE == 0:
                progress(number)
            try:
                if piece.error:
                    raise piece.error
                digest = digest_of_file(piece.octets, piece.file)
            except DocumentError as error:
                told.append(Added(piece.file, "", error))
                continue
            waiting[digest] = piece.octets
            if len(waiting) == AT_ONCE:
                self._originals.mend(waiting)
                waiting = {}
            sound.append((digest, safe_name(piece.file), piece.known))
        self._originals.mend(waiting)

        return told + self.register.lay_new(lambda names: chosen(sound, origin, names))

    def add_folder(
        self, path: Path, origin: str = "folder", progress: Callable[[int], None] | None = None
    ) -> list[Added]:
        """Keep every text file under a path, as `Mirror.take` does; `progress` is called as by `add_pieces`."""
        return self._mirror.take(path, origin, progress)

    def mirror(self, path: Path) -> list[Added]:
        """Make the documents of origin `folder` those under a path, as `Mirror.follow` does."""
        return self._mirror.follow(path)

    def remove(self, digests: Iterable[str]) -> None:
        """Forget documents, as a person asks, and delete their bytes; verdicts stay, and hold if the text returns."""
        gone = list(digests)
        self.register.remove(gone)
        self._originals.remove(gone)

    def refresh(
        self,
        *,
        workers: int = 1,
        progress: Progress | None = None,
        pages: Pages | None = None,
        rows: Callable[[int], None] | None = None,
    ) -> bool:
        """Read every document that is new or that other rules, another program or other metadata bear on.

        Returns whether anything was read or left out. `progress` is called with (done, all, last file); it may raise
        to stop, and what was read is kept; so it is before a kill, but for the last seconds, at most half a minute.
        `pages` is called with (page, all, file) while a long document is read, `rows` with how many rows those read so far
        gave. Raises RulesError where the rules are wrong.
        """
        settled = self._due()
        entries, known, unread = settled.entries, settled.outcomes, self._unread_of(settled)
        if not unread and len(known) == len(entries):
            return False
        self._readers.keep(read_by(self.rules), used=settled.readers)
        gone = (known.keys() - entries.keys()) | {one.digest for one in unread if one.digest in known}
        keys = {one.digest: key_of(settled.reading, one.file, one.known) for one in unread}
        growth = Growth(keys, unread)
        try:
            for batch in extract_sources(
                self.sources(unread), rules=self.rules, workers=workers, progress=progress, pages=pages
            ):
                growth.add(batch)
                if rows:
                    rows(growth.rows)
                if growth.due:
                    self.parts.add(growth.taken(), gone)
                    gone = set()  # the next part would else take from this one what was read again
        except BaseException:  # stopped by hand, too: what was read until then is kept
            if growth.grown:
                self.parts.add(growth.taken(), gone)
            raise
        self.parts.add(growth.taken(), gone)
        return True

    def lay_together(self) -> bool:
        """Lay parts together where there are many, as `refresh` leaves them; return whether there were.

        Another process does it, and takes as long as the parts are large; meanwhile all else goes on.
        """
        return laid_together(self.folder, self.parts, self._beside)

    def unread(self) -> list[Entry]:
        """List the documents that `refresh` would read, in its order."""
        return self._unread_of(self._due())

    def _due(self) -> Settled:
        """Return the documents, what became of them, and which of them need not be read."""
        reading, entries, known = reader(self.rules), self.entries(), self.outcomes()
        settled = self._settled
        if (settled.reading, id(settled.entries), id(settled.outcomes)) != (reading, id(entries), id(known)):

            def look(digests: Collection[str]) -> Collection[str]:
                return self._keep_their_rows(digests, reading, entries, known)

            self._settled = settled = settled.after(reading, entries, known, look)
        return settled

    def _unread_of(self, settled: Settled) -> list[Entry]:
        return [
            one for one in settled.unread()
            if one.digest not in settled.same or self._returned(settled.outcomes[one.digest], one.digest)
        ]  # fmt: skip

    def _keep_their_rows(
        self,
        digests: Collection[str],
        reading: str,
        entries: Mapping[str, Entry],
        known: Mapping[str, Outcome],
    ) -> set[str]:
        """Return those of some documents, which were read, whose rows are those that they would be read into now."""
        same, others = set[str](), dict[str, str]()
        for digest in digests:
            entry, before = entries[digest], known[digest]
            if (before.file, before.known) == (entry.file, entry.known) and reader_in(before.key) == reading:
                same.add(digest)  # whose keys are made of the same
                continue
            key = key_of(reading, entry.file, entry.known)
            if before.key == key:
                same.add(digest)
            # What could not be read may be readable by other rules.
            elif not before.skipped and (name := reader_before(before.key, key)):
                others[digest] = name
        sources = dict(zip(others, self.sources(entries[digest] for digest in others), strict=True))
        return same | untouched(others, sources, self._readers, self.rules)

    def entries(self) -> Mapping[str, Entry]:
        """Return the documents by digest, in order of name; kept in memory until the list changes."""
        return self._listed.now().entries

    def aside(self) -> frozenset[str]:
        """Return the digests of the documents that are set aside."""
        return self._listed.now().aside

    def _returned(self, outcome: Outcome, digest: str) -> bool:
        """Say whether the bytes of a document that could not be read for want of them are there, perhaps again."""
        return outcome.why in RETURNING and self.original(digest).exists()

    def sources(self, entries: Iterable[Entry] | None = None) -> list[Source]:
        """List the documents to read, all or those of some entries."""
        asked = self.register.entries() if entries is None else entries
        return [
            Source(
                entry.file,
                self.original(entry.digest),
                entry.known,
                self._originals.kept_content(entry.digest),
            )
            for entry in asked
        ]

    def extracted(self) -> Extracted:
        """Return what was read, as it was read, conflicts marked; it is kept in memory until the file changes.

        Of documents that are set aside only the outcomes are there.
        """
        return self._in_use.at((self.made(), self.aside()))

    def rows_read(self, digest: str) -> pd.DataFrame:
        """Return the rows that a document gave, as they were read, set aside or not."""
        table = self._whole().table
        return table[table["digest"] == digest]

    def _whole(self) -> Extracted:
        made = self.made()
        read = self._extracted.at(made)
        self._outcomes.keep(made, read.outcomes)
        return read

    def _without_aside(self) -> Extracted:
        read, aside = self._whole(), self.aside()
        if not aside:
            return read
        table = marked(read.table[~read.table["digest"].isin(aside)].reset_index(drop=True))
        asked = read.suggestions[~read.suggestions["digest"].isin(aside)].reset_index(drop=True)
        return Extracted(table, read.outcomes, asked)

    def _load(self) -> Extracted:
        read = self.parts.extracted()
        return Extracted(marked(read.table), read.outcomes, read.suggestions)

    def observations(self) -> Ruled:
        """Return the whole table in memory, with every decision applied, and the decisions whose row is gone."""
        return self._decided_in(lambda _: self.extracted().table).ruled

    def decisions(self) -> Ruled:
        """Return the rows of the documents that people decided about, as decided, and the decisions whose row is gone."""
        return self._ruling().ruled

    def _ruling(self) -> Decided:
        return self._ruled.at((self.made(), self.register.state(), self.verdicts.last()))

    def _rule(self) -> Decided:
        return self._decided_in(self._read_of)

    def _decided_in(self, rows_of: Callable[[set[str]], pd.DataFrame]) -> Decided:
        now = decided_anew(rows_of, self.verdicts.history(), self._moves)
        placed = {one.key: key for key, one in now.standing.items()}
        return replace(now, ruled=without_dismissals(now.ruled, self.suggested(), placed))

    def _read_of(self, digests: set[str]) -> pd.DataFrame:
        return marked(self.parts.of_documents(digests - self.aside()))

    def stored(self) -> ParquetTable:
        """Return the table as decided, with the official figures behind it, to be asked for what is shown.

        It is that of `whole`, but that rows made by hand in documents that gave none stand by the documents' names.
        """
        ruling = self._ruling()
        self._applied = ruling.last
        decided = {key.digest for key in ruling.standing}
        figures, _ = self.official()
        hidden, titled = decided | self.aside(), self._listed.now().titled
        table = ParquetTable(self.parts.known(), ruling.ruled.table, figures, hidden, titled, self._counts)
        catalogue = catalogue_by(self.rules)
        table.take(self._said_beside(table, catalogue), self._said_as_decided(table, catalogue))
        return table

    def _as_read(self) -> ParquetTable:
        """Return the table as it was read, whatever people decided, without what stands beside the parts."""
        figures, _ = self.official()
        return ParquetTable(self.parts.known(), figures.iloc[:0], figures, self.aside(), kept=self._counts)

    def _said_beside(self, table: ParquetTable, catalogue: Catalogue) -> list[Path]:
        """Return what the series say as they were read, beside the parts; `table` is as decided."""
        as_read = Last(self._as_read if self.verdicts.last() else lambda: table)
        figures, _ = self.official()
        read_by = self._read_by.at((self.made(), self.aside()))
        depends = depends_on(read_by, catalogue, figures, as_read.at(0).apart)
        return self._beside.at(lambda: as_read.at(0), depends, self.outcomes(), catalogue)

    def _list_read_by(self) -> dict[str, str]:
        """List by what the documents were read that gave rows and are not set aside."""
        aside, outcomes = self.aside(), self.outcomes()
        return {digest: one.key for digest, one in outcomes.items() if one.rows and digest not in aside}

    def _said_as_decided(self, table: ParquetTable, catalogue: Catalogue) -> Beside:
        """Return what the series say that people decided about; those of earlier decisions are not looked at again."""
        state = (self.wanted(), self.made())
        held_in, taken, held = self._decided
        if held_in != state:
            taken, held = 0, nothing()
        written = [one for one in self.verdicts.history(after=taken) if one.number <= self._applied]
        if written:
            held = joined(held, as_decided(*self.rows(written), table, catalogue))
        self._decided = (state, self._applied if written else taken, held)
        return held

    def suggested(self) -> pd.DataFrame:
        """Return the rows that are suggested, whatever somebody decided about them."""
        asked, aside = self._suggested.at(self.made()), self.aside()
        return asked[~asked["digest"].isin(aside)].reset_index(drop=True) if aside else asked

    def suggested_items(self) -> pa.Table:
        """Return the items of what is suggested (SUGGESTED), kept in memory until documents or rules change."""
        return self._items.at((self.made(), self.aside(), self.wanted()))

    def _itemize(self) -> pa.Table:
        entries = catalogue_by(self.rules).entries
        return pa.Table.from_pylist([*suggested_items(self.suggested(), entries)], schema=SUGGESTED)

    def suggestions(self) -> pd.DataFrame:
        """Return the rows that a person may make of numbers that gave none, but for those that somebody decided about."""
        return still_asked(self.suggested(), self._ruling().standing)

    def faults(self) -> list[WorkspaceFault | LeftOut]:
        """List what is wrong with the workspace's own files, and what became of them."""
        wrong: list[WorkspaceFault | LeftOut] = [
            *self._found_wrong, *self.parts.faults, *self._mirror.faults, *self._left_out()
        ]  # fmt: skip
        if unsound := sorted(self.verdicts.unsound):
            numbers = "、".join(map(str, unsound[:_MOST_NUMBERS])) + (
                "…" if len(unsound) > _MOST_NUMBERS else ""
            )
            file = self.folder / "reviews.sqlite3"
            wrong.append(WorkspaceFault("verdicts", file=file.name, count=len(unsound), numbers=numbers))
        return wrong

    def _left_out(self) -> tuple[LeftOut, ...]:
        try:
            return laid(self.rules).all_left_out
        except RulesError:  # said where documents are read
            return ()

    def _moves(self) -> Moves:
        """Say which texts took the place of those that decisions were about."""
        entries = self.entries().values()
        now = {entry.file: entry.digest for entry in entries if entry.origin == "folder"}
        editions, there = self.register.editions(), {*now.values()}
        homes = {
            old: home
            for old, file in self.register.past().items()
            if (home := latest_of(old, editions, there) or now.get(file))
        }
        aside = frozenset(self.register.aside())
        return Moves(homes, self._originals.text, {entry.digest: entry.file for entry in entries}, aside)

    def key(self, row: str) -> Key | None:
        """Name a row by its id as it was extracted, or as it was made by hand; None where there is none."""
        standing = self._ruling().standing
        by_hand = {hand_id(key): one.key for key, one in standing.items() if one.decision == "added"}
        read = self.parts.of_row(row)
        for one in read[~read["digest"].isin(self.aside())].itertuples():
            return key_of_row(one)
        return by_hand.get(row)

    def applied(self) -> int:
        """Return the number of the latest decision that the table last given holds."""
        return self._applied

    def rows(self, verdicts: Iterable[Verdict]) -> tuple[set[str], pd.DataFrame]:
        """Return the ids of the rows that decisions may be about, and what was read of their documents."""
        given = {one.key: one for one in verdicts}
        keys = {*given, *self._moves().placed(given)}
        read = self._read_of({key.digest for key in keys})
        return {*map(hand_id, keys), *near_rows(read, keys)}, read

    def official(self) -> tuple[pd.DataFrame, list[MistakeError]]:
        """Return the official figures as rows of their own kind, and what is wrong with tables under today's rules.

        They are kept in memory until the tables or the rules change.
        """
        return self._official.at(self.wanted())

    def whole(self) -> pd.DataFrame:
        """Return the table as decided, with the official figures behind it.

        `title_stated` tells the rows whose title somebody stated of their document.
        """
        figures, _ = self.official()
        whole = self.observations().table
        if len(figures):
            whole = pd.concat([whole, figures], ignore_index=True)
        return whole.assign(title_stated=whole["digest"].isin(self._listed.now().titled))

    def outcomes(self) -> dict[str, Outcome]:
        """Return what became of each document, by digest; it is kept in memory until the file changes."""
        return self._outcomes.at(self.made())

    def wanted(self) -> str:
        """Return what changes whenever `refresh` may have something to read, or rules say something else: a label."""
        return f"{self.register.state()}-{reader(self.rules)}-{shown_by(self.rules)}"

    def state(self) -> str:
        """Return what changes whenever `observations` or the list of documents would."""
        return f"{self.register.state()}-{self.made()}-{self.verdicts.last()}"

    def made(self) -> int:
        """Return what changes whenever what was read is written, damaged or gone: 0 where it is not there."""
        return self.parts.made()

    def original(self, digest: str) -> Path:
        """Say where the bytes of a document lie."""
        return self._originals.path(digest)

    def content(self, digest: str) -> Content | None:
        """Return a document's text, and where that stands in the original; None where it cannot be read."""
        return self._originals.content(digest)


def own_files(folder: Path) -> list[Path]:
    """List the files in the folder of a workspace that nothing else may write over, but for documents and rules."""
    return [*(folder / name for name in FILES), *(folder / FOLDER).glob("*")]


def _apart(file: str, octets: bytes, known: Mapping[str, str]) -> Iterator[Piece]:
    """Yield the documents that a file handed in holds: itself, or those of an archive or a list."""
    name = safe_name(file)
    pieces = pieces_of(octets, name)
    if pieces is None:
        yield Piece(name, octets, known)
        return
    for piece in pieces:
        yield replace(piece, known=together(known, piece.known))
