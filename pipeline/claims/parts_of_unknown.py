"""Tell what 其中, a bracket or 中 picks from a whole that is no indicator's."""

from __future__ import annotations

from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn, lead_in_of
from pipeline.clauses.roles import OWNERS_AND_TIMES
from pipeline.clauses.word_classes import first_word
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.words import words_of

_AMONG: str = words_of("bindings")["among"]
_HEADS_AND_TONNES = ("头", "吨")
_MEMBERS = tuple(words_of("bindings")["members"])


def part_of_unknown(state: BindingState, index: int, lead_in: LeadIn, entry: Indicator) -> bool:
    """Say whether 其中 leads from a figure that is no indicator's: 「地铁运送乘客10亿人次，其中客运量1.9亿人次」."""
    if _of_some_members(state, lead_in):
        return True
    before = state.before(index)
    if before and lead_in.inside:
        return _inside_its_own(state, before[-1], lead_in, entry)
    if not before or not lead_in.has("part") or state.topic is not None:
        return False
    # 「进出口90亿元，增长5%；其中，出口60亿元」 is known: what counts is the nearest figure of the same dimension.
    own = dimension(state, index)
    kindred = [step for step in before if dimension(state, step) == own]
    if not kindred and own in _HEADS_AND_TONNES and state.quantity(before[-1]).unit == "%":
        return False  # 「畜牧业产值增长3%，其中生猪出栏8万头」: nothing that is counted alike was said
    return (kindred or before)[-1] not in state.bound


def dimension(state: BindingState, index: int) -> str:
    """Return what a figure's unit measures; heads of livestock are a dimension of their own."""
    unit = state.quantity(index).unit
    return unit if unit in _HEADS_AND_TONNES else dimensions().get(unit, unit)


def _inside_its_own(state: BindingState, before: int, lead_in: LeadIn, entry: Indicator) -> bool:
    """Say whether a bracket names a part of the figure before it: 「重点项目86个（续建项目32个）」.

    One behind a name is of that name: 「甲项目（总投资5亿元）、乙项目（总投资2亿元）」.
    """
    alike = any(one.indicator == entry.id for one in state.bound.get(before, []))
    tokens = state.sentence.tokens
    opening = state.sentence.bracket[lead_in.indices[0]] if lead_in.indices else -1
    named = opening > 0 and tokens[opening - 1].kind in ("subject", "place")
    return alike and not named and not lead_in.has(*OWNERS_AND_TIMES)


def among(state: BindingState, mention: int) -> str:
    """Return the 中 that makes a term only what some are picked from: 「22个重点项目中，14个已复工」, else ""."""
    end = state.sentence.tokens[mention].end
    behind = state.sentence.text[end : end + 8]
    return _AMONG if behind.startswith(_AMONG) and first_word(behind) == _AMONG else ""


def _of_some_members(state: BindingState, lead_in: LeadIn) -> bool:
    """Say whether the figure is that of members counted before: 「其中纳入监测的单位9家，累计接待游客16万人次」."""
    tokens = state.sentence.tokens
    count = lead_in.indices[0] - 1 if lead_in.indices else -1
    if count < 1 or tokens[count].kind != "quantity" or count in state.bound or lead_in.has("own", "place"):
        return False
    if not lead_in.carried or lead_in.inside:
        return False
    sorted_by = state.rejected.get(next(iter(state.before(count, 1)), -1))
    if sorted_by and sorted_by.reason == "threshold":
        return True  # 「产值500万元以上的企业27个，工业总产值2亿元」
    if state.quantity(count).unit not in _MEMBERS:
        return False
    return lead_in_of(state.sentence, count).has("part")
