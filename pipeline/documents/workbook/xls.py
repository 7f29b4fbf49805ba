"""Read the sheets of an XLS workbook, the format of Excel until 2003."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.documents.decoding import DocumentError
from pipeline.documents.raised import RAISED
from pipeline.documents.workbook.number_formats import is_dated, shown
from pipeline.documents.workbook.sheet import INDENT, Sheet

if TYPE_CHECKING:
    import xlrd

_WHITE = (255, 255, 255)
_RAISED = 1  # an escapement of xlrd's fonts; 2 is lowered
MOST_PLACES = 2_000_000  # of all sheets, those counted that have a format and hold nothing


def sheets_of(octets: bytes, file: str | Path) -> Iterator[Sheet]:
    """Yield the sheets in order, cells as they are shown. Raise DocumentError where the workbook cannot be read."""
    import xlrd

    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:  # it prints what it wonders at
            # A sheet at a time, its rows no longer than their last cell: a file of 3 kB may state 16 million cells
            how = {"formatting_info": True, "on_demand": True, "ragged_rows": True}
            yield from _sheets(xlrd.open_workbook(file_contents=octets, logfile=nowhere, **how), file)
    except DocumentError:
        raise
    except xlrd.XLRDError as error:
        why = "kind_encrypted" if "encrypted" in str(error) else "workbook_damaged"
        raise DocumentError(why, file=file) from error
    except Exception as error:  # whatever xlrd meets in a damaged file
        raise DocumentError("workbook_damaged", file=file) from error


def _sheets(book: xlrd.book.Book, file: str | Path) -> Iterator[Sheet]:
    places = 0
    for number in range(book.nsheets):
        sheet = book.get_sheet(number)
        places += sum(map(sheet.row_len, range(sheet.nrows)))
        if places > MOST_PLACES:
            raise DocumentError("workbook_cells", file=file, most=MOST_PLACES)
        yield _sheet(sheet, book, file)
        book.unload_sheet(number)


def _sheet(sheet: xlrd.sheet.Sheet, book: xlrd.book.Book, file: str | Path) -> Sheet:
    found = Sheet(sheet.name, file, hidden=bool(sheet.visibility))
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            text = _text(sheet, book, row, column)
            if text and _is_white(sheet.cell(row, column), book):
                found.white += 1
            elif text:
                found.put(row, column, text)
    for first, behind, left, right in sheet.merged_cells:
        found.spans[first, left] = behind - first, right - left
    rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    found.hide(rows, {column for column, info in sheet.colinfo_map.items() if info.hidden})
    return found


def _is_white(cell: xlrd.sheet.Cell, book: xlrd.book.Book) -> bool:
    """Say whether a cell is white, and nothing else beneath it."""
    form = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    if form is None or form.background.fill_pattern:
        return False
    color: object = book.colour_map.get(book.font_list[form.font_index].colour_index)
    return color == _WHITE


def _text(sheet: xlrd.sheet.Sheet, book: xlrd.book.Book, row: int, column: int) -> str:
    import xlrd

    cell = sheet.cell(row, column)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    form = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    if form and book.font_list[form.font_index].struck_out:
        return ""
    said = book.format_map.get(form.format_key) if form else None
    pattern = said.format_str if said else ""
    value: object = cell.value
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(cell.value)
    elif cell.ctype == xlrd.XL_CELL_DATE and is_dated(pattern):
        try:
            value = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (xlrd.XLDateError, ValueError, OverflowError):
            value = cell.value
    elif cell.ctype == xlrd.XL_CELL_TEXT:
        value = _printed(cell.value, sheet.rich_text_runlist_map.get((row, column), []), book)
    indent = form.alignment.indent_level if form else 0
    return INDENT * indent + shown(value, pattern)


def _printed(text: str, runs: list[tuple[int, int]], book: xlrd.book.Book) -> str:
    """Return what a cell prints whose fonts change at some of its characters: raised digits, nothing struck out."""
    parts = [text[: runs[0][0]] if runs else text]
    for (at, number), (end, _) in pairwise([*runs, (len(text), 0)]):
        font, part = book.font_list[number], text[at:end]
        part = part.translate(RAISED) if font.escapement == _RAISED else part
        parts.append("" if font.struck_out else part)
    return "".join(parts)
