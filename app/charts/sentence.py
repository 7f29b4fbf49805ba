"""Say in a plain sentence what a panel shows: by rules, with the digits as printed, and no more than its rows say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.amounts import unit_rules
from app.charts.areas_within import holders
from app.charts.figure_words import FigureWords
from app.charts.period_parts import SERIAL
from app.charts.views import INDEX, SHARES
from app.period_labels import period_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.charts.panel import Panel
    from app.charts.points import Point, Series
    from app.wording import Wording

MOST_LISTED = 3  # figures that a sentence lists; of more it says the highest and the lowest
MOST_PARTS = 5  # of a whole, which are listed together
MOST_GAPS = 3  # periods without a figure that are named
PARTS_OF_YEAR = SERIAL[1:]  # which are not alike: one is not set against another


class Teller(FigureWords):
    """Say what the figures of one panel say together."""

    __slots__ = ()

    def sentence(self) -> str:
        """Say what the panel shows; empty where it has no figure."""
        told = [*best_read(one for one in self.panel.series if one.levels or one.growths)]
        if not told:
            return ""
        words = self.of_one(told[0]) if len(told) == 1 else self.of_several(told)
        if words and self.panel.chart == INDEX:
            words = self.say("sentence.index", base=self.panel.base, words=words)
        return self.say("list.sentence", words=words) if words else ""

    def of_one(self, one: Series) -> str:
        """Say one series: its figure, or how it went from the first to the last, and what is planned next."""
        levels = achieved(one)
        planned = [point for point in one.levels if point.planned]
        growths = [point for point in one.growths if not point.planned]
        if not levels and growths:
            words = self.growth_alone(one, growths)
        elif len(levels) > 1 and self.kind not in PARTS_OF_YEAR:
            words = self.over_time(one, levels)
        elif levels:
            words = self.at_one(one, levels[-1], self.when(levels[-1]))
        elif planned:
            last = planned[-1]
            return self.say(
                "sentence.planned", who=self.who(one), name=self.name(one), when=self.when(last), amount=self.amount(last),
            )  # fmt: skip
        else:
            return ""
        order = self.panel.periods.index
        if planned and (not levels or order(planned[-1].x) >= order(levels[-1].x)):
            end = planned[-1]
            words += self.say("sentence.and_planned", when=self.when(end), amount=self.amount(end))
        return words

    def growth_alone(self, one: Series, growths: Sequence[Point]) -> str:
        """Say the first and the last growth of a series without levels, of parts of the year the last."""
        ends = [growths[-1]] if self.kind in PARTS_OF_YEAR else [*dict.fromkeys((growths[0], growths[-1]))]
        told = [self.say("sentence.at", when=self.when(end), words=self.growth(end)) for end in ends]
        words = self.say("sentence.comma").join(told)
        return self.say("sentence.grew_alone", who=self.who(one), name=self.name(one), words=words)

    def at_one(self, one: Series, point: Point, when: str, who: str | None = None) -> str:
        """Say one figure, with its growth where that is printed or drawn."""
        words = self.say(
            "sentence.point", who=self.who(one) if who is None else who, name=self.name(one), when=when,
            amount=self.figure(one, point),
        )  # fmt: skip
        return words + self.grown(one, point)

    def over_time(self, one: Series, levels: Sequence[Point]) -> str:
        """Say the first and the last figure of a series, what lies beyond both between them, and what is missing."""
        first, last = levels[0], levels[-1]
        sure = all(map(firm, (first, last))) and not self.panel.rank
        way = (
            ("rose" if last.value > first.value else "fell" if last.value < first.value else "same")
            if sure
            else "told"
        )
        if way in ("rose", "fell") and self.panel.scale.unit in unit_rules()["unscaled"]:
            way += "_rate"
        words = self.say(
            f"sentence.{way}", who=self.who(one), name=self.name(one), first=self.amount(first), last=self.amount(last),
            since=self.when(first), when=self.when(last),
        )  # fmt: skip
        if sure and all(map(firm, levels)):
            words += self.beyond(levels)
        words += self.gaps(one, first, last)
        grown = self.growth_of(one, last)
        return words + (self.say("sentence.last_grew", when=self.when(last), growth=grown) if grown else "")

    def gaps(self, one: Series, first: Point, last: Point) -> str:
        """Name the periods between the ends for which there is no figure; a year whose beginning is one is none."""
        held = {*(point.x for point in one.levels), first.opening}
        ends = slice(self.panel.periods.index(first.x), self.panel.periods.index(last.x))
        missing = [period_words(x, self.say) for x in self.panel.periods[ends] if x not in held]
        more = self.say("list.more") if len(missing) > MOST_GAPS else ""
        named = self.say("list.join").join(missing[:MOST_GAPS]) + more
        return self.say("sentence.gaps", names=named) if missing else ""

    def beyond(self, levels: Sequence[Point]) -> str:
        """Name the figure between the ends that is above or below them both; empty where none or both are."""
        ends = (levels[0].value, levels[-1].value)
        top = max(levels, key=lambda point: point.value)
        low = min(levels, key=lambda point: point.value)
        above, below = top.value > max(ends), low.value < min(ends)
        if above == below:
            return ""
        extreme, key = (top, "sentence.highest") if above else (low, "sentence.lowest")
        return self.say(key, when=self.when(extreme), amount=self.amount(extreme))

    def of_several(self, told: Sequence[Series]) -> str:
        """Say several series at the last period that the most of them have a figure for."""
        held = {
            x: [(one, point) for one in told for point in shown(one) if point.x == x]
            for x in self.panel.periods
        }
        most = max((len(pairs) for pairs in held.values()), default=0)
        if most < 2:
            parts = [self.of_one(one) for one in told[:MOST_LISTED]]
            return self.say("note.join").join(filter(None, parts))
        x = next(x for x in reversed(self.panel.periods) if len(held[x]) == most)
        groups: dict[tuple[str, str, bool], list[tuple[Series, Point]]] = {}
        for one, point in held[x]:
            groups.setdefault((one.indicator, one.scope, point in one.growths), []).append((one, point))
        if self.panel.chart == SHARES or len({one.who for one, _ in held[x]}) == 1:
            return self.of_parts([*groups.values()], x)
        words = [self.compared(pairs, held) for pairs in [*groups.values()][:MOST_LISTED]]
        return self.say("note.join").join(words)

    def of_parts(self, groups: Sequence[Sequence[tuple[Series, Point]]], x: str) -> str:
        """Say the figures of several indicators for one period, place by place."""
        structure = self.panel.chart == SHARES
        most = MOST_PARTS if structure else MOST_LISTED
        by_who: dict[str, list[tuple[Series, Point]]] = {}
        for one, point in (pair for pairs in groups for pair in pairs):
            by_who.setdefault(one.who, []).append((one, point))
        places = []
        for pairs in [*by_who.values()][:MOST_LISTED]:
            words = [
                self.say("sentence.item", name=self.name(one), amount=self.figure(one, point))
                + ("" if structure else self.grown(one, point))
                for one, point in pairs[:most]
            ]
            more = self.say("list.more") if len(pairs) > most else ""
            listed = self.say("list.join" if structure else "note.join").join(words) + more
            when = self.when(*(point for _, point in pairs))
            places.append(self.say("sentence.parts", who=self.who(pairs[0][0]), when=when, words=listed))
        told = self.say("note.join").join(places)
        whole = structure and len(by_who) == 1
        return told + (self.before([one for pairs in groups for one, _ in pairs], x) if whole else "")

    def before(self, parts: Sequence[Series], x: str) -> str:
        """Say what the parts of a whole were in the first period that has them all."""
        figures = [{point.x: point for point in shown(one)} for one in parts[:MOST_PARTS]]
        first = next((one for one in self.panel.periods if all(one in held for held in figures)), x)
        if first == x or self.kind in PARTS_OF_YEAR:
            return ""
        listed = self.say("list.join").join(self.amount(held[first]) for held in figures)
        return self.say("sentence.before", when=self.period(figures[0][first]), words=listed)

    def compared(
        self, pairs: Sequence[tuple[Series, Point]], held: Mapping[str, Sequence[tuple[Series, Point]]]
    ) -> str:
        """Say one indicator of several places in one period: each of a few, the highest and lowest of many."""
        one, point = pairs[0]
        name, when = self.name(*(each for each, _ in pairs)), self.when(*(end for _, end in pairs))
        if len(pairs) == 1:
            return self.at_one(one, point, when)
        if len(pairs) > MOST_LISTED and (above := holders({each.who for each, _ in pairs})):
            wholes = [self.at_one(each, end, when) for each, end in pairs if each.who in above]
            rest = [pair for pair in pairs if pair[0].who not in above]
            return self.say("note.join").join([*wholes[:MOST_LISTED], self.compared(rest, held)])
        sure = all(firm(end) for _, end in pairs) and not self.panel.rank and point not in one.growths
        ordered = sorted(pairs, key=lambda pair: -pair[1].value)
        if not sure:
            return self.listed(ordered if self.panel.sorted else pairs, name, when)
        words = (self.ranked if len(pairs) > MOST_LISTED else self.listed)(ordered, name, when)
        return words + self.since(pairs, held)

    def listed(self, pairs: Sequence[tuple[Series, Point]], name: str, when: str) -> str:
        """List the figures of a few places, in their order."""
        words = [
            self.say("sentence.item", name=self.told_apart(one, pairs), amount=self.figure(one, end))
            for one, end in pairs[:MOST_LISTED]
        ]
        more = self.say("list.more") if len(pairs) > MOST_LISTED else ""
        grown = pairs[0][1] in pairs[0][0].growths
        joined = self.say("sentence.comma" if grown else "list.join").join(words)
        return self.say("sentence.listed", name=name, when=when, words=joined + more)

    def ranked(self, ordered: Sequence[tuple[Series, Point]], name: str, when: str) -> str:
        """Name the highest and the lowest of many figures in descending order, all that share them."""
        most, least = ordered[0][1], ordered[-1][1]
        count = len(ordered)
        if most.value == least.value:
            return self.say("sentence.equal", name=name, when=when, count=count, amount=self.amount(most))
        top, low = (
            self.say("list.join").join(
                self.told_apart(one, ordered) for one, point in ordered if point.value == end.value
            )
            for end in (most, least)
        )
        return self.say(
            "sentence.ranked", name=name, when=when, count=count, top=top, low=low, most=self.amount(most),
            least=self.amount(least),
        )  # fmt: skip

    def since(
        self, pairs: Sequence[tuple[Series, Point]], held: Mapping[str, Sequence[tuple[Series, Point]]]
    ) -> str:
        """Say how many are above and below the first period for which each of them has a sure figure."""
        if self.kind in PARTS_OF_YEAR:
            return ""
        ours = [one for one, _ in pairs]
        for x in self.panel.periods:
            if x == pairs[0][1].x:
                break
            before = {id(one): point for one, point in held[x] if firm(point) and point in one.levels}
            if all(id(one) in before for one in ours):
                signs = [point.value - before[id(one)].value for one, point in pairs]
                up, down = sum(sign > 0 for sign in signs), sum(sign < 0 for sign in signs)
                way = "all_above" if up == len(signs) else "all_below" if down == len(signs) else "some_above"
                when = self.period(before[id(ours[0])])
                return self.say(f"sentence.{way}", when=when, up=up, down=down)
        return ""

    def told_apart(self, one: Series, pairs: Sequence[tuple[Series, Point]]) -> str:
        """Name whom a figure is about, and that it is official where others beside it are not."""
        if not one.official or all(each.official for each, _ in pairs):
            return one.who
        return self.say("sentence.scoped", name=one.who, scope=self.say("chart.official"))


def sentence(panel: Panel, names: Mapping[str, str], kind: str, say: Wording) -> str:
    """Say what a panel shows; `names` are those of its indicators, `kind` is that of its periods (year, holiday …)."""
    return Teller(panel, names, kind, say).sentence()


def best_read(told: Iterator[Series]) -> Iterator[Series]:
    """Give each series once: where official and reported figures stand side by side, the official ones."""
    found: dict[tuple[str, str, str], Series] = {}
    for one in told:
        key = (one.indicator, one.who, one.scope)
        if key not in found or (one.official and not found[key].official):
            found[key] = one
    return iter(found.values())


def achieved(one: Series) -> list[Point]:
    """Give the achieved levels of a series in order of time, those that are printed where there are any."""
    levels = [point for point in one.levels if not point.planned]
    printed = [point for point in levels if not point.derived]
    return printed or levels


def shown(one: Series) -> list[Point]:
    """Give what a series can be compared by: its achieved levels, else its growth, one figure a period."""
    points = achieved(one) or [point for point in one.growths if not point.planned]
    return [*{point.x: point for point in sorted(points, key=lambda point: not point.between)}.values()]


def firm(point: Point) -> bool:
    """Tell whether a figure is sure enough to be called higher or lower than another."""
    return point.qualifier == "exact" and not (point.doubtful or point.by_document)
