"""Read the unit that figures are shown in: 万亩 is 万 + 亩, 6,666,667 平方米."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.quantities.numerals import GROUPS, RANKS, multiplier
from pipeline.quantities.units import UNITS
from pipeline.words import words_of

MONEY = frozenset(words_of("units")["money"])


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
