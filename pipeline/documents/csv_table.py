"""Read a table in a CSV file: one line a row, cells divided by tabs, each at home in a cell of a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pipeline.documents.content import Content, Layout, Spot
from pipeline.documents.decoding import MOST_FIELDS, DocumentError, text_of
from pipeline.documents.locators import letters_of
from pipeline.words import words_of

_HEAD = 1 << 14  # characters that tell what divides the cells
_DIVIDERS = ",;"  # a text divided by tabs is a table as it is
_MOST_CELL = 120  # characters of a cell in the first lines of a table
_SENTENCE = re.compile("[。；！？]")
_FIGURE = re.compile(r"\s*[-+(]?\d[\d,.]*\)?\s*(?:%|[^\x00-\x7f]{1,15})?\s*")  # 600.12亿元, too
_FEWEST = 2  # broad rows of a table, commas of a line
_FEW = 4  # lines of one cell beside a table of few rows
_BREAK = re.compile(r"[\r\n\t\v\f]+")
_WITHIN = re.compile(
    r"(?<=[\u4e00-\u9fff，、（）])[\r\n]+(?=[\u4e00-\u9fff，、（）])"
)  # a break between Chinese characters


@cache
def _notes() -> tuple[str, ...]:
    """Return how a note below a table begins."""
    return tuple(f"{word}{colon}" for word in words_of("tables")["notes"] for colon in "：:")


def read(octets: bytes, file: str | Path) -> Content:
    """Return the table. Raise DocumentError for what is no text, has an open quote or too many cells."""
    text = text_of(octets, file)
    divider = _divider(text[:_HEAD])
    rows: list[tuple[int, list[str]]] = []
    cells = number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=divider), start=1):
            cells += len(row)
            if cells > MOST_FIELDS:
                raise DocumentError("table_cells", file=file, most=MOST_FIELDS)
            line = [_on_one_line(cell) for cell in row]
            if any(line):
                rows.append((number, line))
    except csv.Error as error:
        raise DocumentError("list_broken", file=file, line=number + 1) from error
    inside = _inside([line for _, line in rows])
    parts: list[str] = []
    spots: list[Spot] = []
    at = 0
    for index, (number, line) in enumerate(rows):
        for column, cell, end in _laid(
            line, divider, within=index in inside and not line[0].startswith(_notes())
        ):
            if cell:
                spots.append(Spot(at, at + len(cell), f"{letters_of(column)}{number}"))
            parts.append(cell + end)
            at += len(cell) + 1
    return Content("".join(parts), Layout(tuple(spots), wrapped=False))


def _laid(line: list[str], divider: str, *, within: bool) -> Iterator[tuple[int, str, str]]:
    """Yield the cells of a row with their columns and what ends them; of a title or a note, its words as a line."""
    if within:
        yield from ((at, cell, "\t" if at < len(line) else "\n") for at, cell in enumerate(line, start=1))
        return
    first = next(at for at, cell in enumerate(line) if cell)
    yield first + 1, divider.join(line[first:]).rstrip(f"{divider} "), "\n"


def _inside(rows: Sequence[Sequence[str]]) -> range:
    """Return from which to which row a table goes that may have titles above it and notes below it."""
    widths = Counter(len(row) for row in rows if _is_broad(row))
    width = max(widths, key=lambda one: (widths[one], one), default=0)
    broad = [at for at, row in enumerate(rows) if len(row) == width and _is_broad(row)]
    return range(broad[0], broad[-1] + 1) if broad else range(0)


def _is_broad(row: Sequence[str]) -> bool:
    return sum(map(bool, map(str.strip, row))) > 1


def _divider(head: str) -> str:
    return max(_DIVIDERS, key=head.count)


def _on_one_line(cell: str) -> str:
    return _BREAK.sub(" ", _WITHIN.sub("", cell.strip()))


def is_table(head: str, *, whole: bool) -> bool:
    """Say whether the head of a text is that of a CSV table: lines of as many cells each, half of them figures in a column.

    Before, among and behind them may stand lines of one cell: titles, units, chapters; behind a first note any.
    """
    lines = _characters(head).replace("\r\n", "\n").replace("\r", "\n")
    lines = lines if whole else lines[: lines.rfind("\n") + 1]
    divider = _divider(lines)
    if lines.count(divider) < _FEWEST:
        return False
    try:
        rows = [row for row in csv.reader(io.StringIO(lines), delimiter=divider) if any(map(str.strip, row))]
    except csv.Error:
        return False
    inside = _inside(rows)
    notes = next(
        (at for at, row in enumerate(rows) if at not in inside and row[0].strip().startswith(_notes())),
        len(rows),
    )
    told = [row for row in rows[:notes] if not row[0].strip().startswith(_notes())]
    broad = [row for row in told if _is_broad(row)]
    lone = len(told) - len(broad)
    if len(broad) < _FEWEST or len(set(map(len, broad))) > 1 or lone > max(_FEW, len(broad)):
        return False
    cells = [cell for row in told for cell in row]
    if any(len(cell) > _MOST_CELL or _SENTENCE.search(cell) for cell in cells):
        return False
    columns = [[cell for cell in column if cell.strip()] for column in zip(*broad[1:], strict=True)]
    return any(
        column and 2 * sum(map(bool, map(_FIGURE.fullmatch, column))) >= len(column) for column in columns[1:]
    )


def _characters(head: str) -> str:
    """Return what bytes say that were taken for characters, in the first encoding of Chinese that they are whole in."""
    try:
        octets = head.encode("latin-1")
    except UnicodeEncodeError:
        return head
    for encoding in ("utf-8", "gb18030"):
        try:
            return getincrementaldecoder(encoding)().decode(octets)
        except UnicodeDecodeError:
            continue
    return head
