"""Carry a topic on to its figure in another period, and from a growth or a round bound to its level."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.claim import Claim
from pipeline.claims.operators import inherit
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import COMMAS, LeadIn
from pipeline.clauses.roles import CARRIES
from pipeline.dating.own_period import dating_of
from pipeline.dating.status import is_over, status_of
from pipeline.dimensions import fits
from pipeline.periods import Period
from pipeline.words import words_of

_YEAR_END = (12, 31)
_REACHED = frozenset(words_of("bindings")["reached"])
_IN_STOCK = frozenset(words_of("bindings")["in_stock"])

_SUMS = frozenset(words_of("bindings")["sums_of_wholes"])
_YEAR_BEFORE = (
    *(one["word"] for one in words_of("periods")["relative_years"] if one["years"] < 0),
    words_of("bindings")["same_span"],
)
_COMPLETES: dict[str, str] = words_of("bindings")["completes"]["indicators"]
_DONE = tuple(words_of("bindings")["completes"]["verbs"])
_PASSES = tuple(words_of("bindings")["milestones"]["verbs"])
_MARKS_PASSED = tuple(words_of("bindings")["marks_passed"])  # 突破300家大关，达到309家


def carried_level(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「从2022年的452家增加到2024年的715家」: the topic's level in another period."""
    topic = state.topic
    if topic is None:
        return False
    if topic.measure in ("yoy", "change"):
        return _reached(state, index, lead_in, topic)
    if topic.measure != "level" or topic.quantity.unit != state.quantity(index).unit:
        return False
    if any(rule(state, index, lead_in, topic) for rule in (_exceeds, _year_before, _passed)):
        return True
    if other := _COMPLETES.get(topic.indicator) if _completes(state, lead_in) else None:
        topic = replace(topic, indicator=other)
    kinds = {token.kind for token in lead_in.tokens if token.kind != "mark"}
    marks = [token.value for token in lead_in.tokens if token.kind == "mark"]
    if not kinds <= CARRIES or not kinds & {"to", "than", "period"} or len(marks) > 1:
        return False
    own = dating_of(state.sentence, index, state.entries[topic.indicator].kind)
    undated = "to" not in kinds and not own.flaw and (own.period is None or own.period == topic.period)
    if undated or _held_of_flow(state, lead_in, topic):
        return False
    than, later = "than" in kinds, _before_later(state, topic, own.period)
    if same := _same_span(state, index, topic, lead_in):
        inherit(state, index, topic, "carried_level", period=same)
    elif (
        than and own.period and is_over(own.period, state.published)
    ):  # 「预计96亿元，较2023年的82亿元增长16%」
        inherit(state, index, topic, "carried_level", topic=False, period=own.period, status="actual")
    else:
        inherit(state, index, topic, "carried_level", topic=not than and not later, dated=True)
    if later and not than and not later.startswith(_YEAR_BEFORE):
        state.topic = None  # 「2024年出口90亿元，2023年80亿元，增长12%」: of which year?
    return True


def _same_span(state: BindingState, index: int, topic: Claim, lead_in: LeadIn) -> Period | None:
    """Return the part of a year that a level of the same part of the year before means by it, None where it means all.

    「去年上半年出口80亿元，今年90亿元」; a goal is of the whole year.
    """
    if status_of(state.sentence, index, state.published) != "actual":
        return None
    told, before = [token.value for token in lead_in.tokens if token.kind == "period"], topic.period
    if len(told) != 1 or before is None or before.lasts_year or not told[0].lasts_year:
        return None
    ends_year = before.first_day is None and (before.last_day.month, before.last_day.day) == _YEAR_END
    year = told[0].last_day.year
    return before.in_year(year) if before.last_day.year == year - 1 and not ends_year else None


def _held_of_flow(state: BindingState, lead_in: LeadIn, topic: Claim) -> bool:
    """Say whether what there is stands behind what came, another thing: 「新登记企业1201家，年末实有12003家」."""
    held = any(state.sentence.word(token) in _IN_STOCK for token in lead_in.tokens)
    return held and state.entries[topic.indicator].kind == "flow"


