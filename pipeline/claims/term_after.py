"""Bind the figure before its term: 「62项技术合作」, 「完成2亿元税收收入」."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from pipeline.claims.checks import Check, passing
from pipeline.claims.claim_of import claim_of
from pipeline.claims.counts_before_terms import (
    begun_in_part,
    of_fewer,
    of_figure_behind,
    of_next,
    of_some,
    of_sum_behind,
    picked,
)
from pipeline.claims.pair import Pair
from pipeline.claims.parts import of_others
from pipeline.claims.parts_of_unknown import among
from pipeline.claims.state import BindingState
from pipeline.claims.thresholds import threshold
from pipeline.clauses.lead_in import LeadIn, connecting
from pipeline.clauses.roles import LINKS
from pipeline.clauses.tokens import Token
from pipeline.clauses.word_classes import first_word, word_class
from pipeline.dimensions import dimensions, fits
from pipeline.terms.joined_terms import joined_with
from pipeline.words import words_of

_AREAS = tuple(words_of("bindings")["areas_counted"])
_LONGEST_GIVER = 8
_NOT_YET = tuple(words_of("bindings")["not_yet"])
_CLASS, _OF = "类", "的"
_LEADS = ("plain", "done", "plan", "plan_onward")  # 完成, 实现
_FARTHEST_TERM = 24
_KINDS = tuple(words_of("bindings")["kinds_of_projects"])
_NAMES_EACH = tuple(words_of("bindings")["including"])
_LEAST = tuple(words_of("bindings")["least"])


def term_after(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「62项技术合作」: the first mention behind the figure, before any mark or other figure."""
    mention = next_mention(state, index)
    pair = passing(state, index, lead_in, mention, CHECKS, side="after") if mention is not None else None
    if mention is None or pair is None:
        return False
    state.used.add(mention)
    bound = claim_of(state, index, pair.term, "term_after", mention=mention)
    planned = any(token.kind == "plan" for token in pair.between)  # 「五个预开工项目」
    planned = planned or begun_in_part(pair)
    state.bind(index, replace(bound, status="planned") if planned else bound)
    return True


def _unfit(pair: Pair) -> str | None:
    """Return the unit of an indicator that the figure has not; an amount stands before its term as a clause of its own."""
    entry, term = pair.entry, pair.term
    # 「逾163万游客人次」 ends in its unit
    ends = not pair.between and term.tail.endswith(entry.unit)
    unit = pair.quantity.unit or (entry.unit if ends else "")
    counted = dimensions().get(entry.unit) in ("count", "people", "visits")
    told = term.side != "before" or counted or (not term.generic and _adjoins(pair))
    return None if told and fits(entry, unit) else entry.unit


def _dealt_with(pair: Pair) -> str | None:
    last = pair.lead_in.tokens[-1:]
    deals = pair.term.side == "before" and any(token.kind == "deal" for token in last)
    return pair.sentence.word(last[0]) if deals else None


def _of_fewer_or_areas(pair: Pair) -> str | None:
    """Return the term where others are counted before it: 「两个工业园区共开工建设项目」, 「100个重点项目完工28个」."""
    between = pair.between
    areas = bool(between) and pair.sentence.text.startswith(_AREAS, between[0].start)
    return pair.word if areas or any(one.kind == "subject" for one in between) or of_fewer(pair) else None


def _restricted(pair: Pair) -> str | None:
    """Return the word that makes the term another thing, before it or behind."""
    between, entry = pair.between, pair.entry
    return joined_with(pair.sentence, pair.mention, entry) or _modifier(pair, between) or _goes_on(pair)


def _named_behind(pair: Pair) -> str | None:
    """Return the word behind which those counted are named one by one: 「4个分会场|分别是|甲公司第三条生产线、…」."""
    return next((word for one in pair.between if (word := pair.sentence.word(one)) in _NAMES_EACH), None)


def _without_head(pair: Pair) -> str | None:
    """Return the head of 「签约#项目」 where it does not stand before the figure."""
    return pair.term.head if pair.term.gap == "#" and not _head_before(pair) else None


