from datetime import date

import pytest

from pipeline.indicators import load_catalogue
from pipeline.workspace import CORRECTABLE
from pipeline.workspace.corrections import TYPED, correction_of

PUBLISHED = date(2025, 4, 7)
ROW = {
    "indicator": "tourist_arrivals", "measure": "level", "value": 136400.0, "unit": "人次", "period": "2024",
    "place": "鹤山市", "place_code": "440784", "subject": "", "status": "actual",
}  # fmt: skip


@pytest.fixture(scope="module")
def entries():
    return load_catalogue().entries


@pytest.fixture
def correct(entries):
    def corrected(row=None, **typed):
        return correction_of({**ROW, **(row or {})}, typed, entries, PUBLISHED)

    return corrected


def kinds(correction):
    return [(one.field, one.kind) for one in correction.mistakes]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("13.65万人次", 136500), ("136500", 136500), ("136,500", 136500), ("１３６５００", 136500),
        ("13.65万", 136500), ("十三万人次", 130000), ("-5", -5), ("−5", -5), (" 7 ", 7),
    ],
)  # fmt: skip
def test_a_value_is_a_number_in_the_base_unit_or_as_printed(correct, typed, value):
    assert correct(value=typed).changes == {"value": value}


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("很多", "value_no_number"), ("", "value_no_number"), ("1 2", "value_no_number"),
        ("13.65万人次，增长2%", "value_no_number"), ("1e9", "value_no_number"), ("nan", "value_no_number"),
        ("3-5万人次", "value_bound"), ("13.65万元", "value_unit"), ("9" * 400, "value_no_number"),
    ],
)  # fmt: skip
def test_what_is_no_single_figure_of_the_row_is_refused(correct, typed, kind):
    correction = correct(value=typed)
    assert (kinds(correction), dict(correction.changes)) == ([("value", kind)], {})


def test_a_growth_rate_is_typed_with_its_sign(correct):
    row = {"measure": "yoy", "value": 5.1, "unit": "%"}
    assert correct(row, value="-5.1%").changes == {"value": -5.1}
    assert correct(row, value="-5.1").changes == {"value": -5.1}
    assert kinds(correct(row, value="5.1亿元")) == [("value", "value_unit")]


def test_a_currency_printed_with_the_value_becomes_the_unit(correct):
    row = {"indicator": "exports", "unit": "元", "value": 1.0}
    assert correct(row, value="5.1亿美元").changes == {"value": 510000000, "unit": "美元"}
    assert kinds(correct(row, value="5.1亿美元", unit="欧元")) == [("value", "value_unit")]


def test_a_unit_must_fit_the_indicator_and_the_sentence_says_which_do(correct):
    correction = correct(unit="元")
    assert kinds(correction) == [("unit", "unit_unfit")]
    assert "人次" in correction.mistakes[0].said("zh")
    assert "Tourist" in correction.mistakes[0].said("en")


def test_another_indicator_needs_a_unit_that_fits_it(correct):
    assert kinds(correct(indicator="tourism_revenue")) == [("unit", "unit_unfit")]
    both = correct(indicator="tourism_revenue", value="1.8亿元")
    assert both.changes == {"indicator": "tourism_revenue", "value": 180000000, "unit": "元"}
    assert kinds(correct(indicator="nothing_such")) == [("indicator", "indicator_unknown")]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("2024-Q1", "2024-Q1"), ("2024-H1", "2024-H1"), ("2025-04", "2025-04"), ("", ""),
        ("2025-04-04/2025-04-06", "2025-04-04/2025-04-06"), ("2024年上半年", "2024-H1"), ("去年", ""),
        ("2024-01/2024-03", "2024-Q1"), ("今年一季度", "2025-Q1"), ("2025-04-04", "2025-04-04"),
    ],
)  # fmt: skip
def test_a_period_is_a_label_or_words(correct, typed, label):
    if typed == "去年":  # the row's own period: nothing to change
        assert kinds(correct(period=typed)) == [("", "nothing")]
    else:
        assert correct(period=typed).changes == {"period": label}


def test_a_stock_is_stated_for_the_last_day_of_its_period(correct, entries):
    stock = next(name for name, entry in entries.items() if entry.kind == "stock" and entry.unit == "人")
    row = {"indicator": stock, "unit": "人", "period": "2023-12-31"}
    assert correct(row, period="2024年").changes == {"period": "2024-12-31"}


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("2024-Q5", "period_unknown"), ("2024-13", "period_unknown"), ("明天", "period_unknown"),
        ("2025-04-06/2025-04-04", "period_unknown"), ("2024年和2023年", "period_unknown"), ("0024", "period_far"),
    ],
)  # fmt: skip
def test_a_period_that_cannot_be_read_is_refused(correct, typed, kind):
    assert kinds(correct(period=typed)) == [("period", kind)]


@pytest.mark.parametrize(
    ("typed", "place", "code"),
    [
        ("开平市", "开平市", "440783"), ("鹤山市桃源镇", "桃源镇", "440784"), ("长春市朝阳区", "朝阳区", "220104"),
        ("桃源镇", "桃源镇", ""), ("江门", "江门市", "440700"), ("朝阳区", "朝阳区", ""),
    ],
)  # fmt: skip
def test_a_place_takes_its_full_name_and_its_code_where_only_one_is_meant(correct, typed, place, code):
    changes = correct(place=typed).changes
    assert (changes["place"], changes.get("place_code", ROW["place_code"])) == (place, code)


def test_of_two_areas_of_one_name_the_one_near_the_row_is_meant(correct):
    row = {"place": "长春市", "place_code": "220100"}
    assert correct(row, place="朝阳区").changes == {"place": "朝阳区", "place_code": "220104"}


def test_a_place_cannot_be_emptied_and_a_subject_holds_no_line_break(correct):
    assert kinds(correct(place=" ")) == [("place", "place_missing")]
    assert kinds(correct(subject="甲\n乙")) == [("subject", "text_unfit")]
    assert kinds(correct(subject="甲" * 101)) == [("subject", "text_unfit")]
    assert correct(subject="=cmd()<b>").changes == {"subject": "=cmd()<b>"}


def test_a_status_is_actual_or_planned(correct):
    assert correct(status="planned").changes == {"status": "planned"}
    assert kinds(correct(status="done")) == [("status", "status_unknown")]


def test_every_mistake_is_told_at_once_and_nothing_is_changed(correct):
    correction = correct(value="x", period="y", status="planned")
    assert kinds(correction) == [("value", "value_no_number"), ("period", "period_unknown")]
    assert correction.changes == {}


def test_what_is_typed_as_it_stands_changes_nothing(correct):
    assert kinds(correct(value="136400", unit="人次", period="2024", place="鹤山市", status="actual")) == [
        ("", "nothing")
    ]


def test_every_field_that_can_be_typed_can_be_corrected():
    assert {*TYPED, "place_code"} == {*CORRECTABLE}
