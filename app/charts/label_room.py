"""Lay labels out against the real marks and widths: what does not fit is left out, never cut or overprinted.

A page is not asked how wide it is: a label knows from which width of the chart it fits, and style.css hides it below.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from app.charts.line_ends import line_ends
from app.charts.mark_looks import label_of
from app.charts.marks_laid import Label, Marks, runs_through
from app.charts.points import DOUBTFUL
from app.charts.rooms import SCREEN_TEXT, SMALL_HIGH, SMALL_TEXT, WIDTHS, Room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.charts.panel import Panel
    from app.charts.points import Point, Series
    from app.wording import Wording

SCREEN_HIGH, LOWEST = 310, 130  # pixels that a plot is high without a legend, and at least
ENTRY, ENTRY_HIGH = 170, 20  # pixels that an entry of a legend is wide and high
SMALL_WIDE = 235  # pixels that a small chart is wide


def fitting(panel: Panel, say: Wording) -> list[tuple[Label, int, int]]:
    """Give the labels that fit, each with the widths of the chart from and up to which it is shown; 0 is no limit.

    Those of the last and the first period come first, then the latest. Where that of a figure in doubt has no room
    its sign stands alone: it never goes with the number.
    """
    found: dict[str, tuple[Label, int]] = {}
    rooms = rooms_of(panel)
    every = [Marks(panel, room) for room in rooms]
    # A number above a cross that is far from its column would seem to be that of the cross; a sign is of both.
    wanted = [every[-1].clear(label) for label in labels_wanted(panel, say)]
    ends = (panel.periods[0], panel.periods[-1]) if panel.periods else ()
    wanted.sort(
        key=lambda label: (label.growth, label.point.x not in ends, -panel.periods.index(label.point.x))
    )
    signs = signs_apart([label for label in wanted if label.point.doubtful], every)
    for room, marks in zip(rooms, every, strict=True):
        kept = {name: marks.box(label) for name, (label, _) in found.items()}
        kept |= {name: marks.box(sign) for name, sign in signs.items() if name not in found}
        for label in (label for label in wanted if label.point.id not in found):
            name = label.point.id
            others = [box for other, box in kept.items() if other != name]
            fit = next((one for one in choices(label, panel) if marks.free(one, others)), None)
            if fit:
                found[name] = (fit, room.since)
                kept[name] = marks.box(fit)
    alone = ((sign, 0, found[name][1] if name in found else 0) for name, sign in signs.items())
    return [
        *((label, since, 0) for label, since in found.values()),
        *((sign, since, upto) for sign, since, upto in alone if upto or sign.point.id not in found),
    ]


def signs_apart(doubted: Iterable[Label], every: list[Marks]) -> dict[str, Label]:
    """Give the sign of each figure in doubt by its id: above its mark, or beside or below where more rooms are clear."""
    made: dict[str, Label] = {}
    for label in doubted:
        sign = every[0].clear(replace(label, text=DOUBTFUL))
        up = sign.position.split()[0]
        places = [sign] if up == "middle" else [
            replace(sign, position=f"{way} {side}") for way in (up, "bottom") for side in ("center", "left", "right")
            if way == up or label.growth or every[0].panel.drawn_as_lines
        ]  # fmt: skip
        made[label.point.id] = max(
            places, key=lambda place: sum(clear_of(marks, place, made.values()) for marks in every)
        )
    return made


def clear_of(marks: Marks, sign: Label, others: Iterable[Label]) -> bool:
    """Tell whether a sign meets no other sign, column or mark, and no line runs through it."""
    box = marks.box(sign)
    taken = [marks.box(other) for other in others]
    taken += [at for name, at in (*marks.columns, *marks.dots) if name != sign.point.id]
    return not any(map(box.meets, taken)) and not any(runs_through(stroke, box) for stroke in marks.strokes)


def rooms_of(panel: Panel) -> list[Room]:
    """List the rooms that a panel may get, the narrowest first: in a print one, on a page one for each of WIDTHS."""
    if panel.room:
        return [panel.room]
    beside = 70 + (45 if any(one.growths for one in panel.series) or panel.reach[1] else 0)
    if panel.reach[0] or panel.reach[1]:
        return [Room(SMALL_WIDE - beside, SMALL_HIGH, SMALL_TEXT)]
    entries = legend_entries(panel)
    return [
        Room(width - beside, high_below_legend(entries, width - beside), SCREEN_TEXT, width)
        for width in WIDTHS
    ]


def high_below_legend(entries: int, wide: int) -> float:
    """Give the pixels of height that a legend leaves to a plot so wide: on a phone a line an entry."""
    lines = -(-entries // max(1, wide // ENTRY))
    return max(SCREEN_HIGH - ENTRY_HIGH * lines, LOWEST)


def legend_entries(panel: Panel) -> int:
    """Count what a legend explains: several series, unless their lines are named, and each look of their marks."""
    levels = [point for one in panel.series for point in one.levels]
    growths = [point for one in panel.series for point in one.growths]
    looks = {
        *(("planned", point.planned) for point in levels),
        *(("derived", point.derived) for point in levels),
        *(("bound", point.bound) for point in levels if point.bound),
        *(("high", True) for point in levels if point.high),
        *(("disputed", True) for one in panel.series if one.disputed),
        *(("growth", point.derived) for point in growths),
    }
    named = len(panel.series) if len(panel.series) > 1 and not line_ends(panel) else 1
    return named + len(looks - {("planned", False), ("derived", False)})


def choices(label: Label, panel: Panel) -> list[Label]:
    """List where a label may stand: of growth and on a line below its mark too, among several lines also beside it."""
    if label.growth or (panel.drawn_as_lines and not panel.several_lines):
        return [label, replace(label, position="bottom center")]
    if not panel.several_lines:
        return [label]
    places = product(("center", "left", "right"), ("top", "bottom"))
    return [replace(label, position=f"{up} {side}") for side, up in places]


def labels_wanted(panel: Panel, say: Wording) -> Iterator[Label]:
    """List the labels of a panel; of several lines those of the first and last figures, and of figures in doubt."""
    lines = panel.as_lines and not panel.rank
    factor = panel.scale.factor
    below = dict.fromkeys(panel.periods, 0.0)
    for number, one in enumerate(panel.series):
        for point in ends_of(one, panel) if panel.several_lines else one.levels:
            size = point.value / factor
            if panel.stacked:
                yield Label(
                    point, number, label_of(point, say), below[point.x] + size / 2, position="middle center"
                )
                below[point.x] += size
            else:
                end = (point.high or point.value) / factor
                position = "bottom center" if end < 0 else "top center"
                yield Label(point, number, label_of(point, say), end, position=position)
        for point in sorted(one.growths, key=lambda point: point.between) if not lines else ():
            yield Label(point, number, point.told, point.value, growth=True)


def ends_of(one: Series, panel: Panel) -> list[Point]:
    """List the first and the last figure of a line, unless its name tells the last, and those in doubt."""
    actual = [point for point in one.levels if not point.planned]
    named = actual[-1:] if line_ends(panel) else []
    return [
        point for point in one.levels
        if point not in named and (point in (*actual[:1], *actual[-1:]) or point.doubtful)
    ]  # fmt: skip
