"""Read texts that nobody wrote, and hold the fuzzer to finding what is broken."""

import pytest

from pipeline.__main__ import main
from pipeline.fuzzing import promises, trial
from pipeline.fuzzing.promises import broken_by, broken_by_folder
from pipeline.fuzzing.shortest import shortest
from pipeline.fuzzing.texts import text_at
from tests.samples import FUZZED

SEED = 1
A_PART = 250


@pytest.mark.parametrize("first", range(0, FUZZED.size, A_PART))
def test_no_made_text_breaks_a_promise(first):
    tally = trial(SEED, first=first, texts=A_PART)
    assert (tally.texts, tally.faults) == (A_PART, {})


@pytest.mark.parametrize(
    "text",
    [
        "）│占比\n元│合计\n││││",  # a header row with fewer cells than names stand below it
        "固定资产投资6元2024至2022年前三季",  # a range of years that runs backwards
        "人口自然增长率\U001080a9‰\t9",  # a unit behind a lost character
    ],
)
def test_what_was_once_found_holds(text):
    assert broken_by(text) == ""


def test_the_same_seed_gives_the_same_texts():
    texts = [text_at(number, SEED) for number in range(100)]
    assert texts == [text_at(number, SEED) for number in range(100)]
    assert texts != [text_at(number, SEED + 1) for number in range(100)]
    assert sum(any(one.isdecimal() for one in text) for text in texts) > len(texts) / 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"end": 0}, "text[start:end] is not value_text"),
        ({"low": 5.0, "high": 4.0}, "low is over high"),
        ({"value": float("nan")}, "a value or bound is not finite"),
        ({"period_start": "2025-01-01", "period_end": "2024-01-01"}, "a period ends before it begins"),
    ],
)
def test_a_row_that_breaks_a_promise_is_found(monkeypatch, change, said):
    read = promises.rows_of
    monkeypatch.setattr(promises, "rows_of", lambda text: [row | change for row in read(text)])
    assert broken_by("2024年，全县旅游收入3亿元。") == said


def test_an_exception_and_a_doubled_id_are_found(monkeypatch):
    read = promises.rows_of
    monkeypatch.setattr(promises, "rows_of", lambda text: read(text) * 2)
    assert broken_by("2024年，全县旅游收入3亿元。") == "an id stands twice"
    monkeypatch.setattr(promises, "rows_of", lambda text: [][len(text)])
    assert broken_by("2024年").startswith("raises IndexError at ")


def test_a_folder_read_otherwise_than_its_files_is_found(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("2024年，全县旅游收入3亿元。", encoding="utf-8")
    assert broken_by_folder(tmp_path) == ""
    monkeypatch.setattr(promises, "_read_alone", lambda _: [])
    assert broken_by_folder(tmp_path) == "a folder is read otherwise than its files: a.txt"


def test_the_shortest_text_that_still_does_it_is_given():
    assert shortest("全县旅游收入3亿元，增长12.5%。" * 20, lambda text: "1" in text and "%" in text) == "1%"


def test_the_command_says_what_was_read(capsys):
    assert main(["fuzz", "--texts", "20", "--seed", "3"]) == 0
    assert capsys.readouterr().out.startswith("seed 3: 20 texts, ")
