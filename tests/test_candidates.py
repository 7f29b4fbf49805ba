"""What came nearest to a figure without a row: the checks that failed, the row that is suggested, the edit that helps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from pipeline.claims.candidates import ASKED
from pipeline.documents import document_of
from pipeline.explanation import explained, reason_said, said
from pipeline.extraction import extract_document
from pipeline.indicators import Catalogue, load_catalogue
from pipeline.rulebook.remedies import remedy_of
from pipeline.words import words_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "candidates.yaml").read_text(encoding="utf-8"))
DAY = date(2025, 4, 7)


def read(text, catalogue=None):
    return extract_document(document_of(text, DAY, "青禾县"), catalogue or load_catalogue())


def rejection_of(case, extraction):
    return next(one for one in extraction.rejections if one.quantity.text == case["figure"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_nearest_indicator_and_the_checks_that_failed_are_told(case):
    nearest = rejection_of(case, read(case["text"])).nearest
    if "nearest" not in case:
        assert nearest is None
        return
    assert nearest.entry.id == case["nearest"]
    told = {one.check: one.about for one in nearest.failed}
    assert told.keys() == case["failed"].keys()
    assert all(told[check] == word for check, word in case["failed"].items() if word)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_row_is_suggested_where_few_checks_failed_and_is_no_part_of_the_table(case):
    extraction = read(case["text"])
    found = [row for row in extraction.suggestions if row["value_text"] == case["figure"]]
    assert len(found) == ("suggested" in case)
    for row in found:
        wanted = case["suggested"]
        assert {name: row[name] for name in wanted} == wanted
        assert (row["rule"], row["place"], row["review"]) == ("suggestion", "青禾县", "pending")
    assert case["figure"] not in [row["value_text"] for row in extraction.rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_edit_that_is_named_makes_a_row_of_the_figure(case):
    extraction, catalogue = read(case["text"]), load_catalogue()
    remedy = remedy_of(extraction, rejection_of(case, extraction), catalogue)
    assert (remedy and [remedy.field, remedy.word]) == case.get("remedy")
    if remedy and remedy.field != "words":
        entry = catalogue.entries[remedy.entry]
        edited = entry.model_copy(update={remedy.field: (*getattr(entry, remedy.field), remedy.word)})
        rows = read(case["text"], Catalogue(entries=catalogue.entries | {entry.id: edited})).rows
        assert (entry.id, case["figure"]) in [(row["indicator"], row["value_text"]) for row in rows]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", [case for case in CASES if "nearest" in case], ids=lambda case: case["name"])
def test_the_sentence_names_the_indicator_the_check_and_the_word(case, language):
    explanation = explained(case["text"], load_catalogue(), DAY, "青禾县")
    told = dict(explanation.unread(language))[case["figure"]]
    entry = load_catalogue().entries[case["nearest"]]
    assert (entry.name_zh if language == "zh" else entry.name_en) in told
    assert all(word in told for word in case["failed"].values())
    assert "{" not in told


def test_every_check_is_said_in_both_languages_and_every_one_that_is_asked_about_is_known():
    checks = words_of("checks")["checks"]
    for check in {check for checks in ASKED for check in checks}:
        for language in ("zh", "en"):
            assert checks[check][language] if check in checks else reason_said(check, language)


def test_a_figure_that_is_a_row_elsewhere_is_not_suggested_again():
    text = "2024年，青禾县接待游客36.2万人次。\n据了解，其中青禾县接待游客36.2万人次。"
    extraction = read(text)
    stated = {(row["indicator"], row["value"], row["period"]) for row in extraction.rows}
    assert stated.isdisjoint(
        (row["indicator"], row["value"], row["period"]) for row in extraction.suggestions
    )


@pytest.mark.parametrize(
    ("whole", "suggested"),
    [
        ("2024年末，全县民用汽车保有量14.1万辆。", []),
        ("2023年末，全县民用汽车保有量14.1万辆。", ["10.2万辆"]),
        ("2024年末，白石县民用汽车保有量14.1万辆。", ["10.2万辆"]),
        ("", ["10.2万辆"]),
    ],
    ids=["whole stated", "another year", "another place", "no whole"],
)
def test_a_part_is_not_suggested_beside_the_whole_of_that_place_and_year(whole, suggested):
    asked = read(f"{whole}2024年末，个人汽车保有量10.2万辆。").suggestions
    assert [row["value_text"] for row in asked] == suggested


def test_what_nothing_came_near_keeps_its_plain_reason():
    (why,) = [one for one in read("2024年，全县购置了820张桌子。").rejections if one.quantity.text == "820张"]
    assert (why.nearest, said(why)) == (None, reason_said("no_indicator"))
