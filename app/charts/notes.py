"""Write the small print of a panel: notes on the marks that are there, and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.charts.areas_within import within
from app.charts.first_to_last import changes_told

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.wording import Wording


def notes(panel: Panel, say: Wording, form: str = "note") -> list[str]:
    """Give the note line, where a mark needs one or a person wrote it, what was revised, and the source line.

    `form` names the words for marks that look otherwise than on the page (`note_table`).
    """
    counts = {
        "count": panel.left_out, "base": panel.base, "all": panel.series_found, "drawn": len(panel.series),
    }  # fmt: skip
    words = [
        say(f"{form}.{mark}" if f"{form}.{mark}" in say.texts else f"note.{mark}", **counts)
        for mark in panel.marks
    ]
    for outer, inner in within(panel.who).items():
        words.append(say("note.holds", outer=outer, inner=say("list.join").join(inner)))
    if panel.unstacked:
        words.append(say("note.unstacked", which=say("list.join").join(panel.unstacked)))
    told = say("note.join").join(filter(None, [*words, panel.remark.rstrip("。. ")]))
    lines = [f"{say('chart.note')}{told}{say('note.stop')}"] if told else []
    if panel.vintages:
        lines.append(f"{say('chart.vintages')}{say('note.join').join(panel.vintages)}{say('note.stop')}")
    if panel.sources:
        more = panel.sources_found - len(panel.sources)
        others = say("chart.more_sources", count=panel.sources_found) if more > 0 else ""
        lines.append(f"{say('chart.source')}{say('list.semicolon').join(panel.sources)}{others}")
    return lines


def told_below(panel: Panel, say: Wording, form: str = "note") -> list[str]:
    """Give the lines below a chart in a file: what changed from the first to the last year, and the small print."""
    return [*changes_told(panel, say), *notes(panel, say, form)]


def alternative(panel: Panel, say: Wording) -> str:
    """Describe a chart for those who do not see it."""
    figures = say("note.join").join(
        f"{one.name} {point.x} {point.told}"
        for one in panel.series
        for point in (*one.levels, *one.growths, *one.disputed)
    )
    return say("chart.alt", title=panel.title, unit=panel.unit, figures=figures)
