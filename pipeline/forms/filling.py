"""Write numbers into the cells of a form; its formats, formulas, charts, pictures and macros stay as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from pipeline.documents.archives import ArchiveError, check_workbook
from pipeline.documents.decoding import DocumentError
from pipeline.documents.workbook.sheet import MOST_ROWS, Position
from pipeline.forms.cell_colours import Colours
from pipeline.forms.cell_notes import add_notes
from pipeline.forms.opening import opened
from pipeline.forms.parts import MAIN, Parts
from pipeline.forms.sheets import FormSheet, reference

_AUTHOR = "County Indicators"
_BEHIND_COUNTING = (  # what stands behind the settings of counting in a workbook's markup, in the order of the standard
    "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """Be what is written into one cell: a number (None leaves the one that is there), a note, and a colour behind it."""

    sheet: str
    row: int
    column: int
    number: Decimal | None
    note: str = ""
    colour: str = ""


def filled(octets: bytes, file: str, entries: Sequence[Entry]) -> bytes:
    """Return the form with these entries. Raise FormError or DocumentError where it cannot be written whole.

    What formulas counted before is left out, so that whoever opens the file counts it anew.
    """
    try:
        check_workbook(octets, file, MOST_ROWS)
    except ArchiveError as error:
        raise DocumentError(f"workbook_{error.why}", **error.values) from error
    parts, sheets = opened(octets, file)
    book = parts.linked("", "officeDocument")
    colours = Colours(parts, parts.linked(book, "styles"))
    for sheet in sheets:
        own = [one for one in entries if one.sheet == sheet.name]
        for one in own:
            _write(sheet, one, colours)
        if own:
            parts.change(sheet.part)
        if notes := {(one.row, one.column): one.note for one in own if one.note}:
            add_notes(parts, sheet, notes, _AUTHOR)
    if any(one.number is not None for one in entries):
        _count_anew(parts, book, sheets)
    return parts.written()


def _write(sheet: FormSheet, one: Entry, colours: Colours) -> None:
    at = one.row, one.column
    style = colours.style(sheet, at, one.colour) if one.colour else sheet.style(at)
    cell = sheet.cells.get(at)
    if cell is None:
        cell = sheet.cells[at] = _placed(sheet, at)
    if style:
        cell.set("s", str(style))
    if one.number is None:
        return
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    etree.SubElement(cell, f"{MAIN}v").text = f"{one.number:f}"


def _placed(sheet: FormSheet, at: Position) -> etree._Element:
    """Return a new cell, which stands among the others of its row, and in a new row where there is none."""
    row = sheet.rows.get(at[0])
    if row is None:
        row = sheet.rows[at[0]] = etree.Element(f"{MAIN}row", r=str(at[0] + 1))
        data = sheet.tree.find(f"{MAIN}sheetData")
        _insert(data, row, [one for number, one in sheet.rows.items() if number > at[0]])
    cell = etree.Element(f"{MAIN}c", r=reference(at))
    _insert(
        row, cell, [one for (down, across), one in sheet.cells.items() if down == at[0] and across > at[1]]
    )
    row.attrib.pop("spans", None)  # which columns it fills is said to be quicker only
    return cell


def _insert(parent: etree._Element, new: etree._Element, later: Sequence[etree._Element]) -> None:
    if later:
        parent.insert(min(map(parent.index, later)), new)
    else:
        parent.append(new)


def _count_anew(parts: Parts, book: str, sheets: Sequence[FormSheet]) -> None:
    """Have formulas counted when the file is opened: say so, and leave out the numbers that they gave."""
    tree = parts.tree(book)
    counting = tree.find(f"{MAIN}calcPr")
    if counting is None:
        counting = etree.Element(f"{MAIN}calcPr")
        behind = next((one for one in tree if etree.QName(one).localname in _BEHIND_COUNTING), None)
        if behind is None:
            tree.append(counting)
        else:
            behind.addprevious(counting)
    counting.set("fullCalcOnLoad", "1")
    parts.change(book)
    for sheet in sheets:
        for cell in sheet.cells.values():
            value = cell.find(f"{MAIN}v")
            words = cell.get("t") == "str" and value is not None and (value.text or "").strip()
            if value is not None and cell.find(f"{MAIN}f") is not None and not words:
                cell.remove(value)
                cell.attrib.pop("t", None)
                parts.change(sheet.part)
