from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.address import PAGES as PATHS
from tests.samples import PAGES

DOCUMENT = """安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县累计接待游客36.2万人次，
同比增长12.5%；实现旅游收入1.8亿元，同比增长9.3%。
"""
WIDTHS = (390, 768, 1920)
COLUMN = ".bars .point path:not([d='M0,0Z'])"  # what is drawn: others hold labels alone
COLUMNS = "document.querySelectorAll(\".bars .point path:not([d='M0,0Z'])\").length === {}"

pytestmark = pytest.mark.browser


def downloaded(page, name):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).first.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_the_overview_is_full_and_a_card_leads_to_its_comparison(page, address):
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .main-svg")
    page.locator(".card", has_text="接待游客人次").click()
    page.wait_for_url("**/compare?**indicators=tourist_arrivals**")
    page.get_by_role("heading", name="年度对比").wait_for()


def test_the_kind_of_chart_is_in_the_link_and_a_row_is_chosen_by_keyboard(page, address):
    page.goto(f"{address}/compare?lang=zh&indicators=tourist_arrivals")
    page.wait_for_selector(COLUMN)
    page.get_by_text("折线图", exact=True).click()
    page.wait_for_url("**chart=lines**")
    page.wait_for_selector(".scatterlayer .points path >> nth=1")
    page.get_by_role("combobox", name="查看哪一个数的出处").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".source mark").wait_for()
    page.wait_for_url("**row=**")
    page.goto(page.url.replace("lang=zh", "lang=en"))
    page.get_by_role("heading", name="Compare years").wait_for()
    page.locator(".source mark").wait_for()
    page.wait_for_selector(".scatterlayer .points path >> nth=1")
    assert page.locator(COLUMN).count() == 0


def test_the_chart_and_the_rows_are_saved_as_files(page, address):
    page.goto(f"{address}/compare?lang=zh&indicators=tourist_arrivals")
    page.wait_for_selector(COLUMN)
    name, png = downloaded(page, "下载 PNG")
    assert (name, png[:4]) == ("安平县_接待游客人次_2023-2024.png", b"\x89PNG")
    page.get_by_label("文件格式").first.click()
    page.get_by_role("option", name="SVG 矢量图").click()
    name, svg = downloaded(page, "下载 SVG")
    assert (name.endswith(".svg"), "36.2" in svg.decode("utf-8")) == (True, True)
    name, csv = downloaded(page, "下载 CSV")
    assert csv.startswith(b"\xef\xbb\xbf")
    assert "36.2万人次" in csv.decode("utf-8-sig")


def test_indicators_are_found_by_name_alias_and_pinyin_which_nobody_sees(page, address):
    page.goto(f"{address}/compare?lang=zh&indicators=tourism_revenue")
    page.wait_for_selector(COLUMN)
    for typed in ("游客人次", "旅游人数", "jdyk", "jiedaiyouke", "tourist"):
        page.get_by_role("combobox", name="指标").fill(typed)
        page.get_by_role("option", name="接待游客人次", exact=True).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**tourist_arrivals**")
    tags = page.locator("[data-tag]")
    assert tags.all_inner_texts() == ["旅游收入", "接待游客人次"]
    assert [one.get_attribute("aria-label") for one in tags.all()] == ["旅游收入", "接待游客人次"]
    assert "jdyk" not in page.inner_text("body")
    for typed, told in (
        ("jdyk", "“接待游客人次”已经选了"),
        ("旅游", "“旅游收入、接待游客人次”已经选了"),
        ("乌有", "没有结果"),
    ):
        page.get_by_role("combobox", name="指标").fill(typed)
        page.get_by_role("listbox").get_by_text(told, exact=True).wait_for()


def test_on_a_phone_the_chart_comes_first_and_the_choices_in_a_drawer(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/compare?lang=zh&indicators=tourist_arrivals")
    page.wait_for_function(COLUMNS.format(2))
    assert page.locator(COLUMN).first.bounding_box()["y"] < 844
    switch = page.get_by_text("含推算数")
    assert not switch.is_visible()
    page.get_by_role("button", name="打开选项").click()
    switch.wait_for()
    assert kept_from_people(page) == []
    switch.click()
    page.wait_for_function(COLUMNS.format(1))  # the computed one is left out
    page.wait_for_url("**derived=0**")
    page.get_by_role("button", name="完成").click()
    assert not switch.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


CHOSEN = {"compare": "?indicators=tourist_arrivals"}  # by path
ENGLISH = """() => [...document.querySelectorAll('[aria-label], [title], [placeholder]')]
  .filter(one => !one.closest('svg') && one.checkVisibility({visibilityProperty: true}))
  .flatMap(one => ['aria-label', 'title', 'placeholder'].map(name => one.getAttribute(name) || ''))
  .filter(text => /[A-Za-z]{5,}/.test(text) && !/English|Excel|YAML|documents/.test(text))"""


@pytest.mark.parametrize("path", ["", *PATHS])
def test_no_page_is_wider_than_the_window_and_all_read_it_to_people_in_their_language(page, address, path):
    page.goto(f"{address}/{path}{CHOSEN.get(path, '')}")
    page.wait_for_selector(".lead")
    page.wait_for_timeout(1500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert page.evaluate(ENGLISH) == []
    assert kept_from_people(page) == []  # what reads a page to people reads the same at every width
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'")
    assert kept_from_people(page) == []
    for width in WIDTHS[: PAGES.size]:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(1000)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def kept_from_people(page):
    """List what axe-core finds serious on a page: the rule, where it is broken, and what it says of it."""
    found = Axe().run(page).response["violations"]
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in found for node in rule["nodes"] if rule["impact"] in ("serious", "critical")
    ]  # fmt: skip
