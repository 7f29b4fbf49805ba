"""Run the cases of tests/cases/derived.yaml: what is computed from printed figures, and what may not be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from pipeline.documents import Document
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "derived.yaml").read_text(encoding="utf-8"))


def rows_of(text):
    day = date(2025, 4, 7)
    document = Document("text.txt", Path("text.txt"), text, "", day, False, "青禾县", "", text)  # noqa: FBT003 - not inferred
    return extract_document(document, load_catalogue()).rows


def parameters():
    for case in CASES:
        marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
        yield pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", list(parameters()))
def test_a_level_is_computed_only_where_that_is_legitimate(case):
    computed = [row for row in rows_of(case["text"]) if row["derived"]]
    assert len(computed) == len(case["derived"])
    for row, wanted in zip(computed, case["derived"], strict=True):
        numbers = {
            column: pytest.approx(value) for column, value in wanted.items() if column in ("value", "low")
        }
        assert {column: row[column] for column in wanted} == wanted | numbers


def test_a_computed_row_says_so_and_how_and_leads_to_the_printed_level():
    printed, growth, computed = rows_of("2024年，全县旅游收入44亿元，同比增长10%。")
    assert not printed["derived"]
    assert (computed["derived"], computed["measure"], computed["status"]) == (True, "level", "actual")
    assert computed["derivation"] == "44亿元 ÷ (1 + 10%)"
    assert (computed["start"], computed["end"]) == (printed["start"], printed["end"])
    assert (computed["year"], computed["mentions"], computed["repeats"]) == (2023, 0, "")
    assert computed["confidence"] <= min(printed["confidence"], growth["confidence"])
    assert len({printed["id"], growth["id"], computed["id"]}) == 3


def test_a_computed_row_keeps_its_id_from_run_to_run_and_changes_it_with_its_sources():
    first, again = (rows_of("2024年，全县旅游收入44亿元，同比增长10%。")[-1] for _ in range(2))
    other = rows_of("2024年，全县旅游收入44亿元，同比增长11%。")[-1]
    assert first == again
    assert first["id"] != other["id"]
