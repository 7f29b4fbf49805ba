"""Hold what an expression is measured from, and find the year that it is in (今年, 上年, 民国111年, 全年)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from pipeline.periods.fragments import WORDS
from pipeline.periods.grammar import AGAIN

Groups = dict[str, str]
_MONTH, _FEW_DAYS = 27, 3  # days of a month at least, and left of months when their news is printed already
_YEAR, _LAST_DAYS = 364, 16
_BEFORE_REPUBLIC = 1911
_WINTER = 3  # the last month in which 过去一年 is the year before
_BASES = {"year", "short", "roc", "roc_bare", "relative", "relative_month", "relative_quarter"}
_RELATIVE = {entry["word"]: entry for entry in WORDS["relative_years"]}
_DIGITS = {sign: str(value) for value, sign in enumerate(WORDS["digits"])} | dict.fromkeys(
    WORDS["zeros"], "0"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Hold the days of an element; `first` is None for a point in time."""

    first: date | None
    last: date
    anchored: bool = True
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Hold what an expression is measured from: dates given by the caller, and what the text said before."""

    reference: date | None = None
    year: int | None = None
    topic: Span | None = None  # the nearest period before, in the same sentence
    earlier: Span | None = None  # the nearest period before, anywhere
    holiday: Span | None = None  # the nearest holiday before, anywhere
    said: int | None = None  # the year that the sentence opens with, or a clause of it before


def read_groups(match: re.Match[str]) -> Groups:
    """Return what the groups matched, which all have names; month_y is read as month."""
    found = zip(match.re.groupindex, match.groups(), strict=True)
    return {AGAIN.sub("", name): value for name, value in found if value is not None}


def number(text: str) -> int:
    """Read a numeral of dates: 11, 十一, 两, 首, 二〇二四."""
    if text.isdecimal() and text.isascii():
        return int(text)
    if text in WORDS["numerals"]:
        return int(WORDS["numerals"][text])
    if "十" in text:  # 二十一, 三十
        tens, _, ones = text.partition("十")
        return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))
    return int("".join(_DIGITS[sign] for sign in text))


def base_year(groups: Groups, context: Context) -> int | None:
    """Return the year that an element prints or points to, None where it has none or it cannot be known."""
    if "year" in groups:
        return number(groups["year"])
    if "short" in groups:
        return _full_year(int(groups["short"]), context)
    if "roc" in groups or "roc_bare" in groups:
        return republic_year(number(groups.get("roc") or groups["roc_bare"]))
    entry = _RELATIVE.get(groups.get("relative", ""))
    if entry is None:
        return None
    start = _start_year(entry["of"], context)
    return None if start is None else start + int(entry["years"])


def republic_year(count: int) -> int:
    """Return the year of a year of the Republic of China: 民国111年 is 2022; 0 for 民国0年, which never was."""
    return count and _BEFORE_REPUBLIC + count


def has_base(groups: Groups) -> bool:
    """Say whether the text prints a year or a word for one (2024年, 今年, 民国111年)."""
    return not _BASES.isdisjoint(groups)


def _full_year(short: int, context: Context) -> int | None:
    """Return the year near the document's that ends in two digits: 24年一季度; None where none is near."""
    near = context.reference.year if context.reference else context.year
    if near is None:
        return None
    years = range(near - WORDS["short_years"]["before"], near + WORDS["short_years"]["after"] + 1)
    return next((year for year in years if year % 100 == short), None)


def _start_year(of: str, context: Context) -> int | None:
    topic = context.topic.last.year if context.topic else None
    published = context.reference.year if context.reference else None
    if of == "antecedent":
        return topic
    if of == "winter":
        return published if context.reference and context.reference.month <= _WINTER else None
    first, second = (topic, context.year) if of == "topic" else (published, context.year)
    return next((year for year in (first, second, published) if year is not None), None)


def _almost_over(span: Span, reference: date) -> bool:
    """Say whether only days are left of a span: of 全年 on 25 December, of 1—10月 on 30 October."""
    days = (span.last - (span.first or span.last)).days
    left = _LAST_DAYS if days >= _YEAR else _FEW_DAYS if days >= _MONTH else -1
    return 0 <= (span.last - reference).days <= left


def latest(of_year: Callable[[int], Span | None], context: Context, *, begun: bool = False) -> Span | None:
    """Return a bare expression in the reporting year, else its latest occurrence that ended by the reference.

    `begun` also takes one that has only begun (a holiday's own first day's news). The year said before goes before all.
    """
    if context.said is not None:
        return of_year(context.said)
    if context.year is not None:
        span = of_year(context.year)
        return replace(span, anchored=False) if span else None
    if context.reference is None:
        return None
    for year in (context.reference.year + 1, context.reference.year, context.reference.year - 1):
        span = of_year(year)
        if span and span.first and _almost_over(span, context.reference):
            return replace(span, anchored=False)
        if span and (span.first if begun and span.first else span.last) <= context.reference:
            return replace(span, anchored=False)
    return None
