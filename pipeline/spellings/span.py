"""State the period that a fact is of, by its days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """Hold one period: its kind (a key of dates.yaml), its days, and the name of a holiday.

    A kind `none` is no period at all; `point` and `year_end` are dates, whose first day is None.
    """

    kind: str
    first: date | None
    last: date | None
    name: str = ""

    def moved(self, years: int) -> Span:
        """Return the same span some years later or earlier."""
        return Span(self.kind, _moved(self.first, years), _moved(self.last, years), self.name)

    def last_month(self) -> Span:
        """Return the month in which the period ends."""
        return Span("month", self.last and self.last.replace(day=1), self.last)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _moved(day: date | None, years: int) -> date | None:
    """Return a day some years on; the last day of a month stays the last one."""
    if day is None:
        return None
    year = day.year + years
    end = month_end(year, day.month)
    return end if day == month_end(day.year, day.month) else day.replace(year=year)
