"""Read the sheets of an XLSX workbook row by row, once its parts were looked through for their rows and cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.colors import Color
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from pipeline.documents.archives import ArchiveError, check_workbook
from pipeline.documents.decoding import DocumentError
from pipeline.documents.raised import RAISED
from pipeline.documents.workbook.number_formats import shown
from pipeline.documents.workbook.sheet import INDENT, MOST_ROWS, Sheet

_YES = ("1", "true")
_GROUND = 0  # of a file's own colours, that of the paper


class _Rows(WorkSheetParser):
    """Be openpyxl's own parser, as both its ways of opening a workbook use it.

    One builds a cell with its style for each place of a sheet, some 500 bytes of each; the other, `read_only`, keeps what
    is merged and hidden to itself, and tells a formula without its result from nothing as little as the first.
    """

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if not cell["row"]:
            raise ValueError(element.get("r"))  # B0: rows count from 1
        if isinstance(cell["value"], CellRichText):
            cell["value"] = "".join(map(_printed, cell["value"]))
        cell["uncounted"] = cell["value"] is None and element.find(FORMULA_TAG) is not None
        return cell


def _printed(part: str | TextBlock) -> str:
    """Return what a part of a cell prints: raised digits as such, for 600.12¹ is not 600.121, and nothing struck out."""
    if isinstance(part, str):
        return part
    text: str = "" if part.font.strike else part.text
    return text.translate(RAISED) if part.font.vertAlign == "superscript" else text


def sheets_of(octets: bytes, file: str | Path) -> Iterator[Sheet]:
    """Yield the sheets in order, cells as they are shown. Raise DocumentError where the workbook cannot be read."""
    try:
        check_workbook(octets, file, MOST_ROWS)
        book = openpyxl.load_workbook(io.BytesIO(octets), read_only=True, data_only=True, rich_text=True)
        for sheet in book.worksheets:
            yield _sheet(sheet, file)
    except DocumentError:
        raise
    except ArchiveError as error:
        raise DocumentError(f"workbook_{error.why}", **error.values) from error
    except Exception as error:  # whatever openpyxl meets in a damaged file
        raise DocumentError("workbook_damaged", file=file) from error


def _sheet(sheet: ReadOnlyWorksheet, file: str | Path) -> Sheet:
    found = Sheet(sheet.title, file, hidden=sheet.sheet_state != "visible")
    book, style = sheet.parent, _styles(sheet)
    known = book.epoch, book._date_formats, book._timedelta_formats
    with sheet._get_source() as source:
        parser = _Rows(source, sheet._shared_strings, book.data_only, *known, rich_text=True)
        for cell in chain.from_iterable(cells for _, cells in parser.parse()):
            if cell["value"] is not None:
                pattern, indent, struck, white = style(cell["style_id"])
                text = "" if struck or white else indent + shown(cell["value"], pattern)
                found.white += white
                found.put(cell["row"] - 1, cell["column"] - 1, text)
            found.uncounted += cell["uncounted"]
    for merged in parser.merged_cells.mergeCell if parser.merged_cells else ():
        _merge(merged, found)
    _hide(parser, found)
    return found


def _styles(sheet: ReadOnlyWorksheet) -> Any:
    """Return what gives a style by its number: pattern of numbers, indent, whether it strikes out, or is white on white."""

    @cache
    def style(number: int) -> tuple[str, str, bool, bool]:
        cell = ReadOnlyCell(sheet, 1, 1, None, style_id=number)
        bare = cell.fill.fill_type is None or _is_white(cell.fill.fgColor)
        white = bare and _is_white(cell.font.color)
        indent = INDENT * int(cell.alignment.indent or 0)
        return cell.number_format or "", indent, bool(cell.font.strike), white

    return style


def _is_white(color: Color | None) -> bool:
    """Say whether a colour is white: by its number, or as what lies beneath the words in the file's own colours."""
    if color is None:
        return False
    if color.type == "theme":
        return color.theme == _GROUND and not color.tint
    return color.type == "rgb" and str(color.rgb)[-6:].upper() == "FFFFFF"


def _merge(merged: Any, found: Sheet) -> None:
    """Note what a merged cell spans; what stands in the cells that it covers is not shown."""
    top, left = merged.min_row - 1, merged.min_col - 1
    found.spans[top, left] = merged.max_row - top, merged.max_col - left
    for row in range(top, merged.max_row):
        for column in range(left, merged.max_col):
            if (row, column) != (top, left):
                found.cells.pop((row, column), None)


def _hide(parser: _Rows, found: Sheet) -> None:
    """Take out and count the cells of rows and columns that nobody sees."""
    rows = {int(row) - 1 for row, one in parser.row_dimensions.items() if one.get("hidden") in _YES}
    columns = {
        number - 1
        for one in parser.column_dimensions.values()
        if one.get("hidden") in _YES
        for number in range(int(one["min"]), int(one["max"]) + 1)
    }
    found.hide(rows, columns)
