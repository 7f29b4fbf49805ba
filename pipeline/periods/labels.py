"""Write the ISO-style label of a period."""

import calendar
from datetime import date


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
