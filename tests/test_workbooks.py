"""A workbook is read as its sheets show it, every cell with its reference, and its tables become observations."""

import io
import time
import zipfile
from datetime import datetime

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.colors import Color

from pipeline.batches import extract_batches
from pipeline.documents import DocumentError, content_of
from pipeline.documents.workbook.number_formats import shown

OPEN = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
DAY = datetime(2021, 1, 1)  # noqa: DTZ001 - days of a workbook have no zone
SPACES = " ".join(OPEN.format(name) for name in ("office", "table", "text", "style"))


def octets_of(book):
    octets = io.BytesIO()
    book.save(octets)
    return octets.getvalue()


def book_of(rows, name="表1", merged=(), formats=()):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    for cell, pattern in formats:
        sheet[cell].number_format = pattern
    return book


def read(book):
    return content_of(octets_of(book), "年鉴.xlsx")


def lines(content):
    return [line for line in content.text.split("\n") if line]


def ods(*rows, sheet='<table:table table:name="表1">', styles=""):
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{sheet}{''.join(rows)}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return octets.getvalue()


def figures(octets, folder, name="年鉴.xlsx"):
    (folder / name).write_bytes(octets)
    (read,) = [one for batch in extract_batches(folder / name) for one in batch]
    assert not read.skipped
    return {
        row["locator"]: (
            row["place"],
            row["indicator"],
            row["measure"],
            row["period"],
            row["value"],
            row["unit"],
        )
        for row in read.rows
        if not row["derived"]
    }


