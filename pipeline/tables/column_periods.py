"""Work out the period of a column: what its heading says, measured from the period that the table reports on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.periods import Period
from pipeline.tables.headings import Heading
from pipeline.words import words_of

_SAME_SPAN: str = words_of("bindings")["same_span"]
_RELATIVE = tuple(
    entry["word"] for kind in ("relative_years", "relative_months") for entry in words_of("periods")[kind]
)
_QUARTER = "季"
_MONTH = 31


@dataclass(frozen=True, slots=True)
class When:
    """Say of which time a column is: None is that of the table; `flaw` as in Claim.

    `unknown` says that no figure may be taken from it.
    """

    period: Period | None = None
    flaw: str = ""
    unknown: bool = False


_UNKNOWN = When(unknown=True)


def when(heading: Heading, reported: Period | None, *, unread: bool) -> When:  # noqa: PLR0911 - one each time word
    """Return the time of a heading; `reported` is the table's, `unread` that its title has a date nobody can read."""
    if heading.earlier:
        return year_before(when(replace(heading, earlier=False), reported, unread=unread))
    if heading.dated:
        return When(flaw="unread")
    period, time = heading.period, heading.time
    if time == "unclear":
        return _UNKNOWN
    if period and period.text.endswith(_SAME_SPAN):
        return When(reported.in_year(period.last_day.year)) if reported else _UNKNOWN
    if period and period.text.startswith(_RELATIVE):
        return _UNKNOWN
    if period and unread and not period.anchored:
        return When(flaw="unread")
    if time == "year_before":
        return _year_before(period, reported)
    if period is None:
        if unread:
            return When(flaw="unread")
        return _of_table(time, reported, planned=heading.status == "planned")
    return of_period(time, period)


def year_before(now: When) -> When:
    """Return the same span of the year before; unknown where nothing tells the span."""
    return When(now.period.in_year(now.period.last_day.year - 1)) if now.period else _UNKNOWN


def of_period(time: str, period: Period) -> When:
    """Return the time of a column that names a period and says 累计, 当月 or 年末 of it."""
    if time == "to_date":
        return _to_date(period)
    if time == "month" and _is_longer(period):
        return When(_last_month(period))
    return When(replace(period, first_day=None) if time == "closing" else period)


def _of_table(time: str, reported: Period | None, *, planned: bool) -> When:
    """Return the time of a column that says 累计, 本月, 全年 or nothing."""
    if reported is None or reported.first_day is None:
        return When(flaw="unread") if time in ("month", "to_date") else When(reported)
    if time == "month":
        return When(_last_month(reported)) if _within_year(reported) else When(flaw="unread")
    if time == "to_date":
        return _to_date(reported)
    if time == "whole_year" or planned:
        return When(_year(reported))
    return When(reported)


def _year_before(period: Period | None, reported: Period | None) -> When:
    """Return the same span of the year before: 上年同期 of a table on January to June."""
    return year_before(When(period or reported))


def _to_date(period: Period) -> When:
    """Return January to the end of a month; of a longer span that begins with the year, itself."""
    if period.first_day is None:
        return When(flaw="unread")
    if not _is_longer(period) or _QUARTER in period.text:
        return When(replace(period, first_day=date(period.last_day.year, 1, 1)))
    return When(period) if (period.first_day.month, period.first_day.day) == (1, 1) else When(flaw="unread")


def _is_longer(period: Period) -> bool:
    """Say whether a period is longer than a month."""
    return period.days > _MONTH


def _within_year(period: Period) -> bool:
    return period.first_day is not None and (period.last_day - period.first_day).days < 360


def _last_month(period: Period) -> Period:
    return replace(period, first_day=period.last_day.replace(day=1))


def _year(period: Period) -> Period:
    year = period.last_day.year
    return replace(period, first_day=date(year, 1, 1), last_day=date(year, 12, 31))
