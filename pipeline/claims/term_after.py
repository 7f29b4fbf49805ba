"""Bind the figure before its term: 「62项技术合作」, 「完成2亿元税收收入」."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from pipeline.claims.claim_of import claim_of
from pipeline.claims.counts_before_terms import (
    begun_in_part,
    of_fewer,
    of_figure_behind,
    of_next,
    of_some,
    picked,
)
from pipeline.claims.parts_of_unknown import among
from pipeline.claims.state import BindingState
from pipeline.claims.thresholds import threshold
from pipeline.clauses.lead_in import LeadIn, connecting
from pipeline.clauses.roles import LINKS
from pipeline.clauses.tokens import Token
from pipeline.clauses.word_classes import first_word, word_class
from pipeline.dimensions import counts_all, dimensions, fits
from pipeline.indicators import Indicator
from pipeline.terms.joined_terms import joined_with
from pipeline.terms.mentions import Term
from pipeline.words import words_of

_AREAS = tuple(words_of("bindings")["areas_counted"])
_LONGEST_GIVER = 8
_NOT_YET = tuple(words_of("bindings")["not_yet"])
_CLASS = "类"
_LEADS = ("plain", "done", "plan", "plan_onward")  # 完成, 实现


_FARTHEST_TERM = 24
_LEAST = tuple(words_of("bindings")["least"])


def term_after(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「62项技术合作」: the first mention behind the figure, before any mark or other figure."""
    tokens = state.sentence.tokens
    mention = next_mention(state, index)
    if mention is None or of_next(state, index, mention):
        return False
    between = tokens[index + 1 : mention]
    for term, entry in state.candidates(mention, side="after"):
        unit = state.quantity(index).unit or _unit_of_term(term, entry, between)
        counted = dimensions().get(entry.unit) in ("count", "people", "visits")
        told = (
            term.side != "before"
            or counted
            or (not term.generic and _adjoins(state, index, lead_in, mention))
        )
        unfit = not fits(entry, unit) or not told
        if unfit or of_figure_behind(state, index, mention, entry):
            continue
        if term.side == "before" and lead_in.indices and tokens[lead_in.indices[-1]].kind == "deal":
            state.reject(index, "yardstick", state.word(lead_in.indices[-1]))
            continue
        if term.gap == "#" and not _head_before(state, lead_in, term):
            continue
        if term.side == "before" and counts_all(entry) and (about := of_some(state, lead_in, entry)):
            state.reject(index, "restricted", about)
            if not any(token.kind == "mark" for token in between):
                state.used.add(mention)  # 「全省726家景区恢复开放649家」
            continue
        if why := picked(state, index, lead_in, mention, entry):
            state.reject(index, *why)
            state.used.add(mention)
            continue
        counts_areas = bool(between) and state.sentence.text.startswith(_AREAS, between[0].start)
        if counts_areas or any(token.kind == "subject" for token in between) or of_fewer(state, mention):
            # 「两个工业园区共开工建设项目」
            state.reject(index, "restricted", state.word(mention))
            continue
        modifier = joined_with(state.sentence, mention, entry) or _modifier(state, between, entry, term)
        if modifier or _goes_on(state, mention, entry):
            state.reject(index, "restricted", modifier or state.word(mention + 1))
            continue
        state.used.add(mention)
        bound = claim_of(state, index, term, "term_after", mention=mention)
        planned = any(token.kind == "plan" for token in between)  # 「五个预开工项目」
        planned = planned or begun_in_part(state, mention)
        state.bind(index, replace(bound, status="planned") if planned else bound)
        return True
    return False