@pytest.mark.parametrize(
    ("stored", "pattern", "text"),
    [
        (2021, "General", "2021"),
        (2021.0, "General", "2021"),
        (0.30000000000000004, "General", "0.3"),
        (3.1e-2, "General", "0.031"),
        (0.052, "0.0%", "5.2%"),
        (-0.052, "0.0%", "-5.2%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (33.85333333, "0.00", "33.85"),
        (2.345, "0.00", "2.35"),
        (-0.001, "0.0", "0.0"),
        (12.5, "0.##", "12.5"),
        (12, "0.##", "12"),
        (-12.3, "0.0;0.0", "-12.3"),
        (-12.3, "0.0;[Red]-0.0", "-12.3"),
        (0, '0.0;-0.0;"—"', "—"),
        (12.3, '0.0"万人"', "12.3万人"),
        (1234567, "0.0,", "1234.6"),
        (0.5, "# ?/?", "0.5"),
        (1234567, "0.00E+00", "1234567"),
        (500, '[>=10000]0.0,"千";0.0', "500"),
        (-3, "[<0]0;0.0", "-3"),
        (-5.2, "0.0;[Red]0.0", "-5.2"),
        (-5.2, "0.0_);[Red](0.0)", "-5.2"),
        (-5.2, "(0.0);(0.0)", "-5.2"),
        (5.2, "(0.0);(0.0)", "(5.2)"),
        (-5.2, '0.0;"▲"0.0', "-5.2"),
        (-5.2, '0.0;"△ "0.0', "-5.2"),
        (-5.2, "0.0;▲0.0", "-5.2"),
        (-5.2, '0.0;"-"0.0', "-5.2"),
        (-5.2, '0.0;"负"0.0', "-5.2"),
        (-5.2, '"增长"0.0"%";"下降"0.0"%"', "下降5.2%"),
        (5.2, '"增长"0.0"%";"下降"0.0"%"', "增长5.2%"),
        (-5.2, '"↑"0.0;"↓"0.0', "↓5.2"),
        (-0.01, "0.0_);(0.0)", "0.0"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "-1,234.50"),
        (-0.052, "0.0%;[Red]0.0%", "-5.2%"),
        (60012340, '0!.0,"万"', "6001.2万"),
        (60012340, r'0\.0,"万"', "6001.2万"),
        (60012340, '0"."0000"万"', "6001.2340万"),
        (6001.2, '0!.0,"万元"', "0.6万元"),
        (60012340, "0!.0000", "6001.2340"),
        (60012340000, '0!.0000,"万"', "6001.2340万(60012340000)"),
        (60012340000, '0.00,,"亿"', "60012.34亿(60012340000)"),
        (-60012340000, '0!.00,,"亿"', "-600.12亿"),
        (1234567, '#,##0,"千"', "1,235千"),
        (7212900000, '0.00,,"百万"', "7212.90百万"),
        (600.12, '0.00"亿"', "600.12亿"),
        (20250407, "0000-00-00", "20250407"),
        (DAY, 'yyyy"年"m"月"', "2021年1月"),
        (DAY, "yyyy-mm-dd", "2021-01-01"),
        (float("nan"), "0.0", "nan"),
    ],
)
def test_a_number_is_what_its_cell_shows(stored, pattern, text):
    assert shown(stored, pattern) == text


def test_a_sheet_is_a_table_below_its_name_and_every_cell_knows_its_reference():
    content = read(
        book_of([["指标", "2024"], ["人口\n（万人）", 42.3], [None, None], ["注：初步数", None]], "人口")
    )
    assert lines(content) == ["人口", "指标\t2024", "人口（万人）\t42.3", "注：初步数"]
    where = {content.text[one.start : one.end]: one.locator for one in content.layout.spots}
    assert where == {
        "人口": "人口",
        "指标": "人口!A1",
        "2024": "人口!B1",
        "人口（万人）": "人口!A2",
        "42.3": "人口!B2",
        "注：初步数": "人口!A4",
    }


def test_merged_cells_stand_once_and_say_what_they_span():
    rows = [["指标", "2024年", None], [None, "绝对数", "增长"], ["人口", 42, 1]]
    content = read(book_of(rows, "Sheet1", ["A1:A2", "B1:C1"]))
    assert lines(content) == ["指标\t2024年\t", "\t绝对数\t增长", "人口\t42\t1"]
    assert content.layout.spans == {0: (2, 1), 3: (1, 2)}


def test_titles_units_and_notes_of_one_cell_are_lines_beside_the_table():
    rows = [
        ["2024年主要指标", None],
        [None, "单位：万人"],
        ["指标", "2024"],
        ["人口", 42],
        ["注：初步数", None],
    ]
    assert lines(read(book_of(rows, "Sheet1", ["A1:B1"]))) == [
        "2024年主要指标",
        "单位：万人",
        "指标\t2024",
        "人口\t42",
        "注：初步数",
    ]


def test_an_indent_is_spaces_before_the_name():
    book = book_of([["指标", "数值"], ["生产总值", 9], ["第一产业", 1]], "Sheet1")
    book.active["A3"].alignment = Alignment(indent=2)
    assert "\n\u3000\u3000第一产业\t1" in read(book).text


def test_what_is_hidden_is_left_out_and_told():
    book = book_of([["甲", "乙", "丙"], [1, 2, 3], [4, 5, 6]], "Sheet1")
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.create_sheet("草稿").sheet_state = "hidden"
    content = read(book)
    assert lines(content) == ["甲\t\t丙", "4\t\t6"]
    assert sorted(error.why for error in content.left_out) == ["hidden_cells", "hidden_sheet"]


@pytest.mark.parametrize("merged", [("A2:A3", "A4:A6"), ()])
@pytest.mark.parametrize("hidden", [(4,), (4, 5)])
def test_the_name_of_a_group_whose_first_rows_are_hidden_stands_before_its_next(merged, hidden, tmp_path):
    rows = [["地区", "年份", "地区生产总值（亿元）"], ["天台县", 2023, 11], [None, 2024, 12]]
    rows += [["仙居县", 2022, 21], [None, 2023, 22], [None, 2024, 23]]
    book = book_of(rows, "Sheet1", merged)
    for number in hidden:
        book.active.row_dimensions[number].hidden = True
    kept = [
        f"{'仙居县' if at == 0 else ''}\t{year}\t{year - 2001}"
        for at, year in enumerate((2023, 2024)[len(hidden) - 1 :])
    ]
    assert lines(read(book))[3:] == kept
    assert {row[0] for row in figures(octets_of(book), tmp_path).values()} == {"天台县", "仙居县"}


def test_a_year_merged_before_a_hidden_row_stands_before_the_next_and_a_figure_goes_down_nowhere():
    rows = [["年份", "县", "人口", "户"], [2023, "青禾县", 11, 1], [None, "临川县", 12, 2]]
    book = book_of([*rows, ["丙", 7, 8, 3], [None, None, 9, 4]], "Sheet1", ["A2:A3"])
    book.active.row_dimensions[2].hidden = book.active.row_dimensions[4].hidden = True
    assert lines(read(book))[1:] == ["2023\t临川县\t12\t2", "丙\t\t9\t4"]


def test_a_heading_merged_over_a_hidden_column_stands_above_those_that_are_seen():
    rows = [["指标", "工业", None, None], [None, "本月", "累计", "增长"], ["甲", 1, 2, 3], ["乙", 4, 5, 6]]
    book = book_of(rows, "Sheet1", ["B1:D1", "A1:A2"])
    book.active.column_dimensions["B"].hidden = True
    assert lines(read(book))[:2] == ["指标\t\t工业\t", "\t\t累计\t增长"]


def test_a_formula_that_was_saved_without_its_value_is_empty_and_told():
    content = read(book_of([["甲", "乙", "丙"], [1, "=A2+1", 3]], "Sheet1"))
    assert lines(content) == ["甲\t乙\t丙", "1\t\t3"]
    assert [error.why for error in content.left_out] == ["uncounted"]


def test_counties_by_indicators_become_observations(tmp_path):
    rows = [
        ["2024年各县主要指标", None, None],
        ["地区", "地区生产总值（亿元） Gross Regional Product (100 million yuan)", "粮食产量（吨）"],
        ["开平市", 512.3, 210034],
        ["台山市", 601.25, "…"],
    ]
    found = figures(octets_of(book_of(rows, "县市", ["A1:C1"])), tmp_path)
    assert found == {
        "县市!B3": ("开平市", "gdp", "level", "2024", 512.3e8, "元"),
        "县市!C3": ("开平市", "grain_output", "level", "2024", 210034.0, "吨"),
        "县市!B4": ("台山市", "gdp", "level", "2024", 601.25e8, "元"),
    }


def test_numbered_titles_over_groups_of_columns_lend_units_and_keep_or_narrow(tmp_path):
    rows = [
        [
            "2020年城市数据", None,
            "2-1 地区生产总值", None,
            "2-9 地方一般公共预算收支状况（全市）（万元）",
            "2-11 年末金融机构存贷款余额（万元）",
            "2-21 专任教师数(人)", "2-22 民营企业情况（万元）",
        ],
        [
            "城 市", "City",
            "地区生产总值（亿元）Gross Regional Product", None,
            "地方一般公共预算收入", "年末金融机构人民币各项存款余额", "普通小学", "出口额",
        ],
        [None, None, "全市 Total City", "市辖区 Districts under City", None, "全市 Total City", "全市", "全市"],
        ["江门市", "Jiangmen", 3201, 1500, 2634912, 56000000, 16000, 900],
        ["阳江市", "Yangjiang", 1361, 700, 650001, 18000000, 9000, 100],
    ]  # fmt: skip
    found = figures(octets_of(book_of(rows, "Sheet1", ["A1:B1", "C1:D1", "C2:D2"])), tmp_path)
    assert found == {
        "Sheet1!C4": ("江门市", "gdp", "level", "2020", 3201e8, "元"),
        "Sheet1!E4": ("江门市", "budget_revenue", "level", "2020", 26349120000.0, "元"),
        "Sheet1!F4": ("江门市", "deposits", "level", "2020-12-31", 56e10, "元"),
        "Sheet1!C5": ("阳江市", "gdp", "level", "2020", 1361e8, "元"),
        "Sheet1!E5": ("阳江市", "budget_revenue", "level", "2020", 6500010000.0, "元"),
        "Sheet1!F5": ("阳江市", "deposits", "level", "2020-12-31", 18e10, "元"),
    }


def test_a_row_that_is_set_in_below_what_is_no_indicator_is_a_part_of_it(tmp_path):
    rows = [
        ["2024年开平市主要指标", None],
        ["指标", "数值（亿元）"],
        ["民营经济", 9],
        ["出口额", 3],
        ["进口额", 2],
    ]
    book = book_of(rows, "Sheet1", ["A1:B1"])
    book.active["A4"].alignment = Alignment(indent=2)
    assert {where for where, figure in figures(octets_of(book), tmp_path).items()} == {"Sheet1!B5"}


def test_an_open_workbook_is_read_as_shown_and_its_repeats_are_counted():
    head = (
        '<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>2024年</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row>"
    )
    row = (
        '<table:table-row><table:table-cell office:value-type="percentage" office:value="0.0521">'
        '<text:p>5.2%</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>甲'
        '<text:s text:c="2"/>乙</text:p></table:table-cell></table:table-row>'
    )
    empty = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    content = content_of(ods(head, row, empty), "年鉴.ods")
    assert lines(content) == ["表1", "2024年", "5.2%\t甲 乙\t甲 乙"]
    assert [one.locator for one in content.layout.spots] == ["表1", "表1!A1", "表1!A2", "表1!B2", "表1!C2"]


def test_a_hidden_sheet_of_an_open_workbook_is_left_out():
    style = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    row = "<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row>"
    sheet = '<table:table table:name="草稿" table:style-name="ta1">'
    with pytest.raises(DocumentError) as raised:
        content_of(ods(row, sheet=sheet, styles=style), "年鉴.ods")
    assert raised.value.why == "no_words"


def row(text, how=""):
    return (
        f"<table:table-row{how}><table:table-cell><text:p>{text}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row>"
    )


@pytest.mark.parametrize("seen", ["collapse", "filter"])
def test_hidden_rows_of_an_open_workbook_are_left_out_and_told_and_divide_no_table(seen):
    hidden = row("乙", f' table:visibility="{seen}" table:number-rows-repeated="3"')
    bare = f'<table:table-row table:visibility="{seen}"><table:table-cell/></table:table-row>'
    content = content_of(ods(row("甲"), hidden, bare, row("丙")), "年鉴.ods")
    assert content.text.strip() == "表1\n\n甲\t甲\n丙\t丙"
    assert [one.locator for one in content.layout.spots][-1] == "表1!B6"
    assert [(one.why, one.values["count"]) for one in content.left_out] == [("hidden_cells", "6")]


def test_the_name_of_a_group_whose_first_row_is_hidden_in_an_open_workbook_stands_before_its_next():
    def cells(name, figure, how=""):
        spanned = (
            f'<table:table-cell table:number-rows-spanned="2"><text:p>{name}</text:p></table:table-cell>'
        )
        first = spanned if name else "<table:covered-table-cell/>"
        other = f"<table:table-cell><text:p>{figure}</text:p></table:table-cell>"
        return f"<table:table-row{how}>{first}{other}</table:table-row>"

    hidden = cells("丙", 3, ' table:visibility="filter"')
    content = content_of(ods(cells("甲", 1), cells("", 2), hidden, cells("", 4)), "年鉴.ods")
    assert content.text.strip() == "表1\n\n甲\t1\n\t2\n丙\t4"


def test_rows_that_are_hidden_to_the_end_of_an_open_workbook_cost_nothing():
    hidden = row("乙", ' table:visibility="collapse" table:number-rows-repeated="1048570"')
    content = content_of(ods(row("甲"), hidden), "年鉴.ods")
    assert lines(content) == ["表1", "甲\t甲"]


def test_a_long_text_that_many_cells_share_is_refused_before_it_is_written_out():
    book = openpyxl.Workbook()
    for number in range(1, 1001):
        book.active.cell(number, 1, "甲" * 30_000)
    with pytest.raises(DocumentError) as raised:
        read(book)
    assert raised.value.why == "too_long"


def test_an_open_workbook_that_repeats_a_row_without_end_is_refused():
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell><text:p>1</text:p></table:table-cell>'
        "</table:table-row>"
    )
    with pytest.raises(DocumentError) as raised:
        content_of(ods(row), "年鉴.ods")
    assert raised.value.why == "workbook_rows"


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("A1000000000", "workbook_rows"),
        ("A1048576", "workbook_rows"),
        ("ZZZZ1", "workbook_damaged"),
        ("A0", "workbook_damaged"),
        ("XFD1", ""),
    ],
)
def test_a_cell_far_off_is_refused_or_a_line_by_itself(reference, why):
    octets, whole = io.BytesIO(), zipfile.ZipFile(io.BytesIO(octets_of(book_of([[1]]))))
    with zipfile.ZipFile(octets, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name).replace(b'r="A1"', f'r="{reference}"'.encode()))
    begun = time.monotonic()
    if why:
        with pytest.raises(DocumentError) as raised:
            content_of(octets.getvalue(), "年鉴.xlsx")
        assert raised.value.why == why
    else:
        assert lines(content_of(octets.getvalue(), "年鉴.xlsx")) == ["表1", "1"]
    assert time.monotonic() - begun < 5


