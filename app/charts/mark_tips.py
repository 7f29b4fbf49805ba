"""Draw what stands on a column's end: an arrow head for a bound, an interval for a range, marks for other figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.charts.mark_looks import described
from app.charts.palette import colour
from app.charts.sketch import Trace, scatter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.panel import Panel
    from app.charts.points import Point, Series
    from app.wording import Wording

ARROWS = {1: "triangle-up", -1: "triangle-down", 0: "line-ew"}
HEAD = 0.025  # of the highest column: half the height of an arrow head
PAPER = "#fdfcf9"


def tips(one: Series, points: Sequence[Point], number: int, panel: Panel, say: Wording) -> list[Trace]:
    """Make the ends of the columns that are bounds or ranges; none where there are none."""
    open_ended = [point for point in points if point.bound or point.high]
    if not open_ended:
        return []
    factor = panel.scale.factor
    lift = HEAD * highest(panel)  # a head stands on its column, or hangs within it
    return [
        scatter(
            x=[point.x for point in open_ended],
            y=[(point.high or point.value) / factor + point.bound * lift for point in open_ended],
            error_y=interval(open_ended, factor, colour(number)),
            offsetgroup=one.place(number, points[0]),
            mode="markers",
            cliponaxis=False,
            marker=tip_marker([point.bound for point in open_ended], colour(number)),
            **described(one, open_ended, number, panel.unit, say),
        )
    ]


def highest(panel: Panel) -> float:
    """Give the largest figure that the axis holds, in the panel's unit."""
    drawn = [abs(point.value) / panel.scale.factor for one in panel.series for point in one.levels]
    return max([*drawn, *map(abs, panel.reach[0])], default=0.0)


def tip_marker(bounds: Sequence[int], ink: str, *, key: bool = False) -> dict[str, Any]:
    """Give arrow heads that point where the true figure lies, and the cap of an interval.

    The head of an upper bound lies within its column, in the colour of paper; as a legend's key it is outlined.
    """
    return {
        "symbol": [ARROWS[bound] for bound in bounds],
        "size": [13 if bound else 14 for bound in bounds],
        "color": [PAPER if bound < 0 else ink for bound in bounds],
        "line": {"color": ink, "width": [int(key) if bound else 2 for bound in bounds]},
    }


def interval(points: Sequence[Point], factor: float, ink: str) -> dict[str, Any]:
    """Draw a range from its lower to its upper end."""
    spans = [(point.high - point.value) / factor if point.high else None for point in points]
    return {
        "type": "data", "symmetric": False, "array": [None] * len(spans), "arrayminus": spans,
        "color": ink, "thickness": 2, "width": 0, "visible": any(span is not None for span in spans),
    }  # fmt: skip


def disputed_marks(one: Series, number: int, panel: Panel, say: Wording) -> list[Trace]:
    """Mark the other figures that documents state for a period which has a column already."""
    if not one.disputed:
        return []
    upright = not panel.as_lines
    place = {"offsetgroup": one.place(number, one.disputed[0])} if upright else {}
    return [
        scatter(
            x=[point.x for point in one.disputed],
            y=[point.value / panel.scale.factor for point in one.disputed],
            mode="markers",
            cliponaxis=False,
            marker=disputed_marker(colour(number)),
            **place,
            **described(one, one.disputed, number, panel.unit, say),
        )
    ]


def disputed_marker(ink: str) -> dict[str, Any]:
    """Give the cross of a disputed figure: in a colour that shows on the column and on the ground."""
    return {"symbol": "x", "size": 10, "color": PAPER, "line": {"color": ink, "width": 2}}
