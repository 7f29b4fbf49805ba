"""Edit a rule in a browser, preview, save, and see the rows change."""

from __future__ import annotations

import pytest

from pipeline.indicators import RULES
from pipeline.indicators.layers import catalogue_by
from tests.dashboard_server import served
from tests.samples import left_to_all

DOCUMENT = """安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县累计接待游客36.2万人次，
同比增长12.5%。

2024年，泰和县迎宾总人数41.7万人次。

2024年，泰和县揽下旅游收入7.3亿元。
"""

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "20250120.txt").write_text(DOCUMENT, encoding="utf-8")
    with served(folder, tmp_path / "workspace") as running:
        yield running


@left_to_all
def test_a_term_is_added_previewed_saved_and_taken_back_and_its_row_comes_and_goes(page, address, tmp_path):
    before = RULES.read_bytes()
    page.goto(f"{address}/rules?lang=zh&rule=tourist_arrivals&rule_mode=form")
    page.get_by_role("tab", name="说法").click()
    box = page.get_by_role("combobox", name="说法", exact=True)
    box.fill("迎宾总人数")
    box.press("Enter")
    box.press("Escape")  # the open list hides what stands around it
    page.get_by_text("检查通过").wait_for()
    page.get_by_role("button", name="预览增减").click()
    page.get_by_text("增加 1、减少 0、改动 0").wait_for()
    assert page.locator(".effects mark").inner_text() == "41.7万人次"
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存 tourist_arrivals").wait_for()
    assert "迎宾总人数" in catalogue_by(tmp_path / "workspace")["tourist_arrivals"].terms
    page.goto(f"{address}/sources?lang=zh&search=&row=")
    page.get_by_text("共 4 行").wait_for()
    page.goto(f"{address}/rules?lang=zh")
    page.get_by_text("与程序规则的差异（1）").click()
    page.get_by_text("两个版本全文").click()
    assert page.locator(".versions pre").count() == 2
    page.get_by_role("button", name="恢复程序的条目").click()
    page.get_by_text("已恢复 tourist_arrivals").wait_for()
    page.get_by_role("button", name="回到上一版").wait_for()  # the list stays open
    page.goto(f"{address}/sources?lang=zh&search=&row=")
    page.get_by_text("共 3 行").wait_for()
    assert RULES.read_bytes() == before


@left_to_all
def test_a_word_is_added_previewed_and_saved_and_the_page_is_no_wider_than_the_window(page, address):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{address}/rules?lang=zh&rule_part=words&word_list=cues.plain")
    box = page.get_by_role("combobox", name="加入的词", exact=True)
    box.fill("揽下")
    box.press("Enter")
    box.press("Escape")
    page.locator("ins.chip", has_text="揽下").wait_for()
    page.get_by_role("button", name="预览增减").click()
    page.get_by_text("增加 1、减少 0、改动 0").wait_for()
    assert page.locator(".effects mark").inner_text() == "7.3亿元"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存。1 份文件").wait_for()
    page.goto(f"{address}/sources?lang=zh&search=&row=")
    page.get_by_text("共 4 行").wait_for()


@left_to_all
def test_the_page_of_rules_is_no_wider_than_the_window(page, address):
    for mode in ("read", "form", "yaml"):
        page.goto(f"{address}/rules?rule=gdp&rule_mode={mode}")
        page.locator(".explained").wait_for()
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(500)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, mode
