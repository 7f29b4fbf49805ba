import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from app.charts.name_widths import text_width
from app.report.workbook import workbook
from tests.report_items import CATALOGUE, EN, ZH, arrivals, items, made_up, seeds

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
GROWTH = {"measure": "yoy", "unit": "%"}
SERIES = "idx order tx spPr invertIfNegative marker dPt dLbls trendline errBars cat val smooth"
LABEL = "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize"
# The order of the schema (ECMA-376, 21.2.2): PowerPoint asks to repair a file that breaks it.
ORDER = {
    "chartSpace": "date1904 lang roundedCorners style chart spPr txPr externalData printSettings",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap axId",
    "lineChart": "grouping varyColors ser dLbls marker axId",
    "ser": SERIES,
    "dPt": "idx invertIfNegative marker spPr",
    "dLbls": f"dLbl {LABEL}",
    "dLbl": f"idx delete layout tx {LABEL}",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "title": "tx layout overlay spPr txPr",
    "catAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
    "crossAx crosses crossesAt auto lblAlgn lblOffset noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
    "crossAx crosses crossesAt crossBetween majorUnit",
}


def book_of(*given):
    return workbook(given, CATALOGUE, ZH)


def chart_of(book, number=1):
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return ET.fromstring(parts.read(f"xl/charts/chart{number}.xml"))  # noqa: S314 - our own


def values(series):
    return [float(one.text) for one in series.findall(f"{C}val//{C}v")]


def names(chart, kind):
    return [series.find(f"{C}tx//{C}v").text for series in chart.findall(f".//{C}{kind}/{C}ser")]


def test_levels_are_columns_and_growth_is_a_line_on_a_second_axis_in_per_cent():
    chart = chart_of(book_of(arrivals()))
    assert [values(one) for one in chart.findall(f".//{C}barChart/{C}ser")] == [
        [13.64], [pytest.approx(8.4198, abs=1e-4)],
    ]  # fmt: skip
    assert [values(one) for one in chart.findall(f".//{C}lineChart/{C}ser")] == [[0.62]]
    formats = [axis.find(f"{C}numFmt").get("formatCode") for axis in chart.findall(f".//{C}valAx")]
    assert formats[0].endswith("#,##0")
    assert formats[1].endswith("0%")
    shown = chart.find(f".//{C}barChart/{C}ser/{C}dLbls/{C}numFmt").get("formatCode")
    assert shown == "#,##0.00"


def test_an_axis_that_hides_what_is_not_its_own_still_writes_a_minus():
    chart = chart_of(book_of(made_up({"value": 5e4}, {"value": -25.0, **GROWTH})))
    levels, rates = (axis.find(f"{C}numFmt").get("formatCode") for axis in chart.findall(f".//{C}valAx"))
    assert re.fullmatch(r'\[>[\d.]+\]"";\[<0\]"−"#,##0;#,##0', levels)
    assert re.fullmatch(r'\[<-[\d.]+\]"";\[<0\]"−"0%;0%', rates)


def test_a_label_shows_its_figure_and_nothing_else_in_every_program():
    for labels in chart_of(book_of(arrivals())).iter(f"{C}dLbls"):
        switches = {one.tag.removeprefix(C): one.get("val") for one in labels if "show" in one.tag}
        assert switches.pop("showVal") == "1"
        assert switches == dict.fromkeys(
            ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize"), "0"
        )


def test_growth_right_below_that_of_another_place_has_no_label_that_would_stand_at_the_others_mark():
    table = [
        {"place": place, "period": "2024", "value": value, **cells}
        for place, level, rate in (("甲县", 6e4, 12.5), ("乙县", 3e4, 6.9), ("丙县", 2e4, -40.2))
        for value, cells in ((level, {}), (rate, {"measure": "yoy", "unit": "%"}))
    ]
    table += [{"place": place, "period": "2023", "value": 1e4} for place in ("甲县", "乙县", "丙县")]
    chart = chart_of(book_of(made_up(*table)))
    lines = chart.findall(f".//{C}lineChart/{C}ser")
    written = {
        one.find(f"{C}tx//{C}v").text: any(label.find(f"{C}delete") is None for label in one.iter(f"{C}dLbl"))
        or (one.find(f"{C}dLbls") is not None and one.find(f"{C}dLbls/{C}dLbl") is None)
        for one in lines
    }
    assert written == {
        "甲县 · 同比增速（右轴，%）": True,
        "乙县 · 同比增速（右轴，%）": False,
        "丙县 · 同比增速（右轴，%）": True,
    }


def test_planned_columns_are_hatched_and_computed_ones_hollow():
    table = ({"period": "2022", "value": 5e4, "derived": True}, {"period": "2023", "value": 6e4},
             {"period": "2025", "value": 9e4, "status": "planned"})  # fmt: skip
    chart = chart_of(book_of(made_up(*table)))
    assert names(chart, "barChart") == ["数值", "计划数", "推算数"]
    plain, planned, computed = (one.find(f"{C}spPr") for one in chart.findall(f".//{C}barChart/{C}ser"))
    assert plain.find(f"{A}solidFill") is not None
    assert planned.find(f"{A}pattFill") is not None
    assert computed.find(f"{A}noFill") is not None
    assert chart.find(f".//{C}overlap").get("val") == "100"


