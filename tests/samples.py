"""Say how much of each long check runs: a sample within a budget, or all of it with `python run.py test --all`."""

import os
from dataclasses import dataclass

import pytest

EVERYTHING = "TEST_EVERYTHING"
# What a browser shows of steps whose pages and figures other tests look at without one.
left_to_all = pytest.mark.skipif(not os.environ.get(EVERYTHING), reason="left to --all")

# Languages of what a page says of a case: that it opens in both, and that each sentence has both, other tests hold.
SPOKEN = ("zh", pytest.param("en", marks=left_to_all))


@dataclass(frozen=True)
class Sample:
    """Size a long check: `few` as a rule, `all` where everything runs; `budget` says what the few may take together.

    Budgets are seconds on two cores of 2020; nothing is asserted of them, for the clock is another on each machine.
    """

    few: int
    all: int
    budget: int

    @property
    def size(self):
        """Give the number for this run."""
        return self.all if os.environ.get(EVERYTHING) else self.few


def in_turn(cases, number, of):
    """Give every `of`-th of some cases, beginning with the one at `number`, for tests that share them; else all of them."""
    return cases if os.environ.get(EVERYTHING) else cases[number::of]


SPELLINGS = Sample(120, 1000, budget=40)  # sentences of each kind that must have no wrong row
FUZZED = Sample(600, 100_000, budget=20)  # made texts
KILLS = Sample(20, 200, budget=8)  # of a program that writes, in each of two tests
RULINGS = Sample(1, 12, budget=10)  # runs of forty decisions
PAGES = Sample(1, 3, budget=60)  # widths to which the window of every page is changed
TERMS_TRIED = Sample(40, 1, budget=30)  # one in so many terms is taken out of its list
WORDS_TRIED = Sample(200, 10, budget=15)  # one in so many words, each in a process of its own
CORRUPTIONS = Sample(150, 1500, budget=5)  # of a Parquet file, in each of two tests
AREAS = Sample(200, 4000, budget=10)  # counties and prefectures, each with a sentence of its own
HOSTILE = Sample(1, 100, budget=30)  # bombs and damaged files of each format