def test_a_damaged_workbook_is_refused_with_the_way_out():
    octets = octets_of(book_of([["甲", 1]]))
    for cut in (b"<v>1</v>", b"</row>"):
        broken, whole = io.BytesIO(), zipfile.ZipFile(io.BytesIO(octets))
        with zipfile.ZipFile(broken, "w") as archive:
            for name in whole.namelist():
                archive.writestr(name, whole.read(name).replace(cut, b"<v>"))
        with pytest.raises(DocumentError) as raised:
            content_of(broken.getvalue(), "年鉴.xlsx")
        assert raised.value.why == "workbook_damaged"
        assert "另存为" in raised.value.said("zh")


def test_a_part_that_is_several_sheets_is_refused_before_it_is_read_for_each():
    book = book_of([[1]], "甲")
    book.create_sheet("乙")
    octets, whole = io.BytesIO(), zipfile.ZipFile(io.BytesIO(octets_of(book)))
    with zipfile.ZipFile(octets, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name).replace(b"sheet2.xml", b"sheet1.xml"))
    with pytest.raises(DocumentError) as raised:
        content_of(octets.getvalue(), "年鉴.xlsx")
    assert raised.value.why == "workbook_damaged"


def test_spaces_without_a_number_in_an_open_workbook_are_one():
    assert lines(content_of(ods(row('甲<text:s text:c="x"/>乙')), "年鉴.ods")) == ["表1", "甲 乙\t甲 乙"]


