"""Leave out sums of kinds that a list goes through: 「新材料项目13个，总投资36亿元；食品项目7个，总投资28亿元」."""

from __future__ import annotations

import re

from pipeline.claims.members_counted import counted_before
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import lead_in_of
from pipeline.clauses.roles import OWNERS_AND_TIMES
from pipeline.words import words_of

_AMONG: str = words_of("bindings")["among"]
_GRADE: str = words_of("bindings")["grade"]
_GROUPS = frozenset(words_of("bindings")["grades"]["groups"])
_KINDS = tuple(words_of("bindings")["kinds_of_projects"])
_ENDS = "，,；;。：:"


def sums_of_kinds(state: BindingState) -> None:
    """Drop what is told of each kind of a list: it is neither the place's nor any one project's."""
    told = {index: count for index in state.bound if (count := _kind_of(state, index)) is not None}
    picked = any(why.about == _AMONG for why in state.rejected.values())  # 「在34个签约项目中，…」
    graded = any(_of_a_grade(state, count) for count in told.values())
    if len(set(told.values())) < 2 and not picked and not graded:
        return
    for index in told:
        if index not in state.bound:
            continue  # the growth of a kind before it
        level = state.bound.pop(index)[-1]
        state.reject(index, "part", state.quantity(index).text)
        for step in sorted(step for step in state.bound if step > index):
            carried = state.bound[step][-1]
            if carried.measure == "level" or carried.indicator != level.indicator:
                break
            del state.bound[step]  # its growth and share
            state.reject(step, "part", level.quantity.text)


def _kind_of(state: BindingState, index: int) -> int | None:
    """Return the count that a figure goes on about, if it is no indicator's and a noun before it tells a kind."""
    claim = state.bound[index][-1]
    entry = state.entries[claim.indicator]
    told = entry.about == "subject" or entry.group in _GROUPS
    if not told or claim.measure == "share" or claim.subject or claim.place or claim.own:
        return None
    count = counted_before(state, index)
    if count is None or count in state.bound:
        return None
    lead_in = lead_in_of(state.sentence, count)
    clause = lead_in.clause
    opens = len(clause) < len(lead_in.tokens) or lead_in.behind < 0  # not 「新开工亿元以上项目42项」
    named = any(one.kind == "rest" for one in clause) and not any(
        one.kind in OWNERS_AND_TIMES for one in clause
    )
    return count if opens and named else None


def _of_a_grade(state: BindingState, count: int) -> bool:
    """Say whether a count is of one grade or kind by its name: 「省级6项，概算投资140亿元」, 「民营企业投资项目35个，」."""
    sentence = state.sentence
    said = re.split(f"[{_ENDS}]", sentence.text[sentence.start : sentence.tokens[count].start])[-1]
    return said.endswith(_GRADE) or said.startswith(_KINDS)
