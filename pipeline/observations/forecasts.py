"""Find where a text turns to what is yet to be: 「二、2025年工作安排」, 「发展目标」, all of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline.articles import Article
from pipeline.datelines import numbered
from pipeline.documents import Document
from pipeline.lines import Flow
from pipeline.lines.folding import fold
from pipeline.observations.reviews import is_review, reviewed_period
from pipeline.observations.section_headings import rank_of
from pipeline.periods import Period, periods_in, reporting_period, times_in
from pipeline.words import words_of

_HEADING = 30  # characters of a heading, at most
_TO_DATE = ("now", "as_of")  # rules of the grammar
_LOOK_BOTH_WAYS = tuple(words_of("bindings")["look_both_ways"])
_REPORT: str = words_of("bindings")["report"]
_AHEAD = words_of("bindings")["titles_ahead"]
_LOOKS_BACK = tuple(_AHEAD["looks_back"])
# 「二、目标任务」, not 「一、目标任务完成情况」
_OUTLOOK = re.compile(
    f"(?:{'|'.join(map(re.escape, words_of('bindings')['outlooks']))})(?!{'|'.join(_LOOKS_BACK)})"
)
_PRESENT_STATE = tuple(_AHEAD["present_state"])
_PLANS = tuple(words_of("bindings")["titles_of_plans"])
_FIVE_YEARS = [plan for plan in words_of("periods")["plans"] if not plan.get("marked")]
_BY = tuple(words_of("periods")["as_of_at_clause_start"])
_GOAL: str = words_of("bindings")["headings_of_goals"]["goal"]
_MARKS = re.compile(r"^\W+|\W+$")
_SIGNS = re.compile(r"[^\w\s(“\"]+")
_GOALS_CALLED = re.compile(
    f"(?P<kinds>(?:{'|'.join(words_of('bindings')['headings_of_goals']['kinds'])})*){_GOAL}(?:任务|值)?"
    # 「二、目标任务及工作思路」
    f"(?:[和与及暨、](?:{'|'.join(map(re.escape, words_of('bindings')['outlooks']))}))?"
)
_YEAR = 366  # days
_GOALS = re.compile(
    f"(?:{'|'.join(_AHEAD['words'])})(?:[（(]?(?:{'|'.join(_AHEAD['tails'])})[)）]?){{0,3}}(?:$|[ :：》（(—])"
)


@dataclass(frozen=True, slots=True)
class ForecastSection:
    """Say where a text looks ahead, text[start:end], and the period that the heading there names.

    `of_plan` says that all is a plan: what it tells before of what there is (「一、基本情况」) is not of that period.
    """

    start: int
    end: int
    period: Period | None
    of_plan: bool = False

    def covers(self, offset: int) -> bool:
        """Say whether what stands at an offset is looked ahead to."""
        return self.start <= offset < self.end

    def holds(self, period: Period | None) -> bool:
        """Say whether what a figure says of its time is looked ahead to: nothing, months of the year to come, 到2025年."""
        if period is None:
            return True
        if period.text.startswith(_BY):
            return self.period is None or period.last_day >= (self.period.first_day or self.period.last_day)
        if self.period is None or self.period.first_day is None or period.rule in _TO_DATE:
            return False
        return self.period.first_day <= period.last_day <= self.period.last_day


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
            return ForecastSection(
                start, article.end, reporting_period(title, document.published), of_plan=True
            )
    titles = fold(document.title) + "\n" + fold(article.title)
    if any(word in titles for word in _LOOK_BOTH_WAYS):
        if turns := _turns_ahead(titles, article, document, page):
            return turns
        goals = _goals_headed(article, document, page) or ForecastSection(article.end, article.end, None)
        return replace(goals, end=article.end)
    reviews = reviewed_period(article, document, page, "") is not None
    turns = _turns_ahead(titles, article, document, page) if reviews else None
    return turns or _goals_headed(article, document, page)


def _turns_ahead(titles: str, article: Article, document: Document, page: Flow) -> ForecastSection | None:
    """Return what stands below the first heading of a report that looks ahead, to no year before those of its titles."""
    years = [one.last_day.year for one in periods_in(titles, document.published, None) if one.anchored]
    latest = max(years, default=0)
    for at, line in _lines_below(article, page):
        if not line.endswith(_REPORT) and not is_review(line) and _OUTLOOK.search(line):
            named = reporting_period(line, document.published)
            # 「一、2023年预算执行情况和财政重点工作」 of a report on 2023 and 2024
            if named is None or named.last_day.year >= latest:
                return ForecastSection(at, article.end, named)
    return None


def _goals_headed(article: Article, document: Document, page: Flow) -> ForecastSection | None:
    """Return the first section that a heading calls goals, up to the next of its rank: 「二、发展目标」."""
    found: ForecastSection | None = None
    rank = ""
    for at, line in _lines_below(article, page):
        if found is None and _GOAL in line:
            found, rank = _goals_of(at, line, article, document), _form_of(line)
        elif found and (
            is_review(line) or line.endswith(_PRESENT_STATE) or (rank and _form_of(line) == rank)
        ):
            return replace(found, end=at)
    return found


def _goals_of(at: int, line: str, article: Article, document: Document) -> ForecastSection | None:
    """Return the section below a line where that is a heading of goals and nothing else."""
    number = numbered().match(line)
    heading = _MARKS.sub("", line[number.end() :] if number else line)
    times = times_in(heading, document.published, None)
    time = times[0] if times and times[0].start == 0 else None
    kind = _GOALS_CALLED.fullmatch(heading, time.end if time else 0)
    if kind is None or not (time or kind["kinds"] or _form_of(line)):
        return None  # 「目标」 alone may be a cell
    return ForecastSection(at, article.end, time if isinstance(time, Period) else None)


def _form_of(line: str) -> str:
    """Return what tells the rank of a heading: the form of its number, else the signs before it."""
    opening = _SIGNS.match(line)
    return rank_of(line) or (opening[0] if opening else "")


def _lines_below(article: Article, page: Flow) -> Iterator[tuple[int, str]]:
    """Yield where each line below the title begins that is no longer than a heading, and the line."""
    at = article.start
    for line in page.text[article.start : article.end].split("\n"):
        if len(line) <= _HEADING and at > article.body:
            yield at, line
        at += len(line) + 1


def plan_begins(article: Article, document: Document) -> date | None:
    """Return the first day of the years that a plan's title names: “十四五”规划, 发展规划(2021—2035年); None for no plan.

    A plan without a date is none of later.
    """
    for title in map(fold, (article.title, document.title)):
        if not any(word in title for word in _PLANS) or any(word in title for word in _LOOKS_BACK):
            continue
        spans = (one for one in times_in(title, None, None) if isinstance(one, Period) and one.days > _YEAR)
        days = [span.first_day for span in spans if span.first_day]
        days += [date(plan["first_year"], 1, 1) for plan in _FIVE_YEARS if plan["word"] in title]
        if days:
            return max(days)
    return None
