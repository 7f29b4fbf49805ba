"""Say when a claim is of: its own period, else the one that its article reports on, where that may be lent to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.claims import Claim
from pipeline.clauses.tokens import ParsedSentence, last_item
from pipeline.dating.budgets import budgeted
from pipeline.dating.status import BOUNDS, is_running, is_to_come
from pipeline.dimensions import dimensions
from pipeline.documents.publication import latest_year
from pipeline.indicators import Indicator
from pipeline.lines.folding import fold
from pipeline.observations.article_context import Aims, ArticleContext
from pipeline.observations.estimates import settle
from pipeline.observations.reviews import is_review
from pipeline.periods import OpenPeriod, Period
from pipeline.words import words_of

_BY = tuple(words_of("periods")["as_of_at_clause_start"])
_NOW: str = words_of("bindings")["this_year"]
_YEAR_ENDS = tuple(words_of("bindings")["year_ends"])
_DAY = re.compile("[0-9]{1,2}[日号](?![至到—~-])")
_NEWS = ("记者", "获悉", "了解", "据")  # 「4月6日，记者获悉」: the day of the news
_ALREADY = tuple(words_of("bindings")["already"])
_EVENT = re.compile("|".join(words_of("bindings")["event_told"]))
_A_YEAR: str = words_of("bindings")["a_year"]
_THE_YEAR: str = words_of("bindings")["the_year"]
_IS_THERE = tuple(words_of("bindings")["stands_by_now"])
_YEAR = 366  # days
_FIRST_HALF = 6  # months
_WHOLE, _PROJECTS = "全年", "项目"
_AS_OF = tuple(words_of("bindings")["as_of"])
_OF_HOLIDAYS = tuple(words_of("bindings")["groups_of_holidays"])


def date_claim(
    sentence: ParsedSentence,
    claim: Claim,
    claims: Sequence[Claim],
    entry: Indicator,
    reporting: Period | None,
    context: ArticleContext,
    *,
    owned: bool,
) -> tuple[Claim, Period | None] | None:
    """Return a claim with the status that its time gives it, and its period; None where 预计 tells neither way.

    `reporting` is the period that the text around lends, `owned` says that the figure is a subject's.
    """
    if (aims := _goes_on_with_aims(sentence, claim, entry, context)) and not owned:
        return replace(claim, status="planned"), aims.period
    if context.forecast is not None and context.forecast.covers(sentence.start):
        reporting = context.forecast.period
        if claim.period is not None and not claim.period.anchored and context.forecast.period is not None:
            claim = replace(claim, period=claim.period.in_year(context.forecast.period.last_day.year))
        if (
            (entry.about == "place" or not owned)
            and context.forecast.holds(claim.period)
            and not _is_done(sentence, claim)
        ):
            claim = replace(claim, status="planned")  # what a work report sets out to do
    else:
        claim = _of_summed_up(claim, context)
        reporting = None if context.forecast is not None and context.forecast.of_plan else reporting
    lent = None if claim.period_flaw else _reporting(sentence, claim, entry, reporting, context)
    if lent is not None and lent.rule == "repeated" and entry.kind == "stock" and _is_there(sentence, claim):
        lent = (
            None  # 「据了解，全县已有高新技术企业72家」 between sentences of last year: as of the text's day
        )
    if lent is not None and _EVENT.search(sentence.text, sentence.start, claim.quantity.start):
        lent = None
    claim = _of_own_item(sentence, claim, entry)
    of_year = _THE_YEAR in entry.name_zh
    if of_year or _is_yearly(sentence, claim):
        claim = _without_months(sentence, claim, of_year=of_year)
        lent = None if lent and not lent.lasts_year else lent
    if lent is not None and lent.holiday:
        lent = _day_of(sentence, claim, lent)
    claim = _of_which_year(claim, context)
    settled = (claim, lent) if owned else settle(sentence, claim, claims, lent, context)
    if settled is None:
        return None
    claim, lent = settled
    come = _come_to(sentence, claim, context)
    if come is None:
        return None
    return come, _so_far(
        sentence, _spanned(come.period or lent, come, entry, context), come, entry, context.published
    )


def _of_which_year(claim: Claim, context: ArticleContext) -> Claim:
    """Return a deed of 全年 without its year where a text of autumn names none: it may be of the year that runs."""
    said, published, over = claim.period, context.published, context.reporting
    if said is None or published is None or claim.status != "actual" or said.anchored:
        return claim
    told = over is not None and over.last_day.year == said.last_day.year
    autumn = published.month > _FIRST_HALF and said.last_day.year == published.year - 1
    if told or not autumn or not said.text.startswith(_WHOLE):
        return claim
    return replace(claim, period=None, period_flaw="undated")


def _so_far(
    sentence: ParsedSentence, period: Period | None, claim: Claim, entry: Indicator, published: date | None
) -> Period | None:
    """Return the time so far for what was reached in a year of which months are left.

    「今年新登记经营主体5600户」, printed in August, is no whole year's; 「今年…，在校学生12万人」 are those of that day.
    How far it is counted, the sentence may say: 「截至7月末，经营主体6万户，今年新登记5600户」.
    """
    if period is not None and period.holiday:
        return _so_far_off(sentence, period, claim)
    if period is None or published is None or claim.status != "actual" or period.days > _YEAR:
        return period
    if entry.kind == "stock" and not period.lasts_year and _runs_on(period, published):
        return replace(period, first_day=None, last_day=published)  # 「三季度…，总投资98亿元」 of 9 September
    if not is_running(period, published) or entry.kind not in ("flow", "stock") or _WHOLE in period.text:
        return period
    times = (one.value for one in sentence.tokens if one.kind == "period")
    ends = (one.last_day for one in times if _counts_on(one, period) and one.last_day < published)
    last = min(ends, default=None)
    spent = entry.kind == "flow" and dimensions().get(entry.unit) == "currency"
    if last is None and entry.group == _PROJECTS and not spent:
        return period  # 「今年实施重点项目106个」: those of the year
    first = period.first_day if entry.kind == "flow" else None
    return replace(period, first_day=first, last_day=last or published)


def _runs_on(period: Period, published: date) -> bool:
    return period.first_day is not None and period.first_day <= published < period.last_day


def _so_far_off(sentence: ParsedSentence, holiday: Period, claim: Claim) -> Period:
    """Return a holiday up to the day that a figure is counted to: 「截至2月3日，春节假期累计接待游客6万人次」."""
    for token in last_item(sentence.leading_to(claim.quantity.start)):
        said = token.value
        if token.kind == "period" and isinstance(said, Period) and said.text.startswith(_AS_OF):
            first = holiday.first_day
            if said.first_day is None and first and first <= said.last_day < holiday.last_day:
                return replace(holiday, last_day=said.last_day, holiday="")
    return holiday


def _counts_on(said: Period | OpenPeriod, year: Period) -> bool:
    """Say whether a time is a day of a year, or the months up to one: 截至7月末, 1—8月."""
    if isinstance(said, OpenPeriod) or said.last_day.year != year.last_day.year:
        return False
    return said.first_day in (None, year.first_day)


def _come_to(sentence: ParsedSentence, claim: Claim, context: ArticleContext) -> Claim | None:
    """Return a claim as planned where its time is to come, None where that is one of which the text tells neither way.

    「到2025年，接待游客200万人次；到2035年，达到350万人次」. In a text without a date what comes later than the latest year
    that it reports figures of is; 「到2020年，达到200万人次」 alone may be told of or aimed at.
    """
    if claim.period is None:
        return claim
    if context.judged_on is not None:
        return replace(claim, status="planned") if is_to_come(claim.period, context.judged_on) else claim
    if claim.status != "actual" or not _is_by(sentence, claim.period) or _is_done(sentence, claim):
        return claim
    said = _latest_told(sentence, context)
    if said is None:
        return None
    return replace(claim, status="planned") if claim.period.last_day.year > said else claim


def _is_by(sentence: ParsedSentence, period: Period) -> bool:
    """Say whether a period is a point that something comes to: 到2035年, 到“十四五”末."""
    before = sentence.text[max(0, period.start - 1) : period.start]
    return period.text.startswith(_BY) or before in _BY


def _latest_told(sentence: ParsedSentence, context: ArticleContext) -> int | None:
    """Return the latest year that a text without a date reports figures of, None where it names none."""
    reported = context.reporting.last_day.year if context.reporting else None
    return max(filter(None, (latest_year(sentence.text), reported)), default=None)


def _of_summed_up(claim: Claim, context: ArticleContext) -> Claim:
    """Return a claim of 今年 with the year before, where a summary of that year was printed after its end.

    「2024年工作总结」 of 8 January 2025: 「今年，…」 and 「今年上半年，…」 are of 2024, 「今年以来」 is the year. What is
    planned is left.
    """
    said, over, published = claim.period, context.reporting, context.published
    if said is None or over is None or published is None or claim.status == "planned":
        return claim
    summed_up = is_review(fold(context.title)) and over.lasts_year and over.last_day < published
    if not summed_up or not said.text.startswith(_NOW) or said.last_day < published.replace(day=1):
        return claim
    year = over.last_day.year
    return replace(claim, period=None if said.last_day == published else said.in_year(year))


def _of_own_item(sentence: ParsedSentence, claim: Claim, entry: Indicator) -> Claim:
    """Return a project's size without the time of a figure in the item before: 「2023年产值8亿元；二期投资9亿元」."""
    period = claim.period
    if period is None or entry.about != "subject" or entry.kind != "stock":
        return claim
    told = any(one.kind == "quantity" for one in sentence.leading_to(period.start))
    apart = told and any(mark in sentence.text[period.end : claim.quantity.start] for mark in "；;")
    return replace(claim, period=None) if apart else claim


