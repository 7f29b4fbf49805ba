"""Say when a figure is of: the nearest period before it that is its own, or why none is known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from pipeline.clauses.cues import built_when
from pipeline.clauses.lead_in import FARTHEST
from pipeline.clauses.tokens import CLAUSE_ENDS, ParsedSentence, Token, last_item
from pipeline.dating.year_to_date import sums_up, sums_up_further, to_date
from pipeline.periods import OpenPeriod, Period
from pipeline.words import words_of

_ENDS = 8  # tokens before a figure in which 由 and 增至 stand
_ATTRIBUTE = re.compile("[^，,。；;0-9]{0,6}的")
_COMPARED = 12  # characters from a period to the 相比 that makes it a yardstick
_EXCEEDS = tuple(words_of("bindings")["exceeds"])
_COMPARES = tuple(words_of("bindings")["compares"])
_BUILT = tuple(words_of("bindings")["built"])
_AND = tuple(words_of("bindings")["and"])
_SINCE = tuple(words_of("periods")["since"])
_RECORDS = tuple(words_of("bindings")["records"])
_LEAD = 8  # characters before a period that may make it a yardstick
BEFORE_THEN = f"(?:{'|'.join(words_of('bindings')['before_then'])})?的?$"
_RESTORED = re.compile(f"(?:{'|'.join(words_of('bindings')['restored'])}){BEFORE_THEN}")
_MEASURED = re.compile(f"(?:{'|'.join(words_of('bindings')['equals'])}){BEFORE_THEN}")
FRACTION = re.compile(
    f"(?:{'|'.join(words_of('bindings')['level_of'])})?的[0-9.一二三四五六七八九十]{{1,8}}[%倍成]"
)
_FOUNDINGS = "|".join(words_of("periods")["undated"]["foundings"])
_MADE = tuple(words_of("periods")["undated"]["made"])
_FOUNDED = re.compile(f"^.{{0,4}}?(?:{_FOUNDINGS})|(?:{_FOUNDINGS})的?$")
_ACHIEVES = frozenset(words_of("bindings")["carried_on"])  # 「；完成出口1.1亿元」
_AFTER = tuple(words_of("bindings")["after_act"])
_AFTER_THAT = re.compile("(?:之|以)?后[，,]")
_FOUNDED_IN = re.compile(f"(?:{_FOUNDINGS})于$")
_FOR: str = words_of("bindings")["for"]
_NOW = tuple(words_of("bindings")["stands_now"])
_AS_OF = tuple(words_of("bindings")["as_of"])
_THIS_YEAR: str = words_of("bindings")["this_year"]
_SAME_SPAN: str = words_of("bindings")["same_span"]
_NOT_FOUNDED = tuple(words_of("periods")["undated"]["foundings_not_before"])
_DURING: str = words_of("bindings")["during"]
_TO_NOW = tuple(words_of("periods")["undated"]["now"])


class Dating(NamedTuple):
    """Say when a figure is of: its period, or why none is known though the sentence speaks of time (period_flaw).

    `since` is the first day of a span without an end.
    """

    period: Period | None = None
    flaw: str = ""
    since: date | None = None


def period_of(sentence: ParsedSentence, index: int) -> Period | None:
    """Return the period that holds for the figure at `index`: the nearest before it that is its own."""
    return dating_of(sentence, index).period


def dating_of(sentence: ParsedSentence, index: int, kind: str = "flow") -> Dating:
    """Return when the figure at `index` is of: what the nearest period before it that is its own says.

    Dates of comparisons (比2020年), of events (2025年8月动工) and in report titles do not hold. A span without dates
    (五年来, 至今) says nothing of what there is (`kind` stock): that is counted on the day.
    """
    if behind := _in_bracket_behind(sentence, index):
        return _dating(behind, kind) or Dating()
    if begun := _begun_before(sentence, index):
        return Dating(begun)
    for step in range(index - 1, max(-1, index - FARTHEST), -1):
        token = sentence.tokens[step]
        if token.kind != "period":
            continue
        inside = sentence.bracket[step] >= 0 and sentence.bracket[step] != sentence.bracket[index]
        if inside and not _alone_in_bracket(sentence, step, index):
            continue
        since = step > 0 and sentence.tokens[step - 1].kind == "since" and isinstance(token.value, Period)
        left = since or _left_behind(sentence, step, index) or _is_yardstick(sentence, step, index)
        news = _is_day(token.value, kind) and not _day_within(sentence, step, index)
        if left or news or _compared(sentence, step, index):
            continue
        if (
            _of_event(sentence, step, kind)
            or _of_purpose(sentence, step, index)
            or _of_act_before(sentence, step, index)
        ):
            continue
        now = kind == "stock" and (_stands_now(sentence, step, index) or _only_listed(sentence, step, index))
        if now or _of_level_before(sentence, step, index) or _of_goal_before(sentence, step, index):
            continue
        said = _dating(token.value, kind)
        if said is not None:
            told = _up_to_day(sentence, _of_end(sentence, said.period, index), step)
            period = to_date(sentence, told, step, index)
            further = period == said.period and sums_up_further(sentence, step, index)
            if further or (_ends_rise_before(sentence, step, index) and sums_up(sentence, index)):
                return Dating(flaw="undated")
            return said._replace(period=period)
    return Dating()


def _up_to_day(sentence: ParsedSentence, period: Period | None, step: int) -> Period | None:
    """Return a year up to the day by which it is told: 「截至11月末，今年的14个项目完成投资29亿元」."""
    if period is None or period.text != _THIS_YEAR or not period.lasts_year:
        return period
    for token in reversed(sentence.tokens[max(0, step - FARTHEST) : step]):
        if token.is_mark("；;"):
            break
        day = token.value
        if (
            token.kind == "period"
            and isinstance(day, Period)
            and day.first_day is None
            and sentence.word(token).startswith(_AS_OF)
            and day.last_day.year == period.last_day.year
        ):
            return replace(period, last_day=day.last_day)
    return period


def _in_bracket_behind(sentence: ParsedSentence, index: int) -> Period | OpenPeriod | None:
    """Return the period that the bracket behind a figure opens with: 「8.1万吨（2023年）」, 「60.1万人（2020年普查）」.

    The figure's term may stand between: 「20个行政村（2019年）」.
    """
    behind = sentence.tokens[index + 1 : index + 2]
    opening = index + (2 if behind and behind[0].kind in ("mention", "tail") else 1)
    close = sentence.opens.get(opening)
    if close is None or sentence.tokens[opening + 1].kind != "period":
        return None
    if any(token.kind == "quantity" for token in sentence.tokens[opening + 2 : close]):
        return None
    time: Period | OpenPeriod = sentence.tokens[opening + 1].value
    return time


def _begun_before(sentence: ParsedSentence, index: int) -> Period | None:
    """Return the first year of two, which a second 从…到… leaves out: 「由2015年的58提高到2018年的61，…从28增到34」."""
    tokens = sentence.tokens
    if not index or tokens[index - 1].kind != "from":
        return None
    for step in range(index - 2, max(-1, index - FARTHEST), -1):
        if tokens[step].is_mark("。；;"):
            return None
        first = tokens[step + 1].value
        if tokens[step].kind == "from" and isinstance(first, Period):
            return first
    return None


def _of_end(sentence: ParsedSentence, period: Period | None, index: int) -> Period | None:
    """Return the year of a span of years that one end is of: 「从2011年到2015年，旅游收入由3.6亿元增至28.3亿元」."""
    if period is None or period.first_day is None or period.first_day.year == period.last_day.year:
        return period
    before = [token.kind for token in sentence.tokens[max(0, index - _ENDS) : index]]
    if before[-1:] == ["from"]:
        return replace(period, last_day=date(period.first_day.year, 12, 31))
    if "to" in before[-2:] and "from" in before:
        return replace(period, first_day=date(period.last_day.year, 1, 1))
    return period


def _of_goal_before(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether a period is of a goal in another clause: 「2024年目标1.5亿元；完成出口1.1亿元」, 「今年计划实施的」."""
    tokens = sentence.tokens
    near = tokens[step + 1 : step + 3]
    planned = next((token for token in near if token.kind in ("plan", "plan_onward")), None)
    if planned is None:
        return False
    between = tokens[step + 1 : index]
    attribute = _ATTRIBUTE.match(sentence.text, planned.end, tokens[index].start) is not None
    stops = [place for place, token in enumerate(between) if token.is_mark("；;")]
    opening = between[stops[-1] + 1] if stops and stops[-1] + 1 < len(between) else None
    achieved = opening is not None and (opening.kind == "done" or sentence.word(opening) in _ACHIEVES)
    return attribute or achieved


