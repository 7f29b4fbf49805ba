"""Run the cases of tests/cases/quantities, and hold the reader of quantities to its promises on any text."""

from __future__ import annotations

import re
import time
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lines.folding import fold
from pipeline.quantities import find_quantities, quantities_in
from pipeline.quantities.numerals import numeral_value

CASES = Path(__file__).parent / "cases" / "quantities"
FIELDS = ("text", "value", "low", "high", "unit", "qualifier")
BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")
GROWTH = 4.0  # twice the text may take four times as long before the search counts as worse than linear


def cases():
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            yield pytest.param(case, id=f"{file.stem}: {case['name']}", marks=marks)


@pytest.mark.parametrize("case", list(cases()))
def test_a_sentence_gives_exactly_its_quantities(case):
    found = find_quantities(case["text"])
    assert [{name: asdict(q)[name] for name in FIELDS} for q in found] == case["quantities"]
    for quantity in found:
        assert BREAK.sub("", case["text"][quantity.start : quantity.end]) == quantity.text


@pytest.mark.parametrize("case", [case for case in cases() if "\n" not in case.values[0]["text"]])
def test_unwrapped_and_folded_text_gives_the_same_spans(case):
    text = case["text"]
    spans = [(q.start, q.end, q.value, q.unit) for q in find_quantities(text)]
    assert [(q.start, q.end, q.value, q.unit) for q in quantities_in(fold(text))] == spans


@pytest.mark.parametrize(
    "case", [case for case in cases() if "line_breaks" not in case.id and "ratio" not in case.id]
)
def test_a_quantity_is_found_whatever_its_line_is_broken(case):
    """Break each quantity in its middle: value, unit and qualifier stay."""
    text = case["text"]
    for quantity in find_quantities(text):
        middle = (quantity.start + quantity.end) // 2
        if quantity.start < middle and text[middle] not in "(（":
            broken = find_quantities(f"{text[:middle]}\r\n  {text[middle:]}")
            assert (quantity.value, quantity.unit, quantity.qualifier) in {
                (q.value, q.unit, q.qualifier) for q in broken
            }


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="0123456789.,:-—~%万亿千百十余多约超近以上第位元家年月日人次成 \n\r\t一二三两“”A/（）",
        max_size=40,
    )
)
def test_spans_are_ordered_and_lead_back_to_the_text(text):
    found = find_quantities(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(BREAK.sub("", text[q.start : q.end]) == q.text and q.text for q in found)


@settings(max_examples=100, deadline=None)
@given(st.decimals(min_value=0, max_value=99999, places=2, allow_nan=False, allow_infinity=False))
def test_a_printed_amount_is_multiplied_out_exactly(number):
    (quantity,) = find_quantities(f"全年实现收入{number}万元。")
    assert quantity.value == float(number * 10000)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百二十万", 3_200_000),
        ("一千零五", 1005),
        ("三百二", 320),
        ("两万五", 25_000),
        ("十二", 12),
        ("一亿零三万", 100_030_000),
    ],
)
def test_a_numeral_has_its_value(text, value):
    assert numeral_value(text) == value


@pytest.mark.parametrize("text", ["一九四九", "百千万", "十四五", "二三", ""])
def test_a_run_of_numerals_that_is_no_numeral_has_no_value(text):
    assert numeral_value(text) is None


@pytest.mark.parametrize(
    "pattern",
    [
        "1",
        "1,",
        "1.",
        "万",
        "亿",
        "一",
        "百千",
        "(1",
        "“1",
        "1-",
        "1:",
        "a1",
        "1/",
        "A",
        "第1",
        "约",
        "数",
        "1\n",
        "约\n",
        "1万",
        "三",
        "$",
    ],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(pattern):
    def seconds(length: int) -> float:
        text = (pattern * length)[:length]
        begin = time.process_time()
        find_quantities(text)
        return time.process_time() - begin

    seconds(1000)
    short = min(seconds(20_000) for _ in range(3))
    long = min(seconds(40_000) for _ in range(3))
    assert long < GROWTH * short + 0.05
