"""Give the unit that a panel's figures are written in, and name that of its axis."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.amounts import PLAIN, Scale, common_decimals, scale_in
from app.charts.views import INDEX, PER_HEAD, View

if TYPE_CHECKING:
    import pandas as pd

    from app.wording import Wording

MOST_ROWS = 2000  # looked at
DIGITS = ["value", "high", "qualifier", "value_text", "derived", "review"]  # what decimals are counted by
GROWTH_UNIT = "%"


def scale_for(unit: str, shown_in: str, language: str, view: View) -> Scale:
    """Give the unit in which a view shows figures: as the indicator says, per head in its plain one."""
    if view.chart == INDEX:
        return Scale(1.0, unit, 1)
    return scale_in(unit, shown_in, language, PLAIN if view.chart == PER_HEAD else view.scale)


def with_decimals(scale: Scale, rows: pd.DataFrame) -> Scale:
    """Add the decimals that the computed levels of a panel share."""
    levels = rows.loc[rows["measure"] != "yoy", DIGITS].head(MOST_ROWS)
    return replace(scale, decimals=max(scale.decimals, common_decimals(levels.itertuples(), scale.factor)))


def unit_words(scale: Scale, rows: pd.DataFrame, say: Wording, view: View) -> str:
    """Name the unit of a panel: 万人次, yuan per head, 2020 = 100; of growth alone it is the per cent."""
    if view.chart == INDEX:
        return say("chart.index_unit", base=view.base)
    if (rows["measure"] == "yoy").all():
        return GROWTH_UNIT
    return say("chart.per_head_unit", unit=scale.unit) if view.chart == PER_HEAD else scale.unit
