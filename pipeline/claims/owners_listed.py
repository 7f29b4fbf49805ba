"""Bind one indicator over as many periods, places or subjects as figures: 「清溪镇、白石镇税收收入分别为2亿元和1亿元」."""

from __future__ import annotations

from typing import Any

from pipeline.claims.labels import is_part_of
from pipeline.claims.listed_figures import AND
from pipeline.claims.operators import distribute, inherit
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.clauses.signs import Sign
from pipeline.dimensions import fits
from pipeline.indicators import Indicator
from pipeline.periods import OpenPeriod
from pipeline.terms.mentions import Term

_WHOSE = ("period", "place", "subject")
_BETWEEN = ("plain", "done", "lead", "own", "up", "down", "base_year")


def over_members(state: BindingState, figures: dict[int, Sign], lead_in: LeadIn, each: int) -> bool:
    """Bind 「2022年、2023年接待游客分别为80万、95万人次」, 「甲公司、乙公司分别实现营业收入5亿元、3亿元」."""
    tokens = state.sentence.tokens
    mentions = [step for step in lead_in.indices if tokens[step].kind == "mention"]
    if len(mentions) > 1 and _listed_behind(state, lead_in, each, mentions[0]):
        mentions = mentions[1:]  # 「接待游客居前两位的是清溪镇、白石镇，分别接待游客2万、1万人次」
    if len(mentions) != 1:
        return False
    mention = mentions[0]
    behind = [tokens[step] for step in lead_in.indices if step > each and step != mention]
    told_behind = mention > each
    if told_behind and (any(figures.values()) or any(token.kind not in _BETWEEN for token in behind)):
        return False
    held = [(term, entry) for term, entry in state.candidates(mention) if not term.position]
    if not held or not state.judge(next(iter(figures)), mention, held[0][0]).whole:
        return False
    return _bound(state, figures, lead_in, each, mention, held[0])


def _listed_behind(state: BindingState, lead_in: LeadIn, each: int, mention: int) -> bool:
    """Say whether several places stand between a term and 分别."""
    between = (step for step in lead_in.indices if mention < step < each)
    return sum(state.sentence.tokens[step].kind == "place" for step in between) > 1


def several(state: BindingState, lead_in: LeadIn, each: int) -> bool:
    """Say whether several places or subjects stand before 分别: each figure behind it is of one of them."""
    return any(len(_members(state, lead_in, each, kind)) > 1 for kind in ("place", "subject"))


def over_topic(state: BindingState, figures: dict[int, Sign], lead_in: LeadIn, each: int) -> bool:
    """Bind 「全县税收收入9亿元，清溪镇、白石镇分别为2亿元和1亿元」: the places of what was told of last."""
    topic = state.topic
    if topic is None or not lead_in.carried or topic.measure != "level" or any(figures.values()):
        return False
    members = _members(state, lead_in, each, "place")
    if not all(is_part_of(topic.place, member) for member in members):
        return False  # 「接待游客9万人次，广东、湖南分别为3万和2万人次」
    known = [
        step
        for step in lead_in.indices
        if step > each or state.sentence.tokens[step].kind in ("rest", "subject")
    ]
    entry = state.entries[topic.indicator]
    if len(members) != len(figures) or any(
        state.sentence.tokens[step].kind not in _BETWEEN for step in known
    ):
        return False
    if not all(fits(entry, state.quantity(step).unit) for step in figures):
        return False
    for step, member in zip(figures, members, strict=True):
        inherit(state, step, topic, "respectively", place=member, own="")
    state.topic = None
    return True


def _bound(
    state: BindingState,
    figures: dict[int, Sign],
    lead_in: LeadIn,
    each: int,
    mention: int,
    named: tuple[Term, Indicator],
) -> bool:
    term, entry = named
    members = {kind: _members(state, lead_in, each, kind) for kind in _WHOSE}
    kind = next((kind for kind, found in members.items() if len(found) == len(figures)), "")
    if not kind:
        return False
    growing = all(figures.values())
    if not growing and (
        any(figures.values()) or not all(fits(entry, state.quantity(step).unit) for step in figures)
    ):
        return False
    if growing and (entry.unit == "%" or any(state.quantity(step).unit != "%" for step in figures)):
        return False
    labels = [{kind: member} for member in members[kind]]
    distribute(state, figures, [(mention, term, True)] * len(figures), labels=labels)
    if kind != "period":
        state.topic = None  # 「，合计占全县的30%」
    return True


def _members(state: BindingState, lead_in: LeadIn, each: int, kind: str) -> list[Any]:
    """Return the periods, places or named subjects before 分别 that 、 and 和 alone join, the last of such lists."""
    tokens = state.sentence.tokens
    at = [step for step in lead_in.indices if step < each and tokens[step].kind == kind]
    members = [tokens[step].value for step in _last_list(state, at)]
    if any(isinstance(member, OpenPeriod) for member in members):
        return []
    return [] if kind == "subject" and not all(member.name for member in members) else members


def _last_list(state: BindingState, at: list[int]) -> list[int]:
    """Return the last members that only 、 and 和 join: not 「全市…居前两位的是清溪镇、白石镇」."""
    tokens = state.sentence.tokens
    first = len(at) - 1
    while first > 0 and all(
        state.sentence.word(token) in (*AND, "，", ",") for token in tokens[at[first - 1] + 1 : at[first]]
    ):
        first -= 1
    return at[max(first, 0) :]