def test_among_several_series_a_planned_figure_is_hatched_by_itself():
    table = (
        {"place": "甲县", "period": "2023", "value": 6e4},
        {"place": "甲县", "period": "2024", "value": 7e4, "status": "planned"},
        {"place": "乙县", "period": "2023", "value": 3e4},
        {"place": "乙县", "period": "2024", "value": 4e4},
    )
    chart = chart_of(book_of(made_up(*table)))
    by_name = dict(zip(names(chart, "barChart"), chart.findall(f".//{C}barChart/{C}ser"), strict=True))
    first, second = by_name["甲县"], by_name["乙县"]
    assert [point.find(f"{C}idx").get("val") for point in first.findall(f"{C}dPt")] == ["1"]
    assert first.find(f"{C}dPt//{A}pattFill") is not None
    assert second.findall(f"{C}dPt") == []


def test_a_bound_keeps_its_sign_in_the_label_and_its_number_in_the_cell():
    book = book_of(made_up({"value": 3e4, "qualifier": "over"}))
    texts = [one.text for one in chart_of(book).iter(f"{A}t")]
    assert "≥3" in texts
    assert openpyxl.load_workbook(io.BytesIO(book))["数据"]["B4"].value == 3


def test_bars_of_one_year_lie_across_with_the_largest_on_top():
    table = [{"subject": name, "value": value} for name, value in (("甲", 2e4), ("乙", 9e4), ("丙", 5e4))]
    book = book_of(made_up(*table))
    chart = chart_of(book)
    assert chart.find(f".//{C}barDir").get("val") == "bar"
    assert values(chart.find(f".//{C}ser")) == [9, 5, 2]
    assert chart.find(f".//{C}catAx//{C}orientation").get("val") == "maxMin"


def test_a_rank_is_drawn_as_points_with_the_better_place_higher():
    table = [{"indicator": "county_economy_rank", "unit": "位", "period": year, "value": place}
             for year, place in (("2023", 12.0), ("2024", 8.0))]  # fmt: skip
    chart = chart_of(book_of(made_up(*table)))
    assert values(chart.find(f".//{C}lineChart/{C}ser")) == [12, 8]
    assert chart.find(f".//{C}valAx//{C}orientation").get("val") == "maxMin"


def test_the_data_are_numbers_in_the_formats_of_the_chart_with_flags_beside():
    page = openpyxl.load_workbook(io.BytesIO(book_of(arrivals())))["数据"]
    head = [cell.value.strip() for cell in page[3]]
    before, now = ([cell.value for cell in page[line]] for line in (4, 5))
    assert head == ["时期", "轴标签", "数值", "推算数", "同比增速（右轴，%）", "标记"]
    assert now[:5] == ["2025年清明假期", "2025", 13.64, None, 0.62]
    assert before[2] is None
    assert "推算" in before[5]
    assert (page["C5"].number_format, page["E5"].number_format) == (
        "#,##0.00",
        '[>=0.005]+0%;[<=-0.005]"−"0%;"0%"',
    )


def test_the_sources_name_paper_day_title_and_file_with_the_sentence():
    page = openpyxl.load_workbook(io.BytesIO(book_of(arrivals())))["来源"]
    lines = [dict(zip([cell.value for cell in page[1]], [cell.value for cell in line], strict=True))
             for line in page.iter_rows(min_row=2)]  # fmt: skip
    line = next(line for line in lines if "13.64万人次" in (line["原文数字"] or ""))
    assert line["来源"] == "江门日报"
    assert f"{line['刊发日期']:%Y-%m-%d}" == "2025-04-07"
    assert line["文件"].endswith(".txt")
    assert "13.64万人次" in line["原句"]


def test_notes_stand_on_a_sheet_of_their_own():
    page = openpyxl.load_workbook(io.BytesIO(book_of(arrivals())))["注"]
    words = [line[0].value for line in page.iter_rows()]
    assert words[1].startswith("鹤山市2025年清明假期接待游客13.64万人次")
    assert words[2].startswith("首尾年变化")
    assert words[3].startswith("注：空心柱")
    assert words[4] == "资料来源：《江门日报》2025年4月7日"


def test_nothing_in_a_workbook_runs():
    book = book_of(made_up({"subject": "=1+1", "value": 1.0, "sentence": "=HYPERLINK(1)", "title": "@x"}))
    for page in openpyxl.load_workbook(io.BytesIO(book)):
        assert all(cell.data_type != "f" for line in page.iter_rows() for cell in line)


def test_every_series_of_small_charts_has_a_native_chart_of_its_own():
    (item,) = items(seeds(), "project_investment", split="apart")
    with zipfile.ZipFile(io.BytesIO(book_of(item))) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert item.panel.apart
    assert len(charts) == len(item.panel.series)


