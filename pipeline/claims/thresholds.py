"""Tell amounts that only sort what is counted: 「总投资5000万元以上项目238个」, 「其中6个项目总投资超过5亿元」."""

from __future__ import annotations

import re

from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import FARTHEST
from pipeline.clauses.tokens import Token
from pipeline.dimensions import dimensions
from pipeline.words import words_of

_NOUNS = "|".join(words_of("bindings")["sorted"])
# 「5000万元以上项目」, 「5亿元及以上新签约项目」
_SORTING = re.compile(f"[以上及的]*+(?:{_NOUNS})|及?以[上下]的?[^，,。；;：:、0-9]{{0,8}}?(?:{_NOUNS})")
_BOUNDS = tuple(words_of("bindings")["bounds"])
_TOTAL: str = words_of("bindings")["total_of_projects"]
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
    tokens = state.sentence.tokens
    quantity = state.quantity(index)
    behind = tokens[index + 1 : _clause_end(state, index)]
    sorting = money and _SORTING.match(state.sentence.text, tokens[index].end) is not None
    bounded = bool(behind) and state.sentence.word(behind[0]) in _BOUNDS
    counted = any(t.kind == "quantity" and dimensions().get(t.value.unit) == "count" for t in behind)
    if quantity.qualifier in _ABOVE and counted and _OF.match(state.sentence.text, tokens[index].end):
        return True  # 「接待游客超万人次的景区已有73个」, 「出租率达90%以上的有73家」
    if not sorting and not bounded:
        return False
    if sorting:
        return counted or quantity.qualifier in _ABOVE
    if money and _is_sum(state, index, behind):
        return False
    named = next((token for token in behind if token.kind != "plain"), None)
    kinds = (
        ("rest", "tail", "mention", "subject", "quantity")
        if money
        else ("rest", "tail", "mention", "subject")
    )
    return counted and named is not None and named.kind in kinds


def _is_sum(state: BindingState, index: int, behind: list[Token]) -> bool:
    """Say whether an exact total is of all the projects counted behind it: 「总投资45亿元的7个项目集中开工」."""
    term = state.sentence.tokens[index - 1] if index else None
    total = term is not None and term.kind == "mention" and state.sentence.word(term).startswith(_TOTAL)
    exact = state.quantity(index).qualifier in ("exact", "about")
    several = len(behind) > 1 and state.sentence.word(behind[0]) == "的" and behind[1].kind == "quantity"
    counted = several and dimensions().get(behind[1].value.unit) == "count" and behind[1].value.value > 1
    return total and exact and counted


def _sorts_before(state: BindingState, index: int, *, money: bool) -> bool:
    """Say whether each of those counted just before exceeds the amount: 「有6个项目总投资超过5亿元」.

    「6个重点项目总投资超过30亿元」 may be their sum; those that are picked from others (有, 其中, 中) have none, nor
    have 「7个项目投资额都超亿元」.
    """
    tokens = state.sentence.tokens
    before = state.before(index, 2)
    if state.quantity(index).qualifier not in _ABOVE or not before:
        return False
    count = before[-1]
    between = tokens[count + 1 : index]
    counts = dimensions().get(state.quantity(count).unit) == "count"
    if not counts or not between or any(token.kind == "mark" for token in between):
        return False
    lead = tokens[count - 1] if count else None
    picked = lead is not None and (lead.kind == "part" or state.sentence.word(lead).endswith(_PICKS))
    picked = picked or any(state.sentence.word(token) in _ALL for token in between)
    listed = len(before) > 1 and state.rejected.get(before[0])
    named = money and between[0].kind == "mention"
    return picked or named or bool(money and listed and listed.reason == "threshold")


def _clause_end(state: BindingState, index: int) -> int:
    tokens = state.sentence.tokens
    last = min(index + FARTHEST, len(tokens))
    return next((step for step in range(index, last) if tokens[step].kind == "mark"), last)
