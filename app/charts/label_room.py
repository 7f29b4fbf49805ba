"""Tell whether labels have room beside their marks; where they have not, the pointer and the table tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.charts.panels import Panel

CHARACTER = 7.6  # pixels


def labelled(panel: Panel) -> bool:
    """Tell whether the labels of the levels can stand beside each other without touching."""
    labels = [point.told for one in panel.series for point in one.levels]
    if not labels:
        return False
    slots = len(panel.periods) * (1 if panel.as_lines else columns_of(panel))
    most = panel.room if not panel.reach[0] else panel.room / 3
    fits = slots * (max(map(len, labels)) + 1) * CHARACTER <= most
    return fits and (not panel.as_lines or len(panel.series) == 1)


def columns_of(panel: Panel) -> int:
    """Count the columns that stand side by side in a period."""
    return sum(1 + one.doubled for one in panel.series if one.levels)


def growth_labelled(panel: Panel) -> bool:
    """Tell whether growth rates can be written beside their line."""
    lines = sum(1 for one in panel.series if one.growths)
    most = panel.room if not panel.reach[0] else panel.room / 3
    return (lines == 1 or (lines == 2 and len(panel.periods) <= 3)) and len(
        panel.periods
    ) * 7 * CHARACTER <= most
