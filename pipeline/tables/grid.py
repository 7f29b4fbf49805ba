"""Say what a table is, whatever it was read from: a grid of cells, the lines above it, and where both stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

_TITLES = 3  # rows of one cell above a header: a title, a date, a unit


@dataclass(frozen=True, slots=True)
class Cell:
    """Be one cell: its first row and column, how many it spans, its offsets in the page's text and its characters.

    An empty cell is a cell, with "" and start == end. `text` is folded and stripped, inner spaces stay;
    `indent` counts the spaces before it.
    """

    row: int
    column: int
    start: int
    end: int
    text: str
    rows: int = 1
    columns: int = 1
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """Hold the cells of one row in order of column, and the span of its line."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    @property
    def width(self) -> int:
        """Return how many columns the row fills."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    @property
    def filled(self) -> list[Cell]:
        """Return the cells that hold something."""
        return [cell for cell in self.cells if cell.text]

    def at(self, column: int) -> Cell | None:
        """Return the cell that covers a column."""
        if column < len(self.cells) and self.cells[column].column == column:
            return self.cells[column]
        if not self.cells or column >= self.cells[-1].column + self.cells[-1].columns:
            return None
        return next((cell for cell in self.cells if cell.column <= column < cell.column + cell.columns), None)


@dataclass(frozen=True, slots=True)
class Grid:
    """Hold the rows of a table and the lines above it, nearest last, each with its offset.

    `doubtful` is set where only spaces divide the cells: it is a table only if its header is understood, and
    else no more than the tables of single lines in `lines`.
    """

    rows: tuple[Row, ...]
    above: tuple[tuple[int, str], ...] = ()
    doubtful: bool = False
    lines: tuple[Grid, ...] = ()

    @property
    def titles(self) -> tuple[tuple[int, str], ...]:
        """Return the lines above the table with the rows of one cell that it begins with, nearest last."""
        first = takewhile(lambda row: len(row.filled) == 1 and len(row.cells) > 1, self.rows[:_TITLES])
        return (*self.above, *((row.filled[0].start, row.filled[0].text) for row in first))

    @property
    def start(self) -> int:
        """Return where the first row begins."""
        return self.rows[0].start

    @property
    def end(self) -> int:
        """Return where the last row ends, exclusive."""
        return self.rows[-1].end
