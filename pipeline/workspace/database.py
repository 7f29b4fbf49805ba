"""Open a SQLite file of the workspace; one that is damaged or another program's is kept aside, and made anew."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Container, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from pipeline.mistakes import MistakeError, reason_said
from pipeline.words import words_of
from pipeline.workspace.aside import BESIDE, keep_aside

PATIENCE = 5.0  # seconds that a write waits for another process to finish its own
_WORDS = "workspace_faults"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_READABLE = ("full", "read_only")  # reasons for which a file is not written that may still be read
_OF = {"TEXT": str, "BLOB": bytes, "INTEGER": int}
_STORED = {str: "text", bytes: "blob", int: "integer"}
Rows = dict[str, list[dict[str, object]]]


class WorkspaceFault(MistakeError):  # noqa: N818 - it is told, not raised
    """Say what is wrong with a file of the workspace and what became of it."""

    WORDS = _WORDS


class NotKeptError(OSError):
    """Say why a database of the workspace could not be read or written; nothing of the write is in it.

    `why` is the code of the reason: busy, read_only, full or broken; `reason` names it as `reason_of` does.
    """

    def __init__(self, path: Path, error: sqlite3.Error) -> None:
        """Take the reason from SQLite's own code."""
        self.why = "broken" if misplaced(path) else _REASONS.get(_code(error), "broken")
        self._path, self.reason = path, _NAMES.get(_code(error), f"other {error}")
        super().__init__(self.said())

    def said(self, language: str = "zh") -> str:
        """Say it in one sentence, in "zh" or "en"."""
        reason = reason_said(self.reason, language)
        return str(words_of(_WORDS)[self.why][language]).format(file=self._path.name, reason=reason)


_REASONS = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "full",
}
_NAMED = ("BUSY", "LOCKED", "READONLY", "CANTOPEN", "PERM", "FULL", "IOERR", "CORRUPT", "NOTADB")
_NAMES = {getattr(sqlite3, f"SQLITE_{name}"): f"SQLITE_{name}" for name in _NAMED}


class Database:
    """Open a file that holds the tables of a schema, made where it is missing.

    `faults` says what was found wrong with the file that was there. Raises NotKeptError where the file is locked or
    the disk does not take it.
    """

    def __init__(self, path: Path, schema: str, patience: float = PATIENCE, *, strict: bool = False) -> None:
        """Open the file; its folder must exist. `patience` is how many seconds to wait for another process.

        In a `strict` one a value of another type than its column's is damage.
        """
        self.path, self._patience = path, patience
        self._types = _types(schema) if strict else {}
        self.faults: list[WorkspaceFault] = []
        self._sound: object = None  # the state in which no value was found that its column does not take
        self.new = False  # it was missing, or had not the first table of the schema
        for beside in misplaced(path):
            if beside != path:
                self.faults.append(WorkspaceFault("in_the_way", file=beside.name, kept=keep_aside(beside)))
        wrong = self._wrong(schema)
        rows = self._saved(schema) if wrong == "damaged" else {}
        if wrong:
            kept = keep_aside(path)
            count = sum(map(len, rows.values()))
            self.faults.append(WorkspaceFault(wrong, file=path.name, kept=kept, rows=count))
        try:
            with self.open() as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.executescript(schema)
                for table, saved in rows.items():
                    _put(connection, table, saved)
        except NotKeptError as error:
            if wrong or error.why not in _READABLE or not self._has_all(schema):
                raise  # else it can be read, and each write says that it cannot be kept

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose writes are on the disk, all or none, when it is left. Raises NotKeptError."""
        sound = self._sound is not None and self._sound == self._state()
        try:
            with closing(sqlite3.connect(self.path, timeout=self._patience)) as connection, connection:
                connection.execute("PRAGMA synchronous=FULL")
                yield connection
        except sqlite3.IntegrityError:
            raise  # what the table does not take: the program's mistake, not the file's
        except sqlite3.Error as error:
            raise NotKeptError(self.path, error) from error
        if sound:  # what was written now are values of the columns
            self._sound = self._state()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to read by, on a full or read-only disk too. Raises NotKeptError, also for a misfit."""
        try:
            with closing(self._reading()) as connection:
                state = self._state()
                if state != self._sound and self._misfits(connection, self._types):
                    raise NotKeptError(self.path, _misfit())
                self._sound = state
                yield connection
        except sqlite3.Error as error:
            raise NotKeptError(self.path, error) from error

    def _state(self) -> object:
        """Return what changes with the file and with what SQLite has not written into it yet: readers begin that empty."""
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        told = (file.stat() for file in files if file.exists())
        return [(one.st_ino, one.st_size, one.st_mtime_ns) for one in told if one.st_size]

    def _reading(self) -> sqlite3.Connection:
        """Connect to read; where SQLite cannot make its files beside, by the file alone, if all is written into it."""
        connection = sqlite3.connect(self.path, timeout=self._patience)
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            connection.close()
            log = self.path.with_name(f"{self.path.name}-wal")
            if _REASONS.get(_code(error)) not in _READABLE or (log.exists() and log.stat().st_size):
                raise
            address = f"{self.path.absolute().as_uri()}?immutable=1"
            return sqlite3.connect(address, uri=True, timeout=self._patience)
        return connection

    def _has_all(self, schema: str) -> bool:
        """Say whether every table of a schema is there."""
        with self.read() as connection:
            return _columns(schema).keys() <= {name for (name,) in connection.execute(_TABLES)}

    def _saved(self, schema: str) -> Rows:
        """Return the rows of a damaged file that can be read and used."""
        read = _readable(self.path, schema)
        return {
            table: [row for row in rows if _fits(row, self._types.get(table, {}))]
            for table, rows in read.items()
        }

    def _misfits(self, connection: sqlite3.Connection, there: Container[str]) -> bool:
        """Say whether a table that is there has a value of another type than its column's."""
        for table, types in self._types.items():
            wrong = " OR ".join(f"typeof(\"{name}\") <> '{_STORED[kind]}'" for name, kind in types.items())
            query = f'SELECT 1 FROM "{table}" WHERE {wrong} LIMIT 1'  # noqa: S608 - own names
            if table in there and connection.execute(query).fetchone():
                return True
        return False

    def _wrong(self, schema: str) -> str:
        """Say whether the file is damaged or foreign; empty where it is neither, or not there."""
        if misplaced(self.path):
            return "damaged"
        if not self.path.exists():
            self.new = True
            return ""
        try:
            with closing(self._reading()) as connection:
                if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                    return "damaged"
                if not _is_own(connection, schema):
                    return "foreign"
                there = {name for (name,) in connection.execute(_TABLES)}
                self.new = next(iter(_columns(schema))) not in there
                return "damaged" if self._misfits(connection, there) else ""
        except sqlite3.Error as error:
            if _code(error) in _DAMAGED:
                return "damaged"
            raise NotKeptError(self.path, error) from error


