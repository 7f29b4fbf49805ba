"""Draw a panel: levels as columns, growth as a line on a second axis, the standard picture of Chinese reports.

Planned figures are hatched, computed ones hollow; bounds and approximations carry their sign in the label.
"""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.panels import Panel, Point, Series
    from app.wording import Wording

# Teal, ochre, ink, plum, olive, slate: apart also for colour-blind readers, and on light and dark ground.
COLOURS = ("#23808d", "#c8752b", "#5577ad", "#a0628f", "#7f9040", "#80868d")
GROWTH_COLOUR = COLOURS[1]
HOLLOW = "rgba(128,134,141,0.05)"
FONT = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
HEIGHT = 380
ROW_HEIGHT = 34
LONGEST_NAME = 18
BAND = 0.68  # of the height belongs to the columns where a growth line stands above them


def figure(panel: Panel, say: Wording) -> go.Figure:
    """Draw a panel for the screen; the dashboard's theme gives ground and ink."""
    drawing = go.Figure()
    if panel.across:
        draw_across(drawing, panel)
    else:
        draw_upright(drawing, panel, say)
    add_legend(drawing, panel, say)
    drawing.update_layout(
        height=height_of(panel),
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        barmode="group",
        bargap=0.45 if len(panel.periods) > 3 else 0.62,
        bargroupgap=0.12,
        hovermode="closest",
        dragmode=False,
        legend={"orientation": "h", "x": 0, "y": 1.03, "yanchor": "bottom", "traceorder": "normal"},
        font={"family": FONT, "size": 13},
    )
    return drawing


def height_of(panel: Panel) -> int:
    """Give a panel's height in pixels: bars across need room for each of them."""
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


def level_axis(levels: Sequence[float], panel: Panel, *, with_growth: bool) -> dict[str, Any]:
    """Make the left axis: from zero, and low enough to leave a band above for the growth line."""
    if not levels:
        return {"visible": False}
    if panel.rank:
        ends = [max(levels) + 1 + 0.15 * max(levels), min(0.5, min(levels) - 0.3 * max(levels))]
        return {"range": ends, "tickvals": sorted({*levels}), "showgrid": False, "zeroline": False}
    low, high = min(0.0, *levels), max(0.0, *levels)
    span = (high - low) or 1.0
    top = low + span / (BAND - 0.1) if with_growth else high + 0.2 * span
    return {"range": [low - 0.15 * span if low < 0 else 0.0, top], "tickformat": ",", "tickvals": ticks(low, high)}


def growth_axis(rates: Sequence[float], *, with_levels: bool) -> dict[str, Any]:
    """Make the right axis: its rates stand in a band above the columns, so that no label lies on a column."""
    low, high = min(0.0, *rates), max(0.0, *rates)
    span = (high - low) or 1.0
    top = high + 0.3 * span
    bottom = (low - BAND * top) / (1 - BAND) if with_levels else low - 0.1 * span
    axis = {"overlaying": "y", "side": "right", "showgrid": False, "zeroline": False}
    return axis | {"range": [bottom, top], "tickmode": "array", "tickvals": ticks(low, high, 2)}


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Choose round ticks from `low` to `high`: steps of 1, 2 or 5 times a power of ten."""
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


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


def draw_across(drawing: go.Figure, panel: Panel) -> None:
    """Draw one bar a figure, the longest on top."""
    bars = sorted(
        ((one, point) for one in panel.series for point in one.levels), key=lambda bar: bar[1].value
    )
    growth = {(one.name, point.x): f"（{point.label}）" for one in panel.series for point in one.growths}
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
    drawing.update_yaxes(**rows, showgrid=False, zeroline=False, automargin=True, ticks="", ticklabelstandoff=6)
    drawing.update_xaxes(
        range=[0, max(sizes) * 1.25], tickformat=",", tickvals=ticks(0, max(sizes)), ticks=""
    )


def marker(points: Sequence[Point], ink: str) -> dict[str, Any]:
    """Fill actual figures, hatch planned ones, leave computed ones hollow."""
    return {
        "color": [HOLLOW if point.derived or point.planned else ink for point in points],
        "line": {"color": ink, "width": 1.5},
        "pattern": {
            "shape": ["/" if point.planned and not point.derived else "" for point in points],
            "fgcolor": ink,
            "bgcolor": HOLLOW,
            "fgopacity": 1,
            "size": 7,
            "solidity": 0.3,
        },
    }


def add_legend(drawing: go.Figure, panel: Panel, say: Wording) -> None:
    """Explain the marks that are there: series where there are several, growth, planned, computed."""
    several = len(panel.series) > 1 and not panel.across
    if several:
        for number, one in enumerate(panel.series):
            key_entry(drawing, shortened(one.name), {"color": colour(number)}, group=str(number))
    ink = "#80868d" if several else colour(0)
    levels = [point for one in panel.series for point in one.levels]
    if not several and any(not point.planned and not point.derived for point in levels):
        key_entry(drawing, say("measure.level"), {"color": ink})
    if any(point.planned for point in levels):
        hatch = {"shape": "/", "fgcolor": ink, "bgcolor": HOLLOW, "size": 5}
        look = {"color": HOLLOW, "line": {"color": ink, "width": 1.5}, "pattern": hatch}
        key_entry(drawing, say("status.planned"), look)
    if any(point.derived for point in levels):
        key_entry(drawing, say("status.derived"), {"color": HOLLOW, "line": {"color": ink, "width": 1.5}})
    if any(one.growths for one in panel.series) and not panel.across:
        line = {"color": ink if several else GROWTH_COLOUR, "width": 2}
        shape = {"symbol": "diamond", "size": 9, "color": line["color"]}
        name = say("chart.growth_key")
        drawing.add_trace(go.Scatter(x=[None], y=[None], mode="lines+markers", name=name, line=line, marker=shape))


def key_entry(drawing: go.Figure, name: str, look: dict[str, Any], group: str | None = None) -> None:
    """Add a legend entry that stands for a look; one with a group shows and hides its series."""
    drawing.add_trace(go.Bar(x=[None], y=[None], name=escape(name), marker=look, legendgroup=group))


def colour(number: int) -> str:
    """Give a series its colour; the palette repeats."""
    return COLOURS[number % len(COLOURS)]


def shortened(name: str) -> str:
    """Shorten a long company's name in the middle; the table beside has it whole."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 6]}…{name[-5:]}"
