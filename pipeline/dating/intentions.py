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
_A_YEAR = tuple(_INTENTIONS["a_year"])
_SIGNS = re.compile(f"(?:{alternation(_INTENTIONS['signs'])})[^，,。；;]*$")
_SIGNED = re.compile(f"[^，,。；;]{{0,40}}项目(?:{alternation(_INTENTIONS['signed'])})")
_COMMA = re.compile("[，,]")


def intended(sentence: ParsedSentence, index: int) -> bool:
    """Say whether a figure tells of what its sentence, to a semicolon, sets out to build, with nothing of its own between.

    What was done or is there already ends it: 「拟投资6亿元，已完成投资2亿元，现有职工80人」. What a project is to make a
    year is intended where it is signed: 「年产20万吨磷酸一铵项目签约仪式」.
    """
    figure, text = sentence.tokens[index].start, sentence.text
    if _is_signed(sentence, figure):
        return True
    *_, found = [None, *_INTENDS.finditer(text, sentence.opening(figure, _CLAUSES), figure)]
    if found is None or _TOLD_OF_NOW.search(text, found.end(), figure):
        return False
    comma = _COMMA.search(text, found.end(), figure)
    behind = comma.end() if comma else figure
    return not any(
        token.kind in _OTHERS and behind <= token.start < figure for token in sentence.leading_to(figure)
    )


def _is_signed(sentence: ParsedSentence, figure: int) -> bool:
    """Say whether a figure is what a project, whose contract its clause signs, is to make a year."""
    text = sentence.text
    if not text.endswith(_A_YEAR, sentence.start, figure):
        return False
    opens = sentence.opening(figure, "，,；;。")
    return (
        _SIGNS.search(text, opens, figure) is not None
        or _SIGNED.match(text, figure, sentence.end) is not None
    )
