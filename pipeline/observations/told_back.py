"""Tell whether a sentence of a text without a date looks back: below 「工作回顾」, or how a span went."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.observations.reviews import is_review
from pipeline.words import words_of

_WORDS = words_of("bindings")["told_back"]
_PAST = re.compile(f"(?<![十百])(?:{'|'.join(_WORDS['past'])})")  # not 「三十|一年来」
_AHEAD = re.compile("|".join(_WORDS["ahead"]))
# In headings: 「二、目标任务」; a review tells of goals that were met.
_OUTLOOKS = tuple(words_of("bindings")["outlooks"])
_SPAN = re.compile("季度|上半年|[0-9]月")  # 下半年 may be to come
_STATES = re.compile("|".join(_WORDS["states"]))
_NAMED_YEAR = "(?P<{}>(?:19|20)[0-9]{{2}})年"
_LOOKED_BACK = re.compile(
    f"(?:{'|'.join(_WORDS['looks_back_on'])})了?{_NAMED_YEAR.format('first')}"
    f"|{_NAMED_YEAR.format('second')}(?:政府)?工作(?:{'|'.join(_WORDS['looks_back_on'])})"
)
_WAS = re.compile(f"{_NAMED_YEAR.format('year')}[，,]?是[^。；;\n]{{2,60}}(?:的一年|之年)")
_NEAR = 1500  # characters back to the year that is looked back on
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


def year_looked_back_on(text: str, figure: int) -> int | None:
    """Return the year that the text before a figure last says it reviews (回顾了2012年, 2012年工作回顾), None for none.

    What turns to later things behind that ends it.
    """
    found = _last(_LOOKED_BACK, text, max(0, figure - _NEAR), figure)
    if found is None or _AHEAD.search(text, found.end(), figure):
        return None
    if any(word in text[found.end() : figure] for word in _OUTLOOKS):
        return None
    return int(found["first"] or found["second"])


def year_described(text: str, figure: int) -> int | None:
    """Return the year that the paragraph of a figure last says what it was, or None: 「2012年，是…的一年。预计实现…」."""
    line = text.rfind("\n", 0, figure) + 1
    found = _last(_WAS, text, max(line, figure - _NEAR), figure)
    return None if found is None or _AHEAD.search(text, found.end(), figure) else int(found["year"])


def _last(pattern: re.Pattern[str], text: str, first: int, end: int) -> re.Match[str] | None:
    """Return the last place in text[first:end] that a pattern matches, or None."""
    return next(reversed([*pattern.finditer(text, first, end)]), None)


def is_span_told(sentence: ParsedSentence, expecting: Token) -> bool:
    """Say whether a clause before 预计 tells how a part of a year went: 「一季度，旅游市场运行平稳，预计接待…」."""
    before = sentence.text[sentence.start : expecting.start]
    spans = list(_SPAN.finditer(before))
    if not spans or _AHEAD.search(before, spans[-1].end()):
        return False
    return any(_STATES.search(clause) for clause in re.split("[，,]", before[spans[-1].end() :])[1:-1])
