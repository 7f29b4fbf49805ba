"""Find the members that a clause goes on about: 「其中产业项目12个，总投资45亿元，年度计划投资9亿元」 is of the twelve."""

from __future__ import annotations

import re

from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn, lead_in_of
from pipeline.clauses.roles import GROWTH_LINKS, TRANSPARENT
from pipeline.clauses.tokens import ParsedSentence
from pipeline.dimensions import dimensions
from pipeline.subjects import Subject
from pipeline.terms.meaning import head_start
from pipeline.terms.mentions import Term
from pipeline.words import words_of

_COUNTERS = frozenset(words_of("bindings")["counters"])
_COUNTED = frozenset(words_of("bindings")["phase_nouns"])
_NOUNS_OF = "|".join(words_of("bindings")["phase_nouns"])
_BARE = (TRANSPARENT | GROWTH_LINKS) - {"own"}
_PHASES, _NOUNS = ("|".join(words_of("bindings")[name]) for name in ("phases", "phase_nouns"))
_PHASE = re.compile(f"(?:{_PHASES})(?:{_NOUNS})?")
_AMONG: str = words_of("bindings")["among"]
_FROM_MANY = re.compile(
    rf"(?:\d[{''.join(sorted(_COUNTERS))}][^，,。；;]{{0,10}}|{'|'.join(words_of('bindings')['gathered'])}){_AMONG}[，,]"
)
_REACH = 10  # characters beside a count that say of which class its members are
_CLASS = re.compile(
    f"(?:(?<!企)业|类(?:{_NOUNS_OF})?|[省市县]级(?:重点)?(?:{_NOUNS_OF})?|(?<![全我本该])[省市县]重点(?:{_NOUNS_OF}))$"
)
_ITEM = re.compile(f"[；;][一-鿿]{{2,8}}(?:{_NOUNS_OF})共?$")
_CLASS_BEHIND = re.compile(f"[^，,。；;、0-9]{{1,8}}类(?:{_NOUNS_OF})")
_MOST = 8  # figures that a clause is looked back over for its members
_COMMAS = "，,、：:"
_OWNERS = ("own", "place", "subject", "period", "lead")


def counted_before(state: BindingState, index: int) -> int | None:
    """Return the index of the count whose members the figure at `index` is about, or None.

    Its clause, and those between, name nobody: they begin with their term (「，总投资45亿元」).
    """
    for _ in range(_MOST):
        lead_in = lead_in_of(state.sentence, index)
        if not lead_in.carried or lead_in.inside or not _bare(lead_in):
            return None
        before = state.before(index, 1)
        if not before:
            return None
        index = before[-1]
        if state.quantity(index).unit in _COUNTERS:
            return index
    return None


def phase_before(state: BindingState, index: int, mention: int, term: Term) -> Subject | None:
    """Return the phase that a clause names, or goes on about without an owner: 「其中一期项目总投资9亿元，占地90亩」."""
    if own := _phase(state, index):
        start = head_start(state.sentence, mention, term)
        named = any(token.kind == "subject" for token in state.sentence.leading_to(own.start))
        return (
            own if start is None or own.end <= start or not named else None
        )  # 「甲项目一期项目总投资9亿元」
    for _ in range(_MOST):
        lead_in = lead_in_of(state.sentence, index)
        before = state.before(index, 1)
        if not lead_in.carried or lead_in.has("plan_onward") or not before or not _bare(lead_in):
            return None
        index = before[-1]
        if phase := _phase(state, index):
            return phase
    return None


def _phase(state: BindingState, index: int) -> Subject | None:
    """Return the phase with which the clause of a figure begins, or None."""
    clause = lead_in_of(state.sentence, index).clause
    named = next((token for token in clause if token.kind != "plain"), None)
    found = _PHASE.match(state.sentence.text, named.start) if named else None
    return Subject(*found.span(), found[0], found[0], "project") if found else None


