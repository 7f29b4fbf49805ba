"""Draw bars across: one period of many places or subjects, the longest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.charts.axes import ticks
from app.charts.mark_looks import hover_of, label_of, marker
from app.charts.mark_tips import PAPER
from app.charts.name_widths import shortened
from app.charts.palette import colour
from app.charts.sketch import Sketch, bar, scatter
from app.charts.texts import as_text

if TYPE_CHECKING:
    from app.charts.panels import Panel
    from app.charts.points import Point, Series
    from app.wording import Wording

ROW_HEIGHT = 34
SIDEWAYS = {1: "triangle-right", -1: "triangle-left"}


def height_across(panel: Panel) -> int:
    """Give the height in pixels that bars across need."""
    return max(220, 120 + ROW_HEIGHT * sum(len(one.levels) for one in panel.series))


def draw_across(drawing: Sketch, panel: Panel, say: Wording) -> None:
    """Draw one bar a figure, the longest on top."""
    bars = sorted(
        ((one, point) for one in panel.series for point in one.levels), key=lambda bar: bar[1].value
    )
    growth = {
        (one.name, point.x): say("chart.beside", growth=point.told)
        for one in panel.series
        for point in reversed(one.growths)
    }
    names = [shortened(one.name) + (f" · {point.x}" if len(panel.periods) > 1 else "") for one, point in bars]
    sizes = [point.value / panel.scale.factor for _, point in bars]
    labels = [label_of(point, say).replace("<br>", " ") for _, point in bars]
    drawing.add(
        [
            bar(
                y=list(range(len(bars))),
                x=sizes,
                orientation="h",
                text=[
                    ("  " if point.bound else "") + label + growth.get((one.name, point.x), "")
                    for (one, point), label in zip(bars, labels, strict=True)
                ],
                textposition="outside",
                constraintext="none",
                cliponaxis=False,
                showlegend=False,
                marker=marker([point for _, point in bars], colour(0)),
                error_x=spans_across([point for _, point in bars], panel.scale.factor),
                customdata=[[point.id] for _, point in bars],
                hovertext=[hover_of(one.name, point, panel.unit, say) for one, point in bars],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        ]
    )
    add_ends(drawing, bars, panel, say)
    rows = {"tickmode": "array", "tickvals": list(range(len(bars))), "ticktext": [*map(as_text, names)]}
    yaxis = {"showgrid": False, "zeroline": False, "automargin": True, "ticks": "", "ticklabelstandoff": 6}
    drawing.lay(yaxis=rows | yaxis)
    low, high = min(0.0, *sizes), max(0.0, *sizes)
    room = (high - low) or 1.0
    span = [low - (0.25 * room if low < 0 else 0), high + 0.25 * room]
    drawing.lay(xaxis={"range": span, "tickformat": ",", "tickvals": ticks(low, high), "ticks": ""})


def spans_across(points: list[Point], factor: float) -> dict[str, object]:
    """Draw ranges as intervals from their lower to their upper end."""
    spans = [(point.high - point.value) / factor if point.high else None for point in points]
    return {
        "type": "data", "symmetric": False, "array": spans, "arrayminus": [None] * len(spans),
        "color": colour(0), "thickness": 2, "width": 5, "visible": any(span is not None for span in spans),
    }  # fmt: skip


def add_ends(drawing: Sketch, bars: list[tuple[Series, Point]], panel: Panel, say: Wording) -> None:
    """Put arrow heads on bounds and crosses at the other figures of disputed facts."""
    heads = [(row, one, point) for row, (one, point) in enumerate(bars) if point.bound]
    places = {(one.name, point.x): row for row, (one, point) in enumerate(bars)}
    crosses = [
        (places[one.name, point.x], one, point)
        for one in panel.series
        for point in one.disputed
        if (one.name, point.x) in places
    ]
    for marks, look in (
        (heads, {"symbol": [SIDEWAYS[point.bound] for _, _, point in heads], "size": 13, "color": colour(0)}),
        (crosses, {"symbol": "x", "size": 10, "color": PAPER, "line": {"color": colour(0), "width": 2}}),
    ):
        if marks:
            drawing.add(
                [
                    scatter(
                        x=[point.value / panel.scale.factor for _, _, point in marks],
                        y=[row for row, _, _ in marks],
                        mode="markers",
                        marker=look,
                        showlegend=False,
                        cliponaxis=False,
                        customdata=[[point.id] for _, _, point in marks],
                        hovertext=[hover_of(one.name, point, panel.unit, say) for _, one, point in marks],
                        hovertemplate="%{hovertext}<extra></extra>",
                    )
                ]
            )
