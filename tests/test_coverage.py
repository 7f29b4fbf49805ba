"""Hold down how many terms and words no example needs: an entry or a list that grows brings its examples."""

from pathlib import Path

import pytest
import yaml

from pipeline.indicators.layers import laid, rule_files
from pipeline.rulebook.coverage import Listed, listed_terms, listed_words, terms_not_needed, words_not_needed
from tests.samples import TERMS_TRIED, WORDS_TRIED

CEILINGS = yaml.safe_load((Path(__file__).parent / "cases" / "coverage.yaml").read_text(encoding="utf-8"))
FILES = rule_files(None)


def quietly(_done, _total, _said):
    """Show no progress."""


def spare(what):
    """Give the sample of this run without which every example still passes, and its ceiling."""
    one_in = {"terms": TERMS_TRIED, "words": WORDS_TRIED}[what].size
    listed = listed_terms(laid(FILES).catalogue) if what == "terms" else listed_words()
    find = terms_not_needed if what == "terms" else words_not_needed
    found = find(FILES, [one for one in listed if one.in_sample(one_in)], quietly, workers=2)
    return found, CEILINGS[what][one_in]


@pytest.mark.parametrize("what", ["terms", "words"])
def test_no_more_terms_and_words_than_before_are_needed_by_no_example(what):
    found, most = spare(what)
    assert len(found) <= most, "\n".join(f"{one.where}: {one.word}" for one in found)


def test_a_term_that_an_example_needs_is_told_from_one_that_none_needs():
    needed, spared = Listed("gdp.terms", "地区生产总值"), Listed("gdp.terms", "GDP总值")
    assert terms_not_needed(FILES, [needed, spared], quietly) == [spared]


def test_a_word_that_an_example_needs_is_told_from_one_that_none_needs():
    needed, spared = Listed("cues.plan_onward", "力争"), Listed("cues.down", "萎缩")
    assert words_not_needed(FILES, [needed, spared], quietly) == [spared]
