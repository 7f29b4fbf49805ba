"""Find the year that a work report looks back on: its title bears the year in which it was given."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipeline.articles import Article
from pipeline.documents import Document
from pipeline.lines import Flow
from pipeline.periods import Period, reporting_period
from pipeline.words import words_of

_HEADING = 40  # characters of a heading, at most
_YEAR = 366  # days
_SUMMER = 7  # reports on a year are given before July
_FRONT = 160  # characters in which a report says when it was given
_SESSION = re.compile(r"(?:\(|[—-] ?)(?P<day>\d{4}年\d{1,2}月\d{1,2}日)")
_LATE = 9  # or from October on, on the year that is ending
_SENTENCE_MARKS = "。；;，,"
_BARE_YEAR = re.compile(r"^20\d\d(?=[^\d年./-])|(?<![\d./-])20\d\d$")
_PARTS = re.compile(r"[\s:：,，;；—()（）-]+")
_GOVERNMENT: str = words_of("bindings")["government"]
_FOLLOW_UPS = tuple(words_of("bindings")["follow_ups"])
_REVIEWS = tuple(words_of("bindings")["reviews"])
_REVIEWS_OF_YEAR = tuple(words_of("bindings")["reviews_of_year"])
_CARRIED_OUT = tuple(words_of("bindings")["carried_out"])
_OUTLOOKS = tuple(words_of("bindings")["outlooks"])
_MANY_YEARS = tuple(words_of("bindings")["many_years"])
_TOLD_OF = re.compile(
    rf"^(?P<time>(?P<year>\d{{4}})年)[，,]?是[^。\n]*?(?:{'|'.join(words_of('bindings')['told_of_past'])})[^。\n]*?一年",
    re.MULTILINE,
)


def reviewed_period(article: Article, document: Document, page: Flow, title: str) -> Period | None:
    """Return the period that the first heading of a review names: 「一、2024年工作总结和“十四五”发展成就」.

    「过去一年工作回顾」 is of the year before the report's, 「过去五年工作回顾」 of none. A government's report without
    such a heading tells of the year before it too; that period's rule is `report`. 「2024年，是极不平凡的一年」 in
    one of 2024 says that it was given as that year ended. How a budget was carried out
    (「一、2025年预算执行情况」) is told of a year that is over, also where the document has no date.
    """
    given = _year_given(document, title, page.text[article.start : article.start + _FRONT])
    for line in page.text[article.start : article.end].split("\n"):
        if len(line) > _HEADING or line == title or any(mark in line for mark in _SENTENCE_MARKS):
            continue
        review = is_review(line)
        if not review and not any(word in line for word in _REVIEWS_OF_YEAR):
            continue
        named = reporting_period(line, document.published)
        if named and named.days > _YEAR:
            named = None  # “十四五”时期工作回顾
        if review:
            past = named is None and given is not None and not any(word in line for word in _MANY_YEARS)
            return whole_year(given - 1, line) if past and given else named
        if named is None:
            continue
        undated = document.published is None and any(word in line for word in _CARRIED_OUT)
        if undated or (document.published and named.last_day < document.published):
            return named
    if given is not None and _is_report(title):
        said = _TOLD_OF.search(page.text, article.start, article.end)
        if said and int(said["year"]) == given:
            return whole_year(given, said["time"])
        return replace(whole_year(given - 1, title), rule="report")
    return None


def titled_review(title: str) -> Period | None:
    """Return the year that a part of a title says is looked back on: 「青禾县政府工作报告 2024年工作回顾」."""
    for part in _PARTS.split(title):
        named = reporting_period(part, None)
        if named is not None and is_review(part) and not any(word in part for word in _OUTLOOKS):
            return named
    return None


def bare_year(title: str, published: date | None) -> Period | None:
    """Return the year that a title names without 年, where it is the document's or the one before: 「“数”说青禾2023」."""
    found = _BARE_YEAR.search(title)
    recent = found and published and int(found[0]) in (published.year, published.year - 1)
    return whole_year(int(found[0]), found[0]) if found and recent else None


def is_review(line: str) -> bool:
    """Say whether a heading is of a review, whatever else it announces: 「2024年工作回顾和2025年工作安排」."""
    return any(word in line for word in _REVIEWS)


def _is_report(title: str) -> bool:
    """Say whether a title is that of a report, not of what became of its goals: 「工作报告目标任务半年完成情况」."""
    return _GOVERNMENT in title and not any(word in title.partition(_GOVERNMENT)[2] for word in _FOLLOW_UPS)


def _year_given(document: Document, title: str, front: str) -> int | None:
    """Return the year in which a report was given: of its session or title where it is the government's, else of its date.

    「2012年青禾县政府工作报告（2013年1月17日）」 bears the year that it tells of.
    """
    named = reporting_period(title, None) if _is_report(title) else None
    if named:
        session = _SESSION.search(front)
        given = session and reporting_period(session["day"], None)
        day = given if given and given.last_day.year >= named.last_day.year else named
        autumn = day.first_day == day.last_day and day.last_day.month > _LATE  # 「——2021年12月26日」
        return day.last_day.year + autumn
    early = document.published is not None and document.published.month < _SUMMER
    return document.published.year if document.published and early else None


def whole_year(year: int, text: str = "") -> Period:
    """Return a year as a period, said in `text`."""
    return Period(0, len(text), text, date(year, 1, 1), date(year, 12, 31))
