"""Decide what each number in folded text is: a quantity with value and unit, or one to drop (a date, a code).

Rests on the word lists `words/units.yaml` and `words/not_quantities.yaml`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.quantities.figures import RANK_BEFORE, figure, flawed, value_of
from pipeline.quantities.half_read import (
    NUMERAL,
    TOUCHING,
    broken_code,
    goes_on_behind,
    length_before,
    rest_of_digits,
)
from pipeline.quantities.hedges import hedge_after, hedge_before
from pipeline.quantities.numerals import DIGITS
from pipeline.quantities.part import HALF_READ, Part
from pipeline.quantities.pattern import HAN, quantity_pattern
from pipeline.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

_UNITS = words_of("units")
_NUMERALS = words_of("numerals")
_RANKS = _UNITS["ranks"]
_ONE = Decimal(1)
_AMOUNTS = frozenset(["%", "元", "百分点"])


def parts_in(text: str) -> list[Part]:
    """Give the numbers of a text in order, also those to drop, for they may end a range (2021—2025年)."""
    parts: list[Part] = []
    glued = stepped = reached = -1
    for found in quantity_pattern().finditer(text):
        if found.start() < reached:
            continue
        kind = found.lastgroup or ""
        if kind in _STEPPED_OVER:
            stepped = found.end()
            part = _broken(text, *found.span()) if kind == "trap" else None
        else:
            reader = _READERS.get(kind)
            part = reader(text, found) if reader else figure(text, found, glued)
        if part is not None:
            part = part if part.dropped else _whole(text, part, reached, stepped)
            parts.append(part)
            glued, reached = -1 if part.dropped else part.end, part.end
    return parts


def _broken(text: str, start: int, end: int) -> Part | None:
    """Make a flawed part of an amount that a scan spelled like a code: lO.5亿元."""
    rest = broken_code(text, start, end)
    return None if rest is None else flawed(text, start, rest)


def _whole(text: str, part: Part, reached: int, stepped: int) -> Part:
    """Mark a part that a digit, numeral or letter touches on its left, or that goes on behind its end.

    A trap that ends in a numeral is a word of its own: 十四五3.5亿元.
    """
    start = part.start
    if start and text[start - 1] in TOUCHING and not (start == stepped and text[start - 1] in NUMERAL):
        amount = part.bare or part.scale > 1 or part.unit in _AMOUNTS
        start -= length_before(text, start, part.digits, amount=amount)
    if start < part.start or goes_on_behind(text, part.start, part.end, part.digits):
        return part._replace(start=max(start, reached), flaw=HALF_READ)
    return part


def _simple(text: str, start: int, end: int, number: Decimal, unit: str) -> Part:
    """Make a part whose unit needs no factor, with the hedges around it."""
    qualifier = hedge_before(text, start, bare_rank=False) or hedge_after(text, end) or "exact"
    return Part(start, end, text[start:end], number, 1, _ONE, unit, qualifier)


def _fraction(text: str, found: re.Match[str]) -> Part | None:
    """Read 百分之十二点五."""
    number = value_of(found["part"])
    if number is None:
        return None
    rest = rest_of_digits(text, *found.span("part")) if found["part"][0].isdecimal() else None
    if rest is not None:
        return flawed(text, found.start(), rest)
    return _simple(text, found.start(), found.end(), number, _NUMERALS["fraction_heads"][found["head"]])


def _doubling(text: str, found: re.Match[str]) -> Part | None:
    """Read 翻一番 as 2 倍, 翻两番 as 4 倍."""
    times = found["times"]
    count = 1 if times is None else int(DIGITS.get(times, 0) or times)
    if not 1 <= count <= 5 or (found[0][-1] == "倍" and count != 1):
        return None
    return _simple(text, found.start(), found.end(), Decimal(2**count), _NUMERALS["doubling"]["unit"])


def _tenths(text: str, found: re.Match[str]) -> Part | None:
    """Read 三成五 as 35 %; 一成 only with a hedge, because 统一成 and 一成不变 are words."""
    number = value_of(found["whole"])
    if number is None or number > 10:
        return None
    half = found["half"]
    number += Decimal(5 if half == "半" else DIGITS[half] if half else 0) / 10
    part = _simple(text, found.start(), found.end(), number, "%")._replace(scale=10)
    return None if found["whole"] == "一" and part.qualifier == "exact" else part


def _place(text: str, found: re.Match[str]) -> Part | None:
    """Read 第8 and 第71位 as a rank where the words around say so; 第二批 and 第十三届 are none."""
    number = value_of(found["place"])
    if number is None:
        return None
    before = text[max(0, found.start() - 16) : found.start()]
    certain = found["counter"] is not None and found["place"].isdigit() and found["place"].isascii()
    if not certain:
        following = text[found.end() : found.end() + 1]
        if (
            found["counter"] is None
            and re.match(f"[{HAN}A-Za-z]", following)
            and following not in _RANKS["may_follow"]
        ):
            return None
        if not RANK_BEFORE.search(before):
            return None
    return Part(found.start(), found.end(), found[0], number, 1, _ONE, _RANKS["unit"], "exact")


_STEPPED_OVER = frozenset({"trap", "vague"})
# By the last group of the pattern that closed; every other match is number, multiplier and unit.
_READERS: dict[str, Callable[[str, re.Match[str]], Part | None]] = {
    "part": _fraction,
    "doubling": _doubling,
    "tenths": _tenths,
    "place": _place,
    "counter": _place,
}
