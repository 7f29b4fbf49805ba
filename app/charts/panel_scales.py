"""Choose at which scale a panel's figures are written, and name the unit of its axis."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from app.amounts import Scale, choose_scale, unit_name
from app.charts.views import INDEX, PER_HEAD, SHARES, View

if TYPE_CHECKING:
    import pandas as pd

    from app.wording import Wording

DIGITS = 3  # that a computed amount needs to be compared with another
MOST_SIZES = 2000  # values looked at


def scale_of(rows: pd.DataFrame, unit: str, language: str, view: View) -> Scale:
    """Choose a scale by the printed levels; an amount that is computed gets three digits and no more."""
    levels = rows[rows["measure"] != "yoy"]
    if view.chart == INDEX:
        return Scale(1.0, "", 1)
    printed = levels[~levels["derived"].astype(bool)]
    values = (printed if len(printed) else levels)["value"].iloc[:MOST_SIZES]
    scale = choose_scale(values, unit, language, view.scale)
    if view.chart == PER_HEAD or (printed.empty and len(levels)):
        return replace(scale, decimals=computed_decimals([value / scale.factor for value in values]))
    return replace(scale, decimals=min(scale.decimals, 2)) if view.chart == SHARES else scale


def computed_decimals(sizes: list[float]) -> int:
    """Count the decimals that give the middle one of computed amounts three digits."""
    middle = median(abs(size) for size in sizes) if sizes else 0.0
    return 1 if middle <= 0 else min(max(DIGITS - 1 - math.floor(math.log10(middle)), 0), 6)


def unit_words(unit: str, scale: Scale, say: Wording, view: View) -> str:
    """Name the unit of a panel: 万人次, yuan per head, 2020 = 100."""
    if view.chart == INDEX:
        return say("chart.index_unit", base=view.base)
    name = f"{scale.word}{unit_name(unit, say.language)}".strip()
    return say("chart.per_head_unit", unit=name) if view.chart == PER_HEAD else name
