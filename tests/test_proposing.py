"""What is proposed for a number that became no row: what its own sentence and article say, and no later sentence."""

from datetime import date

import pytest
from openpyxl import Workbook

from pipeline.documents import document_of, read_document
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
from pipeline.workspace.proposing import proposed
from pipeline.workspace.ruling import row_by_hand
from pipeline.workspace.suggesting import made_cells
from pipeline.workspace.verdicts import Key, Verdict

TEXT = (
    "2023年，全县旅游收入6亿元。其中，餐费3万元。"
    "2024年，青禾开发区生产总值90亿元，增长5%。其中，青禾开发区第二产业增加值40亿元。"
)


def test_a_proposal_takes_neither_owner_nor_year_from_the_last_sentence_of_its_article():
    catalogue = load_catalogue()
    extraction = extract_document(document_of(TEXT, date(2025, 4, 7), "青禾县"), catalogue, keep_parsed=True)
    (meals,) = (one for one in extraction.rejections if one.quantity.text == "3万元")
    row = proposed(extraction, meals, "gdp", "level", catalogue.entries)
    assert (row["subject"], row["place"]) == ("", "青禾县")
    assert row["period"] != "2024"


def _cell(text, printed, indicator, measure="level", place="青禾县"):
    """Return what is proposed for the first number printed so in a text with tables that gave no row."""
    catalogue = load_catalogue()
    extraction = extract_document(document_of(text, date(2025, 4, 7), place), catalogue, keep_parsed=True)
    number = next(one for one in extraction.rejections if one.quantity.text == printed)
    row = proposed(extraction, number, indicator, measure, catalogue.entries)
    return row["value"], row["unit"], row["period"], row["place"]


TABLES = {
    "the unit above the table and the year of the row": (
        "青禾县历年财政\n单位：亿元\n年份\t地区生产总值\t某某收入\n2021\t91.2\t7.73\n2022\t98.65\t8.21\n",
        "8.21", 821_000_000, "元", "2022",
    ),
    "the unit of the column and the year of the title": (
        "2023年各县主要指标\n县\t地区生产总值（亿元）\t某某收入（万元）\n青禾县\t105.9\t8650\n",
        "8650", 86_500_000, "元", "2023",
    ),
    "the unit and the year of the row": (
        "指标\t单位\t2023年\t2024年\n地区生产总值\t亿元\t98.1\t105.9\n某某收入\t万元\t8210\t8650\n",
        "8210", 82_100_000, "元", "2023",
    ),
    "no unit that the table names": (
        "2023年各县主要指标\n县\t地区生产总值（亿元）\t某某收入\n青禾县\t105.9\t8.21\n",
        "8.21", 8.21, "", "2023",
    ),
    "two units that would fit": (
        "2023年各县主要指标\n单位：亿元、万元\n县\t地区生产总值（亿元）\t某某收入\n青禾县\t105.9\t8.21\n",
        "8.21", 8.21, "", "2023",
    ),
    "a unit that does not fit": (
        "2023年各县主要指标\n县\t地区生产总值（亿元）\t某某收入（万人）\n青禾县\t105.9\t8.21\n",
        "8.21", 8.21, "", "2023",
    ),
    "the share of what the table gives in money": (
        "2023年各县主要指标\n单位：亿元\n县\t地区生产总值\t某某收入占比重\n青禾县\t105.9\t8.21\n",
        "8.21", 8.21, "", "2023",
    ),
    "a month of which nothing says whether it is the month alone": (
        "2023年6月各县主要指标\n单位：亿元\n县\t地区生产总值\t某某收入\n青禾县\t105.9\t8.21\n",
        "8.21", 821_000_000, "元", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_number_of_a_table_is_proposed_with_what_its_table_says_and_nothing_else(name):
    text, printed, value, unit, period = TABLES[name]
    assert _cell(text, printed, "budget_revenue") == (value, unit, period, "青禾县")


def test_a_growth_of_a_table_is_proposed_in_per_cent():
    text = "2023年各县主要指标\n县\t地区生产总值（亿元）\t某某收入增长（%）\n青禾县\t105.9\t8.2\n"
    assert _cell(text, "8.2", "budget_revenue", "yoy") == (8.2, "%", "2023", "青禾县")
    assert _cell(text, "8.2", "budget_revenue")[1] == ""


def test_a_number_of_a_table_that_compares_places_is_proposed_without_one():
    text = "宁都县、瑞金市2023年财政\n单位：亿元\n指标\t2022年\t2023年\n某某收入\t8.21\t8.65\n"
    assert _cell(text, "8.21", "budget_revenue", place="") == (821_000_000, "元", "2022", "")


def test_a_row_with_more_cells_than_its_header_tells_nothing_of_its_numbers():
    text = "2023年主要指标\n单位：亿元\n指标\t2022年\t2023年\n某某收入\t8.21\t8.65\t9\n"
    _, unit, period, _ = _cell(text, "8.21", "budget_revenue")
    assert (unit, period) == ("", "")


@pytest.mark.parametrize(
    ("printed", "indicator", "unit"),
    [
        ("12支", "tourist_arrivals", ""),
        ("12支", "gdp", ""),
        ("3万元", "gdp", "元"),
        ("12户", "industrial_enterprises", "家"),
    ],
)
def test_the_unit_of_a_number_in_a_sentence_is_never_one_that_only_the_indicator_has(
    printed, indicator, unit
):
    text = f"2024年，全县共有志愿服务{printed}。"
    assert _cell(text, printed, indicator)[1] == unit


def test_a_row_made_of_a_cell_keeps_its_place_and_the_title_of_its_document(tmp_path):
    book = Workbook()
    book.active.title = "表1"
    for line in (
        ["2023年各县主要指标"],
        ["县", "地区生产总值（亿元）", "某某收入（万元）"],
        ["青禾县", 105.9, 8650],
    ):
        book.active.append(line)
    book.save(tmp_path / "年鉴.xlsx")
    catalogue = load_catalogue()
    extraction = extract_document(read_document(tmp_path / "年鉴.xlsx"), catalogue, keep_parsed=True)
    number = next(one for one in extraction.rejections if one.quantity.text == "8650")
    row = proposed(extraction, number, "local_fiscal_revenue", "level", catalogue.entries)
    key = Key("d", number.quantity.start, number.quantity.end, "local_fiscal_revenue", "level", "2023")
    made = row_by_hand(Verdict(key, "added", changes=made_cells(row, {}), file="年鉴.xlsx"))
    assert made["locator"] == "表1!C3"
    assert made["title"] == "表1"
