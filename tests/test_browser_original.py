"""In a browser: the original stands beside its text, a figure's box lies over its print, and each leads to the other."""

import io
import re

import docx
import pytest
from openpyxl import Workbook
from PIL import Image

from tests.dashboard_server import served
from tests.pdf_maker import Page, pdf_of
from tests.samples import left_to_all
from tests.test_browser import COLUMN

pytestmark = pytest.mark.browser
FIRST = "2023年，安平县累计接待游客30.5万人次。"
SECOND = "2024年，安平县累计接待游客36.2万人次，同比增长12.5%。"
LEFT, BASE, SIZE = 60, 500, 16  # points: where the line of each page begins, and its type
WIDTH, HEIGHT = 595, 842
WIDTHS = (390, 768, 1440)
CHOSEN = ".original .figure.chosen"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    pages = [Page(), Page()]
    for page, words in zip(pages, (FIRST, SECOND), strict=True):
        page.each(LEFT, BASE, SIZE, words)
    (folder / "安平县2024年统计公报.pdf").write_bytes(pdf_of(pages))
    book = Workbook()
    book.active.title = "表1"
    for row in (
        ["青禾县主要指标", None, None],
        ["指标", "2023年", "2024年"],
        ["地区生产总值（亿元）", 98.6, 104.2],
        ["工业投资（亿元）", 20.1, 22.4],
    ):
        book.active.append(row)
    book.save(folder / "青禾县.xlsx")
    report = docx.Document()
    report.add_paragraph("安平县2024年主要指标如下。")
    heads = [
        ["指标", "单位", "2024年", ""],
        ["", "", "数值", "增长（%）"],
        ["地区生产总值", "亿元", "104.2", "5.5"],
    ]
    table = report.add_table(len(heads), 4)
    for row, cells in zip(table.rows, heads, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    for first, last in (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3))):
        table.cell(*first).merge(table.cell(*last))
    report.save(folder / "指标表.docx")
    wide = Workbook()
    wide.active.append(["县名", *(f"{year}年地区生产总值（亿元）" for year in range(2010, 2024))])
    for number in range(30):
        wide.active.append([f"第{number}县", *(1000.5 + number + 1000 * year for year in range(14))])
    wide.save(folder / "宽表.xlsx")
    with served(folder, tmp_path_factory.mktemp("workspace")) as running:
        yield running


def read(page, address, name, /, **query):
    page.goto(f"{address}/reader?lang=zh{''.join(f'&{key}={value}' for key, value in query.items())}")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name=re.compile(name)).click()
    page.wait_for_selector(".original .page")


def beside(page, words):
    """Choose in the text the figure that is printed so, and give its box on the page."""
    page.locator(".reader .figure", has_text=words).first.click()
    chosen = page.locator(CHOSEN)
    chosen.wait_for()
    return chosen


def test_a_figure_chosen_in_the_text_is_boxed_where_it_is_printed(page, address):
    read(page, address, "公报")
    box = beside(page, "36.2万人次").bounding_box()
    picture = page.locator(".original img")
    assert picture.get_attribute("alt") == "原件第 2 页，共 2 页"
    paper = picture.bounding_box()
    scale = paper["width"] / WIDTH
    before = sum(SIZE if ord(one) > 127 else SIZE / 2 for one in SECOND[: SECOND.index("36.2")])
    assert box["x"] - paper["x"] == pytest.approx((LEFT + before) * scale, abs=2)
    assert box["width"] == pytest.approx((2 + 3) * SIZE * scale, abs=3)
    baseline = paper["y"] + (HEIGHT - BASE) * scale
    assert box["y"] < baseline - 0.5 * SIZE * scale < baseline <= box["y"] + box["height"] + 2
    # and there is print where the box is, in a picture with at least two points for each of the screen
    assert picture.evaluate("one => one.naturalWidth") >= 2 * paper["width"]
    seen = Image.open(io.BytesIO(page.locator(CHOSEN).screenshot())).convert("L")
    assert sum(seen.histogram()[:90]) > 0.05 * seen.width * seen.height


