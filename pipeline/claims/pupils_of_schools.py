"""Bind the pupils whose schools stand in the clause before: 「初中学校58所，招生1.2万人，在校生3.9万人」."""

from __future__ import annotations

from typing import Any

from pipeline.claims.claim import Claim
from pipeline.claims.operators import inherit
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import STOPS, LeadIn, lead_in_of
from pipeline.clauses.roles import OWNERS_AND_TIMES, TRANSPARENT
from pipeline.dimensions import fits
from pipeline.words import words_of

_WORDS: dict[str, Any] = words_of("bindings")["pupils_of_schools"]
_FARTHEST = 8  # figures back to the count of the schools


def pupils(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind a count of pupils that is named without its level, where one kind of school alone is counted before it."""
    if _named(state, lead_in) not in _WORDS["pupils"]:
        return False
    at = _schools_before(state, index)
    name = _WORDS["kinds"].get(_named(state, lead_in_of(state.sentence, at)), "") if at >= 0 else ""
    entry = state.entries.get(name)
    quantity = state.quantity(index)
    if entry is None or not fits(entry, quantity.unit):
        return False
    claim = Claim(quantity, name, "level", quantity.value, "pupils")
    of = next(iter(state.claims(at)), claim)
    inherit(state, index, claim, "pupils", dated=True, place=of.place, subject=of.subject, own=of.own)
    return True


def _named(state: BindingState, lead_in: LeadIn) -> str:
    """Return what the clause of a figure names, without the neutral words, the area and the time before and behind it."""
    clause = lead_in.clause
    light = TRANSPARENT | OWNERS_AND_TIMES
    while clause and clause[-1].kind in TRANSPARENT:
        clause = clause[:-1]
    while clause and clause[0].kind in light:
        clause = clause[1:]
    return state.sentence.text[clause[0].start : clause[-1].end] if clause else ""


def _schools_before(state: BindingState, index: int) -> int:
    """Return the index of the count of schools that a count of pupils follows, -1 where another thing stands between.

    「小学12所，初中5所，在校生1.2万人」 are of both, 「民办1所，在校生300人」 in a bracket is passed over.
    """
    bracket = state.sentence.bracket
    before = [step for step in state.before(index, _FARTHEST) if bracket[step] == bracket[index]]
    schools = -1
    for step in reversed(before):
        if schools >= 0:
            ended = any(token.is_mark(STOPS) for token in state.sentence.tokens[step:schools])
            return -1 if state.quantity(step).unit == _WORDS["schools"] and not ended else schools
        if state.quantity(step).unit == _WORDS["schools"]:
            schools = step
        elif _named(state, lead_in_of(state.sentence, step)) not in _WORDS["others"]:
            return -1
    return schools
