"""Bind growth: percentages on the year before, and changes in absolute terms or in percentage points."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.claims.binding import Sentence, claim
from pipeline.claims.claim import Claim
from pipeline.claims.dating import Dating, dating_of, period_of
from pipeline.claims.roles import GROWTH_LINKS
from pipeline.claims.status import status_of
from pipeline.claims.stretch import COMMAS, Stretch, connecting
from pipeline.claims.word_classes import LEADING
from pipeline.dimensions import dimensions, fits
from pipeline.indicators import Indicator
from pipeline.periods import OpenPeriod
from pipeline.reading import Token
from pipeline.words import words_of

_MINUS = "-–"
# 「，为年初预算的45.2%」, 「，占调整预算9600万元」, 「，完成年度任务的」
_OF_PLAN = re.compile(
    r"[,，、]?(?:相当于|占到|占|为|是|已?完成|达到|达)了?(?:全年|年初|年度|当年|年|调整后|调整|变动|变更)*的?"
    r"(?:预算|计划|目标|任务)(?:数|收入|支出|任务|目标)?的?"
)
_COMPARED = tuple(words_of("bindings")["compares"])
_GROWTH_RATES = tuple(words_of("bindings")["growth_rates"])
_RATES = ("%", "‰")


def of_plan(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Pass over 「，完成年初预算9600万元的45.2%」: it measures the topic, which the growth behind it is still about."""
    topic = sentence.topic
    if topic is None or topic.measure != "level" or stretch.has("mention"):
        return False
    said = "".join(sentence.reading.word(token) for token in stretch.tokens())
    before = sentence.rejected.get(stretch.indices[0] - 1) if stretch.indices else None
    if not _OF_PLAN.fullmatch(said) and not (said == "的" and before and before.reason == "of_plan"):
        return False
    sentence.reject(index, "of_plan")
    return True


