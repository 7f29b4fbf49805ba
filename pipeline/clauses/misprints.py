"""Tell notices of misprints, whose figures are the wrong one and the right one side by side."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_SAID = words_of("bindings")["misprints"]
_NOTICE = re.compile(
    rf"{alternation(_SAID['words'])}|(?<![{_SAID['should_not_after']}])应(?:更正|改)?为"
    rf"|(?<!没)有误(?![{_SAID['wrong_not_before']}])"
)


def misprint(sentence: ParsedSentence) -> str:
    """Return the words that correct what was printed: 「“接待游客86万人次”应为“68万人次”」, else ""."""
    found = _NOTICE.search(sentence.text, sentence.start, sentence.end)
    return found[0] if found else ""
