"""Doubt the figures beside a character that was lost on the way, 增加值?8.95亿元, and those whose time or clause was.

So those whose hedge was with the next line: 「60家以」 at the end of a paragraph was 60家以上 or 以下.
"""

import re
from dataclasses import replace
from functools import cache

from pipeline.lines import Flow
from pipeline.lines.glyphs import BULLET, LOST
from pipeline.quantities import Quantity
from pipeline.quantities.part import HALF_READ
from pipeline.words import words_of

_SIGNED = frozenset(["%", "百分点", "倍", ""])  # before these the lost character may have been a minus

_UNREAD = "□"  # for a character of a scan that could not be read
_LOST = frozenset([LOST, _UNREAD])
_MARKS = _LOST | {BULLET}
_REACH = 6
_PICTURED_BEFORE = re.compile(rf"\d{BULLET}+$")
_ANY = f"{_UNREAD}{LOST}"
_UNREAD_TIME = re.compile(
    rf"(?<![\d{_ANY}])(?=[\d{_ANY}]*[{_ANY}])[\d{_ANY}]{{1,8}}(?P<time>年|月|季度)"
    rf"|(?<!\d)(?:19|20)\d{{2}}(?P<lost>[{_ANY}])(?![\d年])"  # 2023�青禾县: it was 年 that was lost
    rf"|{_UNREAD}{{6,}}"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}年")
_ENDS = "。；\n"
_PICTURED_AFTER = re.compile(rf"{BULLET}+\d")


def doubt_lost(page: Flow, quantities: list[Quantity]) -> list[Quantity]:
    """Return the figures, those with the flaw half_read that a lost character touches.

    A picture between two digits (35📊6万) touches both. A "?" on both sides of a figure
    stands for lost spaces, but before a rate it may have been a minus.
    """
    cut = {match.start() for match in _half_a_hedge().finditer(page.text)}
    whole = _MARKS.isdisjoint(page.text) and "?" not in page.display
    if whole and not cut:
        return quantities
    unread = unread_stretches(page.text)

    def is_doubtful(one: Quantity) -> bool:
        return one.end in cut or _touched(page, one) or touches(unread, one.start, one.end)

    return [replace(one, flaw=HALF_READ) if is_doubtful(one) else one for one in quantities]


@cache
def _half_a_hedge() -> re.Pattern[str]:
    """Return what finds the beginning of a word like 以上 at the end of a paragraph."""
    words = {word for group in words_of("hedges")["after"].values() for word in group}
    begun = {word[:end] for word in words for end in range(1, len(word))} - words
    return re.compile(rf"(?:{'|'.join(sorted(begun, key=len, reverse=True))})(?=\s*(?:\n|\Z))")


def unread_stretches(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text whose figures are of a time that was not read, or of a clause that was not.

    A sentence with a line of □. From 2□□4年 or 1□5月 on all, for what follows may be of the same time, up to the next
    line that names a year.
    """
    found = []
    for match in _UNREAD_TIME.finditer(text):
        start = max(text.rfind(end, 0, match.start()) for end in _ENDS) + 1
        if match["time"] or match["lost"]:
            year = _YEAR.search(text, text.find("\n", match.end()) % (len(text) + 1))
            end = text.rfind("\n", 0, year.start()) if year else len(text)
        else:
            end = min(at if (at := text.find(sign, match.end())) >= 0 else len(text) for sign in _ENDS)
        found.append((start, max(end, match.end())))
    return found


def touches(stretches: list[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether text[start:end] lies in one of some stretches, or a part of it does."""
    return any(first < end and start < last for first, last in stretches)


def _touched(page: Flow, one: Quantity) -> bool:
    before, after = page.text[max(0, one.start - _REACH) : one.start], page.text[one.end : one.end + _REACH]
    if not _LOST.isdisjoint(before[-1:] + page.text[one.start : one.end] + after[:1]):
        return True
    if _PICTURED_BEFORE.search(before) or _PICTURED_AFTER.match(after):
        return True
    return one.unit in _SIGNED and page.display[max(0, one.start - 1) : one.start] == "?"