def _goes_on_with_aims(
    sentence: ParsedSentence, claim: Claim, entry: Indicator, context: ArticleContext
) -> Aims | None:
    """Return the goals of the sentence before where this one only goes on: 「力争…增长6%。社会消费品零售总额增长7%。」."""
    aims = context.aims
    if (
        aims is None
        or ("\n" in sentence.text[aims.end : sentence.start] and not _bounds_on(claim, aims))
        or claim.status == "planned"
        or claim.period_flaw
        or entry.about == "subject"
    ):
        return None
    led = sentence.leading_to(claim.quantity.start)
    timed = any(token.kind in ("period", "own", "place", "subject", "done") for token in led)
    return None if timed or _is_done(sentence, claim) else aims


def _is_there(sentence: ParsedSentence, claim: Claim) -> bool:
    """Say whether the words before a figure tell what there is when the text is written: 已有, 现有."""
    said = sentence.text[sentence.start : claim.quantity.start]
    return any(word in said for word in _IS_THERE)


def _bounds_on(claim: Claim, aims: Aims) -> bool:
    """Say whether a figure in the next line is a bound that a list of goals goes on with: 「城镇新增就业900人以上」."""
    return aims.listed and claim.quantity.qualifier in BOUNDS


def _is_done(sentence: ParsedSentence, claim: Claim) -> bool:
    """Say whether a word before a figure tells that it is done: 已, 已完成."""
    led = last_item(sentence.leading_to(claim.quantity.start))
    return any(token.kind == "done" or sentence.word(token) in _ALREADY for token in led)


