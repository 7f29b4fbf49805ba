"""Read a table in a CSV file: one line a row, cells divided by tabs, each at home in a cell of a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from pipeline.documents.content import Content, Layout, Spot
from pipeline.documents.decoding import DocumentError, text_of
from pipeline.documents.locators import letters_of

_HEAD = 1 << 14  # characters that tell what divides the cells
_DIVIDERS = ",;"  # a text divided by tabs is a table as it is
_MOST_CELL = 120  # bytes of a cell in the first lines of a table
_SENTENCE = re.compile("|".join(
    re.escape(mark.encode(encoding).decode("latin-1")) for mark in "。；！？" for encoding in ("utf-8", "gb18030", "big5")
))  # fmt: skip
_FIGURE = re.compile(r"\s*[-+(]?\d[\d,.]*\)?\s*%?\s*")
_MOST_CELLS = 500_000  # as many as a workbook may have
_BREAK = re.compile(r"[\r\n\t\v\f]+")
_WITHIN = re.compile(
    r"(?<=[\u4e00-\u9fff，、（）])[\r\n]+(?=[\u4e00-\u9fff，、（）])"
)  # a break between Chinese characters


def read(octets: bytes, file: str | Path) -> Content:
    """Return the table. Raise DocumentError for what is no text, has an open quote or too many cells."""
    text = text_of(octets, file)
    head = text[:_HEAD]
    divider = max(_DIVIDERS, key=head.count)
    parts: list[str] = []
    spots: list[Spot] = []
    at = cells = number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=divider), start=1):
            cells += len(row)
            if cells > _MOST_CELLS:
                raise DocumentError("table_cells", file=file, most=_MOST_CELLS)
            line = [_on_one_line(cell) for cell in row]
            if not any(line):
                continue
            for column, cell in enumerate(line, start=1):
                if cell:
                    spots.append(Spot(at, at + len(cell), f"{letters_of(column)}{number}"))
                at += len(cell) + 1
            parts.append("\t".join(line) + "\n")
    except csv.Error as error:
        raise DocumentError("list_broken", file=file, line=number + 1) from error
    return Content("".join(parts), Layout(tuple(spots), wrapped=False))


def _on_one_line(cell: str) -> str:
    return _BREAK.sub(" ", _WITHIN.sub("", cell.strip()))


def is_table(head: str, *, whole: bool) -> bool:
    """Say whether the head of a text is that of a CSV table: lines of as many cells each, half of them figures in a column.

    Its characters are bytes: of no encoding of Chinese is a comma or a quotation mark a part of another character.
    """
    lines = head.replace("\r\n", "\n").replace("\r", "\n")
    lines = lines if whole else lines[: lines.rfind("\n") + 1]
    for divider in _DIVIDERS:
        if lines.count(divider) < 2:
            continue
        try:
            rows = [row for row in csv.reader(io.StringIO(lines), delimiter=divider, strict=True) if any(row)]
        except csv.Error:
            continue
        if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
            continue
        cells = [cell for row in rows for cell in row]
        if any(len(cell) > _MOST_CELL or _SENTENCE.search(cell) for cell in cells):
            continue
        columns = [[cell for cell in column if cell.strip()] for column in zip(*rows[1:], strict=True)]
        if any(
            column and 2 * sum(map(bool, map(_FIGURE.fullmatch, column))) >= len(column)
            for column in columns[1:]
        ):
            return True
    return False
