"""Name the unit in which a form counts as the form itself prints it."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.dimensions import dimensions
from pipeline.documents.workbook.sheet import Sheet
from pipeline.quantities.numerals import GROUPS, RANKS, multiplier
from pipeline.tables.captions import units_of_line
from pipeline.tables.cell_units import Unit, units_named

_BRACKETED = re.compile(r"[(（]([^()（）]{1,20})[)）]")


def printed_unit(base: str, factor: Decimal, sheet: Sheet) -> str:
    """Return the unit that a sheet prints for so many of a base unit: 万人次, or 10000人次 where it prints none."""
    for text in sheet.cells.values():
        for unit in _units_in(text):
            if unit.factor == factor and _same(unit.base, base):
                return unit.printed
    words = (word for word in (*GROUPS, *RANKS) if Decimal(multiplier(word)) == factor)
    many = "" if factor == 1 else next(words, f"{factor.normalize():f}")
    return f"{many}{base}"


def _units_in(text: str) -> list[Unit]:
    bare = text.strip()
    found = [*units_named(bare), *(units_of_line(bare) or ())]
    return found + [unit for part in _BRACKETED.findall(bare) for unit in units_named(part)]


def _same(one: str, other: str) -> bool:
    """Say whether two base units are one, or count words, of which a row takes the catalogue's."""
    known = dimensions()
    return one == other or (one in known and known.get(one) == known.get(other) == "count")
