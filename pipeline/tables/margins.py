"""Leave out the empty cells at the edges of a table that are none of its columns."""

from __future__ import annotations

from dataclasses import replace

from pipeline.tables.grid import Row


def inside_frame(rows: list[Row]) -> list[Row]:
    """Leave out the empty cells that strokes round the whole table make: 「| 指标 | 数值 |」."""
    broad = [row for row in rows if len(row.cells) > 1]
    first = int(all(not row.cells[0].text for row in broad))
    last = int(all(not row.cells[-1].text for row in broad))
    return [_between(row, first, len(row.cells) - last) if len(row.cells) > 1 else row for row in rows]


def without_margin(rows: list[Row]) -> list[Row]:
    """Leave out the first columns where no row has anything in them."""
    empty = min((_margin(row) for row in rows if len(row.cells) > 1), default=0)
    return [_between(row, empty, len(row.cells)) if empty < len(row.cells) else row for row in rows]


def _margin(row: Row) -> int:
    """Return how many cells stand before the first that holds something, at most all but one."""
    return next((cell.column for cell in row.cells if cell.text), len(row.cells) - 1)


def _between(row: Row, first: int, last: int) -> Row:
    """Return a row without its cells before one and from another on."""
    if (first, last) == (0, len(row.cells)):
        return row
    moved = (replace(cell, column=column) for column, cell in enumerate(row.cells[first:last]))
    return Row(row.start, row.end, tuple(moved))
