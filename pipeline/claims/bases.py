"""Tell what a growth is measured on, where that is something else than the year before."""

from __future__ import annotations

import re

from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn, lead_in_of
from pipeline.clauses.tokens import Token
from pipeline.dating.own_period import period_of
from pipeline.periods import OpenPeriod
from pipeline.words import words_of

_COMPARED = tuple(words_of("bindings")["compares"])
_THINGS = words_of("bindings")["than_things"]
_THAN_THING = re.compile(
    f"^(?:(?:{_THINGS['than']})(?!{_THINGS['not_before']})|较(?:{'|'.join(words_of('bindings')['phases'])}))"
)
_BELOW = re.compile(f"[(（](?:{'|'.join(words_of('bindings')['same_below'])})[)）]")
_FIVE_YEARS = '[“"「]?[一二三四五六七八九十]{1,2}五[”"」]?(?:时期|期间|期末|末|规划)?'
_PLAN = re.compile(f"(?:{_FIVE_YEARS}|{'|'.join(words_of('bindings')['compared_with'])})$")
_THAN_PLAN = re.compile(f"{_FIVE_YEARS}|原?(?:{'|'.join(words_of('bindings')['compared_with'])})")
_FARTHEST = 16  # characters of a plan's name
_MEAN = "年均"
_PLACE = "位"  # the unit of ranks
_TO = ("到", "至")


def other_base(state: BindingState, lead_in: LeadIn) -> str:
    """Return the words that compare with something else than the year before, or ""."""
    tokens = lead_in.tokens
    for position, token in enumerate(tokens):
        if token.kind == "base_other" or _than_thing(state, tokens, position):
            return state.sentence.word(token)
        if state.sentence.word(token) in _COMPARED and (far := _far_year(state, token)):
            return far
        if token.kind not in ("than", "base_year"):
            continue
        beside = tokens[position + 1 : position + 2]
        if token.kind == "than":
            beside += tokens[max(0, position - 1) : position]
        elif state.sentence.word(token) != "同比":  # 「同比2019年增长20%」
            continue
        base = next((other for other in beside if other.kind == "period"), None)
        if base is not None:
            own = period_of(state.sentence, lead_in.indices[position])
            year = own.last_day.year if own else None
            if own is None and token.kind == "base_year" and state.published:
                year = state.published.year
            if is_other(base, year):
                return state.sentence.word(base)
    return _same_below(state, lead_in) or _base_of_item(state, lead_in)


def is_other(base: Token, year: int | None) -> bool:
    """Say whether a period is not surely the year before: of another year, or not read (比2O23年增长5%)."""
    return isinstance(base.value, OpenPeriod) or year is None or year - base.value.last_day.year != 1


def _same_below(state: BindingState, lead_in: LeadIn) -> str:
    """Return the year that the sentence said all growth behind it is measured on: 「比2012年（下同）增长40%」, or ""."""
    if not lead_in.indices:
        return ""
    sentence = state.sentence
    for token in reversed(sentence.tokens[: lead_in.indices[0]]):
        if token.kind == "period" and _BELOW.match(sentence.text, token.end):
            own = period_of(sentence, lead_in.indices[0])
            year = own.last_day.year if own else state.published.year if state.published else None
            return sentence.word(token) if is_other(token, year) else ""
    return ""


def _base_of_item(state: BindingState, lead_in: LeadIn) -> str:
    """Return the other base that an item began with, where a growth of its list names none, or "".

    「GDP年均增长7%，收入增长31%」, 「与2019年相比，接待人次增长35%，旅游收入增长23%」.
    """
    if lead_in.has("base_year", "period", "than", "own", "place") or not lead_in.indices:
        return ""
    tokens = state.sentence.tokens
    for step in range(lead_in.indices[0] - 1, -1, -1):
        token = tokens[step]
        if state.word(step) == _MEAN:
            return _MEAN
        if state.word(step) in _COMPARED and tokens[step + 1].is_mark("，,"):
            return _far_year(state, token)
        if token.is_mark("；;") or token.kind in ("base_year", "period"):
            return ""
    return ""