def _of_purpose(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether a period is of what is aimed at: 「为扩大投资，确保二季度过半，全市开工项目15个」."""
    aimed = step > 0 and sentence.tokens[step - 1].kind == "plan_onward" and is_purpose(sentence, step - 1)
    return aimed and any(token.kind == "mark" for token in sentence.tokens[step + 1 : index])


def _dating(time: Period | OpenPeriod, kind: str) -> Dating | None:
    """Return what one period says of a flow or a stock; None where it says nothing of a stock."""
    if isinstance(time, Period):
        undated = kind == "flow" and time.rule == "now" and time.text in _TO_NOW
        return Dating(flaw="undated") if undated else Dating(time)
    if time.flaw == "undated" and kind != "flow" and not time.ahead:
        return Dating(time.point) if time.point else None
    return Dating(flaw=time.flaw, since=time.since)


def _of_act_before(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether a period is that of an act before the one told of: 「继去年底集中开工10个项目后，本次集中开工22个」."""
    token = sentence.tokens[step]
    between = sentence.text[token.end : sentence.tokens[index].start]
    return _lead(sentence, token).endswith(_AFTER) and _AFTER_THAT.search(between) is not None


def _is_yardstick(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether a period is only what is compared with, and not of the level there: 「与2023年的66.2万人相比」."""
    return is_base(sentence, sentence.tokens[step]) and not _of_level_compared(sentence, step, index)


def is_compared_level(sentence: ParsedSentence, index: int) -> bool:
    """Say whether a figure is the level that another is compared with, so that the growth behind it is not its own."""
    step = index - 1
    while step > 0 and sentence.tokens[step].kind in ("mention", "plain"):
        step -= 1
    token = sentence.tokens[step]
    if step < 0 or token.kind != "period" or not _of_level_compared(sentence, step, index):
        return False
    return is_base(sentence, token) or (step > 0 and sentence.tokens[step - 1].kind == "than")


def _of_level_compared(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether a figure is a level compared with: 「与2023年末常住人口66万人相比」, 「较2023年收入4亿元增长」."""
    tokens = sentence.tokens
    behind = tokens[index + 1 : index + 2]
    risen = bool(behind) and (behind[0].kind in ("up", "down") or sentence.word(behind[0]) in _COMPARES)
    amount = tokens[index].kind == "quantity" and tokens[index].value.unit != "%"
    kinds = {token.kind for token in tokens[step + 1 : index]}
    return risen and amount and "mention" in kinds and kinds <= {"mention", "plain"}


def is_base(sentence: ParsedSentence, token: Token) -> bool:
    """Say whether the period is only a yardstick: 「在2022年的基础上翻一番」, 「与去年春节相比」, 「恢复至2019年的92%」."""
    if sentence.text[token.start - 1 : token.start] in ("与", "和", "同"):
        compared = sentence.text.find("相比", token.end, token.end + _COMPARED)
        if compared >= 0 and not CLAUSE_ENDS.intersection(sentence.text[token.end : compared]):
            return True
    if FRACTION.match(sentence.text, token.end) and _MEASURED.search(_lead(sentence, token)):
        return True
    if _RESTORED.search(_lead(sentence, token)):
        return True
    if sentence.word(token).endswith(_SINCE) and sentence.text.startswith(_RECORDS, token.end):
        return True  # 「创2010年以来最好位次」
    return sentence.text.startswith(("基础上", "的基础上", "基数上"), token.end)


def is_purpose(sentence: ParsedSentence, step: int) -> bool:
    """Say whether a word of aims stands in an opening that says what for: 「为扩大投资，确保双过半，全市开工项目15个」."""
    opening = last_item(sentence.tokens[:step])
    said = any(token.kind == "quantity" for token in opening)
    return bool(opening) and sentence.word(opening[0]).startswith(_FOR) and not said


def _lead(sentence: ParsedSentence, token: Token) -> str:
    """Return the few characters before a token."""
    return sentence.text[max(sentence.start, token.start - _LEAD) : token.start]


def _left_behind(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether the period is that of the first level: 「由上年的13.7调整为12.4」."""
    from_there = step > 0 and sentence.tokens[step - 1].kind == "from"
    return from_there and any(token.kind == "to" for token in sentence.tokens[step + 1 : index])


def _ends_rise_before(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether a period is that of the last level of a rise in a clause before: 「由2016年的…增加到2021年的9亿元，」."""
    tokens = sentence.tokens
    before = tokens[max(0, step - FARTHEST) : step]
    rises = bool(before) and before[-1].kind == "to" and any(token.kind == "from" for token in before)
    return rises and any(token.kind == "mark" for token in tokens[step:index])


def _only_listed(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether what there is stands in the item behind a rise: 「由2012年的43%提高到2021年的93%；小学112所」."""
    between = sentence.tokens[step:index]
    stops = [at for at, token in enumerate(between) if token.is_mark("；;")]
    if not stops or not _ends_rise_before(sentence, step, index):
        return False
    return not any(token.kind in ("from", "to", "up", "down") for token in between[stops[-1] :])


def _alone_in_bracket(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether a bracket behind the figure's term holds the period alone: 「全县税收收入（2025年）：10亿元」.

    That of an event holds on: 「樱花节期间（4月至6月）接待游客42万人次，旅游收入2亿元」.
    """
    opening = sentence.bracket[step]
    term = opening > 0 and sentence.tokens[opening - 1].kind in ("mention", "tail")
    during = sentence.text.endswith(_DURING, sentence.start, sentence.tokens[opening].start)
    alone = (term or during) and opening == step - 1 and sentence.opens.get(opening) == step + 1
    return alone and (
        during or not any(token.kind == "quantity" for token in sentence.tokens[step + 1 : index])
    )


def _is_day(period: Period | OpenPeriod, kind: str) -> bool:
    """Say whether a period is a day that dates the news and not the figure: 「4月7日，记者获悉」.

    A holiday of one day (2025年元旦) is none, nor is a day with its year for what there is then (a stock).
    """
    if not isinstance(period, Period) or period.first_day is None or period.first_day != period.last_day:
        return False
    counted = kind == "stock" and period.anchored  # 「2020年11月1日零时，常住人口…」
    return not (period.holiday or counted)


def _day_within(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether a day is one of the span told of before it: 「元旦假期接待8000人次，其中1月3日接待2100人次」."""
    day, tokens = sentence.tokens[step].value, sentence.tokens
    if any(token.kind == "mark" for token in tokens[step + 1 : index]):
        return False
    spans = (token.value for token in tokens[max(0, step - FARTHEST) : step] if token.kind == "period")
    return any(
        isinstance(span, Period)
        and span.first_day is not None
        and span.first_day < span.last_day
        and span.first_day <= day.last_day <= span.last_day
        for span in spans
    )


def _compared(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether the period is a yardstick: 「比2020年增长」, 「增速比一季度提高」, 「与同期持平」, 「是2015年的1.6倍」.

    「比2020年的452家」 makes it the figure's own.
    """
    tokens = sentence.tokens
    if _of_level_compared(sentence, step, index):
        return False
    if tokens[min(step + 1, len(tokens) - 1)].kind in ("flat", "than"):
        return True
    behind = tokens[step + 1 : step + 3]
    if len(behind) == 2 and sentence.word(behind[0]) == "的" and getattr(behind[1].value, "unit", "") == "倍":
        return True
    for token in tokens[step + 1 : index]:
        if token.kind == "mark":
            break
        if sentence.word(token) in _COMPARES:  # 与2010年第六次人口普查相比
            return True
    first = step - 1
    while first > 0 and (tokens[first].kind == "period" or sentence.word(tokens[first]) in _AND):
        first -= 1  # 增速比同期和去年全年提高
    exceeded = (
        step > 0 and sentence.word(tokens[first]) in _EXCEEDS and step + 2 < index
    )  # 已超2020年全年的90亿元；
    if step == 0 or not (exceeded or tokens[first].kind in ("than", "base_other", "base_year")):
        return False
    return (
        exceeded
        or tokens[first].kind != "than"
        or any(token.kind != "plain" for token in tokens[step + 1 : index])
    )


def _of_level_before(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether 上年同期 is only that of the level beside it: 「，上年同期为18亿元；出口总额增长39.6%」."""
    said = sentence.tokens[step].value.text if isinstance(sentence.tokens[step].value, Period) else ""
    if not said.endswith(_SAME_SPAN) or step == 0:
        return False  # 「去年同期，全县接待游客53万人次」 opens with its time
    between = sentence.tokens[step + 1 : index]
    ends = [place for place, token in enumerate(between) if token.is_mark("；;，,")]
    return any(
        between[end].value in "；;" or any(token.kind == "mention" for token in between[end + 1 :])
        for end in ends
    )


def _stands_now(sentence: ParsedSentence, step: int, index: int) -> bool:
    """Say whether what there is today is told behind a flow of last year: 「去年产值8亿元，现有职工260人」.

    A day stays: 「截至2024年底，…，现有职工260人」.
    """
    said = sentence.tokens[step].value
    if not isinstance(said, Period) or said.first_day is None:
        return False
    between = sentence.tokens[step + 1 : index]
    comma = next((at for at, token in enumerate(between) if token.kind == "mark"), len(between))
    return any(sentence.word(token).startswith(_NOW) for token in between[comma:])


_UNTIL = tuple(words_of("bindings")["lasts_until"])


def _of_event(sentence: ParsedSentence, step: int, kind: str) -> bool:
    """Say whether the period only dates an event: 「2025年8月动工，」, 「组建于2005年，」, 「订单排到11月份，」."""
    tokens = sentence.tokens
    lead = _lead(sentence, tokens[step])
    founded = _FOUNDED_IN.search(lead) is not None  # 「成立于2008年的青禾公司实现营业收入…」
    built = built_when().match(
        sentence.text, tokens[step].end, sentence.end
    )  # 「2026年6月|建成投产后年产值20亿元」
    if founded or built or lead.endswith(_UNTIL):
        return True
    following = step + 1
    while following < len(tokens) and tokens[following].kind not in ("mark", "quantity"):
        following += 1
    if following < len(tokens) and tokens[following].kind != "mark":
        return False
    behind = tokens[step + 1 : following]
    if behind:
        said = sentence.text[behind[0].start : behind[-1].end]
        if kind != "flow" and any(word in said for word in _MADE):
            return True
        if _FOUNDED.search(said) and not said.endswith(_NOT_FOUNDED):
            return True
    if any(token.kind not in ("plain", "event") for token in behind):
        return False
    if any(token.kind == "event" or sentence.word(token) in _BUILT for token in behind):
        return True
    before = step - 1
    while before >= 0 and tokens[before].kind == "plain":
        before -= 1
    return before >= 0 and tokens[before].kind == "event"
