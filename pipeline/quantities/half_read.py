"""Find what touches a number and was not read with it: l56.8亿元, 42 .3%, 1,2345户, 5,OOO人, 2亿半.

A number is read whole or not at all. The words are in `words/numerals.yaml`.
"""

from __future__ import annotations

import re
import string
from functools import cache
from typing import NamedTuple

from pipeline.quantities.number_traps import is_code, opens
from pipeline.quantities.numerals import DIGITS, GROUPS, RANKS
from pipeline.quantities.pattern import HAN, SPACE, multiplier_pattern
from pipeline.quantities.units import TIME_UNITS, alternation, unit_pattern
from pipeline.words import words_of

_NUMERALS = words_of("numerals")
_TRAPS = words_of("not_quantities")
_LIKE = _TRAPS["lookalikes"]
_ACRONYMS = frozenset(_TRAPS["acronyms"])
NUMERAL = frozenset({*DIGITS, *RANKS, *GROUPS})
TOUCHING = NUMERAL | frozenset(f"{''.join(_NUMERALS['joins'])}{string.digits}{string.ascii_letters}&., ")
_MOST_DIGITS = 15  # what the value of a row holds exactly
_REACH = 24
_NAME_REACH = 8
_LOST = f"[{re.escape(_TRAPS['lost'])}]"
_GAP = f"(?:{SPACE}|{_LOST})?"
_BREAKS = f"[{re.escape(_TRAPS['broken_by'])}]?"
# What goes on behind digits: a digit or a letter taken for one, behind one mark and space at most.
_RUN = re.compile(rf"(?:{_GAP}{_BREAKS}{_GAP}[\d{_LIKE}]{{1,20}}){{1,8}}")
_BEFORE = re.compile(rf"(?:[\d{_LIKE}]{{1,20}}[ ]?)?[.,]$")
_NAME = re.compile(rf"[A-Za-z&]{{1,{_NAME_REACH}}}$")
_JOINS = "".join(_NUMERALS["joins"])
_JOINED = re.compile(rf"[元{''.join(NUMERAL)}][{_JOINS}]$")  # 402亿元又6000万元
_SPLIT = re.compile(rf"[A-Za-z&]{{2,8}}\d{{1,4}} ?{_BREAKS} $")  # GDP6 993亿元, GDP1 . 15万亿元
_LETTER = re.compile(f"[{_LIKE}]")
_CODE = re.compile(rf"(?=\D*\d)[\d{_LIKE}][\d{_LIKE}.]{{0,20}}")
_ENDS_WORD = f"(?!(?![{_NUMERALS['tenths_may_follow']}])[{HAN}])"
_HALF = re.compile(rf"{_NUMERALS['half']}{_ENDS_WORD}|[{_JOINS}]\d")
_GOES_ON = re.compile(
    rf"\d(?!\d{{0,3}} ?[年月日])|[{''.join(NUMERAL)}]{_ENDS_WORD}|{_LOST}[\d{''.join(NUMERAL)}元%]"
)
_BEHIND = NUMERAL | frozenset(f"{string.digits}{_NUMERALS['half']}{_JOINS}{_TRAPS['lost']}")
_BARE_WORDS = re.compile(rf"(?:{alternation(_TRAPS['bare_words'])})[^，。；]{{0,4}}$")
_RANGED = re.compile(rf"(?:{alternation(_TRAPS['range_marks'])})\d")  # 8B—90家
_SIZE = re.compile(f"{_GAP}[{''.join(GROUPS)}%元]")


class Rest(NamedTuple):
    """Be what goes on behind digits: where it ends, and the printed unit that ends it."""

    end: int
    form: str | None


@cache
def _ending() -> re.Pattern[str]:
    """Compile what may end an amount behind its digits: 万, 亿元, 家."""
    mult, unit = multiplier_pattern(), unit_pattern()
    return re.compile(f"{_GAP}(?:(?:{mult}){{1,3}}(?:{SPACE}?(?P<unit>{unit}))?|(?P<bare>{unit}))")


def _ended(text: str, at: int) -> Rest | None:
    """Read multiplier and unit at an offset; None where neither stands there."""
    ending = _ending().match(text, at)
    return None if ending is None else Rest(ending.end(), ending["unit"] or ending["bare"])


