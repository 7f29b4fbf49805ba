"""Run the cases of tests/cases/findings.yaml: documents in, findings out; and what depends on more than the text."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.comparable import printed
from pipeline.crosschecks import Finding, enumerated_totals, findings
from pipeline.crosschecks.growth import off_levels
from pipeline.indicators import load_catalogue
from pipeline.reference_series import reference_rows
from pipeline.rounding import half_step, written_like
from pipeline.table import table
from pipeline.words import words_of
from tests.dashboard_rows import rows
from tests.printed_tables import table_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "findings.yaml").read_text(encoding="utf-8"))
CATALOGUE = load_catalogue()
FOUR_PROJECTS = next(case["documents"] for case in CASES if "in order" in case["name"])
OFF_BY_ONE = "2024年，全县三次产业结构为15.2:38.6:45.2。"
LEVEL = "2024年，全县旅游收入44亿元。"
BEHIND_ITS_FIGURE = "全县促成62项技术合作。"


def found_in(printed, reference=None, besides="low_confidence"):
    return [one for one in findings(printed, CATALOGUE, reference) if one.kind != besides]


def official(*lines):
    head = "place,period,indicator,value,unit,source"
    told = "\n".join(
        [head, *(line if line.count(",") == 5 else f"{line},《青禾统计年鉴2025》" for line in lines)]
    )
    return table(reference_rows("official.csv", told.encode(), CATALOGUE.entries))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_documents_give_exactly_their_findings(case):
    found = found_in(table_of(case["documents"]))
    assert [{one.kind: one.said()} for one in found] == case["findings"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "told"),
    [("8.42", 84200, "人次", "8.42万人次"), ("289.05", 2.8905e10, "元", "289.05亿元"), ("1,234", 1234, "家", "1,234家"),
     ("32.47", 3.247e8, "平方米", "32.47千公顷"), ("63.25", 63.25e7 / 1.5, "平方米", "63.25万亩"),
     ("-3.1", -3.1, "%", "-3.1%"), ("2.5", 2.5e4, "元", "2.5万元"), ("0", 0, "家", "0家"), ("7", 777, "家", "777家"),
     ("8.42万人次", 84200, "人次", "8.42万人次"), ("百亿元", 1e10, "元", "百亿元"), ("3", 3, "", "3")],
)  # fmt: skip
def test_a_number_of_a_cell_is_told_with_its_unit(text, value, unit, told):
    (found,) = printed(rows({"value_text": text, "value": value, "unit": unit}))
    assert found == told


def test_figures_of_a_table_are_told_with_their_units_in_every_check():
    years = {"2021": 5.477e6, "2022": 5.126e6, "2023": 84200.0, "2024": 9.0125e6}
    cells = [
        {"period": year, "value": value, "value_text": f"{value / 1e4:g}"} for year, value in years.items()
    ]
    other = {
        "period": "2023",
        "value": 8.42e6,
        "value_text": "842万人次",
        "document": "b.txt",
        "conflict": "c",
    }
    table = rows(*cells[:2], cells[2] | {"conflict": "c", "confidence": 0.5}, cells[3], other)
    told = [one.said() for one in findings(table, CATALOGUE) if "8.42" in one.said()]
    assert len(told) == 2
    assert all("8.42万人次" in one for one in told)


def test_every_kind_of_finding_has_a_case():
    kinds = {kind for case in CASES for finding in case["findings"] for kind in finding}
    assert kinds | {"low_confidence", "reference", "unread_period", "suggestion"} == set(words_of("findings"))


@pytest.mark.parametrize("kind", words_of("findings"))
def test_a_finding_says_the_same_in_both_languages(kind):
    said = words_of("findings")[kind]
    names = [
        {field for _, field, _, _ in Formatter().parse(said[language]) if field} for language in ("zh", "en")
    ]
    assert names[0] - {"zh"} == names[1] - {"en"}


def test_four_projects_are_found_to_make_the_total_that_the_text_states():
    totals = enumerated_totals(table_of(FOUR_PROJECTS))
    row = totals.iloc[0]
    assert len(totals) == 1
    assert (row["total"], row["sum"], row["agrees"]) == (4.6e8, pytest.approx(4.6e8), True)
    assert len(row["part_ids"]) == 4


def test_a_finding_leads_to_its_rows_and_keeps_its_id():
    printed = table_of([OFF_BY_ONE])
    (first,), (again,) = found_in(printed), found_in(table_of([OFF_BY_ONE]))
    assert set(first.rows) == set(printed["id"])
    assert first == again
    assert isinstance(first, Finding)


def test_a_rejected_row_takes_part_in_no_finding():
    printed = table_of([LEVEL, "2024年，全县旅游收入46亿元。"])
    assert len(found_in(printed)) == 1
    printed.loc[0, "review"] = "rejected"
    assert found_in(printed) == []


@pytest.mark.parametrize("verdict", ["accepted", "corrected"])
def test_a_finding_is_settled_when_all_its_rows_are_reviewed(verdict):
    printed = table_of([OFF_BY_ONE])
    printed.loc[0, "review"] = verdict
    assert len(found_in(printed)) == 1
    printed["review"] = verdict
    assert found_in(printed) == []


def test_the_least_certain_row_comes_first_and_a_reviewed_one_not_at_all():
    printed = table_of([BEHIND_ITS_FIGURE, LEVEL])
    printed["confidence"] = [0.6, 0.95]
    assert [one.kind for one in findings(printed, CATALOGUE)] == ["low_confidence"]
    printed["confidence"] = [0.6, 0.4]
    assert [one.rows[0] for one in findings(printed, CATALOGUE)] == list(printed["id"])[::-1]
    assert findings(printed, CATALOGUE)[1].said("en") == (
        "青禾县: Technology cooperation deals 62项 was read with little certainty (0.6)"
    )
    printed["review"] = "accepted"
    assert findings(printed, CATALOGUE) == []


def test_what_cannot_be_true_comes_before_what_is_merely_uncertain():
    printed = table_of([BEHIND_ITS_FIGURE, OFF_BY_ONE])
    printed["confidence"] = [0.6] + [0.95] * (len(printed) - 1)
    kinds = [one.kind for one in findings(printed, CATALOGUE)]
    assert kinds == ["shares_100", "low_confidence"]


@pytest.mark.parametrize(
    "line",
    [
        "青禾县,2024,tourism_revenue,44,亿元",
        "青禾县,2024,tourism_revenue,440000,万元",
        "青禾县,2024,tourism_revenue,44.3,亿元",
        "青禾县,2023,tourism_revenue,7,亿元",
        "碧溪县,2024,tourism_revenue,7,亿元",
    ],
    ids=["the same", "in another unit", "rounded away", "another year", "another place"],
)
def test_a_figure_that_the_official_series_does_not_deny_is_in_order(line):
    assert found_in(table_of([LEVEL]), official(line)) == []


def test_a_figure_that_differs_from_the_official_series_is_found():
    (found,) = found_in(table_of([LEVEL]), official("青禾县,2024,tourism_revenue,452000,万元"))
    assert found.said() == "青禾县 2024：旅游收入 44亿元，参考数据为 452000万元（《青禾统计年鉴2025》）"


def test_official_figures_in_the_table_itself_are_compared_with_and_not_among_each_other():
    series = official("青禾县,2024,tourism_revenue,52,亿元", "青禾县,2023,tourism_revenue,52,万元")
    (found,) = found_in(pd.concat([table_of([LEVEL]), series], ignore_index=True))
    assert found.kind == "reference"


def test_a_figure_that_one_of_two_official_ones_confirms_is_in_order():
    both = official("青禾县,2024,tourism_revenue,52,亿元,公报", "青禾县,2024,tourism_revenue,44,亿元")
    assert found_in(table_of([LEVEL]), both) == []


def test_a_stock_meets_the_year_of_the_official_series():
    reference = official("青禾县,2024,hightech_enterprises,70,个")
    (found,) = found_in(table_of(["2024年末，全县高新技术企业60家。"]), reference)
    assert (found.kind, dict(found.values)["reference"]) == ("reference", "70个")


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("13.64万人次", 136_400, 50),
        ("4亿元", 4e8, 5e7),
        ("1,234家", 1234, 0.5),
        ("１.5％", 1.5, 0.05),
        ("百亿元", 1e10, 0),
    ],
)
def test_a_figure_is_as_exact_as_its_last_printed_digit(text, value, step):
    assert half_step(text, value) == pytest.approx(step)


@pytest.mark.parametrize(
    ("text", "value", "amount", "written"),
    [
        ("4.6亿元", 4.6e8, 4.8e8, "4.8亿元"),
        ("34万平方米", 340_000, 5_250, "0.525万平方米"),
        ("百亿元", 1e10, 1e6, "1000000"),
    ],
)
def test_an_amount_is_written_like_the_figure_beside_it(text, value, amount, written):
    assert written_like(text, value, amount) == written


GROWN = st.tuples(
    st.integers(10_000, 10_000_000),
    st.floats(-90, 400),
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)),
)


@settings(deadline=None, max_examples=5)
@given(st.lists(GROWN, min_size=40, max_size=40))
def test_growth_worked_out_before_rounding_is_never_found_fault_with(grown):
    lines = []
    for number, (before, growth, places) in enumerate(grown):
        level = before * (1 + growth / 100)
        now, then = (
            f"{amount / 1000:.{place}f}" for amount, place in zip((level, before), places, strict=False)
        )
        percent = f"{growth:.{places[2]}f}"
        own = {"place": f"{number}县", "place_code": ""}
        lines += [
            {"value": float(now) * 1000, "value_text": f"{now}千人次", "period": "2024", **own},
            {"value": float(then) * 1000, "value_text": f"{then}千人次", "period": "2023", **own},
            {"value": float(percent), "value_text": f"{percent}%", "period": "2024", "measure": "yoy", "unit": "%",
             **own},
        ]  # fmt: skip
    assert list(off_levels(rows(*lines), CATALOGUE.entries)) == []


def test_an_empty_table_and_a_catalogue_that_lost_an_indicator_give_no_error():
    printed = table_of([LEVEL])
    printed["indicator"] = "gone"
    assert findings(printed, CATALOGUE, official("青禾县,2024,tourism_revenue,52,亿元")) == []
    assert findings(table_of([]), CATALOGUE, official("青禾县,2024,tourism_revenue,52,亿元")) == []
