"""Find the members that a clause goes on about: 「其中产业项目12个，总投资45亿元，年度计划投资9亿元」 is of the twelve."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.claims.pair import Pair
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn, lead_in_of
from pipeline.clauses.roles import GROWTH_LINKS, TRANSPARENT
from pipeline.clauses.tokens import ParsedSentence
from pipeline.dimensions import dimensions
from pipeline.subjects import Subject
from pipeline.terms.meaning import head_start
from pipeline.words import words_of

_COUNTERS = frozenset(words_of("bindings")["counters"])
_COUNTED = tuple(words_of("bindings")["phase_nouns"])
_OTHERS = "等"
_NAMING = ("rest", "mention", "tail")  # 「8个|工业|项目，」
_NOUNS_OF = "|".join(words_of("bindings")["phase_nouns"])
_BARE = (TRANSPARENT | GROWTH_LINKS) - {"own"}
_PHASES, _NOUNS = ("|".join(words_of("bindings")[name]) for name in ("phases", "phase_nouns"))
_PHASE = re.compile(f"(?:{_PHASES})(?:{_NOUNS})?")
_AMONG: str = words_of("bindings")["among"]
_FROM_MANY = re.compile(
    rf"(?:\d[{''.join(sorted(_COUNTERS))}][^，,。；;]{{0,10}}|{'|'.join(words_of('bindings')['gathered'])}){_AMONG}"
    f"[，,已{words_of('bindings')['picks']}]"
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
    """Return the index of the count whose members the figure at `index` is about, or None."""
    return next((step for step in _gone_on(state, index) if state.quantity(step).unit in _COUNTERS), None)


def phase_before(pair: Pair) -> Subject | None:
    """Return the phase that a clause names, or goes on about without an owner: 「其中一期项目总投资9亿元，占地90亩」."""
    if own := _phase(pair.state, pair.index):
        start = head_start(pair.sentence, pair.mention, pair.term)
        named = any(token.kind == "subject" for token in pair.sentence.leading_to(own.start))
        return (
            own if start is None or own.end <= start or not named else None
        )  # 「甲项目一期项目总投资9亿元」
    steps = _gone_on(pair.state, pair.index, "plan_onward")
    return next((phase for step in steps if (phase := _phase(pair.state, step))), None)


def _gone_on(state: BindingState, index: int, *stops: str) -> Iterator[int]:
    """Yield the figures that a clause goes on about: it, and those between, begin with their term (「，总投资45亿元」)."""
    for _ in range(_MOST):
        lead_in = lead_in_of(state.sentence, index)
        if lead_in.behind < 0 or lead_in.has(*stops) or not _bare(lead_in):
            return
        index = lead_in.behind
        yield index


def _phase(state: BindingState, index: int) -> Subject | None:
    """Return the phase with which the clause of a figure begins, or None."""
    clause = lead_in_of(state.sentence, index).clause
    named = next((token for token in clause if token.kind != "plain"), None)
    found = _PHASE.match(state.sentence.text, named.start) if named else None
    return Subject(*found.span(), found[0], found[0], "project") if found else None


def _bare(lead_in: LeadIn) -> bool:
    """Say whether a comma and neutral words alone lead to the term of a lead-in."""
    tokens = lead_in.tokens
    noun = next((at for at, token in enumerate(tokens) if token.kind not in _NAMING), len(tokens))
    word = lead_in.sentence.word(tokens[noun - 1]) if noun else ""
    opened = lead_in.sentence.tokens[0].kind == "part" and word.endswith(_COUNTED)
    if opened or (noun == 1 and word in _COUNTED):
        tokens = tokens[noun:]  # 「14个|项目，总投资」, 「其中，甲项目等14个|工业项目，总投资」
    tokens = tokens[1:] if tokens and tokens[0].is_mark(_COMMAS) else tokens  # none in 「19个总投资32亿元」
    return all(token.kind == "mention" or token.kind in _BARE for token in tokens)


def _outside(state: BindingState, index: int) -> int:
    """Return the figure before the one at an index, over closed brackets (「214家（其中63家），87家」), or -1."""
    bracket = state.sentence.bracket
    around = (-1, bracket[index])
    return next((step for step in reversed(state.before(index)) if bracket[step] in around), -1)


def of_part(state: BindingState, count: int) -> bool:
    """Say whether the members counted at an index are but a part: 其中 leads to them, or to a list that they end.

    Not where the list adds up to the whole before it: 「项目30个，其中续建18个、新建12个，总投资120亿元」. What is told of
    one member of the list does not end it: 「其中产业项目11个、总投资4亿元，民生项目7个、总投资2亿元」.
    """
    if _picked(state, count):
        return True
    listed, bare = [count], True
    for _ in range(_MOST):
        lead_in = lead_in_of(state.sentence, amount_before(state, listed[-1]))
        if lead_in.has("part"):  # 「其中清溪镇签约18个项目，签约金额…」 is the town's
            return not lead_in.has("place") and not (bare and _add_up(state, lead_in.behind, listed))
        named = state.sentence.tokens[amount_before(state, listed[-1]) - 1].kind == "subject"
        owners = [
            kind for kind in _OWNERS if kind != "subject" or not named
        ]  # 「水电气暖项目5个」 names none
        before = _outside(state, amount_before(state, listed[-1]))
        if before < 0 or lead_in.inside or lead_in.has(*owners):
            return lead_in.inside
        counts = state.quantity(before).unit in _COUNTERS
        if counts and not lead_in.carried:
            return False
        member = (
            before if counts else counted_before(state, before)
        )  # over 「；」 too, where they go on one by one
        if member is None:
            return False
        bare = bare and counts
        listed.append(member)
    return False


def ends_examples(sentence: ParsedSentence, count: int) -> bool:
    """Say whether a count ends what 其中 names some of at a sentence's beginning: 「其中，甲项目等8个工业项目」."""
    return sentence.tokens[0].kind == "part" and sentence.text.endswith(_OTHERS, sentence.start, count)


def from_many(sentence: ParsedSentence, count: int) -> bool:
    """Say whether a count is of what is picked from more: 「31个在建项目中，重点项目6个」, 「签约项目中有6个履约」."""
    return _FROM_MANY.search(sentence.text, sentence.opening(count, "。；;"), count) is not None


def _add_up(state: BindingState, whole: int, parts: list[int]) -> bool:
    summed = sum(state.quantity(step).value for step in parts)
    return len(parts) > 1 and whole >= 0 and summed == state.quantity(whole).value


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
    if ends_examples(sentence, token.start):
        return True
    before = sentence.text[max(sentence.start, token.start - _REACH) : token.start]
    led = sentence.leading_to(token.start)
    part = next((at for at, one in enumerate(led) if one.kind == "part"), len(led))
    owned = part == len(led) or any(one.kind in ("own", "place") for one in led[part:])
    if not owned and _ITEM.search(sentence.text, led[part].end, token.start):
        return True  # 「其中通畅项目46个，…；通达项目30个，总投资…」
    classed = _CLASS.search(before) or _CLASS_BEHIND.match(sentence.text, token.end, token.end + _REACH)
    return bool(classed or _FROM_MANY.search(sentence.text, sentence.start, token.start))
