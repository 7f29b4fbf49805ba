"""Tell numbers of which only a part can be read: what touches them belongs to them, and is no part of a number.

l56.8, 5,OOO, 3S6万, 42 .3亿, 12.5?亿元, 5万6: whatever was read of them would be another value.
"""

from __future__ import annotations

import re

from pipeline.quantities.numerals import GROUPS, RANKS
from pipeline.words import words_of

_TRAPS = words_of("not_quantities")
_ALIKE = re.escape(_TRAPS["lookalikes"])
_LOST = re.escape(_TRAPS["lost"])
_MARKS = re.escape(_TRAPS["broken_by"])
_GUARDS: dict[str, str] = words_of("numerals")["rank_but_not_before"]  # 千 of 千瓦 is no size
_SIZES = re.escape("".join((*RANKS, *GROUPS)))
_SIZE = "|".join(f"{one}(?![{_GUARDS[one]}])" if one in _GUARDS else one for one in (*RANKS, *GROUPS))
_JOINS = "".join(words_of("numerals")["joins"])
_REACH = 12  # characters before a number that are looked at
_ACRONYMS = frozenset(_TRAPS["acronyms"])
_LISTED = "第号"

# Before it: a letter that looks like a digit (not GDP, R&D), digits with a mark or a space set apart, a multiplier.
_BEFORE = re.compile(
    rf"(?:(?P<letters>(?<![A-Za-z&])[A-Za-z&]{{0,7}}[{_ALIKE}])|\d[{_ALIKE}]{{1,6}})[.,]?$"
    rf"|(?P<apart>\d{{1,4}}) ?[{_MARKS}] ?$"
    rf"|(?P<spaced>(?<![\d.,])\d{{1,3}}) $"
    rf"|\d[{_LOST}]$"
    rf"|[\d半][{_SIZES}]{{1,3}}[ {_JOINS}]?$"
)
# Behind digits or a multiplier without a unit.
_BEHIND = re.compile(
    rf"[.,]?[{_ALIKE}]{{1,6}}(?:[.,]?\d|[{_SIZES}%元家人吨户个亩])"
    rf"|(?P<set_apart> ?[.,] ?\d)|\d|[{_LOST}](?:[{_SIZES}%]|元)"
    rf"|{_SIZE}"
)
_GOES_ON = re.compile(rf"[{_JOINS}]\d")  # 402亿元又6000万元
_SIZED_BEHIND = re.compile(rf"\d|半|{_SIZE}| \d{{1,4}}(?:{_SIZE})")
_ITEM = re.compile(r"(?:^|[\n。；;！!])[ (（]{0,3}\d{1,2}[.．、] ?$")
# Most numbers touch none of these, and are not looked at further.
_SUSPECT_BEFORE = frozenset(
    {*_TRAPS["lookalikes"], *_TRAPS["lost"], *_TRAPS["broken_by"], *RANKS, *GROUPS, *_JOINS, *" .,"}
)
_SUSPECT_BEHIND = frozenset({*_TRAPS["lookalikes"], *_TRAPS["lost"], *RANKS, *GROUPS, *"0123456789 .,半"})
_OPENS = re.compile(r"(?:^|[\n。；;！!])[ (（]{0,3}$")
_YEAR = re.compile(r"(?:19|20)\d{2}$")


def is_half_read(text: str, start: int, end: int, *, sized: bool, united: bool) -> bool:
    """Say whether characters that touch text[start:end] belong to its number; `sized` ends in 万, `united` in a unit."""
    if text[start - 1 : start] in _SUSPECT_BEFORE:
        before = text[max(0, start - _REACH) : start]
        found = _BEFORE.search(before)
        if found and not _stands_apart(text, start, before, found):
            return True
    if _GOES_ON.match(text, end):
        return True
    if united or text[end : end + 1] not in _SUSPECT_BEHIND:
        return False
    if sized and _SIZED_BEHIND.match(text, end):
        return True
    behind = _BEHIND.match(text, end)
    counts = (
        behind is not None
        and behind["set_apart"] is not None
        and _OPENS.search(text[max(0, start - 4) : start])
    )
    return behind is not None and not counts  # 「2. 3亿元」 on a new line: an item


def _stands_apart(text: str, start: int, before: str, found: re.Match[str]) -> bool:
    """Say whether digits before a number are another one: the number of an item (「2. 3亿元」 on a new line), a year."""
    if found["letters"]:
        return found["letters"] in _ACRONYMS
    digits = found["apart"] or found["spaced"]
    if digits is None:
        return False
    line = text[max(0, start - 3 * _REACH) : start]
    if _ITEM.search(line) or _YEAR.search(before.rstrip(" ,.，·")):
        return True
    rest = before[: found.start()]
    return rest.endswith(tuple(_LISTED)) or (found["apart"] is not None and "·" in found[0])
