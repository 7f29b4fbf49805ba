"""Run the cases of tests/cases/quantities, and hold the reader of quantities to its promises on any text."""

from __future__ import annotations

import re
from dataclasses import asdict
from itertools import pairwise
from math import isnan
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lines.folding import fold
from pipeline.quantities import find_quantities, quantities_in
from pipeline.quantities.numerals import numeral_value
from tests.counted_work import assert_in_proportion

CASES = Path(__file__).parent / "cases" / "quantities"
FIELDS = ("text", "value", "low", "high", "unit", "qualifier")
BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")


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
    whole = [q for q in quantities_in(fold(text)) if not q.flaw]
    assert [(q.start, q.end, q.value, q.unit) for q in whole] == spans


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


@pytest.mark.parametrize("case", [case for case in cases() if "half_read" in case.values[0]])
def test_what_cannot_be_read_whole_is_one_figure_without_a_value(case):
    refused = [quantity for quantity in quantities_in(fold(case["text"])) if quantity.flaw]
    assert [quantity.text for quantity in refused] == case["half_read"]
    assert all(isnan(q.value) and q.low is q.high is None and q.flaw == "half_read" for q in refused)


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
def test_hostile_text_takes_work_in_proportion_to_its_length(pattern):
    assert_in_proportion(find_quantities, pattern, 4000)
    find_quantities((pattern * 100_000)[:100_000])


# The ways in which texts write one amount; each reads back as it, or is refused.
def _spellings(number):
    """Yield the spellings of a whole number: in digits, by groups, by ranks, in Chinese numerals."""
    high, rest = divmod(number, 10**8)
    mid, low = divmod(rest, 10**4)
    yield f"{number}"
    yield f"{number:,}"
    if high and mid and not low:
        yield f"{high}亿{mid}万"
        yield f"{high} 亿{mid}万"
        yield f"{high + mid / 10**4:.4f}".rstrip("0").rstrip(".") + "亿"
    if high and not rest:
        yield f"{high}个亿"
    if not high and mid and low >= 1000:
        yield f"{mid}万{low}"
    if number < 10**12:
        yield _in_characters(number)


def _in_characters(number):
    """Write a whole number in Chinese numerals: 100 050 000 is 一亿零五万."""
    groups = [(number // 10**8, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")]
    written, gap = "", False
    for value, name in groups:
        if not value:
            gap = gap or bool(written)
            continue
        digits = f"{value:04d}" if written else f"{value}"
        said, nought = "", False
        for digit, rank in zip(digits, ("千", "百", "十", "")[4 - len(digits) :], strict=True):
            if digit == "0":
                nought = True
                continue
            said += (
                ("零" if (nought and (said or written)) else "") + "零一二三四五六七八九"[int(digit)] + rank
            )
            nought = False
        written += ("零" if gap and not said.startswith("零") else "") + said + name
        gap = False
    return written


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.integers(1, 9999), st.integers(1, 10**10), st.integers(1, 9999).map(lambda n: n * 10**4)),
    st.data(),
)
def test_an_amount_reads_back_as_itself_however_it_is_written(number, data):
    written = data.draw(st.sampled_from(list(_spellings(number))))
    found = find_quantities(f"全年实现收入{written}元。")
    assert [(q.value, q.text) for q in found] in ([(float(number), f"{written}元")], [])
    if written.isdecimal() or "万" in written:
        assert len(found) == 1 or written[0] in "一千百十"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.,，-— 万亿千百十个余元%人一二三五壹佰lOS?", max_size=20))
def test_no_text_stops_the_reader_and_no_part_of_a_number_is_passed_over(text):
    folded = fold(text)
    for q in quantities_in(folded):
        assert q.low is None or q.high is None or q.low <= q.high
        if not q.flaw and q.unit == "" and q.text[-1:].isdecimal():
            assert not folded[q.end : q.end + 1].isdecimal()
            assert not folded[max(0, q.start - 1) : q.start].isdecimal()
