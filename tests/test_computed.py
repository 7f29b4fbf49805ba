"""Run the cases of tests/cases/computed.yaml: documents in, growth between levels and completions out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.computed import completions, growth_between
from pipeline.indicators import load_catalogue
from tests.printed_tables import table_of

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
