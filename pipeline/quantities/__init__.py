"""Find quantities: numbers with their multiplier, unit and hedge, in base units.

`pattern` finds, `number_parts` decides what each match is, this module joins ranges and gives
bounds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import nan

from pipeline.lines.deletion import without
from pipeline.lines.folding import fold
from pipeline.quantities.hedges import bounds
from pipeline.quantities.number_parts import parts_in
from pipeline.quantities.part import HALF_READ, Part
from pipeline.quantities.pattern import multiplier_pattern
from pipeline.quantities.range_ends import range_ends
from pipeline.quantities.spaced_thousands import with_commas
from pipeline.quantities.units import unit_pattern
from pipeline.words import words_of

_TRAPS = words_of("not_quantities")
_RANGE_MARKS = frozenset(_TRAPS["range_marks"])
_CHANGE_WORDS = tuple(_TRAPS["change_words"])
_BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")
_NEW_ITEM = re.compile(r"(?:19|20)\d{2} ?年|\d{1,2}[、.．)](?!\d)|[(（]\d")
_TABLE = re.compile(r"[^\t\r\n]{0,40}\t")
_CELL = re.compile(r"\s*[-\d.,%]+\s*")  # a line that is only a number: a cell or the number of a heading
_INSIDE = "".join(words_of("hedges")["inside"]["over"])
_UNIT = re.compile(f"[{_INSIDE}]?(?:{multiplier_pattern()}|{unit_pattern()})")  # continues a number
_SIGNS = "-−"
_FOLIO = 3  # digits of a page's number
_YEAR = len("2000")
_LINE = 40  # characters before a line break that are looked at


@dataclass(frozen=True, slots=True)
class Quantity:
    """State one quantity: `text[start:end]` read as `value` in the base unit `unit`.

    `low` and `high` are what the text allows: both for exact and range, `low` for over and at_least, `high`
    for nearly and at_most, none for about. `qualifier` is exact, about, over, nearly, at_least, at_most
    or range. `flaw` is a key of words/reasons.yaml where the number is not to be trusted (half_read): it has no value
    (NaN), keeps its place among the figures of its sentence and never becomes a row.
    """

    start: int
    end: int
    text: str
    value: float
    low: float | None
    high: float | None
    unit: str
    qualifier: str
    flaw: str = ""


def find_quantities(text: str) -> list[Quantity]:
    """Find the quantities of any text, in order; offsets index `text`, also across line breaks in a number.

    Line breaks with the white space around them are passed over, except where one ends a sentence, stands in
    a table, or a new item or year follows. What can be read only in part (5,OOO, 5万6) is left out.
    `Quantity.text` is the span without line breaks, as printed.
    """
    joined, offsets = _join_lines(text)
    found = []
    for quantity in quantities_in(fold(joined)):
        if quantity.flaw:
            continue
        start, end = offsets[quantity.start], offsets[quantity.end - 1] + 1
        printed = joined[quantity.start : quantity.end]
        found.append(replace(quantity, start=start, end=end, text=printed))
    return found


def quantities_in(text: str) -> list[Quantity]:
    """Find the quantities of unwrapped and folded text; the fast path of the pipeline."""
    found: list[Quantity] = []
    parts = parts_in(with_commas(text))
    position = 0
    while position < len(parts):
        part = parts[position]
        following = parts[position + 1] if position + 1 < len(parts) else None
        behind = parts[position + 2] if position + 2 < len(parts) else None
        if following and behind and part.bare and _is_folio(text, following, behind, part.end):
            found.append(half_read(text[part.start : behind.end], part.start, behind.end, behind.unit))
            position += 3  # 285 —12— 3万人次
            continue
        if following is not None and text[part.end : following.start].strip(" \u3000") in _RANGE_MARKS:
            joined = _as_range(text, part, following)
            if joined is not None:
                found.extend(joined)
                position += 2
                continue
        position += 1
        if not part.dropped and not part.spare:
            found.append(_quantity(text, part))
    return found


def _as_range(text: str, low: Part, high: Part) -> list[Quantity] | None:
    """Join two parts to a range (3—5亿元, 5%-20%); [] to report none, None where each stands alone."""
    if low.dropped and low.bare and len(low.digits) == _YEAR and not high.dropped and high.scale > 1:
        low = low._replace(dropped=False)  # 2000—5000万人次: no year stands before an amount so
    if not low.dropped and _is_folio(text, low, high, low.start - 2):
        return [half_read(text[low.start : high.end], low.start, high.end, high.unit)]
    if low.dropped or high.dropped:  # 2021-2025年, 附件1-3
        return [] if (low.dropped or low.bare) and (high.dropped or high.bare) else None
    if low.flaw or high.flaw:
        return [half_read(text[low.start : high.end], low.start, high.end, high.unit)]
    if low.bare and high.bare and "." not in low.digits + high.digits:
        return []  # 附件1-3, 比分3-1
    if text[max(0, low.start - 1) : low.start] in _CHANGE_WORDS:
        return None
    ends = range_ends(low, high)
    if ends is None:
        glued = low.bare and high.scale > 1 and " " not in text[low.end : high.start]  # 90-1亿元
        unsure = glued or low.spare or high.spare
        return [half_read(text[low.start : high.end], low.start, high.end, high.unit)] if unsure else None
    value, top, unit = float(ends[0]), float(ends[1]), high.unit or low.unit
    return [Quantity(low.start, high.end, text[low.start : high.end], value, value, top, unit, "range")]


def _is_folio(text: str, low: Part, high: Part, begin: int) -> bool:
    """Say whether the lower end may be the number of a page between two dashes: 「增长—9—9.3%」, not 「-3--1%」.

    The first of them stands at `begin` or behind.
    """
    between = text[low.end : high.start]
    mark, signed = between.strip(), text[low.start] in _SIGNS
    if (
        not low.bare
        or len(low.digits) > _FOLIO
        or "." in low.digits
        or (text[high.start] in _SIGNS and between == mark)
    ):
        return False
    gap = between[: len(between) - len(between.lstrip())]
    before = text[max(0, begin - len(gap)) : low.start + signed]
    dash = mark in _RANGE_MARKS  # not 「5:40:55」, 「12、8、3家」
    return dash and before.endswith(mark + gap) and not before.endswith(mark * 2 + gap)


def half_read(text: str, start: int, end: int, unit: str = "") -> Quantity:
    """Make the record of a number that could not be read whole: it has no value. `text` is its own characters."""
    return Quantity(start, end, text, nan, None, None, unit, "about", HALF_READ)


def _quantity(text: str, part: Part) -> Quantity:
    """Make the public record of one part."""
    if part.flaw:
        return half_read(text[part.start : part.end], part.start, part.end, part.unit)
    value, qualifier = float(part.value), part.qualifier
    low, high = bounds(qualifier, value)
    if part.top is not None:
        low, high, qualifier = value, float(part.top), "range"
    return Quantity(part.start, part.end, text[part.start : part.end], value, low, high, part.unit, qualifier)


def _join_lines(text: str) -> tuple[str, list[int] | range]:
    """Delete line breaks with the white space around them; give the text and one offset a character."""
    if "\n" not in text and "\r" not in text:
        return text, range(len(text))
    return without(text, (gap.span() for gap in _BREAK.finditer(text) if _joins(text, *gap.span())))


def _joins(text: str, start: int, end: int) -> bool:
    """Tell whether the break at start–end stands inside a line of prose."""
    if start == 0 or end == len(text) or text[start - 1] in "。！？；!?;：:\t|":
        return False
    if _NEW_ITEM.match(text, end) or _TABLE.match(text, end):
        return False
    line = text[max(0, start - _LINE) : start].rsplit("\n", 1)[-1]
    if "\t" in line:
        return False
    return _CELL.fullmatch(line) is None or _UNIT.match(text, end) is not None