def growth(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「同比增长62%」 to the mention of its clause, or to the figure before where the clause names nothing."""
    quantity = sentence.quantity(index)
    if quantity.unit not in ("%", "倍", "百分点") or stretch.has("share"):
        return False
    sign = _direction(stretch) * _printed_sign(stretch)
    if not sign:
        return False
    measure = "change" if quantity.unit == "百分点" else "yoy"
    if measure == "change" and _of_the_rate(sentence, stretch):
        sentence.reject(index, "growth_points")
        return False
    base = other_base(sentence, stretch) if measure == "change" else ""
    if measure == "yoy":
        base = other_base(sentence, stretch) or _base_before(sentence, index, stretch)
    if base:
        sentence.reject(index, "other_base", base)
        return False
    mention = stretch.last("mention")
    if mention is None:
        return _carried(sentence, index, stretch, measure, sign)
    return _named(sentence, index, stretch, mention, measure, sign)


def change(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「比上年末增加0.03万人」: a change in the unit of the topic or of the mention before."""
    quantity = sentence.quantity(index)
    if quantity.unit in ("%", "百分点", "倍", "") or stretch.has("share", "to"):
        return False
    sign = _direction(stretch)
    if not sign:
        return False
    if base := other_base(sentence, stretch):
        sentence.reject(index, "other_base", base)
        return False
    mention = stretch.last("mention")
    if mention is None:
        entry = sentence.entries[sentence.topic.indicator] if sentence.topic else None
        if entry is None or not fits(entry, quantity.unit):
            return False
        return _carried(sentence, index, stretch, "change", sign)
    return _named(sentence, index, stretch, mention, "change", sign)


def _direction(stretch: Stretch) -> int:
    """Return 1 or -1 by the last growth word before the figure, 0 where none stands or it leads to a new level."""
    if not stretch.has("up", "down"):
        return 0
    for token in reversed(stretch.tokens()):
        if token.kind in ("up", "down"):
            return 1 if token.kind == "up" else -1
        if token.kind in ("to", "mention"):
            return 0
    return 0


def _printed_sign(stretch: Stretch) -> int:
    """Return -1 where a minus stands right before the figure: 「增长-3.5%」."""
    tokens = stretch.tokens()
    return -1 if tokens and tokens[-1].kind == "mark" and tokens[-1].value in _MINUS else 1


def _of_the_rate(sentence: Sentence, stretch: Stretch) -> bool:
    """Say whether 百分点 speak of a growth rate: 「增速比上年提高0.9个百分点」, also carried after a yoy."""
    growths = [token for token in stretch.tokens() if token.kind in ("up", "down", "base_other")]
    if any(sentence.reading.word(token).startswith(_GROWTH_RATES) for token in growths):
        return True
    return stretch.last("mention") is None and sentence.topic is not None and sentence.topic.measure == "yoy"


def other_base(sentence: Sentence, stretch: Stretch) -> str:
    """Return the words that compare with something else than the year before, or ""."""
    tokens = stretch.tokens()
    for position, token in enumerate(tokens):
        if token.kind == "base_other":
            return sentence.reading.word(token)
        if sentence.reading.word(token) in _COMPARED and (far := _far_year(sentence, tokens[:position])):
            return far
        if token.kind not in ("than", "base_year"):
            continue
        beside = tokens[position + 1 : position + 2]
        if token.kind == "than":
            beside += tokens[max(0, position - 1) : position]
        elif sentence.reading.word(token) != "同比":  # 「同比2019年增长20%」
            continue
        base = next((other for other in beside if other.kind == "period"), None)
        if base is not None:
            own = period_of(sentence.reading, stretch.indices[position])
            year = own.last_day.year if own else None
            if own is None and token.kind == "base_year" and sentence.published:
                year = sentence.published.year
            open_base = isinstance(base.value, OpenPeriod)  # 比2O23年增长5%
            if open_base or year is None or year - base.value.last_day.year != 1:
                return sentence.reading.word(base)
    return ""


def _far_year(sentence: Sentence, tokens: list[Token]) -> str:
    """Return the year that 「与2010年第六次人口普查相比」 compares with, if it is not of late; else ""."""
    for token in reversed(tokens):
        if token.kind == "mark":
            return ""
        if token.kind == "period":
            far = (
                isinstance(token.value, OpenPeriod)
                or sentence.published is None
                or token.value.last_day.year < sentence.published.year - 2
            )
            return sentence.reading.word(token) if far else ""
    return ""


def _base_before(sentence: Sentence, index: int, stretch: Stretch) -> str:
    """Return the other base that the figure before was compared with: 「比年初增加35亿元，增长7.4%」, else ""."""
    if stretch.has("base_year", "mention"):
        return ""
    first = stretch.indices[0] - 1 if stretch.indices else index - 1
    before = sentence.rejected.get(first)
    return before.about if before and before.reason == "other_base" else ""


def _named(sentence: Sentence, index: int, stretch: Stretch, mention: int, measure: str, sign: int) -> bool:
    between = stretch.after(mention)
    commas = [token for token in between if token.kind == "mark" and token.value in COMMAS]
    linking = [t for t in between if t not in commas[:1] and (t.kind != "mark" or t.value not in _MINUS)]
    broken = connecting(sentence.reading, linking, GROWTH_LINKS, LEADING)
    for term, entry in sentence.candidates(mention):
        if term.position or not _can_grow(entry, measure, sentence.quantity(index).unit):
            continue
        if broken:
            sentence.reject(index, "no_binding", broken)
            return False
        whole = sentence.judge(index, mention, term)
        if not whole.whole:
            return False
        bound = claim(
            sentence, index, term, "growth_of_term", measure=measure, sign=sign, whole=whole, mention=mention
        )
        sentence.bind(index, _percent(bound, measure))
        return True
    return False


def _can_grow(entry: Indicator, measure: str, unit: str) -> bool:
    if entry.kind == "rank":
        return False
    if entry.about == "subject" and entry.kind == "stock" and dimensions().get(entry.unit) == "currency":
        return False  # a project's total does not grow; 「项目投资增长24%」 is the place's
    if measure == "yoy":
        return entry.unit not in _RATES
    return entry.unit in _RATES if unit == "百分点" else fits(entry, unit)


def _percent(bound: Claim, measure: str) -> Claim:
    """Turn 「增长1.2倍」 into 120 %."""
    return (
        replace(bound, value=bound.value * 100) if measure == "yoy" and bound.quantity.unit == "倍" else bound
    )


def _carried(sentence: Sentence, index: int, stretch: Stretch, measure: str, sign: int) -> bool:
    topic = sentence.topic
    if topic is None:
        return False
    entry = sentence.entries[topic.indicator]
    if not _can_grow(entry, measure, sentence.quantity(index).unit):
        return False
    tokens: list[Token] = [
        token
        for token in stretch.tokens()
        if token.kind != "mark" or token.value not in COMMAS + "、" + _MINUS
    ]
    broken = connecting(sentence.reading, tokens, GROWTH_LINKS, LEADING)
    if broken:
        sentence.reject(index, "another_thing", broken)
        return False
    own = any(token.kind == "period" for token in tokens)
    for level in _all_before(sentence, index, tokens) or [topic]:
        _bind_carried(sentence, index, level, measure, sign, own=own)
    return True


def _all_before(sentence: Sentence, index: int, tokens: list[Token]) -> list[Claim]:
    """Return the levels that 「接待游客5万人次，旅游收入2000万元，均增长15%」 speaks of, [] without 均."""
    if not any(sentence.reading.word(token) in words_of("bindings")["all"] for token in tokens):
        return []
    levels: list[Claim] = []
    for step in reversed(sentence.before(index)):
        claims = sentence.bound.get(step)
        if (
            not claims
            or claims[-1].measure != "level"
            or not _can_grow(sentence.entries[claims[-1].indicator], "yoy", sentence.quantity(index).unit)
        ):
            break
        levels.append(claims[-1])
    return levels[::-1] if len(levels) > 1 else []


def _bind_carried(
    sentence: Sentence, index: int, topic: Claim, measure: str, sign: int, *, own: bool
) -> None:
    said = dating_of(sentence.reading, index) if own else Dating(topic.period, topic.period_flaw, topic.since)
    bound = replace(
        topic,
        quantity=sentence.quantity(index),
        measure=measure,
        value=sign * sentence.quantity(index).value,
        rule="growth_carried",
        confidence=0.95,
        period=said.period,
        period_flaw=said.flaw,
        since=said.since,
        status=status_of(sentence.reading, index, sentence.published) if own else topic.status,
        years=(),
    )
    sentence.bind(index, _percent(bound, measure), topic=False)
