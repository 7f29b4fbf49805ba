"""Say how the chosen figures are to be seen: kind of chart, base year, scale, apart or together."""

from __future__ import annotations

from dataclasses import dataclass

from app.amounts import AUTO

COLUMNS, LINES, INDEX, PER_HEAD, SHARES = "columns", "lines", "index", "per_head", "shares"
CHARTS = (COLUMNS, LINES, INDEX, PER_HEAD, SHARES)
TOGETHER, APART = "together", "apart"
SPLITS = (AUTO, TOGETHER, APART)
BOTH, CHART, TABLE = "both", "chart", "table"
FORMS = (BOTH, CHART, TABLE)
INDEX_UNIT = "指数"


@dataclass(frozen=True, slots=True)
class View:
    """How figures are seen; all fields are the codes that the address holds."""

    chart: str = COLUMNS
    base: int = 0
    scale: str = AUTO
    split: str = AUTO
    form: str = BOTH

    @property
    def as_lines(self) -> bool:
        """Whether levels are drawn as lines."""
        return self.chart in (LINES, INDEX)
