"""Know how far a report's figures reach: the span that its sentences open with, the year ahead that it turns to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.articles import Article
from pipeline.clauses.cues import cue_words
from pipeline.datelines import numbered
from pipeline.documents import Document
from pipeline.documents.publication import latest_year
from pipeline.lines import Flow
from pipeline.lines.folding import fold
from pipeline.observations.reviews import is_review, reviewed_period
from pipeline.observations.section_headings import rank_of
from pipeline.periods import OpenPeriod, Period, periods_in, reporting_period
from pipeline.words import words_of

OPENING = 400  # characters in which the text says how far it counts
_HEADING = 30  # characters of a heading, at most
_MONTH, _SHORTEST = 31, 27  # days
_TO_DATE = ("now", "as_of")  # rules of the grammar
_CLEAR = 4  # sentences of one year to a sentence of another
_OPENERS = "。;；!！\n \u3000"
_SINCE = tuple(words_of("periods")["since"])
_LOOK_BOTH_WAYS = tuple(words_of("bindings")["look_both_ways"])
_REPORT: str = words_of("bindings")["report"]
_OUTLOOKS = tuple(words_of("bindings")["outlooks"])
_AHEAD = words_of("bindings")["titles_ahead"]
_LOOKS_BACK = tuple(_AHEAD["looks_back"])
_PRESENT_STATE = tuple(_AHEAD["present_state"])
_GOALS = re.compile(
    f"(?:{'|'.join(_AHEAD['words'])})(?:[（(]?(?:{'|'.join(_AHEAD['tails'])})[)）]?){{0,3}}(?:$|[ :：》（(—])"
)


@dataclass(frozen=True, slots=True)
class ForecastSection:
    """Say where a report turns to the year to come, and the period that the heading there names.

    `of_plan` says that all is a plan: what it tells before of what there is (「一、基本情况」) is not of that period.
    """

    start: int
    period: Period | None
    of_plan: bool = False

    def holds(self, period: Period | None) -> bool:
        """Say whether what a figure says of its time is no other than what is looked ahead to: its months, 全年."""
        if period is None or self.period is None or self.period.first_day is None:
            return period is None
        return (
            period.rule not in _TO_DATE and self.period.first_day <= period.last_day <= self.period.last_day
        )


def to_date(period: Period, text: str) -> Period:
    """Return what a title's month stands for where the text counts from January to its end: 「1—3月，…」."""
    if period.first_day is None or (period.last_day - period.first_day).days > _MONTH:
        return period
    ending = (one for one in periods_in(text, period.last_day, None) if one.last_day == period.last_day)
    said = next((one for one in ending if one.first_day and not open_ended(one)), period)
    return said if said.first_day == date(period.last_day.year, 1, 1) else period


def year_of(article: Article, document: Document, page: Flow) -> int | None:
    """Return the latest year that an article without any date reports on, for its 全年 and 上半年."""
    return None if document.published else latest_year(page.text[article.start : article.end])


def repeated_period(
    article: Article, reporting: Period | None, periods: Sequence[Period | OpenPeriod], page: Flow
) -> Period | None:
    """Return the span of months that most sentences open with, where no title and no first words state one.

    The rule is `repeated`. 「今年以来，…」 in the first words gives way to it: 「上半年，全县…」. Once is enough
    only there.
    """
    if reporting is not None and not open_ended(reporting):
        return reporting
    spans: Counter[tuple[date | None, date]] = Counter()
    first: dict[tuple[date | None, date], Period] = {}
    for one in periods:
        if (
            isinstance(one, OpenPeriod)
            or one.first_day is None
            or open_ended(one)
            or (one.last_day - one.first_day).days < _SHORTEST
        ):
            continue
        if page.text[max(article.start, one.start - 1) : one.start].strip(_OPENERS) == "":
            spans[one.first_day, one.last_day] += 1
            first.setdefault((one.first_day, one.last_day), one)
    if not spans:
        return reporting or _holiday(article, periods, page.text)
    best, count = spans.most_common(1)[0]
    rivals = sum(spans[other] for other in spans if other[1].year != best[1].year)
    enough = (
        2 * count > spans.total()
        and _CLEAR * rivals <= count
        and (count > 1 or (reporting is not None and _within(best, reporting)))
    )
    return replace(first[best], rule="repeated") if enough else reporting


def _holiday(article: Article, periods: Sequence[Period | OpenPeriod], text: str) -> Period | None:
    """Return the one holiday that an article tells of beside the days of the news; those of years before are yardsticks."""
    said = [one for one in periods if isinstance(one, Period) and article.start <= one.start < article.end]
    if any(not one.holiday and not open_ended(one) and one.days >= _SHORTEST for one in said):
        return None
    holidays = [one for one in said if one.holiday and not _compared(text, one)]
    year = max((one.last_day.year for one in holidays), default=0)
    latest = {one.last_day: one for one in reversed(holidays) if one.last_day.year == year}
    return next(iter(latest.values())) if len(latest) == 1 else None


def _compared(text: str, period: Period) -> bool:
    """Say whether a period is only compared with: 「比上年春节增长8%」."""
    return cue_words().get(text[max(0, period.start - 1) : period.start]) == "than"


def open_ended(period: Period) -> bool:
    """Say whether a period only says where it began: 今年以来."""
    return period.text.endswith(_SINCE)


def _within(span: tuple[date | None, date], reporting: Period) -> bool:
    return bool(span[0] and reporting.first_day and span[0] >= reporting.first_day)


def _sets_out(title: str) -> bool:
    """Say whether a title is that of what a year is to bring: 「青禾县2025年重点任务分解」, not 「…任务完成情况」."""
    if any(word in title for word in _LOOKS_BACK):
        return False
    return _GOALS.search(title) is not None and reporting_period(title, None) is not None


def _behind_present_state(text: str, start: int, end: int) -> int:
    """Return where a plan goes on from what there is (「一、基本情况」), or where it begins if it tells nothing of that."""
    at, rank = start, ""
    for line in text[start:end].split("\n"):
        number = numbered().match(line)
        if number and len(line) <= _HEADING:
            if rank and rank_of(line) == rank:
                return at
            if not rank and line.endswith(_PRESENT_STATE):
                rank = rank_of(line)
        at += len(line) + 1
    return end if rank else start


def forecast_of(article: Article, document: Document, page: Flow) -> ForecastSection | None:
    """Return where a work report or a budget turns from the year it looks back on to the next: 「二、2025年工作安排」.

    Without such a title a text does so where a heading of a review stands before: 「一、2024年工作回顾」.
    """
    for title in map(fold, (article.title, "" if article.apart else document.title)):
        if _sets_out(title):
            start = _behind_present_state(page.text, article.start, article.end)
            return ForecastSection(start, reporting_period(title, document.published), of_plan=True)
    titles = fold(document.title) + "\n" + fold(article.title)
    entitled = any(word in titles for word in _LOOK_BOTH_WAYS)
    if not entitled and reviewed_period(article, document, page, "") is None:
        return None
    years = [one.last_day.year for one in periods_in(titles, document.published, None) if one.anchored]
    latest, at = max(years, default=0), article.start
    for line in page.text[article.start : article.end].split("\n"):
        heading = len(line) <= _HEADING and at > article.body and not line.endswith(_REPORT)
        if heading and not is_review(line) and any(word in line for word in _OUTLOOKS):
            named = reporting_period(line, document.published)
            # 「一、2023年预算执行情况和财政重点工作」 of a report on 2023 and 2024
            if named is None or named.last_day.year >= latest:
                return ForecastSection(at, named)
        at += len(line) + 1
    return ForecastSection(article.end, None) if entitled else None
