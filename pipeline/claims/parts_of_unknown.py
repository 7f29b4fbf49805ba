"""Tell what 其中, a bracket or 中 picks from a whole that is no indicator's."""

from __future__ import annotations

from pipeline.claims.pair import Pair, figures_back
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import lead_in_of
from pipeline.clauses.roles import OWNERS_AND_TIMES
from pipeline.clauses.word_classes import first_word
from pipeline.dimensions import counts_all, dimensions
from pipeline.words import words_of

_AMONG: str = words_of("bindings")["among"]
_PROJECTS: str = words_of("bindings")["gathered"][0]
_PICKS = (_AMONG, _AMONG + words_of("bindings")["picks"])
_MEMBERS = tuple(words_of("bindings")["members"])
_NARROWER = (*(narrow for _, narrow in words_of("scopes")["preferred"]), *words_of("bindings")["from_beyond"])


def part_of_unknown(pair: Pair) -> bool:
    """Say whether 其中 leads from a figure that is no indicator's: 「地铁运送乘客10亿人次，其中客运量1.9亿人次」."""
    state, lead_in = pair.state, pair.lead_in
    narrower = any(word in pair.word for word in _NARROWER)  # 「存款余额62O亿元，其中人民币存款余额612亿元」
    if pair.entry.kind != "flow" and not lead_in.inside and not narrower and not _counts_projects(pair):
        return False
    if _of_some_members(pair) or _listed_behind(pair):
        return True
    before = state.before(pair.index)
    if narrower and not before and lead_in.has("part") and not lead_in.has(*OWNERS_AND_TIMES):
        return True  # 「其中，人民币存款余额612亿元。」
    if before and lead_in.inside:
        return _inside_its_own(pair, before[-1])
    own = dimension(state, pair.index)
    kindred = [step for step in before if dimension(state, step) == own]
    topic = state.topic is not None and not (kindred and _counts_projects(pair))
    if not before or not lead_in.has("part") or topic:
        return False
    return (kindred or before)[-1] not in state.bound


def _counts_projects(pair: Pair) -> bool:
    return pair.entry.group == _PROJECTS and counts_all(pair.entry)


def _listed_behind(pair: Pair) -> bool:
    """Say whether a count goes on the list of parts of such a whole: 「新增项目5个，其中，签约项目2个，投产项目1个」."""
    counted = dimensions().get(pair.entry.unit) == "count"
    if pair.lead_in.has("part") or pair.entry.group != _PROJECTS or not counted:
        return False
    for step, behind in figures_back(pair.state, pair.index, OWNERS_AND_TIMES, "；;"):
        if step in pair.state.bound or dimension(pair.state, step) != dimension(pair.state, pair.index):
            return False
        if any(token.kind == "part" for token in behind):
            return True
    return False


def dimension(state: BindingState, index: int) -> str:
    """Return what the unit of a figure measures."""
    unit = state.quantity(index).unit
    return dimensions().get(unit, unit)


def unread(state: BindingState, step: int, index: int) -> bool:
    """Say whether a figure could not be read whole (62O亿元, 620忆元) and may be of what the one at `index` counts."""
    if not state.quantity(step).unit and step in state.rejected:
        return state.rejected[step].reason == "unit"
    return bool(state.quantity(step).flaw) and dimension(state, step) == dimension(state, index)


def _inside_its_own(pair: Pair, before: int) -> bool:
    """Say whether a bracket names a part of the figure before it: 「重点项目86个（续建项目32个）」.

    One behind a name is of that name: 「甲项目（总投资5亿元）、乙项目（总投资2亿元）」.
    """
    alike = any(one.indicator == pair.entry.id for one in pair.state.claims(before))
    alike = alike or unread(pair.state, before, pair.index)
    opening = pair.sentence.bracket[pair.index]
    named = opening > 0 and pair.tokens[opening - 1].kind in ("subject", "place")
    return alike and not named and not pair.lead_in.has(*OWNERS_AND_TIMES)


def among(state: BindingState, mention: int, *, figure_behind: bool = False) -> str:
    """Return the 中 that makes a term only what some are picked from, else "".

    「22个重点项目中，14个已复工」; where the figure stands behind it, 「高新技术企业中有6家…」 too.
    """
    end = state.sentence.tokens[mention].end
    behind = state.sentence.text[end : end + 8]
    picks = behind.startswith(_AMONG) and first_word(behind) in _PICKS[: 1 + figure_behind]
    return _AMONG if picks else ""


def _of_some_members(pair: Pair) -> bool:
    """Say whether the figure is that of members counted before: 「其中纳入监测的单位9家，累计接待游客16万人次」."""
    state, lead_in = pair.state, pair.lead_in
    count = lead_in.behind
    if count < 0 or count in state.bound or lead_in.has("own", "place"):
        return False
    sorted_by = state.rejected.get(next(iter(state.before(count, 1)), -1))
    if sorted_by and sorted_by.reason == "threshold":
        return True  # 「产值500万元以上的企业27个，工业总产值2亿元」
    if state.quantity(count).unit not in _MEMBERS:
        return False
    return lead_in_of(state.sentence, count).has("part")
