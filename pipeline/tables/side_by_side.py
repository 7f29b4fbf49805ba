"""Part a grid that holds tables side by side: 「年份｜产量｜年份｜产量」, or two with a column between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.tables.grid import Cell, Grid, Row
from pipeline.words import words_of

_HEADINGS = words_of("tables")["headings"]
_NAMES = frozenset(_HEADINGS["name"])
_SILENT = frozenset((*_HEADINGS["serial"], *_HEADINGS["unit"], *_HEADINGS["remark"], ""))
_MOST_HEADERS = 5  # rows from the first on, one of which heads the names


def tables_beside(grid: Grid) -> list[Grid]:
    """Return the tables of a grid from left to right, those that are one above another in it not parted.

    Each has the titles that stand above all of them.
    """
    titles = grid.titles
    rows = grid.rows[len(titles) - len(grid.above) :]
    starts = next((found for row in rows[:_MOST_HEADERS] if len(found := _starts(row, rows)) > 1), [])
    if not starts:
        return [grid]
    edges = [0, *starts[1:], max(row.width for row in rows)]
    parts = (tuple(_between(rows, first, last)) for first, last in pairwise(edges))
    return [Grid(part, titles, grid.doubtful) for part in parts if part]


def _starts(row: Row, rows: Sequence[Row]) -> list[int]:
    """Return the columns of a header row that begin a table: those of names behind a column of figures.

    They have the heading of the first, or a column before them in which nothing stands: else what they name is a part of
    what the first does.
    """
    found: list[Cell] = []
    figures = False
    for cell in row.cells:
        text = cell.text.replace(" ", "")
        if text in _NAMES and (not found or (figures and _begins(cell, found[0], rows))):
            found.append(cell)
            figures = False
        elif text not in _SILENT:
            figures = True
    return [cell.column for cell in found]


def _begins(cell: Cell, first: Cell, rows: Sequence[Row]) -> bool:
    same = cell.text.replace(" ", "") == first.text.replace(" ", "")
    return same or not any((beside := row.at(cell.column - 1)) and beside.text for row in rows)


def _between(rows: Sequence[Row], first: int, last: int) -> Iterator[Row]:
    """Yield what rows hold from one column to before another, each with the span of its own cells."""
    for row in rows:
        own = [cell for cell in row.cells if first <= cell.column < last]
        filled = [cell for cell in own if cell.text]
        if filled:
            cells = (
                replace(cell, column=cell.column - first, columns=min(cell.columns, last - cell.column))
                for cell in own
            )
            yield Row(filled[0].start, filled[-1].end, tuple(cells))
