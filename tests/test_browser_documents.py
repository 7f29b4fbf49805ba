import pytest

from tests.dashboard_server import served

PAGE = "安平日报讯（记者/李文）1月20日，2024年，安平县累计接待游客36.2万人次，同比增长12.5%。\n"
NAME = "<script>20250120 ~$x$ =cmd().txt"

pytestmark = pytest.mark.browser


def test_an_uploaded_file_gives_figures_that_outlive_a_restart(page, workspace):
    with served(None, workspace, killed=True) as address:
        page.goto(f"{address}/documents?lang=zh")
        page.get_by_role("button", name="移除样例").click()
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
        page.get_by_label("Date (such as 2025-04-07)").fill("2025-01-21")
        page.get_by_role("button", name="Save").click()
        page.get_by_text("Saved; documents read again: 1.").wait_for()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_of_documents_is_not_wider_than_the_window(page, workspace, width):
    with served(None, workspace, killed=True) as address:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}/documents")
        page.get_by_test_id("stDataFrame").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
