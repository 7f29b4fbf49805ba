"""Tell what an attribute is of: 「投资1亿元的甲项目和投资2亿元的乙」, each to its own."""

from __future__ import annotations

import re

from pipeline.clauses.tokens import ParsedSentence
from pipeline.quantities import Quantity
from pipeline.words import words_of

_OF_NAME = re.compile(r"(?:以上|左右|余|多)?的")
_LEADS = ("mention", "plain", "plan", "place", "own", "period", "part", "lead")
_ENDS = "；;。"
_AND = frozenset(words_of("bindings")["and"])


def is_attribute(sentence: ParsedSentence, quantity: Quantity, end: int) -> bool:
    """Say whether a figure opens an item and stands in an attribute whose amounts end at an offset: 「；投资2亿元的」."""
    if not _OF_NAME.match(sentence.text, end, sentence.end):
        return False
    for token in reversed(sentence.leading_to(quantity.start)):
        if token.kind == "mark" or sentence.word(token) in _AND:
            return True
        if token.kind not in _LEADS:
            return False
    return True


def is_told_apart(sentence: ParsedSentence, quantity: Quantity) -> bool:
    """Say whether what stands before an attribute in its item is of another: nothing, or a name with its own attribute.

    「甲项目已投产；投资2亿元的」, 「投资1亿元的甲项目和投资2亿元的」, but not 「甲项目总投资8亿元，年产3万吨的生产线」.
    """
    opening = sentence.opening(quantity.start, _ENDS)
    tokens = [one for one in sentence.leading_to(quantity.start) if one.start >= opening]
    named = next((at for at, one in enumerate(tokens) if one.kind == "subject"), None)
    if named is None:
        return True
    before = tokens[:named]
    return any(one.kind == "quantity" for one in before) and sentence.word(before[-1]).endswith("的")
