"""Know a sum of more than the period told beside it, and a month that closes a sum from January on.

「4月，预算收入累计完成2亿元，完成年初预算的40%」.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.clauses.tokens import ParsedSentence
from pipeline.periods import Period
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_WORDS: dict[str, Any] = words_of("bindings")["year_to_date"]
_OF_THIS_YEAR = re.compile(f"[，,（(；;]?其中[，,：:]?(?:{alternation(_WORDS['this_year'])})")
_LONGEST_MONTH = 31  # days
_REACH = 40  # characters behind a figure in which its plan stands
_OF_PLAN = re.compile(
    f"(?:{alternation(_WORDS['of_years'])})?(?:{alternation(_WORDS['plans'])})[^，,。；;%％]{{0,16}}[0-9] ?[%％]"
)


def to_date(sentence: ParsedSentence, period: Period | None, step: int, index: int) -> Period | None:
    """Return the months from January for a month in which a sum is told to reach a share of the year's plan.

    `step` is the index of the period's token, `index` that of the figure.
    """
    if period is None or period.first_day is None or period.days > _LONGEST_MONTH:
        return period
    if period.first_day.day != 1 or period.first_day.month == 1 or period.holiday:
        return period
    tokens = sentence.tokens
    before = sentence.text[tokens[step].end : tokens[index].start]
    if not any(word in before for word in _WORDS["sums"]):
        return period
    if not _OF_PLAN.search(sentence.text, tokens[step].end, min(sentence.end, tokens[index].end + _REACH)):
        return period
    return replace(period, first_day=date(period.first_day.year, 1, 1))


def sums_up_further(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether a figure sums up more than the period's: 「6月完成投资1.2亿元，累计完成投资16.8亿元」.

    What is told before or behind is of that period: 「1—8月，…累计完成投资97亿元，其中今年完成投资41亿元」.
    """
    tokens = sentence.tokens
    summed = any(word in sentence.text[tokens[step].end : tokens[index].start] for word in _WORDS["sums"])
    spans = getattr(tokens[step].value, "first_day", None) is not None
    if summed and spans and _OF_THIS_YEAR.match(sentence.text, tokens[index].end):
        return True
    measured: set[str] = set()
    told = since = -1  # where the last figure of the last term ends, and the one before of the same thing
    for token in tokens[step + 1 : index]:
        if token.kind == "mention":
            named = {term.indicator for term in token.value.terms}
            since = told if measured & named else -1
            measured, told = named, -1
        elif token.kind == "quantity" and measured:
            told = token.end
    behind = sentence.text[since : tokens[index].start] if since >= 0 else ""
    return any(word in behind for word in _WORDS["sums"])


def sums_up(sentence: ParsedSentence, index: int) -> bool:
    """Say whether the clause of a figure calls it a sum: 「，财政收入累计完成98亿元」."""
    start = sentence.tokens[index].start
    clause = sentence.text[sentence.opening(start, "，,；;。") : start]
    return any(word in clause for word in _WORDS["sums"])