def _reporting(
    sentence: ParsedSentence,
    claim: Claim,
    entry: Indicator,
    reporting: Period | None,
    context: ArticleContext,
) -> Period | None:
    """Lend the reporting period, but not to what is planned or belongs to a subject rather than the place.

    What a work report expects of the year it looks back on (「预计地区生产总值90亿元」) is that year's, and so is the
    budget of the year whose budget a report tells of.
    """
    budget = (
        reporting is not None
        and reporting.lasts_year
        and budgeted(sentence, claim.quantity.start, claim.quantity.end)
    )
    if (
        (claim.status == "planned" and context.forecast is None and not budget)
        or entry.about == "subject"
        or entry.kind == "rank"
    ):
        return None
    if reporting is not None and reporting.holiday and entry.group not in _OF_HOLIDAYS:
        return None  # no budget is a holiday's
    if reporting is not None and claim.status == "actual" and is_running(reporting, context.published):
        return None  # 「2025年重点工作进展」 of May: not of the whole year
    if reporting is not None and reporting.rule == "opening" and entry.kind == "stock":
        return None
    if reporting is not None and reporting.rule == "report" and claim.status == "planned":
        return None  # a report that names no year may be setting goals here
    return reporting


def _day_of(sentence: ParsedSentence, claim: Claim, holiday: Period) -> Period | None:
    """Return the day of a holiday that a figure's item names, else the holiday; None where a day is not read (2日)."""
    text, start = sentence.text, claim.quantity.start
    opens = max(sentence.start, text.rfind("；", 0, start) + 1, text.rfind(";", 0, start) + 1)
    if _DAY.search(text, opens, start) is None:
        return holiday
    days = (
        token.value for token in sentence.leading_to(start) if token.kind == "period" and token.start >= opens
    )
    inside = (
        day
        for day in days
        if isinstance(day, Period)
        and holiday.first_day
        and day.first_day == day.last_day
        and holiday.first_day <= day.last_day <= holiday.last_day
    )
    news = any(word in text[opens:start] for word in _NEWS)
    return next(inside, holiday if news else None)


