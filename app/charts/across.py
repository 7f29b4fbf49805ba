"""Draw bars across: one period of many places or subjects, the longest on top, or of several indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.charts.axes import ticks
from app.charts.labels_drawn import shown_from
from app.charts.mark_looks import hover_of, label_of, marker
from app.charts.mark_tips import PAPER
from app.charts.marks_laid import MARK
from app.charts.name_widths import shortened
from app.charts.palette import HOLLOW, colour, tint
from app.charts.rooms import SCREEN_TEXT, WIDTHS, Room, text_wide
from app.charts.sketch import Sketch, Trace, bar, scatter
from app.charts.texts import as_text
from app.charts.views import SHARES

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.charts.points import Point, Series
    from app.wording import Wording

ROW_HEIGHT = 34
LONGEST = 24  # columns of a name
PHONE, MOST_FREE = (
    300,
    1.2,
)  # pixels of the narrowest chart; part of the longest bar that may stay free behind it
SIDEWAYS = {1: "triangle-right", -1: "triangle-left"}


def height_across(panel: Panel) -> int:
    """Give the height in pixels that bars across need."""
    return max(220, 120 + ROW_HEIGHT * sum(len(one.levels) for one in panel.series))


def draw_across(drawing: Sketch, panel: Panel, say: Wording) -> None:
    """Draw one bar a figure."""
    bars = panel.bars[::-1]  # the axis begins at the bottom
    growth = {
        (one.name, point.x): beside_words(point, say)
        for one in panel.series
        for point in sorted(
            one.growths, key=lambda point: not point.derived
        )  # a printed rate before a computed one
    }
    names = [name_across(one, point, panel) for one, point in bars]
    sizes = [point.value / panel.scale.factor for _, point in bars]
    labels = [
        ("\u2002" if point.bound else "") + label_of(point, say).replace("<br>", " ") for _, point in bars
    ]
    besides = [growth.get((one.name, point.x), "") for one, point in bars]
    drawing.add(
        [
            bar(
                y=list(range(len(bars))),
                x=sizes,
                orientation="h",
                text=[label + beside for label, beside in zip(labels, besides, strict=True)],
                textposition="none",
                showlegend=False,
                marker=marker(
                    [point for _, point in bars],
                    colour(0),
                    computed=tint(colour(0)) if panel.chart == SHARES else HOLLOW,
                ),
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
    rooms = rooms_across(panel)
    wholes = [label + beside for label, beside in zip(labels, besides, strict=True)]
    free = max(free_across(labels, rooms), free_across(wholes, rooms[-1:])) * ((high - low) or 1.0)
    span = (low - (free if low < 0 else 0), high + free)
    drawing.add(labels_across(sizes, labels, besides, span, rooms))
    drawing.lay(xaxis={"range": [*span], "tickformat": ",", "tickvals": ticks(low, high), "ticks": ""})


def beside_words(rate: Point, say: Wording) -> str:
    """Write growth behind the figure of a bar; a computed one says so, for no mark of its own tells it from a printed."""
    return say("chart.beside_computed" if rate.derived else "chart.beside", growth=rate.told)


def name_across(one: Series, point: Point, panel: Panel) -> str:
    """Name a bar by its series, and by its period where there are several."""
    return shortened(one.name, LONGEST) + (f" · {point.x}" if len(panel.periods) > 1 else "")


def rooms_across(panel: Panel) -> list[Room]:
    """List the rooms that bars may get: in a print one, on a page one for each of WIDTHS, less what the names take."""
    if panel.room:
        return [panel.room]
    names = (name_across(one, point, panel) for one in panel.series for point in one.levels)
    beside = 30 + max(text_wide(name, SCREEN_TEXT) for name in names)
    return [Room(width - beside, 0, SCREEN_TEXT, width) for width in WIDTHS]


def free_across(labels: list[str], rooms: list[Room]) -> float:
    """Give the part of the longest bar that stays free behind it, so that labels fit on a telephone too."""
    phone = next((room for room in rooms if room.since >= PHONE), rooms[0])
    need = max(text_wide(label, phone.text) for label in labels) + 2 * MARK
    return min(max(need / max(phone.wide - need, 1), 0.25), MOST_FREE)


def labels_across(
    sizes: list[float], labels: list[str], besides: list[str], span: tuple[float, float], rooms: list[Room]
) -> list[Trace]:
    """Write each bar's figure behind it where it fits, and growth beside from the width on where all that is told fits.

    Growth beside some figures and not beside others would say that of the others none is known.
    """
    low, high = span

    def since(size: float, text: str) -> int | None:
        for room in rooms:
            taken = (size - low if size >= 0 else high - size) / (high - low) * room.wide
            if taken + text_wide(text, room.text) + 2 * MARK <= room.wide:
                return room.since
        return None

    grown = [
        since(size, label + more) for size, label, more in zip(sizes, labels, besides, strict=True) if more
    ]
    known = [one for one in grown if one is not None]
    whole = max(known) if known and len(known) == len(grown) else None
    groups: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for row, (size, label, beside) in enumerate(zip(sizes, labels, besides, strict=True)):
        short, upto = since(size, label), whole if beside else None
        if upto is not None:
            groups.setdefault((upto, 0), []).append((row, label + beside))
        if short is not None and short != upto:
            groups.setdefault((short, upto or 0), []).append((row, label))
    return [
        scatter(
            x=[sizes[row] for row, _ in held],
            y=[row for row, _ in held],
            mode="markers+text",  # unseen marks keep their labels off the bars
            marker={"opacity": 0, "size": 2 * MARK},
            text=[text for _, text in held],
            textposition=["middle right" if sizes[row] >= 0 else "middle left" for row, _ in held],
            textfont=shown_from(since, upto) or None,
            cliponaxis=False,
            hoverinfo="skip",
            showlegend=False,
        )
        for (since, upto), held in groups.items()
    ]


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
