"""Explain the marks of a chart, and only those that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.charts.across import SIDEWAYS
from app.charts.facets import whole_of
from app.charts.growth_lines import rate_marker
from app.charts.line_ends import line_ends
from app.charts.mark_looks import DOTTED, SQUARE
from app.charts.mark_tips import disputed_marker, tip_marker
from app.charts.name_widths import shortened
from app.charts.palette import GROWTH_COLOUR, HOLLOW, QUIET, colour, tint
from app.charts.sketch import Sketch, Trace, bar, scatter
from app.charts.texts import as_text
from app.charts.views import SHARES

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.wording import Wording


def add_legend(drawing: Sketch, panel: Panel, say: Wording) -> None:
    """Explain the marks that are there: series where there are several, then what sets figures apart."""
    several = len(panel.series) > 1 and not panel.across  # a small chart has one, and says whose it is
    if several and not line_ends(panel):
        for number, one in enumerate(panel.series):
            look = {"color": colour(number)}
            if panel.as_lines:
                mark = {"size": 8, "symbol": SQUARE if one.official else "circle"}
                line_entry(drawing, shortened(one.name), look | mark, group=str(number), line=True)
            else:
                looks = look | ({"pattern": DOTTED} if one.official else {})
                key_entry(drawing, shortened(one.name), looks, group=str(number))
    ink = QUIET if several else colour(0)
    levels = [point for one in panel.series for point in one.levels]
    growths = [point for one in panel.series for point in one.growths] if not panel.across else []
    level_entries(drawing, panel, ink, say, named=several or not (growths or marked(levels)))
    if any(point.bound for point in levels):
        names = {1: "flag.lower", -1: "flag.upper"}
        for bound in sorted({point.bound for point in levels if point.bound}, reverse=True):
            line_entry(
                drawing, say(names[bound]), tip_marker([bound], ink, key=True) | heads_of(panel, bound)
            )
    if any(point.high for point in levels):
        line_entry(
            drawing, say("flag.range"), {"symbol": "line-ns", "size": 12, "line": {"color": ink, "width": 2}}
        )
    if any(one.disputed for one in panel.series):
        line_entry(drawing, say("chart.disputed_key"), disputed_marker(ink))
    for computed in (False, True):
        if any(point.derived == computed for point in growths):
            shade = ink if several else GROWTH_COLOUR
            key = "chart.growth_computed_key" if computed else "chart.growth_key"
            line_entry(drawing, say(key), rate_marker([computed], shade), line=True)


def heads_of(panel: Panel, bound: int) -> dict[str, Any]:
    """Turn an arrow head the way that it has on bars across."""
    return {"symbol": SIDEWAYS[bound]} if panel.across else {}


def shared_key(panel: Panel, say: Wording) -> list[Trace]:
    """Give the entries of the legend that the small charts of a panel share."""
    drawing = Sketch()
    add_legend(drawing, whole_of(panel), say)
    return drawing.traces


def marked(levels: list[Any]) -> bool:
    """Tell whether some figure is planned or computed, so that the plain ones need a name too."""
    return any(point.planned or point.derived for point in levels)


def level_entries(drawing: Sketch, panel: Panel, ink: str, say: Wording, *, named: bool) -> None:
    """Explain plain, planned and computed levels."""
    levels = [point for one in panel.series for point in one.levels]
    plain = any(not point.planned and not point.derived for point in levels)
    planned, derived = any(point.planned for point in levels), any(point.derived for point in levels)
    if panel.as_lines and not panel.across:
        if planned:
            look = {"symbol": "square-open", "size": 10, "color": ink, "line": {"color": ink, "width": 2}}
            line_entry(drawing, say("status.planned"), look)
        if derived:
            line_entry(
                drawing,
                say("status.derived"),
                {"size": 8, "color": HOLLOW, "line": {"color": ink, "width": 2}},
                line=True,
            )
        return
    if plain and not named:
        key_entry(drawing, say("measure.level"), {"color": ink})
    if planned:
        hatch = {"shape": "/", "fgcolor": ink, "bgcolor": HOLLOW, "size": 5}
        look = {"color": HOLLOW, "line": {"color": ink, "width": 1.5}, "pattern": hatch}
        key_entry(drawing, say("status.planned"), look)
    if derived:
        fill = tint(ink) if panel.chart == SHARES else HOLLOW
        key_entry(drawing, say("status.derived"), {"color": fill, "line": {"color": ink, "width": 1.5}})


def key_entry(drawing: Sketch, name: str, look: dict[str, Any], group: str | None = None) -> None:
    """Add a legend entry that stands for a look; one with a group shows and hides its series."""
    drawing.add([bar(x=[None], y=[None], name=as_text(name), marker=look, legendgroup=group)])


def line_entry(
    drawing: Sketch, name: str, look: dict[str, Any], group: str | None = None, *, line: bool = False
) -> None:
    """Add a legend entry with the mark itself, on a piece of line where the chart joins such marks."""
    shade = look.get("line", {}).get("color", look.get("color"))
    drawing.add(
        [
            scatter(
                x=[None],
                y=[None],
                mode="lines+markers" if line else "markers",
                name=as_text(name),
                marker=look,
                line={"color": shade, "width": 2},
                legendgroup=group,
            )
        ]
    )
