"""Work out the days of one element of a period (2024年上半年, 去年国庆假期) from its groups."""

import calendar
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from pipeline.periods.context import Context, Groups, Span, number
from pipeline.periods.fragments import WORDS
from pipeline.periods.holidays import days_off, holiday_named

EARLIEST, LATEST = 1900, 2100  # years that periods are read of
_RELATIVE_QUARTERS = {entry["word"]: entry for entry in WORDS["relative_quarters"]}
_RELATIVE_MONTHS = {entry["word"]: entry for entry in WORDS["relative_months"]}
_HALVES = {entry["word"]: entry["half"] for entry in WORDS["halves"]}
_TEN_DAYS = {entry["word"]: entry for entry in WORDS["ten_days"]}
_YEAR = 364  # days of one at least
_EDGES = {entry["word"]: entry["side"] for entry in WORDS["edges"]}
_BARE_EDGES = {entry["word"]: entry for entry in WORDS["bare_edges"]}


def is_within(first: date, last: date) -> bool:
    """Say whether days lie in the years that periods are read of."""
    return first.year >= EARLIEST and last.year <= LATEST


def months(year: int, first: int, last: int) -> Span | None:
    """Return whole months of a year, None where they or the year are none: 2024, 1, 5 → January to May."""
    if not (1 <= first <= last <= 12 and EARLIEST <= year <= LATEST):
        return None
    return Span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _half(groups: Groups, year: int) -> Span | None:
    half = _HALVES[groups["half"]]
    return months(year, 6 * half - 5, 6 * half)


def _quarter(groups: Groups, year: int) -> Span | None:
    quarter = number(groups.get("quarter") or groups.get("season") or groups.get("quarter_letter") or "1")
    return months(year, 3 * quarter - 2, 3 * quarter)


def _quarters(groups: Groups, year: int) -> Span | None:
    return months(year, 1, 3 * number(groups["quarters"]))


def _quarter_range(groups: Groups, year: int) -> Span | None:
    return months(year, 3 * number(groups["quarter_from"]) - 2, 3 * number(groups["quarter_to"]))


def _first_months(groups: Groups, year: int) -> Span | None:
    return months(year, 1, number(groups["months"]))


def _month_range(groups: Groups, year: int) -> Span | None:
    first = number(groups.get("month_from") or groups["month_name_from"])
    last = number(groups.get("month_to") or groups["month_name_to"])
    if "months_listed" in groups and last != first + 1:
        return None
    return months(year, first, last)


def _month(groups: Groups, year: int) -> Span | None:
    month = number(groups.get("month_alone") or groups.get("month_name") or groups["month_named"])
    third = _TEN_DAYS.get(groups.get("name_ten_days", ""))
    return _third(year, month, third) if third else months(year, month, month)


def _third(year: int, month: int, third: dict[str, int]) -> Span | None:
    whole = months(year, month, month)
    if whole is None:
        return None
    return Span(
        date(year, month, third["first"]),
        min(whole.last, date(year, month, min(third["last"], whole.last.day))),
    )


def _days(groups: Groups, year: int) -> Span | None:
    month = number(groups["month"])
    if "ten_days" in groups:
        return _third(year, month, _TEN_DAYS[groups["ten_days"]])
    first = number(groups.get("day") or groups["day_only"])
    last = number(groups.get("day_to", str(first)))
    if not 1 <= first <= last <= calendar.monthrange(year, month)[1]:
        return None
    return Span(date(year, month, first), date(year, month, last))


def _holiday(groups: Groups, year: int) -> Span | None:
    name = holiday_named(groups.get("holiday") or groups["holiday_alone"])
    off = days_off(name, year) if name else None
    return Span(off.first, off.last, holiday=name or "") if off else None


def _whole(groups: Groups, year: int) -> Span | None:
    first = number(groups["year_from"]) if "year_from" in groups else year
    return Span(date(first, 1, 1), date(year, 12, 31)) if first <= year else None


