"""Read tables: a header that names columns (指标 单位 总量 增速), rows whose first cell is a term of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.claims import Claim
from pipeline.dimensions import fits
from pipeline.indicators import Catalogue
from pipeline.mentions import Term, terms_named
from pipeline.periods import Period, periods_in
from pipeline.quantities import Quantity, quantities_in
from pipeline.words import words_of

_CELL = re.compile(r"[^\t]+")
_NUMBER = re.compile(r"[-−–+]?\d[\d,]{0,14}(?:\.\d{1,6})?%?")
_UNIT_IN_BRACKETS = re.compile(r"[(（]([^()（）]{1,10})[)）]")
_SPACE = re.compile(r"\s+")
_NUMBERING = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """Be one cell: its offsets in the text and its characters without white space."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Say which columns hold what; `unit` is that of all levels where header or caption gives one.

    `levels` are the columns of levels, each with the period that heads it, None under 总量.
    """

    levels: tuple[tuple[int, Period | None], ...]
    growth: int | None
    units: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class TableClaims:
    """Hold the claims of one row, with the span of its line."""

    start: int
    end: int
    claims: tuple[Claim, ...]


def table_lines(text: str) -> list[tuple[int, int]]:
    """Return the spans of the lines that are rows of cells: divided by tabs."""
    spans = []
    at = text.find("\t")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        spans.append((start, end if end >= 0 else len(text)))
        at = text.find("\t", spans[-1][1])
    return spans


def claims_of_tables(text: str, catalogue: Catalogue) -> Iterator[TableClaims]:
    """Yield the claims of each row of each table in folded text that has a header with a level or a growth column.

    A row counts only where its first cell is, whole, a term: 「其中：轻工业」 and 「食品烟酒」 name parts.
    """
    columns: Columns | None = None
    last_end = -2
    for start, end in table_lines(text):
        cells = _cells(text, start, end)
        if start > last_end + 1:
            columns = None
        last_end = end
        header = _header(cells, _caption(text, start))
        if header is not None:
            columns = header
        elif columns is not None and cells:
            claims = tuple(_row(cells, columns, catalogue))
            if claims:
                yield TableClaims(start, end, claims)


def _cells(text: str, start: int, end: int) -> list[Cell]:
    found = []
    for match in _CELL.finditer(text, start, end):
        words = _SPACE.sub("", match.group())
        if words:
            lead = len(match.group()) - len(match.group().lstrip())
            found.append(Cell(match.start() + lead, match.start() + len(match.group().rstrip()), words))
    return found


def _caption(text: str, start: int) -> str:
    """Return the unit that a line above the table gives: 「单位：亿元」."""
    above = _SPACE.sub("", text[max(0, start - 60) : start])
    match = re.search(
        rf"(?:{'|'.join(words_of('tables')['captions'])})[:：]([^,，、;；()（）]{{1,8}})", above
    )
    return match.group(1) if match else ""


def _header(cells: list[Cell], caption: str) -> Columns | None:
    """Return the columns that a row of words names, or None where it is no header."""
    words = words_of("tables")
    growth = units = None
    levels: list[tuple[int, Period | None]] = []
    dated: list[tuple[int, Period | None]] = []
    unit = caption
    for index, cell in enumerate(cells):
        if _NUMBER.fullmatch(cell.text):
            return None
        said = _UNIT_IN_BRACKETS.search(cell.text)
        name = _UNIT_IN_BRACKETS.sub("", cell.text)
        if name in words["units"]:
            units = index
        elif any(name.endswith(word) for word in words["growths"]):
            growth = growth if growth is not None else index
        elif index and (period := _heading_period(name)):
            dated.append((index, period))
            unit = said.group(1) if said else unit
        elif index and not levels and any(name.endswith(word) for word in words["levels"]):
            levels, unit = [(index, None)], said.group(1) if said else unit
    levels = levels or dated
    return Columns(tuple(levels), growth, units, unit) if levels or growth is not None else None


def _heading_period(name: str) -> Period | None:
    """Return the period that a header's cell is, whole: 2024年, 2024年1—6月."""
    found = periods_in(name, None, None)
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(name)) else None


def _row(cells: list[Cell], columns: Columns, catalogue: Catalogue) -> Iterator[Claim]:
    name, bracket = _name(cells[0].text)
    terms = terms_named(name, catalogue)
    unit = (
        cells[columns.units].text
        if columns.units is not None and columns.units < len(cells)
        else bracket or columns.unit
    )
    for term in terms:
        entry = catalogue.entries[term.indicator]
        for at, period in columns.levels:
            quantity = _quantity(cells[at], unit) if at < len(cells) else None
            if quantity and not quantity.text.endswith("%") and fits(entry, quantity.unit):
                yield replace(_claim(quantity, term, "level"), period=period)
        if columns.growth is not None and columns.growth < len(cells) and entry.unit not in ("%", "‰", "位"):
            growth = _quantity(cells[columns.growth], "%")
            if growth:
                latest = columns.levels[-1][1] if columns.levels else None
                yield replace(_claim(growth, term, "yoy"), period=latest)
        return


def _name(text: str) -> tuple[str, str]:
    """Return a row's name without its number, and the unit in brackets behind it."""
    said = _UNIT_IN_BRACKETS.search(text)
    bare = _NUMBERING.sub("", _UNIT_IN_BRACKETS.sub("", text))
    bare = words_of("tables")["short_rows"].get(bare, bare)
    return bare, said.group(1) if said else ""


def _quantity(cell: Cell, unit: str) -> Quantity | None:
    """Return the number of a cell as a quantity in the unit that its column or row has; the span is the cell's."""
    if not _NUMBER.fullmatch(cell.text) or cell.end - cell.start != len(cell.text):
        return None
    number = cell.text.removesuffix("%").lstrip("+").replace("−", "-").replace("–", "-")
    found = quantities_in(number.lstrip("-") + unit)
    if len(found) != 1 or (unit and not found[0].unit):
        return None
    one = found[0]
    sign = -1 if number.startswith("-") else 1
    value = sign * one.value
    return replace(one, start=cell.start, end=cell.end, text=cell.text, value=value, low=value, high=value)


def _claim(quantity: Quantity, term: Term, measure: str) -> Claim:
    return Claim(quantity, term.indicator, measure, quantity.value, "table_row", 0.9)
