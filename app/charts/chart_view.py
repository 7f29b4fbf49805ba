"""Show the chart of a panel on a page, or its small charts side by side, as many in a line as fit."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Protocol

import streamlit as st

from app.charts.facets import facets
from app.charts.figure import figure
from app.charts.key_html import key_html
from app.charts.name_widths import shortened
from app.charts.notes import alternative
from app.charts.panel_frame import quiet_config

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from app.charts.panel import Panel
    from app.wording import Wording


class Shows(Protocol):
    """Show one drawing of a panel."""

    def __call__(self, panel: Panel, drawing: go.Figure, key: str, say: Wording) -> None:
        """Show it; `key` is its own on the page."""


def still(panel: Panel, drawing: go.Figure, key: str, say: Wording) -> None:
    """Show a drawing whose marks lead nowhere."""
    st.plotly_chart(drawing, key=key, width="stretch", config=quiet_config(), alt=alternative(panel, say))


def charts_of(panel: Panel, key: str, say: Wording, show: Shows = still) -> None:
    """Show the chart of a panel; of one that is split its small charts, below the legend that they share."""
    if not panel.apart:
        show(panel, figure(panel, say), key, say)
        return
    if told := key_html(panel, say):
        st.html(told)
    with st.container(horizontal=True, gap="small", key=f"small {key}"):  # their width: app/style.css
        for number, part in enumerate(facets(panel)):
            show(part, small(figure(part, say), part), f"{key} {number}", say)


def small(drawing: go.Figure, panel: Panel) -> go.Figure:
    """Make a chart small: its name above, no legend, for the one of them all tells the marks."""
    drawing.update_layout(
        height=230, showlegend=False, font={"size": 11}, margin={"l": 4, "r": 4, "t": 34, "b": 4},
        title={"text": escape(shortened(panel.title)), "font": {"size": 13}, "x": 0.02, "y": 0.97},
    )  # fmt: skip
    return drawing
