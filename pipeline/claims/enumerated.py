"""Read the members of a list of terms: 「城镇、农村居民人均可支配收入」."""

from __future__ import annotations

from pipeline.claims.members import AND, Named
from pipeline.claims.shortened import complete_member
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.terms.mentions import Term, terms_named
from pipeline.words import words_of

_COUNTERPARTS: dict[str, str] = words_of("bindings")["counterparts"]


def enumerated(state: BindingState, lead_in: LeadIn, each: int) -> list[Named | None]:
    """Return the members of the list before 分别: mentions, what shortened members stand for, None for others.

    「城镇、农村居民人均可支配收入」 has two members, the first shortened; 「增值税、税收收入」 an unknown first.
    """
    tokens = state.sentence.tokens
    members: list[Named | None] = []
    pending: list[str] = []
    for step in lead_in.indices:
        if step >= each:
            break
        token = tokens[step]
        if token.kind == "mention":
            held = [term for term, _ in state.candidates(step)]
            completed = [complete_member(state, word, token) for word in pending]
            alone = state.word(step - 1) in AND or step == lead_in.indices[0] or not pending
            if not alone:
                completed, pending = completed[:-1], pending[-1:]
            members += [(step, term, True) if term else None for term in completed]
            members.append((step, held[0], any(completed)) if held and (alone or not pending) else None)
            pending = []
        elif members and (other := _counterpart(state, step)):
            members.append((step, other, True))
        elif token.is_mark("，,；;"):
            members, pending = [], []
        elif token.kind == "rest":
            pending.append(state.sentence.word(token))
    return members + [None for _ in pending]


def _counterpart(state: BindingState, step: int) -> Term | None:
    """Return the term that a bare word stands for beside its counterpart: 「一般公共预算收入和支出分别达」."""
    tokens = state.sentence.tokens
    if step < 2 or state.word(step - 1) not in AND or tokens[step - 2].kind != "mention":
        return None
    whole, word = state.word(step - 2), state.word(step)
    first = next((one for one, other in _COUNTERPARTS.items() if other == word and whole.endswith(one)), "")
    if not first:
        return None
    names = (whole[cut:].removesuffix(first) + word for cut in range(len(whole) - len(first)))
    return next((held[0] for name in names if (held := terms_named(name, state.catalogue))), None)
