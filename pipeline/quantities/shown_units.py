"""Read the unit that figures are shown in: 万亩 is 万 + 亩, 6,666,667 平方米."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from pipeline.lines.folding import fold
from pipeline.quantities.numerals import GROUPS, RANKS, multiplier
from pipeline.quantities.units import UNITS
from pipeline.words import words_of

MONEY = frozenset(words_of("units")["money"])
_BEFORE = {
    "": 1,
    "万": 10**4,
    "亿": 10**8,
    "千": 10**3,
    "百万": 10**6,
    "千万": 10**7,
}  # a unit, the usual first
_BARE = re.compile(r"[-−–+－]?(\d[\d,， ]*(?:[.．]\d+)?)")  # full-width digits are digits to Python as well
_PART = re.compile("[,， ]")


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit with what stands before it: `times` is what 万 multiplies by, `factor` the base units of one `form`."""

    times: int
    form: str
    factor: float
    base: str


@cache
def shown_unit(text: str) -> ShownUnit | None:
    """Read 万亩, 亿元, 千公顷 or 张; None for what is no unit. The longest unit counts: 千瓦 is not 千 + 瓦."""
    for at in range(len(text)):
        head, unit = text[:at], UNITS.get(text[at:])
        if unit is not None and all(character in RANKS or character in GROUPS for character in head):
            return ShownUnit(multiplier(head), text[at:], float(unit.factor), unit.name)
    return None


def shows(text: str, base: str) -> bool:
    """Tell whether figures in a base unit can be shown in a unit: 平方米 in 万亩, 元 in 亿元 or, as other rows, 万美元."""
    shown = shown_unit(text)
    return shown is not None and (shown.base == base or {shown.base, base} <= MONEY)


def with_unit(text: str, value: float, unit: str) -> str:
    """Write a figure's text with its unit where it is a bare number, as in a cell: 8.42 of 84,200人次 → 8.42万人次."""
    found = _BARE.fullmatch(text)
    if not found or not unit:
        return text
    number = float(_PART.sub("", fold(found[1])))
    if not number:
        return text + unit
    form = _form_of(unit, float(f"{abs(value) / number:.6g}"))
    return f"{value:.12g}{unit}" if form is None else text + form


@cache
def _form_of(base: str, factor: float) -> str | None:
    """Name a unit of so many base units: 6,666,670 平方米 → 万亩; None where it has no name."""
    forms = {base: 1.0} | {form: float(unit.factor) for form, unit in UNITS.items() if unit.name == base}
    named = (
        head + form
        for head, times in _BEFORE.items()
        for form, each in forms.items()
        if math.isclose(each * times, factor, rel_tol=1e-5)
    )
    return next(named, None)
