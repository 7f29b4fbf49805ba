"""Explain the marks of a chart, and only those that it has."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from app.palette import GROWTH_COLOUR, HOLLOW, colour, shortened

if TYPE_CHECKING:
    from app.panels import Panel
    from app.wording import Wording


def add_legend(drawing: go.Figure, panel: Panel, say: Wording) -> None:
    """Explain the marks that are there: series where there are several, growth, planned, computed."""
    several = len(panel.series) > 1 and not panel.across
    if several:
        for number, one in enumerate(panel.series):
            key_entry(drawing, shortened(one.name), {"color": colour(number)}, group=str(number))
    ink = "#80868d" if several else colour(0)
    levels = [point for one in panel.series for point in one.levels]
    marked = any(one.growths for one in panel.series) or any(
        point.planned or point.derived for point in levels
    )
    if marked and not several and any(not point.planned and not point.derived for point in levels):
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
        drawing.add_trace(
            go.Scatter(x=[None], y=[None], mode="lines+markers", name=name, line=line, marker=shape)
        )


def key_entry(drawing: go.Figure, name: str, look: dict[str, Any], group: str | None = None) -> None:
    """Add a legend entry that stands for a look; one with a group shows and hides its series."""
    drawing.add_trace(go.Bar(x=[None], y=[None], name=escape(name), marker=look, legendgroup=group))
