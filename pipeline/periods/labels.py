"""Write the ISO-style label of a period."""

import calendar
import re
from datetime import date

_NAMED = re.compile(
    r"(?P<year>\d{4})(?:-(?P<part>[QH])(?P<number>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
)


def label_of(first: date | None, last: date) -> str:
    """Return 2024, 2023/2025, 2024-H1, 2024-Q1, 2025-04, 2024-01/2024-11, dates; for a point its date."""
    if first is None or first == last:
        return last.isoformat()
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return f"{first.isoformat()}/{last.isoformat()}"
    if (first.month, last.month) == (1, 12):
        return f"{first.year}" if first.year == last.year else f"{first.year}/{last.year}"
    if first.year == last.year and (within := _within_year(first.month, last.month)):
        return f"{first.year}-{within}"
    return f"{first:%Y-%m}/{last:%Y-%m}"


def _within_year(first: int, last: int) -> str:
    """Name a half (H1), quarter (Q3) or month (04) by its first and last month, else the empty text."""
    length = last - first + 1
    if length == 6 and first in (1, 7):
        return f"H{1 + first // 7}"
    if length == 3 and first % 3 == 1:
        return f"Q{1 + first // 3}"
    return f"{first:02d}" if length == 1 else ""


def days_of(label: str) -> tuple[date, date]:
    """Return the first and the last day of a label; the two are the same for a single day.

    Raises ValueError for what `label_of` would not write.
    """
    first, _, last = label.partition("/")
    days = _named(first)[0], _named(last or first)[1]
    if days[0] > days[1]:
        raise ValueError(label)
    return days


def _named(part: str) -> tuple[date, date]:
    """Return the days of 2024, 2024-H1, 2024-Q1, 2024-04 or 2024-04-07."""
    named = _NAMED.fullmatch(part)
    if named is None or (named["part"] == "H" and named["number"] > "2"):
        raise ValueError(part)
    year, first, last = int(named["year"]), 1, 12
    if named["day"]:
        return (date.fromisoformat(part),) * 2
    if named["part"]:
        length = 6 if named["part"] == "H" else 3
        last = length * int(named["number"])
        first = last - length + 1
    elif named["month"]:
        first = last = int(named["month"])
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
