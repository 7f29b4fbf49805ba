import pytest

from tests.dashboard_server import served
from tests.samples import left_to_all
from tests.test_browser import COLUMNS

PAGE = "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次，同比增长12.5%。\n"
NAME = "<script>20250120 ~$x$ =cmd().txt"

pytestmark = pytest.mark.browser


def test_the_page_fits_the_window_and_an_uploaded_file_gives_figures_that_outlive_a_restart(page, workspace):
    with served(None, workspace, killed=True) as address:
        page.goto(f"{address}/documents?lang=zh")
        page.get_by_test_id("stDataFrame").wait_for()
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(500)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("button", name="移除样例").click()
        page.get_by_role("button", name="确认移除").click()
        page.get_by_text("还没有文件").wait_for()
        page.locator("input[type=file]").set_input_files(
            {"name": NAME, "mimeType": "text/plain", "buffer": PAGE.encode()}
        )
        page.get_by_text("已加入 1 个文件，从中读出 3 个观测值。").wait_for()
        page.goto(f"{address}/overview?lang=zh")
        page.locator(".card", has_text="接待游客人次").wait_for()
    with served(None, workspace, killed=True) as address:
        page.goto(f"{address}/overview?lang=zh")
        assert "36.2" in page.locator(".card", has_text="接待游客人次").inner_text()
        page.goto(f"{address}/documents?lang=en")
        page.get_by_role("heading", name="Documents").first.wait_for()
        assert page.get_by_text("Samples that come").count() == 0
        page.get_by_label("Show the document").click()
        page.get_by_role("option", name=NAME).click()
        page.locator(".document .name", has_text=NAME).wait_for()
        page.locator(".st-key-drawer").get_by_label("Date (such as 2025-04-07)").fill("2025-01-21")
        page.get_by_role("button", name="Save").click()
        page.get_by_text("Saved; documents read again: 1.").wait_for()


@left_to_all
def test_a_choice_of_compare_is_made_of_the_documents_that_are_there_by_then(page, workspace, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "20250120.txt").write_text(PAGE, encoding="utf-8")
    with served(folder, workspace) as address:
        page.goto(f"{address}/compare?lang=zh&indicators=tourist_arrivals&derived=0")
        page.wait_for_function(COLUMNS.format(1))
        (folder / "20260120.txt").write_text("2025年，安平县累计接待游客40.3万人次。\n", encoding="utf-8")
        page.get_by_text("合并", exact=True).click()
        page.wait_for_function(COLUMNS.format(2))
        (folder / "20250120.txt").unlink()
        page.get_by_text("图和表", exact=True).click()
        page.wait_for_function(COLUMNS.format(1))


COPIED = """<meta charset="utf-8"><p>青禾县2024年公报</p><table><tr><td>指标</td><td>2023年</td><td>2024年</td></tr>
<tr><td><p>地区<br>生产总值（亿元）</p></td><td><p></p></td><td><p>35</p></td></tr></table>"""


@left_to_all
def test_a_table_copied_from_a_page_is_pasted_as_a_table(page, workspace, tmp_path):
    (tmp_path / "copied.html").write_text(COPIED, encoding="utf-8")
    page.goto((tmp_path / "copied.html").as_uri())
    for keys in ("Control+a", "Control+c"):
        page.keyboard.press(keys)
    with served(None, workspace, killed=True) as address:
        page.goto(f"{address}/documents?lang=zh")
        page.get_by_text("或者粘贴文字").click()
        page.get_by_label("文字", exact=True).click()
        page.keyboard.press("Control+v")
        page.get_by_role("button", name="加入这段文字").click()
        page.get_by_text("已加入 1 个文件").wait_for()
        page.locator(".understood td", has_text="地区生产总值（亿元）").wait_for()
        assert page.locator(".understood td").all_inner_texts()[-2:] == ["", "35"]
