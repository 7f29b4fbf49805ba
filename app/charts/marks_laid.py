"""Lay the marks of a panel out in a room, to see where a label would touch one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from app.charts.axes import growth_axis, level_axis, small
from app.charts.growth_lines import on_line
from app.charts.line_ends import line_ends
from app.charts.rooms import text_wide
from app.charts.views import INDEX

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.charts.points import Point, Series
    from app.charts.rooms import Room

LINE = 1.3  # of its size is a line of text high
EDGE = 6  # pixels of the margin that a label may take
SMALL_GAP = 0.45  # part of a period's room that stays free in a small chart
GAP, MARK = 3, 6  # pixels between a mark and its label, and from a mark's middle to its edge


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the lower left of a plot."""

    left: float
    right: float
    low: float
    high: float

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )


@dataclass(frozen=True, slots=True)
class Label:
    """The text of a figure: `number` is that of its series, `y` in the units of its axis, `above` its mark or within it."""

    point: Point
    number: int
    text: str
    y: float
    growth: bool = False
    position: str = "top center"
    over_cross: bool = False  # it stands on a cross, the other figure of its fact


class Marks:
    """Hold where the marks of a panel stand in a room."""

    def __init__(self, panel: Panel, room: Room) -> None:
        """Lay the columns and points of a panel out."""
        self.panel, self.room = panel, room
        self.slot = room.wide / len(panel.periods)
        drawn = [(number, one, point) for number, one in enumerate(panel.series) for point in one.levels]
        drawn.sort(key=lambda mark: (mark[0], mark[2].planned))
        grown = [(number, point) for number, one in enumerate(panel.series) for point in one.growths]
        places = [one.place(number, point) for number, one, point in drawn]
        self.groups = [*dict.fromkeys([*places, *(str(number) for number, _ in grown)])]
        if not panel.upright:
            self.groups = self.groups[:1]
        self.column = self.slot * (1 - gap_of(panel)) / max(len(self.groups), 1)
        levels, rates = heights(panel)
        axis = level_axis(levels, panel, with_growth=bool(rates), from_zero=panel.chart != INDEX)
        self.level_ends = axis.get("range", (0.0, 1.0))
        self.rate_ends = growth_axis(rates, with_levels=bool(levels))["range"] if rates else (0.0, 1.0)
        self.columns = (
            []
            if len(self.groups) < 2 and (panel.as_lines or panel.rank)
            else [(point.id, self.column_box(one, number, point)) for number, one, point in drawn]
        )
        self.dots = [(point.id, self.dot(str(number), point, growth=True)) for number, point in grown]
        self.names: list[Box] = []
        self.strokes: list[tuple[Box, Box]] = []
        for number, one in enumerate(panel.series):
            self.join({point.x: self.dot(str(number), point, growth=True) for point in on_line(one)})
        if panel.drawn_as_lines:
            self.lay_lines()

    def lay_lines(self) -> None:
        """Lay out the marks of lines, the strokes between them, and the names at their ends."""
        ends = line_ends(self.panel)
        for number, one in enumerate(self.panel.series):
            marks = {point.x: self.dot("", point, growth=False) for point in one.levels if not point.planned}
            self.dots += [(point.id, self.dot("", point, growth=False)) for point in one.levels]
            self.join(marks)
            if ends:
                last = marks[self.panel.periods[ends[number].at]]
                tall = ends[number].lines * LINE * self.room.text / 2
                self.names.append(
                    Box(
                        last.left,
                        last.right + ends[number].wide,
                        last.low + MARK - tall,
                        last.low + MARK + tall,
                    )
                )

    def join(self, marks: dict[str, Box]) -> None:
        """Lay out the strokes of a line between marks, by period: it breaks where a period has none."""
        held = [marks.get(period) for period in self.panel.periods]
        self.strokes += [(first, last) for first, last in pairwise(held) if first and last]

    def crosses(self, number: int) -> list[tuple[Point, Box]]:
        """List the crosses of a series, the lowest first."""
        one = self.panel.series[number]
        return [
            (point, self.dot(one.place(number, point), point, growth=False))
            for point in sorted(one.disputed, key=lambda point: point.value)
        ]

    def clear(self, label: Label) -> Label:
        """Lift a label above the crosses on its column that would stand in it."""
        if label.growth or self.panel.stacked:
            return label
        for point, cross in self.crosses(label.number):
            if point.x == label.point.x and self.box(label).meets(cross):
                label = replace(label, y=point.value / self.panel.scale.factor, over_cross=True)
        return label

    def middle(self, place: str, point: Point) -> float:
        """Give the middle of a figure's place within its period in pixels."""
        middle = (self.panel.periods.index(point.x) + 0.5) * self.slot
        if place not in self.groups or len(self.groups) < 2:
            return middle
        return middle + (self.groups.index(place) + 0.5 - len(self.groups) / 2) * self.column

    def up(self, value: float, *, growth: bool) -> float:
        """Give the height of a value on its axis in pixels."""
        low, high = self.rate_ends if growth else self.level_ends
        return self.room.high * (value - low) / ((high - low) or 1.0)

    def column_box(self, one: Series, number: int, point: Point) -> Box:
        """Give the rectangle of a column, with the interval of a range."""
        middle, factor = self.middle(one.place(number, point), point), self.panel.scale.factor
        ends = [self.up(end, growth=False) for end in (0.0, (point.high or point.value) / factor)]
        return Box(middle - self.column / 2, middle + self.column / 2, min(ends), max(ends))

    def dot(self, place: str, point: Point, *, growth: bool) -> Box:
        """Give the square round a mark of growth or on a line."""
        middle = self.middle(place, point)
        height = self.up(point.value / (1 if growth else self.panel.scale.factor), growth=growth)
        return Box(middle - MARK, middle + MARK, height - MARK, height + MARK)

    def box(self, label: Label) -> Box:
        """Give the rectangle of a label."""
        middle = self.middle(place_of(label, self.panel), label.point)
        half = text_wide(label.text, self.room.text) / 2
        tall = LINE * self.room.text * (label.text.count("<br>") + 1)
        foot = self.up(label.y, growth=label.growth)
        if label.position == "middle center":
            return Box(middle - half, middle + half, foot - tall / 2, foot + tall / 2)
        lift = lift_of(label, self.panel)
        up, side = label.position.split()
        middle += {"left": -half - lift - GAP, "right": half + lift + GAP}.get(side, 0)
        if up == "bottom":
            return Box(middle - half, middle + half, foot - lift - tall, foot - lift)
        return Box(middle - half, middle + half, foot + lift, foot + lift + tall)

    def free(self, label: Label, kept: list[Box]) -> bool:
        """Tell whether a label stands within the plot and touches no other label, column or mark."""
        box = self.box(label)
        # On a page the legend stands right above, and over small charts their names.
        above = GAP if self.room.since or small(self.panel) else self.room.text
        if box.left < 0 or box.right > self.room.wide + EDGE or box.high > self.room.high + above:
            return False
        if (label.position.startswith("bottom") and box.low < 0) or any(map(box.meets, (*kept, *self.names))):
            return False
        if self.panel.stacked:
            within = box.high - box.low <= self.up(label.point.value, growth=False) - self.up(0, growth=False)
            return within and box.right - box.left <= self.column
        # A column that is higher by less than the gap would still run into the label; and a mark of another
        # series beside or just beyond that of the figure would seem to be what the label is of.
        near = replace(box, low=box.low - MARK)
        if label.growth or self.panel.drawn_as_lines:
            own = self.dot(place_of(label, self.panel), label.point, growth=label.growth)
            near = Box(
                min(box.left, own.left), max(box.right, own.right),
                min(box.low, own.low - GAP), max(box.high, own.high + GAP),
            )  # fmt: skip
            if label.growth and label.position.startswith("bottom"):  # nor above the mark of another
                near = replace(near, low=box.low - 3 * MARK)
        marks = [*self.columns, *self.dots]
        if any(name != label.point.id and near.meets(other) for name, other in marks):
            return False
        crosses = (cross for number in range(len(self.panel.series)) for _, cross in self.crosses(number))
        return not any(map(box.meets, crosses)) and not any(
            runs_through(stroke, box) for stroke in self.strokes
        )


