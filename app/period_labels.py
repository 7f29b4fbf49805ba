"""Write a period label (`2024-Q1`, `2025-04-04/2025-04-06`) in words, and tell its kind."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.wording import Wording

PART = re.compile(r"(\d{4})-([QH])(\d)")
MONTH = re.compile(r"(\d{4})-(\d{2})")
MONTHS = re.compile(r"(\d{4})-(\d{2})/(\d{4})-(\d{2})")
YEARS = re.compile(r"(\d{4})/(\d{4})")
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def period_kind(period: str, start: date | None) -> str:
    """Tell what a period may be drawn beside: year, half, quarter, month, cumulative or span.

    A stock (an end and no start) and a figure without a stated period stand on the axis of years. Months
    counted from January (1—5月) are cumulative and never stand beside a single month.
    """
    if not period or re.fullmatch(r"\d{4}", period) or start is None:
        return "year"
    if part := PART.fullmatch(period):
        return "quarter" if part[2] == "Q" else "half"
    if MONTH.fullmatch(period):
        return "month"
    first, last = (days[0], days[-1]) if (days := _days(period)) else (start, start)
    from_january = (first.month, first.day) == (1, 1) and first.year == last.year
    return "cumulative" if from_january else "span"


def period_words(period: str, say: Wording) -> str:
    """Write a period: `2024-Q1` → 2024年一季度; empty → the word for a period that is not stated."""
    if not period:
        return say("period.unstated")
    if re.fullmatch(r"\d{4}", period):
        return say("period.year", year=period)
    if years := YEARS.fullmatch(period):
        return say("period.years", year=years[1], last_year=years[2])
    if part := PART.fullmatch(period):
        return say(f"period.{part[2]}{part[3]}", year=part[1])
    if month := MONTH.fullmatch(period):
        return _month(int(month[1]), int(month[2]), say)
    days = _days(period)
    if not days and (named := MONTHS.fullmatch(period)):
        first_year, first, last_year, last = map(int, named.groups())
        days = [date(first_year, first, 1), date(last_year, last, calendar.monthrange(last_year, last)[1])]
    if not days:
        return period
    return day_words(days[0], say) if len(days) == 1 else _span(days[0], days[1], say)


def day_words(day: date, say: Wording) -> str:
    """Write a day: 2025年4月7日, or 7 Apr 2025."""
    name = calendar.month_abbr[day.month]
    return say("period.day", year=day.year, month=day.month, name=name, day=day.day)


def _days(period: str) -> list[date]:
    return [date(int(found[1]), int(found[2]), int(found[3])) for found in DAY.finditer(period)]


def _month(year: int, month: int, say: Wording) -> str:
    return say("period.month", year=year, month=month, name=calendar.month_abbr[month])


def _span(first: date, last: date, say: Wording) -> str:
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    names = {"name": calendar.month_abbr[first.month], "last_name": calendar.month_abbr[last.month]}
    if whole_months and first.year == last.year:
        return say("period.months", year=first.year, month=first.month, last_month=last.month, **names)
    if whole_months and (first.month, last.month) == (1, 12):
        return say("period.years", year=first.year, last_year=last.year)
    if (first.year, first.month) == (last.year, last.month):
        days = {"year": first.year, "month": first.month, "day": first.day, "last_day": last.day}
        return say("period.days", **days, **names)
    return say("period.span", first=day_words(first, say), last=day_words(last, say))
