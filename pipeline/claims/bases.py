"""Tell what a growth is measured on, where that is something else than the year before."""

from __future__ import annotations

from pipeline.claims.binding import Sentence
from pipeline.claims.dating import period_of
from pipeline.claims.stretch import Stretch
from pipeline.periods import OpenPeriod
from pipeline.reading import Token
from pipeline.words import words_of

_COMPARED = tuple(words_of("bindings")["compares"])


def other_base(sentence: Sentence, stretch: Stretch) -> str:
    """Return the words that compare with something else than the year before, or ""."""
    tokens = stretch.tokens()
    for position, token in enumerate(tokens):
        if token.kind == "base_other":
            return sentence.reading.word(token)
        if sentence.reading.word(token) in _COMPARED and (far := _far_year(sentence, tokens[:position])):
            return far
        if token.kind not in ("than", "base_year"):
            continue
        beside = tokens[position + 1 : position + 2]
        if token.kind == "than":
            beside += tokens[max(0, position - 1) : position]
        elif sentence.reading.word(token) != "同比":  # 「同比2019年增长20%」
            continue
        base = next((other for other in beside if other.kind == "period"), None)
        if base is not None:
            own = period_of(sentence.reading, stretch.indices[position])
            year = own.last_day.year if own else None
            if own is None and token.kind == "base_year" and sentence.published:
                year = sentence.published.year
            open_base = isinstance(base.value, OpenPeriod)  # 比2O23年增长5%
            if open_base or year is None or year - base.value.last_day.year != 1:
                return sentence.reading.word(base)
    return ""


def _far_year(sentence: Sentence, tokens: list[Token]) -> str:
    """Return the year that 「与2010年第六次人口普查相比」 compares with, if it is not of late; else ""."""
    for token in reversed(tokens):
        if token.kind == "mark":
            return ""
        if token.kind == "period":
            far = (
                isinstance(token.value, OpenPeriod)
                or sentence.published is None
                or token.value.last_day.year < sentence.published.year - 2
            )
            return sentence.reading.word(token) if far else ""
    return ""


def base_before(sentence: Sentence, stretch: Stretch) -> str:
    """Return the other base that the figure before was compared with: 「比年初增加35亿元，增长7.4%」, else ""."""
    if stretch.has("base_year", "mention"):
        return ""
    before = sentence.rejected.get(stretch.behind)
    return before.about if before and before.reason == "other_base" else ""
