"""Name lines at their ends where there is room, so that no colour need be looked up in a legend."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from app.charts.axes import small
from app.charts.name_widths import shortened, text_width
from app.charts.views import INDEX

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.charts.points import Point, Series

LINE = 16  # pixels of a line of text with its gap
PLOT = 240  # pixels of height that the smallest print has for figures
COLUMN, WIDEST = 6.8, 136  # pixels of a column of text, and that a name may take: a third of a telephone
GAP = 10  # pixels between a mark and its name
PHONE = 240  # pixels of the narrowest plot: the page is not asked how wide it is


@dataclass(frozen=True, slots=True)
class End:
    """A name at the end of a line: its text, the place on the axis of periods, the height and the room it takes."""

    text: str
    at: int
    height: float
    wide: int
    lines: int


def line_ends(panel: Panel) -> tuple[End, ...]:
    """Give the name of each line, in the order of the series; nothing unless all of them have room."""
    if not panel.as_lines or panel.rank or panel.apart or panel.across or len(panel.series) < 2:
        return ()
    if small(panel):  # the legend that small charts share names them
        return ()
    drawn = [[point for point in one.levels if not point.planned] for one in panel.series]
    if not all(drawn):
        return ()
    scale = pixels_of(panel)
    ends = [end_of(one, points, panel, scale) for one, points in zip(panel.series, drawn, strict=True)]
    if max(one.wide for one in ends) > WIDEST or any(touching(*pair) for pair in combinations(ends, 2)):
        return ()
    slot = PHONE / len(panel.periods)
    crossed = (
        crosses(end, heights(other, panel, scale), slot)
        for number, end in enumerate(ends)
        for place, other in enumerate(panel.series)
        if place != number
    )
    return () if any(crossed) else tuple(ends)


def end_room(panel: Panel) -> int:
    """Give the pixels that names need to the right of the plot."""
    ends = line_ends(panel)
    count = len(panel.periods)
    beyond = [one.wide - (count - 0.5 - one.at) * PHONE / count for one in ends]
    return round(max(0.0, *beyond)) if ends else 0


def end_of(one: Series, points: list[Point], panel: Panel, scale: float) -> End:
    """Place the name of a line behind its last figure, above the figure where both are too wide for one line."""
    last = max(points, key=lambda point: panel.periods.index(point.x))
    lines = [f"{shortened(one.name)} {last.told}"]
    if room_of(lines) > WIDEST:
        lines = [shortened(one.name), last.told]
    return End("\n".join(lines), panel.periods.index(last.x), last.value * scale, room_of(lines), len(lines))


def room_of(lines: list[str]) -> int:
    """Give the pixels that lines of text take beside their mark."""
    return GAP + round(COLUMN * max(map(text_width, lines)))


def pixels_of(panel: Panel) -> float:
    """Give the pixels that one base unit takes on the axis of levels."""
    values = [point.value for one in panel.series for point in (*one.levels, *one.disputed)]
    low = min(values) if panel.chart == INDEX else min(0.0, *values)
    return PLOT / (1.35 * (max(values) - low) or 1.0)


def heights(one: Series, panel: Panel, scale: float) -> dict[int, float]:
    """Give where the marks of a series stand, by their place on the axis of periods."""
    return {panel.periods.index(point.x): point.value * scale for point in (*one.disputed, *one.levels)}


def touching(one: End, other: End) -> bool:
    """Tell whether two names would touch; names at different places are held apart, too, for they may be wide."""
    return abs(one.height - other.height) < LINE * (one.lines + other.lines) / 2


def crosses(end: End, others: dict[int, float], slot: float) -> bool:
    """Tell whether another line runs through a name that stands within the plot."""
    beside = [height for at, height in others.items() if end.at <= at <= end.at + 1 + end.wide / slot]
    later = [at for at in others if at > end.at]
    if not later or not beside:
        return False
    reach = LINE * end.lines / 2
    return min(beside) < end.height + reach and max(beside) > end.height - reach
