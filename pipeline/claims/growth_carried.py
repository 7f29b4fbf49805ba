"""Carry a growth on to the level before it: 「旅游收入12亿元，同比增长8%」, and to all with 均."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.claim import Claim
from pipeline.claims.listed_figures import levels_before
from pipeline.claims.price_bases import price_basis, with_basis
from pipeline.claims.state import BindingState
from pipeline.clauses.asides import without_asides
from pipeline.clauses.lead_in import COMMAS, LeadIn, connecting, lead_in_of
from pipeline.clauses.roles import GROWTH_LINKS
from pipeline.clauses.signs import sign_tokens, signed
from pipeline.clauses.tokens import Token
from pipeline.clauses.word_classes import LEADING
from pipeline.dating.own_period import Dating, dating_of
from pipeline.dating.planned_period import dated_as
from pipeline.dating.status import status_of
from pipeline.dimensions import dimensions, fits
from pipeline.indicators import Indicator
from pipeline.words import words_of

_RATES = ("%", "‰")
_MARKS_PASSED = tuple(words_of("bindings")["marks_passed"])
_YEAR = 366  # days
_FEW = 6  # figures back to a growth that another one may contradict


def can_grow(entry: Indicator, measure: str, unit: str) -> bool:
    """Say whether an indicator has a growth, or a change, in a unit."""
    if entry.kind == "rank":
        return False
    if entry.about == "subject" and entry.kind == "stock" and dimensions().get(entry.unit) == "currency":
        return False  # a project's total does not grow; 「项目投资增长24%」 is the place's
    if measure == "yoy":
        return entry.unit not in _RATES
    if entry.unit in _RATES:
        return unit == "百分点"  # 「自然增长率为负增长2.3‰」 is its level
    return unit != "百分点" and fits(entry, unit)


def per_cent(bound: Claim, measure: str) -> Claim:
    """Turn 「增长1.2倍」 into 120 %."""
    return (
        replace(bound, value=bound.value * 100) if measure == "yoy" and bound.quantity.unit == "倍" else bound
    )


def growth_carried(state: BindingState, index: int, lead_in: LeadIn, measure: str, sign: int) -> bool:
    """Bind a growth to the topic, unless other words stand between or the same thing was just said otherwise."""
    topic = state.topic
    if topic is None:
        return False
    entry = state.entries[topic.indicator]
    if not can_grow(entry, measure, state.quantity(index).unit):
        return False
    signs = sign_tokens(state.sentence, index)
    tokens: list[Token] = [
        token
        for token in without_asides(state.sentence, lead_in.tokens)
        if token not in signs and not token.is_mark(COMMAS + "、")
    ]
    if tokens and state.sentence.word(tokens[0]) in _MARKS_PASSED:
        tokens = tokens[1:]  # 「302.9亿元，突破300亿元|大关，增长4%」
    broken = connecting(state.sentence, tokens, GROWTH_LINKS, LEADING)
    if broken:
        state.reject(index, "another_thing", broken)
        return False
    summed = of_years(topic) and not lead_in.has("period")  # 「五年来，固定资产投资累计1200亿元，增长2.6倍」
    if (summed or _since_years(state, index, topic)) and not lead_in.has("base_year"):
        state.reject(index, "other_base", topic.quantity.text)
        return False
    turned = _turned(state, lead_in)
    own = turned or any(token.kind == "period" for token in tokens)
    basis = price_basis(state.sentence, lead_in, entry)
    for level in _all_before(state, index, tokens) or [topic]:
        one = _grown(state, index, level, measure, sign, own=own)
        one = replace(one, scope=with_basis(level.scope, basis))
        if measure == "yoy" and of_years(one) and not lead_in.has("base_year"):
            state.reject(index, "other_base", state.quantity(index).text)
            return False  # 「2023年达2086亿元，十一年间增长1.7倍」
        if _contradicts(state, index, one, but=lead_in.behind if turned else -1):
            state.reject(index, "sign")
            return True
        state.bind(index, one, topic=False)
    return True


def of_years(said: Claim) -> bool:
    """Say whether a claim is of a span of years: a growth in it, or behind its sum, is none of a year."""
    if said.period is None:
        return said.period_flaw == "undated"
    return said.period.days > _YEAR


def _since_years(state: BindingState, index: int, topic: Claim) -> bool:
    """Say whether a growth is since a level of years ago: 「由2012年的30万人次到2019年的42万人次，增长40%」."""
    earlier = [one for step in state.before(index, 2)[:-1] for one in state.claims(step)]
    return topic.rule == "carried_level" and any(
        one.indicator == topic.indicator
        and one.period is not None
        and topic.period is not None
        and one.period.last_day.year < topic.period.last_day.year - 1
        for one in earlier
    )


def _turned(state: BindingState, lead_in: LeadIn) -> bool:
    """Say whether a growth is what another one turned to: 1.2% of 「由上半年的下降3.4%转为增长1.2%」."""
    kinds = [token.kind for token in lead_in.tokens]
    return kinds in (["to", "up"], ["to", "down"]) and lead_in_of(state.sentence, lead_in.behind).has("from")


def _contradicts(state: BindingState, index: int, one: Claim, *, but: int) -> bool:
    """Say whether the same thing was just said to grow otherwise, not by the figure `but`: 「增长5%，同比回落3.2%」."""
    earlier = (claim for step in state.before(index, _FEW) if step != but for claim in state.claims(step))
    return any(
        other.value != one.value
        and other.indicator == one.indicator
        and (other.measure, other.scope, other.period) == (one.measure, one.scope, one.period)
        and (other.place, other.subject, other.status) == (one.place, one.subject, one.status)
        for other in earlier
    )


def _all_before(state: BindingState, index: int, tokens: list[Token]) -> list[Claim]:
    """Return the levels that 「接待游客5万人次，旅游收入2000万元，均增长15%」 speaks of, [] without 均."""
    if not any(state.sentence.word(token) in words_of("bindings")["all"] for token in tokens):
        return []
    unit = state.quantity(index).unit
    before = (state.claims(step)[-1:] for step in levels_before(state, index))
    levels: list[Claim] = []
    for claims in before:
        if (
            not claims
            or claims[0].measure != "level"
            or not can_grow(state.entries[claims[0].indicator], "yoy", unit)
        ):
            break
        levels += claims
    return levels[::-1] if len(levels) > 1 else []


def _grown(state: BindingState, index: int, topic: Claim, measure: str, sign: int, *, own: bool) -> Claim:
    quantity = state.quantity(index)
    status, said = topic.status, Dating(topic.period, topic.period_flaw, topic.since)
    if own:
        status = status_of(state.sentence, index, state.published)
        said = dated_as(state.sentence, index, dating_of(state.sentence, index), status, state.published)
    grown = replace(
        topic,
        quantity=quantity,
        measure=measure,
        value=signed(sign, quantity.value),
        rule="growth_carried",
        period=said.period,
        period_flaw=said.flaw,
        since=said.since,
        status=status,
        years=(),
    )
    return per_cent(grown, measure)
