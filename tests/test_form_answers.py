"""Hold the figure that a cell of a form gets to be the one that a chart draws, and every other cell to a reason."""

from decimal import Decimal

import pytest

from pipeline.forms import Asked, answers
from pipeline.forms.answers import agrees
from pipeline.indicators import load_catalogue
from pipeline.table import COLUMNS, table

HUNDRED_MILLION = Decimal(100_000_000)


def row(number, **columns):
    """Make a row of the table: GDP of 鹤山市 in 2024, printed in one document, unless the columns say otherwise."""
    usual = dict.fromkeys(COLUMNS, "") | {
        "id": f"row{number}", "indicator": "gdp", "measure": "level", "place": "鹤山市", "place_code": "440784",
        "period": "2024", "period_start": "2024-01-01", "period_end": "2024-12-31", "year": 2024,
        "period_source": "stated", "value": 4.505e10, "low": None, "high": None, "unit": "元", "value_text": "450.5亿元",
        "qualifier": "exact", "status": "actual", "derived": False, "confidence": 0.99, "rule": "table_row",
        "document": f"{number}.txt", "published": "2025-03-01", "published_inferred": False, "start": 1, "end": 2,
        "mentions": 1, "review": "pending", "sentence": "鹤山市地区生产总值450.5亿元。",
    }  # fmt: skip
    return usual | columns


def cell(**fields):
    """Ask for the same in 亿元."""
    usual = {
        "sheet": "表1", "row": 2, "column": 2, "indicator": "gdp", "measure": "level", "place": "鹤山市",
        "place_code": "440784", "period": "2024", "period_start": "2024-01-01", "period_end": "2024-12-31",
        "status": "actual", "scope": "", "unit": "元", "factor": HUNDRED_MILLION, "scale": Decimal(1),
        "printed_unit": "亿元",
    }  # fmt: skip
    return Asked(**usual | fields)


def answered(rows, **fields):
    """Answer one cell from some rows."""
    printed_only = fields.pop("printed_only", False)
    (found,) = answers([cell(**fields)], table(rows), load_catalogue(), printed_only=printed_only)
    return found


def test_a_figure_is_written_whole_in_the_unit_of_the_form():
    found = answered([row(1)])
    assert (found.state, found.stored, found.doubtful, found.computed) == (
        "filled",
        Decimal("450.5"),
        False,
        False,
    )


@pytest.mark.parametrize(
    ("value", "factor", "stored"),
    [
        (136400.0, "10000", "13.64"),
        (7067.0, "1", "7067"),
        (0.1 + 0.2, "1", "0.3"),
        (1e12 / 3, "100000000", "3333.33333333333"),
        (5.2, "100", "0.052"),
        (-3.3, "1", "-3.3"),
    ],
)
def test_no_digit_is_lost_and_none_is_made_up(value, factor, stored):
    assert answered([row(1, value=value)], factor=Decimal(factor)).stored == Decimal(stored)


def test_of_several_figures_the_one_that_is_drawn_is_taken_and_the_others_are_named():
    early = row(1, value=4.4e10, value_text="440亿元", published="2025-02-01")
    late = row(2, value=4.6e10, value_text="460亿元", published="2025-02-01", confidence=0.999)
    found = answered([early, late])
    assert found.stored == 460
    assert [one.value_text for one in found.others] == ["440亿元"]
    assert {one.kind for one in found.doubts} == {"conflict"}
    assert found.doubtful


def test_a_later_publication_revises_an_earlier_one_and_is_in_no_doubt():
    office = {"source": "青禾县统计局"}
    early = {"value": 4.45e10, "value_text": "445亿元", "published": "2025-01-20"}
    found = answered([row(1, **early, **office), row(2, **office)])
    assert (found.stored, found.doubtful) == (Decimal("450.5"), False)
    paper = {"source": "青禾日报"}
    assert answered([row(1, **early, **paper), row(2, **paper)]).doubtful


def test_the_same_figure_printed_with_fewer_digits_is_no_other():
    found = answered(
        [row(1), row(2, value=4.51e10, value_text="451亿元", published="2025-03-01", confidence=0.9)]
    )
    assert (found.stored, found.others) == (Decimal("450.5"), ())


def test_an_official_figure_comes_first():
    official = row(2, value=4.6e10, value_text="460亿元", rule="reference", published="", review="accepted")
    found = answered([row(1), official])
    assert found.stored == 460
    assert found.doubtful


def test_a_computed_figure_is_told_as_one_and_can_be_left_out():
    computed = row(1, derived=True, rule="last_year_from_yoy", derivation="500亿元 ÷ (1 + 5%)")
    assert answered([computed]).computed
    assert answered([computed], printed_only=True).why == "no_figures"
    assert not answered([computed, row(2)]).computed


@pytest.mark.parametrize(
    ("value", "factor", "stored"),
    [(38217 / 1.046, "1", "36536"), (5126000 / 0.936, "10000", "548"), (4.505e10 / 1.05, "10000", "4290476"),
     (4.505e8 / 1.05, "1e8", "4.29")],
)  # fmt: skip
def test_a_computed_figure_gets_no_digits_that_nobody_knows(value, factor, stored):
    computed = row(1, derived=True, value=value, rule="last_year_from_yoy", derivation="500亿元 ÷ (1 + 5%)")
    assert answered([computed], factor=Decimal(factor)).stored == Decimal(stored)


