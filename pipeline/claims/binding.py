"""Bind the figures of one sentence to indicators, one figure after the other, by named rules."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.claims.claim import Claim
from pipeline.claims.state import BindingState
from pipeline.clauses.asides import is_ranked
from pipeline.clauses.lead_in import LeadIn, lead_in_of

Rule = Callable[[BindingState, int, LeadIn], bool]


# A figure that says more about the topic without being a row of its own leaves the topic in place.
_KEEP_TOPIC = ("growth_points", "other_base")
_DEEPEST = 20  # brackets in brackets
# In a bracket these say more about the figure before it: 「30亿元（居全市第3位，增长8%）」.
_BESIDE = ("%", "百分点", "位", "位次", "倍")
_TIME_AND_GROWTH = frozenset(["period", "plain", "up", "down", "base_year", "mark"])


def bind(state: BindingState, rules: dict[str, Rule]) -> None:
    """Try the rules in order on each figure; the first that answers has bound it (or said why not)."""
    for index in state.figures:
        _bind_figure(state, index, rules)
        state.topics[index] = state.topic


def _bind_figure(state: BindingState, index: int, rules: dict[str, Rule]) -> None:
    if index in state.bound or index in state.rejected:
        return
    lead_in = lead_in_of(state.sentence, index)
    state.topic = _restored(state, index)
    if not lead_in.carried and not lead_in.inside and not _only_time_and_growth(lead_in):
        state.topic = None
        state.narrowed = None
    for rule in rules.values():
        if rule(state, index, lead_in):
            break
    else:
        state.reject(index, "no_binding")
        beside = lead_in.inside and state.quantity(index).unit in _BESIDE
        beside = beside or is_ranked(state.sentence, lead_in, state.sentence.tokens[index])
        if not beside and state.rejected[index].reason not in _KEEP_TOPIC:
            state.topic = None


def _restored(state: BindingState, index: int) -> Claim | None:
    """Return the topic, behind a bracket that it had before: 「356万人次（其中过夜120万人次），增长8%」."""
    bracket = state.sentence.bracket
    last = next(iter(state.before(index, 1)), -1)
    if last < 0 or bracket[last] in (-1, bracket[index]):
        return state.topic
    around, opening = {-1}, bracket[index]
    while opening >= 0 and len(around) < _DEEPEST:
        around.add(opening)
        opening = bracket[opening]
    outer = (step for step in reversed(state.before(index)) if bracket[step] in around)
    return state.topics.get(next(outer, -1))


def _only_time_and_growth(lead_in: LeadIn) -> bool:
    """Say whether a clause after a semicolon carries its topic on: 「；上半年增长7.2%」."""
    return lead_in.has("period") and lead_in.kinds <= _TIME_AND_GROWTH
