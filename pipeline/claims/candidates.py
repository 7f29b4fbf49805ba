"""Find for a figure that gave no row the indicator that came nearest, and the checks that kept it from being one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.claims.claim import Candidate, Claim, Failed, Rejection
from pipeline.claims.claim_of import claim_of
from pipeline.claims.growth_carried import can_grow, per_cent
from pipeline.claims.owner_proposed import owner_proposed
from pipeline.claims.pair import Pair
from pipeline.claims.state import BindingState
from pipeline.clauses.cues import cue_words
from pipeline.clauses.lead_in import COMMAS, STOPS, LeadIn, connecting, lead_in_of
from pipeline.clauses.roles import GROWTH_LINKS, LINKS
from pipeline.clauses.signs import sign_of
from pipeline.clauses.tokens import CLAUSE_ENDS, Token
from pipeline.dimensions import fits
from pipeline.terms.meaning import head_start
from pipeline.terms.whole_term import Wholeness, wholeness
from pipeline.words import words_of

RULE = "suggestion"
# Checks that may fail, alone or together, where a figure is still worth asking about.
ASKED = frozenset(tuple(sorted(checks)) for checks in words_of("checks")["asked"])
# Reasons that say what the figure is, and no candidate is looked for.
_SETTLED = frozenset(words_of("checks")["settled"])
_OTHERS = tuple(words_of("checks")["another"])
_OF_PARTS = ("whole", "head", "another_thing")
_PART_ENDS = tuple(words_of("checks")["parts"]["ends"])
_PART_WORDS = frozenset(words_of("checks")["parts"]["words"])
_EACH = tuple(words_of("checks")["parts"]["each"])
_RESPECTIVELY: str = words_of("checks")["respectively"]
_SHOWN = 3  # words of a long list
_REACH = 40  # tokens back to a term; behind a figure the clause ends first


def with_nearest(state: BindingState, index: int, why: Rejection) -> Rejection:
    """Return the rejection of the figure at an index with the candidate that came nearest, where there is one."""
    if why.reason in _SETTLED or state.quantity(index).flaw:
        return why
    pair = _nearest(state, index, lead_in_of(state.sentence, index))
    if pair is None:
        return why
    failed = _failed(pair)
    failed = (*failed, *_said_by_rule(why, failed))
    candidate = Candidate(pair.entry, pair.word, failed)
    if candidate.checks in ASKED and not _is_surely_none(pair, failed):
        candidate = replace(candidate, claim=_claim(pair, failed))
    return replace(why, nearest=candidate)


def _is_surely_none(pair: Pair, failed: Sequence[Failed]) -> bool:
    """Say whether a figure that a check refused is surely no figure of the pair's, and nobody is asked about it.

    It is of a part that its words name, one of each, or a growth told 分别 with those of other terms.
    """
    text, checks = pair.sentence.text, {one.check for one in failed}
    start, end = sorted((pair.tokens[pair.mention].start, pair.quantity.start))
    told = (one.about for one in failed if one.check in _OF_PARTS)
    if any(about.endswith(_PART_ENDS) or about in _PART_WORDS for about in told):
        return True
    if text[pair.sentence.opening(start, CLAUSE_ENDS) : start].startswith(_EACH):
        return True
    return "distance" in checks and pair.quantity.unit == "%" and _RESPECTIVELY in text[start:end]


def _nearest(state: BindingState, index: int, lead_in: LeadIn) -> Pair | None:
    """Return the pair of a figure with the nearest term whose unit it may have; one behind it only in its own clause.

    A term before it comes first, unless another figure stands between.
    """
    tokens = state.sentence.tokens
    before = next(_pairs(state, index, lead_in, range(index - 1, max(-1, index - _REACH), -1)), None)
    if before and not any(one.kind == "quantity" for one in tokens[before.mention + 1 : index]):
        return before
    end = next((at for at in range(index + 1, len(tokens)) if _ends_clause(tokens[at])), len(tokens))
    return next(_pairs(state, index, lead_in, range(index + 1, end)), before)


def _pairs(state: BindingState, index: int, lead_in: LeadIn, steps: Iterable[int]) -> Iterator[Pair]:
    """Yield the pairs of a figure with the terms at some tokens, those with the longest heads first."""
    for step in steps:
        token = state.sentence.tokens[step]
        if token.kind not in ("mention", "tail"):
            continue
        for term in sorted(token.value.terms, key=lambda term: -len(term.head)):
            pair = Pair(state, index, lead_in, step, term)
            if _measure(pair) and pair.entry.kind != "rank" and not term.position:
                yield pair


def _said_by_rule(why: Rejection, failed: Sequence[Failed]) -> tuple[Failed, ...]:
    """Return what a rule refused the figure for, where the checks do not say it."""
    checks = {one.check for one in failed}
    check = {"no_binding": "unseen", "restricted": "whole"}.get(why.reason, why.reason)
    said = check in checks or (bool(checks) and check in ("unseen", "whole"))
    return () if said else (Failed(check, why.about),)


def _ends_clause(token: Token) -> bool:
    return token.kind == "quantity" or token.is_mark(CLAUSE_ENDS)


def _measure(pair: Pair) -> str:
    """Return what the figure would be of an indicator: its level, its growth, a change; "" where its unit fits none."""
    unit, entry = pair.quantity.unit, pair.entry
    grows = pair.lead_in.has("up", "down") and pair.mention < pair.index
    if unit in ("%", "倍"):
        growth = "yoy" if grows and can_grow(entry, "yoy", unit) else ""
        return growth or ("level" if entry.unit == unit == "%" else "")
    if not fits(entry, unit):
        return ""
    return "change" if grows and not pair.lead_in.has("to") else "level"


def _failed(pair: Pair) -> tuple[Failed, ...]:
    """Return the checks that a pair fails, with the words that do it."""
    state, sentence, tokens, entry, term = pair.state, pair.sentence, pair.tokens, pair.entry, pair.term
    mention, index, word = pair.mention, pair.index, pair.word
    first, last = sorted((mention, index))
    between = tokens[first + 1 : last]
    failed = []
    if any(token.is_mark(STOPS) for token in between) or sum(token.is_mark(COMMAS) for token in between) > 1:
        failed.append(Failed("clause"))
    if figures := [sentence.word(token) for token in between if token.kind == "quantity"]:
        failed.append(Failed("distance", figures[-1]))
    if mention > index:
        failed.append(Failed("order", word))
    elif term.side == "after":
        failed.append(Failed("side", word))
    if not state.fits_context(entry):
        failed.append(Failed("context", "、".join(entry.context[:_SHOWN])))
    if other := state.barred(entry):
        failed.append(Failed("not_context", other))
    if mention < index and (unknown := _unknown_between(pair, between)):
        failed.append(Failed("between", unknown))
    if head_start(sentence, mention, term) is None:
        failed.append(Failed("head", term.head))
    elif not (whole := wholeness(sentence, mention, entry, term)).whole:
        failed.append(Failed(_named(whole), whole.about))
    return tuple(failed)


def _named(whole: Wholeness) -> str:
    """Name the check of the whole-term rule that failed."""
    if whole.about.startswith(_OTHERS):
        return "another_thing"  # 「新增高新技术企业3家」, 「户籍人口城镇化率」
    return "whole" if whole.reason == "restricted" else whole.reason


def _unknown_between(pair: Pair, between: list[Token]) -> str:
    """Return the first word between a term and its figure that no rule takes for neutral, figures and commas aside."""
    open_ones = [token for token in between if token.kind != "quantity" and not token.is_mark(COMMAS)]
    return connecting(pair.sentence, open_ones, LINKS if _measure(pair) == "level" else GROWTH_LINKS)


def _claim(pair: Pair, failed: tuple[Failed, ...]) -> Claim:
    """Return what a row of a pair would say; a word that no list holds before the term is proposed as whose it is."""
    measure = _measure(pair)
    sign = (sign_of(pair.sentence, pair.index, pair.lead_in) or 1) if measure != "level" else 1
    named = any(one.check in ("whole", "head") and one.about not in cue_words() for one in failed)
    owner = owner_proposed(pair.state, pair.mention) if named and pair.entry.about != "place" else None
    whole = Wholeness(whole=True, subject=owner)
    made = claim_of(
        pair.state,
        pair.index,
        pair.term,
        RULE,
        measure=measure,
        sign=sign,
        whole=whole,
        mention=pair.mention,
    )
    return per_cent(made, measure)
