"""Write in words what belongs to one figure of a panel: whose it is, what, when, how much, how it grew, how sure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.amounts import mark, unit_rules
from app.charts.views import INDEX, PER_HEAD, SHARES
from app.period_labels import period_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.charts.panel import Panel
    from app.charts.points import Point, Series
    from app.wording import Wording

PEOPLE = ("户", "人")  # without 数 such a name is no word: 总户数
YEARLY = ("year", "holiday")  # kinds of periods whose growth is told against the year before
UNITS_BESIDE = ("%", "‰")  # stand at their figure in any language


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Write the figures of one panel; `names` are those of its indicators, `kind` is that of its periods."""

    panel: Panel
    names: Mapping[str, str]
    kind: str
    say: Wording

    def who(self, one: Series) -> str:
        """Name whom a series is about, as a sentence opens."""
        return self.say("sentence.who", who=one.who) if one.who else ""

    def name(self, one: Series, *others: Series) -> str:
        """Name the indicator without the unit that follows, with its scope and whether its figures are official.

        Of several series only what holds of all is said.
        """
        name, unit = self.names.get(one.indicator, one.indicator), self.panel.scale.unit
        if self.say.language == "zh":
            name = without_unit(name, unit)
        if self.panel.chart in (SHARES, PER_HEAD) and not name.endswith(self.say("sentence.shares_end")):
            name = self.say(f"sentence.{self.panel.chart}", name=name)
        known = [one.scope] if one.scope and one.scope not in name else []
        known += [self.say("chart.official")] if all(each.official for each in (one, *others)) else []
        return (
            self.say("sentence.scoped", name=name, scope=self.say("list.join").join(known)) if known else name
        )

    def when(self, *points: Point) -> str:
        """Write the period that figures state, as a sentence has it; empty where none of them does."""
        stated = [
            point for point in points if not point.by_document and point.x != self.say("period.unstated")
        ]
        return self.say("sentence.when", when=self.period(stated[0])) if stated else ""

    def period(self, point: Point) -> str:
        """Write the period that a figure stands for."""
        if point.opening:
            return self.say("chart.opening", year=point.opening)
        return period_words(point.x, self.say)

    def figure(self, one: Series, point: Point) -> str:
        """Write a level or a growth of a series."""
        return self.growth(point) if point in one.growths else self.amount(point)

    def amount(self, point: Point) -> str:
        """Write a figure with its unit, in words for a bound or an approximation, and what is to be said of it."""
        scale, unit = self.panel.scale, self.panel.unit
        ends = [point.value] + ([point.high] if point.high is not None else [])
        figure = "–".join(scale.write(end, point.decimals) for end in ends)
        if self.panel.rank:
            words = self.say("sentence.rank", figure=figure)
        elif self.panel.chart == INDEX or unit == "指数":
            words = figure
        elif unit in UNITS_BESIDE:
            words = f"{figure}{unit}"
        else:
            words = self.say("sentence.amount", figure=figure, unit=unit)
        return self.hedged(point, words) + self.asides(point)

    def hedged(self, point: Point, amount: str) -> str:
        """Write a bound or an approximation in words: 超13万人次."""
        if point.qualifier in ("exact", "range"):
            return amount
        return self.say(f"sentence.{point.qualifier}", amount=amount)

    def growth(self, point: Point) -> str:
        """Write a growth in words: 比上年增长62%."""
        told = point.label.removeprefix(mark(point.qualifier))
        amount = told.lstrip("+−")
        way = "flat" if amount == told else "up" if told.startswith("+") else "down"
        if point.qualifier == "exact":
            words = amount
        elif way == "up":
            words = self.hedged(point, amount)
        else:  # which way a bound of a fall is open is left to its sign
            return self.say("sentence.rate", rate=point.label) + self.asides(point)
        span = "yearly" if self.kind in YEARLY else "same_period"
        return self.say(f"sentence.{way}_{span}", amount=words) + self.asides(point)

    def grown(self, one: Series, point: Point) -> str:
        """Write behind a figure the growth that belongs to it."""
        growth = self.growth_of(one, point)
        return self.say("sentence.and_grew", growth=growth) if growth else ""

    def growth_of(self, one: Series, point: Point) -> str:
        """Write the growth that belongs to a figure, the printed one before a computed; empty where there is none."""
        ours = [end for end in one.growths if end.x == point.x and not end.planned and end is not point]
        ours.sort(key=lambda end: end.between)
        return self.growth(ours[0]) if ours and not point.derived else ""

    def asides(self, point: Point) -> str:
        """Say in brackets what a figure is: computed, revised, in doubt, of a year that only its document gives."""
        known = [self.say("sentence.computed")] if point.derived or point.between else []
        known += [self.say("sentence.revised")] if point.revised else []
        known += [self.say("sentence.by_document", when=self.period(point))] if point.by_document else []
        known += [self.say("sentence.doubtful")] if point.doubtful else []
        return self.say("sentence.aside", words=self.say("list.join").join(known)) if known else ""


def without_unit(name: str, unit: str) -> str:
    """Leave out of a Chinese name what the unit says again: 接待游客人次 13.64万人次, 规上工业企业数 12家."""
    counted = re.sub(r"^[千万亿百]+", "", unit)
    if not counted or counted in unit_rules()["unscaled"]:
        return name
    if name.endswith(counted) and len(name) > len(counted) + 1:
        return name.removesuffix(counted)
    bare = name.removesuffix("数")
    return name if bare.endswith((counted, *PEOPLE)) else bare
