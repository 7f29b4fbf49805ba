"""Bind pairs: 「城乡居民收入分别达A元、B元」, 「城镇、农村居民收入A元、B元」."""

from __future__ import annotations

from pipeline.claims.claim_of import claim_of
from pipeline.claims.members import AND, Named, row
from pipeline.claims.shortened import complete_member
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.dimensions import fits
from pipeline.terms.mentions import Term, terms_named
from pipeline.words import words_of

_HALVES: tuple[str, ...] = tuple(words_of("bindings")["halves"])


# What two names are joined in: 城乡 of 城镇 and 农村, 存贷款 of 存款 and 贷款.
_PAIRS: dict[str, list[str]] = {
    words_of("bindings")["town_and_country"]: list(_HALVES),
    **words_of("bindings")["joined_pairs"],
}


def pair(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「城乡居民收入达到46800元和21500元」, 「城镇、农村居民收入46800元、21500元」: two halves and two figures."""
    mention = lead_in.last("mention")
    if mention is None or lead_in.has("up", "down", "share"):
        return False
    figures = row(state, index)
    if len(figures) != len(_HALVES):
        return False
    sentence = state.sentence
    if any(token.kind not in ("plain", "each") for token in lead_in.after(mention)):
        return False
    names = _halves(sentence.word(sentence.tokens[mention]), state) or _named_halves(state, mention)
    if len(names) != len(figures) or not all(
        fits(state.entries[term.indicator], state.quantity(step).unit)
        for step, term in zip(figures, names, strict=True)
    ):
        return False
    state.used.add(mention)
    for step, term in zip(figures, names, strict=True):
        state.bind(step, claim_of(state, step, term, "respectively", mention=mention))
    return True


def _halves(word: str, state: BindingState) -> list[Term]:
    """Return what 城乡居民收入 stands for beside two figures: 城镇居民收入 and 农村居民收入."""
    joined = next((both for both in ("城乡", "城、乡") if both in word), "")
    if not joined:
        return []
    found = [terms_named(word.replace(joined, half), state.catalogue) for half in _HALVES]
    return [terms[0] for terms in found if terms]


def _named_halves(state: BindingState, mention: int) -> list[Term]:
    """Return the terms of 「城镇、农村居民收入」: the first is completed by the end of the second."""
    tokens = state.sentence.tokens
    held = [term for term, _ in state.candidates(mention)]
    if mention < 2 or not held or state.word(mention - 1) not in AND:
        return []
    first = complete_member(state, state.word(mention - 2), tokens[mention])
    return [first, held[0]] if first and first.indicator != held[0].indicator else []


def both(state: BindingState, lead_in: LeadIn, each: int) -> list[Named | None]:
    """Return both that 「城乡居民人均可支配收入分别为」, 「存贷款余额分别达」 stand for; else none."""
    mentions = [
        step for step in lead_in.indices if step < each and state.sentence.tokens[step].kind == "mention"
    ]
    word = state.word(mentions[0]) if len(mentions) == 1 else ""
    joined = next((one for one in _PAIRS if one in word), "")
    if not joined:
        return []
    head, _, tail = word.partition(joined)
    found = [_named(half + tail, head, state) for half in _PAIRS[joined]]
    return [(mentions[0], term, True) for term in found if term] if all(found) else []


def _named(rest: str, head: str, state: BindingState) -> Term | None:
    """Return the term of one half, with what stands before it or without: 金融机构|存款余额."""
    terms = terms_named(head + rest, state.catalogue) or terms_named(rest, state.catalogue)
    return terms[0] if terms else None
