"""Give the tests of report files what a reader would export: panels of the seeds, and of rows made up for a case."""

from functools import cache
from pathlib import Path

import pipeline
from app.charts.panels import arrange
from app.charts.views import View
from app.report.items import Item
from app.selection import Selection, select
from app.wording import wording
from pipeline.indicators import load_catalogue
from tests.dashboard_rows import rows

ZH, EN = wording("zh"), wording("en")
CATALOGUE = load_catalogue().entries
SEEDS = Path(__file__).resolve().parent.parent / "seeds"
COUNTY = "鹤山市"


@cache
def seeds():
    """Read the seeds once."""
    return pipeline.extract(SEEDS)


def items(table, *indicators, say=ZH, chart="columns", base=0, split="auto", **wanted):
    """Arrange rows as the compare page does."""
    chosen = indicators or tuple(dict.fromkeys(table["indicator"]))
    found = select(table, Selection(chosen, **wanted)).assign(completion=float("nan"))
    return [
        Item(panel, found)
        for panel in arrange(found, CATALOGUE, say, view=View(chart=chart, base=base, split=split))
    ]


def arrivals(say=ZH):
    """Give the chart of the seeds that a county report would begin with: level, level before, growth."""
    (only,) = items(seeds(), "tourist_arrivals", say=say, names=(COUNTY,))
    return only


def made_up(*given, **wanted):
    """Give the only chart of rows made up for a case."""
    (only,) = items(rows(*given), **wanted)
    return only
