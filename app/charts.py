"""Draw a panel: levels as columns, growth as a line on a second axis, the standard picture of Chinese reports.

Planned figures are hatched, computed ones hollow; bounds and approximations carry their sign in the label.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from app.axes import growth_axis, level_axis, ticks
from app.legend import add_legend
from app.palette import FONT, GROWTH_COLOUR, HOLLOW, colour, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.panels import Panel, Point, Series
    from app.wording import Wording

HEIGHT, LOW = 380, 210
ROW_HEIGHT = 34


def figure(panel: Panel, say: Wording) -> go.Figure:
    """Draw a panel for the screen; the dashboard's theme gives ground and ink."""
    drawing = go.Figure()
    if panel.across:
        draw_across(drawing, panel, say)
    else:
        draw_upright(drawing, panel, say)
    add_legend(drawing, panel, say)
    drawing.update_layout(
        height=height_of(panel),
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        barmode="group",
        bargap=gap_of(panel),
        bargroupgap=0.12,
        hovermode="closest",
        dragmode=False,
        legend={"orientation": "h", "x": 0, "y": 1.03, "yanchor": "bottom", "traceorder": "normal"},
        font={"family": FONT, "size": 13},
    )
    return drawing


def gap_of(panel: Panel) -> float:
    """Give the part of a period's room that stays free: few columns must not swell."""
    if panel.across:
        return 0.4
    return {1: 0.8, 2: 0.66, 3: 0.6}.get(len(panel.periods), 0.45)


def height_of(panel: Panel) -> int:
    """Give a panel's height in pixels: bars across need room for each of them."""
    if panel.rank and len(panel.periods) == 1:
        return LOW
    if not panel.across:
        return HEIGHT
    return max(220, 120 + ROW_HEIGHT * sum(len(one.levels) for one in panel.series))


def draw_upright(drawing: go.Figure, panel: Panel, say: Wording) -> None:
    """Draw columns (dots for ranks, where less is better) and the growth line."""
    levels, rates = [], []
    for number, one in enumerate(panel.series):
        levels += [point.value / panel.scale.factor for point in one.levels]
        rates += [point.value for point in one.growths]
        for planned in (False, True):
            points = [point for point in one.levels if point.planned == planned]
            if points:
                make = dots if panel.rank else columns
                drawing.add_trace(make(one, points, number, panel))
    for number, one in enumerate(panel.series):
        if one.growths:
            alone = len(panel.series) == 1
            drawing.add_trace(growth_line(one, number, GROWTH_COLOUR if alone else colour(number), say))
    drawing.update_xaxes(
        type="category", categoryorder="array", categoryarray=list(panel.periods), showgrid=False, ticks=""
    )
    drawing.update_layout(yaxis=level_axis(levels, panel, with_growth=bool(rates)))
    if rates:
        drawing.update_layout(yaxis2=growth_axis(rates, with_levels=bool(levels)))


def columns(one: Series, points: Sequence[Point], number: int, panel: Panel) -> go.Bar:
    """Make the columns of one series; planned ones stand beside the actual ones of the same period."""
    return go.Bar(
        x=[point.x for point in points],
        y=[point.value / panel.scale.factor for point in points],
        offsetgroup=f"{number}{'p' if points[0].planned else ''}",
        textposition="outside",
        constraintext="none",
        textangle=0,
        cliponaxis=False,
        marker=marker(points, colour(number)),
        **described(one, points, number, panel.unit),
    )


def dots(one: Series, points: Sequence[Point], number: int, panel: Panel) -> go.Scatter:
    """Make the dots of a rank: a column would show the better place as the shorter one."""
    return go.Scatter(
        x=[point.x for point in points],
        y=[point.value for point in points],
        mode="lines+markers+text",
        textposition="top center",
        line={"color": colour(number), "width": 1, "dash": "dot"},
        marker={"color": colour(number), "size": 13},
        **described(one, points, number, panel.unit),
    )


def growth_line(one: Series, number: int, ink: str, say: Wording) -> go.Scatter:
    """Make the line of growth rates on the second axis; computed rates are hollow."""
    fills = [HOLLOW if point.derived else ink for point in one.growths]
    return go.Scatter(
        x=[point.x for point in one.growths],
        y=[point.value for point in one.growths],
        yaxis="y2",
        mode="lines+markers+text",
        textposition="top center",
        cliponaxis=False,
        textfont={"color": ink},
        line={"color": ink, "width": 2},
        marker={"color": fills, "size": 9, "symbol": "diamond", "line": {"color": ink, "width": 2}},
        **described(one, one.growths, number, say("measure.yoy")),
    )


def described(one: Series, points: Sequence[Point], number: int, unit: str) -> dict[str, Any]:
    """Give what all marks have: labels, the row ids that a click leads by, and the hover text."""
    return {
        "text": [point.label for point in points],
        "customdata": [[point.id] for point in points],
        "hovertext": [escape(f"{one.name} {point.x}: {point.label} {unit}") for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "name": escape(one.name),
        "legendgroup": str(number),
        "showlegend": False,
    }


def draw_across(drawing: go.Figure, panel: Panel, say: Wording) -> None:
    """Draw one bar a figure, the longest on top."""
    bars = sorted(
        ((one, point) for one in panel.series for point in one.levels), key=lambda bar: bar[1].value
    )
    growth = {
        (one.name, point.x): say("chart.beside", growth=point.label)
        for one in panel.series
        for point in one.growths
    }
    names = [shortened(one.name) + (f" · {point.x}" if len(panel.periods) > 1 else "") for one, point in bars]
    sizes = [point.value / panel.scale.factor for _, point in bars]
    drawing.add_trace(
        go.Bar(
            y=list(range(len(bars))),
            x=sizes,
            orientation="h",
            text=[point.label + growth.get((one.name, point.x), "") for one, point in bars],
            textposition="outside",
            constraintext="none",
            cliponaxis=False,
            showlegend=False,
            marker=marker([point for _, point in bars], colour(0)),
            customdata=[[point.id] for _, point in bars],
            hovertext=[escape(f"{one.name} {point.x}: {point.label} {panel.unit}") for one, point in bars],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    rows = {"tickmode": "array", "tickvals": list(range(len(bars))), "ticktext": [*map(escape, names)]}
    drawing.update_yaxes(
        **rows, showgrid=False, zeroline=False, automargin=True, ticks="", ticklabelstandoff=6
    )
    drawing.update_xaxes(
        range=[0, max(sizes) * 1.25], tickformat=",", tickvals=ticks(0, max(sizes)), ticks=""
    )


def marker(points: Sequence[Point], ink: str) -> dict[str, Any]:
    """Fill actual figures, hatch planned ones, leave computed ones hollow."""
    return {
        "color": [HOLLOW if point.derived else ink for point in points],
        "line": {"color": ink, "width": 1.5},
        "pattern": {
            "shape": ["/" if point.planned and not point.derived else "" for point in points],
            "fillmode": "replace",  # the hatch takes the bar's own colour
            "bgcolor": HOLLOW,
            "size": 7,
            "solidity": 0.3,
        },
    }
