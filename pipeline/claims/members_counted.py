"""Find the members that a clause goes on about: 「其中产业项目12个，总投资45亿元，年度计划投资9亿元」 is of the twelve."""

from __future__ import annotations

import re

from pipeline.claims.binding import Sentence
from pipeline.clauses.lead_in import Stretch, stretch_before
from pipeline.clauses.roles import GROWTH_LINKS, TRANSPARENT
from pipeline.clauses.tokens import Reading
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


def counted_before(sentence: Sentence, index: int) -> int | None:
    """Return the index of the count whose members the figure at `index` is about, or None.

    Its clause, and those between, name nobody: they begin with their term (「，总投资45亿元」).
    """
    for _ in range(_MOST):
        stretch = stretch_before(sentence.reading, index)
        if not stretch.carried or stretch.inside or not _bare(stretch):
            return None
        before = sentence.before(index, 1)
        if not before:
            return None
        index = before[-1]
        if sentence.quantity(index).unit in _COUNTERS:
            return index
    return None


def phase_before(sentence: Sentence, index: int, mention: int, term: Term) -> Subject | None:
    """Return the phase that a clause names, or goes on about without an owner: 「其中一期项目总投资9亿元，占地90亩」."""
    if own := _phase(sentence, index):
        start = head_start(sentence.reading, mention, term)
        named = any(token.kind == "subject" for token in sentence.reading.leading_to(own.start))
        return (
            own if start is None or own.end <= start or not named else None
        )  # 「甲项目一期项目总投资9亿元」
    for _ in range(_MOST):
        stretch = stretch_before(sentence.reading, index)
        before = sentence.before(index, 1)
        if not stretch.carried or stretch.has("plan_onward") or not before or not _bare(stretch):
            return None
        index = before[-1]
        if phase := _phase(sentence, index):
            return phase
    return None


def _phase(sentence: Sentence, index: int) -> Subject | None:
    """Return the phase with which the clause of a figure begins, or None."""
    tokens = stretch_before(sentence.reading, index).tokens()
    last = max((at for at, token in enumerate(tokens) if token.kind in ("mark", "part")), default=-1)
    tokens = tokens[last + 1 :]
    named = next((token for token in tokens if token.kind != "plain"), None)
    found = _PHASE.match(sentence.reading.text, named.start) if named else None
    return Subject(*found.span(), found[0], found[0], "project") if found else None


def _bare(stretch: Stretch) -> bool:
    """Say whether a comma and neutral words alone lead to the one term of a stretch."""
    tokens = stretch.tokens()
    if tokens and stretch.reading.word(tokens[0]) in _COUNTED:
        tokens = tokens[1:]  # 「14个|项目，总投资25亿元」
    commas = [token for token in tokens if token.kind == "mark"]
    alone = not commas and stretch.behind >= 0  # 「19个总投资32亿元」
    if not alone and (len(commas) != 1 or tokens[0] is not commas[0] or commas[0].value not in _COMMAS):
        return False
    kinds = [token.kind for token in tokens[0 if alone else 1 :]]
    return kinds.count("mention") <= 1 and all(kind == "mention" or kind in _BARE for kind in kinds)


def of_part(sentence: Sentence, count: int) -> bool:
    """Say whether the members counted at an index are but a part: 其中 leads to them, or to a list that they end.

    Not where the list adds up to the whole before it: 「项目30个，其中续建18个、新建12个，总投资120亿元」. What is told of
    one member of the list does not end it: 「其中产业项目11个、总投资4亿元，民生项目7个、总投资2亿元」.
    """
    if _picked(sentence, count):
        return True
    listed = [count]
    bare = True
    for _ in range(_MOST):
        opening = amount_before(sentence, listed[0])
        stretch = stretch_before(sentence.reading, opening)
        before = sentence.before(opening, 1)
        if stretch.has("part") and stretch.has("place"):
            return False  # 「其中清溪镇签约18个项目，签约金额…」 is the town's
        if stretch.has("part") or (stretch.inside and before):
            return not (bare and len(listed) > 1 and before and _add_up(sentence, before[-1], listed))
        counts = sentence.reading.tokens[opening - 1].kind == "subject"  # 「水电气暖项目5个」 names none
        owners = [kind for kind in _OWNERS if not (counts and kind == "subject")]
        if not before or stretch.inside or stretch.has(*owners):
            return False
        counted = before[-1]
        if sentence.quantity(counted).unit not in _COUNTERS:
            bare = False
            member = counted_before(sentence, counted)
            if member is None:
                return False
            counted = member
        elif not stretch.carried:
            return False
        listed.insert(0, counted)
    return False


def amount_before(sentence: Sentence, count: int) -> int:
    """Return the amount before a count that sorts what is counted (其中亿元以上项目46个), else the count."""
    before = sentence.before(count, 1)
    if not before or dimensions().get(sentence.quantity(before[-1]).unit) != "currency":
        return count
    apart = any(one.kind == "mark" for one in sentence.reading.tokens[before[-1] : count])
    return count if apart else before[-1]


def _picked(sentence: Sentence, count: int) -> bool:
    """Say whether the members are picked from more (「在34个项目中，工业项目13个」) or are of a class (农业类项目19个)."""
    reading, token = sentence.reading, sentence.reading.tokens[count]
    before = reading.text[max(reading.start, token.start - _REACH) : token.start]
    led = text_since_part(reading, token.start)
    if led is not None and _ITEM.search(led):
        return True  # 「其中通畅项目46个，…；通达项目30个，总投资…」
    classed = _CLASS.search(before) or _CLASS_BEHIND.match(reading.text, token.end, token.end + _REACH)
    return bool(classed or _FROM_MANY.search(reading.text, reading.start, token.start))


def text_since_part(reading: Reading, end: int) -> str | None:
    """Return what is said since the 其中 of a sentence, None where there is none or a place or 全县 stands behind it."""
    tokens = reading.leading_to(end)
    part = next((at for at, token in enumerate(tokens) if token.kind == "part"), None)
    if part is None or any(token.kind in ("own", "place") for token in tokens[part:]):
        return None
    return reading.text[tokens[part].end : end]


def _add_up(sentence: Sentence, whole: int, parts: list[int]) -> bool:
    counts = [sentence.quantity(step).value for step in parts]
    return (
        dimensions().get(sentence.quantity(whole).unit) == "count"
        and sum(counts) == sentence.quantity(whole).value
    )
