"""Say whether a figure is planned or actual, by the plan words, done deeds and periods before it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from pipeline.clauses.cues import cue_words
from pipeline.clauses.lead_in import COMMAS, FARTHEST
from pipeline.clauses.roles import OWNERS_AND_TIMES
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.dating.budgets import budgeted
from pipeline.dating.goals import (
    asked,
    called_goal,
    done_of_it_behind,
    held,
    measures,
    opens_list,
    reaches,
    starts_rise,
    will_rise,
)
from pipeline.dating.intentions import intended
from pipeline.dating.own_period import is_base, is_purpose
from pipeline.periods import OpenPeriod, Period
from pipeline.words import words_of

BOUNDS = ("over", "at_least", "about", "at_most")  # qualifiers of figures that are aimed at


def status_of(sentence: ParsedSentence, index: int, published: date | None) -> str:
    """Say whether the figure is planned: a plan word holds in its clause, an onward one to the sentence's end.

    A word of done deeds (已完成) or a period that is over ends either; so does a semicolon, unless the list of an
    onward word goes on behind it without a place, time or owner of its own (「预计全年完成…；实现…」). The list that
    a goal opens (「2025年主要目标：…；全县…」) goes on with them too.
    """
    if (
        called_goal(sentence, index)
        or budgeted(sentence, sentence.tokens[index].start, sentence.tokens[index].end)
        or intended(sentence, index)
        or _to_be_built(sentence, index, published)
        or done_of_it_behind(sentence, index)
    ):
        return "planned"
    behind = sentence.tokens[index + 1 : index + 2]
    if starts_rise(sentence, index) or (behind and sentence.word(behind[0]) in _ALREADY):
        return "actual"  # 「确保96个已开工项目…」
    commas, beyond, owned = 0, False, False
    for step in range(index - 1, max(-1, index - FARTHEST), -1):
        token = sentence.tokens[step]
        if token.kind == "mark":
            commas += token.value in "，,"
            beyond = beyond or token.value in "；;"
        elif _is_done(sentence, step, published, near=not commas and not beyond) or (
            beyond and _of_what_is_built(sentence, step) and _counts_deeds(sentence, index)
        ):
            return "actual"
        elif not beyond and _opens_item(sentence, step) and _has_owner(sentence, token):
            if token.kind == "period":
                return "actual"
            owned = True
        elif _is_yardstick(sentence, step):
            continue
        elif (
            opens_list(sentence, step)
            or (
                not owned
                and _is_aim(sentence, step, published)
                and not (commas and is_purpose(sentence, step))
            )
            or (
                not owned
                and not beyond
                and (reaches(sentence, step, index) if commas else _plans(sentence, token))
            )
        ):
            return "planned"
    return "planned" if asked(sentence, index) else "actual"


def _to_be_built(sentence: ParsedSentence, index: int, published: date | None) -> bool:
    """Say whether what a clause builds stands only later: 「新上4条生产线，明年6月|投产」."""
    figure = sentence.tokens[index].start
    clause = sentence.text[sentence.opening(figure, "，,；;。") : figure]
    if not any(word in clause for word in _BUILDS):
        return False
    for token in sentence.tokens[index + 1 : index + 1 + _NEAR]:
        if token.is_mark("；;") or token.kind == "quantity":
            return False
        if token.kind == "period" and isinstance(token.value, Period):
            deed = _THEN.match(sentence.text, token.end) is not None
            return deed and is_to_come(token.value, published)
    return False


def has_hardly_begun(
    sentence: ParsedSentence, index: int, period: Period | None, published: date | None
) -> bool:
    """Say whether a figure's period is a year, named by its number, with months to go, and nothing is said to be done.

    「2022年全县生产总值增长8%以上」, printed in January, is no achievement whatever its words. Of 今年 and 全年 only growth
    and what is kept to are aims, where they are bounds: 「今年，…增长6%以上，粮食产量稳定在30万吨以上」. From July on an
    exact figure may be either.
    """
    if period is None or published is None:
        return False
    quantity = sentence.tokens[index].value
    bound = quantity.qualifier in BOUNDS
    if not (_is_numbered(period) or (bound and (quantity.unit == "%" or held(sentence, index)))):
        return False
    early = bound or published.month <= _FIRST_HALF
    return early and is_unfinished(sentence, index, period, published)


def is_half_told(sentence: ParsedSentence, index: int, period: Period | None, published: date | None) -> bool:
    """Say whether a figure of a numbered year may be planned or done: 「2024年，旅游收入12.6亿元」 of October."""
    if period is None or published is None or published.month <= _FIRST_HALF or not _is_numbered(period):
        return False
    return is_unfinished(sentence, index, period, published)


def is_unfinished(sentence: ParsedSentence, index: int, period: Period, published: date) -> bool:
    """Say whether months of a figure's year are left, and nothing is said to be done."""
    if not is_running(period, published):
        return False
    said = sentence.text[sentence.opening(period.start, "，,；;。") : sentence.tokens[index].end]
    if any(word in said for word in _TO_DO):
        return True  # 「2025年民生实事项目：…，完成适老化改造600户」
    early = published.month <= _WINTER and _is_numbered(period)
    # 「2025年，…，完成固定资产投资38亿元」 of March is to come.
    return not any(word in said for word in _DONE if not (early and word == _BRINGS))


