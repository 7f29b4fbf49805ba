"""Tell numbers that state no quantity: dates, durations, classes, codes, list numbers.

The words are in `words/not_quantities.yaml` and `words/units.yaml`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.quantities.pattern import HAN
from pipeline.quantities.units import TIME_UNITS, alternation
from pipeline.words import words_of

if TYPE_CHECKING:
    from pipeline.quantities.part import Part

_TRAPS = words_of("not_quantities")
_UNITS = words_of("units")
_COUNTS = frozenset(_UNITS["counts"])
_LEVELS = tuple(_UNITS["levels"])
_FOLLOWERS = tuple(_TRAPS["followers"])
_CODE_WORDS = tuple(_TRAPS["code_words"])
_LATIN = re.compile("[A-Za-z@_]")
_MARKS = alternation(_TRAPS["range_marks"])
_RANGE_AHEAD = re.compile(rf"(?:{_MARKS})\d[\d.,]{{0,12}} ?(?:[万亿%元]|个百分点)")  # GDP400–600亿元
_STEPS = re.compile("[十百千万亿]{0,3}元?级?(?:新|大)?台阶")  # 4个千亿台阶, 两个台阶; not 百亿元台阶
_ITEM = re.compile(r"\.?[、.．)）](?!\d)|[ \u3000]+[" + HAN + "]")


def is_dropped(  # noqa: PLR0911 - each return is one reason
    text: str, part: Part, form: str | None, glued: int, symbol: str | None
) -> bool:
    """Tell whether a number states no quantity: dates, durations, classes, codes, list numbers."""
    start, end, digits = part.start, part.end, part.digits
    if (
        form in TIME_UNITS
        or text.startswith(_LEVELS, end)
        or ((form is None or form in _COUNTS) and _STEPS.match(text, end))
    ):
        return True
    before = text[max(0, start - 4) : start]
    if before.endswith("前") and part.unit in {"位", "名", "", "%"} and part.scale == 1:
        return True
    if symbol:
        return False
    last = before[-1:]
    lettered = last.isascii() and (last.isalpha() or (last == "-" and before[-2:-1].isalpha()))
    if lettered and not (
        part.scale > 1 or part.unit in {"%", "元", "百分点"} or _RANGE_AHEAD.match(text, end)
    ):
        return True
    if form in _COUNTS and text.startswith("%", end):
        return True  # “五个%”措施
    if form is not None or part.unit:
        heading = "." in digits and form in _COUNTS and text[start + len(digits)] in " \u3000"
        return before.endswith("第") or (heading and opens(text, start))  # 2.2 本计划
    if _LATIN.match(text, end) or start == glued:
        return True
    if before.endswith("/"):
        return True  # 215.74/10万 is a rate
    if part.scale > 1:
        return False
    coded = before.endswith(_CODE_WORDS) and not before.endswith("比例")  # 例3, but 产业结构比例1.0:69.6:29.4
    if text.startswith(_FOLLOWERS, end) or coded:
        return True
    return is_code(digits) or _is_item(text, start, end, digits)


def is_code(digits: str) -> bool:
    """Tell whether bare digits are a year, a code or a telephone number: 2024, 007, 13800138000."""
    if "." in digits or "," in digits:
        return digits.startswith("00")
    return (
        len(digits) > 8
        or (len(digits) > 1 and digits[0] == "0")
        or (len(digits) == 4 and digits[:2] in {"19", "20"})
    )


def _is_item(text: str, start: int, end: int, digits: str) -> bool:
    """Tell whether a bare number counts a heading or list item: 2.2 本计划, 3、加强."""
    if (
        opens(text, start)
        and len(digits) <= 5
        and (_ITEM.match(text, end) or (start > 0 and text.startswith("\n", end)))
    ):
        return True
    return "." not in digits and text[end : end + 1] == "." and not text[end + 1 : end + 2].isdigit()


def opens(text: str, start: int) -> bool:
    """Tell whether a line or sentence begins at `start`."""
    before = text[max(0, start - 3) : start].rstrip(" \u3000")
    return before == "" or before[-1] in "\n。；;！？!?"
