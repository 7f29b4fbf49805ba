"""Find tables that no rules divide: rows of figures whose cells stand below each other in the same columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median

from pipeline.documents.printed.aligned_heads import head_of
from pipeline.documents.printed.lines import PrintedLine
from pipeline.documents.printed.ruled_tables import PrintedTable, TableCell

_FIGURE = re.compile(r"[-+－]?[\d,.]+[%％‰]?|[-—–…/]{1,3}")
_UNIT = 8  # characters of a unit
_LEAST = 3  # rows of figures
_PROSE = re.compile("[，。；]")

Row = tuple[PrintedLine, ...]


def aligned_tables(rows: Sequence[Row]) -> Iterator[list[Row] | PrintedTable]:
    """Yield the rows of a block in order: those of a table as one, the others together.

    A table is three rows of figures or more in the same columns, each in its own, and the rows of its head above them.
    """
    plain: list[Row] = []
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and _has_figures(rows[end]):
            end += 1
        columns = _columns(rows[at:end]) if end - at >= _LEAST else []
        if not columns:
            plain += rows[at : max(end, at + 1)]
            at = max(end, at + 1)
            continue
        pitch = median(after[0].middle - before[0].middle for before, after in pairwise(rows[at:end]))
        count, head = head_of(plain, columns, pitch, rows[at])
        if plain := plain[: len(plain) - count]:
            yield plain
        plain = []
        yield _table(rows[at:end], columns, head)
        at = end
    if plain:
        yield plain


def _has_figures(row: Row) -> bool:
    """Say whether a row is a name, figures and perhaps a unit: 「第一产业增加值  亿元  12.5  3.1」."""
    if len(row) < 2 or any(_PROSE.search(line.text) for line in row):
        return False
    figures = [bool(_FIGURE.fullmatch(line.text)) for line in row[1:]]
    others = [line for line, figure in zip(row[1:], figures, strict=True) if not figure]
    return any(figures) and len(others) <= 1 and all(len(line.text) <= _UNIT for line in others)


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Return the extents of the columns of rows, none where two cells of a row would share one or one is rarely filled."""
    columns: list[tuple[float, float]] = []
    for line in sorted((line for row in rows for line in row), key=attrgetter("left")):
        if columns and line.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], line.right))
        else:
            columns.append((line.left, line.right))
    places = [[_column(line, columns) for line in row] for row in rows]
    if any(len(set(own)) < len(own) or own[0] != 0 for own in places):
        return []
    filled = [sum(n in own for own in places) for n in range(len(columns))]
    return columns if len(columns) > 1 and all(count * 2 >= len(rows) for count in filled) else []


def _column(line: PrintedLine, columns: Sequence[tuple[float, float]]) -> int:
    """Return the column that most of a line stands in, or is nearest to."""
    return max(
        range(len(columns)), key=lambda n: min(line.right, columns[n][1]) - max(line.left, columns[n][0])
    )


def _table(
    rows: Sequence[Row], columns: Sequence[tuple[float, float]], head: Sequence[TableCell]
) -> PrintedTable:
    height = max((cell.row + cell.rows for cell in head), default=0)
    cells = (
        *head,
        *(
            TableCell(r, _column(line, columns), lines=[line])
            for r, row in enumerate(rows, start=height)
            for line in row
        ),
    )
    lines = [line for cell in cells for line in cell.lines]
    edges = (*(start for start, _ in columns), columns[-1][1])
    return PrintedTable(
        edges[0],
        min(line.top for line in lines),
        edges[-1],
        max(line.bottom for line in lines),
        height + len(rows),
        edges,
        cells,
    )
