"""Tell what breaks down the total of some: 「限额以上单位零售额17亿元。按所在地分，城镇消费品零售额16亿元」."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence
from pipeline.indicators import Indicator
from pipeline.words import words_of

_WORDS = words_of("bindings")["breakdowns"]
_OPENS = re.compile("[按分从][^，,。；;：:0-9\n]{1,14}[分看][，,：:]")
_OF_WHICH = tuple(words_of("bindings")["of_which"])
_RESTRICTED, _WHOLE, _TOLD = _WORDS["restricted"], _WORDS["whole"], _WORDS["told"]
_ENDS = re.compile("[。\n]")
_REACH = 400  # characters back to the sentence of the total


def of_a_breakdown(sentence: ParsedSentence, entry: Indicator) -> str:
    """Return the word that restricts the total which a sentence breaks down, "" where it breaks down all or nothing.

    The total stands in the last sentence before that tells one and is no breakdown itself.
    """
    if entry.group not in _WORDS["groups"] or not _OPENS.match(sentence.text, sentence.start):
        return ""
    before = _ENDS.split(sentence.text[max(0, sentence.start - _REACH) : sentence.start])
    told = (piece.strip() for piece in reversed(before) if piece.strip())
    told = (piece for piece in told if not (_OPENS.match(piece) or piece.startswith(_OF_WHICH)))
    totals = (piece for piece in told if any(one in piece for one in _TOLD))
    total = next(totals, "")
    word = next((one for one in _RESTRICTED if one in total), "")
    return "" if any(one in total for one in _WHOLE) else word
