"""Keep what people decided about rows: an append-only table, on the disk before a decision is confirmed."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.periods.labels import days_of
from pipeline.table import COLUMNS
from pipeline.workspace.database import PATIENCE, Database, NotKeptError
from pipeline.workspace.decidable import NEEDED
from pipeline.workspace.schemas import REVIEWS

__all__ = [
    "DECISIONS",
    "Key",
    "NotKeptError",
    "Verdict",
    "Verdicts",
    "in_force",
    "latest",
    "taking_back",
    "verdict_of",
]

DECISIONS = ("accepted", "corrected", "rejected", "added", "withdrawn")

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


class Verdicts:
    """Open the decisions in a SQLite file, made where it is missing.

    Every method raises NotKeptError where the file is locked, read-only, damaged or the disk is full.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """Open the file; its folder must exist. `patience` is how many seconds to wait for another process."""
        self._path = path
        self._database = Database(path, REVIEWS, patience)
        self.faults, self.new = self._database.faults, self._database.new
        self.unsound: set[int] = set()  # numbers of decisions that were read and cannot be used

    def append(self, verdicts: Iterable[Verdict]) -> int:
        """Write decisions, all or none, and return the number of the last; they outlive a kill right after."""
        rows = [
            (
                one.key.digest, int(one.key.start), int(one.key.end), *one.key[3:],  # numpy's integers would become blobs
                one.decision, one.reason, json.dumps(dict(one.changes), ensure_ascii=False), one.file, one.at,
            )
            for one in verdicts
        ]  # fmt: skip
        with self._database.open() as connection:
            connection.executemany(_APPEND, rows)
            # the lock is held until the end of the transaction: the largest number is one's own
            return int(connection.execute("SELECT coalesce(max(number), 0) FROM verdicts").fetchone()[0])

    def last(self) -> int:
        """Return the number of the latest decision, 0 where there is none: it changes with every one."""
        with self._database.read() as connection:
            return int(connection.execute("SELECT coalesce(max(number), 0) FROM verdicts").fetchone()[0])

    def history(self, after: int = 0) -> list[Verdict]:
        """List every decision ever written that can be used, in order, from behind a number on."""
        with self._database.read() as connection:
            rows = connection.execute(
                'SELECT digest, start, "end", indicator, measure, period, decision, reason, changes, file, number, '
                "at FROM verdicts WHERE number > ? ORDER BY number",
                (after,),
            ).fetchall()
        read = [(row[10], verdict_of(row)) for row in rows]
        self.unsound |= {number for number, one in read if one is None}
        return [one for _, one in read if one is not None]

    def documents(self) -> dict[str, str]:
        """Return the documents that decisions were ever about: digest and the name under which that was last."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT digest, file FROM verdicts ORDER BY number").fetchall()
        return {digest: file for digest, file in rows if isinstance(digest, str) and isinstance(file, str)}

    def standing(self) -> dict[Key, Verdict]:
        """Return the decision that holds for each row that has one."""
        return in_force(latest({}, self.history()))


def verdict_of(row: tuple[Any, ...]) -> Verdict | None:
    """Return a decision from a row of the table, None where another hand wrote what this program does not."""
    try:
        *key, decision, reason, changes, file, number, at = row
        one = Verdict(Key(*key), decision, reason, json.loads(changes), file, number, at)
        datetime.fromisoformat(at)
        return one if _is_sound(one) else None
    except (ValueError, TypeError, RecursionError):
        return None


def _is_sound(one: Verdict) -> bool:
    """Say whether a decision has values of the kinds that the table has."""
    texts = (*one.key[:1], *one.key[3:], one.decision, one.reason, one.file)
    if not all(isinstance(text, str) for text in texts) or not isinstance(one.changes, dict):
        return False
    if not (isinstance(one.key.start, int) and isinstance(one.key.end, int)):
        return False
    if one.decision == "added" and not one.changes.keys() >= {*NEEDED}:
        return False
    return all(name in COLUMNS and _fits(name, value) for name, value in one.changes.items())


def _fits(name: str, value: object) -> bool:
    """Say whether a column may have a value. Raises ValueError for a day or a period that is none."""
    kind = COLUMNS[name]
    if value is None:
        return name != "value"
    if kind == "float":
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if kind == "int":
        return isinstance(value, int)
    if kind == "bool":
        return isinstance(value, bool)
    if not isinstance(value, str):
        return False
    if name == "period" and value:
        days_of(value)
    if kind == "date" and value:
        date.fromisoformat(value)
    return True


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
