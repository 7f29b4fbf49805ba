"""Run the cases of tests/cases/computed.yaml: documents in, growth between levels and completions out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from app.charts.figure import figure
from app.report.grid import GROWTH, grid
from pipeline.computed import completions, growth_between
from pipeline.indicators import load_catalogue
from tests.dashboard_rows import rows
from tests.printed_tables import table_of
from tests.report_items import ZH, items

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "computed.yaml").read_text(encoding="utf-8"))
ENTRIES = load_catalogue().entries
TWO_YEARS = "2024年，全县旅游收入44亿元。2023年，全县旅游收入40亿元。"


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_figures_of_several_documents_give_what_follows_from_them(case):
    printed = table_of(case["documents"])
    computed = growth_between(printed, ENTRIES) if "growth" in case else completions(printed)
    expected = case.get("growth", case.get("completions"))
    assert len(computed) == len(expected)
    for row, wanted in zip(computed.to_dict("records"), expected, strict=True):
        assert {name: row[name] for name in wanted} == {
            name: cell if isinstance(cell, str) else pytest.approx(cell) for name, cell in wanted.items()
        }


def test_a_computed_growth_is_a_row_of_the_table_that_says_so():
    printed = table_of([TWO_YEARS])
    grown = growth_between(printed, ENTRIES)
    row = grown.iloc[0]
    assert (list(grown.columns), list(grown.dtypes)) == (list(printed.columns), list(printed.dtypes))
    assert (row["measure"], row["unit"], row["derived"], row["rule"]) == (
        "yoy",
        "%",
        True,
        "growth_from_levels",
    )
    assert row["id"] not in set(printed["id"])
    assert row["id"] == growth_between(printed, ENTRIES).iloc[0]["id"]
    assert row["confidence"] == printed["confidence"].min()


def test_a_rejected_level_gives_no_growth():
    printed = table_of([TWO_YEARS])
    printed.loc[printed["value"] == 4e9, "review"] = "rejected"
    assert growth_between(printed, ENTRIES).empty


def test_a_corrected_level_counts_as_it_was_corrected():
    printed = table_of([TWO_YEARS])
    printed.loc[printed["value"] == 4e9, ["value", "review"]] = [2e9, "corrected"]
    row = growth_between(printed, ENTRIES).iloc[0]
    assert (row["value"], row["derivation"]) == (pytest.approx(120), "44亿元 ÷ 2000000000元 − 1")


def test_an_empty_table_gives_nothing():
    empty = table_of([])
    assert growth_between(empty, ENTRIES).empty
    assert completions(empty).empty


def grown(year, value, **more):
    """Make a row of growth; computed ones are made from two levels."""
    return {"measure": "yoy", "unit": "%", "period": year, "value": value} | more


COMPUTED = {"derived": True, "rule": "growth_from_levels"}


def test_computed_growth_is_called_so_behind_a_bar():
    levels = [{"place": place, "value": value} for place, value in (("甲县", 4e6), ("乙县", 5e6))]
    (panel,) = [
        one.panel
        for one in items(
            rows(*levels, grown("2024", 12.1, place="甲县"), grown("2024", 13.06, place="乙县", **COMPUTED))
        )
    ]
    words = " ".join(str(trace.text) for trace in figure(panel, ZH).data)
    assert "400（同比+12.1%）" in words
    assert "500（推算同比+13.1%）" in words
    told = {
        column.name: [point and point.value for point in column.points] for column in grid(panel, ZH).columns
    }
    assert told[ZH("report.growth")] == [None, 12.1]
    assert told[ZH("report.growth_computed")] == [13.06, None]


def test_computed_growth_has_a_series_of_its_own_in_files_that_can_be_edited():
    levels = [{"period": year, "value": value} for year, value in (("2023", 4e6), ("2024", 5e6))]
    (item,) = items(rows(*levels, grown("2023", 12.1), grown("2024", -7.9, **COMPUTED)))
    told = {
        column.name: ([point and point.value for point in column.points], column.joined)
        for column in grid(item.panel, ZH).columns
        if column.kind == GROWTH
    }
    assert told == {
        ZH("chart.growth_key"): ([12.1, None], True),
        ZH("chart.growth_computed_key"): ([None, -7.9], False),
    }
