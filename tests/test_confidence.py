"""Hold how sure a row is said to be to how it was found: whose it is, its status, its period."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.confidence import SUGGESTION, confidence_of, means_of, share_of
from pipeline.documents import Document
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue

CELLS = ("id", "indicator", "rule", "place", "subject", "status", "sentence", "title", "derived", "right")


def rows_of(text, title="", place=""):
    day = date(2025, 4, 7)
    document = Document("text.txt", Path("text.txt"), text, title, day, False, place, "", text)  # noqa: FBT003 - not inferred
    return extract_document(document, load_catalogue()).rows


@pytest.mark.parametrize(
    ("text", "title", "place", "means"),
    [
        ("2024年，鹤山市接待游客44万人次。", "", "", "named, actual, statistic"),
        ("2024年，鹤山接待游客44万人次。", "", "鹤山市", "named, actual, statistic"),
        ("2024年，桃源镇接待游客44万人次。", "", "鹤山市", "named, actual, statistic"),
        ("2024年，全市接待游客44万人次。", "鹤山市文旅开门红", "", "titled, actual, statistic"),
        ("2024年，全市接待游客44万人次。", "鹤山市文旅开门红", "鹤山市", "given, actual, statistic"),
        ("近日，鹤山市公布成绩。2024年，全市接待游客44万人次。", "文旅开门红", "", "lent, actual, statistic"),
        ("接待游客44万人次。", "", "", "unnamed, actual, statistic"),
        ("2026年，鹤山市计划接待游客44万人次。", "", "", "named, planned, statistic"),
        ("鹤山市“云上草原”项目总投资3亿元。", "", "", "subject, actual, statistic"),
        ("2024年，鹤山市开工项目44个。", "", "", "named, actual, project"),
        ("青禾食品有限公司落户鹤山市。该公司总投资3亿元。", "", "鹤山市", "subject_lent, actual, statistic"),
    ],
)
def test_a_row_says_how_it_was_found(text, title, place, means):
    row = rows_of(text, title, place)[-1]
    group = load_catalogue()[row["indicator"]].group
    assert means_of(row, group, place) == means
    assert row["confidence"] == confidence_of(row["rule"], means)


def test_what_its_own_sentence_names_is_surer_than_what_another_part_of_the_text_lends():
    shares = [
        confidence_of("term_before", f"{whose}, actual, statistic")
        for whose in ("titled", "named", "lent", "subject_lent")
    ]
    assert shares == sorted(shares, reverse=True)
    assert len({*shares}) == len(shares)
    planned, actual = (
        confidence_of("term_before", f"named, {status}, statistic") for status in ("planned", "actual")
    )
    assert planned < actual


def test_a_figure_of_a_project_is_less_sure_than_a_statistic():
    assert confidence_of("term_before", "titled, actual, project") < 0.9
    assert confidence_of("term_before", "titled, actual, statistic") > 0.9


def test_each_of_the_means_moves_the_odds_and_few_rows_move_them_little():
    counts = {
        "a": {"named, actual": {"judged": (980, 1000)}, "lent, actual": {"judged": (300, 500)}},
        "b": {"lent, actual": {"judged": (2, 2)}},
    }
    assert share_of(counts, "a", "lent, actual") < share_of(counts, "b", "lent, actual") < 0.7
    assert share_of(counts, "c", "lent, planned") == pytest.approx(0.62, abs=0.03)
    assert share_of(counts, "a", "named, actual") > 0.96
    assert share_of({}, "c", "lent, planned") == 0


def test_made_sentences_without_end_do_not_outweigh_texts():
    real = {"a": {"lent, actual": {"judged": (60, 100)}}}
    both = {"a": {"lent, actual": {"judged": (60, 100), "spellings": (9000, 9000)}}}
    assert share_of(real, "a", "lent, actual") < share_of(both, "a", "lent, actual") < 0.65


def test_suggestions_are_measured_apart_from_rows():
    counts = {
        "a": {"named, actual": {"judged": (90, 100)}},
        SUGGESTION: {"whole": {"labelled": (10, 40)}},
    }
    assert share_of(counts, SUGGESTION, "head") == 0.25
    assert share_of(counts, "b", "named, actual") == 0.9
    assert confidence_of("by_hand", "named, actual") == 1


def row_by(rule):
    """Give the cells of a row that a rule made, all but whether it is right."""
    return ("1", "tourist_arrivals", rule, "鹤山市", "", "actual", "鹤山市接待游客44万人次。", "", "False")


def judged(folder, *rows, columns=CELLS):
    path = folder / "judged.csv"
    path.write_text("".join(",".join(cells) + "\n" for cells in (columns, *rows)), encoding="utf-8")
    return path


def test_judged_rows_are_counted_as_they_were_printed(tmp_path, capsys):
    row = row_by("term_before")
    computed = (*row[:-1], "True", "true")
    path = judged(tmp_path, (*row, "true"), (*row, "FALSE"), (*row, "true"), computed)
    assert main(["confidence", "--judged", str(path)]) == 0
    assert "term_before  named, actual, statistic  judged 2/3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rule", "right", "columns", "said"),
    [
        ("term_before", "也许", CELLS, "第 2 行 right 列：“也许”"),
        (SUGGESTION, "true", CELLS, "checks"),
        ("term_before", "true", CELLS[:-1], "right"),
    ],
)
def test_a_judged_table_that_is_none_is_one_line(tmp_path, capsys, rule, right, columns, said):
    cells = (*row_by(rule), right)
    path = judged(tmp_path, cells[: len(columns)], columns=columns)
    assert main(["confidence", "--judged", str(path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_counts_are_not_written_over_what_was_judged(tmp_path, monkeypatch, capsys):
    path = judged(tmp_path)
    monkeypatch.setattr("pipeline.confidence.measuring.FILE", path)
    assert main(["confidence", "--write", "--judged", str(path)]) == 2
    assert "覆盖" in capsys.readouterr().err
