"""Tell those won of late from all there are: 「培育规上工业企业8家」 says nothing of how many there are."""

from __future__ import annotations

from pipeline.dimensions import counts_all
from pipeline.indicators import Indicator
from pipeline.reading import Reading, Token
from pipeline.words import words_of

_AND = tuple(words_of("bindings")["and"])
GAINS = frozenset(words_of("bindings")["gains"])
_STANDING = frozenset(words_of("bindings")["standing"])
_LONGEST_LIST = 24  # tokens
_LISTED = ("quantity", "mention", "rest", "plain")


def newly_won(reading: Reading, step: int, start: int, entry: Indicator) -> str:
    """Return the word before a term that makes it a count of new ones, or "".

    The token at `step` is the word, or the 、 or 和 of a list that it began: 「培育高新技术企业5家、专精特新企业3家」,
    「新增A和B各3家」, also where it is a term's own (新增规上工业企业). Behind 「全县现有…，培育…」 all are told.
    """
    if not counts_all(entry):
        return ""
    token = reading.tokens[step]
    if reading.word(token) in _AND:
        token = _verb_of_list(reading, step) or token
    word = reading.word(token)
    if token.kind == "mention":
        word = next((gain for gain in GAINS if word.startswith(gain)), "")
    if token.end > start or word not in GAINS:
        return ""
    before = reading.tokens[max(0, step - _LONGEST_LIST) : step]
    return "" if any(reading.word(one) in _STANDING for one in before) else word


def _verb_of_list(reading: Reading, step: int) -> Token | None:
    """Return what a list that goes on at `step` begins with: its verb, or the term that holds one."""
    for one in reversed(reading.tokens[max(0, step - _LONGEST_LIST) : step]):
        word = reading.word(one)
        if one.kind == "mention" and word.startswith(tuple(GAINS)):
            return one
        if word in GAINS or (one.kind not in _LISTED and word not in _AND):
            return one
    return None
