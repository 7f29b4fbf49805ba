import io
import re
import threading
from dataclasses import replace

import psutil
import pypdf
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

from app.charts import pictures
from app.charts.pdf_text import mended
from app.charts.prints import SCREEN, SLIDE, WORD, print_figure
from app.report.charts import html, pdf, png, rendered, sized, svg
from app.report.items import Item
from tests.report_items import EN, ZH, arrivals, items, made_up, seeds

HEAD = (0, 0, 1, 0.12)  # of a picture: where its title stands


def titled(title):
    item = arrivals()
    return Item(replace(item.panel, title=title), item.rows)


def image(content):
    return Image.open(io.BytesIO(content)).convert("L")


def head_of(content):
    drawn = image(content)
    return drawn.crop((0, 0, drawn.width, round(drawn.height * HEAD[3])))


def same(one, other):
    return ImageChops.difference(one, other).getbbox() is None


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_chinese_characters_are_drawn_and_not_boxes():
    # Letters of private use have no glyph anywhere: any two of them are the same box.
    boxes, others = (head_of(png(titled(text), ZH)) for text in ("\ue001\ue002\ue003", "\ue004\ue005\ue006"))
    county, town = (head_of(png(titled(text), ZH)) for text in ("鹤山市", "桃源镇"))
    assert same(boxes, others)
    assert not same(county, town)
    assert not same(county, boxes)


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
@pytest.mark.parametrize(
    ("code", "size", "dots"), [("png_word", (1772, None), 300), ("png_slide", (1920, 1080), 144)]
)
def test_a_preset_gives_its_size_in_dots_and_says_how_many_an_inch_has(code, size, dots):
    made = Image.open(io.BytesIO(png(arrivals(), ZH, code)))
    assert made.width == size[0]
    assert size[1] in (None, made.height)
    assert round(made.info["dpi"][0]) == dots


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_text_in_an_svg_stays_text():
    texts = re.findall(r"<t(?:ext|span)[^>]*>([^<]+)<", svg(arrivals(), ZH).decode("utf-8"))
    for words in (
        "鹤山市接待游客人次（清明假期）",
        "单位：万人次",
        "13.64",
        "+62%",
        "资料来源：《江门日报》2025年4月7日",
    ):
        assert any(words in text for text in texts), words


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_text_can_be_copied_from_a_pdf_and_its_fonts_are_in_it():
    page = pypdf.PdfReader(io.BytesIO(pdf(arrivals(), ZH))).pages[0]
    text = page.extract_text()
    for words in (
        "鹤山市接待游客人次（清明假期）",
        "单位：万人次",
        "13.64",
        "+62%",
        "《江门日报》2025年4月7日",
    ):
        assert words in text
    for font in page["/Resources"]["/Font"].values():
        held = font.get_object()
        inner = held["/DescendantFonts"][0].get_object() if "/DescendantFonts" in held else held
        assert inner["/Subtype"] == "/Type3" or any(
            key.startswith("/FontFile") for key in inner["/FontDescriptor"].get_object()
        )


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_a_browser_that_runs_makes_the_next_picture_too():
    item = arrivals()
    png(item, ZH)
    started = psutil.Process().children()
    assert started
    for _ in range(3):
        png(item, ZH)
    assert psutil.Process().children() == started


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_thirty_exports_from_three_threads_give_each_its_own_picture():
    wanted = [f"第{number}号图" for number in range(30)]
    made = {}

    def export(part):
        for name in part:
            made[name] = svg(titled(name), ZH).decode("utf-8")

    threads = [threading.Thread(target=export, args=(wanted[number::3],)) for number in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=240)
    assert [[name for name in wanted if name in made[one]] for one in wanted] == [[one] for one in wanted]


@pytest.mark.browser
def test_a_page_shows_its_chart_without_asking_the_network(tmp_path, chromium):
    file = tmp_path / "chart.html"
    file.write_bytes(html(arrivals(), ZH))
    with sync_playwright() as play:
        window = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = window.new_page()
        asked, said = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(file.as_uri())
        page.wait_for_selector(".bars .point")
        shown = page.inner_text("body", timeout=10_000) + page.text_content("svg.main-svg")
        buttons = page.query_selector_all("[data-title]")
        window.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert said == []
    assert "鹤山市接待游客人次" in shown
    assert buttons == []


