"""Keep the list of documents: their names, and what a person says about their title, date, place and source."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import TypeVar

from pipeline.workspace.database import Database
from pipeline.workspace.schemas import CHANGES, DOCUMENTS
from pipeline.workspace.typed import METADATA, Typed, typed_by

# A document that comes back came when it came first.
_LAY = """
INSERT INTO documents (digest, file, origin, title, published, place, source, added)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
    coalesce((SELECT added FROM past WHERE digest = ?1), strftime('%Y-%m-%dT%H:%M:%SZ', 'now')))
ON CONFLICT (digest) DO UPDATE SET file = excluded.file, title = excluded.title,
    published = excluded.published, place = excluded.place, source = excluded.source
"""
Told = TypeVar("Told")
_REMEMBER = "INSERT INTO past (digest, file, added) VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))"
Moment = tuple[int, int]  # the file of the list, and the number of its latest change
SINCE_EVER: Moment = (0, 0)
_PATIENCE = 30.0  # seconds that a write waits for another process to finish its own
_TYPED = 1  # user_version of a file in which what people typed is told apart from what documents.csv says


@dataclass(frozen=True, slots=True)
class Entry:
    """Name one document: the digest of its text, its name in the table, how it came, what is stated of it.

    `origin` is upload, folder or sample; `known` has the columns of METADATA; an empty one is read from the document.
    `look` says what a person made of it: new, looked_at, or aside, so that its rows count nowhere. Samples are not new.
    """

    digest: str
    file: str
    origin: str
    known: Mapping[str, str]
    added: str = field(default="", compare=False)
    look: str = field(default="new", compare=False)


def restated(entry: Entry, stated: Mapping[str, str]) -> Entry:
    """Return the entry with other metadata; columns that `stated` does not name stay."""
    known = {name: stated.get(name, entry.known[name]) for name in METADATA}
    return replace(entry, known=known)


def entry_of(digest: str, file: str, origin: str, known: Mapping[str, str]) -> Entry:
    """Return the entry of a document that is not listed yet; what `known` leaves out is empty."""
    return Entry(digest, file, origin, {name: known.get(name, "") for name in METADATA})


class Names:
    """Say what documents on the list are called, and those added since: each is looked up, however many there are."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection to the list."""
        self._connection = connection
        self._added: dict[str, str] = {}  # by digest
        self._taken: set[str] = set()

    def add(self, digest: str, name: str) -> None:
        """Take the name of a document that is not on the list yet."""
        self._added[digest] = name
        self._taken.add(name)

    def of(self, digest: str) -> str:
        """Return the name of a document, "" where there is none."""
        return self._added.get(digest) or self._asked("SELECT file FROM documents WHERE digest = ?", digest)

    def __contains__(self, name: object) -> bool:
        """Say whether a document has the name."""
        return name in self._taken or bool(self._asked("SELECT file FROM documents WHERE file = ?", name))

    def _asked(self, query: str, value: object) -> str:
        found = self._connection.execute(query, (value,)).fetchone()
        return str(found[0]) if found else ""