def runs_through(stroke: tuple[Box, Box], box: Box) -> bool:
    """Tell whether the line between the middles of two marks crosses a rectangle."""
    (left, low), (right, high) = ((mark.left + MARK, mark.low + MARK) for mark in stroke)
    begun, ended = max(left, box.left), min(right, box.right)
    if begun >= ended:
        return False
    rise = (high - low) / (right - left)
    heights = [low + rise * (at - left) for at in (begun, ended)]
    return min(heights) < box.high and max(heights) > box.low


def place_of(label: Label, panel: Panel) -> str:
    """Name the place within its period above which a label stands."""
    number = label.number
    return str(number) if label.growth else panel.series[number].place(number, label.point)


def lift_of(label: Label, panel: Panel) -> int:
    """Give the pixels between a figure's place and its label: a mark may stand there."""
    dotted = label.growth or label.over_cross or panel.as_lines or panel.rank
    return MARK if dotted or label.point.bound or label.point.high else GAP


def heights(panel: Panel) -> tuple[list[float], list[float]]:
    """List the levels, in the unit of the panel, and the rates that the axes must hold."""
    levels, rates = [*panel.reach[0]], [*panel.reach[1]]
    for one in panel.series:
        levels += [(point.high or point.value) / panel.scale.factor for point in (*one.levels, *one.disputed)]
        rates += [point.value for point in one.growths]
    return ([100.0] if panel.stacked else levels), rates


def gap_of(panel: Panel) -> float:
    """Give the part of a period's room that stays free: few columns must not swell."""
    if panel.across:
        return 0.4
    if small(panel):
        return SMALL_GAP
    return {1: 0.8, 2: 0.66, 3: 0.6}.get(len(panel.periods), 0.45 if len(panel.series) < 3 else 0.25)
