"""Hold the rules to the generator: some thousand spellings of stated facts, and guards that show what they keep away."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

import pytest
import yaml

from pipeline.__main__ import main
from pipeline.spellings import load_book, run
from pipeline.spellings.book import FOLDER
from pipeline.spellings.trial import sentence_at
from tests.samples import SPELLINGS

SEED = 1
A_GUARD = 200
FEWEST = 300  # frames
ENOUGH = 0.7  # of the share of sentences in which a rival stands beside the fact

BOOK = load_book()
SURE = [kind for kind in BOOK.kinds.values() if not kind.wrong_allowed]


def marked(name, xfail, *values):
    marks = [pytest.mark.xfail(reason=xfail, strict=True)] if xfail else []
    return pytest.param(*values, id=name, marks=marks)


@cache
def counts(kind, count):
    (tally,) = run(count, SEED, (kind,))
    return dict(tally.counts)


@pytest.mark.parametrize("kind", [marked(kind.name, kind.xfail, kind.name) for kind in SURE])
def test_no_spelling_gives_another_row_than_its_fact(kind):
    assert counts(kind, SPELLINGS.size)["wrong"] == 0


def guards():
    listed = yaml.safe_load((FOLDER / "guards.yaml").read_text(encoding="utf-8"))
    return [marked(name, guard.get("xfail"), guard) for name, guard in listed.items()]


@pytest.mark.parametrize("guard", guards())
def test_a_guard_switched_off_lets_wrong_rows_through(guard, monkeypatch):
    guarded = counts(guard["kind"], A_GUARD)["wrong"]
    switch_off(guard, monkeypatch)
    (tally,) = run(A_GUARD, SEED, (guard["kind"],))
    assert tally.counts["wrong"] > guarded


def test_an_empty_cell_that_is_passed_over_moves_figures_into_other_columns(monkeypatch):
    guarded = counts("tables", A_GUARD)["wrong"]
    grids = import_module("pipeline.tables.text_grids")
    monkeypatch.setattr(grids, "_DIVIDERS", vars(grids)["_DIVIDERS"] | {"tab": re.compile("\t+")})
    (tally,) = run(A_GUARD, SEED, ("tables",))
    assert tally.counts["wrong"] > guarded


def switch_off(guard, monkeypatch):
    """Make the guard's field read as empty, or its function give the same answer always."""
    path, _, name = (guard.get("blank") or guard["patch"]).rpartition(".")
    if "blank" in guard:
        module, _, owner = path.rpartition(".")
        empty = property(
            lambda _: "", lambda _, __: None
        )  # a slot of a frozen dataclass is set once, by __init__
        monkeypatch.setattr(getattr(import_module(module), owner), name, empty)
    else:
        answer = guard["answer"] if "answer" in guard else made(guard["make"], guard["of"])
        monkeypatch.setattr(import_module(path), name, lambda *_, **__: answer)


def made(path, fields):
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)(**fields)


def test_the_same_seed_gives_the_same_sentences():
    kinds = tuple(BOOK.kinds)
    texts = [sentence_at(number, SEED, kinds).text for number in range(60)]
    assert texts == [sentence_at(number, SEED, kinds).text for number in range(60)]
    assert texts != [sentence_at(number, SEED + 1, kinds).text for number in range(60)]


def test_frames_are_many_and_each_states_its_facts():
    frames = {(frame.text, frame.table) for kind in BOOK.kinds.values() for frame in kind.frames}
    assert len(frames) >= FEWEST
    for number in range(2000):
        sentence = sentence_at(number, SEED, tuple(BOOK.kinds))
        assert sentence.facts, sentence.frame
        assert all(sentence.text[start:end] for start, end in sentence.spans)


def test_a_rival_stands_in_every_second_sentence():
    sentences = [sentence_at(number, SEED, tuple(BOOK.kinds)) for number in range(1000)]
    rivals = [sentence for sentence in sentences if len(sentence.wanted) > 1]
    assert len(rivals) > ENOUGH * len(sentences)


def test_the_command_counts_by_kind_and_says_what_was_asked_wrongly(capsys):
    assert main(["spellings", "--count", "40", "--seed", "3", "--kind", "lists", "owner"]) == 0
    printed = capsys.readouterr().out
    assert [line.split()[0] for line in printed.splitlines()[:4]] == ["kind", "lists", "owner", "all"]
    assert main(["spellings", "--kind", "no_such_kind"]) == 2
    assert "numerals" in capsys.readouterr().err
