"""Read the units that a heading, a bracket or a caption names: 亿元, 万人、%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.quantities import quantities_in
from pipeline.quantities.numerals import GROUPS, RANKS, multiplier
from pipeline.words import words_of

_BETWEEN = re.compile("[、,，;；/和及或]")
_PLUS_MINUS = tuple(words_of("tables")["plus_minus"])
_LONGEST = 12
_MANY = re.compile(f"[{''.join({*GROUPS, *RANKS})}]{{1,3}}")


class Unit(NamedTuple):
    """Be a printed unit: its base unit, and how many of those it is."""

    printed: str
    base: str
    factor: Decimal


@lru_cache(maxsize=4096)
def base_of(printed: str) -> Unit | None:
    """Return what a printed unit is, None where it is none: 亿元 is 100,000,000 元, ±% is %."""
    bare = printed.replace(" ", "")
    for mark in _PLUS_MINUS:
        bare = bare.removeprefix(mark)
    if not bare or len(bare) > _LONGEST or bare[0].isdigit():
        return None
    found = quantities_in(f"2{bare}")
    whole = len(found) == 1 and not found[0].flaw and (found[0].start, found[0].end) == (0, len(bare) + 1)
    if not whole or not found[0].unit:
        return None
    return Unit(bare, found[0].unit, Decimal(str(found[0].value)) / 2)


def many_of(printed: str) -> Unit | None:
    """Return how many of a unit that stands elsewhere a word says: 万 of 「6001.2万」 below 元; None where it says none."""
    bare = printed.strip()
    return Unit(bare, "", Decimal(multiplier(bare))) if _MANY.fullmatch(bare) else None


def counted_by(many: Unit, given: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units of a number that itself says 万 of those that are given for it.

    Of 元 these are 万元; of 万元 they may be 万元 or 10,000 times as much.
    """
    plain = [unit for unit in given if unit.factor == 1 and unit.base != "%"]
    return tuple(Unit(many.printed + unit.printed, unit.base, many.factor) for unit in plain)


@lru_cache(maxsize=4096)
def units_named(text: str) -> tuple[Unit, ...]:
    """Return the units that a text lists and is nothing but: 亿元、% are two, 元/吨 is one, 现价 none."""
    whole = base_of(text)
    if whole:
        return (whole,)
    parts = [part for part in _BETWEEN.split(text) if part]
    units = [unit for part in parts if (unit := base_of(part))]
    return tuple(dict.fromkeys(units)) if parts and len(units) == len(parts) else ()