class Register:
    """Open the list in a SQLite file, made where it is missing. Every change is on the disk when it returns.

    Every method raises NotKeptError where the file is locked, read-only, damaged or the disk is full.
    """

    def __init__(self, path: Path) -> None:
        """Open the list; its folder must exist."""
        self._path = path
        self.database = Database(path, DOCUMENTS + CHANGES, _PATIENCE, strict=True)
        self.faults = self.database.faults

    def entries(self) -> list[Entry]:
        """List the documents in order of name."""
        with self.database.read() as connection:
            return _entries(connection)

    def digests(self) -> set[str]:
        """Return the digests of the documents."""
        with self.database.read() as connection:
            return {digest for (digest,) in connection.execute("SELECT digest FROM documents")}

    def changed(self, since: Moment) -> tuple[Moment, bool, dict[str, Entry | None]]:
        """Return this moment, and the documents that changed since another one, or, where that cannot be told, all.

        The second value says whether it is all of them. None stands for a document that is gone.
        """
        with self.database.read() as connection:
            file = self._path.stat().st_ino  # where the file was made anew, numbers begin again
            connection.execute("BEGIN")  # what follows is of one moment
            (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM changes").fetchone()
            if since[0] != file or not since[1]:
                return (file, last), True, {one.digest: one for one in _entries(connection)}
            some = "SELECT digest FROM changes WHERE number > ?"
            named = connection.execute(some, since[1:]).fetchall()
            there = _entries(connection, f"WHERE digest IN ({some})", *since[1:])
        changed: dict[str, Entry | None] = {digest: None for (digest,) in named}
        return (file, last), False, changed | {one.digest: one for one in there}

    def restate(self, stated: Mapping[str, Mapping[str, str]]) -> list[Entry]:
        """Take what a person states of documents, by digest and column; return those on the list as they were.

        Columns that are not named stay as another thread or process left them; a document that is gone stays away.
        """
        if not stated:
            return []
        with self.alone() as connection:
            before = [one for one in _entries(connection) if one.digest in stated]
            news = [(one, restated(one, stated[one.digest])) for one in before]
            earlier = _typed(connection)
            written = [
                (new.digest, *change)
                for old, new in news
                for change in typed_by(new.known, old.known, earlier.get(old.digest, ()))
            ]
            _write(connection, [new for old, new in news if new != old])
            connection.executemany(
                "INSERT INTO typed (digest, name, value, over) VALUES (?, ?, ?, ?)", written
            )
        return before

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """Give a connection while nobody else writes to the file: what is read stays true until it is left."""
        with self.database.open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    def lay(self, choose: Callable[[list[Entry]], tuple[Iterable[Entry], Told]]) -> Told:
        """Add documents, or take what a folder says of them; nothing of it counts as typed.

        They are chosen in sight of the list, which no other thread or process changes meanwhile: names are unused.
        What is told beside them is returned.
        """
        with self.alone() as connection:
            entries, told = choose(_entries(connection))
            _write(connection, list(entries))
        return told

    def lay_new(self, choose: Callable[[Names], tuple[Iterable[Entry], Told]]) -> Told:
        """Add documents as `lay` does, chosen in sight of the names of those that are there alone."""
        with self.alone() as connection:
            entries, told = choose(Names(connection))
            _write(connection, list(entries))
        return told

    def remove(self, digests: Iterable[str]) -> None:
        """Forget documents, as a person asks; verdicts on them stay, and hold again when the same text comes back."""
        with self.database.open() as connection:
            for one in digests:
                connection.execute("DELETE FROM documents WHERE digest = ?", (one,))
                connection.execute("DELETE FROM typed WHERE digest = ?", (one,))
                connection.execute("DELETE FROM past WHERE digest = ?", (one,))
                connection.execute("DELETE FROM editions WHERE ? IN (digest, became)", (one,))
                connection.execute("DELETE FROM looks WHERE digest = ?", (one,))

    def look(self, digests: Iterable[str], *, aside: bool) -> None:
        """Keep that a person looked at documents, and whether they set them aside or take their rows."""
        with self.database.open() as connection:
            connection.executemany(
                "INSERT INTO looks (digest, aside) VALUES (?1, ?2)"
                " ON CONFLICT (digest) DO UPDATE SET aside = excluded.aside, at = excluded.at",
                [(one, int(aside)) for one in digests],
            )

    def aside(self) -> set[str]:
        """Return the digests of the documents that are set aside, whether or not they are there just now."""
        with self.database.read() as connection:
            return {one for (one,) in connection.execute("SELECT digest FROM looks WHERE aside")}

    def leave(self, digests: Iterable[str]) -> None:
        """Take documents off the list that are not there just now; what was typed of them stays, and where they lay."""
        asked = [(one,) for one in digests]
        with self.database.open() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO past SELECT digest, file, added FROM documents WHERE digest = ?",
                asked,
            )
            connection.executemany("DELETE FROM documents WHERE digest = ?", asked)

    def remember(self, past: Mapping[str, str]) -> None:
        """Take documents as not there just now: digest and the name that each had last."""
        with self.database.open() as connection:
            connection.executemany(_REMEMBER, past.items())

    def past(self) -> dict[str, str]:
        """Return the documents that are not there just now: digest and last name."""
        with self.database.read() as connection:
            return dict(connection.execute("SELECT digest, file FROM past").fetchall())

    def say_also(self, old: str, new: str) -> None:
        """Take what people typed of one text as typed of another, too, by their digests."""
        with self.database.open() as connection:
            connection.execute(
                "INSERT INTO typed (digest, name, value, over) SELECT ?, name, value, over FROM typed WHERE digest = ?"
                " ORDER BY number",
                (new, old),
            )

    def link(self, became: Mapping[str, str]) -> None:
        """Keep which text took the place of another one, as an edition of it, by their digests."""
        with self.database.open() as connection:
            connection.executemany("INSERT OR REPLACE INTO editions VALUES (?, ?)", became.items())
            connection.executemany(  # what was set aside stays so when it is edited
                "INSERT OR IGNORE INTO looks (digest, aside) SELECT ?2, 1 FROM looks WHERE digest = ?1 AND aside",
                became.items(),
            )

    def editions(self) -> dict[str, str]:
        """Return which text took the place of another one, by their digests."""
        with self.database.read() as connection:
            return dict(connection.execute("SELECT digest, became FROM editions").fetchall())

    def typed(self) -> dict[str, list[Typed]]:
        """Return what people typed of documents, by digest and in order."""
        with self.database.read() as connection:
            return _typed(connection)

    def adopt(self, stated: Mapping[str, Mapping[str, str]]) -> None:
        """Take as typed, once, what an older file holds of a folder's documents beyond what was stated (by digest)."""
        with self.database.read() as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] >= _TYPED:
                return
        known = {(digest, one.name) for digest, typed in self.typed().items() for one in typed}
        rows = [
            (one.digest, name, one.known[name], stated.get(one.digest, {}).get(name, ""))
            for one in self.entries() if one.origin == "folder"
            for name in METADATA
            if (one.digest, name) not in known
            and one.known[name] != stated.get(one.digest, {}).get(name, "")
        ]  # fmt: skip
        with self.database.open() as connection:
            connection.executemany("INSERT INTO typed (digest, name, value, over) VALUES (?, ?, ?, ?)", rows)
            connection.execute(f"PRAGMA user_version = {_TYPED}")

    def state(self) -> str:
        """Return what changes with every change of the list, whoever makes it."""
        files = (self._path, self._path.with_name(f"{self._path.name}-wal"))
        return "-".join(str(file.stat().st_mtime_ns) for file in files if file.exists())


