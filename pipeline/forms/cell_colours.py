"""Give cells a colour behind their number: their own format in all else, added behind those that the form has."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from pipeline.forms.fault import FormError
from pipeline.forms.parts import MAIN, Parts
from pipeline.forms.sheets import FormSheet

DOUBTFUL, COMPUTED = "FFFFE699", "FFDDEBF7"  # yellow and light blue, as spreadsheets offer them


class Colours:
    """Add formats to a workbook, each once."""

    def __init__(self, parts: Parts, part: str) -> None:
        """Take the workbook, and the part of it that holds its formats."""
        self._parts, self._part = parts, part
        self._fills: dict[str, int] = {}
        self._made: dict[tuple[int, str], int] = {}

    def style(self, sheet: FormSheet, at: tuple[int, int], colour: str) -> int:
        """Return the number of a cell's format with a colour behind it. Raise FormError where the form has no formats."""
        own = sheet.style(at)
        if (own, colour) not in self._made:
            formats = self._list("cellXfs")
            if own >= len(formats):
                raise FormError("damaged", file=self._parts.file)
            made = deepcopy(formats[own])
            made.set("fillId", str(self._fill(colour)))
            made.set("applyFill", "1")
            self._made[own, colour] = _added(formats, made)
            self._parts.change(self._part)
        return self._made[own, colour]

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            fill = etree.Element(f"{MAIN}fill")
            pattern = etree.SubElement(fill, f"{MAIN}patternFill", patternType="solid")
            etree.SubElement(pattern, f"{MAIN}fgColor", rgb=colour)
            etree.SubElement(pattern, f"{MAIN}bgColor", indexed="64")
            self._fills[colour] = _added(self._list("fills"), fill)
        return self._fills[colour]

    def _list(self, name: str) -> etree._Element:
        found = self._parts.tree(self._part).find(f"{MAIN}{name}") if self._part else None
        if found is None:
            raise FormError("damaged", file=self._parts.file)
        return found


def _added(among: etree._Element, one: etree._Element) -> int:
    among.append(one)
    among.set("count", str(len(among)))
    return len(among) - 1
