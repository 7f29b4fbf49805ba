"""Tell figures of a part: what 其中 leads to from an unknown whole, or from the whole of the same indicator."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.claims.members_counted import counted_before, ends_examples, from_many, of_part
from pipeline.claims.ownership_kinds import of_one_ownership
from pipeline.claims.pair import Pair, figures_back
from pipeline.claims.parts_of_unknown import dimension, part_of_unknown, unread
from pipeline.claims.some_of_all import (
    has_share,
    of_a_kind,
    of_a_theme,
    of_examples,
    of_firms,
    of_sorts,
    one_kind,
)
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import lead_in_of
from pipeline.clauses.roles import OWNERS_AND_TIMES
from pipeline.dimensions import counts_all, dimensions
from pipeline.indicators import Indicator
from pipeline.terms.meaning import head_start, sorted_by
from pipeline.words import words_of

_FURTHER = tuple(words_of("bindings")["further"])
_PROJECTS: str = words_of("bindings")["gathered"][0]
_KINDS_OF_FIRMS = frozenset(words_of("bindings")["kinds_of_enterprises"])
_SIBLINGS: list[list[str]] = words_of("bindings")["siblings"]
_INVESTED = ("project_investment", "project_phase_investment")
_OWNERS = ("place", "period", "subject")
_SECTORS = frozenset(words_of("bindings")["owners_sectors"])
_OF_SOME = ("part", "restricted")


def is_part(pair: Pair) -> bool:
    """Say whether the figure behind a term is that of a part, by one of PARTS."""
    if sorted_by(pair.sentence, pair.mention):
        return _of_other_projects(pair)  # 「其中亿元以上重点项目45个」 says so in its scope
    return any(tells_part(pair) for tells_part in PARTS)


def _of_projects_before(pair: Pair) -> bool:
    """Say whether some of the projects told before are counted: 「其中省、市重点项目11个」, 「31个项目中，重点项目6个」."""
    opens = pair.lead_in.has("part") and not pair.state.before(pair.index, 1)
    some = opens or from_many(pair.sentence, pair.tokens[pair.mention].start)
    return some and counts_all(pair.entry) and pair.word.endswith(_PROJECTS)


def of_others(pair: Pair) -> str | None:
    """Return the term of a count that is of some of all, else None.

    「，包括35个重大项目」, 「还有6个项目开工」, 「其中，甲项目等8个重点项目」.
    """
    start = pair.tokens[pair.index].start
    further = any(pair.sentence.text.endswith(word, pair.sentence.start, start) for word in _FURTHER)
    some = further or (counts_all(pair.entry) and _from_its_own(pair))
    some = some or ends_examples(pair.sentence, start) or from_many(pair.sentence, start)
    return pair.word if some and pair.entry.group == _PROJECTS else None


def _of_other_projects(pair: Pair) -> bool:
    """Say whether 其中 leads from a count of other projects: 「签约项目36个，其中亿元以上重大项目4个」."""

    def counts(other: Indicator) -> bool:
        return other.group == pair.entry.group and dimensions().get(other.unit) == "count"

    return counts_all(pair.entry) and _among_others(pair, counts)


def _of_other_firms(pair: Pair) -> bool:
    """Say whether 其中 leads from one kind of enterprise to another: 「高新技术企业87家，其中规上工业企业69家」."""

    def counts(other: Indicator) -> bool:
        return other.id in _KINDS_OF_FIRMS

    return counts(pair.entry) and _among_others(pair, counts)


def _among_others(pair: Pair, counts: Callable[[Indicator], bool]) -> bool:
    """Say whether 其中 stands between another such count and this one, and no owner or time behind it.

    What a bracket says ends with it: 「规上工业企业87家（其中…12家），高新技术企业69家」.
    """
    bracket = pair.sentence.bracket
    around = {-1, bracket[pair.index]}
    for step, behind in figures_back(pair.state, pair.index, OWNERS_AND_TIMES, "；;"):
        if bracket[step] not in around:
            continue
        others = {
            one.indicator for one in pair.state.claims(step) if counts(pair.state.entries[one.indicator])
        }
        if others or unread(pair.state, step, pair.index):
            parts = (at for at, token in enumerate(behind, step + 1) if token.kind == "part")
            return pair.entry.id not in others and any(bracket[at] in around for at in parts)
    return False


def _of_counted_part(pair: Pair) -> bool:
    """Say whether the figure is that of members that are a part: 「其中产业项目12个，完成投资9亿元」."""
    count = counted_before(pair.state, pair.index)
    if count is None or not of_part(pair.state, count):
        return False
    start = head_start(pair.sentence, pair.mention, pair.term)
    return start is None or start > pair.tokens[count].start


def _from_its_own(pair: Pair) -> bool:
    """Say whether 其中 leads from a figure of the same indicator to one that names no place or time of its own."""
    known = any(
        one.indicator == pair.entry.id
        for step in pair.state.before(pair.index)
        for one in pair.state.claims(step)
    )
    return known and pair.lead_in.has("part") and not pair.lead_in.has(*_OWNERS)


def _said_before(pair: Pair) -> bool:
    """Say whether 其中 stands between a level of the same indicator and this, and no owner or time behind it.

    「协议总金额105亿元，其中亿元以上项目17个，增长8%；协议总金额98亿元」, also where the first could not be read (1O5亿元).
    """
    for step, behind in figures_back(pair.state, pair.index, OWNERS_AND_TIMES):
        told = any(
            one.indicator == pair.entry.id and one.measure == "level" for one in pair.state.claims(step)
        )
        if told or (unread(pair.state, step, pair.index) and _names(pair.state, step, [pair.entry.id])):
            return any(token.kind == "part" for token in behind)
    return False


def _names(state: BindingState, step: int, indicators: Sequence[str]) -> bool:
    """Say whether the last term before a figure may be of one of some indicators."""
    named = lead_in_of(state.sentence, step).last("mention")
    return named is not None and any(term.indicator in indicators for term, _ in state.candidates(named))


def _sibling_of_part(pair: Pair) -> bool:
    """Say whether a term behind a mark is the sibling of a part: 「民营企业进出口6亿元，其中出口5亿元；进口1亿元」."""
    siblings = next((kin for kin in _SIBLINGS if pair.entry.id in kin), [])
    if not siblings or not pair.tokens[pair.mention - 1].is_mark("；;，,、"):
        return False
    named = (step for step in reversed(pair.state.before(pair.index)) if _names(pair.state, step, siblings))
    reason = pair.state.rejected.get(next(named, -1))
    return reason is not None and reason.reason in _OF_SOME


def _of_its_subject(pair: Pair) -> bool:
    """Say whether 其中 leads from a project's money, or the private sector's, to a place's.

    「总投资20亿元，其中固定资产投资15亿元」, 「民营经济增加值9亿元，其中第一产业增加值2亿元」.
    """
    state, lead_in = pair.state, pair.lead_in
    if pair.entry.about != "place" or not lead_in.has("part") or lead_in.has("place", "own"):
        return False
    money = dimension(state, pair.index)
    alike = [step for step in state.before(pair.index) if dimension(state, step) == money]
    told = (state.entries[one.indicator] for step in alike[-1:] for one in state.claims(step))
    return any(one.about == "subject" or one.id in _SECTORS for one in told)


def _of_partner(pair: Pair) -> bool:
    """Say whether 其中 names what one company puts into a project: 「该项目总投资5亿元，其中甲公司投资2亿元」."""
    partners = [one.value for one in pair.lead_in.tokens if one.kind == "subject"]
    if pair.entry.group != _PROJECTS or not pair.lead_in.has("part") or not partners:
        return False
    before = next((one for step in pair.state.before(pair.index, 1) for one in pair.state.claims(step)), None)
    if before is None or before.indicator not in _INVESTED or pair.entry.id not in _INVESTED:
        return False
    of_one = before.indicator == _INVESTED[1] or (before.subject and before.subject.kind == "project")
    return bool(of_one) and partners[-1].kind == "company"


# Each way to tell that a figure is a part's, and a sentence that would give its row without it.
PARTS: dict[Callable[[Pair], bool], str] = {
    one_kind: "2024年，全县新建项目75个；续建项目64个。",
    _of_projects_before: "其中省、市重点项目11个。",
    of_sorts: "2024年，全县接待游客100万人次；其中，接待国内游客90万人次，旅游收入7亿元。",
    has_share: "2024年，全县开工项目49个，占项目总数的84%。",
    of_a_kind: "2024年，全县175个工业项目完成投资15亿元。",
    of_firms: "14户制茶企业已投产，完成工业总产值7亿元。",
    of_examples: "2024年，全县以宏达电子为代表的12家规上工业企业实现工业总产值31亿元。",
    of_a_theme: "水利项目有序推进，完成投资6亿元。",
    _of_counted_part: "2024年，全县安排重点项目30个，其中产业项目12个，完成投资9亿元。",
    part_of_unknown: "2024年，地铁运送乘客10亿人次，其中客运量1.9亿人次。",
    _said_before: "协议总金额105亿元，其中亿元以上项目17个，增长8%；协议总金额98亿元。",
    _of_other_firms: "2024年，全县高新技术企业87家，其中规上工业企业69家。",
    _sibling_of_part: "2024年，全县民营企业进出口6亿元，其中出口5亿元；进口1亿元。",
    _of_its_subject: "2024年，全县项目总投资20亿元，其中固定资产投资15亿元。",
    of_one_ownership: "2024年，全县公办园12所，在园幼儿3000人。",
    _of_partner: "该项目总投资5亿元，其中宏达公司投资2亿元。",
    _from_its_own: "2024年，全县旅游收入9亿元，其中，全县旅游收入2亿元。",
}
