"""Explain the marks of native small charts once, in a line above them: a legend in each would take half of its room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.charts.facets import whole_of
from app.charts.palette import GROWTH_COLOUR, colour
from app.report.native_looks import QUIET

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.wording import Wording


@dataclass(frozen=True, slots=True)
class Key:
    """A sign that looks like a mark, its colour, and what the mark tells."""

    sign: str
    ink: str
    words: str


def native_key(panel: Panel, say: Wording) -> list[Key]:
    """List the marks of the small charts of a panel; none where a chart stands alone, with a legend of its own."""
    if not panel.apart:
        return []
    whole = whole_of(panel)
    several, lines = len(whole.series) > 1, panel.drawn_as_lines
    levels = [point for one in whole.series for point in one.levels]
    growths = [point for one in whole.series for point in one.growths]
    ink, shade = (QUIET, QUIET) if several else (colour(0), GROWTH_COLOUR)
    looks = [
        ("▨" if not lines else "□", "status.planned", any(point.planned for point in levels)),
        ("□" if not lines else "○", "status.derived", any(point.derived for point in levels)),
    ]
    made = [
        Key(("■" if lines else "▩") if one.official else "●" if lines else "■", colour(number), one.name)
        for number, one in enumerate(whole.series)
        if several
    ]
    if not several and (growths or any(there for *_, there in looks)):
        made.append(Key("●" if lines else "■", ink, say("measure.level")))
    made += [Key(sign, ink, say(words)) for sign, words, there in looks if there]
    for sign, words, computed in (
        ("◆", "chart.growth_key", False),
        ("◇", "chart.growth_computed_key", True),
    ):
        if any(point.derived == computed for point in growths):
            made.append(Key(sign, shade, say(words)))
    return made
