"""Frame a chart on a page: title and unit above it, small print below, no buttons on it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.wording import Wording


def panel_heading(title: str, unit: str, say: Wording, lead: Iterable[str] = (), beside: str = "") -> None:
    """Write the title, the unit at the upper right, and below them what is to be read first, a line each.

    `beside` is escaped HTML behind the title.
    """
    words = escape(say("chart.unit", unit=unit))
    lines = "".join(f'<p class="seen">{escape(line)}</p>' for line in lead)
    st.html(f'<div class="panel"><h2>{escape(title)}</h2>{beside}<span>{words}</span></div>{lines}')


def small_print(notes: Iterable[str]) -> None:
    """Write notes and sources under the chart."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in notes)
    st.html(f'<div class="small-print">{lines}</div>')


def quiet_config() -> dict[str, Any]:
    """Draw without buttons: downloads stand below, and nothing is sent anywhere."""
    return {"displayModeBar": False, "showSendToCloud": False, "displaylogo": False, "scrollZoom": False}
