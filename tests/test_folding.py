from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lines.folding import fold

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "folding.yaml").read_text(encoding="utf-8"))
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["because"])
def test_a_character_is_read_in_its_ordinary_form(case):
    assert fold(case["text"]) == case["folded"]


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_folding_keeps_the_length_and_folding_twice_changes_nothing(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_every_character_of_the_basic_plane_folds_to_one_that_stays():
    plane = "".join(map(chr, range(0x10000)))
    assert fold(fold(plane)) == fold(plane)
