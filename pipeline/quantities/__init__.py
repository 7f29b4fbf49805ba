"""Find quantities: numbers with their multiplier, unit and hedge, in base units.

`pattern` finds, `number_parts` decides what each match is, this module joins ranges and gives
bounds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.lines.deletion import without
from pipeline.lines.folding import fold
from pipeline.quantities.hedges import bounds
from pipeline.quantities.number_parts import HALF_READ, Part, parts_in
from pipeline.quantities.numerals import GROUPS
from pipeline.quantities.pattern import multiplier_pattern
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
_WIDEST = 20  # times the lower end that the upper end of a range may be, where a multiplier is shared
_LINE = 40  # characters before a line break that are looked at


@dataclass(frozen=True, slots=True)
class Quantity:
    """State one quantity: `text[start:end]` read as `value` in the base unit `unit`.

    `low` and `high` are what the text allows: both for exact and range, `low` for over and at_least, `high`
    for nearly and at_most, none for about. `qualifier` is exact, about, over, nearly, at_least, at_most
    or range. `flaw` is a key of words/reasons.yaml where the number is not to be trusted (half_read): it keeps its
    place among the figures of its sentence and never becomes a row.
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
    parts = parts_in(text)
    position = 0
    while position < len(parts):
        part = parts[position]
        following = parts[position + 1] if position + 1 < len(parts) else None
        if following is not None and text[part.end : following.start].strip(" \u3000") in _RANGE_MARKS:
            joined = _as_range(text, part, following)
            if joined is not None:
                found.extend(joined)
                position += 2
                continue
        position += 1
        if not (part.dropped or part.tentative):
            found.append(_quantity(text, part))
    return found


def _as_range(text: str, low: Part, high: Part) -> list[Quantity] | None:
    """Join two parts to a range (3—5亿元, 5%-20%); [] to report none, None where each stands alone."""
    if low.flaw or high.flaw:
        return [_half_read(text, low, high)]
    if low.dropped and low.bare and high.shared_scale > 1 and not high.dropped and low.digits.isdecimal():
        low = low._replace(dropped=False)  # 2000—5000万人次: no year stands before an amount so
    if (low.dropped or low.bare) and (high.dropped or (low.dropped and high.bare)):
        return []  # 2021-2025年, 附件1-3
    if low.dropped or high.dropped or low.unit not in {"", high.unit}:
        return None
    if low.bare and high.bare and "." not in low.digits + high.digits:
        return []  # 附件1-3, 比分3-1
    if text[max(0, low.start - 1) : low.start] in _CHANGE_WORDS:
        return None
    first = low.value if low.unit else _lower_end(low, high)
    return None if first is not None and first >= high.value else [_range(text, low, high, first)]


def _lower_end(low: Part, high: Part) -> Decimal | None:
    """Give what the lower end of a range without a unit means: 3 of 3—5亿 is 3亿, 8000 of 8000-1亿 is 8000万.

    None where no multiplier that the upper end lends makes it a likely lower end (8000-2亿 would be 0.8亿 to 2亿;
    100-1万 may be anything).
    """
    if not low.bare or high.shared_scale == 1:
        return low.value * high.unit_factor
    for scale in (high.shared_scale, *sorted(GROUPS.values(), reverse=True)):
        first = low.value * scale * high.unit_factor
        if scale <= high.shared_scale and high.value / _WIDEST <= first < high.value:
            return first
    # Numerals say their multiplier themselves: 八千万至一亿.
    said = low.value * high.unit_factor
    return said if high.value / _WIDEST <= said < high.value else None


def _half_read(text: str, low: Part, high: Part) -> Quantity:
    """Make the record of a range that could not be read whole."""
    span = text[low.start : high.end]
    return Quantity(low.start, high.end, span, 0.0, None, None, "", "range", HALF_READ)


def _range(text: str, low: Part, high: Part, first: Decimal | None) -> Quantity:
    """Make the record of a range whose lower end is `first`; None where that cannot be told."""
    if first is None:
        return _half_read(text, low, high)
    value, top, span = float(first), float(high.value), text[low.start : high.end]
    return Quantity(low.start, high.end, span, value, value, top, high.unit, "range")


def _quantity(text: str, part: Part) -> Quantity:
    """Make the public record of one part."""
    value, qualifier = float(part.value), part.qualifier
    low, high = bounds(qualifier, value)
    if part.top is not None:
        low, high, qualifier = value, float(part.top), "range"
    span = text[part.start : part.end]
    return Quantity(part.start, part.end, span, value, low, high, part.unit, qualifier, part.flaw)


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
