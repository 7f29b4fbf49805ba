"""Keep what people decided about rows: an append-only table, on the disk before a decision is confirmed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

DECISIONS = ("accepted", "corrected", "rejected", "added", "withdrawn")
PATIENCE = 5.0  # seconds that a write waits for another process to finish its own
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


# A decision is never older than those before it, whatever the clock says; one that is imported keeps its own time.
_APPEND = """
INSERT INTO verdicts (digest, start, "end", indicator, measure, period, decision, reason, changes, file, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(nullif(?, ''),
    max(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), (SELECT coalesce(max(at), '') FROM verdicts))))
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


class NotKeptError(OSError):
    """Say why the file of decisions could not be read or written; nothing of the write is in it.

    `why` is the code of the reason: busy, read_only, full or broken.
    """

    def __init__(self, path: Path, error: sqlite3.Error) -> None:
        """Take the reason from SQLite's own code."""
        code = (
            getattr(error, "sqlite_errorcode", 0) & 0xFF
        )  # the lower byte is the kind, the upper its detail
        self.why = _REASONS.get(code, "broken")
        super().__init__(f"{path.name}：{_SAID[self.why]}（{error}）。")


_REASONS = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "full",
}
_SAID = {
    "busy": "另一个程序正在使用审核记录，请关闭它或稍后再试",
    "read_only": "审核记录只能读、不能写，请检查文件夹的权限",
    "full": "审核记录写不进磁盘，请检查剩余空间",
    "broken": "审核记录的文件已损坏或不是本程序的文件，请从备份恢复",
}


class Verdicts:
    """Open the decisions in a SQLite file, made where it is missing.

    Every method raises NotKeptError where the file is locked, read-only, damaged or the disk is full.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """Open the file; its folder must exist. `patience` is how many seconds to wait for another process."""
        self._path, self._patience = path, patience
        with self._open() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(_TABLES)

    def append(self, verdicts: Iterable[Verdict]) -> int:
        """Write decisions, all or none, and return the number of the last; they outlive a kill right after."""
        rows = [
            (
                one.key.digest, int(one.key.start), int(one.key.end), *one.key[3:],  # numpy's integers would become blobs
                one.decision, one.reason, json.dumps(dict(one.changes), ensure_ascii=False), one.file, one.at,
            )
            for one in verdicts
        ]  # fmt: skip
        with self._open() as connection:
            connection.executemany(_APPEND, rows)
            # the lock is held until the end of the transaction: the largest number is one's own
            return int(connection.execute("SELECT coalesce(max(number), 0) FROM verdicts").fetchone()[0])

    def last(self) -> int:
        """Return the number of the latest decision, 0 where there is none: it changes with every one."""
        with self._open() as connection:
            return int(connection.execute("SELECT coalesce(max(number), 0) FROM verdicts").fetchone()[0])

    def history(self, after: int = 0) -> list[Verdict]:
        """List every decision ever written, in order, from behind a number on."""
        with self._open() as connection:
            rows = connection.execute(
                'SELECT digest, start, "end", indicator, measure, period, decision, reason, changes, file, number, '
                "at FROM verdicts WHERE number > ? ORDER BY number",
                (after,),
            ).fetchall()
        return [
            Verdict(Key(*row[:6]), row[6], row[7], json.loads(row[8]), row[9], row[10], row[11])
            for row in rows
        ]

    def digests(self) -> set[str]:
        """Return the documents that decisions were ever about."""
        with self._open() as connection:
            return {digest for (digest,) in connection.execute("SELECT DISTINCT digest FROM verdicts")}

    def standing(self) -> dict[Key, Verdict]:
        """Return the decision that holds for each row that has one."""
        return in_force(latest({}, self.history()))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=self._patience)) as connection, connection:
                connection.execute("PRAGMA synchronous=FULL")
                yield connection
        except sqlite3.IntegrityError:
            raise  # a decision that the table does not know: the program's mistake, not the file's
        except sqlite3.Error as error:
            raise NotKeptError(self._path, error) from error


def latest(known: Mapping[Key, Verdict], written: Iterable[Verdict]) -> dict[Key, Verdict]:
    """Return the latest decision of each row, withdrawn ones too, after further ones were written.

    The time decides, then the number: an older decision that is imported does not undo a newer one.
    """
    whole = {**known}
    for one in written:
        there = whole.get(one.key)
        if there is None or (there.at, there.number) <= (one.at, one.number):
            whole[one.key] = one
    return whole


def in_force(latest: Mapping[Key, Verdict]) -> dict[Key, Verdict]:
    """Leave out the decisions that were taken back."""
    return {key: one for key, one in latest.items() if one.decision != "withdrawn"}


def taking_back(history: Iterable[Verdict], number: int) -> Verdict | None:
    """Return the decision to append so that one holds no more: the one before it on its row again, or none."""
    before: dict[Key, Verdict] = {}
    for one in history:
        if one.number == number:
            earlier = before.get(one.key)
            if earlier is None or earlier.decision == "withdrawn":
                return Verdict(one.key, "withdrawn", file=one.file)
            return replace(earlier, number=0, at="")
        before[one.key] = one
    return None