def _misfit() -> sqlite3.Error:
    error = sqlite3.DatabaseError("a value of another type than its column's")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def misplaced(path: Path) -> list[Path]:
    """List what is no file in the place of a database or of one that SQLite keeps beside it: a folder, a pipe, a loop."""
    return [one for one in (path, *(path.with_name(path.name + more) for more in BESIDE)) if _is_no_file(one)]


def _is_no_file(path: Path) -> bool:
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - as it is, whoever asks
    except OSError as error:
        return error.errno == errno.ELOOP


def _code(error: sqlite3.Error) -> int:
    """Return the kind of an error: the lower byte of SQLite's code; the upper is its detail."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _is_own(connection: sqlite3.Connection, schema: str) -> bool:
    """Say whether tables that are there are those of a schema; an older file has fewer."""
    there = {name for (name,) in connection.execute(_TABLES)}
    wanted = _columns(schema)
    own = there & wanted.keys()
    return not there or (bool(own) and all(wanted[name] <= _columns_in(connection, name) for name in own))


def _columns(schema: str) -> dict[str, set[str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema)
        names = [name for (name,) in connection.execute(_TABLES)]
        return {name: _columns_in(connection, name) for name in names}


def _types(schema: str) -> dict[str, dict[str, type]]:
    """Say which type the values of each column have, by table."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema)
        return {
            table: {row[1]: _OF[row[2]] for row in connection.execute(f'PRAGMA table_info("{table}")')}
            for table in _columns(schema)
        }


def _fits(row: Mapping[str, object], types: Mapping[str, type]) -> bool:
    """Say whether every value of a row has the type of its column."""
    return all(isinstance(value, types.get(name, object)) for name, value in row.items())


def _columns_in(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}


def _readable(path: Path, schema: str) -> Rows:
    """Return the rows of a damaged file that can be read, from its beginning and from its end."""
    rows: Rows = {}
    if not path.is_file():
        return rows
    for table, columns in _columns(schema).items():
        found: dict[object, dict[str, object]] = {}
        for order in ("ASC", "DESC"):
            with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
                connection.row_factory = sqlite3.Row
                query = f'SELECT rowid AS own_rowid, * FROM "{table}" ORDER BY rowid {order}'  # noqa: S608 - own names
                for row in connection.execute(query):
                    found[row["own_rowid"]] = {name: row[name] for name in columns & {*row.keys()}}
        rows[table] = list(found.values())
    return rows


def _put(connection: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    """Write rows saved from a damaged file; those that the table does not take are left out."""
    for row in rows:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        query = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - own names
        connection.execute(query, [*row.values()])
