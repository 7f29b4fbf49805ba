"""Bind lists: 「A、B分别为1、2」, shortened lists (3家省级、5家市级中心), one figure for each of several years."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.claims.bases import other_base
from pipeline.claims.claim_of import claim_of
from pipeline.claims.enumerated import enumerated
from pipeline.claims.growth_rows import signs_in_row
from pipeline.claims.members import AND, row
from pipeline.claims.owners_listed import over_members, over_topic, several
from pipeline.claims.pairs import both
from pipeline.claims.state import BindingState
from pipeline.claims.unnamed import bind_one, three_industries, unnamed_list
from pipeline.clauses.lead_in import LeadIn
from pipeline.clauses.signs import Sign

_BETWEEN = ("plain", "done", "plan", "plan_onward", "each")


def respectively(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「A、B、C分别增长1%、2%、3%」: as many mentions, places or periods as figures, one to one."""
    figures = signs_in_row(state, index, lead_in) if lead_in.has("each") else {}
    tokens = state.sentence.tokens
    mention = lead_in.last("mention")
    each = next((step for step in reversed(lead_in.indices) if tokens[step].kind == "each"), -1)
    if len(figures) < 2:
        single = bool(figures) and figures[index] != 0 and each > (mention or -1)
        single = single or (each >= 0 and several(state, lead_in, each))
        return single and _none_bound(state, figures, each)  # 「两项分别增长5%」
    if three_industries(state, figures, lead_in, each):
        return True
    if mention is None:
        return over_topic(state, figures, lead_in, each) or unnamed_list(state, figures, lead_in, each)
    if any(figures.values()) and (base := other_base(state, lead_in)):
        return state.reject_all(figures, "other_base", base)
    if over_members(state, figures, lead_in, each) or _over_positions(state, figures, lead_in):
        return True
    named = both(state, lead_in, each) or enumerated(state, lead_in, each)
    if len(named) != len(figures) or several(state, lead_in, each):
        return _none_bound(state, figures, each)
    for step, one in zip(figures, named, strict=True):
        if one is None or not bind_one(state, step, one, figures[step]):
            state.reject(step, "no_binding", state.word(each))
    return True


def side_by_side(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「出口和进口达到30亿元和9亿元」: as many figures as terms that only 、 and 和 join, none where they differ.

    So are the figures of as many places: 「清溪镇、白石镇税收收入2亿元、1亿元」.
    """
    mention = lead_in.last("mention")
    figures = row(state, index)
    if mention is None or len(figures) < 2 or any(one.kind not in _BETWEEN for one in lead_in.after(mention)):
        return False
    if several(state, lead_in, mention):
        levels: dict[int, Sign] = dict.fromkeys(figures, 0)
        return over_members(state, levels, lead_in, mention) or _none_bound(state, figures, mention)
    tokens = state.sentence.tokens
    members = [mention]
    while members[-1] - 2 in lead_in.indices and tokens[members[-1] - 2].kind == "mention":
        if state.word(members[-1] - 1) not in AND:
            break
        members.append(members[-1] - 2)
    if len(members) < 2:
        return False
    if len(members) != len(figures):
        return _none_bound(state, figures, mention)
    for step, member in zip(figures, reversed(members), strict=True):
        terms = [term for term, _ in state.candidates(member) if not term.position]
        if not terms or not bind_one(state, step, (member, terms[0], False), 0):
            state.reject(step, "no_binding", state.word(member))
    return True


def _none_bound(state: BindingState, figures: Iterable[int], each: int) -> bool:
    return state.reject_all(figures, "no_binding", state.word(each))


def _over_positions(state: BindingState, figures: dict[int, Sign], lead_in: LeadIn) -> bool:
    """Bind 「三次产业占地区生产总值的比重分别为11.3%、54.5%、34.2%」: a percentage for each position of a ratio."""
    mention = lead_in.last("mention")
    if mention is None or any(figures.values()):
        return False
    terms = {term.position: term for term in state.sentence.tokens[mention].value.terms if term.position}
    per_cent = all(state.quantity(step).unit == "%" for step in figures)
    if not terms or len(terms) != len(figures) or not per_cent:
        return False
    for position, step in enumerate(figures, start=1):
        if not state.judge(step, mention, terms[position]).whole:
            return False
        state.bind(step, claim_of(state, step, terms[position], "respectively", mention=mention))
    return True
