"""Tell notices of misprints, whose figures are the wrong one and the right one side by side, and what was revised."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_SAID = words_of("bindings")["misprints"]
_REVISED, _BUDGETS = words_of("bindings")["revised"], words_of("bindings")["budgets"]
_TAKES_PLACE = re.compile(f"(?:{alternation(_REVISED['words'])})(?:{alternation(_REVISED['links'])})$")
_ADJUSTS = re.compile(f"(?:{alternation(_BUDGETS['adjusted'])})(?:{alternation(_BUDGETS['to'])})$")
_OF_BUDGET = re.compile(alternation(_BUDGETS["first"]))
_NOTICE = re.compile(
    rf"{alternation(_SAID['words'])}|(?<![{_SAID['should_not_after']}])应(?:更正|改)?为"
    rf"|(?<!没)有误(?![{_SAID['wrong_not_before']}])"
)


def misprint(sentence: ParsedSentence) -> str:
    """Return the words that correct what was printed: 「“接待游客86万人次”应为“68万人次”」, else ""."""
    found = _NOTICE.search(sentence.text, sentence.start, sentence.end)
    return found[0] if found else ""


def revised(sentence: ParsedSentence, start: int, end: int, *, leads_on: bool) -> str:
    """Return the words between two figures by which the second takes the place of the first, else "".

    「初步核算数为286.7亿元，经最终核实为289.1亿元」, 「由年初的30亿元调整为28.5亿元」. `leads_on` says that 由 or 从 stands
    before the first, which then is a level of its own time, but for a budget's.
    """
    found = None if leads_on else _TAKES_PLACE.search(sentence.text, start, end)
    if found is None and _OF_BUDGET.search(sentence.text, sentence.start, start):
        found = _ADJUSTS.search(sentence.text, start, end)
    return found[0] if found else ""
