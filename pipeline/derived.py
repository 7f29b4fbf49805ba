"""Compute last year's level from a level and its growth, where that is legitimate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.observations import Observation
from pipeline.periods import Period


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

    Not where the document prints that level itself, and not where level and growth are bounds of the opposite
    or of both kinds: a bound over a bound bounds nothing.
    """
    observations = list(observations)
    printed = {_key(one, one.period) for one in observations if one.claim.measure == "level" and one.period}
    growths = {
        _key(one, one.period): one for one in observations if one.claim.measure == "yoy" and one.period
    }
    for level in observations:
        if level.claim.measure != "level" or level.entry.growth != "nominal" or level.period is None:
            continue
        growth = growths.get(_key(level, level.period))
        if growth is None or growth.claim.quantity.qualifier != "exact" or growth.claim.value <= -100:
            continue
        if level.claim.quantity.qualifier == "range" or level.claim.status != "actual":
            continue
        period = level.period.in_year(level.period.last_day.year - 1)
        if _key(level, period) not in printed:
            value = level.claim.value / (1 + growth.claim.value / 100)
            yield Derived(level, growth, value, period, level.claim.quantity.qualifier)


def _key(one: Observation, period: Period | None) -> tuple[object, ...]:
    days = (period.first_day, period.last_day) if period else None
    return one.claim.indicator, one.place.name, one.subject, one.claim.status, days
