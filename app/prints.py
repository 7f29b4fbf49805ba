"""Lay out a panel for print: fixed size, light ground, title, unit, notes and source on the picture itself."""

from __future__ import annotations

import unicodedata
from html import escape
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.charts import figure
from app.palette import FONT, shortened

if TYPE_CHECKING:
    from app.panels import Panel
    from app.wording import Wording

WIDTH, HEIGHT = 900, 560  # pixels; 15 cm in a Word column at 150 dots an inch
INK, QUIET, RULE, PAPER = "#1d2a33", "#5d6a73", "#dcd8cc", "#ffffff"
LINE = 13  # size of the small print


def print_figure(panel: Panel, notes: list[str], say: Wording) -> go.Figure:
    """Draw a panel for a report: it explains itself when it is cut out of the page."""
    drawing = go.Figure(figure(panel, say).to_dict())  # checked, for its parts are set one by one
    foot = [line for note in notes for line in folded(note, 118)]
    height = max(HEIGHT, (drawing.layout.height or 0) + 120)
    below = 62 + (LINE + 6) * len(foot)
    left = side_room(panel)
    drawing.update_layout(
        template="none", width=WIDTH, height=height, paper_bgcolor=PAPER, plot_bgcolor=PAPER,
        font={"family": FONT, "size": 14, "color": INK},
        margin={"l": left, "r": 72, "t": 104, "b": below},
        title={"text": f"<b>{escape(panel.title)}</b>", "x": 0.5, "xanchor": "center", "y": 1, "yanchor": "top",
               "pad": {"t": 20}, "font": {"size": 19}},
        legend={"y": 1.02, "font": {"size": 13}},
    )  # fmt: skip
    drawing.update_xaxes(
        linecolor=QUIET, showline=not panel.across, gridcolor=RULE, title=None, zeroline=False
    )
    drawing.update_yaxes(gridcolor=RULE, zerolinecolor=QUIET, title=None, automargin=False)
    drawing.add_annotation(
        text=escape(say("chart.unit", unit=panel.unit)), showarrow=False, xref="paper", yref="paper",
        x=1, y=1, xanchor="right", yanchor="bottom", yshift=34, font={"size": LINE, "color": QUIET},
    )  # fmt: skip
    drawing.add_annotation(
        text="<br>".join(map(escape, foot)), showarrow=False, xref="paper", yref="paper", align="left",
        x=0, y=0, xanchor="left", yanchor="top", xshift=24 - left, yshift=-40, font={"size": LINE, "color": QUIET},
    )  # fmt: skip
    return drawing


def side_room(panel: Panel) -> int:
    """Give the left margin in pixels: bars across carry their names there."""
    if not panel.across:
        return 72
    dated = max(map(text_width, panel.periods)) + 3 if len(panel.periods) > 1 else 0
    return 40 + round(7.4 * (max(text_width(shortened(one.name)) for one in panel.series) + dated))


def text_width(text: str) -> int:
    """Count the columns of a text; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def folded(text: str, columns: int) -> list[str]:
    """Break a line where it gets wider than so many columns, never before a comma or a closing mark."""
    lines, width = [""], 0
    for character in text:
        width += text_width(character)
        if width > columns and unicodedata.category(character) not in ("Po", "Pe", "Pf"):
            lines.append("")
            width = text_width(character)
        lines[-1] += character
    return lines
