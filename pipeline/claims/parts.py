"""Tell figures of a part: what 其中 leads to from an unknown whole, or from the whole of the same indicator."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.claims.members_counted import counted_before, of_part
from pipeline.claims.parts_of_unknown import dimension, part_of_unknown
from pipeline.claims.some_of_all import has_share, of_a_kind, of_a_theme, of_firms, of_sorts, one_kind
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn, lead_in_of
from pipeline.clauses.roles import OWNERS_AND_TIMES
from pipeline.dimensions import counts_all, dimensions
from pipeline.indicators import Indicator
from pipeline.terms.meaning import head_start, sorted_by
from pipeline.terms.mentions import Term
from pipeline.words import words_of

_FURTHER = tuple(words_of("bindings")["further"])
_PROJECTS: str = words_of("bindings")["gathered"][0]
_KINDS_OF_FIRMS = frozenset(words_of("bindings")["kinds_of_enterprises"])
_SIBLINGS: list[list[str]] = words_of("bindings")["siblings"]
_OWNERS = ("place", "period", "subject")


def is_part(state: BindingState, index: int, lead_in: LeadIn, mention: int, term: Term) -> bool:
    """Say whether the figure at `index`, of the term of a mention before it, is that of a part."""
    entry = state.entries[term.indicator]
    if sorted_by(state.sentence, mention):
        # 「其中亿元以上重点项目45个」 says so in its scope
        return _of_other_projects(state, index, entry)
    if (
        one_kind(state.sentence, mention)
        or _opens_with_a_part(state, index, lead_in, mention, entry)
        or of_sorts(state, index, mention)
        or has_share(state, index, entry)
        or of_a_kind(state, lead_in, mention)
        or of_firms(state, index, entry)
        or of_a_theme(state, index, entry)
    ):
        return True
    if _of_counted_part(state, index, mention, term) or _beside_a_part(state, index, lead_in, entry):
        return True
    if (entry.kind == "flow" or lead_in.inside) and part_of_unknown(state, index, lead_in, entry):
        return True
    if _said_before(state, index, entry) or _of_other_firms(state, index, entry):
        return True
    if _sibling_of_part(state, index, lead_in, mention, entry):
        return True
    return _from_its_own(state, index, lead_in, entry) or _of_its_subject(state, index, lead_in, entry)


def _opens_with_a_part(
    state: BindingState, index: int, lead_in: LeadIn, mention: int, entry: Indicator
) -> bool:
    """Say whether a sentence goes on about some of the projects before: 「其中省、市重点项目11个」."""
    opens = lead_in.has("part") and not state.before(index, 1)
    return opens and counts_all(entry) and state.word(mention).endswith(_PROJECTS)


def of_others(state: BindingState, index: int, lead_in: LeadIn, mention: int, entry: Indicator) -> bool:
    """Say whether a count before its term is of some of all: 「，包括35个重大项目」, 「还有6个项目开工」."""
    if entry.group != _PROJECTS or sorted_by(state.sentence, mention):
        return False
    start = state.sentence.tokens[index].start
    further = any(state.sentence.text.endswith(word, state.sentence.start, start) for word in _FURTHER)
    if further or not counts_all(entry):
        return further
    opens = state.sentence.tokens[0].kind == "part"  # not 「举行签约活动，涉及63个重点项目」
    part = opens and _opens_with_a_part(state, index, lead_in, mention, entry)
    return part or _from_its_own(state, index, lead_in, entry)


def _of_other_projects(state: BindingState, index: int, entry: Indicator) -> bool:
    """Say whether 其中 leads from a count of other projects: 「签约项目36个，其中亿元以上重大项目4个」."""

    def counts(other: Indicator) -> bool:
        return other.group == entry.group and dimensions().get(other.unit) == "count"

    return counts_all(entry) and _of_others_among(state, index, entry, counts)


def _of_other_firms(state: BindingState, index: int, entry: Indicator) -> bool:
    """Say whether 其中 leads from one kind of enterprise to another: 「高新技术企业87家，其中规上工业企业69家」."""

    def counts(other: Indicator) -> bool:
        return other.id in _KINDS_OF_FIRMS

    return counts(entry) and _of_others_among(state, index, entry, counts)


def _of_others_among(
    state: BindingState, index: int, entry: Indicator, counts: Callable[[Indicator], bool]
) -> bool:
    """Say whether 其中 stands between another such count and this one, and no owner or time behind it."""
    for step in reversed(state.before(index)):
        behind = state.sentence.tokens[step + 1 : index]
        if any(token.kind in OWNERS_AND_TIMES or token.is_mark("；;") for token in behind):
            return False
        others = {one.indicator for one in state.bound.get(step, []) if counts(state.entries[one.indicator])}
        if others:
            return entry.id not in others and any(token.kind == "part" for token in behind)
    return False


def _of_counted_part(state: BindingState, index: int, mention: int, term: Term) -> bool:
    """Say whether the figure is that of members that are a part: 「其中产业项目12个，完成投资9亿元」."""
    count = counted_before(state, index)
    if count is None or not of_part(state, count):
        return False
    start = head_start(state.sentence, mention, term)
    return start is None or start > state.sentence.tokens[count].start


def _from_its_own(state: BindingState, index: int, lead_in: LeadIn, entry: Indicator) -> bool:
    """Say whether 其中 leads from a figure of the same indicator to one that names no place or time of its own."""
    if not lead_in.has("part") or lead_in.has(*_OWNERS):
        return False
    before = (claims for step in state.before(index) for claims in state.bound.get(step, []))
    return any(one.indicator == entry.id for one in before)


def _said_before(state: BindingState, index: int, entry: Indicator) -> bool:
    """Say whether 其中 stands between a level of the same indicator and this, and no owner or time behind it.

    「协议总金额105亿元，其中亿元以上项目17个，增长8%；协议总金额98亿元」.
    """
    tokens = state.sentence.tokens
    for step in reversed(state.before(index)):
        behind = tokens[step + 1 : index]
        if any(token.kind in OWNERS_AND_TIMES for token in behind):
            return False
        if any(one.indicator == entry.id and one.measure == "level" for one in state.bound.get(step, [])):
            return any(token.kind == "part" for token in behind)
    return False


def _sibling_of_part(
    state: BindingState, index: int, lead_in: LeadIn, mention: int, entry: Indicator
) -> bool:
    """Say whether a term behind a semicolon is the sibling of a part: 「民营企业进出口6亿元，其中出口5亿元；进口1亿元」."""
    tokens = state.sentence.tokens
    before = state.before(index)
    if lead_in.carried or lead_in.inside or not before or lead_in.has(*OWNERS_AND_TIMES, "part"):
        return False
    if any(entry.id in pair for pair in _SIBLINGS) and tokens[mention - 1].is_mark("；;"):
        for step in reversed(before):
            why = state.rejected.get(step)
            led = lead_in_of(state.sentence, step)
            named = led.last("mention")
            pairs = {term.indicator for term, _ in state.candidates(named)} if named is not None else set()
            if any(entry.id in pair and pairs & set(pair) for pair in _SIBLINGS):
                return why is not None and why.reason in ("part", "restricted")
            if not led.carried:
                return False
    return False


def _beside_a_part(state: BindingState, index: int, lead_in: LeadIn, entry: Indicator) -> bool:
    """Say whether the list goes on that 其中 began: 「其中产业项目完成投资6亿元，基础设施项目完成投资3亿元」."""
    before = state.before(index, 1)
    if not before or not lead_in.carried or lead_in.inside or lead_in.has(*OWNERS_AND_TIMES, "part"):
        return False
    why = state.rejected.get(before[-1])
    alike = state.quantity(before[-1]).unit == state.quantity(index).unit
    return alike and why is not None and why.reason == "part" and _known(state, index, entry)


def _known(state: BindingState, index: int, entry: Indicator) -> bool:
    return any(one.indicator == entry.id for step in state.before(index) for one in state.bound.get(step, []))


def _of_its_subject(state: BindingState, index: int, lead_in: LeadIn, entry: Indicator) -> bool:
    """Say whether 其中 leads from a project's money to a place's: 「总投资20亿元，其中固定资产投资15亿元」."""
    before = state.before(index, 1)
    if entry.about != "place" or not before or not lead_in.has("part") or lead_in.has("place", "own"):
        return False
    claims = state.bound.get(before[-1], [])
    alike = dimension(state, before[-1]) == dimension(state, index)
    return alike and any(state.entries[one.indicator].about == "subject" for one in claims)
