"""Find tables that no rules divide: rows of figures whose cells stand below each other in the same columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.documents.printed.aligned_heads import Extent, Lines, Row, head_of, sides
from pipeline.documents.printed.long_names import figure_rows, is_figure
from pipeline.documents.printed.ruled_tables import PrintedTable, TableCell

_LEAST = 3  # rows of figures
_WITH_HEAD = 2  # the same where it is known what stands above each column

Cells = Sequence[Lines]  # of a row, from left to right: the lines of each


def aligned_tables(rows: Sequence[Row]) -> Iterator[list[Row] | PrintedTable]:
    """Yield the rows of a block in order: those of a table as one, the others together.

    A table is three rows of figures or more in the same columns, each in its own, and the rows of its head above them; two
    rows are enough where the head is known.
    """
    plain: list[Row] = []
    at = 0
    while at < len(rows):
        back, end, found = figure_rows(rows, at, len(plain))
        columns = _columns(found) if len(found) >= _WITH_HEAD else []
        count, head = 0, list[TableCell]()
        if columns:
            above = plain[: len(plain) - back]
            pitch = median(after[-1][0].middle - before[-1][0].middle for before, after in pairwise(found))
            words = {
                n
                for n in range(len(columns))
                if not any(is_figure(cell) for row in found for cell in row if _column(cell, columns) == n)
            } | {0}
            count, head = head_of(
                above, columns, words, pitch, tuple(line for cell in found[0] for line in cell)
            )
        if not columns or (len(found) < _LEAST and not head):
            end = max(end, at + 1)
            plain += rows[at:end]
            at = end
            continue
        if plain := plain[: len(plain) - back - count]:
            yield plain
        plain = []
        yield _table(found, columns, head)
        at = end
    if plain:
        yield plain


def _columns(rows: Sequence[Cells]) -> list[Extent]:
    """Return the extents of the columns of rows, none where two cells of a row would share one or one is rarely filled."""
    columns: list[Extent] = []
    for left, right in sorted(sides(cell) for row in rows for cell in row):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    places = [[_column(cell, columns) for cell in row] for row in rows]
    if any(len(set(own)) < len(own) or own[0] != 0 for own in places):
        return []
    filled = [sum(n in own for own in places) for n in range(len(columns))]
    return columns if len(columns) > 1 and all(count * 2 >= min(len(rows), 4) for count in filled) else []


def _column(cell: Lines, columns: Sequence[Extent]) -> int:
    """Return the column that most of a cell stands in, or is nearest to."""
    left, right = sides(cell)
    return max(range(len(columns)), key=lambda n: min(right, columns[n][1]) - max(left, columns[n][0]))


def _table(rows: Sequence[Cells], columns: Sequence[Extent], head: Sequence[TableCell]) -> PrintedTable:
    height = max((cell.row + cell.rows for cell in head), default=0)
    cells = (
        *head,
        *(
            TableCell(r, _column(cell, columns), lines=list(cell))
            for r, row in enumerate(rows, start=height)
            for cell in row
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