def _before_later(state: BindingState, topic: Claim, period: Period | None) -> str:
    """Return the words for the time of a level that only stands beside a later one, which what follows is told of, or "".

    「上半年出口90亿元，去年同期为80亿元，同比增长12.5%」; not where the later one's growth is told already.
    """
    if period is None or topic.period is None:
        return ""
    grown = any(
        (one.measure, one.indicator, one.period) == ("yoy", topic.indicator, topic.period)
        for claims in state.bound.values()
        for one in claims
    )
    return period.text if period.last_day < topic.period.last_day and not grown else ""


def _passed(state: BindingState, index: int, lead_in: LeadIn, topic: Claim) -> bool:
    """Refuse a mark that the level before it passed, and go on with that: 「302.9亿元，突破300亿元大关，增长4%」."""
    mark, words = state.quantity(index), [state.sentence.word(token) for token in lead_in.tokens]
    bound = mark.qualifier == "over" or any(word.startswith(_PASSES) for word in words)
    reached = topic.value / 2 <= mark.value <= topic.value and topic.quantity.qualifier == "exact"
    plain = all(token.kind in ("plain", "mark") for token in lead_in.tokens)
    return bound and reached and plain and state.reject_all([index], "milestone", mark.text)


def _completes(state: BindingState, lead_in: LeadIn) -> bool:
    """Say whether a verb tells what was done of a plan: 「年计划投资2.5亿元，截至6月底已完成1.6亿元」."""
    return any(state.sentence.word(token).endswith(_DONE) for token in lead_in.tokens)


def _year_before(state: BindingState, index: int, lead_in: LeadIn, topic: Claim) -> bool:
    """Bind 88.2亿元 of 「旅游收入95.4亿元，比上年的88.2亿元增长8.2%」 to the year before the topic's."""
    tokens = [token for token in lead_in.tokens if token.kind != "mark"]
    if [token.kind for token in tokens] != ["base_year", "plain"] or state.sentence.word(tokens[1]) != "的":
        return False
    if topic.period is None:
        state.reject(index, "no_period", state.sentence.word(tokens[0]))
        return True
    before = topic.period.in_year(topic.period.last_day.year - 1)
    inherit(state, index, topic, "carried_level", topic=False, period=before, status="actual")
    return True


def _reached(state: BindingState, index: int, lead_in: LeadIn, topic: Claim) -> bool:
    """Bind the level of 「增长12%，达230万人次」, 「上升2.1个百分点至83%」 to the growth before it."""
    words = [state.sentence.word(token) for token in lead_in.tokens]
    if words[1:2] and words[1] in _SUMS and len(words) > 2:
        del words[1]  # 「，总量达230万人次」
    reached = words in (["至"], ["到"]) or (
        words[:1] in (["，"], [","]) and _REACHED.issuperset(words[1:] or ["，"])
    )
    unit = state.quantity(index).unit
    if not reached or topic.rule != "growth_of_term" or not fits(state.entries[topic.indicator], unit):
        return False
    inherit(state, index, topic, "level_reached", measure="level")
    return True


def _exceeds(state: BindingState, index: int, lead_in: LeadIn, topic: Claim) -> bool:
    """Bind the exact figure of 「首次突破500亿元，达到512.6亿元」 in place of its round bound."""
    held = lead_in.tokens
    if held and state.sentence.word(held[0]) in _MARKS_PASSED:
        held = held[1:]
    neutral = bool(held) and held[0].is_mark((*COMMAS, "、")) and all(one.kind == "plain" for one in held[1:])
    reached = neutral and any(state.sentence.word(token) in _REACHED for token in held[1:])
    if not reached or topic.quantity.qualifier != "over" or state.quantity(index).value < topic.value:
        return False
    kept = {step: [one for one in claims if one != topic] for step, claims in state.bound.items()}
    state.bound = {step: claims for step, claims in kept.items() if claims}
    inherit(state, index, topic, "exact_after_bound")
    return True
