"""Draw levels as lines: one a series, broken where a period has no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.charts.axes import level_axis, period_axis
from app.charts.growth_lines import with_gaps
from app.charts.line_ends import End, line_ends
from app.charts.mark_looks import SQUARE, described
from app.charts.mark_tips import disputed_marks, interval
from app.charts.palette import HOLLOW, QUIET, colour
from app.charts.sketch import Sketch, Trace, scatter
from app.charts.texts import as_text
from app.charts.views import INDEX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.panel import Panel
    from app.charts.points import Point, Series
    from app.wording import Wording

BASE_LINE = {
    "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 100, "y1": 100, "layer": "below",
    "line": {"width": 1, "dash": "dot", "color": QUIET},
}  # fmt: skip
BOUNDS = {1: "triangle-up", -1: "triangle-down", 0: "circle"}


def draw_lines(drawing: Sketch, panel: Panel, say: Wording) -> None:
    """Draw a line a series, planned figures as squares beside it."""
    levels, ends = [*panel.reach[0]], line_ends(panel)
    for number, one in enumerate(panel.series):
        levels += [(point.high or point.value) / panel.scale.factor for point in (*one.levels, *one.disputed)]
        actual = [point for point in one.levels if not point.planned]
        planned = [point for point in one.levels if point.planned]
        if actual:
            drawing.add([level_line(one, actual, number, panel, say, ends[number] if ends else None)])
        if planned:
            drawing.add([planned_marks(one, planned, number, panel, say)])
        drawing.add(disputed_marks(one, number, panel, say))
    if panel.chart == INDEX:
        drawing.lay(shapes=[BASE_LINE])
    drawing.lay(xaxis=period_axis(panel))
    drawing.lay(yaxis=level_axis(levels, panel, with_growth=False, from_zero=panel.chart != INDEX))


def level_line(
    one: Series, points: Sequence[Point], number: int, panel: Panel, say: Wording, end: End | None = None
) -> Trace:
    """Make one line; computed figures are hollow, bounds are arrow heads, ranges have their interval.

    With `end` it bears its name behind its last figure.
    """
    ink, factor = colour(number), panel.scale.factor
    plain = SQUARE if one.official else BOUNDS[0]
    placed = with_gaps(points, panel.periods)
    known = [None if isinstance(point, str) else point for point in placed]
    looks = described(one, points, number, panel.unit, say)
    by_id = {point.id: place for place, point in enumerate(points)}
    for name in ("text", "customdata", "hovertext"):
        looks[name] = [looks[name][by_id[point.id]] if point else None for point in known]
    if end:
        name = as_text(end.text).replace("\n", "<br>")
        looks["text"] = [point and (name if point.x == panel.periods[end.at] else "") for point in known]
    spans = interval([point for point in known if point], factor, ink)
    spans["array"] = [
        (point.high - point.value) / factor if point and point.high else None for point in known
    ]
    spans["arrayminus"] = [None] * len(known)
    return scatter(
        x=[point if isinstance(point, str) else point.x for point in placed],
        y=[point and point.value / factor for point in known],
        error_y=spans,
        mode="lines+markers+text" if end else "lines+markers",
        connectgaps=False,
        textposition="middle right",
        textfont={"color": ink},
        cliponaxis=False,
        line={"color": ink, "width": 2.5},
        marker={
            "symbol": [BOUNDS[point.bound] if point and point.bound else plain for point in known],
            "size": [12 if point and point.bound else 8 for point in known],
            "color": [HOLLOW if point and point.derived else ink for point in known],
            "line": {"color": ink, "width": 2},
        },
        **looks,
    )


def planned_marks(one: Series, points: Sequence[Point], number: int, panel: Panel, say: Wording) -> Trace:
    """Make the marks of planned figures: squares that no line joins to what was achieved."""
    ink = colour(number)
    return scatter(
        x=[point.x for point in points],
        y=[point.value / panel.scale.factor for point in points],
        mode="markers",
        cliponaxis=False,
        marker={"symbol": "square-open", "size": 10, "color": ink, "line": {"color": ink, "width": 2}},
        **described(one, points, number, panel.unit, say),
    )
