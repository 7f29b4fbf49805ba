"""Lay out a table of a Word file: which cell stands in which place, and which places it spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.documents.composing import Field
from pipeline.documents.word.parts import child, is_on, name_of, value
from pipeline.documents.word.runs import chosen, is_prompt

MOST_COLUMNS = 200  # Word allows 63
_AROUND = frozenset(["w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "mc:AlternateContent"])


@dataclass(slots=True)
class Place:
    """Be a cell in its row: the element, the column it begins in, and what is printed of it."""

    cell: etree._Element
    column: int
    field: Field


@dataclass(slots=True)
class Grid:
    """Hold the rows of a table; places that a cell covers, or that nothing fills, have none in `rows`."""

    rows: list[list[Place]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Return how many columns the widest row fills."""
        return max((row[-1].column + row[-1].field.columns for row in self.rows if row), default=0)

    def fields(self, row: list[Place]) -> list[Field | None]:
        """Return the cells of a row by their places."""
        fields: list[Field | None] = [None] * (row[-1].column + row[-1].field.columns if row else 0)
        for place in row:
            fields[place.column] = place.field
        return fields


def grid_of(table: etree._Element) -> Grid:
    """Return the places of a table (w:tbl); what a row deleted or hidden holds is left out."""
    grid = Grid()
    above: dict[int, Field] = {}  # the cells that the next row may go on, by their first column
    for row in inside(table, "w:tr"):
        properties = child(row, "w:trPr")
        if child(properties, "w:del") is not None or is_on(child(properties, "w:hidden")):
            continue
        places, above = _row(row, properties, above)
        grid.rows.append(places)
    return grid


def inside(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the children of some names, also those that stand in content controls or were inserted."""
    for one in chosen(element):
        name = name_of(one.tag)
        if name in names:
            yield one
        elif name in _AROUND and not (name == "w:sdt" and is_prompt(one)):
            yield from inside(one, *names)


def _row(
    row: etree._Element, properties: etree._Element | None, above: dict[int, Field]
) -> tuple[list[Place], dict[int, Field]]:
    """Return the cells that begin in a row, and the fields that a row below may go on."""
    places: list[Place] = []
    open_fields: dict[int, Field] = {}
    column = _number(child(properties, "w:gridBefore"), 0)
    for cell in inside(row, "w:tc"):
        if column >= MOST_COLUMNS:
            break
        about = child(cell, "w:tcPr")
        columns = min(_number(child(about, "w:gridSpan"), 1) or 1, MOST_COLUMNS - column)
        merged, beside = child(about, "w:vMerge"), child(about, "w:hMerge")
        goes_on = merged is not None and value(merged) != "restart"
        if beside is not None and value(beside) != "restart" and places:
            places[-1].field.columns += columns
        elif goes_on and column in above:
            above[column].rows += 1
            open_fields[column] = above[column]
        else:
            place = Place(cell, column, Field("", 1, columns))
            places.append(place)
            if merged is not None:
                open_fields[column] = place.field
        column += columns
    return places, open_fields


def _number(element: etree._Element | None, usual: int) -> int:
    """Return the number of columns that a property gives, as far as a table has so many."""
    said = value(element) or ""
    return min(int(said), MOST_COLUMNS) if said.isdecimal() and len(said) < 10 else usual
