"""Draw a panel: levels as columns, growth as a line on a second axis, the standard picture of Chinese reports.

Planned figures are hatched, computed ones hollow; bounds end in an arrow head and carry their sign in the label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.charts.across import draw_across, height_across
from app.charts.axes import growth_axis, level_axis, period_axis
from app.charts.facets import facet_figure
from app.charts.growth_lines import growth_traces
from app.charts.labels_drawn import label_traces
from app.charts.legend import add_legend, shared_key
from app.charts.line_ends import end_room
from app.charts.lines import draw_lines
from app.charts.mark_looks import described, marker
from app.charts.mark_tips import disputed_marks, tips
from app.charts.marks_laid import gap_of, heights
from app.charts.palette import FONT, HOLLOW, colour, tint
from app.charts.sketch import Sketch, Trace, bar, scatter
from app.charts.views import SHARES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.panel import Panel
    from app.charts.points import Point, Series
    from app.wording import Wording

HEIGHT, LOW = 380, 210


def figure(panel: Panel, say: Wording) -> go.Figure:
    """Draw a panel for the screen; the dashboard's theme gives ground and ink."""
    if panel.apart:
        return facet_figure(panel, say, figure, shared_key(panel, say))
    drawing = Sketch()
    if panel.across:
        draw_across(drawing, panel, say)
    elif panel.as_lines and not panel.rank:
        draw_lines(drawing, panel, say)
    else:
        draw_upright(drawing, panel, say)
    if not panel.across:
        drawing.add(label_traces(panel, say))
    drawn = len(drawing.traces)
    add_legend(drawing, panel, say)
    head = 44 if len(drawing.traces) > drawn else 16  # no room for a legend without entries
    drawing.lay(
        height=height_of(panel),
        margin={"l": 8, "r": 8 + end_room(panel), "t": head, "b": 8},
        barmode="stack" if panel.stacked else "group",
        scattermode="group" if panel.upright else "overlay",
        bargap=gap_of(panel),
        scattergap=gap_of(panel),
        bargroupgap=0.12,
        hovermode="closest",
        dragmode=False,
        legend={
            "orientation": "h",
            "x": 0,
            # from the top of the picture: above the plot Plotly leaves it where it was as a window changes
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "traceorder": "normal",
            "bgcolor": "rgba(0,0,0,0)",
        },
        font={"family": FONT, "size": 13},
    )
    return drawing.figure()


def height_of(panel: Panel) -> int:
    """Give a panel's height in pixels: bars across need room for each of them."""
    if panel.rank and len(panel.periods) == 1:
        return LOW
    return height_across(panel) if panel.across else HEIGHT


def draw_upright(drawing: Sketch, panel: Panel, say: Wording) -> None:
    """Draw columns (dots for ranks, where less is better) and the growth line."""
    levels, rates = heights(panel)
    for number, one in enumerate(panel.series):
        for planned in (False, True):
            points = [point for point in one.levels if point.planned == planned]
            if points:
                make = dots if panel.rank else columns
                drawing.add([make(one, points, number, panel, say)])
                drawing.add([] if panel.rank else tips(one, points, number, panel, say))
        drawing.add(disputed_marks(one, number, panel, say))
    for number, one in enumerate(panel.series):
        drawing.add(growth_traces(one, number, panel, say))
    drawing.lay(xaxis=period_axis(panel))
    drawing.lay(yaxis=level_axis(levels, panel, with_growth=bool(rates)))
    if rates:
        drawing.lay(yaxis2=growth_axis(rates, with_levels=bool(levels)))


def columns(one: Series, points: Sequence[Point], number: int, panel: Panel, say: Wording) -> Trace:
    """Make the columns of one series; planned ones stand beside the actual ones of the same period."""
    ink = colour(number)
    return bar(
        x=[point.x for point in points],
        y=[point.value / panel.scale.factor for point in points],
        offsetgroup=None if panel.stacked else one.place(number, points[0]),
        textposition="none",
        marker=marker(points, ink, computed=tint(ink) if panel.chart == SHARES else HOLLOW),
        **described(one, points, number, panel.unit, say),
    )


def dots(one: Series, points: Sequence[Point], number: int, panel: Panel, say: Wording) -> Trace:
    """Make the dots of a rank: a column would show the better place as the shorter one."""
    return scatter(
        x=[point.x for point in points],
        y=[point.value for point in points],
        mode="lines+markers",
        line={"color": colour(number), "width": 1, "dash": "dot"},
        marker={"color": colour(number), "size": 13},
        **described(one, points, number, panel.unit, say),
    )
