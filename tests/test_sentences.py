from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sentences import sentences

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: next(iter(case)))
def test_text_is_cut_where_a_reader_would_cut_it(case):
    (case,) = case.values()
    text = case["text"]
    assert [text[start:end] for start, end in sentences(text)] == case["sentences"]


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="中文3.。！？!?”）\n ；a=", max_size=80))
def test_sentences_stand_in_order_and_leave_out_only_white_space(text):
    found = sentences(text)
    edges = [0, *(edge for span in found for edge in span), len(text)]
    assert edges == sorted(edges)
    left_out = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert not left_out.strip()
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in found)