# What is asked of a figure before its term.
CHECKS = (
    Check("", of_next, "2024年，全县续建项目47个、新开工项目35个。"),
    Check("", _unfit, "2024年，全县实现12亿元高新技术企业。"),
    Check("restricted", _named_behind, "该公司3个车间分别是注塑车间、自动化生产线。"),
    Check("", of_figure_behind, "2024年末，全县14家养老机构床位907张。", takes=True),
    Check("", of_sum_behind, "截至2024年底，全县12个示范园区累计签约项目204个。"),
    Check("yardstick", _dealt_with, "2024年，全县服务30家高新技术企业。"),
    Check("", _without_head, "2024年，全县签约仪式举行，现场有36个项目。"),
    Check("restricted", of_some, "2024年，全县培育30家高新技术企业。", takes=True),
    Check("part", of_others, "2024年，全县还有6个重点项目。", takes=True),
    Check("restricted", picked, "2024年，全县7个项目列入省重点项目。", takes=True),
    Check("restricted", _of_fewer_or_areas, "2024年，全市9个县市有重点项目。"),
    Check("restricted", _restricted, "2024年末，全县有4家4A级景区。"),
)


def _adjoins(pair: Pair) -> bool:
    """Say whether an amount and a term behind it are a clause of their own: 「完成2亿元税收收入」."""
    tokens, mention = pair.tokens, pair.mention
    comma = max((step for step in pair.lead_in.indices if tokens[step].kind == "mark"), default=-1)
    led = {tokens[step].kind for step in pair.lead_in.indices if step > comma}
    alone = led.isdisjoint(("mention", "share", "up", "down")) and not led.isdisjoint(_LEADS)
    ends = mention + 1 == len(tokens) or tokens[mention + 1].is_mark("，,、；;。！")
    return mention == pair.index + 1 and alone and ends and not threshold(pair.state, pair.index)


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


def _modifier(pair: Pair, between: list[Token]) -> str | None:
    """Return the word between figure and term that restricts it, or None."""
    if not between:
        return None
    entry, sentence = pair.entry, pair.sentence
    if entry.loose:
        last = sentence.word(between[-1])
        some = _KINDS if sentence.text[: pair.quantity.start].endswith(_OF) else ()  # 「签约的18个产业项目」
        return last if last.endswith((*_NOT_YET, *some, _CLASS)) else None  # 「6个民生类项目」
    text = sentence.text[between[0].start : between[-1].end]
    if text[-1].isdigit():
        return text  # 「4家4A级景区」: those of one grade
    own = text.endswith(entry.allow) or (pair.term.head and pair.term.head in text)
    return None if own else connecting(sentence, between, LINKS) or None


def _goes_on(pair: Pair) -> str | None:
    """Return the noun behind the term that makes it another thing: 5家养老机构护理员.

    So does what the entry blocks, behind an adverb too: 「4家A级景区共接待游客31万人次」 counts some.
    """
    mention, tokens, sentence = pair.mention, pair.tokens, pair.sentence
    if some := among(pair.state, mention):
        return some
    behind = tokens[mention + 1 : mention + 4]
    lead = takewhile(lambda token: token.kind == "plain", behind)
    if any(sentence.text.startswith(pair.entry.block, token.end) for token in lead):
        return sentence.word(behind[0])
    if not behind or behind[0].kind != "rest" or behind[0].start > tokens[mention].end:
        return None
    word = first_word(sentence.word(behind[0]))
    return word if word_class(word) in ("n", "vn", "nz") and len(word) > 1 else None


def _head_before(pair: Pair) -> bool:
    """Say whether the head of 「签约#项目」 stands before the figure, with neutral words between."""
    held, head = pair.lead_in.tokens, pair.term.head
    at = pair.sentence.text.rfind(head, held[0].start, held[-1].end) if held else -1
    behind = [token for token in held if token.start >= at + len(head)]
    given = sum(token.end - token.start for token in behind if token.kind == "rest")
    neutral = all(token.kind in LINKS or token.kind == "rest" for token in behind)
    return at >= 0 and given <= _LONGEST_GIVER and neutral  # 获得省级财政2000万元支持
