"""Apply the whole-term rule: what stands before a mention says whether it is the indicator itself or a part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import jieba

from pipeline.claims.units import counts_all, dimensions
from pipeline.cues import cue_words
from pipeline.indicators import Indicator
from pipeline.mentions import Mention, Term
from pipeline.places import Place
from pipeline.reading import CLAUSE_ENDS, Reading, Token
from pipeline.subject_names import subject_words
from pipeline.subjects import Subject

# Roles that stand before a term and leave it whole: 「预计全年实现旅游收入」.
TRANSPARENT = frozenset(
    "plain lead each yearly scope done plan plan_onward period from to base_year base_other up down flat than event".split()
)
# What jieba calls the words that may stand before a term: adverbs, prepositions, particles. Verbs are listed in
# cues.yaml: jieba calls 发明 in 发明专利 one too.
LEADING = frozenset("vd d ad dg p c u uj ul ud uz ug y".split())
# Behind a term a verb connects as well: 「旅游收入首破5亿元」.
CONNECTING = LEADING | {"v", "vg"}
_AND = ("和", "与", "及", "以及")
_LOOKBACK = 14
_HEAD_REACH = 40
_LONGEST_GAP = 12
_BRACKETED = re.compile(r"[(（][^()（）]{0,40}[)）]")

jieba.setLogLevel("WARNING")


@dataclass(frozen=True, slots=True)
class Wholeness:
    """Say whether a mention is whole, and what the words before it name."""

    whole: bool
    reason: str = ""
    about: str = ""
    place: Place | None = None
    subject: Subject | None = None
    confidence: float = 1.0


def wholeness(reading: Reading, index: int, entry: Indicator, term: Term) -> Wholeness:
    """Walk left from the mention at `index` to the next boundary and judge what stands there."""
    place: Place | None = None
    start = _head_start(reading, index, term)
    if start is None:
        return Wholeness(False, "no_binding", term.head)
    step, passed = index - 1, 0
    while step >= 0:
        token = reading.tokens[step]
        word = reading.word(token)
        if token.kind == "lead" and token.end <= start:
            break
        if word in _AND and step and reading.tokens[step - 1].kind in ("mention", "quantity"):
            break
        if token.kind == "plain" and token.start < start:
            passed += word in ("以上", "的", "以下")
        if token.start >= start or (token.kind in TRANSPARENT and token.kind != "event") or (token.kind == "mention" and word in cue_words()):
            step -= 1
            continue
        if token.kind == "place":
            place = place or token.value
            step -= 1
            continue
        if token.kind == "subject":
            return _of_subject(token.value, entry, place, word)
        if token.kind == "quantity":
            if dimensions().get(token.value.unit) == "currency" and step == index - 1 - passed:
                return Wholeness(False, "restricted", word)  # 产值超亿元规上工业企业
            break
        if token.kind == "part":
            break
        if token.kind == "mark":
            break
        before = reading.text[max(reading.start, token.end - _LOOKBACK) : reading.tokens[step + 1].start].rstrip()
        if before.endswith(entry.allow) and entry.allow:
            break
        if token.kind in ("narrow", "deal") or (token.kind == "event" and counts_all(entry)):
            return Wholeness(False, "restricted", word)
        if token.kind == "event":
            step -= 1
            continue
        if token.kind in ("block", "share") or word == "对":
            return Wholeness(False, "yardstick", word)
        if token.kind == "mention":
            return Wholeness(False, "restricted", word)
        if entry.about == "subject" and (owner := _described_owner(reading, token)):
            return Wholeness(True, place=place, subject=owner, confidence=0.8)
        return _of_rest(before, word, place)
    return Wholeness(True, place=place)


def _of_subject(subject: Subject, entry: Indicator, place: Place | None, word: str) -> Wholeness:
    if entry.about == "place" and subject.kind != "zone":
        return Wholeness(False, "restricted", word)
    return Wholeness(True, place=place, subject=subject)


def _of_rest(before: str, word: str, place: Place | None) -> Wholeness:
    """Ask jieba about the last word: an adverb or preposition leaves the term whole, a noun restricts it."""
    last = last_word(before)
    if last in cue_words() or word_class(last) in LEADING:
        return Wholeness(True, place=place, confidence=0.8)
    return Wholeness(False, "restricted", last)


def _described_owner(reading: Reading, token: Token) -> Subject | None:
    """Return the project that words before the term describe: 「阳新片区新老项目可实现年上交税收6—8亿元」."""
    if token.kind != "rest":
        return None
    word = reading.word(token)
    kinds = subject_words()["anaphors"]
    for kind, endings in kinds.items():
        if word.endswith(tuple(endings)) and len(word) > 4:
            return Subject(token.start, token.end, word, word, kind)
    return None


def _head_start(reading: Reading, index: int, term: Term) -> int | None:
    """Return where the whole term begins: at its head if it has one, else at the mention; None: no head there."""
    token = reading.tokens[index]
    if not term.head or term.gap == "#":
        return token.start
    low = max(reading.start, token.start - _HEAD_REACH)
    at = reading.text.rfind(term.head, low, token.start)
    if at < 0:
        return None
    end = at + len(term.head)
    if any(other.kind == "rest" and other.start < end < other.end for other in reading.tokens[:index]):
        return None  # 规模以上工业|销售产值
    if any(other.kind == "quantity" and end <= other.start < token.start for other in reading.tokens[:index]):
        return None  # 「引进2亿元以上项目」 is a part of the projects
    if term.gap == "*":
        between = _BRACKETED.sub("", reading.text[end : token.start])
        return at if len(between) <= _LONGEST_GAP and not CLAUSE_ENDS.intersection(between) else None
    for step in range(index):
        other = reading.tokens[step]
        outside = reading.bracket[step] == reading.bracket[index] and other.kind != "mark"
        if other.start >= end and outside and other.kind not in TRANSPARENT and other.kind != "place":
            return None
    return at


def resolve(
    reading: Reading, index: int, entry_of: dict[str, Indicator], context: str, *, side: str = "before"
) -> list[tuple[Term, Indicator]]:
    """Return the terms of a mention that may hold here, those with a head first."""
    token = reading.tokens[index]
    mention: Mention = token.value
    held = []
    for term in sorted(mention.terms, key=lambda term: -len(term.head)):
        entry = entry_of[term.indicator]
        if term.side == "after" and side == "before":
            continue
        if entry.context and not any(word in context for word in entry.context):
            continue
        if term.head and _head_start(reading, index, term) is None:
            continue
        held.append((term, entry))
    return held


@lru_cache(maxsize=65536)
def last_word(text: str) -> str:
    """Return the last word of a few characters, as jieba cuts them."""
    words = jieba.lcut(text)
    return words[-1] if words else ""


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    import jieba.posseg  # noqa: PLC0415 - its dictionary takes half a second to load and is rarely asked

    return jieba.posseg.dt.word_tag_tab  # type: ignore[no-any-return]


def word_class(word: str) -> str:
    """Return jieba's part of speech of a word ("" where it knows none)."""
    return _classes().get(word, "")


@lru_cache(maxsize=65536)
def leading_noun(text: str) -> str:
    """Return the characters before the first verb, as jieba cuts them."""
    name = ""
    for word in jieba.lcut(text[:16]):
        if word_class(word).startswith(("v", "d", "p")) and name:
            return name
        name += word
    return ""


@lru_cache(maxsize=65536)
def first_word(text: str) -> str:
    """Return the first word of a few characters, as jieba cuts them."""
    words = jieba.lcut(text[:8])
    return words[0] if words else ""
