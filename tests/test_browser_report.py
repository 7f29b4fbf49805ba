import io
import time
import zipfile

import pytest

from tests.dashboard_server import served
from tests.patience import SECONDS
from tests.samples import left_to_all
from tests.test_browser import COLUMN, DOCUMENT, downloaded

TABLE = """place,period,indicator,measure,value,unit,source
安平县,2024,tourist_arrivals,level,36.1,万人次,《安平统计年鉴2025》
"""

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "20250120.txt").write_text(DOCUMENT, encoding="utf-8")
    with served(folder, tmp_path / "workspace") as running:
        yield running


def wait_until(holds):
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_chart_beside_an_official_table_is_kept_described_and_saved_as_a_word_report(
    page, address, tmp_path
):
    page.goto(f"{address}/reference?lang=zh")
    page.get_by_text("还没有官方数据").wait_for()
    page.locator("input[type=file]").set_input_files(
        {"name": "official.csv", "mimeType": "text/csv", "buffer": TABLE.encode("utf-8-sig")}
    )
    page.get_by_text("official.csv 已收下，共 1 个数据。").wait_for()
    page.goto(f"{address}/compare?lang=zh&indicators=tourist_arrivals")
    page.wait_for_selector(f"{COLUMN} >> nth=2")
    legend = page.locator(".legend").first.text_content()
    assert "官方数据" in legend
    assert "报道数据" in legend
    page.get_by_role("button", name="加入报告").click()
    page.get_by_role("button", name="已在报告中").wait_for()
    page.get_by_role("link", name="报告", exact=True).click()
    words = page.get_by_label("标题下的一句话")
    words.fill("旅游市场持续回暖。")
    words.press("Control+Enter")
    wait_until(lambda: any("持续回暖" in file.read_text("utf-8") for file in tmp_path.rglob("report.json")))
    page.reload()
    page.get_by_text("旅游市场持续回暖。").wait_for()
    name, docx = downloaded(page, "下载 DOCX")
    assert name == "安平县_接待游客人次_2023-2024.docx"
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        text = parts.read("word/document.xml").decode("utf-8")
        assert any(name.startswith("word/media/") for name in parts.namelist())
    assert "旅游市场持续回暖。" in text
    assert "36.2" in text


@left_to_all
def test_why_a_picture_could_not_be_made_stands_beside_its_button(page, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "20250120.txt").write_text(DOCUMENT, encoding="utf-8")
    dying = tmp_path / "chromium"
    dying.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    dying.chmod(0o755)
    with served(folder, tmp_path / "workspace", BROWSER_PATH=str(dying)) as address:
        page.goto(f"{address}/compare?lang=zh&indicators=tourist_arrivals")
        page.wait_for_selector(COLUMN)
        page.get_by_role("button", name="下载 PNG").click()
        page.get_by_text("正在生成…").wait_for()
        page.get_by_text("浏览器没有给出图片。请再试一次").wait_for(timeout=SECONDS * 1000)
        assert not page.get_by_text("Failed to generate").is_visible()
        page.get_by_role("combobox", name="文件格式").click()
        page.get_by_role("option", name="HTML").click()
        name, html = downloaded(page, "下载 HTML")
    assert name == "安平县_接待游客人次_2023-2024.html"
    assert "36.2" in html.decode("utf-8")
