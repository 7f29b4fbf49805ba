"""Hold tables to their cells: what grids are cut from text, what a cell's number is, that reading them is linear."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from pipeline.documents import document_of
from pipeline.documents.formats import content_of
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
from pipeline.lines import flow
from pipeline.places import Place
from pipeline.tables import Cell, Grid, Row, grids_of
from pipeline.tables.cell_units import units_named
from pipeline.tables.cell_values import value_of
from pipeline.tables.reading import Around, read_tables
from tests.counted_work import MOST, steps
from tests.printed_tables import table_of
from tests.web_pages import rows_of

GRIDS = yaml.safe_load((Path(__file__).parent / "cases" / "tables" / "grids.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", GRIDS, ids=lambda case: case["name"])
def test_lines_are_cut_into_cells(case):
    page = flow(case["text"])
    found = grids_of(page)
    assert [[[cell.text for cell in row.cells] for row in grid.rows] for grid in found] == case["grids"]
    for cell in (cell for grid in found for row in grid.rows for cell in row.cells):
        assert page.text[cell.start : cell.end] == cell.text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("42.3", 42.3),
        ("-3.3", -3.3),
        ("+5.8%", 5.8),
        ("1,234.5", 1234.5),
        ("3456①", 3456),
        ("42.3[1]", 42.3),
        ("42.3注1", 42.3),
        ("↓3.2", -3.2),
        ("下降3.2%", -3.2),
        ("286.4亿元", 286.4),
        ("(3.2)", None),
        ("▲3.2", None),
        ("1 234", 1234),
        ("12 345 678.9", 12345678.9),
        ("1 2345", None),
        ("0 234", None),
        ("12,34", None),
        ("6，001，200", 6001200),
        ("6，001,200", None),
        ("约600", 600),
        ("6.5%左右", 6.5),
        ("约6左右", None),
        ("节约600", None),
        ("负增长2.1", -2.1),
        ("l56.8", None),
        ("3.2-5", None),
        ("—", None),
    ],
)
def test_a_cell_is_a_number_whole_or_none(text, number):
    value = value_of(text)
    assert (None if value is None else float(value.number)) == number


def test_a_list_of_units_holds_nothing_else():
    assert [unit.printed for unit in units_named("亿元、%")] == ["亿元", "%"]
    assert [unit.base for unit in units_named("万人")] == ["人"]
    assert units_named("现价、亿元") == units_named("万重量箱") == ()


def test_a_grid_with_spans_is_read_like_any_other():
    """Cells that span rows and columns, as a web page has them: 「6月」 above level and growth."""
    text = "指标6月绝对数同比(%)社会消费品零售总额(亿元)5.16.2"
    layout = [
        [("指标", 0, 2, 1), ("6月", 1, 1, 2)],
        [("绝对数", 1, 1, 1), ("同比(%)", 2, 1, 1)],
        [("社会消费品零售总额(亿元)", 0, 1, 1), ("5.1", 1, 1, 1), ("6.2", 2, 1, 1)],
    ]
    assert _levels_and_growth(text, layout) == [
        ("retail_sales", "level", 510_000_000),
        ("retail_sales", "yoy", 6.2),
    ]


def test_parts_below_a_heading_that_spans_them_are_none_of_its_whole():
    """「#外国人」 below 旅游人数, which spans its own column and that of the part."""
    text = "地区旅游人数(万人次)旅游总收入(亿元)#外国人#学生青禾县379.0335.711.244.59"
    layout = [
        [("地区", 0, 2, 1), ("旅游人数(万人次)", 1, 1, 3), ("旅游总收入(亿元)", 4, 2, 1)],
        [("", 0, 1, 1), ("", 1, 1, 1), ("#外国人", 2, 1, 1), ("#学生", 3, 1, 1), ("", 4, 1, 1)],
        [("青禾县", 0, 1, 1), ("379.0", 1, 1, 1), ("335.7", 2, 1, 1), ("11.2", 3, 1, 1), ("44.59", 4, 1, 1)],
    ]
    assert _levels_and_growth(text, layout) == [
        ("tourist_arrivals", "level", 3_790_000),
        ("tourism_revenue", "level", 4_459_000_000),
    ]