def _is_yearly(sentence: ParsedSentence, claim: Claim) -> bool:
    """Say whether a figure is one of each year: 「年接待游客50万人次」, whatever month or holiday the text is about."""
    before = reversed(sentence.leading_to(claim.quantity.start))
    term = next((token for token in before if token.kind == "mention"), None)
    return term is not None and sentence.word(term).startswith(_A_YEAR)


def _without_months(sentence: ParsedSentence, claim: Claim, *, of_year: bool) -> Claim:
    """Return the claim of a figure of a year, or of each year, without the months named before it.

    「2025年第二季度…，年度计划投资9亿元」 is of that year, 「2026年6月…，年产值2亿元」 of none.
    """
    period = claim.period
    if period is None or period.first_day is None or claim.measure != "level":
        return claim
    told = sentence.leading_to(claim.quantity.start)
    anothers = any(one.kind == "quantity" and one.start > period.end for one in told)
    if claim.status == "planned" and anothers and not of_year:
        return replace(claim, period=None)
    if period.lasts_year:
        return claim
    year = period.last_day.year
    whole = replace(period, first_day=date(year, 1, 1), last_day=date(year, 12, 31))
    return replace(claim, period=whole if of_year else None)


def _spanned(period: Period | None, claim: Claim, entry: Indicator, context: ArticleContext) -> Period | None:
    """Return the span that a flow beside a point in time is of: 「年末存栏3万头，出栏5万头」 is the year's.

    A growth or share beside 目前 is the reporting period's. 「截至2024年底，累计投资…」 stays a point.
    """
    if (
        period is None
        or period.first_day
        or entry.kind != "flow"
        or claim.status == "planned"
        or period.rule == "as_of"
    ):
        return period
    reporting = context.reporting
    growing = claim.measure in ("yoy", "share") and period.rule == "now"
    if reporting and reporting.first_day and (growing or reporting.last_day == period.last_day):
        return reporting
    if period.text.endswith(_YEAR_ENDS) and (period.last_day.month, period.last_day.day) == (12, 31):
        return replace(period, first_day=date(period.last_day.year, 1, 1))
    return period