def _adjoins(state: BindingState, index: int, lead_in: LeadIn, mention: int) -> bool:
    """Say whether an amount and a term behind it are a clause of their own: 「完成2亿元税收收入」."""
    tokens = state.sentence.tokens
    comma = max((step for step in lead_in.indices if tokens[step].kind == "mark"), default=-1)
    led = [tokens[step] for step in lead_in.indices if step > comma]
    alone = not any(one.kind in ("mention", "share", "up", "down") for one in led) and any(
        one.kind in _LEADS for one in led
    )
    ends = mention + 1 == len(tokens) or tokens[mention + 1].is_mark("，,、；;。！")
    return mention == index + 1 and alone and ends and not threshold(state, index)


def _unit_of_term(term: Term, entry: Indicator, between: list[Token]) -> str:
    """Return the unit that the term itself ends in: 「逾163万游客人次」."""
    return entry.unit if not between and term.tail.endswith(entry.unit) else ""


def next_mention(state: BindingState, index: int) -> int | None:
    """Return the index of the first mention behind a figure in the same clause, or None."""
    tokens = state.sentence.tokens
    for step in range(index + 1, len(tokens)):
        token = tokens[step]
        if token.kind in ("mention", "tail") and not _sorts(state, step + 1):
            return step
        stops = (token.kind == "quantity" and not _sorts(state, step)) or (
            token.kind == "mark" and token.value not in '“”"「」·、'
        )
        if stops or token.start - tokens[index].end > _FARTHEST_TERM:
            return None
    return None


def _sorts(state: BindingState, step: int) -> bool:
    """Say whether an amount is the least that each of those counted has: 「86个投资|亿元|以上项目开工」."""
    tokens = state.sentence.tokens
    if step >= len(tokens) or tokens[step].kind != "quantity":
        return False
    money = dimensions().get(tokens[step].value.unit) == "currency"
    return money and state.sentence.text.startswith(_LEAST, tokens[step].end)


def _modifier(state: BindingState, between: list[Token], entry: Indicator, term: Term) -> str:
    """Return the word between figure and term that restricts it, or ""."""
    if not between:
        return ""
    if entry.loose:
        last = state.sentence.word(between[-1])
        return last if last.endswith((*_NOT_YET, _CLASS)) else ""  # 「6个民生类项目」
    text = state.sentence.text[between[0].start : between[-1].end]
    if text[-1].isdigit():
        return text  # 「4家4A级景区」: those of one grade
    if (entry.allow and text.endswith(entry.allow)) or (term.head and term.head in text):
        return ""
    return connecting(state.sentence, between, LINKS)


def _goes_on(state: BindingState, mention: int, entry: Indicator) -> bool:
    """Say whether a noun goes on behind the term and makes it another thing: 5家养老机构护理员.

    So does what the entry blocks, behind an adverb too: 「4家A级景区共接待游客31万人次」 counts some.
    """
    tokens = state.sentence.tokens
    if among(state, mention):
        return True
    behind = takewhile(lambda token: token.kind == "plain", tokens[mention + 1 : mention + 4])
    if any(state.sentence.text.startswith(entry.block, token.end) for token in behind):
        return True
    if mention + 1 >= len(tokens) or tokens[mention + 1].kind != "rest":
        return False
    if tokens[mention + 1].start > tokens[mention].end:
        return False
    word = first_word(state.word(mention + 1))
    return word_class(word) in ("n", "vn", "nz") and len(word) > 1


def _head_before(state: BindingState, lead_in: LeadIn, term: Term) -> bool:
    """Say whether the head of 「签约#项目」 stands before the figure, with neutral words between."""
    if not lead_in.indices:
        return False
    first, last = state.sentence.tokens[lead_in.indices[0]], state.sentence.tokens[lead_in.indices[-1]]
    at = state.sentence.text.rfind(term.head, first.start, last.end)
    if at < 0:
        return False
    behind = [token for token in lead_in.tokens if token.start >= at + len(term.head)]
    giver = sum(
        token.end - token.start for token in behind if token.kind == "rest"
    )  # 获得省级财政2000万元支持
    return giver <= _LONGEST_GIVER and all(token.kind in LINKS or token.kind == "rest" for token in behind)
