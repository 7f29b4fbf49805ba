"""Find the year that a sentence speaks of, for months and spans behind it that print none: 「2017年，…，9月1日至15日…」."""

import re
from collections.abc import Sequence

from pipeline.periods.fragments import WORDS, either
from pipeline.periods.period import OpenPeriod, Period

_MOST, _FAR = 6, 120  # times, and characters, that are looked back over
_ENDS = "。！？!?；;\n"
_CLAUSE = re.compile("[，,：:]")
_OPENERS = (*_ENDS, "，", ",", "：", ":", "（", "(", " ")
_FOUNDED = re.compile(either(WORDS["undated"]["foundings"]))
_ATTRIBUTE = "的"


def year_said(text: str, found: Sequence[Period | OpenPeriod], at: int) -> int | None:
    """Return the year that opens a clause before an expression at `at`, in its sentence; None where another time follows.

    A year that only tells when something was founded (2017年成立的公司), or what is compared with, is not spoken of.
    """
    for one in reversed(found[-_MOST:]):
        between = text[one.end : at]
        if len(between) > _FAR or any(mark in between for mark in _ENDS) or isinstance(one, OpenPeriod):
            return None
        opens = not one.start or text[one.start - 1] in _OPENERS
        if not one.anchored or not opens or one.first_day is None:
            continue
        if not one.lasts_year or one.first_day.year != one.last_day.year:
            return None
        clause = _CLAUSE.split(between)[0]
        return None if _ATTRIBUTE in clause or _FOUNDED.search(clause) else one.last_day.year
    return None
