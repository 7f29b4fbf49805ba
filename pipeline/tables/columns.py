"""Say what a column holds and when, and give each growth the period of the levels beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.periods import Period
from pipeline.tables.column_periods import When
from pipeline.tables.headings import Heading
from pipeline.words import words_of

GROWTHS = ("growth", "growth_or_change")
_COMPARES = tuple(words_of("tables")["compares_with_year_before"])


@dataclass(frozen=True, slots=True)
class Column:
    """Say what one column holds, in which time."""

    heading: Heading
    when: When = field(default_factory=When)
    other_base: bool = False  # a growth on another year than the one before


def with_growth(columns: list[Column]) -> list[Column]:
    """Give each growth without a period that of the levels before it: the latest since the growth before.

    「2024年｜2023年｜增减(%)」: of 2024. 「2022年｜增长%｜2023年｜增长%」: each of its year.
    """
    found: list[Column] = []
    since: list[Column] = []
    growths = [one for one in columns if one.heading.kind in GROWTHS]
    dated = [one for one in columns if _is_level(one)]
    for column in columns:
        heading = column.heading
        own = heading.period or heading.time or heading.dated
        if heading.kind in GROWTHS and not own:
            near = dated if len(growths) == 1 else since
            found.append(_grown(column, [one for one in near if one.heading.terms in ((), heading.terms)]))
            since = []
            continue
        found.append(column)
        if heading.kind in GROWTHS:
            since = []
        elif _is_level(column):
            since.append(column)
    return found


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
    spans = {_place_in_year(one.period) for one in known if one.period}
    if len(spans) > 1 or (any(one.period is None for one in known) and latest.period):
        return replace(column, when=When(unknown=True))
    years = {one.period.last_day.year for one in known if one.period}
    stated = any(word in column.heading.text for word in _COMPARES)
    other = len(years) > 1 and max(years) - 1 not in years and not stated
    return Column(column.heading, latest, other)


def _place_in_year(period: Period) -> tuple[int, int, int]:
    """Return from which to which day of the year a period runs, to tell 6月 from 1-6月."""
    first = period.first_day
    return (first.month if first else 0, period.last_day.month, period.last_day.day if not first else 0)
