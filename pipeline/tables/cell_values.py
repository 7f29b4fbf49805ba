"""Read the number of a cell: its sign, its own unit, the marks of notes behind it; or see that it has none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.tables.cell_units import Unit, base_of, many_of
from pipeline.words import words_of

_WORDS = words_of("tables")
_NO_VALUES = frozenset(_WORDS["no_values"])
_DOWN, _UP = _WORDS["down_marks"], _WORDS["up_marks"]
_SAID: dict[str, int] = _WORDS["cell_growths"]
_NOTE = rf"(?:[{_WORDS['note_marks']}]|\[\d{{1,2}}\]|{'|'.join(_WORDS['note_words'])}\d{{1,2}}){{0,3}}"
_DIGITS = (
    r"(?:\d{1,3}(?:(?:,\d{3}){1,5}|(?:，\d{3}){1,5})|[1-9]\d{0,2}(?: \d{3}){1,5}|\d{1,15})(?:\.\d{1,8})?"
)
_HEDGES = words_of("hedges")
_BEFORE = {word: entry["qualifier"] for entry in _HEDGES["before"] for word in entry["words"]}
_AFTER = {word: name for name, words in _HEDGES["after"].items() for word in words}
_HEDGED = re.compile(
    rf"(?P<before>{'|'.join(sorted(_BEFORE, key=len, reverse=True))})?(?P<number>.{{1,40}}?)"
    rf"(?P<after>{'|'.join(sorted(_AFTER, key=len, reverse=True))})?"
)
_NUMBER = re.compile(
    rf"(?P<said>{'|'.join(sorted(_SAID, key=len, reverse=True))})?"
    rf"(?P<sign>[-−–+{_DOWN}{_UP}])?(?P<digits>{_DIGITS})(?P<unit> ?[^\d\s.,()\[\]{_WORDS['note_marks']}]{{1,10}}?)?"
    rf"(?P<note> ?{_NOTE})"
)
_PARTS = re.compile("[,， ]")
_UNREAD = re.compile(rf"[-\d.,，()\[\]▲△▽+−–~%‰ \\/:{_DOWN}{_UP}{_WORDS['note_marks']}]+")
_YEAR = re.compile(r"(?:19|20)\d{2}")


class Value(NamedTuple):
    """Be the number of a cell: where it stands in the cell, its signed value, the unit that the cell itself gives.

    The base of a `unit` is "" where it only says how many of another there are: 万. `growth` says that the cell's own
    words make it a growth: 增长5.8%. `qualifier` is as in Quantity: 670左右 is about. `parted` says that spaces part its
    thousands: 1 024.6.
    """

    start: int
    end: int
    number: Decimal
    unit: Unit | None
    growth: bool
    qualifier: str = "exact"
    parted: bool = False


def value_of(text: str) -> Value | None:
    """Return the number that a cell is, whole, None where it is anything else: 3456① is 3456, (3.2) is nothing."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return _hedged(text)
    unit = base_of(found["unit"]) or many_of(found["unit"]) if found["unit"] else None
    if found["unit"] and unit is None:
        return _hedged(text)
    sign, said = found["sign"] or "", found["said"]
    if said and (sign or (unit is not None and unit.base != "%")):
        return None
    digits = found["digits"]
    number = Decimal(_PARTS.sub("", digits))
    if (sign and sign in f"-−–{_DOWN}") or (said and _SAID[said] < 0):
        number = -number
    start = found.start("digits") - len(sign)
    end = found.end("unit") if unit else found.end("digits")
    marked = bool(sign) and sign in _DOWN + _UP
    return Value(start, end, number, unit, bool(said) or marked, parted=" " in digits)


def _hedged(text: str) -> Value | None:
    """Return the number of a cell that says how exact it is: 约600, 6%以上."""
    found = _HEDGED.fullmatch(text)
    if found is None or bool(found["before"]) == bool(found["after"]):
        return None
    value = value_of(found["number"])
    if value is None:
        return None
    qualifier = _BEFORE[found["before"]] if found["before"] else _AFTER[found["after"]]
    start = found.start("number")
    return value._replace(start=value.start + start, end=value.end + start, qualifier=qualifier)


def is_number(text: str) -> bool:
    """Say whether a cell is a number."""
    return value_of(text) is not None


def is_numeric(text: str) -> bool:
    """Say whether a cell stands where a number does, also one that is not read: (3.2), 1 234, ▲3.2."""
    return is_number(text) or (any(map(str.isdecimal, text)) and _UNREAD.fullmatch(text) is not None)


def is_year(text: str) -> bool:
    """Say whether a cell is a bare year: 2023."""
    return _YEAR.fullmatch(text) is not None


def is_empty(text: str) -> bool:
    """Say whether a cell says that there is no value: -, —, …."""
    return not text or text in _NO_VALUES


def is_value(text: str) -> bool:
    """Say whether a cell is what a column of numbers holds: a number, or the mark that there is none."""
    return is_empty(text) or is_number(text)
