import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm, Length

from app.charts import pictures
from app.report import document as documents
from app.report.document import document
from app.report.items import Item
from pipeline.computed import BETWEEN_LEVELS
from tests.report_items import CATALOGUE, ZH, arrivals, made_up

SENTENCE = "清明假期接待游客比上年增长六成以上。"
GROWTH = {"measure": "yoy", "unit": "%"}


def tables_only(*items):
    return [Item(replace(item.panel, own_sentence=SENTENCE), item.rows, chart=False) for item in items]


def opened(*items, title=""):
    return docx.Document(io.BytesIO(document(items, CATALOGUE, ZH, title)))


def cells(page, number=0):
    return [[cell.text for cell in row.cells] for row in page.tables[number].rows]


def words(page):
    return [one.text for one in page.paragraphs]


@pytest.fixture
def picture(monkeypatch):
    """Stand in for the browser: a white picture of 2 by 1 dots."""
    from PIL import Image

    held = io.BytesIO()
    Image.new("RGB", (2, 1), "white").save(held, "PNG")
    monkeypatch.setattr(documents, "rendered", lambda *_, **__: held.getvalue())


def test_the_title_of_a_table_stands_above_it_and_note_and_source_below():
    page = opened(*tables_only(arrivals()))
    body = [one.tag.rpartition("}")[2] for one in page.element.body]
    told = words(page)
    at = told.index("表1  鹤山市接待游客人次（清明假期）")
    assert told[at - 2] == SENTENCE
    assert told[at - 1].startswith("首尾年变化")
    assert told[at + 1] == "单位：万人次"
    assert told[at + 2].startswith("注：标“推”的为推算数")
    assert told[at + 3] == "资料来源：《江门日报》2025年4月7日"
    assert body.index("tbl") == at + 2  # between the unit and the note


@pytest.mark.usefixtures("picture")
def test_the_title_of_a_figure_stands_below_it():
    page = opened(Item(arrivals().panel, arrivals().rows, table=False))
    told = words(page)
    at = told.index("图1  鹤山市接待游客人次（清明假期）")
    drawn = [number for number, one in enumerate(page.paragraphs) if one._p.findall(f".//{qn('w:drawing')}")]  # noqa: SLF001
    assert drawn[0] < at
    assert any(line.startswith("注：空心柱") for line in told[drawn[0] : at])
    assert page.tables == []


@pytest.mark.usefixtures("picture")
def test_a_picture_is_as_wide_as_the_text_of_an_a4_page():
    page = opened(Item(arrivals().panel, arrivals().rows))
    (section,) = page.sections
    text = section.page_width - section.left_margin - section.right_margin
    assert [round(Length(side).cm, 1) for side in (section.page_width, section.page_height)] == [21.0, 29.7]
    assert page.inline_shapes[0].width == Cm(15)
    assert abs(text - Cm(15)) < Cm(0.01)


@pytest.mark.usefixtures("picture")
def test_tables_and_figures_are_numbered_in_their_order_by_fields():
    page = opened(Item(arrivals().panel, arrivals().rows), Item(arrivals().panel, arrivals().rows))
    captions = [one for one in page.paragraphs if one.style.name == "Caption"]
    assert [one.text[:2] for one in captions] == ["表1", "图1", "表2", "图2"]
    codes = [one.text.strip() for line in captions for one in line._p.iter(qn("w:instrText"))]  # noqa: SLF001
    assert codes == ["SEQ 表 \\* ARABIC", "SEQ 图 \\* ARABIC"] * 2


def test_a_table_has_the_figures_of_the_chart_and_a_dash_for_none():
    page = opened(*tables_only(arrivals()))
    assert cells(page) == [
        ["时期", "数值", "同比增速（%）"],
        ["2024年清明假期", "8.42（推）", "—"],
        ["2025年清明假期", "13.64", "62"],
    ]


def test_figures_of_a_column_have_the_digits_printed_and_a_real_minus():
    page = opened(*tables_only(made_up(
        {"period": "2023", "value": 1.2e4}, {"period": "2023", "value": -3.0, **GROWTH},
        {"period": "2024", "value": 1.25e4}, {"period": "2024", "value": 4.17, **GROWTH},
    )))  # fmt: skip
    assert [line[1:] for line in cells(page)[1:]] == [["1.2", "−3"], ["1.25", "4.17"]]


