"""Complete shortened members of a list: 「3家省级、5家市级工程技术研究中心」."""

from __future__ import annotations

from pipeline.claims.behind import next_mention
from pipeline.claims.claim_of import claim_of
from pipeline.claims.members import AND
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.clauses.tokens import Token
from pipeline.dimensions import fits
from pipeline.terms.mentions import Term, completed


def complete_member(state: BindingState, word: str, mention: Token) -> Term | None:
    """Complete a shortened member with the end of the whole term behind it."""
    return completed(word, state.sentence.word(mention), state.catalogue)


def shared_tail(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind the first figure of 「3家省级、5家市级工程技术研究中心」: its term ends where the second one's does."""
    del lead_in
    tokens = state.sentence.tokens
    figures = [
        step for step in range(index + 1, min(index + 5, len(tokens))) if tokens[step].kind == "quantity"
    ]
    if not figures or state.word(figures[0] - 1) not in AND:
        return False
    mention = next_mention(state, figures[0])
    word = state.sentence.text[tokens[index].end : tokens[figures[0] - 1].start]
    if mention is None or not word or len(word) > 8:
        return False
    term = completed(word, state.word(mention), state.catalogue)
    if term is None or not fits(state.entries[term.indicator], state.quantity(index).unit):
        return False
    state.bind(index, claim_of(state, index, term, "shared_tail"))
    return True