def test_growth_between_two_printed_levels_is_computed():
    levels = [
        row(1, indicator="tourist_arrivals", unit="人次", value=2e6, value_text="200万人次"),
        row(2, indicator="tourist_arrivals", unit="人次", value=1e6, value_text="100万人次", period="2023",
            period_start="2023-01-01", period_end="2023-12-31", year=2023),
    ]  # fmt: skip
    growth = {"measure": "yoy", "unit": "%", "factor": Decimal(100)}
    found = answered(levels, indicator="tourist_arrivals", **growth)
    assert (found.stored, found.computed) == (Decimal(1), True)  # 100 % in a cell that shows per cent


def test_what_a_person_corrected_is_in_no_doubt_and_what_was_rejected_is_no_figure():
    assert not answered([row(1, confidence=0.2, review="corrected")]).doubtful
    assert answered([row(1, confidence=0.2)]).doubtful
    assert answered([row(1, review="rejected")]).why == "no_figures"


@pytest.mark.parametrize(
    ("columns", "fields", "why", "about"),
    [
        ({"place": "开平市", "place_code": "440783"}, {}, "no_figures", ""),
        ({"subject": "青禾公司"}, {}, "no_figures", ""),
        ({}, {"place_code": "110000"}, "no_figures", ""),
        ({}, {"place": "", "place_code": ""}, "no_place", ""),
        ({}, {"period": "", "period_start": "", "period_end": ""}, "no_period", ""),
        ({}, {"period": "2023", "period_start": "2023-01-01", "period_end": "2023-12-31"}, "other_period", "2024"),
        ({}, {"period": "2024-12", "period_start": "2024-12-01"}, "other_period", "2024"),
        ({"status": "planned"}, {}, "other_status", "450.5亿元"),
        ({"scope": "规上"}, {}, "other_scope", "规上"),
        ({}, {"scope": "全口径"}, "other_scope", ""),
        ({"unit": "美元"}, {}, "other_unit", "450.5亿元"),
        ({"qualifier": "range", "value_text": "450—460亿元"}, {}, "range", "450—460亿元"),
        ({"period": "", "period_start": "", "period_end": "", "period_source": "document"}, {}, "undated", "450.5亿元"),
    ],
)  # fmt: skip
def test_a_cell_without_a_figure_says_why(columns, fields, why, about):
    found = answered([row(1, **columns)], **fields)
    assert (found.state, found.stored, found.why, found.about) == ("empty", None, why, about)


def test_a_scope_in_another_spelling_is_the_same_and_one_in_the_indicators_own_name_is_none():
    output = {"indicator": "industrial_output"}
    assert answered([row(1, **output, scope="规上")], **output, scope="规模以上").stored == Decimal("450.5")
    own = {"indicator": "industrial_value_added_above_scale"}
    assert answered([row(1, **own, scope="规模以上")], **own).stored == Decimal("450.5")


def test_growth_of_gdp_is_at_constant_prices_though_a_form_does_not_say_so():
    growth = {"measure": "yoy", "unit": "%"}
    assert answered([row(1, **growth, value=5, scope="可比价")], **growth, factor=Decimal(1)).stored == 5
    assert (
        answered([row(1, **growth, value=5, scope="名义")], **growth, factor=Decimal(1)).why == "other_scope"
    )


def test_a_stock_is_of_its_day_and_of_the_day_before_a_year_begins():
    stock = {"indicator": "permanent_population", "unit": "人", "value": 420000.0, "value_text": "42万人"}
    asked = {
        "indicator": "permanent_population",
        "unit": "人",
        "period": "2024-12-31",
        "period_start": "",
        "factor": Decimal(10_000),
    }
    ended = row(1, **stock, period="2024-12-31", period_start="")
    begun = row(1, **stock, period="2025-01-01", period_start="", period_end="2025-01-01", year=2025)
    middle = row(1, **stock, period="2024-06-30", period_start="", period_end="2024-06-30")
    assert [answered([one], **asked).stored for one in (ended, begun, middle)] == [42, 42, None]


def test_an_inexact_figure_is_to_be_checked():
    found = answered([row(1, qualifier="over", value_text="超450.5亿元")])
    assert (found.bound, found.doubtful, found.stored) == ("over", True, Decimal("450.5"))


@pytest.mark.parametrize(
    ("held", "kept", "state"),
    [
        ("", "", "filled"),
        ("450.5", "", "same"),
        ("450.50", "", "same"),
        ("451", "", "same"),
        ("450", "", "differs"),
        ("0", "", "differs"),
        ("450.5", "formula", "kept"),
        ("", "locked", "kept"),
    ],
)
def test_a_number_that_stands_in_a_cell_is_compared(held, kept, state):
    assert answered([row(1)], number=held, held=held, kept=kept).state == state


def test_a_number_agrees_as_exactly_as_it_is_written():
    assert agrees("13.6", Decimal("13.64"))
    assert not agrees("13.7", Decimal("13.64"))
    assert not agrees("0", Decimal("0.4"))
