"""Read the sheets of an XLSX workbook, once its parts were looked through for how many rows and cells they hold."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from pipeline.documents.archives import ArchiveError, check_workbook
from pipeline.documents.decoding import DocumentError
from pipeline.documents.workbook.number_formats import shown
from pipeline.documents.workbook.sheet import INDENT, LONGEST_CELL, MOST_FIELDS, MOST_ROWS, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_GRID = 2 * MOST_FIELDS  # rows times columns of a sheet: openpyxl makes a cell for each, empty or not
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s/>]")


def sheets_of(octets: bytes, file: str | Path) -> Iterator[Sheet]:
    """Yield the sheets in order, cells as they are shown. Raise DocumentError where the workbook cannot be read."""
    import openpyxl

    try:
        check_workbook(octets, file, MOST_ROWS)
        book = openpyxl.load_workbook(io.BytesIO(octets), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(octets)) if _has_formulas(octets) else None
    except ArchiveError as error:
        raise DocumentError(f"workbook_{error.why}", **error.values) from error
    except Exception as error:  # whatever openpyxl meets in a damaged file
        raise DocumentError("workbook_damaged", file=file) from error
    for sheet in book.worksheets:
        if sheet.max_row * sheet.max_column > _MOST_GRID:
            raise DocumentError("workbook_cells", file=file, most=_MOST_GRID)
        yield _sheet(sheet, formulas[sheet.title] if formulas else None)


def _has_formulas(octets: bytes) -> bool:
    """Say whether any sheet computes something; most workbooks of an office hold figures only."""
    with ZipFile(io.BytesIO(octets)) as archive:
        parts = [part for part in archive.namelist() if part.startswith("xl/worksheets/")]
        return any(_FORMULA.search(archive.read(part)) for part in parts)


def _sheet(sheet: Worksheet, formulas: Worksheet | None) -> Sheet:
    """Return the cells of a sheet; `formulas` is the same one with its formulas in place of their results."""
    found = Sheet(sheet.title, hidden=sheet.sheet_state != "visible")
    rows = {number - 1 for number, one in sheet.row_dimensions.items() if one.hidden}
    columns = {
        number - 1
        for one in sheet.column_dimensions.values()
        if one.hidden
        for number in range(one.min or 1, (one.max or one.min or 1) + 1)
    }
    found.hidden_rows = rows
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                found.uncounted += bool(formulas and formulas.cell(cell.row, cell.column).value is not None)
                continue
            place = cell.row - 1, cell.column - 1
            if place[0] in rows or place[1] in columns:
                found.hidden_cells += 1
                continue
            found.cells[place] = _text(cell)
    for merged in sheet.merged_cells.ranges:
        place = merged.min_row - 1, merged.min_col - 1
        found.spans[place] = merged.max_row - merged.min_row + 1, merged.max_col - merged.min_col + 1
    return found


def _text(cell: Any) -> str:
    text = shown(cell.value, cell.number_format or "")[:LONGEST_CELL]
    indent = int(cell.alignment.indent or 0) if cell.alignment else 0
    return INDENT * indent + text