def test_a_box_on_the_page_opens_its_figure_as_one_in_the_text_does(page, address):
    read(page, address, "公报", side="original", page=2)
    page.locator(".original .figure", has_not_text="x").nth(1).click()
    page.locator(".source mark", has_text="12.5%").wait_for()
    assert page.locator(CHOSEN).count() == 1
    assert page.locator(".reader").count() == 0
    page.locator(".original .page").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.locator(".source mark", has_text="36.2万人次").first.wait_for()


def test_a_table_of_a_word_file_stands_as_a_table_and_the_cell_is_marked(page, address):
    page.goto(f"{address}/reader?lang=zh")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name=re.compile("指标表.docx")).click()
    page.locator(".reader .figure", has_text="5.5").click()
    cell = page.locator(".reader td.around")
    cell.wait_for()
    assert cell.inner_text() == "5.5"
    rows = [row.locator("td").all_inner_texts() for row in page.locator(".reader tr").all()]
    assert rows == [
        ["指标", "单位", "2024年"],
        ["数值", "增长（%）"],
        ["地区生产总值", "亿元", "104.2", "5.5"],
    ]
    # what stands below its head is drawn below it
    head = page.locator(".reader td", has_text="增长").bounding_box()
    assert head["x"] == pytest.approx(cell.bounding_box()["x"], abs=2)
    assert page.locator(".reader p").first.inner_text() == "安平县2024年主要指标如下。"


def test_a_point_on_a_chart_leads_to_its_box_on_the_printed_page(page, address):
    page.goto(f"{address}/compare?lang=zh&indicators=tourist_arrivals&about=all")
    page.wait_for_selector(f"{COLUMN} >> nth=1")
    page.locator(COLUMN).nth(1).click(force=True)
    page.get_by_role("link", name="在原文中查看").first.click()
    page.locator(CHOSEN).wait_for()
    assert page.locator(".original img").get_attribute("alt") == "原件第 2 页，共 2 页"
    assert "36.2万人次" in page.locator(CHOSEN).get_attribute("aria-label")
    assert page.locator(".source dd", has_text="第2页").count() == 1


def test_a_figure_of_a_workbook_is_shown_in_its_table(page, address):
    read(page, address, "青禾县.xlsx")
    chosen = beside(page, "104.2")
    assert chosen.inner_text() == "104.2"
    row = page.locator(".original tr", has=page.locator(".chosen"))
    assert row.locator("th").inner_text() == "3"
    assert row.locator("td").first.inner_text() == "地区生产总值（亿元）"
    assert page.locator(".original tr").first.locator("th").all_inner_texts() == ["", "A", "B", "C"]
    assert page.locator(".source dd", has_text="表1!C3").count() == 1


@left_to_all
def test_beside_cells_that_are_scrolled_the_first_column_stays_under_its_letter(page, address):
    page.set_viewport_size({"width": 390, "height": 600})
    read(page, address, "宽表.xlsx")
    chosen = beside(page, "7012.5")
    place = chosen.bounding_box()
    sheet = page.locator(".original .page")
    assert sheet.evaluate("one => one.scrollLeft") > 0
    sheet.evaluate("one => one.scrollTop = one.scrollHeight")
    heads, names = (page.locator(f".original tr:{which} > *") for which in ("first-of-type", "last-of-type"))
    for head, below in zip(heads.all(), names.all(), strict=True):
        over, under = head.bounding_box(), below.bounding_box()
        assert over["x"] == pytest.approx(under["x"], abs=1)
        assert over["y"] >= sheet.bounding_box()["y"] - 1
    first = names.nth(1).bounding_box()
    assert place["x"] >= first["x"] + first["width"] - 1
    letter = heads.nth(1)
    assert letter.inner_text() == "A"
    seen = letter.bounding_box()
    middle = [seen["x"] + seen["width"] / 2, seen["y"] + seen["height"] / 2]
    top = page.locator(".original").evaluate(
        "(one, [x, y]) => one.getRootNode().elementFromPoint(x, y).textContent", middle
    )
    assert top == "A"


@pytest.mark.parametrize("side", ["both", "original"])
def test_text_and_original_fit_the_window(page, address, side):
    page.set_viewport_size({"width": WIDTHS[0], "height": 844})
    read(page, address, "公报", side=side)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".original .page").bounding_box()["width"] > min(width, 400) * 0.8
