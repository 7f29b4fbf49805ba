"""Keep what people decided about rows: an append-only table, on the disk before a decision is confirmed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

DECISIONS = ("accepted", "corrected", "rejected", "added", "withdrawn")
_TABLES = """
CREATE TABLE IF NOT EXISTS verdicts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    digest TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    indicator TEXT NOT NULL, measure TEXT NOT NULL, period TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('accepted', 'corrected', 'rejected', 'added', 'withdrawn')),
    reason TEXT NOT NULL, changes TEXT NOT NULL, file TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS verdicts_stay BEFORE DELETE ON verdicts
    BEGIN SELECT RAISE(ABORT, 'verdicts are only ever appended'); END;
CREATE TRIGGER IF NOT EXISTS verdicts_stand BEFORE UPDATE ON verdicts
    BEGIN SELECT RAISE(ABORT, 'verdicts are only ever appended'); END;
"""


class Key(NamedTuple):
    """Name a row as it was extracted: it is found again after every re-extraction that still gives it.

    `digest` is that of the document's text, `start` and `end` its offsets there.
    """

    digest: str
    start: int
    end: int
    indicator: str
    measure: str
    period: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold one decision about one row; the latest of a key holds, `withdrawn` takes the one before back.

    `changes` gives columns of the table and their right values (corrected), or the whole row (added). `file` is the
    document's name at the time, for people. `number` and `at` are given by the store.
    """

    key: Key
    decision: str
    reason: str = ""
    changes: Mapping[str, str | float] = field(default_factory=dict)
    file: str = ""
    number: int = 0
    at: str = ""


class Verdicts:
    """Open the decisions in a SQLite file, made where it is missing."""

    def __init__(self, path: Path) -> None:
        """Open the file; its folder must exist."""
        self._path = path
        with self._open() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(_TABLES)

    def append(self, verdicts: Iterable[Verdict]) -> int:
        """Write decisions, all or none, and return the number of the last; they outlive a kill right after."""
        rows = [
            (
                one.key.digest, int(one.key.start), int(one.key.end), *one.key[3:],  # numpy's integers would become blobs
                one.decision, one.reason, json.dumps(dict(one.changes), ensure_ascii=False), one.file,
            )
            for one in verdicts
        ]  # fmt: skip
        with self._open() as connection:
            connection.executemany(
                'INSERT INTO verdicts (digest, start, "end", indicator, measure, period, decision, reason, changes, '
                "file) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
        return self.last()

    def last(self) -> int:
        """Return the number of the latest decision, 0 where there is none: it changes with every one."""
        with self._open() as connection:
            return int(connection.execute("SELECT coalesce(max(number), 0) FROM verdicts").fetchone()[0])

    def history(self) -> list[Verdict]:
        """List every decision ever written, in order."""
        with self._open() as connection:
            rows = connection.execute(
                'SELECT digest, start, "end", indicator, measure, period, decision, reason, changes, file, number, '
                "at FROM verdicts ORDER BY number"
            ).fetchall()
        return [
            Verdict(Key(*row[:6]), row[6], row[7], json.loads(row[8]), row[9], row[10], row[11]) for row in rows
        ]

    def standing(self) -> dict[Key, Verdict]:
        """Return the decision that holds for each row that has one."""
        latest = {one.key: one for one in self.history()}
        return {key: one for key, one in latest.items() if one.decision != "withdrawn"}

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=30)) as connection, connection:
            connection.execute("PRAGMA synchronous=FULL")
            yield connection
