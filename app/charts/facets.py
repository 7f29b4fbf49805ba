"""Split a panel into small charts with one axis, and put them together for print."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from app.charts.palette import FONT
from app.charts.views import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.charts.panels import Panel
    from app.wording import Wording

ACROSS = 3  # small charts side by side in print
HEIGHT = 230  # pixels of each


def facets(panel: Panel) -> list[Panel]:
    """Give a panel for each series; all share the axes' reach."""
    factor = panel.scale.factor
    levels = tuple(
        (point.high or point.value) / factor for one in panel.series for point in (*one.levels, *one.disputed)
    )
    rates = tuple(point.value for one in panel.series for point in one.growths)
    return [
        replace(panel, title=one.name, series=(one,), reach=(levels, rates), split=TOGETHER)
        for one in panel.series
    ]


def facet_figure(panel: Panel, say: Wording, draw: Callable[[Panel, Wording], go.Figure]) -> go.Figure:
    """Draw the small charts of a panel as one picture."""
    parts = facets(panel)
    rows = -(-len(parts) // ACROSS)
    drawing = make_subplots(
        rows, ACROSS, specs=[[{"secondary_y": True}] * ACROSS] * rows, vertical_spacing=0.3 / rows,
        horizontal_spacing=0.06, subplot_titles=[escape(part.title) for part in parts],
    )  # fmt: skip
    for number, part in enumerate(parts):
        place = {"row": number // ACROSS + 1, "col": number % ACROSS + 1}
        small = go.Figure(draw(part, say).to_dict())  # checked, for its parts are taken one by one
        for trace in small.data:
            second = getattr(trace, "yaxis", None) == "y2"
            if trace.customdata is None and number > 0:
                continue  # the legend stands once
            trace.update(yaxis=None)
            drawing.add_trace(trace, secondary_y=second, **place)
        layout = small.layout.to_plotly_json()  # without growth it has no second axis
        drawing.update_xaxes(layout["xaxis"], **place)
        for second, name in enumerate(("yaxis", "yaxis2")):
            keep = {"overlaying", "side", "anchor", "domain"}
            look = {key: value for key, value in layout.get(name, {}).items() if key not in keep}
            drawing.update_yaxes(look, secondary_y=bool(second), **place)
    drawing.update_layout(
        height=HEIGHT * rows + 60,
        margin={"l": 8, "r": 8, "t": 70, "b": 8},
        barmode="group", scattermode="group", bargap=0.45, hovermode="closest", dragmode=False,
        legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top"},
        font={"family": FONT, "size": 12},
    )  # fmt: skip
    return drawing
