"""Tell what goes on about another year than the document's: 「2019年，到位资金72亿元。新签约项目45个。」 in 2020."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from pipeline.periods import OpenPeriod, Period, points_back
from pipeline.reading import Reading
from pipeline.settings import Setting

_START = attrgetter("start")
_ENDS = "。！？!?"
_OPENERS = (*_ENDS, "\n", "，", ",", "；", ";", "：", ":", " ", "　")
_FIGURE = re.compile("[0-9]")
_MOST = 20  # periods that are looked back over


def of_another_year(reading: Reading, setting: Setting, at: int) -> bool:
    """Say whether the nearest times before a figure at `at`, in its paragraph, are all of years before the document's.

    Any other time behind them reopens: 「2019年，…。目前，…」.
    """
    if setting.published is None:
        return False
    text, paragraph = reading.text, reading.text.rfind("\n", 0, reading.start) + 1
    first, last = (bisect_left(setting.periods, edge, key=_START) for edge in (paragraph, at))
    told = [one for one in setting.periods[max(first, last - _MOST) : last] if _opens(text, one)]
    if not told or told[-1].start >= reading.start:
        return False
    if not _FIGURE.search(text, told[-1].end, reading.start):
        return False  # 「去年，设立基金。…，已吸引4家企业」
    sentence = max(text.rfind(mark, paragraph, told[-1].start) for mark in _ENDS)
    return all(_is_other(one, setting) for one in told if one.start > sentence)


def _opens(text: str, one: Period | OpenPeriod) -> bool:
    """Say whether a time opens a clause, and is measured from no other."""
    return (not one.start or text[one.start - 1] in _OPENERS) and not (
        isinstance(one, Period) and points_back(one)
    )


def _is_other(one: Period | OpenPeriod, setting: Setting) -> bool:
    year = setting.published.year if setting.published else 0
    return isinstance(one, Period) and one.anchored and one.last_day.year < year
