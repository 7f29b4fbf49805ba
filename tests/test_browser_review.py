from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import TimeoutError  # noqa: A004 - its own, not Python's

from tests.dashboard_server import served
from tests.patience import SECONDS
from tests.samples import left_to_all

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = """安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县累计接待游客36.2万人次，
同比增长12.5%；实现旅游收入1.8亿元，同比增长9.3%。
"""
OTHER = DOCUMENT.replace("36.2", "36.9")

pytestmark = pytest.mark.browser


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "20250120.txt").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "20250120b.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path


def drawn(page, address, label):
    """Open the comparison and wait until a column carries a label."""
    page.goto(f"{address}/compare?lang=zh&indicators=tourist_arrivals&derived=0")
    page.wait_for_selector(".textpoint")
    page.wait_for_function(
        "label => [...document.querySelectorAll('.textpoint')].some(one => one.textContent.includes(label))",
        arg=label,
    )


def press(page, key, follows):
    """Press a key until what follows is there: a page just opened may not listen yet.

    Each press makes the page begin again, so the next one waits longer: it must be able to come to an end.
    """
    ends = monotonic() + SECONDS
    wait = 1500
    while monotonic() < ends:
        page.keyboard.press(key)
        try:
            follows.wait_for(timeout=wait)
        except TimeoutError:
            wait *= 2
            continue
        return
    pytest.fail(f"the key {key} does nothing")


def once(page, key, follows):
    """Press a key of a page that listens, and wait for what follows: another press would be another step."""
    page.keyboard.press(key)
    follows.wait_for()


def leave(page, form):
    page.get_by_role(
        "button", name="取消"
    ).wait_for()  # it hears the key, and comes after the fields of its form
    page.keyboard.press("Escape")
    form.wait_for(state="detached")


def test_a_figure_corrected_by_keyboard_is_on_the_chart_and_after_a_kill_and_restart_it_still_is(
    page, folder, tmp_path_factory
):
    workspace = tmp_path_factory.mktemp("workspace")
    with served(folder, workspace, killed=True) as address:
        page.goto(f"{address}/review?lang=zh&kinds=conflict")
        page.locator(".source mark", has_text="36.2万人次").wait_for()
        press(page, "e", page.get_by_role("textbox", name="数值"))
        page.wait_for_function("document.activeElement.getAttribute('aria-label') === '数值'")
        page.keyboard.type("47.5万人次")
        page.keyboard.press("Enter")
        page.get_by_text("已保存（第 1 号）").wait_for()
        press(page, "x", page.get_by_role("button", name="数字读错"))  # the other document is wrong as well
        page.keyboard.press("3")
        page.get_by_text("已保存（第 2 号）").wait_for()
        page.get_by_text("已处理 1 / 1").wait_for()
        drawn(page, address, "47.5")
    with served(folder, workspace, killed=True) as address:
        drawn(page, address, "47.5")
        page.goto(f"{address}/review?lang=zh&list=history")
        page.get_by_text("审核记录（2）").wait_for()


@left_to_all
def test_suggestions_are_made_rows_edited_dismissed_undone_and_gone_back_to_by_keyboard(
    page, folder, tmp_path
):
    near = "安平日报讯（记者/李文）1月20日，记者获悉，2024年，安平县铁路货运量184万吨。2023年，安平县铁路货运量170万吨。\n"
    (folder / "20250120c.txt").write_text(near, encoding="utf-8")
    (folder / "20250120d.txt").write_text(near.replace("铁路", "公路"), encoding="utf-8")
    with served(folder, tmp_path / "workspace") as address:
        page.goto(f"{address}/review?lang=zh&kinds=suggestion")
        page.locator(".source mark", has_text="184万吨").wait_for()
        form = page.get_by_role("button", name="保存为一行")
        press(page, "e", form)
        leave(page, form)
        once(page, "a", page.get_by_text("已保存（第 1 号）：成为一行"))
        once(page, "z", page.get_by_text("已撤销（第 2 号）"))
        once(page, "n", page.get_by_role("textbox", name="备注"))
        page.wait_for_function("(document.activeElement.getAttribute('aria-label') || '').startsWith('备注')")
        page.keyboard.type("看过")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        once(page, "Shift+A", page.get_by_text("，共 2 个"))
        page.get_by_text("已处理 1 / 2").wait_for()
        once(page, "p", page.get_by_text("这个数字已成为一行"))
        once(page, "s", page.locator(".source", has_text="公路货运量").first)
        press(page, "e", form)
        leave(page, form)
        once(page, "x", page.get_by_text("已保存（第 5 号）：不是一行"))
        page.get_by_text("已处理 2 / 2").wait_for()
        page.goto(f"{address}/review?lang=zh&list=history")
        page.get_by_text("审核记录（5）").wait_for()


@left_to_all
def test_escape_closes_an_open_list_before_the_form_and_the_saved_line_tells_old_and_new(
    page, folder, tmp_path
):
    with served(folder, tmp_path / "workspace") as address:
        page.goto(f"{address}/review?lang=zh&kinds=conflict")
        page.locator(".source mark", has_text="36.2万人次").wait_for()
        value = page.get_by_role("textbox", name="数值")
        press(page, "e", value)
        assert value.input_value() == "36.2万"  # as the page writes it
        form = page.get_by_test_id("stForm")
        form.get_by_role("combobox", name="指标").click()
        page.get_by_role("listbox").wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("listbox").wait_for(state="detached")
        page.wait_for_timeout(1000)  # as long as the page would need to close the form
        assert value.is_visible()
        value.fill("47.5万")
        once(page, "Control+Enter", page.get_by_text("更正 接待游客人次 36.2 万人次 → 47.5 万人次"))
        press(page, "e", value)
        leave(page, value)


@left_to_all
def test_the_review_page_is_not_wider_than_the_window_and_its_number_leaves_room_for_all_pages(
    page, folder, tmp_path
):
    with served(folder, tmp_path / "workspace", killed=True) as address:
        for shown in ("queue", "history", "orphans"):
            page.set_viewport_size({"width": 1440, "height": 900})
            page.goto(f"{address}/review?lang=en&list={shown}")
            page.wait_for_selector(".lead")
            for width in (1440, 390):
                page.set_viewport_size({"width": width, "height": 900})
                page.wait_for_timeout(1000)
                assert (shown, page.evaluate("document.documentElement.scrollWidth")) <= (shown, width)
        page.set_viewport_size({"width": 768, "height": 900})
        page.get_by_test_id("stTopNavLink").filter(has_text="Rules").wait_for()
        page.wait_for_timeout(1000)  # until the page has measured its entries
        page.add_style_tag(
            content='header a[data-testid=stTopNavLink][href$="/review"] p::after { content: " 123" !important; }'
        )
        page.wait_for_function(
            """() => {
                const entries = [...document.querySelectorAll("[data-testid=stTopNavLink]")];
                const [first, last] = [entries[0], entries.at(-1)].map((one) => one.getBoundingClientRect());
                return entries.length === 10 && first.top === last.top && last.right <= innerWidth;
            }""",
            timeout=20_000,
        )