def test_few_cells_far_apart_are_read_without_a_cell_for_each_place_between_them():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD900"] = "指标", 3
    book.active.title = "Sheet1"
    assert lines(read(book)) == ["指标", "3"]


def test_rows_that_are_broad_for_a_cell_far_off_are_refused():
    book = openpyxl.Workbook()
    for row in range(1, 130):
        book.active.cell(row, 16_384, row)
    with pytest.raises(DocumentError) as raised:
        read(book)
    assert raised.value.why == "workbook_cells"


def test_a_row_of_spaces_takes_no_place_from_the_cell_above():
    content = read(book_of([["指标", "2024"], [" ", " "], ["人口", 42]], "Sheet1"))
    assert [one.locator for one in content.layout.spots] == [
        f"Sheet1!{at}" for at in ("A1", "B1", "A3", "B3")
    ]


def test_a_raised_mark_of_a_note_is_no_digit_and_what_is_struck_out_is_not_shown():
    raised, struck = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
    level = CellRichText("600.12", TextBlock(raised, "1"))
    growth = CellRichText(TextBlock(struck, "7"), TextBlock(InlineFont(b=True), "5.1"))
    rows = [
        ["2024年青禾县主要指标"],
        ["指标", "单位", "2024年", "增长（%）"],
        ["地区生产总值", "亿元", level, growth],
    ]
    assert read(book_of(rows)).text.splitlines()[-1] == "地区生产总值\t亿元\t600.12¹\t5.1"