def _is_numbered(period: Period) -> bool:
    return period.text[:1].isdecimal()


def is_running(period: Period, published: date | None) -> bool:
    """Say whether a period is a year of which months are left: figures of 2025 in a text of May are no whole year's."""
    left = (period.last_day - published).days if published else 0
    return period.lasts_year and left > _OF_LATE


def _is_done(sentence: ParsedSentence, step: int, published: date | None, *, near: bool) -> bool:
    """Say whether a token tells that what stands behind it is done: 已完成, a period that is over, 已 in its clause."""
    token = sentence.tokens[step]
    if token.kind == "plan_onward":
        return _is_estimate(sentence, step, published)
    if isinstance(token.value, Period) and token.kind == "period":
        compared = step > 0 and sentence.tokens[step - 1].kind == "than"  # 「预计增长6%，比2020年增长40%；…」
        if sentence.word(token).startswith(_AS_OF) and published is not None:
            return token.value.last_day <= published  # 「坚持将…用于民生，截至目前，完成投资16亿元」
        over = is_over(token.value, published) or _opens_clause_of_late(sentence, step, published)
        return not compared and not is_base(sentence, token) and over
    return token.kind == "done" or (near and sentence.word(token) in _ALREADY)


def _opens_clause_of_late(sentence: ParsedSentence, step: int, published: date | None) -> bool:
    """Say whether a clause opens with months that ended of late: 「年内计划完成投资43亿元，1—6月完成18.9亿元」 of July."""
    period = sentence.tokens[step].value
    if (
        published is None
        or not step
        or period.first_day is None
        or not sentence.tokens[step - 1].is_mark(COMMAS)
    ):
        return False
    ended: int = (published - period.last_day).days
    return 0 < ended <= _OF_LATE


def _is_aim(sentence: ParsedSentence, step: int, published: date | None) -> bool:
    """Say whether a token plans what stands behind it, over commas too: 力争, 到2027年底, 将由6亿元.

    In a text without a date so does a day before which something is built: 2023年元旦|前建成.
    """
    token = sentence.tokens[step]
    if isinstance(token.value, Period) and token.kind == "period":
        by_then = published is None and _BY_THEN.match(sentence.text, token.end) is not None
        return by_then or (not is_base(sentence, token) and is_to_come(token.value, published))
    if isinstance(token.value, OpenPeriod):
        return token.value.ahead
    return token.kind == "plan_onward" or will_rise(sentence, token)


_AFTERWARDS = tuple(words_of("bindings")["afterwards"])
_AS_OF = tuple(words_of("bindings")["as_of"])
_ALREADY = tuple(words_of("bindings")["already"])
_BUILDS = tuple(words_of("bindings")["builds"])
_DEEDS = "|".join(words_of("bindings")["when_built"]["deeds"])
_THEN = re.compile(f"(?:前|之前|底前|即可|可|将|全部|全面|正式|建设){{0,3}}(?:{_DEEDS})")
_BY_THEN = re.compile(f"(?:年?底)?之?前(?:全部|全面|正式|建设|可){{0,2}}(?:{_DEEDS})")
_NEAR = 8  # tokens
_SPAN = 28  # days of a month
_OF_LATE = 62  # days
_FIRST_HALF, _WINTER = 6, 3  # months
_BRINGS = "完成"
_HOW_IT_WENT = re.compile("计划(?:任务)?(?:完成|执行|落实|实施)情况")
_TO_DO = tuple(words_of("bindings")["lists_to_do"])
_DONE = tuple(words_of("bindings")["done_already"])
_EXPECTS = tuple(words_of("bindings")["expects"])

