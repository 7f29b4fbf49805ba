"""A workbook of Excel until 2003 is read as its sheets show it, as the XLSX with the same cells is."""

import io
import struct
from datetime import date, datetime

import pytest
import xlwt

from pipeline.documents import DocumentError, content_of
from tests.test_workbooks import book_of, figures, lines, octets_of

_NO_RESULT = struct.pack("<Q", 0xFFFF000000000003)  # what xlwt writes in place of a formula's result


def book(rows, name="Sheet1", merged=(), formats=()):
    made = xlwt.Workbook()
    sheet = made.add_sheet(name)
    patterns = dict(formats)
    for number, row in enumerate(rows):
        for column, said in enumerate(row):
            if said is not None:
                form = xlwt.easyxf(num_format_str=patterns.get((number, column), "General"))
                sheet.write(number, column, said, form)
    for top, bottom, left, right in merged:
        sheet.merged_ranges.append((top, bottom, left, right))
    return made


def octets(made, results=()):
    """Return the file; each formula has the next of these results, eight bytes each."""
    out = io.BytesIO()
    made.save(out)
    whole = out.getvalue()
    for result in results:
        whole = whole.replace(_NO_RESULT, result, 1)
    return whole


def read(made, results=()):
    return content_of(octets(made, results), "年鉴.xls")


def test_merged_headers_span_their_columns_and_each_cell_knows_its_reference():
    rows = [["指标", "2024年", None], [None, "绝对数", "增长"], ["人口", 42, 1]]
    content = read(book(rows, "人口", [(0, 1, 0, 0), (0, 0, 1, 2)]))
    assert lines(content) == ["人口", "指标\t2024年\t", "\t绝对数\t增长", "人口\t42\t1"]
    assert content.layout.spans == {4: (2, 1), 7: (1, 2)}
    where = {content.text[one.start : one.end]: one.locator for one in content.layout.spots[1:]}
    assert where["绝对数"] == "人口!B2"
    assert where["42"] == "人口!B3"


def test_it_is_the_text_of_the_new_workbook_with_the_same_cells():
    rows = [
        ["2024年主要指标", None, "单位：万元"],
        ["指标", "2023年", "2024年"],
        ["  其中：工业", 1234.5, -0.5],
        [None, None, None],
        ["注：初步数", None, None],
    ]
    old = read(book(rows, "表1", [(0, 0, 0, 1)]))
    new = content_of(octets_of(book_of(rows, "表1", ["A1:B1"])), "年鉴.xlsx")
    assert (old.text, old.layout) == (new.text, new.layout)


@pytest.mark.parametrize(
    ("stored", "pattern", "text"),
    [
        (0.052, "0.0%", "5.2%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (12.3, '0.0"万人"', "12.3万人"),
        (2021, "General", "2021"),
        (True, "General", "TRUE"),
        (datetime(2024, 1, 2, 8, 30), "yyyy-mm-dd", "2024-01-02 08:30:00"),  # noqa: DTZ001 - days of a workbook have no zone
        (date(2024, 1, 2), "yyyy-mm-dd", "2024-01-02"),
        (date(2024, 1, 1), 'yyyy"年"m"月"', "2024年1月"),
    ],
)
def test_a_cell_is_what_it_shows(stored, pattern, text):
    assert lines(read(book([[stored]], formats=[((0, 0), pattern)]))) == [text]


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (struct.pack("<d", 0.104), "10.4%"),
        (bytes([2, 0, 0x07, 0, 0, 0, 0xFF, 0xFF]), "#DIV/0!"),
        (bytes([1, 0, 1, 0, 0, 0, 0xFF, 0xFF]), "TRUE"),
    ],
)
def test_a_formula_is_the_result_that_was_saved_with_it(result, text):
    made = book([["甲", xlwt.Formula("B2*2")]], formats=[((0, 1), "0.0%")])
    assert lines(read(made, [result])) == [f"甲\t{text}"]


def test_what_is_hidden_is_left_out_and_told_and_divides_no_table():
    made = book([["甲", "乙", "丙"], [1, 2, 3], [4, 5, 6]])
    made.get_sheet(0).row(1).hidden = True
    made.get_sheet(0).col(1).hidden = True
    made.add_sheet("草稿").write(0, 0, "略")
    made.get_sheet(1).visibility = 1
    content = read(made)
    assert content.text.strip() == "甲\t\t丙\n4\t\t6"
    assert [(error.why, error.values.get("count")) for error in content.left_out] == [
        ("hidden_cells", "5"),
        ("hidden_sheet", None),
    ]


