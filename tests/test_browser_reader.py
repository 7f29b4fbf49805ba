import re

import pytest

from tests.samples import left_to_all
from tests.test_browser import COLUMN, COLUMNS

pytestmark = pytest.mark.browser
CHOSEN = ".page .figure.chosen"
DOCUMENT = """安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县累计接待游客36.2万人次，同比增长12.5%。

当天共有7个项目在安平县现场亮相，<script>alert(1)</script> ~~增长~~。
"""


def test_a_mark_of_a_chart_leads_to_the_very_characters_in_the_document(page, address):
    page.goto(f"{address}/compare?lang=zh&indicators=tourist_arrivals")
    page.wait_for_selector(f"{COLUMN} >> nth=1")
    page.locator(COLUMN).nth(1).click(force=True)
    page.wait_for_url("**row=**")
    assert page.locator(".source mark").inner_text() == "36.2万人次"
    assert "累计接待游客36.2万人次，同比增长12.5%" in page.locator(".source blockquote").inner_text()
    page.get_by_role("link", name="在原文中查看").click()
    page.wait_for_url("**/reader?**at=**")
    chosen = page.locator(CHOSEN)
    chosen.wait_for()
    assert chosen.inner_text() == "36.2万人次"
    assert chosen.is_visible()
    box = page.locator(".page").bounding_box()
    mark = chosen.bounding_box()
    assert box["y"] <= mark["y"] <= box["y"] + box["height"]
    assert page.locator(".source mark").first.inner_text() == "36.2万人次"


@left_to_all
def test_a_number_without_a_row_says_why_and_becomes_one_that_the_table_and_a_chart_show(page, address):
    page.goto(f"{address}/reader?lang=zh&show=rejected")
    page.locator(".page .figure.unbound").first.click()
    page.get_by_text("原因：").wait_for()
    page.locator(".st-key-drawer").get_by_role("combobox").nth(1).click()
    page.keyboard.type("签约")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="保存为数据行").click()
    page.get_by_text("已保存").wait_for()
    page.get_by_text("全部数字", exact=True).click()
    page.wait_for_selector(f"{CHOSEN}.accepted")
    page.goto(f"{address}/compare?lang=zh&about=all&indicators=projects_signed")
    page.wait_for_function(COLUMNS.format(1))
    # the star: its year is only the document's
    assert "7*" in page.locator(".textpoint").all_text_contents()


def test_the_keyboard_moves_from_number_to_number_and_opens_them(page, address):
    page.goto(f"{address}/reader?lang=en")
    page.locator(".page .figure").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector(CHOSEN)
    second = page.locator(".page .figure").nth(1)
    assert second.get_attribute("aria-current") == "true"
    page.wait_for_url(re.compile(rf"at={second.get_attribute('data-start')}\b"))


def test_the_legend_hides_a_kind_of_mark(page, address):
    page.goto(f"{address}/reader?lang=zh")
    growth = page.locator(".page .figure", has_text="12.5%")
    assert "underline" in growth.evaluate("mark => getComputedStyle(mark).textDecorationLine")
    page.locator(".legend button", has_text="实际").click()
    assert "underline" not in growth.evaluate("mark => getComputedStyle(mark).textDecorationLine")


def test_the_document_fits_the_window(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/reader")
    page.wait_for_selector(".page p")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