def counties():
    """Give a chart of three places with printed and computed figures of two years."""
    return made_up(*(
        {"place": place, "period": year, "value": value, "derived": derived, **more}
        for place in ("云渡县", "青禾县", "白石县")
        for year, derived in (("2023", True), ("2024", False))
        for value, more in ((4.327e6, {}), (-7.9 if derived else 13.1, GROWTH))
    ))  # fmt: skip


def test_the_columns_of_a_table_are_as_wide_as_their_cells_in_every_program():
    table = opened(*tables_only(counties())).tables[0]
    wide = [cell.width for cell in table.rows[0].cells]
    assert [column.width for column in table.columns] == wide
    assert len({*wide}) > 1


def test_a_further_part_of_a_wide_table_is_named_and_has_its_unit_and_the_number_of_its_table():
    years = [("2023", 1.2e7), ("2024", 1.5e7)]
    six = [{"place": f"{one}县", "period": x, "value": value} for one in "甲乙丙丁戊己" for x, value in years]
    page = opened(
        *tables_only(made_up(*six, *(one | GROWTH | {"value": -13.1} for one in six))),
        *tables_only(arrivals()),
    )
    told = [line for line in words(page) if line.startswith(("表", "续表", "单位"))]
    assert [line[:3].strip() for line in told] == ["表1", "单位：", "续表1", "单位：", "表2", "单位："]
    codes = [one.text.strip() for one in page.element.iter(qn("w:instrText"))]
    assert codes == ["SEQ 表 \\* ARABIC", "SEQ 表 \\c", "SEQ 表 \\* ARABIC"]


def test_a_column_of_computed_growth_is_not_named_as_one_of_printed_growth():
    two = [{"period": "2023", "value": 2e4}, {"period": "2024", "value": 3e4}]
    computed = {"value": 50.0, "derived": True, "rule": BETWEEN_LEVELS, **GROWTH}
    printed = {"value": 31.5, **GROWTH}
    page = opened(*tables_only(made_up(*two, printed, computed)))
    assert cells(page)[0] == ["时期", "数值", "同比增速（%）", "推算同比（%）"]


def test_a_planned_figure_says_so_in_its_cell_and_in_the_note():
    page = opened(*tables_only(made_up({"period": "2026", "value": 5e4, "status": "planned"})))
    assert cells(page)[1] == ["2026", "5（计）"]
    assert any("标“计”的为计划数" in line for line in words(page))


def test_a_table_has_three_lines():
    page = opened(*tables_only(arrivals()))
    rows = page.tables[0]._tbl.tr_lst  # noqa: SLF001

    def lines(row):
        borders = row.tc_lst[0].tcPr.find(qn("w:tcBorders"))
        return (
            [] if borders is None else [(one.tag.rpartition("}")[2], one.get(qn("w:sz"))) for one in borders]
        )

    assert [lines(row) for row in rows] == [[("top", "12"), ("bottom", "6")], [], [("bottom", "12")]]


def test_text_is_set_in_song_headings_in_hei_and_latin_in_times():
    page = opened(*tables_only(arrivals()))
    fonts = {name: page.styles[name].element.rPr.rFonts for name in ("Normal", "Caption", "Heading 1")}
    assert {name: one.get(qn("w:eastAsia")) for name, one in fonts.items()} == {
        "Normal": "宋体", "Caption": "黑体", "Heading 1": "黑体",
    }  # fmt: skip
    assert {one.get(qn("w:ascii")) for one in fonts.values()} == {"Times New Roman"}


def test_the_appendix_lists_each_source_once_with_its_sentences():
    page = opened(*tables_only(arrivals(), arrivals()))
    told = words(page)
    appendix = told[told.index("附：资料来源与原句") + 1 :]
    assert [line[:3] for line in appendix if line.startswith("[")] == ["[1]"]
    assert sum("13.64万人次" in line and "“" in line for line in appendix[1:]) == 1


def test_without_a_browser_a_report_has_the_reason_and_the_table(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    pictures.obstacle.cache_clear()
    page = opened(Item(arrivals().panel, arrivals().rows, table=False))
    monkeypatch.undo()
    pictures.obstacle.cache_clear()
    assert any(line.startswith("图未能生成：本机没有找到") for line in words(page))
    assert cells(page)[2][1] == "13.64"
