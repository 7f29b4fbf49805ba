"""Divide an article where a heading names a period of its own: 「二、2025年一季度经济运行情况」.

The period of a heading holds up to the next heading of its rank: under 「二、」 it is also that of 「（一）工业」. A
heading without number and period ends nothing, for nothing tells its rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.articles import Article, Paragraph
from pipeline.clauses.tokens import within
from pipeline.datelines import numbered, signature
from pipeline.documents import Document
from pipeline.lines.folding import fold
from pipeline.observations.page import Page
from pipeline.observations.reporting_period import OPENING, open_ended, to_date
from pipeline.periods import Period, points_back, times_in
from pipeline.words import words_of

_LONGEST = 40  # characters of a heading
_MONTH, _YEAR = 31, 366  # days
_MARKS = re.compile(r"[。；;，,\t]")
_CAPTION = re.compile(rf"{'|'.join(words_of('tables')['captions_numbered'])}")
_NAMED = re.compile("[\u4e00-\u9fff]")
_ARABIC, _CHINESE = re.compile("[0-9]+"), re.compile("[一二三四五六七八九十百]+")
_PLANS = tuple(words_of("bindings")["titles_of_plans"])
_AHEAD = tuple(words_of("bindings")["headings_ahead"])


def by_period(
    article: Article, reporting: Period | None, page: Page, *, is_divided: bool
) -> Iterator[tuple[Article, Period | None]]:
    """Yield the passages of an article with the period that each reports on: its heading's, else the article's.

    A plan, and a report that looks back on one year and ahead to another, is not divided.
    """
    document, text = page.document, page.flow.text
    titles = fold(document.title) + fold(article.title)
    cuts = [(article.start, reporting)]
    if is_divided and not any(word in titles for word in _PLANS):
        ranks: dict[str, Period | None] = {}  # what the headings that hold say, the outermost first
        for line in _headings(article, page):
            said = _period_of(text[line.start : line.end], reporting, document)
            rank = _rank(text[line.start : line.end])
            if said is None and not rank:
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


def _headings(article: Article, page: Page) -> Iterator[Paragraph]:
    """Yield the headings of an article, but its title, those that give a figure, and what belongs to a table."""
    inside = within(page.paragraphs, article.start, article.end)
    rows = [(grid.start, grid.end) for grid in within(page.grids, article.start, article.end)]
    title = fold(article.title)
    for one, below in pairwise([*inside, Paragraph(article.end, article.end, "")]):
        line = page.flow.text[one.start : one.end]
        number = numbered().match(line)
        heading = number or one.kind == "headline"
        if not heading or len(line) > _LONGEST or line == title or _MARKS.search(line):
            continue
        told = one.start + (number.end() if number else 0)
        if within(page.found.quantities, told, one.end) or any(
            start <= one.start < end for start, end in rows
        ):
            continue
        if not number and _CAPTION.search(line) and any(start == below.start for start, _ in rows):
            continue
        yield one


def _rank(line: str) -> str:
    """Return the form of a heading's number, which all of its rank have: 「一、」 of 「二、农业」, "" for none."""
    number = numbered().match(line)
    return _ARABIC.sub("1", _CHINESE.sub("一", number[0])) if number else ""


def _period_of(line: str, reporting: Period | None, document: Document) -> Period | None:
    """Return the one period of a heading, of a month to a year, that is over; None for a day, a goal, a signature."""
    year = reporting.last_day.year if reporting else None
    times = times_in(line, document.published, year)
    if len(times) != 1 or not isinstance(times[0], Period) or any(word in line for word in _AHEAD):
        return None
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
