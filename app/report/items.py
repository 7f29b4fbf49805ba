"""Hold what goes into a report: chosen panels in their order, each with its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.selection import with_ids
from pipeline.mistakes import reason_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from app.charts.panel import Panel
    from app.wording import Wording


@dataclass(frozen=True, slots=True)
class Item:
    """One panel of a report; `rows` hold at least those of the panel."""

    panel: Panel
    rows: pd.DataFrame
    chart: bool = True
    table: bool = True

    @property
    def own(self) -> pd.DataFrame:
        """Give the rows of the panel, in its order."""
        place = {name: number for number, name in enumerate(self.panel.row_ids)}
        held = self.rows[with_ids(self.rows, place)]
        return held.iloc[held["id"].astype(str).map(place).argsort(kind="stable").to_numpy()]


class ReportFailedError(Exception):
    """No file could be made; the message is the key of the reason in the dashboard's words."""

    def __init__(self, key: str, **values: object) -> None:
        """Take the key of the reason and what its text names."""
        super().__init__(key)
        self.key, self.values = key, values

    def told(self, say: Wording) -> str:
        """Say the reason in one sentence."""
        values = {**self.values}
        if "reason" in values:
            values["reason"] = reason_said(str(values["reason"]), say.language)
        return say(self.key, **values)


def checked(items: Sequence[Item]) -> list[Item]:
    """Give the items. Raise ReportFailedError where there are none, or one has no figure to draw."""
    if not items or not all(any(one.levels or one.growths for one in item.panel.series) for item in items):
        raise ReportFailedError("report.no_data")
    return list(items)