def broken_code(text: str, start: int, end: int) -> Rest | None:
    """Read an amount that a scan spelled like a code (lO.5亿元); None where start–end is a code (B2B, SO2)."""
    noise = _CODE.fullmatch(text, start, end) is not None
    digital = any(map(str.isdecimal, text[start:end])) or all(one in _LIKE for one in text[start:end])
    sized = digital and _SIZE.match(text, end) is not None  # GDP6S1390万元, S亿元
    rest = _ended(text, end) if noise or (sized and text[start].isalpha()) else None
    return None if rest is None or rest.form in TIME_UNITS else rest


def rest_of_digits(text: str, start: int, end: int) -> Rest | None:
    """Read what goes on behind the bare digits at start–end, None where they are whole."""
    run = _RUN.match(text, end)
    if run is None:
        if end < len(text) and text[end] in DIGITS:
            return Rest(end + 1, None)
        ended = _ended(text, end) if _lost(text, end) else None
        return None if ended is None or ended.form in TIME_UNITS else ended
    rest = _ended(text, run.end())
    following = text[run.end() : run.end() + 1]
    lettered = rest is None and following.isascii() and following.isalpha()  # 5B2B, 8BIT: a name
    if lettered or (rest is not None and rest.form in TIME_UNITS):
        return None
    named = rest is not None or _RANGED.match(text, run.end()) is not None
    going = _goes_on(text, start, text[start:end], run[0], named=named)
    return (rest or Rest(run.end(), None)) if going else None


def _lost(text: str, at: int) -> bool:
    """Tell whether a sign for a lost character stands at an offset: 12.5?亿元 may have been 12.5万亿元."""
    return text[at : at + 1] != "" and text[at] in _TRAPS["lost"]


def _goes_on(text: str, start: int, digits: str, tail: str, *, named: bool) -> bool:
    """Tell whether `tail` is the rest of the digits before it; `named` that a multiplier or unit ends it."""
    first, second = tail[0], tail[1:2]
    if _LETTER.search(tail):  # 1O.5亿, 5,OOO, 8B5, but not 4S店
        return named or first == "," or (first in _LIKE and tail[-1].isdecimal())
    if (
        first.isdecimal()
        or first in _TRAPS["lost"]
        or tail.startswith(" .")
        or (first == "." and second.isdecimal())
    ):
        return True
    if "." in digits:  # 为102.3，5家: a number has one point
        return False
    if first == "," and second.isdecimal():
        return True
    item = opens(text, start) and len(digits) <= 2  # 1. 3家企业
    return named and not item and not is_code(digits) and not (first in "，。" and "." in tail)


def length_before(text: str, start: int, digits: str, *, amount: bool) -> int:
    """Count the characters before a number that belong to it: a digit, numeral or letter that touches it.

    `amount` says that it has a multiplier or is money or a percentage: elsewhere 高三5个班 may stand.
    """
    before = text[start - 1]
    if before in NUMERAL:
        return int(not digits[0].isdecimal() or (amount and before != "一"))  # 双十一12亿元
    if before.isdecimal():
        return 1
    if before in _JOINS:
        return int(_JOINED.search(text, max(0, start - 2), start) is not None)
    window = text[max(0, start - _REACH) : start]
    if before == " ":
        split = _SPLIT.search(window) if amount else None
        return len(split[0]) if split else 0
    name = _NAME.search(window)
    if name is not None:  # GDP1520亿元 is a name and its figure, l56.8亿元 is not
        noise = len(name[0]) == 1 or (name[0][-1] in _LIKE and name[0] not in _ACRONYMS)
        return len(name[0]) if noise and amount else 0
    broken = _BEFORE.search(window)
    if broken is None or (window[-1] == "," and not _LETTER.search(broken[0])):
        return 0
    return len(broken[0])


def too_long(digits: str) -> bool:
    """Tell whether a number has more digits than the value of a row holds exactly."""
    return len(digits) > _MOST_DIGITS and sum(map(str.isdecimal, digits)) > _MOST_DIGITS


def goes_on_behind(text: str, start: int, end: int, digits: str) -> bool:
    """Tell whether a number with multiplier or unit goes on (2亿半, 1亿三), or its digits are no certain number."""
    if too_long(digits):
        return True
    if "，" in digits and _BARE_WORDS.search(text[max(0, start - 12) : start]):
        return True
    if text[end : end + 1] not in _BEHIND:
        return False
    if _HALF.match(text, end):
        return True
    return (text[end - 1].isdecimal() or text[end - 1] in NUMERAL) and _GOES_ON.match(text, end) is not None
