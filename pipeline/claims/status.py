"""Say whether a figure is planned or actual, by the plan words, done deeds and periods before it."""

from __future__ import annotations

from datetime import date
from functools import cache

from pipeline.claims.stretch import FARTHEST, is_base
from pipeline.cues import cue_words
from pipeline.periods import OpenPeriod, Period
from pipeline.reading import Reading, Token


def status_of(reading: Reading, index: int, published: date | None) -> str:
    """Say whether the figure is planned: a plan word holds in its clause, an onward one to the sentence's end.

    A word of done deeds (已完成) or a period that is over ends either; so does a semicolon, unless the list of an
    onward word goes on behind it without a place, time or owner of its own (「预计全年完成…；实现…」).
    """
    commas = 0
    beyond = False
    for step in range(index - 1, max(-1, index - FARTHEST), -1):
        token = reading.tokens[step]
        if token.kind == "mark" and token.value in "，,":
            commas += 1
        elif token.kind == "mark" and token.value in "；;":
            beyond = True
        elif token.kind == "done" or (token.kind in _OWNERS and not beyond and _opens_item(reading, step)):
            return "actual"
        elif token.kind == "plan_onward" or (not commas and not beyond and _plans(reading, token)):
            return "planned"
        elif token.kind == "period" and (isinstance(token.value, OpenPeriod) or is_base(reading, token)):
            continue
        elif token.kind == "period" and is_over(token.value, published):
            return "actual"
        elif token.kind == "period" and is_to_come(token.value, published):
            return "planned"
    return "actual"


# What makes the item behind a semicolon one of its own.
_OWNERS = ("own", "place", "subject", "period")


def _opens_item(reading: Reading, step: int) -> bool:
    """Say whether a token is the first behind a semicolon: 「；全县实现税收…」."""
    before = reading.tokens[step - 1] if step else None
    return before is not None and before.kind == "mark" and before.value in "；;"


def _plans(reading: Reading, token: Token) -> bool:
    """Say whether a token plans: a plan word, or a term that holds one (计划总投资, 年度投资计划)."""
    if token.kind == "mention":
        word = reading.word(token)
        return word.startswith(_plan_words()) or word.endswith(_plan_words())
    return token.kind == "plan"


def is_to_come(period: Period, published: date | None) -> bool:
    """Say whether the period begins after the document's date, or is a point behind it (到2027年底)."""
    return published is not None and (period.first_day or period.last_day) > published


@cache
def _plan_words() -> tuple[str, ...]:
    return tuple(word for word, role in cue_words().items() if role == "plan")


def is_over(period: Period, published: date | None) -> bool:
    """Say whether the period lies wholly before the document's date."""
    return (
        published is not None and period.anchored and bool(period.first_day) and period.last_day < published
    )
