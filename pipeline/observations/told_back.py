"""Tell whether a sentence of a text without a date looks back: below 「工作回顾」, or behind 「过去的一年，…」."""

from __future__ import annotations

import re

from pipeline.observations.reviews import is_review
from pipeline.words import words_of

_WORDS = words_of("bindings")["told_back"]
_PAST = re.compile(f"(?<![十百])(?:{'|'.join(_WORDS['past'])})")  # not 「三十|一年来」
_AHEAD = re.compile("|".join(_WORDS["ahead"]))
_OUTLOOKS = tuple(
    words_of("bindings")["outlooks"]
)  # in headings: 「二、目标任务」; a review tells of goals that were met
_REACH = 8000  # characters back to the heading of a review
_HEADING = 30  # characters of a heading, at most
_MARKS = "，,。；;"


def is_told_back(text: str, start: int, figure: int) -> bool:
    """Say whether a sentence that begins at `start` looks back on a year that is over, up to its figure.

    What its paragraph says tells most (「过去的一年，…。预计…」), else the last heading of a review or an outlook above.
    Behind 今年 and 新的一年 nothing does.
    """
    line = text.rfind("\n", 0, start) + 1
    if _AHEAD.search(text, start, figure):
        return False
    past, ahead = (
        max((one.end() for one in said.finditer(text, line, start)), default=0) for said in (_PAST, _AHEAD)
    )
    if past or ahead:
        return past > ahead
    for above in reversed(text[max(0, line - _REACH) : line].split("\n")):
        if not 0 < len(above) <= _HEADING or any(mark in above for mark in _MARKS):
            continue
        if _AHEAD.search(above) or any(word in above for word in _OUTLOOKS):
            return False
        if is_review(above) or _PAST.search(above):
            return True
    return False
