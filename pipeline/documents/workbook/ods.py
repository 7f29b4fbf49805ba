"""Read the sheets of an ODS workbook: it holds the text that each cell shows beside its value."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from pipeline.documents.archives import ArchiveError, check_archive
from pipeline.documents.decoding import MOST_FIELDS, DocumentError
from pipeline.documents.raised import RAISED
from pipeline.documents.workbook.number_formats import below_nought
from pipeline.documents.workbook.sheet import MOST_ROWS, Sheet

_MOST_BYTES = 100 << 20  # of markup
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LOOK = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_WHITE = "#ffffff"
_NUMERIC = ("float", "percentage", "currency")
_LOWERED = ("0", "-", "sub")  # how the position of words begins that are not raised: 「-33% 58%」
_ROWS_SPANNED, _COLUMNS_SPANNED = (f"{_TABLE}number-{one}-spanned" for one in ("rows", "columns"))
_HIDDEN = ("collapse", "filter")


def sheets_of(octets: bytes, file: str | Path) -> Iterator[Sheet]:
    """Yield the sheets in order, cells as they are shown. Raise DocumentError where the workbook cannot be read."""
    try:
        check_archive(octets, file)
        with ZipFile(io.BytesIO(octets)) as archive:
            if archive.getinfo("content.xml").file_size > _MOST_BYTES:
                raise DocumentError("workbook_bytes", file=file, most=_MOST_BYTES >> 20)
            markup = archive.read("content.xml")
        root = etree.fromstring(
            markup, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        )
    except ArchiveError as error:
        raise DocumentError(f"workbook_{error.why}", **error.values) from error
    except (etree.XMLSyntaxError, BadZipFile, zlib.error, KeyError, RuntimeError, OSError, EOFError) as error:
        raise DocumentError("workbook_damaged", file=file) from error
    styles = _styles(root)
    for table in root.iter(f"{_TABLE}table"):
        yield _sheet(table, styles, file)


@dataclass(frozen=True, slots=True)
class _Styles:
    """Hold the names of styles: of sheets that nobody sees, of words raised, struck out, and white on white."""

    unseen: frozenset[str]
    raised: frozenset[str]
    struck: frozenset[str]
    white: frozenset[str]


def _styles(root: etree._Element) -> _Styles:
    unseen, raised, struck, white = set(), set(), set(), set()
    for style in root.iter(f"{_STYLE}style"):
        name = style.get(f"{_STYLE}name", "")
        if any(how.get(f"{_TABLE}display") == "false" for how in style.iter(f"{_STYLE}table-properties")):
            unseen.add(name)
        grounds = {
            how.get(f"{_LOOK}background-color") for how in style.iter(f"{_STYLE}table-cell-properties")
        }
        for how in style.iter(f"{_STYLE}text-properties"):
            if how.get(f"{_LOOK}color", "").lower() == _WHITE and grounds <= {None, _WHITE, "transparent"}:
                white.add(name)
            position = how.get(f"{_STYLE}text-position", "0")
            if not position.startswith(_LOWERED):
                raised.add(name)
            if any(
                how.get(f"{_STYLE}text-line-through-{one}", "none") != "none" for one in ("type", "style")
            ):
                struck.add(name)
    return _Styles(frozenset(unseen), frozenset(raised), frozenset(struck), frozenset(white))


def _sheet(table: etree._Element, styles: _Styles, file: str | Path) -> Sheet:
    hidden_sheet = table.get(f"{_TABLE}style-name") in styles.unseen
    found = Sheet(table.get(f"{_TABLE}name", ""), file, hidden=hidden_sheet)
    rows: set[int] = set()
    columns: set[int] = set()
    column = 0
    for one in table.iter(f"{_TABLE}table-column"):
        count = _repeated(one, "columns")
        if one.get(f"{_TABLE}visibility") in _HIDDEN:
            columns |= {*range(column, min(column + count, MOST_FIELDS))}
        column += count
    number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        cells, count = _cells(row, styles), _repeated(row, "rows")
        is_hidden = row.get(f"{_TABLE}visibility") in _HIDDEN
        if is_hidden:
            rows |= {*range(number, min(number + count, MOST_ROWS))}
        if cells and number + count > MOST_ROWS:
            # rows to the sheet's end are one element, without a word in them, or hidden
            if not is_hidden:
                raise DocumentError("workbook_rows", file=file, most=MOST_ROWS)
            found.hidden_cells += count * len(cells)
        elif cells:
            for below in range(count):
                _place(cells, number + below, found)
        number += count
    found.hide(rows, columns)
    return found


def _place(cells: list[tuple[int, str | None, tuple[int, int]]], row: int, found: Sheet) -> None:
    for column, text, spanned in cells:
        if text is None:
            found.white += 1
            continue
        found.put(row, column, text)
        if spanned != (1, 1):
            found.spans[row, column] = spanned


def _cells(row: etree._Element, styles: _Styles) -> list[tuple[int, str | None, tuple[int, int]]]:
    """Return the cells of a row that hold something: their column, text, the rows and columns that they span.

    None is the text of what is white on white.
    """
    cells: list[tuple[int, str | None, tuple[int, int]]] = []
    column = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        count = _repeated(cell, "columns")
        text = "\n".join(_said(one, styles) for one in cell.iterchildren(f"{_TEXT}p"))
        text = below_nought(text) if _is_below_nought(cell) else text
        text = "" if cell.get(f"{_TABLE}style-name") in styles.struck else text
        if text.strip() and cell.tag == f"{_TABLE}table-cell":
            spanned = _number(cell, _ROWS_SPANNED), _number(cell, _COLUMNS_SPANNED)
            shown = None if cell.get(f"{_TABLE}style-name") in styles.white else text
            cells += [(column + k, shown, spanned) for k in range(min(count, MOST_FIELDS))]
        column += count
    return cells


def _is_below_nought(cell: etree._Element) -> bool:
    """Say whether a cell holds a number below nought, which it may show in red without a minus."""
    stored = cell.get(f"{_OFFICE}value", "")
    return cell.get(f"{_OFFICE}value-type") in _NUMERIC and stored.strip().startswith("-")


def _said(paragraph: etree._Element, styles: _Styles) -> str:
    """Return the words of a paragraph; several spaces are an element, and a remark is none of them."""
    parts = [paragraph.text or ""]
    for one in paragraph:
        if one.tag == f"{_TEXT}s":
            parts.append(" " * min(_number(one, f"{_TEXT}c"), 99))
        elif one.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif one.tag != f"{_OFFICE}annotation" and isinstance(one.tag, str):
            style, text = one.get(f"{_TEXT}style-name"), "".join(one.itertext())
            text = text.translate(RAISED) if style in styles.raised else text
            parts.append("" if style in styles.struck else text)
        parts.append(one.tail or "")
    return "".join(parts)


def _repeated(element: etree._Element, of: str) -> int:
    return _number(element, f"{_TABLE}number-{of}-repeated")


def _number(element: etree._Element, name: str) -> int:
    said = element.get(name, "1")
    return max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) < 8 else 1
