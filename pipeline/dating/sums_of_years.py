"""Tell sums of several years that only a comparison gives away: 「投资累计完成538亿元，是前五年的1.25倍」."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_WORDS = words_of("bindings")["sums_of_years"]
_COMPARED = re.compile(
    rf"[，,、][^，,。；;、0-9]{{0,4}}(?:{alternation(_WORDS['compares'])})"
    rf"(?:(?:{alternation(_WORDS['before'])})[二两三四五六七八九十2-9]年|“?十[一二三四五]五”?(?:{alternation(_WORDS['times'])}))"
)
_RISES = re.compile(rf"[，,、](?:{alternation(_WORDS['rises'])})")
_CLAUSES = re.compile("[，,。；;：:]")


def of_many_years(sentence: ParsedSentence, index: int) -> bool:
    """Say whether the clause behind a figure compares it with the sum of several years, or tells how a sum rose a year."""
    token = sentence.tokens[index]
    if _COMPARED.match(sentence.text, token.end, sentence.end):
        return True
    clause = _CLAUSES.split(sentence.text[sentence.start : token.start])[-1]
    return _WORDS["sums"] in clause and _RISES.match(sentence.text, token.end, sentence.end) is not None
