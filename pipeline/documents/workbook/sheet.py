"""Hold the cells of one sheet as they are shown, and what was not read of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents.decoding import MOST_CHARACTERS, MOST_FIELDS, DocumentError
from pipeline.tables.cell_values import is_numeric, is_year

MOST_ROWS = 50_000  # of a sheet; a yearbook's longest has some thousands
INDENT = "\u3000"  # of each step by which a cell is set in
LONGEST_CELL = 32_767  # characters, as many as Excel allows
_FEWEST = 2  # cells of a row of figures; one alone is a title or a note

Position = tuple[int, int]  # row and column, from 0


@dataclass(slots=True)
class Sheet:
    """Be one sheet of a file. `cells` has the text of each cell that shows something, `spans` how far some span.

    `hidden` says that nobody sees the sheet; `hidden_cells` counts those of rows and columns that nobody sees, `white`
    those that are white on white, and `uncounted` the formulas without a result: none of these is read. `hidden_rows`
    divide no table.
    """

    name: str
    file: str | Path
    cells: dict[Position, str] = field(default_factory=dict)
    spans: dict[Position, Position] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    hidden_cells: int = 0
    white: int = 0
    uncounted: int = 0
    characters: int = 0

    def put(self, row: int, column: int, text: str) -> None:
        """Place what a cell shows. Raise DocumentError where the sheet has more cells or characters than are read."""
        text = text[:LONGEST_CELL]
        self.cells[row, column] = text
        self.characters += len(text)
        if len(self.cells) > MOST_FIELDS:
            raise DocumentError("workbook_cells", file=self.file, most=MOST_FIELDS)
        if self.characters > MOST_CHARACTERS:
            raise DocumentError("too_long", file=self.file, most=MOST_CHARACTERS)

    def hide(self, rows: AbstractSet[int], columns: AbstractSet[int]) -> None:
        """Take out and count the cells of rows and columns that nobody sees, once all are placed.

        What is merged stands in the first of its cells that is seen. The name of a group, merged or not, whose first
        row is hidden stands before the next: 「余姚市｜2022」 hidden above 「（empty）｜2023」.
        """
        self.hidden_rows = {*rows}
        for (top, left), (down, across) in [*self.spans.items()]:
            row = next((at for at in range(top, top + down) if at not in rows), top)
            column = next((at for at in range(left, left + across) if at not in columns), left)
            if (row, column) != (top, left) and (top, left) in self.cells:
                del self.spans[top, left]
                self.spans[row, column] = (top + down - row, left + across - column)
                self.cells[row, column] = self.cells.pop((top, left))
        self._lend_names(rows)
        unseen = [at for at in self.cells if at[0] in rows or at[1] in columns]
        for place in unseen:
            del self.cells[place]
        self.hidden_cells += len(unseen)

    def _lend_names(self, rows: AbstractSet[int]) -> None:
        """Put the first cells of each hidden row, as far as the row below it leaves them empty, into that row."""
        filled: dict[int, list[int]] = defaultdict(list)
        for row, column in sorted(self.cells) if rows else ():
            filled[row].append(column)
        for row in sorted(rows & filled.keys()):
            below = row + 1
            if min(len(filled[row]), len(filled.get(below, ()))) < _FEWEST:
                continue
            for column in [*filled[row]]:
                text = self.cells[row, column]
                if (below, column) in self.cells or (is_numeric(text) and not is_year(text)):
                    break
                self.cells[below, column] = self.cells.pop((row, column))
                filled[below].append(column)
            filled[below].sort()