def test_a_page_says_in_text_what_its_chart_shows():
    page = html(arrivals(EN), EN).decode("utf-8")
    assert re.search(r'aria-label="[^"]*13\.64|aria-label="[^"]*136', page)
    assert '<html lang="en">' in page


def test_a_name_from_a_document_is_never_markup_in_a_page():
    page = html(made_up({"subject": "<script>alert(1)</script>", "value": 1.0}), ZH).decode("utf-8")
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("sheet", [SCREEN, WORD, SLIDE])
def test_a_print_carries_title_unit_notes_and_source_on_white(sheet):
    from app.charts.notes import notes

    item = arrivals()
    layout = print_figure(item.panel, notes(item.panel, ZH), ZH, sheet).layout
    told = " ".join(one.text for one in layout.annotations)
    assert "鹤山市接待游客人次（清明假期）" in layout.title.text
    assert all(words in told for words in ("单位：万人次", "注：", "资料来源：《江门日报》2025年4月7日"))
    assert (layout.width, layout.paper_bgcolor) == (sheet.width, "#ffffff")


def test_a_slide_keeps_its_shape_however_many_bars_lie_across_it():
    table = [{"subject": f"第{number}公司", "value": 1.0 + number} for number in range(20)]
    layout = print_figure(made_up(*table).panel, [], ZH, SLIDE).layout
    assert layout.height > SLIDE.height
    assert layout.width / layout.height == pytest.approx(16 / 9, abs=0.01)


def test_small_charts_have_their_names_above_them_in_print():
    (item,) = items(seeds(), "project_investment", split="apart")
    told = [one.text for one in print_figure(item.panel, [], ZH, WORD).layout.annotations]
    assert item.panel.apart
    assert "鹤山市" in told


def test_without_a_chinese_font_there_is_a_reason_and_no_empty_picture(monkeypatch):
    monkeypatch.setattr(pictures, "has_chinese_font", lambda: False)
    monkeypatch.setattr(pictures, "find_browser", lambda: "chromium")
    pictures.obstacle.cache_clear()
    with pytest.raises(pictures.PictureFailedError, match=r"picture\.no_font"):
        rendered(arrivals(), ZH, "png", SCREEN)
    pictures.obstacle.cache_clear()


def test_a_full_disk_is_told_in_a_sentence_and_nothing_hangs(monkeypatch):
    def full():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pictures, "name_for_fontconfig", full)
    monkeypatch.setattr(pictures, "obstacle", lambda: None)
    with pytest.raises(pictures.PictureFailedError, match=r"picture\.no_room") as told:
        rendered(arrivals(), ZH, "png", SCREEN)
    assert ZH(str(told.value)).startswith("磁盘空间不足")


def test_the_size_of_a_picture_is_written_where_programs_look_for_it():
    held = io.BytesIO()
    Image.new("RGB", (3, 2)).save(held, "PNG")
    made = Image.open(io.BytesIO(sized(held.getvalue(), 300)))
    made.load()
    assert round(made.info["dpi"][0]) == 300


def test_a_pdf_without_radicals_keeps_its_pages():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    held = io.BytesIO()
    writer.write(held)
    assert len(pypdf.PdfReader(io.BytesIO(mended(held.getvalue()))).pages) == 1


def test_a_browser_that_never_answers_is_a_sentence_and_no_hang(monkeypatch):
    monkeypatch.setattr(pictures, "obstacle", lambda: None)
    monkeypatch.setattr(pictures, "LONGEST", 0.2)
    monkeypatch.setattr(pictures, "_render", lambda *_: threading.Event().wait(5))
    with pytest.raises(pictures.PictureFailedError, match=r"picture\.failed"):
        rendered(arrivals(), ZH, "png", SCREEN)
