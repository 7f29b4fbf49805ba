"""Bind ranks (位列第8) to the ranking that the sentence names, which may stand well before or behind."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from pipeline.claims.claim_of import claim_of
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.clauses.tokens import CLAUSE_ENDS, Token
from pipeline.places import Place
from pipeline.terms.mentions import Term

_FARTHEST = 400  # tokens; the longest sentences of communiqués have fewer
_BASES = ("than", "base_year", "base_other")
_LIST = re.compile("[十百千]强")
_NEAR = 2  # tokens between a base and its rank: its year, 的


def rank(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind a rank to the nearest ranking named before it, else behind it; each ranking takes one rank.

    The rank before (「较上年的第36位」) takes none; it is refused where nothing tells its year.
    """
    del lead_in
    if state.quantity(index).unit != "位":
        return False
    tokens = state.sentence.tokens
    order = chain(
        range(index - 1, max(-1, index - _FARTHEST), -1),
        range(index + 1, min(len(tokens), index + _FARTHEST)),
    )
    levels = False
    for step in order:
        if tokens[step].kind != "mention":
            continue
        if step in state.used:
            levels = levels or (step < index and _ranking(state, step) is None)
            continue
        if step > index and _is_of_another(state, index, tokens[index:step], levels=levels):
            return False
        term = _ranking(state, step)
        if term is None and step < index:
            return False  # 「GDP总量在全省排第12位」
        if term is None:
            continue
        if step < index and _other_list(state, step, index):
            return False
        bound = claim_of(state, index, term, "rank")
        base = _base(state, index)
        if base in _BASES and bound.period_flaw == "" and not _dated(state, index):
            return state.reject_all([index], "no_period", state.quantity(index).text)
        if not base:
            state.used.add(step)
        state.bind(index, replace(bound, place=_place(state, step, index)))
        return True
    return False


def _other_list(state: BindingState, step: int, index: int) -> bool:
    """Say whether a list that no indicator knows stands between ranking and rank: 「创新百强县…，工业百强区榜单第56位」."""
    held = state.sentence.tokens[step + 1 : index]
    apart = next((at for at, one in enumerate(held) if one.kind == "mark"), len(held))
    return _names_list(state, held[apart:])


def _is_of_another(state: BindingState, index: int, between: list[Token], *, levels: bool) -> bool:
    """Say whether a rank is not of the ranking that is named behind it.

    「财政收入30亿元，居全区第一位，…综合竞争力跃居百强县第40位」, 「综合实力百强县市第69位；科技创新百强县市第55位」.
    """
    if any(token.is_mark("；;") or (levels and token.kind == "mark") for token in between):
        return True
    before = state.sentence.tokens[:index]
    clause = next((at for at in range(index - 1, -1, -1) if before[at].is_mark(CLAUSE_ENDS)), -1) + 1
    return _names_list(state, before[clause:])


def _names_list(state: BindingState, tokens: list[Token]) -> bool:
    """Say whether a list that no indicator knows is named: 工业百强区."""
    return any(one.kind == "rest" and _LIST.search(state.sentence.word(one)) for one in tokens)


def _base(state: BindingState, index: int) -> str:
    """Return the kind of word that makes a rank the one before: 「较上年的第36位」, 「由2023年的第36位」, "" for none."""
    tokens = state.sentence.tokens
    step = index - 1
    while step > 0 and tokens[step].kind in ("plain", "period"):
        step -= 1
    kind = tokens[step].kind if step >= 0 else ""
    return kind if kind in (*_BASES, "from") else ""


def _dated(state: BindingState, index: int) -> bool:
    """Say whether the period that a rank before is of stands right before it: 「比2023年的第36位」."""
    return any(token.kind == "period" for token in state.sentence.tokens[max(0, index - _NEAR) : index])


def _ranking(state: BindingState, step: int) -> Term | None:
    for term, entry in state.candidates(step):
        if entry.kind == "rank":
            return term
    return None


def _place(state: BindingState, step: int, index: int) -> Place | None:
    """Return the place between ranking and rank (「榜单中，鹤山位列第10」), or None.

    The place right before a rank is the field that it is counted in: 「跃居全省第九」.
    """
    low, high = sorted((step, index))
    tokens = state.sentence.tokens
    places = [tokens[at].value for at in range(low, high) if tokens[at].kind == "place" and at + 1 < index]
    return places[-1] if places else None
