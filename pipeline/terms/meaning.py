"""Decide which terms a mention may stand for where it stands: side, context, and the head it needs before it."""

from __future__ import annotations

import re

from pipeline.clauses.roles import TRANSPARENT
from pipeline.clauses.tokens import CLAUSE_ENDS, ParsedSentence, Token
from pipeline.clauses.word_classes import words_in
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.terms.mentions import Mention, Term
from pipeline.words import words_of

_HEAD_REACH = 40
_MEMBERS = tuple(words_of("bindings")["members"])
_OWN_UNITS: dict[str, list[str]] = words_of("bindings")["units_of_heads"]
_LONGEST_GAP = 12
_RANKS = tuple(words_of("bindings")["ranks"])
_PROJECTS: str = words_of("bindings")["gathered"][0]
_AMOUNT = "[0-9.]{0,8}[十百千万亿]{1,3}元"
_LIGHT = ("plain", "plan")  # 「项目|共|84个，|计划|总投资」
_THRESHOLD = re.compile(f"(?:[超过逾]{{1,2}}{_AMOUNT}|{_AMOUNT}(?:及以上|以上|以下))的?$")
_JOINED = re.compile(
    f"(?:{'|'.join(words_of('bindings')['joins_acts'])})新?(?:{'|'.join(words_of('bindings')['acts'])})"
)
_BRACKETED = re.compile(r"[(（][^()（）]{0,40}[)）]")


def resolve(
    sentence: ParsedSentence, index: int, entries: dict[str, Indicator], *, side: str = "before"
) -> list[tuple[Term, Indicator]]:
    """Return the terms that the mention at `index` may stand for: those with a head first, generic ones last."""
    mention: Mention = sentence.tokens[index].value
    held = []
    for term in sorted(mention.terms, key=lambda term: (-len(term.head), term.generic)):
        entry = entries[term.indicator]
        if term.side == "after" and side == "before":
            continue
        if head_start(sentence, index, term) is not None:
            held.append((term, entry))
    return held


def _goes_through(sentence: ParsedSentence, at: int, between: list[Token]) -> bool:
    """Say whether the head opens the sentence and is what each clause since is about.

    「规模以上工业企业实现营业收入148亿元,下降3%;实现利润总额51亿元」, but not where another thing is named on the way.
    """
    opening = [other for other in sentence.tokens if other.end <= at]
    if any(other.kind not in TRANSPARENT and other.kind != "mark" for other in opening):
        return False
    clause: list[Token] = []
    first = True
    for other in between:
        alone = all(one.kind in TRANSPARENT for one in clause)
        if other.kind in ("part", "place", "subject", "block", "narrow", "own", "share"):
            return False
        if (
            other.kind in ("rest", "mention")
            and not first
            and not (other.kind == "mention" and clause and alone)
        ):
            return False
        first = first and other.kind != "mark"
        clause = [] if other.kind == "mark" else [*clause, other]
    return bool(clause) and all(one.kind in TRANSPARENT for one in clause)


def _counted(sentence: ParsedSentence, between: list[Token], head: str) -> bool:
    """Say whether only the figure of the head stands between: 「规模以上工业企业270家，累计实现利润总额4亿元」.

    It counts firms, or what the head itself names: 「引进项目30个，到位资金18亿元」, 「协议资金90亿元，到位资金18亿元」.
    """
    kinds = [other.kind for other in between]
    if kinds.count("quantity") != 1 or kinds.count("mark") != 1:
        return False
    count, comma = kinds.index("quantity"), kinds.index("mark")
    if (
        comma != count + 1
        or sentence.word(between[comma]) not in "，,"
        or between[count].value.unit not in (*_MEMBERS, *_units_of(head))
    ):
        return False
    return all(kind in TRANSPARENT for kind in kinds[:count] + kinds[comma + 1 :])


def _units_of(head: str) -> list[str]:
    """Return the units of the figures that a head may have of its own: 引进项目|30个, 协议资金|90亿元."""
    return next((units for ending, units in _OWN_UNITS.items() if head.endswith(ending)), [])


def sorted_by(sentence: ParsedSentence, index: int) -> str:
    """Return the threshold above which the mention at `index` counts projects (亿元以上, 投资超10亿元的), or ""."""
    token = sentence.tokens[index]
    if not sentence.word(token).endswith(_PROJECTS):
        return ""
    first = max(sentence.start, token.start - _LONGEST_GAP)
    found = _THRESHOLD.search(sentence.text, first, token.start)
    return found[0].rstrip("的") if found else ""


def counted_above(sentence: ParsedSentence, index: int) -> str:
    """Return the threshold of the projects whose total a term is, or "": 「亿元以上项目84个，总投资232亿元」."""
    step, commas = index - 1, 0
    while step >= 0 and (
        sentence.tokens[step].kind in _LIGHT or (sentence.tokens[step].is_mark("，,、") and not commas)
    ):
        commas += sentence.tokens[step].kind == "mark"
        step -= 1
    if step > 0 and sentence.tokens[step].kind == "quantity":
        counted = dimensions().get(sentence.tokens[step].value.unit) == "count"
        step -= 1
        while counted and step > 0 and sentence.tokens[step].kind in _LIGHT:
            step -= 1
    return sorted_by(sentence, step) if step >= 0 else ""


def _is_cut(word: str, head: str) -> bool:
    """Say whether a head is one of the words that jieba cuts: 签约 of 共签约产业."""
    return head in words_in(word)


def head_start(sentence: ParsedSentence, index: int, term: Term) -> int | None:
    """Return where the whole term begins: at its head if it has one, else at the mention; None: no head there."""
    token = sentence.tokens[index]
    if not term.head or term.gap == "#":
        return token.start
    at = sentence.text.rfind(term.head, max(sentence.start, token.start - _HEAD_REACH), token.start)
    end = at + len(term.head)
    between = [other for other in sentence.tokens[:index] if other.end > end]
    if at > 0 and any(
        other.kind == "subject" and other.start < at < other.end for other in sentence.leading_to(at, 2)
    ):
        return None  # 「联昌二期项目|总投资」: the head is part of a name
    inside = bool(between) and between[0].start < end and between[0].kind == "rest"
    if at < 0 or (inside and not (term.gap == "*" and _is_cut(sentence.word(between[0]), term.head))):
        return None  # 「规模以上工业|销售产值」: the head ends inside another word; not 签约|产业|项目
    if any(other.kind == "quantity" for other in between) and not (
        term.gap == "*" and sorted_by(sentence, index)
    ):
        # 「引进2亿元以上项目」 is a part of the projects
        carried = _goes_through(sentence, at, between) or _counted(sentence, between, term.head)
        return at if term.gap == "~" and carried else None
    if term.gap == "*":
        text = _BRACKETED.sub("", sentence.text[end : token.start])
        joined = _JOINED.match(text)  # 「新开工|和复工|项目」 are of both
        return at if len(text) <= _LONGEST_GAP and not joined and not CLAUSE_ENDS.intersection(text) else None
    for step in range(index - len(between), index):
        other = sentence.tokens[step]
        here = sentence.bracket[step] == sentence.bracket[index] and other.kind != "mark"
        town = other.kind == "place" and other.value.level == "town" and term.head.endswith(_RANKS)
        transparent = other.kind in TRANSPARENT or other.kind in ("place", "event")
        if town or (other.start >= end and here and not transparent):
            return None  # 「青禾县清溪镇总面积」 is the town's
    return at
