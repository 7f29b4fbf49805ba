"""Tell amounts that only sort what is counted: 「总投资5000万元以上项目238个」, 「其中6个项目总投资超过5亿元」."""

from __future__ import annotations

import re
from itertools import takewhile

from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import FARTHEST
from pipeline.dimensions import dimensions
from pipeline.words import words_of

_NOUNS = "|".join(words_of("bindings")["sorted"])
# 「5000万元以上项目」, 「5亿元及以上新签约项目」
_SORTING = re.compile(f"[以上及的]*+(?:{_NOUNS})|及?以[上下]的?[^，,。；;：:、0-9]{{0,8}}?(?:{_NOUNS})")
_BOUNDS = tuple(words_of("bindings")["bounds"])
_TOTAL: str = words_of("bindings")["total_of_projects"]
_COUNTED = ("rest", "tail", "mention", "subject", "quantity")  # what may be counted behind a threshold
_ABOVE = ("over", "at_least")
_PICKS = (words_of("bindings")["picks"], words_of("bindings")["among"])
_ALL = frozenset(words_of("bindings")["all"])
_OF = re.compile(f"(?:{'|'.join(words_of('bindings')['bounds'][:2])})?的")


def threshold(state: BindingState, index: int) -> bool:
    """Say whether an amount only sorts what is counted, behind it or before it."""
    money = dimensions().get(state.quantity(index).unit) == "currency"
    return _sorts_behind(state, index, money=money) or _sorts_before(state, index, money=money)


def _sorts_behind(state: BindingState, index: int, *, money: bool) -> bool:
    """Say whether what is counted follows: 「12个投资超亿元的项目」, 「投资超10亿元的有3个」."""
    tokens, quantity = state.sentence.tokens, state.quantity(index)
    behind = list(takewhile(lambda token: token.kind != "mark", tokens[index + 1 : index + FARTHEST]))
    counted = any(one.kind == "quantity" and dimensions().get(one.value.unit) == "count" for one in behind)
    if quantity.qualifier in _ABOVE and counted and _OF.match(state.sentence.text, tokens[index].end):
        return True  # 「接待游客超万人次的景区已有73个」, 「出租率达90%以上的有73家」
    if money and _SORTING.match(state.sentence.text, tokens[index].end):
        return counted or quantity.qualifier in _ABOVE
    bounded = bool(behind) and state.sentence.word(behind[0]) in _BOUNDS
    if not counted or not bounded or (money and _is_sum(state, index)):
        return False
    return next(one.kind for one in behind if one.kind != "plain") in _COUNTED


def _is_sum(state: BindingState, index: int) -> bool:
    """Say whether an exact total is of all the projects counted behind it: 「总投资45亿元的7个项目集中开工」."""
    behind = state.sentence.tokens[index + 1 : index + 3]
    several = state.sentence.word(behind[0]) == "的" and behind[-1].kind == "quantity"
    exact = state.quantity(index).qualifier in ("exact", "about")
    return several and exact and state.word(index - 1).startswith(_TOTAL)


def _sorts_before(state: BindingState, index: int, *, money: bool) -> bool:
    """Say whether each of those counted just before exceeds the amount: 「有6个项目总投资超过5亿元」.

    Those that are picked from others (有, 其中, 中) have no sum, nor have 「7个项目投资额都超亿元」.
    """
    tokens, word = state.sentence.tokens, state.sentence.word
    before = state.before(index, 2)
    count = before[-1] if before else index
    between = tokens[count + 1 : index]
    counts = dimensions().get(state.quantity(count).unit) == "count"
    marked = any(token.kind == "mark" for token in between)
    if state.quantity(index).qualifier not in _ABOVE or not counts or not between or marked:
        return False
    picked = any(one.kind == "part" or word(one).endswith(_PICKS) for one in tokens[:count][-1:])
    picked = picked or any(word(one) in _ALL for one in between)
    listed = state.rejected.get(before[0])  # 「有5个总投资超过10亿元，17个项目总投资超1亿元」
    return picked or (
        money and (between[0].kind == "mention" or (listed is not None and listed.reason == "threshold"))
    )
