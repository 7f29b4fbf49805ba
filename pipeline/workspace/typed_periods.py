"""Read a period as a person types it."""

from __future__ import annotations

from datetime import date

from pipeline.days import FIRST_YEAR, LAST_YEAR
from pipeline.lines.folding import fold
from pipeline.periods import find_periods
from pipeline.periods.labels import days_of, label_of

_YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


def read_period(typed: str, published: date | None, *, stock: bool) -> tuple[str, str]:
    """Return the label of a period and an empty text, or an empty text and the kind of mistake.

    A label (2024-Q1) or words (2024年上半年); 今年 counts from the document's date. A stock is stated for the last day
    of its period. Nothing typed means that no period is stated.
    """
    text = fold(typed).strip()
    if not text:
        return "", ""
    days = _labelled(text) or _worded(text, published)
    if days is None:
        return "", "period_unknown"
    first, last = days
    if last.year not in _YEARS or (first or last).year not in _YEARS:
        return "", "period_far"
    return (str(last) if stock else label_of(first, last)), ""


def _labelled(text: str) -> tuple[date | None, date] | None:
    try:
        return days_of(text)
    except ValueError:
        return None


def _worded(text: str, published: date | None) -> tuple[date | None, date] | None:
    """Read words where they name one period and nothing else."""
    found = find_periods(text, reference=published)
    if len(found) != 1 or found[0].text != text:
        return None
    return found[0].first_day, found[0].last_day