def _bare(lead_in: LeadIn) -> bool:
    """Say whether a comma and neutral words alone lead to the one term of a lead-in."""
    tokens = lead_in.tokens
    if tokens and lead_in.sentence.word(tokens[0]) in _COUNTED:
        tokens = tokens[1:]  # 「14个|项目，总投资25亿元」
    commas = [token for token in tokens if token.kind == "mark"]
    alone = not commas and lead_in.behind >= 0  # 「19个总投资32亿元」
    if not alone and (len(commas) != 1 or tokens[0] is not commas[0] or commas[0].value not in _COMMAS):
        return False
    kinds = [token.kind for token in tokens[0 if alone else 1 :]]
    return kinds.count("mention") <= 1 and all(kind == "mention" or kind in _BARE for kind in kinds)


def of_part(state: BindingState, count: int) -> bool:
    """Say whether the members counted at an index are but a part: 其中 leads to them, or to a list that they end.

    Not where the list adds up to the whole before it: 「项目30个，其中续建18个、新建12个，总投资120亿元」. What is told of
    one member of the list does not end it: 「其中产业项目11个、总投资4亿元，民生项目7个、总投资2亿元」.
    """
    if _picked(state, count):
        return True
    listed = [count]
    bare = True
    for _ in range(_MOST):
        opening = amount_before(state, listed[0])
        lead_in = lead_in_of(state.sentence, opening)
        before = state.before(opening, 1)
        if lead_in.has("part") and lead_in.has("place"):
            return False  # 「其中清溪镇签约18个项目，签约金额…」 is the town's
        if lead_in.has("part") or (lead_in.inside and before):
            return not (bare and len(listed) > 1 and before and _add_up(state, before[-1], listed))
        counts = state.sentence.tokens[opening - 1].kind == "subject"  # 「水电气暖项目5个」 names none
        owners = [kind for kind in _OWNERS if not (counts and kind == "subject")]
        if not before or lead_in.inside or lead_in.has(*owners):
            return False
        counted = before[-1]
        if state.quantity(counted).unit not in _COUNTERS:
            bare = False
            member = counted_before(state, counted)
            if member is None:
                return False
            counted = member
        elif not lead_in.carried:
            return False
        listed.insert(0, counted)
    return False


def amount_before(state: BindingState, count: int) -> int:
    """Return the amount before a count that sorts what is counted (其中亿元以上项目46个), else the count."""
    before = state.before(count, 1)
    if not before or dimensions().get(state.quantity(before[-1]).unit) != "currency":
        return count
    apart = any(one.kind == "mark" for one in state.sentence.tokens[before[-1] : count])
    return count if apart else before[-1]


def _picked(state: BindingState, count: int) -> bool:
    """Say whether the members are picked from more (「在34个项目中，工业项目13个」) or are of a class (农业类项目19个)."""
    sentence, token = state.sentence, state.sentence.tokens[count]
    before = sentence.text[max(sentence.start, token.start - _REACH) : token.start]
    led = text_since_part(sentence, token.start)
    if led is not None and _ITEM.search(led):
        return True  # 「其中通畅项目46个，…；通达项目30个，总投资…」
    classed = _CLASS.search(before) or _CLASS_BEHIND.match(sentence.text, token.end, token.end + _REACH)
    return bool(classed or _FROM_MANY.search(sentence.text, sentence.start, token.start))


def text_since_part(sentence: ParsedSentence, end: int) -> str | None:
    """Return what is said since the 其中 of a sentence, None where there is none or a place or 全县 stands behind it."""
    tokens = sentence.leading_to(end)
    part = next((at for at, token in enumerate(tokens) if token.kind == "part"), None)
    if part is None or any(token.kind in ("own", "place") for token in tokens[part:]):
        return None
    return sentence.text[tokens[part].end : end]


def _add_up(state: BindingState, whole: int, parts: list[int]) -> bool:
    counts = [state.quantity(step).value for step in parts]
    return (
        dimensions().get(state.quantity(whole).unit) == "count" and sum(counts) == state.quantity(whole).value
    )