def test_a_cell_that_is_struck_out_as_a_whole_is_empty():
    made = book_of([["指标", "2024年", "增长（%）"], ["人口", 42.3, 5.1]])
    made.active["B2"].font = Font(strike=True)
    assert read(made).text.splitlines()[-1] == "人口\t\t5.1"


def test_a_cell_that_is_white_on_white_is_left_out_and_told():
    made = book_of([["指标", "2024年", "增长（%）"], ["人口", 42.3, 5.1], ["户数", 12, 3]])
    made.active["A1"].font = Font(color="FFFFFFFF")
    made.active["A1"].fill = PatternFill("solid", fgColor="FF1F4E79")
    made.active["B2"].font = Font(color="00FFFFFF")
    made.active["C2"].font = Font(color=Color(theme=0))
    made.active["B3"].font = Font(color=Color(theme=1))
    content = read(made)
    assert content.text.splitlines()[-3:] == ["指标\t2024年\t增长（%）", "人口\t\t", "户数\t12\t3"]
    assert [(one.why, one.values["count"]) for one in content.left_out] == [("white_cells", "2")]


def test_a_cell_of_ods_that_is_white_on_white_is_left_out_and_told():
    space = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    words = f'<style:text-properties {space} fo:color="#ffffff"/>'
    ground = f'<style:table-cell-properties {space} fo:background-color="#1f4e79"/>'
    styles = f'<style:style style:name="s">{words}</style:style><style:style style:name="t">{ground}{words}</style:style>'
    cells = "".join(
        f"<table:table-cell{how}><text:p>{said}</text:p></table:table-cell>"
        for said, how in (("人口", ' table:style-name="t"'), ("42", ' table:style-name="s"'), ("5", ""))
    )
    content = content_of(ods(f"<table:table-row>{cells}</table:table-row>", styles=styles), "年鉴.ods")
    assert lines(content)[-1] == "人口\t\t5"
    assert [(one.why, one.values["count"]) for one in content.left_out] == [("white_cells", "1")]


