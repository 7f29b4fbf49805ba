import io

import openpyxl
import pytest

from pipeline import load_catalogue
from pipeline.reference_series import ReferenceTableError, reference_rows
from pipeline.workspace import Workspace
from tests.test_archives import SHEET, changed

HEAD = "place,period,indicator,measure,value,unit,source"
ENTRIES = load_catalogue().entries


def rows(*lines, head=HEAD):
    return reference_rows("official.csv", "\n".join([head, *lines]).encode("utf-8-sig"), ENTRIES)


def test_a_figure_is_converted_to_the_base_unit_and_keeps_what_was_printed():
    (row,) = rows("青禾市,2018,gdp,level,4521.5,亿元,青禾统计年鉴2019")
    assert (row["value"], row["unit"], row["value_text"]) == (pytest.approx(4.5215e11), "元", "4521.5亿元")
    assert (row["rule"], row["source"], row["start"]) == ("reference", "青禾统计年鉴2019", None)
    assert (row["period_start"], row["period_end"], row["year"]) == ("2018-01-01", "2018-12-31", 2018)


def test_the_measure_is_the_level_where_the_table_has_no_such_column():
    (row,) = rows("青禾市,2018-Q1,gdp,45,亿元,年鉴", head=HEAD.replace("measure,", ""))
    assert (row["measure"], row["period"]) == ("level", "2018-Q1")


def test_a_stock_stands_at_the_last_day_of_its_period():
    (row,) = rows("青禾市,2018,elder_care_beds,level,1.2,万张,年鉴")
    assert (row["period"], row["period_start"], row["value"]) == ("2018-12-31", "", 12000)


def test_a_negative_growth_keeps_its_sign():
    (row,) = rows("青禾市,2020,gdp,yoy,-3.2,%,年鉴")
    assert row["value"] == -3.2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("青禾市,2018,gpd,level,3,亿元,年鉴", "第 2 行 indicator 列：没有“gpd”"),
        ("青禾市,2018.1,gdp,level,3,亿元,年鉴", "“2018.1”看不出是几月"),
        ("青禾市,20188,gdp,level,3,亿元,年鉴", "第 2 行 period 列：“20188”"),
        ("青禾市,0005,gdp,level,3,亿元,年鉴", "第 2 行 period 列：“0005”不是 1900 至 2100 年的时期"),
        ("青禾市,2018,gdp,level,三块,亿元,年鉴", "第 2 行 value、unit 列"),
        ("青禾市,2018,gdp,level,3,家,年鉴", "第 2 行 unit 列：“家”与指标 gdp 不符，应能换算为 元"),
        ("青禾市,2018,gdp,yoy,3,亿元,年鉴", "单位应为 %"),
        ("青禾市,2018,gdp,most,3,亿元,年鉴", "第 2 行 measure 列：不认识“most”"),
        (",2018,gdp,level,3,亿元,年鉴", "第 2 行 place 列是空的"),
        ("青禾市,,,,,,", "第 2 行 period 列是空的"),
        (
            f"青禾市,{'2018' * 9000},gdp,level,3,亿元,年鉴",
            "第 2 行 period 列：单元格有 36000 个字符，最多 32767 个",
        ),
    ],
)
def test_a_mistake_is_named_with_line_column_and_what_was_allowed(line, said):
    with pytest.raises(ReferenceTableError, match=said):
        rows(line)


@pytest.mark.parametrize("value", ["3", "4"])
def test_a_figure_is_stated_once_of_a_source(value):
    lines = ["青禾市,2018,gdp,level,3,亿元,年鉴", "青禾市,2018年,gdp,level,3,亿元,公报"]
    assert len(rows(*lines)) == 2
    with pytest.raises(ReferenceTableError, match="第 4 行：与第 2 行是同一地区、时期、指标和来源"):
        rows(*lines, f"青禾市,2018年,gdp,level,{value},亿元,年鉴")


def test_a_month_that_a_sheet_cut_is_refused():
    book = openpyxl.Workbook()
    book.active.append(HEAD.split(","))
    book.active.append(["青禾市", 2018.10, "gdp", "level", 3, "亿元", "年鉴"])
    held = io.BytesIO()
    book.save(held)
    with pytest.raises(ReferenceTableError, match="看不出是几月"):
        reference_rows("official.xlsx", held.getvalue(), ENTRIES)


