"""Say what a column holds and when, and give each growth the period of the levels beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from pipeline.periods import Period
from pipeline.tables.cell_values import Value
from pipeline.tables.column_periods import When, year_before
from pipeline.tables.headings import Heading
from pipeline.words import words_of

GROWTHS = ("growth", "growth_or_change")
_MONTH = 31
_HUNDREDTHS = 2  # decimals
_BEFORE = "year_before"  # of the times
_MOST_TIMES = 5  # that a growth in fractions may be of: 120 % is 1.2
_COMPARES = tuple(words_of("tables")["compares_with_year_before"])


@dataclass(frozen=True, slots=True)
class Column:
    """Say what one column holds, in which time; `fractions` that its growth may be 0.051 for 5.1 %."""

    heading: Heading
    when: When = field(default_factory=When)
    other_base: bool = False  # a growth on another year than the one before
    fractions: bool = False


def are_fractions(values: Iterable[Value | None]) -> bool:
    """Say whether numbers may be fractions of one: all below 1, with two decimals or more, or some with three."""
    numbers = [abs(value.number) for value in values if value and value.unit is None]
    small = [number for number in numbers if number < 1]
    most = max((_decimals(number) for number in small), default=0)
    return most > 1 and max(numbers) < (1 if most == _HUNDREDTHS else _MOST_TIMES)


def _decimals(number: Decimal) -> int:
    """Return how many decimals a number is printed with."""
    return -int(number.as_tuple().exponent)


def with_years_before(columns: Sequence[Column]) -> list[Column]:
    """Give 上年同期 the span of the level before it that names one, whatever the title says: 「1-10月｜上年同期」.

    Behind levels of several spans it stays that of the table.
    """
    found: list[Column] = []
    since: list[Column] = []
    for column in columns:
        heading = column.heading
        if heading.time == _BEFORE and not heading.period and heading.kind in ("", "level") and since:
            told = [one.heading.period for one in since if one.heading.period]
            alike = len({_place_in_year(one) for one in told}) == 1
            latest = max(told, key=lambda one: one.last_day)
            found.append(replace(column, when=year_before(When(latest))) if alike else column)
            continue
        found.append(column)
        since = [] if heading.kind in GROWTHS else [*since, column] if _names_span(column) else since
    return found


def _names_span(column: Column) -> bool:
    return bool(column.heading.period) and column.heading.kind in ("", "level") and not column.heading.status


def with_sums(columns: Sequence[Column]) -> list[Column]:
    """Let no level that says no time of its own take the table's beside levels of several: 「2021｜2022｜合计」.

    「1月｜2月｜3月｜累计」 is of January to March, whatever the title says.
    """
    periods = [one.heading.period for one in columns if one.heading.period and _is_level(one)]
    every = {one.label: one for one in periods}
    return [_summed(column, [*every.values()]) for column in columns]


def _summed(column: Column, periods: Sequence[Period]) -> Column:
    heading = column.heading
    timed = heading.period or heading.dated or heading.place or heading.own
    if timed or heading.terms or heading.status or heading.kind not in ("", "level", *GROWTHS):
        return column
    if (
        heading.time == "to_date"
        and periods
        and (heading.kind not in GROWTHS or any(map(_is_month, periods)))
    ):
        when = _up_to(periods)
        if when and heading.earlier:
            when = year_before(when)
        return replace(column, when=when) if when else _without_time(column)
    if heading.kind in GROWTHS:
        return column
    return _without_time(column) if heading.kind and not heading.time and len(periods) > 1 else column


def _up_to(periods: Sequence[Period]) -> When | None:
    """Return January to the last of some months in a row, the first of them January or there is but one; else None.

    Quarters and sums may stand between: 「1月｜2月｜3月｜一季度｜4月」.
    """
    months = [*filter(_is_month, periods)]
    if not months:
        return None
    last = months[-1].last_day
    in_turn = [(one.last_day.year, one.last_day.month) for one in months] == [
        (last.year, at + 1) for at in range(len(months))
    ]
    within = all(one.first_day and one.last_day <= last for one in periods)
    if within and (in_turn or len(months) == 1):
        return When(replace(months[-1], first_day=date(last.year, 1, 1)))
    return None


def _is_month(period: Period) -> bool:
    return period.first_day is not None and period.days <= _MONTH


def _without_time(column: Column) -> Column:
    return replace(column, heading=replace(column.heading, unknown=column.heading.text))


def with_growth(columns: list[Column]) -> list[Column]:
    """Give each growth without a period that of the levels before it: the latest since the growth before.

    「2024年｜2023年｜增减(%)」: of 2024. 「2022年｜增长%｜2023年｜增长%」: each of its year.
    「2024年完成｜2025年预期｜增长%」: the growth that is expected.
    """
    found: list[Column] = []
    since: list[Column] = []
    growths = [one for one in columns if one.heading.kind in GROWTHS]
    dated = [one for one in columns if _is_level(one)]
    for column in columns:
        heading = column.heading
        own = heading.period or heading.time or heading.dated
        left = next((one for one in reversed(found) if one.heading.kind in ("", "level")), Column(Heading()))
        if heading.kind in GROWTHS and not own and _is_planned_or_summed(left, heading):
            found.append(_expected(column, left, since))
            since = []
        elif heading.kind in GROWTHS and not own:
            near = dated if len(growths) == 1 else since
            levels = [one for one in near if one.heading.terms in ((), heading.terms)]
            # behind other growths under 「增长（%）」 the levels of its own indicator stand further off
            own_levels = [one for one in found if _is_level(one) and one.heading.terms == heading.terms]
            found.append(_grown(column, levels or (own_levels if heading.terms else [])))
            since = []
        else:
            found.append(column)
            since = [] if heading.kind in GROWTHS else [*since, column] if _is_level(column) else since
    return found


def _is_planned_or_summed(left: Column, growth: Heading) -> bool:
    """Say whether the levels beside a growth are planned, or sums of no known time; of 城镇居民 both are."""
    heading = left.heading
    summed = heading.unknown not in ("", growth.unknown) and (heading.kind or heading.time)
    return bool(heading.status or summed) and heading.terms in ((), growth.terms)


def _expected(column: Column, left: Column, since: Sequence[Column]) -> Column:
    """Return a growth behind a planned level: it is the plan's on the year before; on less than that it is nobody's."""
    plan = left.when.period
    actual = [one.when.period for one in since if one.when.period]
    on_year_before = plan and {one.label for one in actual} <= {plan.in_year(plan.last_day.year - 1).label}
    if left.heading.unknown or not on_year_before or len(actual) != len(since):
        return replace(column, when=When(unknown=True))
    return replace(column, heading=replace(column.heading, status=left.heading.status), when=left.when)


def _is_level(column: Column) -> bool:
    heading = column.heading
    return (
        heading.kind in ("", "level")
        and not heading.status
        and not heading.unknown
        and bool(heading.period or heading.time or heading.kind or heading.dated)
    )


def _grown(column: Column, levels: list[Column]) -> Column:
    """Return a growth column with the period of the latest level beside it."""
    known = [one.when for one in levels if not one.when.unknown]
    if not known:
        return column
    flaws = [one for one in known if one.flaw]
    if flaws:
        return replace(column, when=flaws[0])
    latest = max(known, key=lambda one: one.period.last_day.toordinal() if one.period else 0)
    if _ends_to_date([one.period for one in known]):
        return replace(column, when=known[-1])
    spans = {_place_in_year(one.period) for one in known if one.period}
    if len(spans) > 1 or (any(one.period is None for one in known) and latest.period):
        return replace(column, when=When(unknown=True))
    years = {one.period.last_day.year for one in known if one.period}
    stated = any(word in column.heading.text for word in _COMPARES)
    other = len(years) > 1 and max(years) - 1 not in years and not stated
    return Column(column.heading, latest, other)


def _ends_to_date(periods: Sequence[Period | None]) -> bool:
    """Say whether a month's level stands before the sum of its year: growth behind is the sum's: 「10月｜1-10月｜同比」."""
    last = periods[-1]
    months = [
        one for one in periods[:-1] if one and _is_month(one) and last and one.last_day == last.last_day
    ]
    summed = last is not None and last.first_day == date(last.last_day.year, 1, 1)
    return summed and 0 < len(months) == len(periods) - 1


def _place_in_year(period: Period) -> tuple[int, int, int]:
    """Return from which to which day of the year a period runs, to tell 6月 from 1-6月."""
    first = period.first_day
    return (first.month if first else 0, period.last_day.month, period.last_day.day if not first else 0)
