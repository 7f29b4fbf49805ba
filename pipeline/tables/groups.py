"""Let the cell that names a group of rows stand before each of them: 「2022年」 merged over three counties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from pipeline.tables.cell_values import is_empty, is_numeric
from pipeline.tables.grid import Cell, Row


def with_groups(rows: Sequence[Row], leads: int) -> list[Row]:
    """Return rows whose empty cells in the first columns, `leads` many, hold what names their group.

    A cell holds for the rows that it spans; where none says what it spans, down to the next that is filled, if the column
    never says the same twice in a row. A row with one cell ends the groups that nothing spans.
    """
    grouped = {column for column in range(leads) if _names_groups(rows, column)}
    above: dict[int, Cell] = {}
    found: list[Row] = []
    for row in rows:
        if len(row.filled) == 1:
            above = {column: cell for column, cell in above.items() if _spans(cell, row)}
        found.append(_filled(row, leads, above, grouped))
        above |= {cell.column: cell for cell in row.cells[:leads] if cell.text}
    return found


def _filled(row: Row, leads: int, above: dict[int, Cell], grouped: set[int]) -> Row:
    """Return a row whose group is named; a row that names nothing of its own is of no group that spans it not."""
    named = any(cell.text and not is_empty(cell.text) for cell in row.cells[:leads])
    cells = [
        replace(over, column=cell.column, rows=1)
        if not cell.text
        and cell.column < leads
        and (over := above.get(cell.column))
        and (_spans(over, row) or (named and cell.column in grouped))
        else cell
        for cell in row.cells
    ]
    return replace(row, cells=tuple(cells)) if len(row.filled) > 1 else row


def _spans(cell: Cell, row: Row) -> bool:
    return bool(row.cells) and cell.row < row.cells[0].row < cell.row + cell.rows


def _names_groups(rows: Sequence[Row], column: int) -> bool:
    """Say whether a column has a name before each group of rows only: never the same twice, and first of all."""
    texts = [cell.text if (cell := row.at(column)) else "" for row in rows if len(row.filled) > 1]
    filled = [text for text in texts if text]
    return bool(texts and texts[0]) and all(one != other for one, other in pairwise(filled))


def leads_of(rows: Sequence[Row], names: int) -> int:
    """Return how many columns stand before the figures of a table whose rows are named in a column."""
    first = (
        sum(1 for _ in takewhile(lambda cell: not is_numeric(cell.text), row.cells))
        for row in rows
        if len(row.filled) > 1
    )
    return max(names + 1, min(first, default=0))
