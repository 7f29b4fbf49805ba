"""Lay out a panel for print: fixed size, light ground, title, unit, notes and source on the picture itself."""

from __future__ import annotations

import unicodedata
from html import escape
from typing import TYPE_CHECKING

from app.charts import FONT, figure

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from app.panels import Panel
    from app.wording import Wording

WIDTH, HEIGHT = 900, 560  # pixels; 15 cm in a Word column at 150 dots an inch
INK, QUIET, RULE, PAPER = "#1d2a33", "#5d6a73", "#dcd8cc", "#ffffff"
LINE = 13  # size of the small print


def print_figure(panel: Panel, notes: list[str], say: Wording) -> go.Figure:
    """Draw a panel for a report: it explains itself when it is cut out of the page."""
    drawing = figure(panel, say)
    foot = [line for note in notes for line in folded(note, 118)]
    height = max(HEIGHT, (drawing.layout.height or 0) + 120)
    below = 62 + (LINE + 6) * len(foot)
    drawing.update_layout(
        template="none", width=WIDTH, height=height, paper_bgcolor=PAPER, plot_bgcolor=PAPER,
        font={"family": FONT, "size": 14, "color": INK},
        margin={"l": 72, "r": 72, "t": 104, "b": below},
        title={"text": f"<b>{escape(panel.title)}</b>", "x": 0.5, "xanchor": "center", "y": 1, "yanchor": "top",
               "pad": {"t": 20}, "font": {"size": 19}},
        legend={"y": 1.02, "font": {"size": 13}},
    )  # fmt: skip
    drawing.update_xaxes(linecolor=QUIET, showline=not panel.across, gridcolor=RULE, title=None, zeroline=False)
    drawing.update_yaxes(gridcolor=RULE, zerolinecolor=QUIET, title=None)
    drawing.add_annotation(
        text=escape(say("chart.unit", unit=panel.unit)), showarrow=False, xref="paper", yref="paper",
        x=1, y=1, xanchor="right", yanchor="bottom", yshift=34, font={"size": LINE, "color": QUIET},
    )  # fmt: skip
    drawing.add_annotation(
        text="<br>".join(map(escape, foot)), showarrow=False, xref="paper", yref="paper", align="left",
        x=0, y=0, xanchor="left", yanchor="top", xshift=-48, yshift=-40, font={"size": LINE, "color": QUIET},
    )  # fmt: skip
    return drawing


def folded(text: str, columns: int) -> list[str]:
    """Break a line where it gets wider than so many columns; a Chinese character takes two."""
    lines, width = [""], 0
    for character in text:
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if width > columns:
            lines.append("")
            width = 2
        lines[-1] += character
    return lines
