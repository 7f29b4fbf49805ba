"""Bind one indicator over as many periods, places or subjects as figures: 「清溪镇、白石镇税收收入分别为2亿元和1亿元」."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.claims.claim import Claim
from pipeline.claims.listed_figures import AND
from pipeline.claims.operators import distribute, inherit
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.clauses.signs import Sign
from pipeline.dimensions import fits
from pipeline.indicators import Indicator
from pipeline.periods import OpenPeriod, Period
from pipeline.places import Place
from pipeline.places.gazetteer import contains

_FEWEST = 2  # figures of a list
_WHOSE = ("period", "place", "subject")
_BETWEEN = ("plain", "done", "lead", "own", "up", "down", "base_year")


def over_members(state: BindingState, figures: dict[int, Sign], lead_in: LeadIn, each: int) -> bool:
    """Bind 「2022年、2023年接待游客分别为80万、95万人次」, 「甲公司、乙公司分别实现营业收入5亿元、3亿元」."""
    tokens = state.sentence.tokens
    mentions = [step for step in lead_in.indices if tokens[step].kind == "mention"]
    between = [step for step in lead_in.indices if mentions and mentions[0] < step < each]
    if len(mentions) > 1 and sum(tokens[step].kind == "place" for step in between) > 1:
        mentions = mentions[1:]  # 「接待游客居前两位的是清溪镇、白石镇，分别接待游客2万、1万人次」
    if len(mentions) != 1:
        return False
    mention = mentions[0]
    behind = [tokens[step].kind for step in lead_in.indices if step > each and step != mention]
    if mention > each and (any(figures.values()) or not set(behind) <= set(_BETWEEN)):
        return False
    held = [(term, entry) for term, entry in state.candidates(mention) if not term.position]
    if not held or not state.judge(next(iter(figures)), mention, held[0][0]).whole:
        return False
    members = {kind: _members(state, lead_in, each, kind) for kind in _WHOSE}
    if years := _years_of_span(members["period"], len(figures)):
        members["period"] = years
    kind = next((kind for kind, found in members.items() if len(found) == len(figures)), "")
    if not kind or not suits(state, held[0][1], figures):
        return False
    labels = [{kind: member} for member in members[kind]]
    distribute(state, figures, [(mention, held[0][0], True)] * len(figures), labels=labels)
    if kind != "period":
        state.topic = None  # 「，合计占全县的30%」
    return True


def suits(state: BindingState, entry: Indicator, figures: Mapping[int, Sign]) -> bool:
    """Say whether the figures of a list are all levels of an indicator, or all growths of it."""
    units = [state.quantity(step).unit for step in figures]
    if all(figures.values()):
        return entry.unit != "%" and all(unit == "%" for unit in units)
    return not any(figures.values()) and all(fits(entry, unit) for unit in units)


def several(state: BindingState, lead_in: LeadIn, each: int) -> bool:
    """Say whether several places or subjects stand before 分别: each figure behind it is of one of them."""
    return any(len(_members(state, lead_in, each, kind)) > 1 for kind in ("place", "subject"))


def over_topic(state: BindingState, figures: dict[int, Sign], lead_in: LeadIn, each: int) -> bool:
    """Bind 「全县税收收入9亿元，清溪镇、白石镇分别为2亿元和1亿元」: the places of what was told of last."""
    members = _members(state, lead_in, each, "place")
    behind = {state.sentence.tokens[step].kind for step in lead_in.indices if step > each}
    if not lead_in.carried or lead_in.has("rest", "subject") or not behind <= set(_BETWEEN):
        return False
    return len(members) == len(figures) and parts_of_topic(state, figures, members)


def parts_of_topic(state: BindingState, figures: Mapping[int, Sign], labels: Sequence[Any]) -> bool:
    """Bind figures to the places, or parts of the year, that make up what was told last, none where one does not fit."""
    topic = state.topic
    if topic is None or topic.subject or not all(_is_within(state, topic, label) for label in labels):
        return False
    if not all(_goes_with(state, topic, step, sign) for step, sign in figures.items()):
        return False
    for (step, sign), label in zip(figures.items(), labels, strict=True):
        said = {"period": label} if isinstance(label, Period) else {"place": label, "own": ""}
        inherit(state, step, topic, "respectively", sign=sign or 1, **said)
    if len(labels) > 1:
        state.topic = None  # 「，增长5%」 behind two is of neither
    return True


def _is_within(state: BindingState, topic: Claim, label: object) -> bool:
    """Say whether a label is surely one of those that a figure is made of: a town of the area, a quarter of the year."""
    entry, period = state.entries[topic.indicator], topic.period
    if isinstance(label, Place):
        return entry.about != "subject" and is_part_of(topic.place, label)
    if not isinstance(label, Period) or period is None or entry.kind != "flow":
        return False
    if period.first_day is None or label.first_day is None or label.days >= period.days:
        return False
    return period.first_day <= label.first_day and label.last_day <= period.last_day


def _goes_with(state: BindingState, topic: Claim, figure: int, sign: Sign) -> bool:
    """Say whether a figure may be that of a part: a level no more than the whole, or a growth as that is one."""
    quantity, entry = state.quantity(figure), state.entries[topic.indicator]
    if topic.measure == "level":
        fit = fits(entry, quantity.unit) and quantity.unit != "%"
        return sign == 0 and fit and quantity.value <= topic.value
    return topic.measure == "yoy" and sign in (1, -1) and quantity.unit == "%"


def is_part_of(whole: Place | None, place: Place) -> bool:
    """Say whether a place is surely one of those that add up: a town, a county of the area; not where guests come from."""
    inside = whole and whole.code and contains(whole.code, place.code)
    return place.level in ("town", "village") or bool(inside)


def _years_of_span(periods: Sequence[Period], number: int) -> list[Period]:
    """Return each year of the one span that is told, if they are so many: 「2021—2023年，粮食产量分别为1、2、3万吨」."""
    span = periods[0] if len(periods) == 1 else None
    if span is None or span.first_day is None:
        return []
    first, last = span.first_day, span.last_day
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if not whole or number < _FEWEST or last.year - first.year + 1 != number:
        return []
    years = range(first.year, last.year + 1)
    return [
        replace(span, first_day=first.replace(year=one), last_day=last.replace(year=one)) for one in years
    ]


def _members(state: BindingState, lead_in: LeadIn, each: int, kind: str) -> list[Any]:
    """Return the periods, places or named subjects before 分别 that 、 and 和 alone join, the last of such lists."""
    tokens = state.sentence.tokens
    at = [step for step in lead_in.indices if step < each and tokens[step].kind == kind]
    first = len(at) - 1
    while first > 0 and all(
        state.word(step) in (*AND, "，", ",") for step in range(at[first - 1] + 1, at[first])
    ):
        first -= 1  # not 「全市…居前两位的是清溪镇、白石镇」
    members = [tokens[step].value for step in at[max(first, 0) :]]
    named = kind != "subject" or all(member.name for member in members)
    return members if named and not any(isinstance(member, OpenPeriod) for member in members) else []
