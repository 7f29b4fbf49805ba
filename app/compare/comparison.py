"""Put the chosen rows together as a comparison: what is drawn, and what is said beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.charts.panels import Panel, arrange
from app.compare.computed_rows import with_computed
from app.compare.viewed_rows import viewed
from app.selection import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from app.charts.views import View
    from app.selection import Selection
    from app.wording import Wording


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold the rows chosen, the figures that a view makes of them, its panels, and sentences about what it leaves out."""

    rows: pd.DataFrame
    figures: pd.DataFrame
    panels: list[Panel]
    remarks: list[str]


def compared(
    table: pd.DataFrame, wanted: Selection, view: View, catalogue: Mapping[str, Any], say: Wording
) -> Comparison:
    """Choose rows of the table and arrange them as the view asks; without rows there are no panels."""
    rows = select(table, wanted)
    if rows.empty:
        return Comparison(rows, rows, [], [])
    rows = with_computed(rows, table, wanted, catalogue)
    figures, remarks = viewed(rows, table, wanted, catalogue, view, say)
    return Comparison(rows, figures, arrange(figures, catalogue, say, view=view), remarks)