PARTS: dict[str, Callable[[Groups, int], Span | None]] = {
    "half": _half,
    "quarters": _quarters,
    "quarter_from": _quarter_range,
    "quarter": _quarter,
    "quarter_letter": _quarter,
    "quarter_first": _quarter,
    "season": _quarter,
    "months": _first_months,
    "month_from": _month_range,
    "month_name_from": _month_range,
    "ten_days": _days,
    "day": _days,
    "day_only": _days,
    "month_alone": _month,
    "month_name": _month,
    "month_named": _month,
    "last_month": lambda _, year: months(year, 12, 12),
    "last_quarter": lambda _, year: months(year, 10, 12),
    "holiday": _holiday,
    "holiday_alone": _holiday,
}


def in_year(groups: Groups, year: int) -> Span | None:
    """Return the days that the part of an element has in a year: (上半年, 2024) → January to June 2024.

    None outside the years 1900–2100, and for days that are none (2月30日).
    """
    if not EARLIEST <= year <= LATEST:
        return None
    part = next((PARTS[name] for name in PARTS if name in groups), _whole)
    span = part(groups, year)
    if span is not None and "year_from" in groups and part is not _whole:
        first = date(number(groups["year_from"]), 1, 1)
        span = replace(span, first=first) if first <= span.last else None  # not of 2024至2022年前三季度
    return cut(groups, span)


def cut(groups: Groups, span: Span | None) -> Span | None:
    """Narrow a span to its first days (假期前三天) or to a point at its edge (年末)."""
    if span is None or span.first is None:
        return span
    if "first_day" in groups or "first_days" in groups:
        days = number(groups.get("first_days", "1"))
        span = replace(span, last=min(span.last, span.first + timedelta(days=days - 1)))
    side = _EDGES.get(groups.get("edge", "")) or _BARE_EDGES.get(groups.get("bare_edge", ""), {}).get("side")
    if side is None:
        return span
    return replace(span, first=None, last=span.last if side == "end" or span.first is None else span.first)


def shifted(span: Span, years: int) -> Span:
    """Move a span by whole years: month ends stay month ends, holidays take that year's days off."""
    last = _moved(span.last, years)
    if span.holiday and span.first:
        then, now = days_off(span.holiday, span.last.year), days_off(span.holiday, last.year)
        if then and now:
            days = (span.last - span.first).days
            whole = span.last == then.last
            return replace(
                span, first=now.first, last=now.last if whole else now.first + timedelta(days=days)
            )
    return replace(span, first=_moved(span.first, years) if span.first else None, last=last)


def _moved(day: date, years: int) -> date:
    moved = day.year + years
    length, target = (calendar.monthrange(year, day.month)[1] for year in (day.year, moved))
    return date(moved, day.month, target if day.day == length else min(day.day, target))


def month_of(groups: Groups, context: Context) -> Span | None:
    """Return the month of 本月, 上月, 当月, 同月."""
    entry = _RELATIVE_MONTHS[groups["relative_month"]]
    topic = context.topic.last if context.topic else None
    start = {"publication": context.reference, "topic": _spoken_of(context), "antecedent": topic}[entry["of"]]
    if start is None:
        return None
    count = start.year * 12 + start.month - 1 + int(entry["months"])
    return cut(groups, months(count // 12, count % 12 + 1, count % 12 + 1))


def _spoken_of(context: Context) -> date | None:
    """Return the day that ends what 当月 or 当季 is of: the time told before it, which may stand in an earlier sentence.

    None where none was told or a year was: the page's own month is not the one that its figures are of.
    """
    told = context.topic or context.earlier
    if told is None or (told.first and (told.last - told.first).days >= _YEAR):
        return None
    return told.last


def quarter_of(groups: Groups, context: Context) -> Span | None:
    """Return the quarter of 本季度, 上季度, 当季."""
    entry = _RELATIVE_QUARTERS[groups["relative_quarter"]]
    start = _spoken_of(context) if entry["of"] == "topic" else context.reference
    if start is None:
        return None
    count = start.year * 4 + (start.month - 1) // 3 + int(entry["quarters"])
    return cut(groups, months(count // 4, 3 * (count % 4) + 1, 3 * (count % 4) + 3))


def month_edge(context: Context) -> Span | None:
    """Return the last day of the latest month that ended by the reference (月末贷款余额)."""
    if context.reference is None:
        return None
    day = context.reference
    if (day.month, day.day) != (12, 31) and (day + timedelta(days=1)).month == day.month:
        day = day.replace(day=1) - timedelta(days=day.year > date.min.year or day.month > 1)
    return Span(None, day, anchored=False)