def test_a_cell_of_ods_whose_style_strikes_out_is_empty():
    style = '<style:style style:name="s"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    cells = "".join(
        f"<table:table-cell{how}><text:p>{said}</text:p></table:table-cell>"
        for said, how in (("人口", ""), ("42", ' table:style-name="s"'), ("5", ""))
    )
    content = content_of(ods(f"<table:table-row>{cells}</table:table-row>", styles=style), "年鉴.ods")
    assert lines(content)[-1] == "人口\t\t5"


@pytest.mark.parametrize(
    ("shown_as", "text"),
    [
        ("3.3", "-3.3"),
        ("(3.3)", "-3.3"),
        ("▲3.3", "-3.3"),
        ("-3.3", "-3.3"),
        ("−3.3", "-3.3"),
        ("下降3.3", "下降3.3"),
    ],
)
def test_a_number_below_nought_of_an_open_workbook_keeps_its_sign(shown_as, text):
    cell = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="-3.3">'
        f"<text:p>{shown_as}</text:p></table:table-cell></table:table-row>"
    )
    assert lines(content_of(ods(row("甲"), cell), "年鉴.ods"))[-1] == text


def test_a_raised_mark_of_a_note_of_an_open_workbook_is_no_digit():
    styles = (
        '<style:style style:name="T1"><style:text-properties style:text-position="33% 58%"/></style:style>'
        '<style:style style:name="T2"><style:text-properties style:text-position="-33% 58%"/></style:style>'
        '<style:style style:name="T3"><style:text-properties style:text-line-through-type="single"/></style:style>'
    )
    said = "".join(f'<text:span text:style-name="T{at}">{at}</text:span>' for at in (1, 2, 3))
    assert lines(content_of(ods(row(f"600.{said}"), styles=styles), "年鉴.ods"))[-1] == "600.¹2\t600.¹2"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("长丰县2023年统计表.xlsx", "长丰县"),
        ("2023年统计表（长丰县）.xlsx", "长丰县"),
        ("合肥市长丰县统计表.xlsx", "长丰县"),
        ("长丰新闻.xlsx", ""),
        ("长丰县与肥东县.xlsx", ""),
        ("统计表.xlsx", ""),
    ],
)
def test_an_area_that_only_the_name_of_the_file_says_is_whose_figures_they_are(tmp_path, name, place):
    rows = [["2023年主要指标", None, None], ["指标", "单位", "2023年"], ["地区生产总值", "亿元", 812.4]]
    found = figures(octets_of(book_of(rows, "Sheet1")), tmp_path, name)
    assert [figure[0] for figure in found.values()] == [place]


def test_the_area_of_a_text_goes_before_that_of_the_name_of_its_file(tmp_path):
    rows = [["肥东县2023年主要指标", None, None], ["指标", "单位", "2023年"], ["地区生产总值", "亿元", 812.4]]
    found = figures(octets_of(book_of(rows, "Sheet1")), tmp_path, "长丰县.xlsx")
    assert [figure[0] for figure in found.values()] == ["肥东县"]
