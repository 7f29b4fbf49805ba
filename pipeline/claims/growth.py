"""Bind growth: percentages on the year before, and changes in absolute terms or in percentage points."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.claims.bases import base_before, other_base
from pipeline.claims.binding import Sentence, claim
from pipeline.claims.claim import Claim
from pipeline.claims.dating import Dating, dating_of
from pipeline.claims.levels_before import levels_before
from pipeline.claims.price_bases import price_basis, with_basis
from pipeline.claims.roles import GROWTH_LINKS
from pipeline.claims.signs import sign_of, sign_tokens, signed
from pipeline.claims.status import status_of
from pipeline.claims.stretch import COMMAS, Stretch, connecting
from pipeline.claims.word_classes import LEADING
from pipeline.dimensions import dimensions, fits
from pipeline.indicators import Indicator
from pipeline.reading import Token
from pipeline.words import words_of

# 「，为年初预算的45.2%」, 「，占调整预算9600万元」, 「，完成年度任务的」
_OF_PLAN = re.compile(
    r"[,，、]?(?:相当于|占到|占|为|是|已?完成|达到|达)了?(?:全年|年初|年度|当年|年|调整后|调整|变动|变更)*的?"
    r"(?:预算|计划|目标|任务)(?:数|收入|支出|任务|目标)?的?"
)
_GROWTH_RATES = tuple(words_of("bindings")["growth_rates"])
_THROUGH = tuple(words_of("not_quantities")["range_marks"])
_RATES = ("%", "‰")
_SINCE = ("up", "down", "base_year")  # 「356亿元（+3.2亿元）」 does not say since when
_FEW = 6  # figures back to a growth that another one may contradict


def of_plan(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Pass over 「，完成年初预算9600万元的45.2%」: it measures the topic, which the growth behind it is still about."""
    topic = sentence.topic
    if topic is None or topic.measure != "level" or stretch.has("mention"):
        return False
    said = "".join(sentence.reading.word(token) for token in stretch.tokens())
    before = sentence.rejected.get(stretch.behind)
    if not _OF_PLAN.fullmatch(said) and not (said == "的" and before and before.reason == "of_plan"):
        return False
    sentence.reject(index, "of_plan")
    return True