# What makes the item behind a semicolon one of its own.
_WHEN = tuple(words_of("bindings")["when_built"]["behind"])
_GATHERED_NOW = tuple(words_of("bindings")["gathered_now"])


def _is_estimate(sentence: ParsedSentence, step: int, published: date | None) -> bool:
    """Say whether 预计 speaks of a span that is over: 「今年前三季度，预计完成…」 printed in November.

    A span without its year (1—10月) must have ended of late: 上半年 may be the one to come.
    """
    if sentence.word(sentence.tokens[step]) not in _EXPECTS or published is None:
        return False
    behind = sentence.tokens[step + 1 : step + 2]
    if behind and isinstance(behind[0].value, Period):
        return is_over(behind[0].value, published)  # 「一期已于今年4月投产，预计今年产值9000万元」
    for token in reversed(sentence.tokens[max(0, step - FARTHEST) : step]):
        if token.is_mark("；;"):
            return False
        if token.kind == "period" and isinstance(token.value, Period) and not is_base(sentence, token):
            if 0 < token.value.days + 1 < _SPAN:
                return False  # 「9月20日，某项目开工，预计年产值9亿元」
            ended = (published - token.value.last_day).days if token.value.first_day else -1
            return is_over(token.value, published) or 0 < ended <= _OF_LATE
    return False


def _of_what_is_built(sentence: ParsedSentence, step: int) -> bool:
    """Say whether a word speaks of the time when something is built: 建成后, 年可实现."""
    token = sentence.tokens[step]
    return token.kind == "plan_onward" and any(mark in sentence.word(token) for mark in _AFTERWARDS)


def _counts_deeds(sentence: ParsedSentence, index: int) -> bool:
    """Say whether a figure counts what was done: 「16个项目开工」."""
    behind = sentence.tokens[index + 1 : index + 3]
    return any(token.kind == "tail" for token in behind) or any(token.kind == "event" for token in behind)


def when_built(sentence: ParsedSentence, index: int) -> str:
    """Return the words that make a figure one of when a thing is built, unless it has an owner behind them, or ""."""
    for token in reversed(sentence.tokens[max(0, index - FARTHEST) : index]):
        if token.kind in OWNERS_AND_TIMES or token.is_mark("；;"):
            return ""
        if token.kind == "plan_onward" and sentence.word(token).endswith(_WHEN):
            return sentence.word(token)
    return ""


def _is_yardstick(sentence: ParsedSentence, step: int) -> bool:
    """Say whether a plan is only what something is measured by: 「已完成年度计划的50.4%，…」, 「低于预期目标」."""
    if sentence.tokens[step].kind in ("plan", "plan_onward") and measures(sentence, sentence.tokens[step]):
        return True
    behind = sentence.tokens[step + 1 : step + 3]
    share = len(behind) == 2 and behind[1].kind == "quantity" and behind[1].value.unit == "%"
    return share and sentence.word(behind[0]) == "的"


def _has_owner(sentence: ParsedSentence, token: Token) -> bool:
    return token.kind in OWNERS_AND_TIMES or sentence.word(token) in _GATHERED_NOW


def _opens_item(sentence: ParsedSentence, step: int) -> bool:
    """Say whether a token is the first behind a semicolon: 「；全县实现税收…」."""
    before = sentence.tokens[step - 1] if step else None
    return before is not None and before.is_mark("；;")


def _plans(sentence: ParsedSentence, token: Token) -> bool:
    """Say whether a token plans: a plan word, or a term that holds one (计划总投资, 年度投资计划)."""
    if _HOW_IT_WENT.match(sentence.text, token.start):
        return False
    if token.kind == "mention":
        word = sentence.word(token)
        return word.startswith(_plan_words()) or word.endswith(_plan_words())
    return token.kind == "plan"


def is_to_come(period: Period, published: date | None) -> bool:
    """Say whether the period begins after the document's date, or is a point behind it (到2027年底)."""
    return published is not None and (period.first_day or period.last_day) > published


@cache
def _plan_words() -> tuple[str, ...]:
    return tuple(word for word, role in cue_words().items() if role == "plan")


def is_over(period: Period, published: date | None) -> bool:
    """Say whether the period lies wholly before the document's date."""
    return (
        published is not None and period.anchored and bool(period.first_day) and period.last_day < published
    )
