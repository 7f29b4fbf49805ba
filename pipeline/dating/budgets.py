"""Tell what is budgeted: the items of a budget, and the amounts that one is adjusted from and to."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_BUDGETS = words_of("bindings")["budgets"]
_BUDGET, _MONEY = "预算", "元"
_OF_BUDGET = re.compile(alternation(_BUDGETS["first"]))
_OPENS = re.compile(
    f"(?:{alternation(_BUDGETS['heads'])}){_BUDGET}(?:{alternation(_BUDGETS['tails'])}){{0,3}}(?:[是为][:：]?|[:：])(?![0-9])"
)
_ADJUSTS = f"(?:{alternation(_BUDGETS['adjusted'])})(?:{alternation(_BUDGETS['to'])})"
_ADJUSTED_TO = re.compile(f"{_ADJUSTS}(?:约|近)?$")
_ADJUSTED_FROM = re.compile(f"(?:左右)?[，,]?{_ADJUSTS}")
_CARRIED_OUT = re.compile(alternation(_BUDGETS["carried_out"]))
_LEAD = 8  # characters before a figure in which 调整为 ends


def budgeted(sentence: ParsedSentence, start: int, end: int) -> bool:
    """Say whether the figure in a span is one of a budget: in its list (「年初预算为：…」), or adjusted.

    「由年初的5.2亿元调整为6.1亿元」 are two.
    """
    text, first = sentence.text, sentence.start
    if text.endswith(_MONEY, start, end) and _OF_BUDGET.search(text, first, start):
        before = text[max(first, start - _LEAD) : start]
        if _ADJUSTED_TO.search(before) or _ADJUSTED_FROM.match(text, end, sentence.end):
            return True
    opened = _OPENS.search(text, first, start)
    return opened is not None and not _CARRIED_OUT.search(text, opened.end(), start)
