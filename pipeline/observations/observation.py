"""Say what an observation is: a claim with its place, subject and period, and the values of its row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.claims import Claim
from pipeline.dimensions import row_unit
from pipeline.indicators import Indicator
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.places.gazetteer import areas_named
from pipeline.words import words_of

_PARTS_OF_YEAR = tuple(words_of("bindings")["parts_of_year"])
_CURRENCIES: dict[str, str] = words_of("bindings")["currencies"]  # what 元 is, by the area's code


@dataclass(frozen=True, slots=True)
class Observation:
    """Be one figure with everything that its row says; offsets index the unwrapped text. `money` is what 元 means there."""

    claim: Claim
    entry: Indicator
    place: Place
    subject: str
    period: Period | None
    sentence: tuple[int, int]
    title: str
    headline: bool = False
    period_source: str = "stated"
    money: str = "元"

    @property
    def unit(self) -> str:
        """Return the unit of the row."""
        unit = self.claim.quantity.unit
        if self.claim.measure in ("yoy", "share"):
            return "%"
        if unit == "元":
            unit = self.money
        return unit if unit == "百分点" else row_unit(self.entry, unit)

    def first_day(self) -> str:
        """Return the ISO date of the period's first day, "" for a stock or where none is stated."""
        if self.claim.since and self.entry.kind != "stock":
            return str(self.claim.since)
        if self.period is None or self.entry.kind == "stock":
            return ""
        if self.period.first_day is None:
            return str(date(self.period.last_day.year, 1, 1)) if self._to_date() else ""
        return str(self.period.first_day)

    def _to_date(self) -> bool:
        """Say whether a flow is counted from the year's beginning: 「截至10月底，完成税收…」, not 「截至2024年底」."""
        part_of_year = self.period is not None and any(word in self.period.text for word in _PARTS_OF_YEAR)
        return self.entry.kind == "flow" and part_of_year

    def last_day(self) -> str:
        """Return the ISO date of the period's last day, "" where none is stated."""
        return str(self.period.last_day) if self.period else ""


def money_of(area: Place) -> str:
    """Return what 元 is in a document about an area: 新台币 in 台南市, also where it tells of 香港."""
    areas = areas_named(area.name)
    return _CURRENCIES.get(areas[0].code[:2], "元") if len(areas) == 1 else "元"
