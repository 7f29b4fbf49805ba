"""Refuse figures of a firm, of what a project builds, and of what a plant can make, as those of a place or a count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.claims.claim import Claim
from pipeline.claims.state import BindingState, Refusal
from pipeline.clauses.tokens import Token
from pipeline.quantities.units import alternation
from pipeline.words import words_of

_WORDS = words_of("bindings")["others_figures"]
_OF_FIRMS = frozenset(_WORDS["of_firms"])
_SCALES = tuple(words_of("bindings")["above_scale"])
_OF_ALL_INDUSTRY = frozenset(_WORDS["of_all_industry"])
# Not those that are counted behind it: 「规上工业企业85家，…」.
_LARGE = re.compile(f"((?:{alternation([*_SCALES])})(?:工业)?企业)(?![^，,]{{0,4}}[0-9])[^，,；;]*[，,]")
_BUILT, _PROJECTS = frozenset(_WORDS["built"]), frozenset(_WORDS["projects"])
_FIRMS = tuple(_WORDS["firms"])
_MAKES = tuple(_WORDS["makes"])
_BEHIND = "term_after"  # the rule of a figure before its term


def of_firm(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse what a clause goes on about behind 公司 as the place's: 「公司产值增长31%，出口额达880万美元」."""
    if claim.indicator not in _OF_FIRMS or claim.place or claim.own or claim.subject or claim.scope:
        return None
    for token in _before(state, index):
        firm = token.kind == "rest" and state.sentence.word(token).startswith(_FIRMS)  # 企业产值
        counted = state.sentence.following(token.end, 1)[:1]
        if (counted and counted[0].kind == "quantity") or state.sentence.text.endswith(
            _SCALES, 0, token.start
        ):
            continue  # 「园区企业31家，」, 「规模以上|企业实现产值」
        if firm or (token.kind == "subject" and token.value.kind == "company"):
            return Refusal("restricted", state.sentence.word(token), ends_topic=True)
    return None


def of_firms_above_scale(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse what a clause tells of large firms as all industry's: 「规上工业企业开足马力，实现工业增加值30亿元」."""
    if claim.indicator not in _OF_ALL_INDUSTRY or claim.place or claim.own:
        return None
    figure = state.quantity(index).start
    begins = min((token.start for token in _before(state, index)), default=figure)
    found = _LARGE.search(state.sentence.text, begins, figure)
    return Refusal("another_thing", found[1], ends_topic=True) if found else None


def of_project_built(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse what a project is to hold as what the place has: 「项目总投资1.4亿元，设置养老床位500张」."""
    if claim.indicator not in _BUILT or claim.place or claim.own:
        return None
    starts = {token.start for token in _before(state, index)}
    for step in state.before(index):
        token = state.sentence.tokens[step]
        if token.start in starts and any(one.indicator in _PROJECTS for one in state.claims(step)):
            return Refusal("restricted", state.sentence.word(token), ends_topic=True)
    return None


def of_capacity(state: BindingState, index: int, claim: Claim) -> Refusal | None:
    """Refuse what is made in a year as a count of what makes it: 「建设年产200万套底盘件生产线」."""
    if claim.rule != _BEHIND:
        return None
    makes = next(
        (one for one in _MAKES if state.sentence.text.endswith(one, 0, state.quantity(index).start)), ""
    )
    return Refusal("another_thing", makes) if makes else None


def _before(state: BindingState, index: int) -> Iterator[Token]:
    """Yield the tokens before a figure, from the nearest, up to one that names whose figure comes, or a semicolon."""
    for token in reversed(state.sentence.tokens[:index]):
        if token.kind in ("own", "place") or token.is_mark("；;"):
            return
        yield token