def growth(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「同比增长62%」 to the mention of its clause, or to the figure before where the clause names nothing."""
    quantity = sentence.quantity(index)
    if quantity.unit not in ("%", "倍", "百分点") or stretch.has("share"):
        return False
    if quantity.unit != "百分点":
        return _bound(sentence, index, stretch, "yoy")
    if stretch.has("up", "down") and _of_the_rate(sentence, stretch):
        sentence.reject(index, "growth_points")
        return False
    return stretch.has(*_SINCE) and _bound(sentence, index, stretch, "change")


def change(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「比上年末增加0.03万人」: a change in the unit of the topic or of the mention before."""
    quantity = sentence.quantity(index)
    if quantity.unit in ("%", "百分点", "倍", "") or stretch.has("share", "to"):
        return False
    if not stretch.has(*_SINCE):
        return False
    if stretch.last("mention") is None:
        entry = sentence.entries[sentence.topic.indicator] if sentence.topic else None
        if entry is None or not fits(entry, quantity.unit):
            return False
    return _bound(sentence, index, stretch, "change")


def _bound(sentence: Sentence, index: int, stretch: Stretch, measure: str) -> bool:
    """Bind a growth or a change with the sign that is said, unless it is measured on something else."""
    sign = sign_of(sentence.reading, index, stretch)
    increment = bool(stretch.held) and stretch.held[-1].kind == "base_other"  # 「同比少增3.2亿元」
    if sign == 0 and not increment:
        return False
    base = other_base(sentence, stretch)
    if not base and measure == "yoy":
        base = base_before(sentence, stretch)
    if base:
        sentence.reject(index, "other_base", base)
        return False
    impossible = sign == -1 and sentence.quantity(index).unit == "倍"  # nothing falls by its own size twice
    if not sign or impossible or (measure == "yoy" and _opens_change(sentence, index, stretch)):
        sentence.reject(index, "sign")
        return True
    mention = stretch.last("mention")
    if mention is None and stretch.inside and sentence.reading.bracket[index] > 0:
        before = sentence.reading.bracket[index] - 1  # 「社会消费品零售总额（同比增长6.3%）」
        mention = before if sentence.reading.tokens[before].kind == "mention" else None
    if mention is None:
        return _carried(sentence, index, stretch, measure, sign)
    return _named(sentence, index, stretch, mention, measure, sign)


def _opens_change(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Say whether the growth is only where it came from: 5% of 「增速由5%回落至3.2%」, -3% of 「增长-3%至2%」.

    「由上年的5%回落至3.2%」 says when it was.
    """
    reading = sentence.reading
    behind = reading.tokens[index + 1 : index + 3]
    opens = bool(behind) and (behind[0].kind == "to" or reading.word(behind[0]) in _THROUGH)
    if len(behind) < 2 or not opens or getattr(behind[1].value, "unit", "%") != "%":
        return False
    since = stretch.last("from") or stretch.last("mention") or -1
    dated = behind[0].kind == "to" and any(token.kind == "period" for token in stretch.after(since))
    return not dated


def _of_the_rate(sentence: Sentence, stretch: Stretch) -> bool:
    """Say whether 百分点 speak of a growth rate: 「增速比上年提高0.9个百分点」, also carried after a yoy."""
    growths = [token for token in stretch.tokens() if token.kind in ("up", "down", "base_other")]
    if any(sentence.reading.word(token).startswith(_GROWTH_RATES) for token in growths):
        return True
    return stretch.last("mention") is None and sentence.topic is not None and sentence.topic.measure == "yoy"


def _named(sentence: Sentence, index: int, stretch: Stretch, mention: int, measure: str, sign: int) -> bool:
    between = stretch.after(mention)
    commas = [token for token in between if token.kind == "mark" and token.value in COMMAS]
    signs = sign_tokens(sentence.reading, index)
    linking = [token for token in between if token not in commas[:1] and token not in signs]
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
        basis = price_basis(sentence.reading, stretch, entry)
        sentence.bind(index, _percent(replace(bound, scope=with_basis(bound.scope, basis)), measure))
        return True
    return False


def _can_grow(entry: Indicator, measure: str, unit: str) -> bool:
    if entry.kind == "rank":
        return False
    if entry.about == "subject" and entry.kind == "stock" and dimensions().get(entry.unit) == "currency":
        return False  # a project's total does not grow; 「项目投资增长24%」 is the place's
    if measure == "yoy":
        return entry.unit not in _RATES
    if entry.unit in _RATES:
        return unit == "百分点"  # 「自然增长率为负增长2.3‰」 is its level
    return unit != "百分点" and fits(entry, unit)


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
    signs = sign_tokens(sentence.reading, index)
    tokens: list[Token] = [
        token
        for token in stretch.tokens()
        if token not in signs and (token.kind != "mark" or token.value not in COMMAS + "、")
    ]
    broken = connecting(sentence.reading, tokens, GROWTH_LINKS, LEADING)
    if broken:
        sentence.reject(index, "another_thing", broken)
        return False
    own = any(token.kind == "period" for token in tokens)
    basis = price_basis(sentence.reading, stretch, entry)
    for level in _all_before(sentence, index, tokens) or [topic]:
        one = _grown(sentence, index, level, measure, sign, own=own)
        one = replace(one, scope=with_basis(level.scope, basis))
        if _contradicts(sentence, index, one):
            sentence.reject(index, "sign")
            return True
        sentence.bind(index, one, topic=False)
    return True


def _contradicts(sentence: Sentence, index: int, one: Claim) -> bool:
    """Say whether the same thing was just said to grow otherwise: 「增长5%，同比回落3.2%」."""
    earlier = (claim for step in sentence.before(index, _FEW) for claim in sentence.bound.get(step, []))
    return any(
        other.value != one.value
        and other.indicator == one.indicator
        and (other.measure, other.scope, other.period) == (one.measure, one.scope, one.period)
        and (other.place, other.subject, other.status) == (one.place, one.subject, one.status)
        for other in earlier
    )


def _all_before(sentence: Sentence, index: int, tokens: list[Token]) -> list[Claim]:
    """Return the levels that 「接待游客5万人次，旅游收入2000万元，均增长15%」 speaks of, [] without 均."""
    if not any(sentence.reading.word(token) in words_of("bindings")["all"] for token in tokens):
        return []
    levels: list[Claim] = []
    for step in levels_before(sentence, index):
        claims = sentence.bound.get(step)
        if (
            not claims
            or claims[-1].measure != "level"
            or not _can_grow(sentence.entries[claims[-1].indicator], "yoy", sentence.quantity(index).unit)
        ):
            break
        levels.append(claims[-1])
    return levels[::-1] if len(levels) > 1 else []


def _grown(sentence: Sentence, index: int, topic: Claim, measure: str, sign: int, *, own: bool) -> Claim:
    quantity = sentence.quantity(index)
    said = dating_of(sentence.reading, index) if own else Dating(topic.period, topic.period_flaw, topic.since)
    grown = replace(
        topic,
        quantity=quantity,
        measure=measure,
        value=signed(sign, quantity.value),
        rule="growth_carried",
        confidence=0.95,
        period=said.period,
        period_flaw=said.flaw,
        since=said.since,
        status=status_of(sentence.reading, index, sentence.published) if own else topic.status,
        years=(),
    )
    return _percent(grown, measure)
