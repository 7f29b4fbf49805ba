"""Tell what is set out to be built: 「拟投资6亿元，占地200亩，年产值2亿元」."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_INTENTIONS = words_of("bindings")["intentions"]
_INTENDS = re.compile(
    rf"(?<![{_INTENTIONS['not_after']}])(?:{alternation(_INTENTIONS['words'])})"
    rf"(?:(?<=拟)总(?=投资)|在[^，,。；;：:0-9]{{1,16}}?)?(?:{alternation(_INTENTIONS['verbs'])})(?!项目|工程)"
)
_TOLD_OF_NOW = re.compile(alternation(_INTENTIONS["told_of_now"]))
_OTHERS = ("own", "place", "subject", "period", "done")
_CLAUSES = "；;。"
_COMMA = re.compile("[，,]")


def intended(sentence: ParsedSentence, index: int) -> bool:
    """Say whether a figure tells of what its sentence, to a semicolon, sets out to build, with nothing of its own between.

    What was done or is there already ends it: 「拟投资6亿元，已完成投资2亿元，现有职工80人」.
    """
    figure, text = sentence.tokens[index].start, sentence.text
    *_, found = [None, *_INTENDS.finditer(text, sentence.opening(figure, _CLAUSES), figure)]
    if found is None or _TOLD_OF_NOW.search(text, found.end(), figure):
        return False
    comma = _COMMA.search(text, found.end(), figure)
    behind = comma.end() if comma else figure
    return not any(
        token.kind in _OTHERS and behind <= token.start < figure for token in sentence.leading_to(figure)
    )
