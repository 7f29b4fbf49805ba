"""Read a documents.csv: what it states of each document, and a sentence for each kind of row that is not used."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath

from pipeline.days import day_of
from pipeline.documents.decoding import DocumentError, read_text, readable

METADATA = "documents.csv"
COLUMNS = ("file", "title", "published", "place", "source")
_DIVIDERS = (",", ";", "\t")  # a header of known columns tells which one
_ALLOWED = "、".join(COLUMNS)
_MOST_TOLD = 5  # rows named one by one
_LONGEST_TOLD = 40  # characters of a cell


@dataclass(frozen=True, slots=True)
class Statements:
    """Hold what a documents.csv states: `rows` by file, cells by column, published as an ISO date or empty.

    `lines` gives the number of each such row. `refused` are files whose rows are not used; `unsure` says that rows are
    not used which may be of any file. `mistakes` has a sentence for each kind of fault.
    """

    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    unsure: bool = False
    mistakes: tuple[DocumentError, ...] = ()


def stated(path: Path, file: str) -> Mapping[str, str] | None:
    """Return what the nearest documents.csv says of a document, by column; nothing where none names it.

    It is None where a row that is, or may be, about it is not used. `file` is the document's name in the table: a
    documents.csv is looked for in its folder and in those up to the one that the name is relative to.
    """
    folder, name = path.parent, readable(path.name)
    for _ in range(file.count("/") + 1):
        said = statements_at(folder / METADATA)
        if name in said.rows:
            return said.rows[name]
        if said.unsure or name in said.refused:
            return None
        folder, name = folder.parent, f"{readable(folder.name)}/{name}"
    return {}


def mistakes_beside(documents: Mapping[Path, str]) -> Iterator[DocumentError]:
    """Yield what is wrong with each documents.csv that speaks of these documents (path → name in the table)."""
    there: dict[Path, set[str]] = defaultdict(set)
    for path, file in documents.items():
        folder, name = path.parent, readable(path.name)
        for _ in range(file.count("/") + 1):
            there[folder].add(name)
            folder, name = folder.parent, f"{readable(folder.name)}/{name}"
    for folder in sorted(there):
        said = statements_at(folder / METADATA)
        yield from said.mistakes
        yield from nameless(said, folder / METADATA, partial(_is_there, folder, there[folder]))


def nameless(said: Statements, path: str | Path, is_there: Callable[[str], bool]) -> Iterator[DocumentError]:
    """Yield a sentence where rows name files that are not there."""
    if lost := [f"{said.lines[file]} ({_short(file)})" for file in said.rows if not is_there(file)]:
        yield DocumentError("no_such_file", file=path, **_counted(lost))


def _is_there(folder: Path, documents: Collection[str], file: str) -> bool:
    """Say whether a name is that of a document found, or of anything else that lies in the folder."""
    if file in documents:
        return True
    try:
        (folder / file).stat()
    except PermissionError:
        return True  # nobody can tell; the folder that cannot be opened is named by itself
    except (OSError, ValueError):
        return False
    return True


def statements_at(path: Path) -> Statements:
    """Return what a documents.csv states; nothing where there is none."""
    for look in (path.stat, path.lstat):  # of a link that leads nowhere there is only the link
        try:
            state = look()
        except (OSError, ValueError):
            continue
        return _read(path, state.st_mtime_ns, state.st_ctime_ns, state.st_size)
    return Statements()


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int, _moded: int, _size: int) -> Statements:
    """Read a documents.csv; its state spares reading it for each document."""
    try:
        return statements_in(read_text(path), path)
    except DocumentError as error:
        return unusable(error, path)


def unusable(error: DocumentError, path: str | Path) -> Statements:
    """Return what is known of a table that is no text: nothing, and why. Its documents are read all the same."""
    reason = error.values.get("reason", error.why)
    return Statements(unsure=True, mistakes=(DocumentError("table_unused", file=path, reason=reason),))


def statements_in(text: str, path: str | Path) -> Statements:
    """Read the text of a documents.csv; `path` names it in what is told. No cell goes over two lines.

    So a quote left open costs its own row only, which is told as are rows with surplus cells, a date that is none, or
    no name. Two rows of one file that differ are both left out: nothing says which one is right.
    """
    lines = io.StringIO(text, newline=None)
    try:
        header, divider = _header(next(lines, ""), path)
    except DocumentError as error:
        return Statements(unsure=True, mistakes=(error,))
    given = _Given(header, divider)
    for number, line in enumerate(lines, start=2):
        given.take(number, line)
    used = {
        file: rows[0] for file, rows in given.rows.items() if all(cells == rows[0][1] for _, cells in rows)
    }
    return Statements(
        rows={file: cells for file, (_, cells) in used.items()},
        lines={file: line for file, (line, _) in used.items()},
        refused=frozenset((given.rows.keys() | given.refused) - used.keys()),
        unsure=bool(given.open_quotes or given.long_lines),
        mistakes=(*_wrong_columns(header, path), *given.mistakes(path)),
    )


def _header(line: str, path: str | Path) -> tuple[list[str], str]:
    """Return the columns and what divides them. Raise DocumentError where there is no column `file`."""
    for divider in _DIVIDERS:
        columns = [cell.strip() for cell in _cells(line, divider) or ()]
        if columns.count("file") == 1 and (divider == "," or {*columns} <= {*COLUMNS}):
            return columns, divider
    if _cells(line, ",") is None:
        raise DocumentError("open_header", file=path)
    raise DocumentError("no_file_column", file=path, found=_short(line.strip()), allowed=_ALLOWED)


def _wrong_columns(header: list[str], path: str | Path) -> Iterator[DocumentError]:
    """Yield a sentence for columns that are unknown or stand twice: their cells are not used."""
    unknown = [column for column in header if column and column not in COLUMNS]
    if unknown:
        named = "、".join(map(_short, unknown[:_MOST_TOLD]))
        yield DocumentError("column", file=path, count=len(unknown), column=named, allowed=_ALLOWED)
    if twice := [column for column in COLUMNS if header.count(column) > 1]:
        yield DocumentError("column_twice", file=path, column="、".join(twice))


def _cells(line: str, divider: str) -> list[str] | None:
    """Return the cells of a line, None where its quotes do not pair."""
    if line.count('"') % 2:
        return None
    try:
        return next(csv.reader([line], delimiter=divider, strict=True, skipinitialspace=True), [])
    except csv.Error:
        return None


class _Given:
    """Gather the rows of a documents.csv by file, with the numbers of their lines, and those that cannot be used."""

    def __init__(self, header: list[str], divider: str) -> None:
        self._header, self._divider = header, divider
        self._once = [column for column in COLUMNS if header.count(column) == 1]
        self.rows: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
        self.refused: set[str] = set()
        self.open_quotes: list[str] = []
        self.long_lines: list[str] = []
        self._surplus: list[str] = []
        self._no_days: list[str] = []
        self._unnamed: list[str] = []

    def take(self, number: int, line: str) -> None:
        """Take one line below the header."""
        cells = _cells(line, self._divider)
        if cells is None:
            (self.long_lines if len(line) > csv.field_size_limit() else self.open_quotes).append(str(number))
            return
        cells = [cell.strip() for cell in cells]
        known = {name: cell for name, cell in zip(self._header, cells, strict=False) if name in self._once}
        row = {name: known.get(name, "") for name in self._once}
        if not any(cells):
            return
        if not row["file"]:
            self._unnamed.append(str(number))
            return
        row["file"] = file = PurePosixPath(row["file"].replace("\\", "/")).as_posix()
        if any(cells[len(self._header) :]):
            self._refuse(self._surplus, number, file)
            return
        try:
            row["published"] = str(day_of(row["published"])) if row.get("published") else ""
        except ValueError:
            self._refuse(self._no_days, number, file, row["published"])
            return
        self.rows[file].append((number, row))

    def _refuse(self, wrong: list[str], number: int, *named: str) -> None:
        self.refused.add(named[0])
        wrong.append(f"{number} ({': '.join(map(_short, named))})")

    def mistakes(self, path: str | Path) -> Iterator[DocumentError]:
        """Yield a sentence for each kind of row that is not used."""
        if self.open_quotes:
            yield DocumentError("open_quote", file=path, **_counted(self.open_quotes))
        if self.long_lines:
            yield DocumentError(
                "long_line", file=path, most=csv.field_size_limit(), **_counted(self.long_lines)
            )
        if self._surplus:
            yield DocumentError("cells", file=path, wanted=len(self._header), **_counted(self._surplus))
        if self._no_days:
            yield DocumentError("no_day", file=path, **_counted(self._no_days))
        if self._unnamed:
            yield DocumentError("no_name", file=path, **_counted(self._unnamed))
        same, differ = self._repeated()
        if differ:
            yield DocumentError("twice", file=path, **_counted(differ))
        if same:
            yield DocumentError("same_twice", file=path, **_counted(same))

    def _repeated(self) -> tuple[list[str], list[str]]:
        """Return the files that have several rows, which say the same and which differ."""
        same: list[str] = []
        differ: list[str] = []
        for file, rows in self.rows.items():
            if len(rows) > 1:
                alike = all(cells == rows[0][1] for _, cells in rows)
                numbers = "+".join(str(number) for number, _ in rows[:_MOST_TOLD])
                (same if alike else differ).append(f"{numbers} ({_short(file)})")
        return same, differ


def _counted(lines: Collection[str]) -> dict[str, object]:
    """Return how many there are, and the first of them in words."""
    return {"count": len(lines), "lines": _few(lines)}


def _few(named: Iterable[str]) -> str:
    named = [*named]
    return ", ".join(named[:_MOST_TOLD]) + (" …" if len(named) > _MOST_TOLD else "")


def _short(cell: str) -> str:
    return cell if len(cell) <= _LONGEST_TOLD else f"{cell[: _LONGEST_TOLD - 1]}…"
