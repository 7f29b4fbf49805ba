"""Divide an article where a heading names a period of its own: 「二、2025年一季度经济运行情况」.

The period of a heading holds up to the next heading of its rank: under 「二、」 it is also that of 「（一）工业」. A
heading without number, period and area ends nothing, for nothing tells its rank.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from pipeline.articles import Article
from pipeline.datelines import signature
from pipeline.documents import Document
from pipeline.lines.folding import fold
from pipeline.observations.page import Page
from pipeline.observations.reporting_period import OPENING, open_ended, to_date
from pipeline.observations.section_headings import LONGEST, MARKS, gives_figure, headings_in, rank_of
from pipeline.periods import Period, points_back, times_in
from pipeline.words import words_of

_MONTH, _YEAR = 31, 366  # days
_NAMED = re.compile("[\u4e00-\u9fff]")
_PLANS = tuple(words_of("bindings")["titles_of_plans"])
_AHEAD = tuple(words_of("bindings")["headings_ahead"])
_LOOKS_BACK = tuple(words_of("bindings")["titles_ahead"]["looks_back"])


def by_period(
    article: Article, reporting: Period | None, page: Page, sections: Collection[int], *, is_divided: bool
) -> Iterator[tuple[Article, Period | None]]:
    """Yield the passages of an article with the period that each reports on: its heading's, else the article's.

    A plan, and a report that looks back on one year and ahead to another, is not divided. `sections` are the offsets at
    which another area's begins, where what headings without number said before ends.
    """
    document, text = page.document, page.flow.text
    titles = fold(document.title) + fold(article.title)
    cuts = [(article.start, reporting)]
    if is_divided and not any(word in titles for word in _PLANS):
        ranks: dict[str, Period | None] = {}  # what the headings that hold say, the outermost first
        title = fold(article.title)
        for line, _ in headings_in(article, page):
            heading = text[line.start : line.end]
            if (
                heading == title
                or len(heading) > LONGEST
                or MARKS.search(heading)
                or gives_figure(line, page)
            ):
                continue
            said, rank = _period_of(heading, reporting, document), rank_of(heading)
            if said is None and not rank and line.start not in sections:
                continue
            while rank in ranks:
                ranks.popitem()
            body = text[line.end : article.end][:OPENING]
            ranks[rank] = said and to_date(said, body)
            holds = next((one for one in reversed(ranks.values()) if one), reporting)
            if _days(holds) != _days(cuts[-1][1]):
                cuts.append((line.start, holds))
    ends = [*(start - 1 for start, _ in cuts[1:]), article.end]
    for (start, holds), end in zip(cuts, ends, strict=True):
        yield replace(article, start=start, end=end), holds


def _days(period: Period | None) -> tuple[object, ...]:
    return (period.first_day, period.last_day) if period else ()


def _period_of(line: str, reporting: Period | None, document: Document) -> Period | None:
    """Return the one period of a heading, of a month to a year, that is over; None for a day, a goal, a signature."""
    year = reporting.last_day.year if reporting else None
    times = times_in(line, document.published, year)
    ahead = any(word in line for word in _AHEAD) and not any(word in line for word in _LOOKS_BACK)
    if len(times) != 1 or not isinstance(times[0], Period) or ahead:
        return None  # 「二、2024年上半年预算执行情况」 looks back
    one = times[0]
    short = one.first_day is None or one.days < _MONTH - 4
    if short or one.days > _YEAR or one.rule == "now" or points_back(one) or open_ended(one):
        return None
    if document.published is not None and one.last_day > document.published:
        return None
    rest = (line[: one.start] + line[one.end :]).strip("()〔〕[]【】:： ")
    if one.days <= _MONTH and (not _NAMED.search(rest) or signature().fullmatch(rest)):
        return None  # 「安吉县统计局 2025年3月」
    return one
