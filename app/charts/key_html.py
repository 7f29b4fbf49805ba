"""Write the legend that small charts share as HTML: it takes the lines that its window needs, and no more."""

from __future__ import annotations

from base64 import b64encode
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from app.charts.legend import shared_key
from app.charts.mark_looks import DOTS

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.charts.sketch import Trace
    from app.wording import Wording

# By plotly's symbol: its outline in a square of 12 pixels round (14, 8).
OUTLINES = {
    "circle": "M14 3a5 5 0 1 0 .01 0z",
    "diamond": "M14 2l6 6-6 6-6-6z",
    "triangle-up": "M14 3l6 10H8z",
    "triangle-down": "M14 13L8 3h12z",
    "line-ns": "M14 2v12",
    "line-ew": "M8 8h12",
    "x": "M9 5l2-2 3 3 3-3 2 2-3 3 3 3-2 2-3-3-3 3-2-2 3-3z",
}
SQUARE = "M9 3h10v10H9z"


def key_html(panel: Panel, say: Wording) -> str:
    """Write what the marks of the small charts of a panel tell; "" where none needs it."""
    entries = [f"<li>{_mark(trace)}{escape(_words(trace))}</li>" for trace in shared_key(panel, say)]
    return f'<ul class="key">{"".join(entries)}</ul>' if entries else ""


def _words(trace: Trace) -> str:
    return unescape(str(trace["name"]))  # it is written for plotly, which reads marks of HTML


def _mark(trace: Trace) -> str:
    """Draw the mark of an entry as plotly would."""
    look = trace["marker"]
    edge = look.get("line", {})
    ink, fill = _one(edge.get("color", look.get("color"))), _one(look.get("color"))
    symbol = _one(look.get("symbol", "circle" if trace["type"] == "scatter" else "square"))
    fill, symbol = ("none", "square") if symbol == "square-open" else (fill, symbol)
    drawn = (
        [f'<path d="M0 8h28" stroke="{ink}" stroke-width="2"/>'] if "lines" in trace.get("mode", "") else []
    )
    width = _one(edge.get("width", 1))
    drawn.append(
        f'<path d="{OUTLINES.get(symbol, SQUARE)}" fill="{fill}" stroke="{ink}" stroke-width="{width or 1}"/>'
    )
    shape = look.get("pattern", {}).get("shape", "")
    if shape == "/":
        drawn.append(f'<path d="M9 8l5-5M9 13L19 3M14 13l5-5" stroke="{ink}"/>')
    elif shape == ".":
        drawn += [f'<circle cx="{x}" cy="{y}" r="1" fill="{DOTS}"/>' for x in (12, 16) for y in (6, 10)]
    # Streamlit strips SVG out of HTML, but shows it as a picture.
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 16">{"".join(drawn)}</svg>'
    return f'<img alt="" width="28" height="16" src="data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}">'


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value
