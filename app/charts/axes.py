"""Lay out the two axes: columns from zero on the left, growth in a band above them on the right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from app.charts.rooms import text_wide
from app.charts.texts import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.panel import Panel

SMALLEST_TICK, SMALL_PLOT = 40, 200  # pixels: what a year takes, and what a small chart has
TICK_GAP = 6  # pixels between two names of periods
BAND = 0.68  # of the height belongs to the columns where a growth line stands above them


def period_axis(panel: Panel) -> dict[str, Any]:
    """Make the axis of periods: each in its place, those without a figure too."""
    words = panel.ticks or panel.periods
    step = tick_step(panel, words) if small(panel) else 1
    return {
        "tickmode": "array", "tickvals": list(panel.periods[::step]), "ticktext": [*map(broken, words[::step])],
        "tickangle": 0 if max(map(len, words)) < 9 or len(words) < 7 else None,
        "type": "category", "categoryorder": "array", "categoryarray": list(panel.periods),
        "range": [-0.5, len(panel.periods) - 0.5], "showgrid": False, "ticks": "",
    }  # fmt: skip


def tick_step(panel: Panel, words: Sequence[str]) -> int:
    """Give of how many periods of a small chart one has its name below it, so that no two of them run together."""
    wide, each = SMALL_PLOT, SMALLEST_TICK
    if panel.room:  # of a print, whose letters are larger
        wide, each = (
            int(panel.room.wide),
            round(max(text_wide(one, panel.room.text) for one in words)) + TICK_GAP,
        )
    return max(1, -(-len(panel.periods) * each // wide))


def small(panel: Panel) -> bool:
    """Tell whether a panel is one of several small charts."""
    return bool(panel.reach[0] or panel.reach[1])


def broken(tick: str) -> str:
    """Escape what stands on an axis, but for the line break before a year."""
    return "<br>".join(map(as_text, tick.split("<br>")))


def level_axis(
    levels: Sequence[float], panel: Panel, *, with_growth: bool, from_zero: bool = True
) -> dict[str, Any]:
    """Make the left axis: from zero unless told otherwise, with a band above for the growth line."""
    if not levels:
        return {"visible": False}
    if panel.rank:
        room = max(levels) - min(levels) or 1.0
        ends = [max(levels) + 0.4 * room, min(levels) - 0.5 * room]
        return {"range": ends, "tickvals": sorted({*levels}), "showgrid": False, "zeroline": False}
    if not from_zero:
        return near(min(levels), max(levels))
    low, high = min(0.0, *levels), max(0.0, *levels)
    span = (high - low) or 1.0
    top = low + span / (BAND - 0.1) if with_growth else high + 0.2 * span
    return {
        "range": [low - 0.15 * span if low < 0 else 0.0, top],
        "tickformat": ",",
        "tickvals": ticks(low, high),
    }


def near(low: float, high: float) -> dict[str, Any]:
    """Make an axis that ends a little beyond its figures."""
    span = (high - low) or 1.0
    return {"range": [low - 0.15 * span, high + 0.2 * span], "tickformat": ",", "zeroline": False}


def growth_axis(rates: Sequence[float], *, with_levels: bool) -> dict[str, Any]:
    """Make the right axis: its rates stand in a band above the columns, so that no label lies on a column."""
    low, high = min(0.0, *rates), max(0.0, *rates)
    span = (high - low) or 1.0
    top = high + 0.3 * span
    bottom = (low - BAND * top) / (1 - BAND) if with_levels else low - 0.1 * span
    axis = {"overlaying": "y", "side": "right", "showgrid": False, "zeroline": False}
    marks = next((marks for most in (2, 3) if len(marks := ticks(low, high, most)) > 1), ticks(low, high, 4))
    written = [f"{mark:g}%".replace("-", "−") for mark in marks]
    return axis | {"range": [bottom, top], "tickmode": "array", "tickvals": marks, "ticktext": written}


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Choose round ticks from `low` to `high`: steps of 1, 2 or 5 times a power of ten."""
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]
