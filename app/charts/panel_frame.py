"""Frame a chart on a page: title and unit above it, small print below, no buttons on it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.charts.notes import notes

if TYPE_CHECKING:
    from app.charts.panels import Panel
    from app.wording import Wording


def panel_heading(panel: Panel, say: Wording) -> None:
    """Write the title, and the unit at the upper right."""
    unit = escape(say("chart.unit", unit=panel.unit))
    st.html(f'<div class="panel"><h3>{escape(panel.title)}</h3><span>{unit}</span></div>')


def small_print(panel: Panel, say: Wording) -> None:
    """Write notes and sources under the chart."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in notes(panel, say))
    st.html(f'<div class="small-print">{lines}</div>')


def quiet_config() -> dict[str, Any]:
    """Draw without buttons: downloads stand below, and nothing is sent anywhere."""
    return {"displayModeBar": False, "showSendToCloud": False, "displaylogo": False, "scrollZoom": False}
