"""Let cells span the columns and rows that they span in the original: the empty cells that they cover become theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.lines import Flow
from pipeline.tables.grid import Cell, Row

Spans = Mapping[int, tuple[int, int]]  # Layout.spans: offset of a cell in the raw text → rows and columns
NO_SPANS: Spans = {}


def spanning(rows: Iterable[Row], page: Flow, spans: Spans) -> tuple[Row, ...]:
    """Return rows in which cells span others as `spans` says; rows keep the empty cells below those that span rows."""
    if not spans:
        return tuple(rows)
    return tuple(replace(row, cells=_spanning(row, page, spans)) for row in rows)


def _spanning(row: Row, page: Flow, spans: Spans) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for cell in row.cells:
        before = cells[-1] if cells else None
        if before and cell.column < before.column + before.columns and not cell.text:
            continue
        down, across = spans.get(page.span(cell.start, cell.end)[0], (1, 1)) if cell.text else (1, 1)
        cells.append(replace(cell, rows=down, columns=across))
    return tuple(cells)
