"""Bind the total told behind new ones: 「新增高新技术企业17家，总数达71家」."""

from __future__ import annotations

from pipeline.claims.claim_of import claim_of
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import COMMAS, LeadIn, lead_in_of
from pipeline.dimensions import counts_all
from pipeline.terms.mentions import Term, terms_named
from pipeline.terms.newly_won import GAINS
from pipeline.words import words_of

_TOTALS = frozenset(words_of("bindings")["totals"])
_SUMS, _REACHED = (frozenset(words_of("bindings")["sums_reached"][name]) for name in ("sums", "verbs"))
_BEFORE = ("period", "plain", "own", "narrow", "lead", "mention", "mark", "event", "place")


def total_behind(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 71家 to what the 17家 before are new ones of, where a total is said and nobody else is named."""
    held = lead_in.tokens
    if not held or not held[0].is_mark(COMMAS + "、") or any(token.kind != "plain" for token in held[1:]):
        return False
    words = {state.sentence.word(token) for token in held[1:]}
    summed = not (words.isdisjoint(_SUMS) or words.isdisjoint(_REACHED))
    told = summed or not words.isdisjoint(_TOTALS) or (words and words <= _REACHED)  # 「新增15户，达108户」
    term = _won(state, lead_in.behind) if told and lead_in.behind >= 0 else None
    if term is None:
        return False
    new, quantity, entry = (
        state.quantity(lead_in.behind),
        state.quantity(index),
        state.entries[term.indicator],
    )
    if new.unit != quantity.unit or quantity.value < new.value or not counts_all(entry):
        return False
    state.bind(index, claim_of(state, index, term, "total_behind"))
    return True


def _won(state: BindingState, new: int) -> Term | None:
    """Return the term that new ones are of: 高新技术企业 of 「新增高新技术企业17家」, or None."""
    before = lead_in_of(state.sentence, new)
    mention = before.last("mention")
    if mention is None or any(token.kind not in _BEFORE for token in before.tokens):
        return None
    word = state.word(mention)
    gain = next((one for one in sorted(GAINS, key=len, reverse=True) if word.startswith(one)), "")
    won = gain or any(state.sentence.word(token) in GAINS for token in before.tokens)
    terms = terms_named(word.removeprefix(gain), state.catalogue) if won else []
    return terms[0] if terms else None
