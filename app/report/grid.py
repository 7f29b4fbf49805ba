"""Lay out a panel's figures as periods by series: the table that a native chart stands on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.charts.name_widths import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.charts.panel import Panel
    from app.charts.points import Point, Series
    from app.wording import Wording

LEVEL, GROWTH, OTHER = "level", "growth", "other"  # `other` figures are listed and not drawn
PLAIN, OFFICIAL, PLANNED, DERIVED = "plain", "official", "planned", "derived"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of figures: `points` has one place a category; `number` is that of its series."""

    name: str
    kind: str
    points: tuple[Point | None, ...]
    number: int
    look: str = PLAIN
    joined: bool = True  # by a line, where it is drawn as one
    place: int = 0  # among the columns of the grid

    @property
    def known(self) -> list[Point]:
        """Give the figures that are there."""
        return [point for point in self.points if point]


@dataclass(frozen=True, slots=True)
class Grid:
    """The figures of a panel: `categories` as in words, `ticks` as they stand on the axis."""

    heading: str
    categories: tuple[str, ...]
    ticks: tuple[str, ...]
    columns: tuple[Column, ...]
    across: bool = False

    @property
    def drawn(self) -> list[Column]:
        """Give the columns that the chart shows."""
        return [one for one in self.columns if one.kind == LEVEL or (one.kind == GROWTH and not self.across)]

    @property
    def shared(self) -> bool:
        """Whether columns of one series, told apart by their looks, can stand in the same place."""
        levels = [one for one in self.columns if one.kind == LEVEL]
        return len({one.number for one in levels}) == 1 and not any(
            sum(one.points[place] is not None for one in levels) > 1 for place in range(len(self.categories))
        )


def grid(panel: Panel, say: Wording) -> Grid:
    """Lay out the figures of a panel."""
    made = bars(panel, say) if panel.across else upright(panel, say)
    columns = tuple(replace(column, place=place) for place, column in enumerate(made.columns))
    return replace(made, columns=columns)


def grid_of(made: Grid, places: Mapping[int, int]) -> Grid:
    """Give the part of a grid that belongs to the series of a small chart; `places` are theirs in it, by their number."""
    own = tuple(
        replace(column, number=places[column.number]) for column in made.columns if column.number in places
    )
    return replace(made, columns=own)


def upright(panel: Panel, say: Wording) -> Grid:
    """Lay out periods down and series across."""
    ticks = tuple(tick.replace("<br>", "\n") for tick in panel.ticks or panel.periods)
    columns = [
        column for number, one in enumerate(panel.series) for column in columns_of(one, number, panel, say)
    ]
    return Grid(say("column.period"), panel.periods, ticks, tuple(columns))


def bars(panel: Panel, say: Wording) -> Grid:
    """Lay out bars across: a line each, in the order of the picture, growth beside."""
    found = panel.bars
    dated = len(panel.periods) > 1
    names = tuple(one.name + (f" · {point.x}" if dated else "") for one, point in found)
    ticks = tuple(shortened(one.name) + (f" · {point.x}" if dated else "") for one, point in found)
    columns = [Column(say("measure.level"), LEVEL, tuple(point for _, point in found), 0)]
    for computed, key in ((False, "report.growth"), (True, "report.growth_computed")):
        rates = {
            (one.name, rate.x): rate
            for one in panel.series
            for rate in one.growths
            if rate.derived == computed
        }
        beside = tuple(rates.get((one.name, point.x)) for one, point in found)
        if any(beside):
            columns.append(Column(say(key), GROWTH, beside, 0))
    others = {(one.name, point.x): point for one in panel.series for point in one.disputed}
    further = tuple(others.get((one.name, point.x)) for one, point in found)
    if any(further):
        columns.append(Column(say("chart.disputed_key"), OTHER, further, 0))
    return Grid(say("column.who"), names, ticks, tuple(columns), across=True)


def columns_of(one: Series, number: int, panel: Panel, say: Wording) -> list[Column]:
    """Give the columns of one series: levels, growth, and figures that other documents state."""
    several = len(panel.series) > 1
    prefix = f"{one.name} · " if several else ""
    columns = [
        Column(words, LEVEL, placed(points, panel), number, look, joined=look != PLANNED)
        for words, look, points in level_groups(one, panel, say)
    ]
    printed = [point for point in one.growths if not point.derived]
    computed = [point for point in one.growths if point.derived]
    for points, key in ((printed, "chart.growth_key"), (computed, "chart.growth_computed_key")):
        if points:
            joined = points is printed or not printed  # computed rates stand beside the line of printed ones
            columns.append(Column(prefix + say(key), GROWTH, placed(points, panel), number, joined=joined))
    if one.disputed:
        columns.append(Column(prefix + say("chart.disputed_key"), OTHER, placed(one.disputed, panel), number))
    return columns


def level_groups(one: Series, panel: Panel, say: Wording) -> list[tuple[str, str, list[Point]]]:
    """Group the levels of a series into columns: name, look, figures.

    The only series of a chart has a column for each look, so that the legend explains it and a figure typed in
    later gets it; of several series only planned figures beside achieved ones of the same period stand apart.
    """
    alone = len(panel.series) == 1 and not panel.rank
    several = len(panel.series) > 1
    apart = alone or panel.as_lines or one.doubled
    looks = dict.fromkeys((PLAIN, PLANNED, DERIVED) if alone and not panel.as_lines else (PLAIN, PLANNED))
    groups: dict[str, list[Point]] = {look: [] for look in looks}
    for point in one.levels:
        look = look_of(point)
        groups[look if apart and look in groups else PLAIN].append(point)
    words = {
        PLAIN: one.name if several else say("measure.level"),
        PLANNED: say("status.planned"),
        DERIVED: say("status.derived"),
    }
    return [
        (
            f"{one.name} · {words[look]}" if several and look != PLAIN else words[look],
            OFFICIAL if look == PLAIN and one.official else look,
            points,
        )
        for look, points in groups.items()
        if points
    ]


def look_of(point: Point) -> str:
    """Tell how a figure is drawn: computed ones hollow, planned ones hatched, official ones dotted."""
    if point.derived or point.planned:
        return DERIVED if point.derived else PLANNED
    return OFFICIAL if point.official else PLAIN


def placed(points: Iterable[Point], panel: Panel) -> tuple[Point | None, ...]:
    """Put figures in their places among the periods; the first of several for one period counts."""
    held: dict[str, Point] = {}
    for point in points:
        held.setdefault(point.x, point)
    return tuple(held.get(period) for period in panel.periods)
