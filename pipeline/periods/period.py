"""Hold what a text says of time: a period whose days are known, or one that stays open."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from pipeline.periods.context import Span
from pipeline.periods.labels import label_of
from pipeline.periods.spans import is_within, shifted

_YEAR = 364  # days from its first to its last


@dataclass(frozen=True, slots=True)
class Period:
    """Hold one period: `text` stands at [start:end] (line breaks left out), days are inclusive.

    `first_day` is None for a point in time (年末, 目前). `anchored` is False where the text prints neither a
    year nor a word for one (全年, 4月7日): the year came from the caller. `rule` names the rule of the
    grammar, `holiday` the entry of words/holidays.yaml.
    """

    start: int
    end: int
    text: str
    first_day: date | None
    last_day: date
    anchored: bool = True
    rule: str = ""
    holiday: str = ""

    @property
    def label(self) -> str:
        """Return the ISO-style name: 2024, 2024-Q1, 2024-H1, 2025-04, 2024-01/2024-11, 2025-04-07."""
        return label_of(self.first_day, self.last_day)

    @property
    def days(self) -> int:
        """Return the days from its first to its last, 0 for a point in time."""
        return (self.last_day - self.first_day).days if self.first_day else 0

    @property
    def lasts_year(self) -> bool:
        """Say whether it is a year, or longer."""
        return self.days >= _YEAR

    @property
    def is_of_figures(self) -> bool:
        """Say whether it lies in the years that figures are of: not 去年 of a text of 1900."""
        return is_within((self.first_day or self.last_day), self.last_day)

    def in_year(self, year: int) -> Self:
        """Return the same expression in another year; a holiday takes that year's days off."""
        span = Span(self.first_day, self.last_day, self.anchored, self.holiday)
        moved = shifted(span, year - self.last_day.year)
        return replace(self, first_day=moved.first, last_day=moved.last)


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """Hold a stretch that speaks of time, whose days nobody can tell; no other period may stand in for it.

    `flaw` is `unread` where a date stands there in a form that the grammar cannot read (2024年13月, 20 24年), and
    `undated` for a span that has no dates (五年来, 开园首日). `point` is what it says of a stock (开业至今: today),
    `since` its first day where the text gives that much (2016年6月营业至今, in a text without a date), `ahead` says that
    it is yet to come (今后五年).
    """

    start: int
    end: int
    flaw: str
    point: Period | None = None
    since: date | None = None
    ahead: bool = False

    @property
    def label(self) -> str:
        """Return what is to be said of it in the place of a period's name."""
        return self.flaw
