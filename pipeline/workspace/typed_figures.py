"""Read a figure and a unit as a person types them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.dimensions import dimensions, fits, row_unit
from pipeline.indicators import Indicator
from pipeline.lines.folding import fold
from pipeline.quantities import find_quantities

_PLAIN = re.compile(r"([+-]?)(\d{1,15}(?:\.\d{1,10})?|\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,10})?)")
_MINUS = str.maketrans("−–—", "---")


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a value in the base unit; `unit` is empty where none was typed."""

    value: float
    unit: str


def read_value(typed: str) -> Figure | str:
    """Read 136400, 136,400, -5.1 or 13.64万人次; for anything else return the kind of mistake."""
    text = fold(typed).translate(_MINUS).strip()
    if plain := _PLAIN.fullmatch(text):
        return Figure(float(plain[1] + plain[2].replace(",", "")), "")
    sign = -1.0 if text.startswith("-") else 1.0
    text = text.lstrip("+-").strip()
    found = find_quantities(text)
    if len(found) == 1 and found[0].qualifier != "exact":
        return "value_bound"
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        return "value_no_number"
    return Figure(sign * found[0].value, found[0].unit)


def units_of(entry: Indicator, measure: str) -> tuple[str, ...]:
    """List the units that a row of the indicator can have, the catalogue's own first."""
    own = tuple(dict.fromkeys((entry.unit, *entry.units)))
    if measure in ("yoy", "share"):
        return ("%",)
    currencies = tuple(
        unit for unit in dimensions() if dimensions()[unit] == "currency" and fits(entry, unit)
    )
    levels = tuple(dict.fromkeys((*own, *currencies)))
    return levels if measure == "level" else tuple(dict.fromkeys((*levels, "%", "百分点")))


def read_unit(typed: str, entry: Indicator, measure: str) -> str | None:
    """Return the unit of the row for a base unit as typed (家 for a count of 户), None where it does not fit."""
    unit = fold(typed).strip()
    allowed = units_of(entry, measure)
    if unit in allowed:
        return unit
    return row_unit(entry, unit) if measure == "level" and fits(entry, unit) else None
