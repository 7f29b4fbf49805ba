"""Bind lists: 「A、B分别为1、2」, 「A和B达1和2」, a term that the next one of its list completes."""

from __future__ import annotations

from pipeline.claims.bases import other_base
from pipeline.claims.claim_of import claim_of
from pipeline.claims.listed_figures import AND, row, signs_in_row
from pipeline.claims.listed_terms import (
    behind_another,
    both,
    enumerated,
    positions,
    spelled_out,
    three_industries,
)
from pipeline.claims.operators import distribute
from pipeline.claims.owners_listed import over_members, over_topic, several
from pipeline.claims.state import BindingState
from pipeline.claims.term_after import next_mention
from pipeline.clauses.lead_in import LeadIn
from pipeline.clauses.signs import Sign
from pipeline.dimensions import fits
from pipeline.terms.mentions import completed
from pipeline.words import words_of

_DEEDS = frozenset(words_of("bindings")["completes"]["indicators"].values())
_BETWEEN = ("plain", "done", "plan", "plan_onward", "each")
_LONGEST = 8  # characters of a shortened term
_NEAR = 5  # tokens from a figure to the next one of its list


def respectively(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「A、B、C分别增长1%、2%、3%」: as many mentions, places or periods as figures, one to one."""
    figures = signs_in_row(state, index, lead_in) if lead_in.has("each") else {}
    mention, each = lead_in.last("mention"), lead_in.last("each")
    if each is None:
        return False
    about = state.word(each)
    if len(figures) < 2:
        single = figures[index] != 0 and each > (mention or -1)
        return (single or several(state, lead_in, each)) and state.reject_all(figures, "no_binding", about)
    if any(figures.values()) and (base := other_base(state, lead_in)):
        return state.reject_all(figures, "other_base", base)
    if _plans_and_deeds(state, lead_in):
        return state.reject_all(figures, "no_binding", about)
    if three := three_industries(state, figures, lead_in, each):
        return distribute(state, figures, three, about)
    over = over_topic if mention is None else over_members
    return over(state, figures, lead_in, each) or _over_terms(state, figures, lead_in, each)


def _plans_and_deeds(state: BindingState, lead_in: LeadIn) -> bool:
    """Say whether a list names what was planned and what was done of it: 「计划总投资、完成投资额分别为9亿元、3亿元」."""
    kinds = [token.kind for token in lead_in.tokens]
    if not {"plan", "plan_onward"} & {*kinds}:
        return False
    return any(
        term.indicator in _DEEDS and before not in ("plan", "plan_onward")
        for before, kind, at in zip(kinds, kinds[1:], lead_in.indices[1:], strict=False)
        if kind == "mention"
        for term, _ in state.candidates(at)
    )


def _over_terms(state: BindingState, figures: dict[int, Sign], lead_in: LeadIn, each: int) -> bool:
    """Bind figures to the terms that the list before 分别 names; those that it only begins are spelled out."""
    about, mention = state.word(each), lead_in.last("mention")
    if mention is None:
        named = spelled_out(state, figures, lead_in, each)
        return bool(named) and distribute(state, figures, named, about)
    if several(state, lead_in, each):
        return state.reject_all(figures, "no_binding", about)
    readings = (
        positions(state, lead_in, figures),
        both(state, mention),
        enumerated(state, lead_in, each),
    )
    fitting = next((named for named in readings if len(named) == len(figures)), [])
    return distribute(state, figures, fitting, about)


def side_by_side(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「出口和进口达到30亿元和9亿元」: as many figures as terms that only 、 and 和 join, none where they differ.

    So are the two of 「城乡居民收入46800元和21500元」, and figures of as many places: 「甲镇、乙镇税收收入2亿元、1亿元」.
    """
    mention = lead_in.last("mention")
    figures: dict[int, Sign] = dict.fromkeys(row(state.sentence, index), 0)
    if mention is None or len(figures) < 2 or any(one.kind not in _BETWEEN for one in lead_in.after(mention)):
        return False
    about = state.word(mention)
    if several(state, lead_in, mention):
        return over_members(state, figures, lead_in, mention) or state.reject_all(
            figures, "no_binding", about
        )
    named = both(state, mention) or enumerated(state, lead_in, mention + 1)
    listed = all(named) or behind_another(state, mention)  # 「X事业出口和进口达到30亿元和9亿元」
    return len(named) > 1 and listed and distribute(state, figures, named, about)


def shared_tail(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind the first figure of 「3家省级、5家市级工程技术研究中心」: its term ends where the second one's does."""
    del lead_in
    tokens = state.sentence.tokens
    behind = range(index + 1, min(index + _NEAR, len(tokens)))
    second = next((step for step in behind if tokens[step].kind == "quantity"), None)
    if second is None or state.word(second - 1) not in AND:
        return False
    mention = next_mention(state, second)
    word = state.sentence.text[tokens[index].end : tokens[second - 1].start]
    if mention is None or not word or len(word) > _LONGEST:
        return False
    term = completed(word, state.word(mention), state.catalogue)
    if term is None or not fits(state.entries[term.indicator], state.quantity(index).unit):
        return False
    state.bind(index, claim_of(state, index, term, "shared_tail"))
    return True
