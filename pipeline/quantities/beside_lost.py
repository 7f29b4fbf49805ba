"""Doubt the figures beside a character that was lost on the way: 增加值?8.95亿元, 增长?5.2?%."""

import re
from dataclasses import replace

from pipeline.lines import Flow
from pipeline.lines.glyphs import BULLET, LOST
from pipeline.quantities import Quantity

_SIGNED = frozenset(["%", "百分点", "倍", ""])  # before these the lost character may have been a minus

_LOST = frozenset([LOST, "□"])
_MARKS = _LOST | {BULLET}
_REACH = 6
_PICTURED_BEFORE = re.compile(rf"\d{BULLET}+$")
_PICTURED_AFTER = re.compile(rf"{BULLET}+\d")


def doubt_lost(page: Flow, quantities: list[Quantity]) -> list[Quantity]:
    """Return the figures, those with the flaw half_read that a lost character touches.

    A picture between two digits (35📊6万) touches both. A "?" on both sides of a figure
    stands for lost spaces, but before a rate it may have been a minus.
    """
    if _MARKS.isdisjoint(page.text) and "?" not in page.display:
        return quantities
    return [replace(one, flaw="half_read") if _touched(page, one) else one for one in quantities]


def _touched(page: Flow, one: Quantity) -> bool:
    before, after = page.text[max(0, one.start - _REACH) : one.start], page.text[one.end : one.end + _REACH]
    if not _LOST.isdisjoint(before[-1:] + page.text[one.start : one.end] + after[:1]):
        return True
    if _PICTURED_BEFORE.search(before) or _PICTURED_AFTER.match(after):
        return True
    return one.unit in _SIGNED and page.display[max(0, one.start - 1) : one.start] == "?"
