"""Back and forward, links to what is not here, the language of the browser: as on any site."""

import re
import urllib.request
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from app.shell import better_address
from tests.dashboard_pages import opened, show_documents, shown
from tests.patience import SECONDS

DOCUMENT = """安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县累计接待游客36.2万人次，
同比增长12.5%；实现旅游收入1.8亿元，同比增长9.3%；2023年，安平县累计接待游客3.2万人次。
2024年末，安平县常住人口30.5万人。
"""
CHECKED = '[data-testid="stButtonGroup"] :is([aria-checked="true"], [aria-pressed="true"])'

browser_test = pytest.mark.browser


def heading(page, words):
    page.get_by_role("heading", name=words, exact=True).wait_for()


def chosen(page, words):
    page.locator(CHECKED, has_text=words).wait_for()


@browser_test
def test_five_steps_back_reach_the_first_view_and_forward_goes_the_same_way(page, address):
    page.goto(address)
    page.locator(".card", has_text="接待游客人次").click()
    heading(page, "年度对比")
    chosen(page, "柱线图")
    page.get_by_text("折线图", exact=True).click()
    page.wait_for_url("**chart=lines**")
    page.get_by_text("指数", exact=True).click()
    page.wait_for_url("**chart=index**base=**")
    page.get_by_role("link", name="审核").click()
    heading(page, "审核")
    page.wait_for_url("**/review?**item=**")
    page.get_by_role("link", name="数据行").click()
    heading(page, "数据行")
    for step in (
        ("审核", ""),
        ("年度对比", "指数"),
        ("年度对比", "折线图"),
        ("年度对比", "柱线图"),
        ("总览", ""),
    ):
        page.go_back()
        heading(page, step[0])
        if step[1]:
            chosen(page, step[1])
    for step in (("年度对比", "柱线图"), ("年度对比", "折线图"), ("年度对比", "指数")):
        page.go_forward()
        heading(page, step[0])
        chosen(page, step[1])


@browser_test
def test_review_is_left_with_one_step(page, address):
    page.goto(f"{address}/documents")
    heading(page, "文件")
    page.get_by_role("link", name="审核").click()
    page.wait_for_url("**/review?**item=**")
    page.get_by_role("button", name="跳过").click()
    page.wait_for_timeout(1500)
    page.go_back()
    heading(page, "文件")


@browser_test
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("compare?indicators=no_such", "链接里的“no_such”这里没有"),
        ("nowhere?lang=zh", "没有“nowhere”这一页"),
    ],
)
def test_a_link_that_names_what_is_not_here_says_so(page, address, path, words):
    page.goto(f"{address}/{path}")
    page.get_by_text(words).wait_for()


@pytest.mark.parametrize(
    ("path", "query", "words"),
    [
        ("compare", {"indicators": "tourist_arrivals", "names": "乌有县"}, "链接里的“乌有县”这里没有"),
        ("compare", {"indicators": "tourist_arrivals", "years": "1901"}, "链接里的“1901”这里没有"),
        (
            "compare",
            {"indicators": "tourist_arrivals", "span": "1901,2023"},
            "“1901–2023”这里只有一部分，现在显示的是“2023”",
        ),
        (
            "compare",
            {"indicators": "permanent_population", "span": "1901,1902"},
            "这里没有，现在显示的是“2024”",
        ),
        ("compare", {"data": "elsewhere"}, "这个链接是在“elsewhere”的数据上做的"),
        ("sources", {"row": "0123abcd"}, "链接里的“0123abcd”这里没有"),
        ("rules", {"rule": "no_such"}, "链接里的“no_such”这里没有"),
    ],
)
def test_whatever_a_link_names_that_is_not_here_is_told(path, query, words, tmp_path, monkeypatch):
    show_documents(monkeypatch, tmp_path / "documents", {"20250120.txt": DOCUMENT})
    app = opened(path, lang="zh", **query)
    assert words in shown(app)


@browser_test
def test_a_button_copies_the_link_with_the_name_of_its_data(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/compare?indicators=tourist_arrivals&names=安平县&years=2024")
    page.wait_for_selector(".js-plotly-plot")
    page.get_by_role("button", name="复制链接").click()
    page.get_by_text("已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"/compare\?.*indicators=tourist_arrivals.*&data=documents", copied)
    page.goto(copied)
    page.wait_for_selector(".js-plotly-plot")
    assert page.get_by_text("的数据上做的").count() == 0
    assert page.get_by_text("这里没有").count() == 0  # it names what is here alone


@browser_test
@pytest.mark.parametrize(("locale", "lang", "words"), [
    ("zh-TW", "zh-CN", "总览"), ("de-DE", "en", "Overview"),
])  # fmt: skip
def test_the_language_is_the_browsers_and_the_page_says_which(browser, address, locale, lang, words):
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.set_default_timeout(SECONDS * 1000)
    page.goto(address)
    assert page.evaluate("document.documentElement.lang") == lang
    heading(page, words)
    context.close()


@browser_test
def test_the_switch_of_language_changes_page_and_address_and_leaves_nothing_of_the_other(page, address):
    page.goto(f"{address}/compare?indicators=tourism_revenue")
    page.get_by_role("button", name="全部清除").wait_for()
    page.get_by_role("combobox", name="指标").fill("zzzz")
    page.get_by_text("没有结果").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("English", exact=True).click()
    page.get_by_role("button", name="Clear all").wait_for()
    heading(page, "Compare years")
    page.get_by_text("Unit: million yuan").wait_for()
    page.wait_for_url("**lang=en**")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_an_address_of_no_page_leads_to_the_first_one_and_keeps_its_codes():
    assert better_address("/compare", "lang=en") == ""
    assert better_address("/", "") == ""
    assert better_address("/overview", "lang=en") == "/?lang=en"
    assert better_address("/nowhere", "lang=en") == "/?lang=en&missing=nowhere"
    assert better_address("/a b", "") == "/?missing=a%20b"


@browser_test
def test_the_page_is_whole_however_it_is_asked_for(address):
    connection = HTTPConnection(urlsplit(address).netloc, timeout=SECONDS)
    connection.request("GET", "/compare", headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200
    assert body.decode("utf-8").count("history.pushState") == 2
    assert "etag" not in {name.lower() for name, _ in answer.getheaders()}
    with urllib.request.urlopen(f"{address}/_stcore/health") as health:  # noqa: S310 - its own server
        assert health.read() == b"ok"
