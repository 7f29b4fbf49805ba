"""Know how far a report's figures reach: the span that its sentences open with, or that its title stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from pipeline.articles import Article
from pipeline.clauses.cues import cue_words
from pipeline.dating.own_period import BEFORE_THEN, FRACTION
from pipeline.documents import Document
from pipeline.documents.publication import latest_year
from pipeline.lines import Flow
from pipeline.periods import OpenPeriod, Period, periods_in
from pipeline.words import words_of

OPENING = 400  # characters in which the text says how far it counts
_YEAR, _MONTH, _SHORTEST = 366, 31, 27  # days
_CLEAR = 4  # sentences of one year to a sentence of another
_OPENERS = "。;；!！\n \u3000"
_SINCE = tuple(words_of("periods")["since"])
_LEAD = 8  # characters before a time that may make it a yardstick
_THEN = re.compile(BEFORE_THEN)
_BESIDE = ("与", "和", "同")
_COMPARES = re.compile(f"[^，,。；;\n]{{0,12}}?(?:{'|'.join((*words_of('bindings')['compares'], '持平'))})")


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
    """Say whether a period is only compared with: 「比上年春节增长8%」, 「与2019年春节相比」, 「恢复到2019年端午的98%」."""
    lead = _THEN.sub("", text[max(0, period.start - _LEAD) : period.start])
    beside = lead.endswith(_BESIDE) and _COMPARES.match(text, period.end) is not None
    return beside or lead.endswith(_yardsticks()) or FRACTION.match(text, period.end) is not None


@cache
def _yardsticks() -> tuple[str, ...]:
    """List what stands before a time that figures are only measured by: 比, 恢复到, 超过."""
    than = (word for word, kind in cue_words().items() if kind == "than")
    return (*than, *words_of("bindings")["restored"], *words_of("bindings")["exceeds"])


def open_ended(period: Period) -> bool:
    """Say whether a period only says where it began: 今年以来."""
    return period.text.endswith(_SINCE)


def _within(span: tuple[date | None, date], reporting: Period) -> bool:
    """Say whether a span is of the year that 今年以来 began; 「“十四五”以来，…」 is of no quarter."""
    first = reporting.first_day
    return bool(span[0] and first and span[0] >= first and reporting.days <= _YEAR)
