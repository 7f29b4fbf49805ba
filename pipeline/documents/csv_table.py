"""Read a table in a CSV file: one line a row, cells divided by tabs, each at home in a cell of a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from pipeline.documents.content import Content, Layout, Spot
from pipeline.documents.decoding import DocumentError, text_of

_HEAD = 1 << 14  # characters that tell what divides the cells
_MOST_CELLS = 2_000_000
_BREAK = re.compile(r"[\r\n\t\v\f]+")
_WITHIN = re.compile(
    r"(?<=[\u4e00-\u9fff，、（）])[\r\n]+(?=[\u4e00-\u9fff，、（）])"
)  # a break between Chinese characters


def read(octets: bytes, file: str | Path) -> Content:
    """Return the table. Raise DocumentError for what is no text, has an open quote or too many cells."""
    text = text_of(octets, file)
    head = text[:_HEAD]
    divider = max(",;", key=head.count)
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
            for column, cell in enumerate(line):
                if cell:
                    spots.append(Spot(at, at + len(cell), f"{_letters(column)}{number}"))
                at += len(cell) + 1
            parts.append("\t".join(line) + "\n")
    except csv.Error as error:
        raise DocumentError("list_broken", file=file, line=number + 1) from error
    return Content("".join(parts), Layout(tuple(spots), wrapped=False))


def _on_one_line(cell: str) -> str:
    return _BREAK.sub(" ", _WITHIN.sub("", cell.strip()))


def _letters(column: int) -> str:
    """Name a column from 0 as a spreadsheet does: A … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