def _far_year(state: BindingState, compared: Token) -> str:
    """Return the year that 「与2010年第六次人口普查相比」 compares with, if not of late, or a plan; else ""."""
    sentence = state.sentence
    if plan := _PLAN.search(sentence.text[max(sentence.start, compared.start - _FARTHEST) : compared.start]):
        return plan[0]
    for token in reversed(sentence.leading_to(compared.start)):
        if token.kind == "mark":
            return ""
        if token.kind == "period":
            far = (
                isinstance(token.value, OpenPeriod)
                or state.published is None
                or token.value.last_day.year < state.published.year - 2
            )
            return sentence.word(token) if far else ""
    return ""


def _than_thing(state: BindingState, tokens: list[Token], position: int) -> bool:
    """Say whether a thing and no time is compared with: 「比一期增加2万平方米」, 「较二期增长8%」."""
    token, beside = tokens[position], tokens[position + 1 : position + 2]
    if token.kind == "than":
        if _THAN_PLAN.match(state.sentence.text, token.end):
            return True  # 「比“十二五”增长176%」, 「比初步核算数增加4.1亿元」
        return bool(beside) and beside[0].kind in ("rest", "subject", "place", "own")
    return token.kind == "rest" and bool(_THAN_THING.match(state.sentence.word(token)))


def base_before(state: BindingState, index: int, lead_in: LeadIn) -> str:
    """Return the other base that the figure before the one at `index` was compared with, or is: else "".

    「比年初增加35亿元，增长7.4%」, 「比年初增加35亿元(增长7.4%)」, 「比2019年的88.2亿元增长8.2%」,
    「由1978年的337元到2023年的8.6万元，增长250多倍」.
    """
    behind = _behind_asides(state, lead_in.behind)
    opening = state.sentence.bracket[index]
    if behind < 0 and opening > 0 and state.sentence.tokens[opening - 1].kind == "quantity":
        behind = opening - 1
    if lead_in.has("base_year", "mention") or behind < 0:
        return ""
    before = state.rejected.get(behind)
    if before and before.reason == "other_base":
        return before.about
    return _level_compared(state, behind)


def _behind_asides(state: BindingState, behind: int) -> int:
    """Return the figure before those that only say how a level ranks, or how much of a plan or another it is.

    「比年初增加6.5亿元，居全市第7位，增长21%」, 「…，完成年计划的77%，增长21%」.
    """
    while behind >= 0 and _is_aside(state, behind):
        behind = lead_in_of(state.sentence, behind).behind
    return behind


def _is_aside(state: BindingState, index: int) -> bool:
    rejected, claims = state.rejected.get(index), state.claims(index)
    shares = (rejected and rejected.reason == "of_plan") or (claims and claims[-1].measure == "share")
    return bool(shares) or state.quantity(index).unit == _PLACE


def _level_compared(state: BindingState, index: int) -> str:
    """Return when the level was that a rise to or from the figure at `index` begins with, if not the year before."""
    sentence = state.sentence
    level = lead_in_of(sentence, index)
    words = {sentence.word(token) for token in level.tokens}
    named = level.last("mention")
    if named is not None and any(token.kind == "than" for token in level.after(named)):
        return state.sentence.word(level.tokens[-1])  # 「城镇化率比2017年的48.2%提高9个百分点」
    if level.has("than") and named is None:
        return _unless_year_before(state, level, level.behind)
    rises = level.has("to") or not words.isdisjoint(_TO)
    first = lead_in_of(sentence, level.behind) if rises and level.behind >= 0 else None
    return _unless_year_before(state, first, index) if first and first.has("from") else ""


def _unless_year_before(state: BindingState, lead_in: LeadIn, index: int) -> str:
    """Return the time of a level that a lead-in leads to, unless it is a year before that of the figure at `index`."""
    time = lead_in.last("period")
    bound = state.bound.get(index)
    own = bound[-1].period if bound else None
    if time is None:
        return state.sentence.word(lead_in.tokens[-1])
    base = state.sentence.tokens[time].value
    said = state.word(time)
    if isinstance(base, OpenPeriod) or own is None:
        return said
    return "" if own.last_day.year - base.last_day.year == 1 else said
