"""Compute last year's level from a level and its growth, where that is legitimate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.claims.price_bases import of_printed_levels
from pipeline.observations.observation import Observation
from pipeline.periods import Period
from pipeline.periods.holidays import days_off, overlaps_days_off

_SHORTEST_MONTH = 27  # days between its first and its last
_SURE = ("stated", "inherited")  # where the period of a row may come from


@dataclass(frozen=True, slots=True)
class Derived:
    """Hold a level that nothing prints: its value, its period, and the two observations it comes from."""

    level: Observation
    growth: Observation
    value: float
    period: Period
    qualifier: str

    @property
    def derivation(self) -> str:
        """Say how the value was computed, as a reader would check it."""
        return f"{self.level.claim.quantity.text} ÷ (1 + {self.growth.claim.value:g}%)"


def derive_last_year(observations: Iterable[Observation]) -> Iterator[Derived]:
    """Yield last year's level for each level of a nominal indicator with a printed yoy of the same fact.

    Not where the document prints that level itself, not where level and growth are bounds of the opposite
    or of both kinds (a bound over a bound bounds nothing), and not where either is in doubt: a growth at other prices,
    two growths that differ, a period that the text does not say.
    """
    observations = list(observations)
    printed = {_key(one, one.period) for one in observations if one.claim.measure == "level" and one.period}
    said: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for one in observations:
        if one.period is not None and one.period_source in _SURE and one.claim.measure in ("level", "yoy"):
            said[_key(one, one.period)].append(one)
    grown: dict[tuple[object, ...], tuple[Observation | None, Observation | None]] = {}
    for level in observations:
        if level.claim.measure != "level" or level.entry.growth != "nominal" or level.period is None:
            continue
        key = _key(level, level.period)
        fact = (*key, level.claim.scope)
        if fact not in grown:  # once a fact: a page may tell of it in thousands of sentences
            grown[fact] = _growth_of(said[key], level.claim.scope)
        growth, only = grown[fact]
        if level.period_source not in _SURE or (only is not None and only is not level):
            continue
        if growth is None or growth.claim.quantity.qualifier != "exact" or growth.claim.value <= -100:
            continue
        if level.claim.quantity.qualifier == "range" or level.claim.status != "actual":
            continue
        period = level.period.in_year(level.period.last_day.year - 1)
        if _of_holiday_by_its_days(level.period) or _are_apart(level.period, period):
            continue
        if period.is_of_figures and _key(level, period) not in printed:
            value = level.claim.value / (1 + growth.claim.value / 100)
            yield Derived(level, growth, value, period, level.claim.quantity.qualifier)


def _of_holiday_by_its_days(period: Period) -> bool:
    """Say whether a period names the days of a holiday, not the holiday: 「2月10日至17日，」 grew on other days."""
    if period.holiday or period.first_day is None or period.days >= _SHORTEST_MONTH:
        return False
    return overlaps_days_off(period.first_day, period.last_day)


def _are_apart(period: Period, before: Period) -> bool:
    """Say whether a holiday was so much longer or shorter the year before that its growth may be of other days.

    中秋 of 2024 has three days off, of 2023 eight with 国庆; in 2022 the two were apart.
    """
    if period.holiday and days_off(period.holiday, before.last_day.year) is None:
        return True
    longer, shorter = sorted((period.days + 1, before.days + 1), reverse=True)
    return bool(period.holiday) and longer >= 2 * shorter


def _growth_of(said: list[Observation], scope: str) -> tuple[Observation | None, Observation | None]:
    """Return the growth of a fact's level, None where it is not said or not sure, and the only level that had it.

    Of several levels of one fact (「接待游客3万人次，增长5%；接待游客4万人次」) it is that of the one right before it; None
    says that they are all the same.
    """
    levels = [one for one in said if one.claim.measure == "level"]
    growths = [
        one for one in said if one.claim.measure == "yoy" and of_printed_levels(one.claim.scope, scope)
    ]
    if len({one.claim.value for one in growths}) != 1:
        return None, None
    growth = growths[-1]
    if len({one.claim.value for one in levels}) == 1:
        return growth, None
    before = [one for one in levels if one.sentence == growth.sentence and _start(one) < _start(growth)]
    return (growth, max(before, key=_start)) if before else (None, None)


def _start(one: Observation) -> int:
    return one.claim.quantity.start


def _key(one: Observation, period: Period | None) -> tuple[object, ...]:
    days = (period.first_day, period.last_day) if period else None
    return one.claim.indicator, one.place.name, one.subject, one.claim.status, days