def _entries(connection: sqlite3.Connection, where: str = "", *values: object) -> list[Entry]:
    rows = connection.execute(
        "SELECT documents.digest, file, origin, added, aside, title, published, place, source"  # noqa: S608 - own words
        f" FROM documents LEFT JOIN looks USING (digest) {where} ORDER BY file",
        values,
    )
    return [
        Entry(
            intern(digest), intern(file), intern(origin), _known(*known), intern(added), _look(origin, aside)
        )
        for digest, file, origin, added, aside, *known in rows
    ]


@lru_cache(maxsize=1024)
def _known(*known: str) -> Mapping[str, str]:
    """Return what is stated of a document; that nothing is, is held once for all."""
    return dict(zip(METADATA, known, strict=True))


def shared(known: Mapping[str, str]) -> Mapping[str, str]:
    """Return what is stated of a document, as the entries that state the same have it."""
    return _known(*known.values()) if (*known,) == METADATA else known


def _look(origin: str, aside: int | None) -> str:
    if aside:
        return "aside"
    return "new" if aside is None and origin != "sample" else "looked_at"


def _typed(connection: sqlite3.Connection) -> dict[str, list[Typed]]:
    typed: dict[str, list[Typed]] = defaultdict(list)
    for row in connection.execute("SELECT number, digest, name, value, over FROM typed ORDER BY number"):
        one = Typed(*row)
        typed[one.digest].append(one)
    return dict(typed)


def _write(connection: sqlite3.Connection, entries: list[Entry]) -> None:
    """Write entries, known or new ones; names are freed first: two documents may have changed theirs."""
    digests = [(one.digest,) for one in entries]
    rows = [(one.digest, one.file, one.origin, *(one.known[name] for name in METADATA)) for one in entries]
    connection.executemany("UPDATE documents SET file = digest WHERE digest = ?", digests)
    connection.executemany(_LAY, rows)
    connection.executemany("DELETE FROM past WHERE digest = ?", digests)
