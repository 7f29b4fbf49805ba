"""Tell in figures what changed from the first to the last year of a chart."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from app.charts.points import DOUBTFUL
from app.charts.views import INDEX
from app.labels import signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.charts.panel import Panel
    from app.charts.points import Point
    from app.wording import Wording

MOST = 12  # series that are told of
FIRM = ("exact", "about")  # a bound or a range has no growth
RATES = ("%", "‰")  # of which the difference is told, in points


@dataclass(frozen=True, slots=True)
class Change:
    """The first and the last figure of a series; `growth` is in %, of rates in points."""

    name: str
    first: Point
    last: Point
    growth: float
    points: bool


def changes(panel: Panel) -> Iterator[Change]:
    """Give the change of each series from the first to the last year that it has a figure of, where that can be told.

    Planned figures, bounds and ranges are passed over; of ranks and of periods that are not the same part of
    different years nothing is told.
    """
    if panel.rank or not panel.yearly or len(panel.periods) < 2:
        return
    rates = panel.unit in RATES
    for one in panel.series[:MOST]:
        known = {point.x: point for point in one.levels if not point.planned and point.qualifier in FIRM}
        held = [known[period] for period in panel.periods if period in known]
        if len(held) < 2 or (held[0].value <= 0 and not rates):
            continue
        first, last = held[0], held[-1]
        growth = last.value - first.value if rates else (last.value / first.value - 1) * 100
        yield Change(one.name, first, last, growth, points=rates and panel.chart != INDEX)


def changes_html(panel: Panel, say: Wording) -> str:
    """Write the changes as a list; empty where there is none."""
    lines = "".join(f"<li>{line(one, say, in_html)}</li>" for one in changes(panel))
    return f'<div class="changes"><p>{escape(heading(panel, say))}</p><ul>{lines}</ul></div>' if lines else ""


def changes_told(panel: Panel, say: Wording) -> list[str]:
    """Write the changes as one line of plain text for a file; none where there is no change."""
    lines = [line(one, say, plainly) for one in changes(panel)]
    words = f"{heading(panel, say)}{say('report.colon')}{say('note.join').join(lines)}{say('note.stop')}"
    return [words] if lines else []


def heading(panel: Panel, say: Wording) -> str:
    """Say of what the changes are, and that those of money contain those of prices."""
    return say("chart.changes_in_money" if panel.money else "chart.changes")


def line(one: Change, say: Wording, write: Callable[[str, str], str]) -> str:
    """Write a change: 鹤山市 2018 65.8 → 2025 101.5 +54.3%; `write` is given each word with its tag of a page."""
    grown = signed(one.growth, 1)
    growth = say("chart.change_points", points=grown) if one.points else f"{grown}%"
    growth += DOUBTFUL if one.first.doubtful or one.last.doubtful else ""
    figures = " → ".join(figure(end, say, write) for end in (one.first, one.last))
    return f"{write(one.name, 'span')} {figures} {write(growth, 'strong')}"


def figure(point: Point, say: Wording, write: Callable[[str, str], str]) -> str:
    """Write a figure with its year; a computed or a revised one says so."""
    flags = {"flag.derived": point.derived, "flag.latest": point.revised}
    told = "".join(f" {write(say(key), 'i')}" for key, there in flags.items() if there)
    return f"{write(point.x, '')} {write(point.told, 'b')}{told}"


def in_html(words: str, tag: str) -> str:
    """Write words as HTML, between their tags where they have one."""
    return f"<{tag}>{escape(words)}</{tag}>" if tag else escape(words)


def plainly(words: str, _tag: str) -> str:
    """Write words as they are."""
    return words
