"""Hold what the cells of forms are understood to ask for, and what is refused."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from pipeline.forms import FormError, Said
from pipeline.forms.sheets import reference
from pipeline.forms.understanding import asked_of
from pipeline.indicators import load_catalogue
from tests.form_books import book_of, octets_of_book

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "forms.yaml").read_text("utf-8"))


def read(case):
    """Read the form of a case."""
    said = Said(case.get("place", ""), case.get("time", ""), case.get("read_as", {}))
    return asked_of(octets_of_book(book_of(case)), "form.xlsx", load_catalogue(), said)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_cell_asks_for_what_its_headings_say(case):
    reading = read(case)
    many = len(case["sheets"]) > 1
    asks = {
        (f"{one.sheet}!" if many else "") + reference(one.at): " ".join(
            filter(
                None,
                [
                    f"{one.indicator}.{one.measure}", one.place, one.period, one.printed_unit,
                    "planned" if one.status == "planned" else "",
                ],
            )
        )
        for one in reading.asked
    }  # fmt: skip
    assert asks == case["asks"]
    assert {reference((one.row, one.column)): one.reason for one in reading.untold} == case.get("untold", {})


def test_a_number_in_a_cell_tells_how_much_of_the_base_unit_it_is():
    (case,) = [one for one in CASES if one["name"].startswith("cells that show per cent")]
    factors = {reference(one.at): (one.factor, one.scale) for one in read(case).asked}
    level, rate = (10_000, 1), (100, Decimal("0.01"))
    assert factors == {"B3": level, "C3": rate, "B4": level, "C4": rate}


def test_a_nought_tells_nothing_of_its_unit():
    (case,) = [one for one in CASES if "a nought" in one["name"]]
    (nought,) = [one for one in read(case).asked if reference(one.at) == "D3"]
    assert (nought.factor, nought.number) == (10_000, "0")


def test_headings_are_listed_as_printed_with_what_they_are_read_as():
    (case,) = [one for one in CASES if "nobody knows" in one["name"]]
    headings = {(one.printed, one.read_as, one.of_row) for one in read(case).headings}
    assert headings == {
        ("2024年", "", False), ("财力（万元）", "", True), ("文旅人气（万人次）", "接待游客（万人次）", True),
    }  # fmt: skip


def test_formulas_are_counted_and_what_nobody_sees_is_told():
    (total,) = [one for one in CASES if "total in the last row" in one["name"]]
    assert read(total).formulas == 2
    (hidden,) = [one for one in CASES if "one of them hidden" in one["name"]]
    assert [one.why for one in read(hidden).left_out] == ["hidden_sheet"]


def test_cells_of_hidden_rows_and_columns_are_not_filled_in():
    book = book_of(CASES[0])
    sheet = book.worksheets[0]
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    reading = asked_of(octets_of_book(book), "form.xlsx", load_catalogue(), Said())
    assert {reference(one.at) for one in reading.asked} == {"D3", "E3", "D5", "E5"}
    assert [one.why for one in reading.left_out] == ["hidden_cells"]


def test_what_the_form_prints_counts_before_what_is_said_of_it():
    case = CASES[0] | {"place": "开平市", "time": "2020年"}
    assert {one.place for one in read(case).asked} == {"鹤山市"}
    assert {one.period[:4] for one in read(case).asked if one.period} == {"2023", "2024"}


@pytest.mark.parametrize(
    ("octets", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20 + b"\xfe\xff" + b"\0" * 2000, "not_xlsx"),
        ("指标,2024年\n接待游客,1\n".encode(), "not_xlsx"),
        (b"%PDF-1.7", "not_xlsx"),
    ],
)
def test_another_kind_of_file_is_refused_with_what_to_do(octets, why):
    with pytest.raises(FormError) as refused:
        asked_of(octets, "表.xls", load_catalogue(), Said())
    assert refused.value.why == why
    assert "另存为" in refused.value.said("zh")
    assert "save it as" in refused.value.said("en")
