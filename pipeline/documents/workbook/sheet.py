"""Hold the cells of one sheet as they are shown, and what was not read of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents.decoding import MOST_CHARACTERS, MOST_FIELDS, DocumentError

MOST_ROWS = 50_000  # of a sheet; a yearbook's longest has some thousands
INDENT = "\u3000"  # of each step by which a cell is set in
LONGEST_CELL = 32_767  # characters, as many as Excel allows

Position = tuple[int, int]  # row and column, from 0


@dataclass(slots=True)
class Sheet:
    """Be one sheet of a file. `cells` has the text of each cell that shows something, `spans` how far some span.

    `hidden` says that nobody sees the sheet; `hidden_cells` counts those of rows and columns that nobody sees, and
    `uncounted` the formulas without a result: none of these is read. `hidden_rows` divide no table.
    """

    name: str
    file: str | Path
    cells: dict[Position, str] = field(default_factory=dict)
    spans: dict[Position, Position] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    hidden_cells: int = 0
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