def test_every_mistake_of_a_table_is_named_at_once():
    with pytest.raises(ReferenceTableError) as raised:
        rows("青禾市,2018,gpd,level,3,亿元,年鉴", "青禾市,x,gdp,level,3,亿元,年鉴")
    assert [one.said().split(" 行")[0] for one in raised.value.mistakes] == [
        "official.csv 第 2",
        "official.csv 第 3",
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('青禾市,2018,gdp,level,3,亿元,"年鉴\n青禾市,2019,gdp,level,4,亿元,年鉴', "第 2 行：引号没有配对"),
        ('青禾市,2018,gdp,level,3,亿元,年鉴\n"青禾市,2019,gdp,level,4,亿元,年鉴\n"青禾市",2020,gdp,level,5,亿元,年鉴',
         "第 3 行：引号没有配对"),
        ("青禾市,2018,gdp,level,1,234,亿元,年鉴", "第 2 行：单元格比列多"),
    ],
)  # fmt: skip
def test_a_mark_or_comma_too_many_swallows_no_line(lines, said):
    with pytest.raises(ReferenceTableError, match=rf"official\.csv {said}"):
        rows(lines)


@pytest.mark.parametrize("octets", [b"", b"\x00\x01", b"a,b\n1,2", HEAD.encode()])
def test_what_is_no_such_table_is_one_sentence(octets):
    with pytest.raises(ReferenceTableError, match=r"official\.csv"):
        reference_rows("official.csv", octets, ENTRIES)


def test_an_excel_table_gives_the_same_rows():
    book = openpyxl.Workbook()
    for line in (HEAD.split(","), ["青禾市", 2018, "gdp", "level", 4521.5, "亿元", "年鉴"]):
        book.active.append(line)
    held = io.BytesIO()
    book.save(held)
    (row,) = reference_rows("official.xlsx", held.getvalue(), ENTRIES)
    assert (row["value"], row["period"]) == (pytest.approx(4.5215e11), "2018")


@pytest.mark.parametrize("extent", ["A1", "A1:G2", "A1:F3"])
def test_what_lies_outside_the_extent_that_a_workbook_states_is_read_too(extent):
    line = ["青禾市", 2018, "gdp", "level", 4521.5, "亿元", "年鉴"]
    book = openpyxl.Workbook()
    for cells in (HEAD.split(","), line, [*line[:1], 2019, *line[2:]]):
        book.active.append(cells)
    held = io.BytesIO()
    book.save(held)
    octets = changed(held.getvalue(), SHEET, lambda xml: xml.replace(b"A1:G3", extent.encode()))
    assert [row["year"] for row in reference_rows("official.xlsx", octets, ENTRIES)] == [2018, 2019]


def test_a_line_of_a_workbook_with_nothing_but_a_place_is_told():
    book = openpyxl.Workbook()
    for cells in (HEAD.split(","), ["青禾市", 2018, "gdp", "level", 4521.5, "亿元", "年鉴"], ["青禾市"]):
        book.active.append(cells)
    held = io.BytesIO()
    book.save(held)
    for extent in (b"A1:G3", b"A1:G2"):
        octets = changed(held.getvalue(), SHEET, lambda xml, extent=extent: xml.replace(b"A1:G3", extent))
        with pytest.raises(ReferenceTableError, match="第 3 行 period 列是空的"):
            reference_rows("official.xlsx", octets, ENTRIES)


def test_a_broken_excel_file_is_one_sentence():
    with pytest.raises(ReferenceTableError, match="XLSX"):
        reference_rows("official.xlsx", b"PK\x03\x04 broken", ENTRIES)


def test_official_figures_are_rows_of_the_workspace_until_their_table_is_removed(tmp_path):
    workspace = Workspace(tmp_path / "w")
    before = workspace.state()
    table = workspace.references.add("official.csv", f"{HEAD}\n青禾市,2018,gdp,level,3,亿元,年鉴\n".encode())
    official, said = workspace.official()
    assert (list(official["value"]), said, workspace.state() != before) == ([3e8], [], True)
    workspace.references.remove(table.digest)
    assert workspace.official()[0].empty


def test_a_table_whose_indicator_the_rules_no_longer_have_is_named_not_dropped_in_silence(tmp_path):
    workspace = Workspace(tmp_path / "w")
    workspace.references.add("official.csv", f"{HEAD}\n青禾市,2018,gone,level,3,亿元,年鉴\n".encode())
    official, mistakes = workspace.official()
    assert official.empty
    assert "gone" in mistakes[0].said("en")


@pytest.mark.parametrize("closed", ["", '"'])
def test_a_quote_left_open_swallows_no_figure(closed):
    line = "青禾市,{},gdp,level,45.5,亿元,"
    rows = [
        HEAD,
        line.format(2021) + "年鉴",
        line.format(2022) + '"年鉴',
        line.format(2023) + f"年鉴{closed}",
    ]
    with pytest.raises(ReferenceTableError, match="第 3 行：引号"):
        reference_rows("official.csv", "\n".join(rows).encode(), ENTRIES)
