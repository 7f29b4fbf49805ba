"""The table of units: printed forms, base units and how many base units a printed form is.

The facts are in `words/units.yaml`; 亩 is 666.6667 平方米.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.quantities.numerals import GROUPS
from pipeline.words import words_of


@dataclass(frozen=True, slots=True)
class Unit:
    """What a printed unit means: its base unit and the number of base units in one."""

    name: str
    factor: Decimal


_WORDS = words_of("units")
TIME_UNITS = frozenset(words_of("not_quantities")["time_units"])
GROUPED = {form: Unit(name, Decimal(str(n))) for form, (name, n) in _WORDS["with_group"].items()}


def _table() -> dict[str, Unit]:
    """Flatten the word list to printed form → unit."""
    table = {form: Unit(form, Decimal(1)) for form in _WORDS["counts"]}
    for kind in ("money", "measures", "proportions", "people"):
        for name, forms in _WORDS[kind].items():
            table |= {form: Unit(name, Decimal(str(factor))) for form, factor in forms.items()}
    return table


UNITS = _table()


def unit_of(form: str, per: str | None) -> Unit:
    """Look a printed unit up; with a denominator (元/平方米) it is kept as printed."""
    if per:
        return Unit(f"{form}/{per}", Decimal(1))
    return UNITS.get(form) or GROUPED[form]


def alternation(words: list[str] | frozenset[str] | dict[str, str]) -> str:
    """Join words to a pattern that takes the longest."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def unit_pattern() -> str:
    """Compose the pattern of a unit, with guards against longer words: 3家 but not 3家庭."""
    guards: dict[str, str] = _WORDS["not_before"]
    often = {form[0] for form, unit in UNITS.items() if unit.name in ("元", "%")}  # tried first
    forms = sorted({*UNITS, *GROUPED, *TIME_UNITS}, key=lambda form: (form[0] not in often, -len(form), form))
    return "|".join(_guarded(form, guards.get(form, "")) for form in forms)


def _guarded(form: str, stop: str) -> str:
    """Give the pattern of one form."""
    pattern = re.escape(form)
    if form in GROUPED and form not in UNITS:
        pattern = f"(?<=[{''.join(GROUPS)}]){pattern}"
    if form[-1].isascii() and form[-1].isalnum():
        pattern += "(?![A-Za-z0-9])"
    return f"{pattern}(?![{stop}])" if stop else pattern


def per_pattern() -> str:
    """Compose the pattern of what stands behind the stroke of a unit: 元/平方米."""
    forms = [form for form in UNITS if "/" not in form]
    return alternation([*forms, *_WORDS["per"]])
