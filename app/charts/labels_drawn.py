"""Draw the labels that fit: a trace of text for each series and width of the chart from which its labels are shown."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.charts.label_room import fitting
from app.charts.marks_laid import Label, lift_of, place_of
from app.charts.palette import FONT, GROWTH_COLOUR, colour
from app.charts.sketch import Trace, scatter

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.wording import Wording

ON_COLOUR = "#ffffff"


def label_traces(panel: Panel, say: Wording) -> list[Trace]:
    """Make the labels of a panel; style.css hides those of font `room520` in a chart of less than 520 pixels."""

    def kind(shown: tuple[Label, int, int]) -> tuple[int, bool, int, int, str, int]:
        label, since, upto = shown
        return label.number, label.growth, since, upto, place_of(label, panel), lift_of(label, panel)

    made = sorted(fitting(panel, say), key=kind)
    return [
        trace_of([label for label, *_ in group], number, panel, shown_from(since, upto), place)
        for (number, _, since, upto, place, _), group in groupby(made, key=kind)
    ]


def trace_of(labels: list[Label], number: int, panel: Panel, shown: dict[str, str], place: str) -> Trace:
    """Make the labels of one series that are shown at the same widths, which `shown` names."""
    growth = labels[0].growth
    ink = inks(labels, number, panel)
    lift = lift_of(labels[0], panel)
    return scatter(
        x=[label.point.x for label in labels],
        y=[label.y for label in labels],
        yaxis="y2" if growth else None,
        mode="markers+text",  # unseen marks keep their labels off the seen ones
        marker={"opacity": 0, "size": 2 * lift},
        text=[label.text for label in labels],
        textposition=[label.position for label in labels],
        textfont=({"color": ink} if ink else {}) | shown,
        offsetgroup=place if panel.upright else None,
        cliponaxis=False,
        hoverinfo="skip",
        legendgroup=str(number),
        showlegend=False,
    )


def shown_from(since: int, upto: int = 0) -> dict[str, str]:
    """Name a width in the font of labels, all that a drawing hands on to the page: style.css hides them by that name."""
    names = [f"room{since}"] * bool(since) + [f"upto{upto}"] * bool(upto)
    return {"family": ", ".join([FONT, *names])} if names else {}


def inks(labels: list[Label], number: int, panel: Panel) -> str | list[str] | None:
    """Give the colour of labels: of growth and of lines that of the line, on stacked parts one that shows."""
    if labels[0].growth:
        return GROWTH_COLOUR if len(panel.series) == 1 else colour(number)
    if panel.stacked:
        return [colour(number) if label.point.derived else ON_COLOUR for label in labels]
    return colour(number) if panel.as_lines and not panel.rank else None