def test_the_name_of_a_group_whose_first_row_is_hidden_stands_before_its_next():
    rows = [["县", "年份", "人口"], ["甲", 2023, 1], [None, 2024, 2], ["乙", 2023, 3], [None, 2024, 4]]
    made = book(rows)
    made.get_sheet(0).merge(1, 2, 0, 0)
    made.get_sheet(0).merge(3, 4, 0, 0)
    made.get_sheet(0).row(3).hidden = True
    assert lines(read(made))[1:] == ["甲\t2023\t1", "\t2024\t2", "乙\t2024\t4"]


def test_an_indent_is_spaces_before_the_name():
    made = book([["指标", "数值"], ["生产总值", 9]])
    made.get_sheet(0).write(2, 0, "第一产业", xlwt.easyxf("alignment: indent 2"))
    made.get_sheet(0).write(2, 1, 1)
    assert "\n\u3000\u3000第一产业\t1" in read(made).text


def test_counties_by_indicators_become_observations(tmp_path):
    rows = [
        ["2024年各县主要指标", None, None],
        ["地区", "地区生产总值（亿元）", "粮食产量（吨）"],
        ["开平市", 512.3, 210034],
        ["台山市", 601.25, "…"],
    ]
    assert figures(octets(book(rows, "县市", [(0, 0, 0, 2)])), tmp_path, "年鉴.xls") == {
        "县市!B3": ("开平市", "gdp", "level", "2024", 512.3e8, "元"),
        "县市!C3": ("开平市", "grain_output", "level", "2024", 210034.0, "吨"),
        "县市!B4": ("台山市", "gdp", "level", "2024", 601.25e8, "元"),
    }


def test_a_cell_far_off_costs_no_cell_for_each_place_before_it(monkeypatch):
    monkeypatch.setattr("pipeline.documents.workbook.xls.MOST_PLACES", 1000)
    made = book([["指标"]])
    made.get_sheet(0).write(900, 255, 3)
    assert lines(read(made)) == ["指标", "3"]


def test_more_cells_than_are_read_are_refused_sheet_by_sheet(monkeypatch):
    monkeypatch.setattr("pipeline.documents.workbook.xls.MOST_PLACES", 5)
    made = book([[1, 2, 3]])
    made.add_sheet("乙").write(0, 2, 3)
    with pytest.raises(DocumentError) as raised:
        read(made)
    assert raised.value.why == "workbook_cells"


def test_a_damaged_one_is_refused_with_the_way_out():
    whole = octets(book([["甲", 1]]))
    with pytest.raises(DocumentError) as raised:
        content_of(whole[:600] + bytes(1000) + whole[1600:], "年鉴.xls")
    assert raised.value.why == "workbook_damaged"
    assert "另存为" in raised.value.said("zh")


def test_a_raised_mark_of_a_note_is_no_digit_and_what_is_struck_out_is_not_shown():
    raised, struck = xlwt.easyfont("escapement superscript"), xlwt.easyfont("struck_out true")
    made = book([["指标", "2024年"]])
    made.get_sheet(0).write_rich_text(1, 0, ["600.12", ("1", raised)])
    made.get_sheet(0).write_rich_text(1, 1, [("7", struck), ("5.1", xlwt.easyfont("bold true"))])
    assert lines(read(made))[-1] == "600.12¹\t5.1"


def test_a_cell_that_is_struck_out_as_a_whole_is_empty():
    made = book([["人口", None, 5.1]])
    made.get_sheet(0).write(0, 1, 42.3, xlwt.easyxf("font: struck_out true"))
    assert lines(read(made))[-1] == "人口\t\t5.1"


def test_a_cell_that_is_white_on_white_is_left_out_and_told():
    made = book([["人口", None, None]])
    made.get_sheet(0).write(0, 1, 42.3, xlwt.easyxf("font: colour white"))
    made.get_sheet(0).write(
        0, 2, 5.1, xlwt.easyxf("font: colour white; pattern: pattern solid, fore_colour blue")
    )
    content = read(made)
    assert lines(content)[-1] == "人口\t\t5.1"
    assert [(one.why, one.values["count"]) for one in content.left_out] == [("white_cells", "1")]


@pytest.mark.parametrize(
    ("stored", "pattern", "text"),
    [(-5.2, "0.0;[Red]0.0", "-5.2"), (-5.2, "0.0_);(0.0)", "-5.2"), (60012340, r'0\.0,"万"', "6001.2万")],
)
def test_what_a_format_says_of_signs_and_thousands_is_kept(stored, pattern, text):
    assert lines(read(book([[stored]], formats=[((0, 0), pattern)]))) == [text]
