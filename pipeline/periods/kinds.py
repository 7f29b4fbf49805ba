"""Name the kind of a period, so that the same months or the same holiday of two years can be put side by side."""

from __future__ import annotations

from datetime import date
from functools import cache

from pipeline.periods.holidays import WORDS, days_off

_LONGEST_HOLIDAY = 12  # days
_LEAP_DAY = (2, 29)


@cache
def kind_of(first: date | None, last: date) -> str:
    """Return what a period is besides its year: 01-01/12-31, 01-01/03-31, spring, for a point 12-31.

    Two periods of a kind, a year apart, may be compared. "" for a span of more than a year, which overlaps the
    span a year before it.
    """
    if first is None:
        return _day(last)
    if (last - first).days > 365:
        return ""
    return _holiday(first, last) or f"{_day(first)}/{_day(last)}"


def _day(day: date) -> str:
    """Write month and day; the end of February is one day in all years."""
    return "02-28" if (day.month, day.day) == _LEAP_DAY else f"{day:%m-%d}"


def _holiday(first: date, last: date) -> str:
    """Return the holiday whose days off these are; 国庆 where 中秋 has the same ones."""
    if (last - first).days >= _LONGEST_HOLIDAY:
        return ""
    names = sorted(WORDS["holidays"], key=lambda name: name != "national")
    years = (first.year, last.year)  # 元旦 may begin in December
    return next((name for name in names for year in years if days_off(name, year) == (first, last)), "")
