"""Draw growth rates: printed ones as solid diamonds on a line, those computed from two levels as hollow ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.charts.mark_looks import hover_of
from app.charts.palette import GROWTH_COLOUR, HOLLOW, colour
from app.charts.sketch import Trace, scatter
from app.charts.texts import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.panel import Panel
    from app.charts.points import Point, Series
    from app.wording import Wording


def growth_traces(one: Series, number: int, panel: Panel, say: Wording) -> list[Trace]:
    """Make the line of one series, and lone marks where a computed rate differs from the printed one."""
    if not one.growths:
        return []
    ink = GROWTH_COLOUR if len(panel.series) == 1 else colour(number)
    line = on_line(one)
    beside = [point for point in one.growths if point not in line]
    traces = [rates(one, number, with_gaps(line, panel.periods), ink, say)]
    traces += [rates(one, number, beside, ink, say, line=False)] if beside else []
    place = {"offsetgroup": str(number)} if panel.upright else {}  # above the columns of its own series
    return [trace | place for trace in traces]


def on_line(one: Series) -> list[Point]:
    """List the rates that the line of a series joins: of each period the printed one, else the computed one."""
    printed = {point.x for point in one.growths if not point.between}
    return [point for point in one.growths if not point.between or point.x not in printed]


def with_gaps(points: Sequence[Point], periods: Sequence[str]) -> list[Point | str]:
    """Put the periods without a point between those with one: a line must break there, not run across."""
    held = {point.x: point for point in points}
    places = [number for number, period in enumerate(periods) if period in held]
    if not places:
        return [*points]
    return [held.get(period, period) for period in periods[places[0] : places[-1] + 1]]


def rates(
    one: Series,
    number: int,
    points: Sequence[Point | str],
    ink: str,
    say: Wording,
    *,
    line: bool = True,
) -> Trace:
    """Make a trace on the second axis; a string among the points is a period without one."""
    known = [None if isinstance(point, str) else point for point in points]
    return scatter(
        x=[point if isinstance(point, str) else point.x for point in points],
        y=[point and point.value for point in known],
        yaxis="y2",
        mode="lines+markers" if line else "markers",
        connectgaps=False,
        cliponaxis=False,
        line={"color": ink, "width": 2},
        marker=rate_marker([point is None or point.derived for point in known], ink),
        text=[point.told if point else "" for point in known],
        customdata=[[point.id] if point else None for point in known],
        hovertext=[hover_of(one.name, point, say("measure.yoy"), say) if point else "" for point in known],
        hovertemplate="%{hovertext}<extra></extra>",
        name=as_text(one.name),
        legendgroup=str(number),
        showlegend=False,
    )


def rate_marker(computed: Sequence[bool], ink: str) -> dict[str, Any]:
    """Fill the diamonds of printed rates, leave computed ones hollow."""
    fills = [HOLLOW if one else ink for one in computed]
    return {"color": fills, "size": 9, "symbol": "diamond", "line": {"color": ink, "width": 2}}
