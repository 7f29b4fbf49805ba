"""Keep the list of documents: their names, and what a person says about their title, date, place and source."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

METADATA = ("title", "published", "place", "source")
_TABLE = """
CREATE TABLE IF NOT EXISTS documents (
    digest TEXT PRIMARY KEY, file TEXT NOT NULL UNIQUE, origin TEXT NOT NULL,
    added TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    title TEXT NOT NULL, published TEXT NOT NULL, place TEXT NOT NULL, source TEXT NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """Name one document: the digest of its text, its name in the table, how it came, what is stated of it.

    `origin` is upload, folder or sample; `known` has the columns of METADATA; an empty one is read from the document itself.
    """

    digest: str
    file: str
    origin: str
    known: Mapping[str, str]
    added: str = field(default="", compare=False)


def restated(entry: Entry, stated: Mapping[str, str]) -> Entry:
    """Return the entry with other metadata; columns that `stated` does not name stay."""
    known = {name: stated.get(name, entry.known[name]) for name in METADATA}
    return replace(entry, known=known)


def entry_of(digest: str, file: str, origin: str, known: Mapping[str, str]) -> Entry:
    """Return the entry of a document that is not listed yet; what `known` leaves out is empty."""
    return Entry(digest, file, origin, {name: known.get(name, "") for name in METADATA})


class Register:
    """Open the list in a SQLite file, made where it is missing. Every change is on the disk when it returns."""

    def __init__(self, path: Path) -> None:
        """Open the list; its folder must exist."""
        self._path = path
        with self._open() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(_TABLE)

    def entries(self) -> list[Entry]:
        """List the documents in order of name."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT digest, file, origin, added, title, published, place, source FROM documents ORDER BY file"
            ).fetchall()
        return [
            Entry(digest, file, origin, dict(zip(METADATA, known, strict=True)), added)
            for digest, file, origin, added, *known in rows
        ]

    def put(self, entries: Iterable[Entry]) -> None:
        """Add documents, or replace what is stated of one with the same digest. Raise ValueError for a taken name."""
        rows = [
            (one.digest, one.file, one.origin, *(one.known[name] for name in METADATA)) for one in entries
        ]
        try:
            with self._open() as connection:
                connection.executemany(
                    "INSERT INTO documents (digest, file, origin, title, published, place, source) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE SET file = excluded.file, "
                    "title = excluded.title, published = excluded.published, place = excluded.place, "
                    "source = excluded.source",
                    rows,
                )
        except sqlite3.IntegrityError as error:
            raise ValueError(f"{'、'.join(row[1] for row in rows[:3])}：名称已被另一个文件使用。") from error

    def remove(self, digests: Iterable[str]) -> None:
        """Take documents off the list; verdicts on them stay, and hold again when the same text comes back."""
        with self._open() as connection:
            connection.executemany("DELETE FROM documents WHERE digest = ?", [(one,) for one in digests])

    def state(self) -> str:
        """Return what changes with every change of the list, whoever makes it."""
        files = (self._path, self._path.with_name(f"{self._path.name}-wal"))
        return "-".join(str(file.stat().st_mtime_ns) for file in files if file.exists())

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=30)) as connection, connection:
            yield connection
