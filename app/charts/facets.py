"""Split a panel into small charts with one axis, and put them together for print."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from app.charts.marks_laid import SMALL_GAP
from app.charts.name_widths import in_lines
from app.charts.palette import FONT
from app.charts.texts import as_text
from app.charts.views import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.charts.panel import Panel
    from app.charts.points import Series
    from app.charts.sketch import Trace
    from app.wording import Wording

ACROSS = 3  # small charts side by side in print at most
HEIGHT = 230  # pixels of each
BESIDE = 0.06  # of the picture's width is between two of them, for the axis of levels, and as much for that of growth
NAME_LIFT = 8  # pixels between a name and the plot below it: the sign of a doubt may stand there
NAMED = 24  # columns of a name above one
PLACED = ("overlaying", "side", "anchor", "domain")  # of an axis: where it stands among the others


def facets(panel: Panel) -> list[Panel]:
    """Give a panel for each series, or for each place with its parts or kinds of figures; all share the axes' reach."""
    if panel.structures:
        return [structure_of(panel, who) for who in dict.fromkeys(one.who for one in panel.series)]
    factor = panel.scale.factor
    levels = tuple(
        (point.high or point.value) / factor for one in panel.series for point in (*one.levels, *one.disputed)
    )
    rates = tuple(point.value for one in panel.series for point in one.growths)
    if panel.by_place:
        return [
            replace(panel, title=who, who=(who,), series=kinds_of(panel, who), reach=(levels, rates), split=TOGETHER)
            for who in dict.fromkeys(one.who for one in panel.series)
        ]  # fmt: skip
    return [
        replace(panel, title=one.name, series=(one,), reach=(levels, rates), split=TOGETHER)
        for one in panel.series
    ]


def side_by_side(count: int) -> int:
    """Give how many of so many small charts of a print stand in a row: four in two rows, else as many as have room."""
    return 2 if count == 4 else min(count, ACROSS)


def facet_places(panel: Panel) -> list[dict[int, int]]:
    """Give for each small chart the numbers of its series in the panel, with their places in the small chart."""
    if not (panel.structures or panel.by_place):
        return [{number: 0} for number in range(len(panel.series))]
    told = [one.indicator if panel.structures else one.kind for one in panel.series]
    parts = [*dict.fromkeys(told)]
    return [
        {number: parts.index(told[number]) for number, one in enumerate(panel.series) if one.who == who}
        for who in dict.fromkeys(one.who for one in panel.series)
    ]


def kinds_of(panel: Panel, who: str) -> tuple[Series, ...]:
    """Give the kinds of figures of a place in the order and colours of all; one that it lacks stays empty."""
    kinds = {one.kind: one for one in panel.series}
    own = {one.kind: one for one in panel.series if one.who == who}
    return tuple(
        replace(own.get(kind, replace(one, levels=(), growths=(), disputed=())), name=kind)
        for kind, one in kinds.items()
    )


def structure_of(panel: Panel, who: str) -> Panel:
    """Give a place's parts in the order and colours of all; a part that it lacks stays empty."""
    parts = {one.indicator: one for one in panel.series}
    own = {one.indicator: one for one in panel.series if one.who == who}
    series = tuple(
        replace(
            own.get(part, replace(one, levels=(), growths=(), disputed=())),
            name=one.what,
        )
        for part, one in parts.items()
    )
    return replace(panel, title=who, who=(who,), series=series, reach=((100.0,), ()), split=TOGETHER)


def whole_of(panel: Panel) -> Panel:
    """Give a panel whose series hold the points of all small charts, so that its legend explains every mark."""
    small = facets(panel)
    joined = tuple(
        replace(
            alike[0],
            levels=tuple(point for one in alike for point in one.levels),
            growths=tuple(point for one in alike for point in one.growths),
            disputed=tuple(point for one in alike for point in one.disputed),
        )
        for alike in zip(*(one.series for one in small), strict=True)
    )
    return replace(small[0], series=joined)


def facet_figure(
    panel: Panel, say: Wording, draw: Callable[[Panel, Wording], go.Figure], key: Iterable[Trace]
) -> go.Figure:
    """Draw the small charts of a panel as one picture, with the entries of a legend that explains all of them."""
    parts = facets(panel)
    columns = side_by_side(len(parts))
    rows = -(-len(parts) // columns)
    drawing = make_subplots(
        rows, columns, specs=[[{"secondary_y": True}] * columns] * rows, vertical_spacing=0.3 / rows,
        horizontal_spacing=BESIDE + BESIDE * any(one.growths for one in panel.series),
        subplot_titles=[name_above(part.title, NAMED) for part in parts],
    )  # fmt: skip
    traces, axes = [*key], drawing.to_dict()["layout"]
    for number, part in enumerate(parts):
        row, column = divmod(number, columns)
        small = draw(part, say).to_dict()
        for second, own in enumerate(("yaxis", "yaxis2")):
            at = drawing.get_subplot(row + 1, column + 1, secondary_y=bool(second))
            across, up = at.xaxis.plotly_name, at.yaxis.plotly_name
            axes[across] |= small["layout"]["xaxis"]
            axes[up] |= {key: look for key, look in small["layout"].get(own, {}).items() if key not in PLACED}
            traces += [
                trace | {"xaxis": across.replace("axis", ""), "yaxis": up.replace("axis", "")}
                for trace in small["data"]
                if (trace.get("yaxis") == "y2") == bool(second) and trace.get("showlegend") is False
            ]
    drawing = go.Figure(data=traces, layout=axes, _validate=False)
    drawing.update_layout(
        height=HEIGHT * rows + 60,
        margin={"l": 8, "r": 8, "t": 70, "b": 8},
        barmode="stack" if panel.structures else "group",
        scattermode="group" if parts[0].upright else "overlay", bargap=SMALL_GAP,
        hovermode="closest", dragmode=False,
        legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top",
                "traceorder": "normal"},  # else each entry gets a line
        font={"family": FONT, "size": 12},
    )  # fmt: skip
    drawing.update_annotations(font_size=12, yshift=NAME_LIFT)
    return drawing


def name_above(name: str, longest: int) -> str:
    """Write the name above a small chart that is so many columns wide."""
    return "<br>".join(map(as_text, in_lines(name, longest)))
