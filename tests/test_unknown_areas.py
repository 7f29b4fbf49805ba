"""Keep figures apart of which nobody knows whose they are: two documents that name no area speak of no common one."""

import pytest

from app.charts.panels import arrange
from app.charts.views import View
from app.compare.viewed_rows import viewed
from app.selection import Selection, select
from pipeline.stored.in_memory import FrameTable
from pipeline.table import fact_of
from tests.dashboard_rows import rows
from tests.report_items import CATALOGUE, EN, ZH

ONE, OTHER = {"place": "", "document": "甲.txt"}, {"place": "", "document": "乙.csv"}
RETAIL = {"indicator": "retail_sales", "unit": "元"}
FACT = {"indicator": "retail_sales", "measure": "level", "place": "", "subject": "", "period_start": "2024-01-01",
        "period_end": "2024-12-31", "status": "actual", "unit": "元", "scope": "", "derived": False}  # fmt: skip


def seen(*given, chart="columns", base=0, wanted=(), say=ZH):
    """Give the panels of a view of rows made up for a case."""
    table = FrameTable(rows(*given))
    chosen = Selection(wanted or tuple(dict.fromkeys(row["indicator"] for row in given)))
    view = View(chart=chart, base=base)
    shown, _ = viewed(
        select(table.rows(), chosen).assign(completion=float("nan")), table, chosen, CATALOGUE, view, say
    )
    return arrange(shown, CATALOGUE, say, view=view)


def levels(panel):
    return {one.who: [point.value for point in one.levels] for one in panel.series}


def test_only_its_own_document_speaks_of_the_fact_of_an_unknown_area():
    first = fact_of(FACT | {"document": "甲.txt"})
    assert first == fact_of(FACT | {"document": "甲.txt"})
    assert first != fact_of(FACT | {"document": "乙.csv"})
    known = {**FACT, "place": "安平县"}
    assert fact_of(known | {"document": "甲.txt"}) == fact_of(known | {"document": "乙.csv"})


@pytest.mark.parametrize(("say", "name"), [(ZH, "地区未载明（甲.txt）"), (EN, "area not stated (甲.txt)")])
def test_each_document_has_a_series_of_its_own(say, name):
    (panel,) = seen(
        {**RETAIL, **ONE, "period": "2021", "value": 9.872e9},
        {**RETAIL, **OTHER, "period": "2023", "value": 6.48e9},
        {**RETAIL, **ONE, "value": 1.094e10},
        say=say,
    )
    assert levels(panel) == {
        name: [9.872e9, 1.094e10],
        name.replace("甲.txt", "乙.csv"): [6.48e9],
    }


def test_beside_a_named_area_the_unknown_one_is_called_unknown():
    (panel,) = seen({**RETAIL, **ONE, "value": 1e9}, {**RETAIL, **OTHER, "place": "安平县", "value": 2e9})
    assert {one.name for one in panel.series} == {"地区未载明（甲.txt）", "安平县"}
    assert "地区未载明（甲.txt）10亿元" in panel.sentence


def test_the_only_document_needs_no_name():
    (panel,) = seen({**RETAIL, **ONE, "value": 1e9})
    assert [one.who for one in panel.series] == [""]


def test_an_index_takes_the_base_of_the_same_document():
    (panel,) = seen(
        {**RETAIL, **ONE, "period": "2023", "value": 8e9}, {**RETAIL, **ONE, "value": 1e10},
        {**RETAIL, **OTHER, "period": "2023", "value": 2e9}, {**RETAIL, **OTHER, "value": 3e9},
        chart="index", base=2023,
    )  # fmt: skip
    assert [*levels(panel).values()] == [[100, 125], [100, 150]]


def test_per_head_divides_by_the_people_of_the_same_document():
    people = {"indicator": "permanent_population", "unit": "人", "period": "2024"}
    (panel,) = seen(
        {**RETAIL, **ONE, "value": 1e9}, {**RETAIL, **OTHER, "value": 1e9}, {**people, **ONE, "value": 1e5},
        chart="per_head", wanted=("retail_sales",),
    )  # fmt: skip
    assert [*levels(panel).values()] == [[1e4]]


def test_a_share_is_of_the_whole_of_the_same_document():
    part, whole = {"indicator": "primary_value_added", "unit": "元"}, {"indicator": "gdp", "unit": "元"}
    assert seen({**part, **ONE, "value": 1e9}, {**whole, **OTHER, "value": 1e10}, chart="shares") == []
    (panel,) = seen({**part, **ONE, "value": 1e9}, {**whole, **ONE, "value": 5e9}, chart="shares")
    assert [*levels(panel).values()] == [[20]]
