"""Tell what a clause leaves out of the whole: 「剔除房地产开发投资后，全区固定资产投资增长10.2%」 is of a part."""

from __future__ import annotations

import re

from pipeline.clauses.lead_in import COMMAS
from pipeline.clauses.tokens import ParsedSentence
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_SAID = words_of("bindings")["left_out"]
_WORDS, _ENDS, _ALONE = (alternation(_SAID[name]) for name in ("words", "ends", "alone"))
_OTHER = rf"(?:(?!{alternation(_SAID['but'])})[^，,；;。：:\n])"
_LEFT_OUT = re.compile(rf"(?:(?:{_WORDS}){_OTHER}{{1,24}}(?:{_ENDS})|(?:{_ALONE}){_OTHER}{{1,24}})$")
_LONGEST = 34  # characters


def left_out(sentence: ParsedSentence, step: int) -> str:
    """Return the clause that ends at the comma `step` and leaves something out, or ""."""
    comma = sentence.tokens[step]
    if not comma.is_mark(COMMAS):
        return ""
    clause = re.split(
        "[，,；;。：:]", sentence.text[max(sentence.start, comma.start - _LONGEST) : comma.start]
    )[-1]
    found = _LEFT_OUT.search(clause)
    return found[0] if found else ""