def _levels_and_growth(text, layout):
    """Return what a grid of these cells gives; a cell is its words, its column, the rows and columns that it spans."""
    rows, at = [], 0
    for number, cells in enumerate(layout):
        made, start = [], at
        for word, column, down, across in cells:
            at = text.index(word, at)
            made.append(Cell(number, column, at, at + len(word), word, down, across))
            at += len(word)
        rows.append(Row(start, at, tuple(made)))
    around = Around(load_catalogue(), Place(0, 0, "", "青禾县", "", ""), (), None, date(2024, 7, 15))
    claims = [
        one for table in read_tables(Grid(tuple(rows)), around) for row in table.rows for one in row.claims
    ]
    return [(one.indicator, one.measure, one.value) for one in claims]


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "指标" + "\t" * size + "1",
        lambda size: "\t" * size + "1\n" * 2,
        lambda size: "|" * size + "\n" + "|" * size,
        lambda size: "指标\t2024年\n" + "地区生产总值\t1\n" * (size // 4),
        lambda size: "常住人口（万人）：42.3\n" * (size // 8),
        lambda size: (
            "各镇粮食产量（吨）\n年份\t桃源镇\n2023\t3\n" + "续表\n年份\t桃源镇\n2023\t3\n" * (size // 16)
        ),
        lambda size: "指标\t2024年\n" + "1," * size + "\t" + "(" * size + "1",
        lambda size: (
            "指标" + "\t2024年" * (size // 4) + "\n" + "\t增长" * (size // 2) + "\n"
            "地区生产总值" + "\t1" * (size // 2)
        ),
    ],
    ids=["tabs", "margin", "strokes", "rows", "labels", "tables that go on", "long cells", "long header"],
)
def test_a_hostile_table_takes_work_in_proportion_to_its_size(text):
    def read(size):
        extract_document(document_of(text(size), date(2025, 4, 7), "青禾县"), load_catalogue())

    read(10_000)
    once, twice = steps(lambda: read(1000)), steps(lambda: read(2000))
    assert twice <= MOST * once + 500


def test_the_number_of_a_table_is_no_part_of_the_year_in_its_title():
    rows = table_of(
        ["青禾县统计资料\n表1 2023年主要指标\n指标\t单位\t绝对数\n一般公共预算收入\t亿元\t12.46\n"]
    )
    assert rows["period"].tolist() == ["2023"]


NAMED_TWICE = [
    (
        "年份\t城市\t地区生产总值（亿元）\n2023\t开平市\t512.3\n2024\t台山市\t601.2\n",
        [("开平市", "2023"), ("台山市", "2024")],
    ),
    (
        "城市\t年份\t地区生产总值（亿元）\n开平市\t2023\t512.3\n台山市\t2024\t601.2\n",
        [("开平市", "2023"), ("台山市", "2024")],
    ),
    (
        "省份\t城市\t年份\t地区生产总值（亿元）\n广东省\t开平市\t2023\t512.3\n广东省\t台山市\t2024\t601.2\n",
        [("开平市", "2023"), ("台山市", "2024")],
    ),
    ("序号\t县市\tCity\t地区生产总值（亿元）\n1\t开平市\tKai'ping\t512.3\n", [("开平市", "2024")]),
    # A list of figures: a code, a place, a year, a name, a unit and a figure in each row, under whatever heading
    (
        (
            "区划代码\t县市\t年度\t指标\t单位\t数值\n"
            "440783\t开平市\t2023\t地区生产总值\t亿元\t512.3\n440781\t台山市\t2024\t地区生产总值\t亿元\t601.2\n"
        ),
        [("开平市", "2023"), ("台山市", "2024")],
    ),
    (
        (
            "指标\t数据年度\t县市名称\t数值\t计量单位\n"
            "地区生产总值\t2023\t开平市\t512.3\t亿元\n地区生产总值\t2024\t台山市\t601.2\t亿元\n"
        ),
        [("开平市", "2023"), ("台山市", "2024")],
    ),
    (
        "code\tcounty\tyear\tGDP(亿元)\n440783\t开平市\t2023\t512.3\n440781\t台山市\t2024\t601.2\n",
        [("开平市", "2023"), ("台山市", "2024")],
    ),
    # Of which month a figure is must be read, or it is none of the year
    ("年度\t月份\t县市\t指标\t单位\t数值\n2024\t3\t开平市\t出口总额\t亿元\t3.1\n", []),
    ("县市\t统计期\t指标\t单位\t数值\n开平市\t202403\t出口总额\t亿元\t3.1\n", []),
    # What narrows a row in a column beside its name leaves no figure of the whole
    ("类型\t指标\t2024年（亿元）\n民营\t出口总额\t3.1\n", []),
    ("指标\t范围\t2024年（亿元）\n出口总额\t甲公司\t3.1\n", []),
    # Two tables side by side
    (
        "年份\t生产总值（亿元）\t年份\t出口总额（亿元）\n2023\t512.3\t2024\t3.1\n",
        [("青禾县", "2023"), ("青禾县", "2024")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), NAMED_TWICE, ids=range(len(NAMED_TWICE)))
def test_columns_of_names_say_together_whose_and_when_a_figure_is(text, wanted):
    found = table_of([f"2024年主要指标\n{text}"])
    levels = found[(found["measure"] == "level") & ~found["derived"].astype(bool)]
    assert list(zip(levels["place"], levels["period"], strict=True)) == wanted


@pytest.mark.parametrize("broken", ["1180.5 （其中出口 902.2）\t+5.5% +6.1%", "12.3% 8.8\t出口增长"])
def test_a_row_of_several_figures_in_a_cell_is_no_header_of_those_below_it(broken):
    text = f"2024年主要指标\n指标\t2024年\t增长\n进出口总额（亿元）\t{broken}\n一般公共预算收入（亿元）\t118.9*\t3.2%\n"
    rows = table_of([f"{text}年末常住人口（万人）\t127.1\t持平\n"])
    assert [*rows[~rows["derived"].astype(bool)]["value_text"]] == ["118.9", "3.2%", "127.1"]


def test_rows_of_levels_and_growth_alone_are_of_the_whole_table():
    head = "2025年一季度主要经济指标（单位：亿元、%）\n指标\t地区生产总值\t出口总额\n"
    rows = table_of([f"{head}总量\t24.4\t3.3\n增速\t6.6\t-0.8\n"])
    rows = rows[~rows["derived"].astype(bool)]
    found = zip(rows["indicator"], rows["measure"], rows["value_text"], rows["period"], strict=True)
    assert [*found] == [
        ("gdp", "level", "24.4", "2025-Q1"),
        ("exports", "level", "3.3", "2025-Q1"),
        ("gdp", "yoy", "6.6", "2025-Q1"),
        ("exports", "yoy", "-0.8", "2025-Q1"),
    ]
    assert [*table_of([f"{head}甲镇\t24.4\t3.3\n合计\t30.1\t5.5\n"])["value_text"]] == []


def test_a_title_over_a_row_of_years_begins_a_table_of_its_own():
    first = "2023年江门市各县市主要指标\n县市\t地区生产总值（亿元）\n江门市\t4022.3\n开平市\t512.3\n"
    found = table_of(
        [f"{first}台山市历年主要指标\n指标\t单位\t2021\t2022\n地区生产总值\t亿元\t501.1\t530.4\n"]
    )
    told = {
        value: (place, period)
        for value, place, period in zip(found["value_text"], found["place"], found["period"], strict=True)
    }
    assert told["4022.3"] == ("江门市", "2023")
    assert told["501.1"] == ("台山市", "2021")
    assert told["530.4"] == ("台山市", "2022")


def test_a_unit_between_rows_still_begins_no_table():
    found = table_of(
        ["2024年主要指标\n指标\t2024年\n常住人口（万人）\t42.3\n单位：亿元\n地区生产总值\t286.4\n"]
    )
    assert [*found["value_text"]] == ["42.3", "286.4"]


NATIONAL = """数据库：分省年度数据,,,
地区：青禾县,,,
时间：最近2年,,,
指标,2024年,2023年,
出口总额(亿元),30,28,
注：2004年以前,执行旧标准，出口为50亿元。
　　2.进出口数据来源于海关,经核实
数据来源：国家统计局
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_csv_table_keeps_its_titles_and_notes_as_lines(encoding):
    content = content_of(NATIONAL.encode(encoding), "a.csv")
    assert content.text.split("\n")[:4] == [
        "数据库：分省年度数据",
        "地区：青禾县",
        "时间：最近2年",
        "指标\t2024年\t2023年\t",
    ]
    assert content.text.split("\n")[5] == "注：2004年以前,执行旧标准，出口为50亿元。"
    places = {content.text[one.start : one.end]: one.locator for one in content.layout.spots}
    assert (places["30"], places["28"], places["地区：青禾县"]) == ("B5", "C5", "A2")


@pytest.mark.parametrize(
    ("over", "before", "wanted"),
    [
        ("1至6月累计", "上年同期", "2024-H1"),
        ("累计", "上年同期", "2024-H1"),
        ("1-6月累计", "去年同期", "2024-H1"),
        ("上半年", "上年同期", "2024-H1"),
        ("全年", "上年", "2024"),
        ("本月", "上年同期", "2024-06"),
        ("6月", "上年同期", "2024-06"),
    ],
)
def test_last_years_column_below_a_span_is_of_that_span_a_year_before(over, before, wanted):
    page = (
        "<h1>青禾县2025年6月主要经济指标</h1><table><tr><td rowspan=2>指标</td><td rowspan=2>单位</td>"
        f"<td colspan=3>{over}</td></tr><tr><td>本年</td><td>{before}</td><td>增幅%</td></tr>"
        "<tr><td>社会消费品零售总额</td><td>亿元</td><td>68.9</td><td>66.0</td><td>4.4</td></tr></table>"
    )
    rows = rows_of(page, place="青禾县")
    assert [period for _, _, value, period, _ in rows if value == 6_600_000_000] == [wanted]


@pytest.mark.parametrize(
    ("columns", "figures", "wanted"),
    [
        ("1月 2月 3月 累计 累计同比%", "50.1 41.2 55.3 146.6 5.9", "2025-Q1"),
        ("1月 2月 3月 一季度 4月 累计 累计同比%", "50.1 41.2 55.3 146.6 52.2 198.8 5.9", "2025-01/2025-04"),
        ("1月 2月 累计 累计增长（%）", "50.1 41.2 91.3 5.9", "2025-01/2025-02"),
        ("4月 1-4月 累计同比%", "52.2 198.8 5.9", "2025-01/2025-04"),
    ],
)
def test_the_growth_of_a_sum_of_months_is_of_these_months(columns, figures, wanted):
    cells = [f"<td>{cell}</td>" for cell in columns.split()], [f"<td>{cell}</td>" for cell in figures.split()]
    rows = rows_of(
        f"<h1>2025年青禾县规上工业总产值（亿元）</h1><table><tr><td>指标</td>{''.join(cells[0])}</tr>"
        f"<tr><td>规上工业总产值</td>{''.join(cells[1])}</tr></table>",
        place="青禾县",
    )
    assert [period for _, measure, _, period, _ in rows if measure == "yoy"] == [wanted]


@pytest.mark.parametrize(
    ("published", "status"),
    [(None, "planned"), (date(2024, 12, 20), "planned"), (date(2025, 1, 20), "actual")],
)
def test_what_a_year_is_expected_to_come_to_is_actual_only_once_it_is_over(published, status):
    text = "指标\t2024年上半年\t2024年全年预计\n出口总额（亿元）\t6.5\t12.5\n"
    rows = extract_document(document_of(text, published), load_catalogue()).rows
    assert {row["period"]: row["status"] for row in rows} == {"2024-H1": "actual", "2024": status}


HEAD = {
    "names": ("年份", 3, 1),
    "total": ("生产总值（万元）", 1, 5),
    "shares": ("构成（%）", 1, 2),
    "per head": ("人均生产总值（元/人） per capita gross domestic product", 3, 1),
}


def spanned(*rows):
    return "<table>" + "".join(
        "<tr>" + "".join(f"<td rowspan={down} colspan={across}>{text}</td>" for text, down, across in row) + "</tr>"
        for row in rows
    ) + "</table>"  # fmt: skip


@pytest.mark.parametrize("industry", ["工业", ""])
def test_a_header_goes_as_far_down_as_its_corner_and_what_nothing_names_is_not_the_group(industry):
    parts = [("合计", 2, 1), ("第一产业", 2, 1), ("第二产业", 2, 1), ("", 1, 1), ("第三产业", 2, 1)]
    figures = [
        (text, 1, 1) for text in ("1978", "27236", "12170", "8505", "7910", "6561", "44.7", "31.2", "373")
    ]
    table = spanned(
        [*HEAD.values()], [*parts, ("第一产业", 2, 1), ("第二产业", 2, 1)], [(industry, 1, 1)], figures
    )
    rows = {row[0]: row[2] for row in rows_of(f"<p>1-9 青禾县历年生产总值</p>{table}")}
    assert rows == {
        "gdp": 272_360_000,
        "primary_value_added": 121_700_000,
        "secondary_value_added": 85_050_000,
        "tertiary_value_added": 65_610_000,
        "gdp_per_capita": 373,
    } | ({"industrial_value_added": 79_100_000} if industry else {})


def test_the_first_column_of_a_group_that_nothing_names_is_the_whole():
    header = [("年份", 2, 1), ("生产总值（万元）", 1, 2)], [("", 1, 1), ("第一产业", 1, 1)]
    figures = [(text, 1, 1) for text in ("1978", "27236", "12170")]
    rows = rows_of(f"<p>1-9 青禾县历年生产总值</p>{spanned(*header, figures)}")
    assert {row[0]: row[2] for row in rows} == {
        "gdp": 272_360_000,
        "primary_value_added": 121_700_000,
    }


def test_titles_that_span_a_table_part_what_stands_below_them():
    header, figures = "<tr><td>指标<td>总量（亿元）<td>增速（%）", "<tr><td>出口总额<td>{}<td>5.5"
    page = "<p>2024年青禾县各镇主要指标</p><table>" + "".join(
        f"<tr><td colspan=3>{place}</td></tr>{header}{figures.format(value)}"
        for place, value in (("清溪镇", 3), ("白石乡2023年", 4), ("其中：高新区", 5))
    )
    assert rows_of(page + "</table>", place="青禾县") == [
        ("exports", "level", 3e8, "2024", "清溪镇"),
        ("exports", "level", 4e8, "2023", "白石乡"),
        ("exports", "yoy", 5.5, "2023", "白石乡"),
        ("exports", "yoy", 5.5, "2024", "清溪镇"),
    ]
