"""Lay the sheets of a workbook out as a text: each a table under its name, each cell with its reference."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.documents.composing import Composer, Field
from pipeline.documents.content import Content
from pipeline.documents.decoding import MOST_CHARACTERS, MOST_FIELDS, DocumentError
from pipeline.documents.locators import in_cell, letters_of
from pipeline.documents.workbook.sheet import Sheet
from pipeline.words import words_of

_BARE = tuple(words_of("tables")["bare_sheets"])  # names that a program gives: Sheet1
_UNITS = tuple(f"{word}{colon}" for word in words_of("tables")["captions"] for colon in "：:")
_FEW = 4  # cells of a row that may be a caption


def laid(sheets: Iterable[Sheet], file: str | Path) -> Content:
    """Return the text of the sheets, and what of them was not read. Raise DocumentError where they are too large."""
    composer, left_out, fields, characters = Composer(), [], 0, 0
    for sheet in sheets:
        if sheet.hidden:
            left_out.append(DocumentError("hidden_sheet", file=file, sheet=sheet.name))
            continue
        if sheet.hidden_cells:
            left_out.append(
                DocumentError("hidden_cells", file=file, sheet=sheet.name, count=sheet.hidden_cells)
            )
        if sheet.white:
            left_out.append(DocumentError("white_cells", file=file, sheet=sheet.name, count=sheet.white))
        if sheet.uncounted:
            left_out.append(DocumentError("uncounted", file=file, sheet=sheet.name, count=sheet.uncounted))
        if not sheet.cells:
            continue
        widths = widths_of(sheet)
        fields += sum(widths.values())
        if fields > MOST_FIELDS:
            raise DocumentError("workbook_cells", file=file, most=MOST_FIELDS)
        characters += sheet.characters
        if characters > MOST_CHARACTERS:
            raise DocumentError("too_long", file=file, most=MOST_CHARACTERS)
        composer.gap()
        if not _is_bare(sheet.name):
            composer.paragraph(sheet.name, sheet.name)
        for rows in tables_in(sheet, widths):
            _lay(rows, widths, sheet, composer)
    return Content(composer.text(), composer.layout(), left_out=tuple(left_out))


def _is_bare(name: str) -> bool:
    """Say whether a sheet's name says nothing: Sheet1, 工作表2."""
    return name.strip().rstrip("0123456789 ()（）") in _BARE


def widths_of(sheet: Sheet) -> dict[int, int]:
    """Return how many columns each row has, up to the last that is filled or spanned."""
    widths: dict[int, int] = {}
    for row, column in sheet.cells:
        across = sheet.spans.get((row, column), (1, 1))[1]
        widths[row] = max(widths.get(row, 0), column + across)
    return dict(sorted(widths.items()))


def tables_in(sheet: Sheet, widths: Iterable[int]) -> Iterator[list[int]]:
    """Yield the rows of each table: a row in which nothing stands, and which no cell spans, divides two of them."""
    spanned = {
        row + step
        for (row, column), (down, _) in sheet.spans.items()
        for step in range(down)
        if (row, column) in sheet.cells
    }
    joined = spanned | sheet.hidden_rows
    table: list[int] = []
    for row in widths:
        if table and any(between not in joined for between in range(table[-1] + 1, row)):
            yield table
            table = []
        table.append(row)
    if table:
        yield table


def _lay(rows: list[int], widths: Mapping[int, int], sheet: Sheet, composer: Composer) -> None:
    """Add a table: its titles, units and notes as lines, its rows as rows, a blank line before and behind."""
    filled = {row: [at for at in range(widths[row]) if (row, at) in sheet.cells] for row in rows}
    broad = [row for row in rows if len(filled[row]) > 1 and not _is_caption(sheet, row, filled[row])]
    inside = range(broad[0], broad[-1] + 1) if broad else range(0)
    # As broad as the whole table, so that each row has as many cells; columns before and behind all of it hold nothing
    left = min((min(filled[row]) for row in rows if row in inside), default=0)
    right = max((widths[row] for row in rows if row in inside), default=0)
    composer.gap()
    for row in rows:
        if row in inside:
            places = [in_cell(sheet.name, _reference(row, column)) for column in range(left, right)]
            composer.cells([_field(sheet, row, column, rows) for column in range(left, right)], places)
        else:
            for column in filled[row]:
                composer.paragraph(
                    sheet.cells.pop((row, column)), in_cell(sheet.name, _reference(row, column))
                )
    composer.gap()


def _is_caption(sheet: Sheet, row: int, filled: Sequence[int]) -> bool:
    """Say whether a row is a title with the unit of the whole table at its right: 「2024年主要指标 … 单位：万元」."""
    return (
        any(sheet.cells[row, column].strip(" (（").startswith(_UNITS) for column in filled)
        and len(filled) < _FEW
    )


def _field(sheet: Sheet, row: int, column: int, rows: Sequence[int]) -> Field:
    """Take a cell out of its sheet, so that no text is held twice; it spans those of its rows that are laid out."""
    down, across = sheet.spans.get((row, column), (1, 1))
    laid_out = bisect_left(rows, row + down) - bisect_left(rows, row)
    return Field(sheet.cells.pop((row, column), ""), laid_out, across)


def _reference(row: int, column: int) -> str:
    """Return a cell's reference by its row and column from 0: C5."""
    return f"{letters_of(column + 1)}{row + 1}"