def test_a_book_of_several_charts_numbers_their_sheets():
    book = openpyxl.load_workbook(io.BytesIO(book_of(arrivals(), arrivals())))
    assert book.sheetnames == ["图1", "数据1", "图2", "数据2", "来源", "注"]


def test_chinese_has_a_font_of_its_own_in_every_text_of_a_chart():
    chart = chart_of(book_of(arrivals()))
    for text in (*chart.iter(f"{A}defRPr"), *chart.iter(f"{A}rPr")):
        latin, chinese = text.find(f"{A}latin"), text.find(f"{A}ea")
        assert (latin is None) or chinese.get("typeface") == "Microsoft YaHei"
    assert list(chart.iter(f"{A}ea"))


@pytest.mark.parametrize("chart", ["lines", "index"])
def test_lines_stay_lines(chart):
    table = [{"place": place, "period": str(year), "value": size * year} for place, size in (("甲县", 10), ("乙县", 20))
             for year in (2022, 2023, 2024)]  # fmt: skip
    drawn = chart_of(book_of(made_up(*table, chart=chart, base=2022)))
    assert len(drawn.findall(f".//{C}lineChart/{C}ser")) == 2
    assert drawn.find(f".//{C}barChart") is None
    assert {one.get("val") for one in drawn.iter(f"{C}smooth")} == {"0"}


def test_a_computed_point_on_a_line_is_paler_and_shaped_like_the_others():
    table = [{"place": place, "period": str(year), "value": 5e4, "derived": (place, year) == ("甲县", 2022)}
             for place in ("甲县", "乙县") for year in (2022, 2023)]  # fmt: skip
    chart = chart_of(book_of(made_up(*table, chart="lines")))
    line = chart.findall(f".//{C}lineChart/{C}ser")[names(chart, "lineChart").index("甲县")]
    (point,) = line.findall(f"{C}dPt")
    assert point.find(f"{C}idx").get("val") == "0"
    shapes = [
        one.find(f"{C}symbol").get("val") for one in (line.find(f"{C}marker"), point.find(f"{C}marker"))
    ]
    assert shapes == ["circle", "circle"]
    fills = [
        one.find(f".//{A}srgbClr").get("val") for one in (line.find(f"{C}marker"), point.find(f"{C}marker"))
    ]
    assert fills[0] != fills[1]


@pytest.mark.parametrize("chart", ["columns", "lines"])
def test_the_parts_of_a_chart_stand_in_the_order_of_the_schema(chart):
    table = (
        {"period": "2021", "value": 3e4, "derived": True}, {"period": "2022", "value": 3e4, "qualifier": "over"},
        {"period": "2023", "value": 3e4, "high": 5e4, "qualifier": "range"}, {"period": "2023", "value": 9.0, **GROWTH},
        {"period": "2024", "value": 5e4, "status": "planned"}, {"period": "2024", "value": 2.0, "derived": True, **GROWTH},
        {"period": "2024", "place": "乙县", "value": 5e4, "status": "planned"},
        {"period": "2023", "place": "乙县", "value": 5e4},
    )  # fmt: skip
    for item in (made_up(*table, chart=chart), made_up(*table, chart=chart, names=("安平县",)), arrivals()):
        for element in chart_of(book_of(item)).iter():
            wanted = ORDER.get(element.tag.removeprefix(C), "").split()
            found = [child.tag.removeprefix(C) for child in element]
            if wanted:
                assert found == sorted(found, key=wanted.index), element.tag


def test_the_writers_sentence_stands_first_among_the_notes():
    item = arrivals()
    worded = replace(item, panel=replace(item.panel, own_sentence="=A1 旅游持续回暖。"))
    page = openpyxl.load_workbook(io.BytesIO(book_of(worded)))["注"]
    assert page["A2"].value == "=A1 旅游持续回暖。"
    assert page["A2"].data_type == "s"


@pytest.mark.parametrize("say", [ZH, EN])
def test_the_cells_of_the_data_are_as_wide_and_high_as_their_words(say):
    levels = ({"place": place, "period": year, "value": value, "derived": year == "2023"}
              for place in ("安平县", "望海县") for year, value in (("2023", 1234567.0), ("2024", 2e6)))  # fmt: skip
    growths = ({"place": place, "value": 12.5, **GROWTH} for place in ("安平县", "望海县"))
    book = workbook([made_up(*levels, *growths, say=say)], CATALOGUE, say)
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[1]
    cells = [cell for line in sheet.iter_rows(min_row=3) for cell in line if isinstance(cell.value, str)]
    assert len(cells) > 6
    for cell in cells:
        wide = next(
            one.width for one in sheet.column_dimensions.values() if one.min <= cell.column <= one.max
        )
        lines = -(-text_width(cell.value.strip()) // int(wide))
        assert sheet.row_dimensions[cell.row].height >= 15 * lines, cell.value
