"""Periods: each case of cases/periods gives exactly its spans and days."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
import yaml

from pipeline.lines.folding import fold
from pipeline.periods import OpenPeriod, Period, find_periods, periods_in, reporting_period, times_in
from tests.counted_work import assert_in_proportion

CASES = Path(__file__).parent / "cases" / "periods"


def _cases():
    for path in sorted(CASES.glob("*.yaml")):
        group = yaml.safe_load(path.read_text("utf-8"))
        for case in group["cases"]:
            marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
            yield pytest.param(
                {"reference": group["reference"]} | case, id=f"{path.stem}: {case['text']}", marks=marks
            )


def _written(period: Period) -> str:
    """Write a period as the cases do: 年末 = point 2024-12-31 open."""
    point = "" if period.first_day else "point "
    return f"{period.text} = {point}{period.label}" + ("" if period.anchored else " open")


@pytest.mark.parametrize("case", list(_cases()))
def test_a_sentence_names_exactly_its_periods(case):
    found = find_periods(case["text"], case["reference"], case.get("year"))
    assert [_written(period) for period in found] == case["periods"]
    for period in found:
        assert case["text"][period.start : period.end].replace("\n", "") == period.text


@pytest.mark.parametrize("case", [p for p in _cases() if "open" in p.values[0]])
def test_what_cannot_be_dated_stays_open(case):
    text = fold(case["text"])
    times = times_in(text, case["reference"], None)
    found = [one for one in times if isinstance(one, OpenPeriod)]
    assert [f"{text[one.start : one.end]} = {one.flaw}" for one in found] == case["open"]


@pytest.mark.parametrize("reference", [date.min, date(1899, 12, 31), date(2101, 1, 1), date.max])
def test_no_date_is_too_far(reference):
    signs = "0123456789年月日季第一十上下半末底初Q H前至—-/.今去上本同期以来国庆中秋春节元旦假期双？lO截自年来首最后"
    draw = Random(11)  # noqa: S311 - only has to be the same in every run
    for _ in range(2_000):
        text = "".join(draw.choice(signs) for _ in range(draw.randint(1, 20)))
        for period in find_periods(text, reference, draw.choice([None, 1, 2024, 9999])):
            assert period.label
            assert period.in_year(draw.choice([1, 2024, 9999])).label


@pytest.mark.parametrize("roc", [False, True])
@pytest.mark.parametrize("case", [p for p in _cases() if "\n" not in p.values[0]["text"]])
def test_folded_text_gives_the_same_days(case, roc):
    found = find_periods(case["text"], case["reference"], case.get("year"), roc=roc)
    fast = periods_in(fold(case["text"]), case["reference"], case.get("year"), roc=roc)
    assert [(p.start, p.end, p.first_day, p.last_day) for p in fast] == [
        (p.start, p.end, p.first_day, p.last_day) for p in found
    ]


@pytest.mark.parametrize(
    "text", ["今年出口5亿元。", "全年出口5亿元。", "目前有企业5家。", "假期3天。", "同期下降。"]
)
def test_without_a_date_nothing_relative_is_placed(text):
    assert find_periods(text) == []


@pytest.mark.parametrize(
    ("text", "year", "label"),
    [
        ("上半年", 2021, "2021-H1"),
        ("2月", 2024, "2024-02"),
        ("清明假期", 2023, "2023-04-05"),
        ("国庆假期前三天", 2023, "2023-09-29/2023-10-01"),
        ("年末", 2020, "2020-12-31"),
        ("12月至次年2月", 2022, "2021-12/2022-02"),
    ],
)
def test_a_bare_expression_moves_to_another_year(text, year, label):
    (period,) = find_periods(text, date(2025, 4, 7))
    assert not period.anchored
    assert period.in_year(year).label == label


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("临江县2025年国民经济和社会发展统计公报", "2025"),
        ("2016年上半年经济运行情况", "2016-H1"),
        ("临江县2024年1—11月经济运行简况", "2024-01/2024-11"),
        ("入选《县域经济报告（2024年）》", None),
        ("临江县情", None),
    ],
)
def test_a_title_says_what_it_reports_on(title, label):
    period = reporting_period(title, date(2026, 3, 31))
    assert (period.label if period else None) == label


@pytest.mark.parametrize(
    "piece",
    ["1", "20", "1—", "2024年", "至", "“", "近", "近年来", "五年", "2 ", "l", "2024年13月", "1月至", "截至"],
)
def test_hostile_text_takes_work_in_proportion_to_its_length(piece):
    def read(text):
        find_periods(text, date(2025, 4, 7))

    assert_in_proportion(read, piece, 4000)
    read(piece * 20_000)
