"""Lay labels out against the real marks and widths: what does not fit is left out, never cut or overprinted.

A page is not asked how wide it is: a label knows from which width of the chart it fits, and style.css hides it below.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

from app.charts.axes import growth_axis, level_axis, small
from app.charts.growth_lines import on_line
from app.charts.line_ends import line_ends
from app.charts.mark_looks import label_of
from app.charts.points import DOUBTFUL
from app.charts.views import INDEX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.charts.panels import Panel
    from app.charts.points import Point, Series
    from app.wording import Wording

WIDTHS = (
    300,
    400,
    520,
    680,
    880,
    1100,
)  # pixels of a chart from which more labels are shown; style.css has them too
SCREEN_TEXT, SMALL_TEXT = 13, 11  # pixels
SCREEN_HIGH, LOWEST, SMALL_HIGH = 310, 130, 150  # pixels that a plot is high without a legend, and at least
ENTRY, ENTRY_HIGH = 170, 20  # pixels that an entry of a legend is wide and high
SMALL_WIDE = 235  # pixels that a small chart is wide
LINE = 1.3  # of its size is a line of text high
NARROW, DIGIT = 0.3, 0.58  # of its size are points and digits wide, other characters a whole
EDGE = 6  # pixels of the margin that a label may take
GAP, MARK = 3, 6  # pixels between a mark and its label, and from a mark's middle to its edge


@dataclass(frozen=True, slots=True)
class Room:
    """The pixels that a plot has, the size of its letters, and the width of the chart from which it has them."""

    wide: float
    high: float
    text: float
    since: int = 0


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


def text_wide(text: str, size: float) -> float:
    """Measure a text of one or more lines in pixels, rather too wide than too narrow."""
    return size * max(sum(map(_wide, line)) for line in text.split("<br>"))


def _wide(character: str) -> float:
    if character in ".,:' ":
        return NARROW
    return DIGIT if (character.isascii() and character != "%") or character in "−–" else 1.0


def rooms_of(panel: Panel) -> list[Room]:
    """List the rooms that a panel may get, the narrowest first: in a print one, on a page one for each of WIDTHS."""
    if panel.room:
        return [panel.room]
    beside = 70 + (45 if any(one.growths for one in panel.series) or panel.reach[1] else 0)
    if panel.reach[0] or panel.reach[1]:
        return [Room(SMALL_WIDE - beside, SMALL_HIGH, SMALL_TEXT)]
    entries = legend_entries(panel)
    return [
        Room(width - beside, high_below_legend(entries, width - beside), SCREEN_TEXT, width)
        for width in WIDTHS
    ]


def high_below_legend(entries: int, wide: int) -> float:
    """Give the pixels of height that a legend leaves to a plot so wide: on a phone a line an entry."""
    lines = -(-entries // max(1, wide // ENTRY))
    return max(SCREEN_HIGH - ENTRY_HIGH * lines, LOWEST)


def legend_entries(panel: Panel) -> int:
    """Count what a legend explains: several series, unless their lines are named, and each look of their marks."""
    levels = [point for one in panel.series for point in one.levels]
    growths = [point for one in panel.series for point in one.growths]
    looks = {
        *(("planned", point.planned) for point in levels),
        *(("derived", point.derived) for point in levels),
        *(("bound", point.bound) for point in levels if point.bound),
        *(("high", True) for point in levels if point.high),
        *(("disputed", True) for one in panel.series if one.disputed),
        *(("growth", point.derived) for point in growths),
    }
    named = len(panel.series) if len(panel.series) > 1 and not line_ends(panel) else 1
    return named + len(looks - {("planned", False), ("derived", False)})


def fitting(panel: Panel, say: Wording) -> list[tuple[Label, int, int]]:
    """Give the labels that fit, each with the widths of the chart from and up to which it is shown; 0 is no limit.

    Those of the last and the first period come first, then the latest. Where that of a figure in doubt has no room
    its sign stands alone: it never goes with the number.
    """
    found: dict[str, tuple[Label, int]] = {}
    rooms = rooms_of(panel)
    lowest, highest = Marks(panel, rooms[0]), Marks(panel, rooms[-1])
    # A number above a cross that is far from its column would seem to be that of the cross; a sign is of both.
    wanted = [highest.clear(label) for label in labels_wanted(panel, say)]
    ends = (panel.periods[0], panel.periods[-1]) if panel.periods else ()
    wanted.sort(
        key=lambda label: (label.growth, label.point.x not in ends, -panel.periods.index(label.point.x))
    )
    signs = {
        label.point.id: lowest.clear(replace(label, text=DOUBTFUL))
        for label in wanted
        if label.point.doubtful
    }
    for room in rooms:
        marks = Marks(panel, room)
        kept = {name: marks.box(label) for name, (label, _) in found.items()}
        kept |= {name: marks.box(sign) for name, sign in signs.items() if name not in found}
        for label in (label for label in wanted if label.point.id not in found):
            name = label.point.id
            others = [box for other, box in kept.items() if other != name]
            fit = next((one for one in choices(label, panel) if marks.free(one, others)), None)
            if fit:
                found[name] = (fit, room.since)
                kept[name] = marks.box(fit)
    alone = ((sign, 0, found[name][1] if name in found else 0) for name, sign in signs.items())
    return [
        *((label, since, 0) for label, since in found.values()),
        *((sign, since, upto) for sign, since, upto in alone if upto or sign.point.id not in found),
    ]


def choices(label: Label, panel: Panel) -> list[Label]:
    """List where a label may stand: of growth below its mark too, among several lines also beside it."""
    if label.growth:
        return [label, replace(label, position="bottom center")]
    if not among_lines(panel):
        return [label]
    places = product(("center", "left", "right"), ("top", "bottom"))
    return [replace(label, position=f"{up} {side}") for side, up in places]


def among_lines(panel: Panel) -> bool:
    """Tell whether a panel has several lines, which must not run through a label."""
    return panel.as_lines and not panel.rank and len(panel.series) > 1


def labels_wanted(panel: Panel, say: Wording) -> Iterator[Label]:
    """List the labels of a panel; of several lines those of the first and last figures, and of figures in doubt."""
    lines = panel.as_lines and not panel.rank
    factor = panel.scale.factor
    below = dict.fromkeys(panel.periods, 0.0)
    for number, one in enumerate(panel.series):
        for point in ends_of(one, panel) if among_lines(panel) else one.levels:
            size = point.value / factor
            if panel.stacked:
                yield Label(
                    point, number, label_of(point, say), below[point.x] + size / 2, position="middle center"
                )
                below[point.x] += size
            else:
                end = (point.high or point.value) / factor
                position = "bottom center" if end < 0 else "top center"
                yield Label(point, number, label_of(point, say), end, position=position)
        for point in sorted(one.growths, key=lambda point: point.between) if not lines else ():
            yield Label(point, number, point.told, point.value, growth=True)


def ends_of(one: Series, panel: Panel) -> list[Point]:
    """List the first and the last figure of a line, unless its name tells the last, and those in doubt."""
    actual = [point for point in one.levels if not point.planned]
    named = actual[-1:] if line_ends(panel) else []
    return [
        point for point in one.levels
        if point not in named and (point in (*actual[:1], *actual[-1:]) or point.doubtful)
    ]  # fmt: skip


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
        if among_lines(panel):
            self.lay_lines()

    def lay_lines(self) -> None:
        """Lay out the marks of several lines, the strokes between them, and the names at their ends."""
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
        if label.growth or among_lines(self.panel):
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
    return {1: 0.8, 2: 0.66, 3: 0.6}.get(len(panel.periods), 0.45 if len(panel.series) < 3 else 0.25)
