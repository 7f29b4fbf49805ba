"""Tell those won of late from all there are: 「培育规上工业企业8家」 says nothing of how many there are."""

from __future__ import annotations

from pipeline.dimensions import counts_all
from pipeline.indicators import Indicator
from pipeline.reading import Reading
from pipeline.words import words_of

GAINS = frozenset(words_of("bindings")["gains"])
_STANDING = frozenset(words_of("bindings")["standing"])
_LONGEST_LIST = 24  # tokens
_LISTED = ("quantity", "mention", "rest", "plain")


def newly_won(reading: Reading, step: int, start: int, entry: Indicator) -> str:
    """Return the word before a term that makes it a count of new ones, or "".

    The token at `step` is the word, or the 、 of a list that it began: 「培育高新技术企业5家、专精特新企业3家」. Behind
    「全县现有…，培育…」 all are told.
    """
    if not counts_all(entry):
        return ""
    token = reading.tokens[step]
    if reading.word(token) == "、":
        listed = reversed(reading.tokens[max(0, step - _LONGEST_LIST) : step])
        first = (one for one in listed if one.kind not in _LISTED and reading.word(one) != "、")
        token = next(first, token)
    word = reading.word(token)
    if token.kind != "lead" or token.end > start or word not in GAINS:
        return ""
    before = reading.tokens[max(0, step - _LONGEST_LIST) : step]
    return "" if any(reading.word(one) in _STANDING for one in before) else word
