"""Look at the cells of a form's sheet as the file holds them: which are formulas, locked or hidden, and their formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from pipeline.documents.locators import letters_of, number_of
from pipeline.documents.workbook.sheet import Position
from pipeline.forms.parts import MAIN, Parts

_YES = ("1", "true")
_MOST_COLUMNS = 16_384
_NUMBER = re.compile(r"[-+]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[Ee][-+]?\d{1,2})?", re.ASCII)


class Styles:
    """Know the formats of cells by their number in the file."""

    def __init__(self, parts: Parts, part: str) -> None:
        """Take the part that holds them; "" where a workbook has none."""
        self.part = part
        tree = parts.tree(part) if part else None
        formats = tree.iter(f"{MAIN}numFmt") if tree is not None else ()
        self._patterns = {one.get("numFmtId", ""): one.get("formatCode", "") for one in formats}
        self.formats = tree.find(f"{MAIN}cellXfs") if tree is not None else None

    def pattern(self, style: int) -> str:
        """Return how a cell shows numbers: 0.00, General."""
        number = self._format(style).get("numFmtId", "0")
        return self._patterns.get(number) or str(BUILTIN_FORMATS.get(int(number or 0), "General"))

    def locks(self, style: int) -> bool:
        """Say whether a cell is locked once its sheet is protected, as all are that do not say otherwise."""
        said = self._format(style).find(f"{MAIN}protection")
        return said is None or said.get("locked", "1") in _YES

    def _format(self, style: int) -> etree._Element:
        known = self.formats is not None and style < len(self.formats)
        return self.formats[style] if known and self.formats is not None else etree.Element(f"{MAIN}xf")


@dataclass
class FormSheet:
    """Be one sheet: its name, its part, its markup, and the elements of its rows and cells; positions count from 0."""

    name: str
    part: str
    tree: etree._Element
    styles: Styles
    rows: dict[int, etree._Element] = field(default_factory=dict)
    cells: dict[Position, etree._Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find rows and cells; those that do not say where they stand follow the one before."""
        for number, row in _placed(self.tree.iterfind(f"{MAIN}sheetData/{MAIN}row"), _row_of):
            self.rows[number] = row
            for column, cell in _placed(row.iterfind(f"{MAIN}c"), _column_of):
                self.cells[number, column] = cell

    @cached_property
    def columns(self) -> list[tuple[int, int, int]]:
        """Return the first and last column of each stretch that has a format of its own, and its number."""
        return [
            (int(one.get("min", "1")) - 1, int(one.get("max", "1")) - 1, int(one.get("style", "0")))
            for one in self.tree.iterfind(f"{MAIN}cols/{MAIN}col")
        ]

    @cached_property
    def hidden_columns(self) -> frozenset[int]:
        """Return the columns that nobody sees."""
        return frozenset(
            column
            for one in self.tree.iterfind(f"{MAIN}cols/{MAIN}col")
            if one.get("hidden") in _YES
            for column in range(int(one.get("min", "1")) - 1, min(int(one.get("max", "1")), _MOST_COLUMNS))
        )

    def hidden(self, at: Position) -> bool:
        """Say whether nobody sees a cell."""
        row = self.rows.get(at[0])
        return at[1] in self.hidden_columns or (row is not None and row.get("hidden") in _YES)

    @cached_property
    def protected(self) -> bool:
        """Say whether the sheet is protected."""
        said = self.tree.find(f"{MAIN}sheetProtection")
        return said is not None and said.get("sheet") in _YES

    def style(self, at: Position) -> int:
        """Return the number of a cell's format: its own, else that of its row, else that of its column."""
        cell, row = self.cells.get(at), self.rows.get(at[0])
        if cell is not None:
            return int(cell.get("s", "0"))
        if row is not None and row.get("customFormat") in _YES:
            return int(row.get("s", "0"))
        return next((style for first, last, style in self.columns if first <= at[1] <= last), 0)

    def locked(self, at: Position) -> bool:
        """Say whether whoever protected the sheet keeps people from filling in a cell."""
        return self.protected and self.styles.locks(self.style(at))

    def counted(self, at: Position) -> bool:
        """Say whether a cell is counted by a formula."""
        cell = self.cells.get(at)
        return cell is not None and cell.find(f"{MAIN}f") is not None

    def number(self, at: Position) -> str:
        """Return the number that a cell holds, as the file writes it; "" where it holds none."""
        cell = self.cells.get(at)
        if cell is None or cell.get("t", "n") != "n":
            return ""
        said = (cell.findtext(f"{MAIN}v") or "").strip()
        return said if _NUMBER.fullmatch(said) else ""


def reference(at: Position) -> str:
    """Return what a spreadsheet calls a cell: C5."""
    return f"{letters_of(at[1] + 1)}{at[0] + 1}"


def _placed(
    elements: Iterable[etree._Element], where: Callable[[etree._Element], int]
) -> Iterator[tuple[int, etree._Element]]:
    """Yield elements with their places; one that says none stands behind the one before it."""
    following = count()
    for one in elements:
        number = where(one)
        if number < 0:
            number = next(following)
        else:
            following = count(number + 1)
        yield number, one


def _row_of(row: etree._Element) -> int:
    return int(row.get("r", "0")) - 1


def _column_of(cell: etree._Element) -> int:
    return number_of(cell.get("r", "").rstrip("0123456789")) - 1
