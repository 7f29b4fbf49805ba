"""Cut out of a sheet the cells around one, with the rows and columns at its head that say what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.documents.locators import cell_of, letters_of, number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.documents import Content

HEAD_ROWS, HEAD_COLUMNS = 4, 2  # of a sheet, which are always shown
ROWS, COLUMNS = 9, 4  # on each side of the cell
GAP = 0  # the number of a row or column that stands for those left out


@dataclass(frozen=True, slots=True)
class Cell:
    """Be a cell: its text, the offset of a figure in it or -1, whether its text comes from one that spans others."""

    text: str = ""
    figure: int = -1
    spread: bool = False


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Be cells of a sheet: the letters of their columns, the number and cells of each row; "" stands for some left out."""

    sheet: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]


def sheet_part(content: Content, at: int | None, figures: Iterable[int]) -> SheetPart | None:
    """Return the cells around the one that holds an offset, else those at the head of the first sheet; None without any.

    `figures` are the offsets of those that are marked.
    """
    layout = content.layout
    place = cell_of(layout.locator(at)) if at is not None else None
    sheet = (
        place[0]
        if place
        else next((cell[0] for spot in layout.spots if (cell := cell_of(spot.locator))), None)
    )
    if sheet is None:
        return None
    held = [
        (spot, number_of(cell[1]), cell[2])
        for spot in layout.spots
        if spot.locator.startswith(sheet) and (cell := cell_of(spot.locator)) and cell[0] == sheet
    ]
    marked = {spot.start: start for start in figures if (spot := layout.spot(start))}
    row_at, column_at = (place[2], number_of(place[1])) if place else (1, 1)
    rows = _shown([row for _, _, row in held], row_at, HEAD_ROWS, ROWS)
    columns = _shown([column for _, column, _ in held], column_at, HEAD_COLUMNS, COLUMNS)
    cells: dict[tuple[int, int], Cell] = {}
    for spot, column, row in held:
        text = content.text[spot.start : spot.end]
        high, wide = layout.spans.get(spot.end - len(text.lstrip()), (1, 1))
        for down in rows if high > 1 else [row]:
            for across in columns if wide > 1 else [column]:
                if row <= down < row + high and column <= across < column + wide:
                    cells.setdefault((down, across), Cell(text, spread=True))
        cells[row, column] = Cell(text, marked.get(spot.start, -1))
    return SheetPart(
        sheet,
        [letters_of(column) for column in columns],
        [(str(row or ""), _row(cells, row, columns)) for row in rows],
    )


def _row(cells: Mapping[tuple[int, int], Cell], row: int, columns: Iterable[int]) -> list[Cell]:
    gap = Cell("⋮" if row == GAP else "…")
    return [Cell() if row == column == GAP else gap if GAP in (row, column) else cells.get((row, column), Cell())
            for column in columns]  # fmt: skip


def _shown(numbers: Sequence[int], at: int, head: int, around: int) -> list[int]:
    """Return which rows or columns are shown: the first ones that there are and those around one, GAP between them."""
    first, last = min(numbers), max(*numbers, at)
    kept = {
        *range(first, min(last, first + head - 1) + 1),
        *range(max(first, at - around), min(last, at + around) + 1),
    }
    shown: list[int] = []
    for number in sorted(kept):
        if shown and number > shown[-1] + 1:
            shown.append(GAP)
        shown.append(number)
    return shown
