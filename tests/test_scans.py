"""Read pictures of printed pages; without the packages that do so, say what to run."""

import gc
import io
import os
import socket
import weakref
from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from pipeline.documents import DocumentError, content_of, document_of, scans
from pipeline.documents.printed.lines import PrintedLine
from pipeline.documents.scans import engine, pictures
from pipeline.documents.scans.doubts import UNREAD, marked
from pipeline.documents.scans.engine import Sign
from pipeline.documents.scans.lines import typed
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
from tests.pdf_maker import Page, pdf_of
from tests.printed_tables import table_of
from tests.scanned_pages import A4, printed_page, ruled_page, spoilt, turned

TEXT = [
    "2024年，青禾县实现地区生产总值328.46亿元，按可比价格计算，比上年增长6.3%。",
    "第一产业增加值62.35亿元，增长4.1%；第二产业增加值188.90亿元，增长6.0%。",
    "全年社会消费品零售总额95.31亿元，比上年下降1.7%。",
    "年末全县常住人口36.58万人，城镇化率为58.52%。",
    "全年接待游客181.5万人次，实现旅游收入12.36亿元，分别增长19.3%和21.8%。",
    "全县居民人均可支配收入38260元，增长5.5%。",
]
TABLE = [
    ["指标", "单位", "2024年", "比上年增长（%）"],
    ["地区生产总值", "亿元", "328.46", "6.3"],
    ["第一产业增加值", "亿元", "62.35", "-4.1"],
    ["社会消费品零售总额", "亿元", "95.31", "-1.7"],
]
KEY = ["indicator", "measure", "place", "period", "value", "unit", "qualifier", "status"]


@pytest.fixture(scope="module")
def reader():
    """Have the packages that read pictures; without them skip, or fail where REQUIRE_SCANS=1 says that there must be."""
    if not scans.is_installed():
        reason = "the packages of requirements-scans.txt are not installed"
        if os.environ.get("REQUIRE_SCANS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


def saved(pages, kind="PNG", **how):
    kept = io.BytesIO()
    first, *others = pages if isinstance(pages, list) else [pages]
    first.save(kept, kind, **({"save_all": True, "append_images": others} if others else {}), **how)
    return kept.getvalue()


def rows(text, layout=None):
    how = {} if layout is None else {"layout": layout}
    document = replace(document_of(text, date(2025, 4, 7), "青禾县"), **how)
    found = extract_document(document, load_catalogue()).rows
    return Counter(tuple(row[name] for name in KEY) for row in found if not row["derived"])


def rows_of(octets):
    content = content_of(octets, "a.png")
    return rows(content.text, content.layout)


def test_without_the_packages_one_sentence_says_what_to_run(monkeypatch):
    monkeypatch.setattr(scans, "is_installed", lambda: False)
    with pytest.raises(DocumentError) as refused:
        content_of(saved(printed_page(TEXT)), "照片.png")
    assert refused.value.why == "no_scan_reader"
    assert "python run.py scans" in str(refused.value.said())
    assert "python run.py bundle --scans" in str(refused.value.said())


@pytest.mark.scans
@pytest.mark.parametrize("degrees", [0, 1, -2.5])
@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.usefixtures("reader")
def test_a_scan_gives_the_rows_of_its_text(columns, degrees):
    page = printed_page(TEXT * 2 if columns == 1 else TEXT, columns=columns)
    wanted = rows("\n".join(f"\u3000\u3000{line}" for line in TEXT))
    found = rows_of(saved(turned(page, degrees) if degrees else page))
    assert set(found) - set(wanted) == set()
    assert len(set(found) & set(wanted)) >= 0.97 * len(wanted)


@pytest.mark.scans
@pytest.mark.parametrize("degrees", [0, 1])
@pytest.mark.usefixtures("reader")
def test_a_ruled_table_is_read_with_its_signs(degrees):
    page = ruled_page("2024年青禾县主要经济指标", TABLE)
    wanted = rows("2024年青禾县主要经济指标\n\n" + "\n".join("\t".join(row) for row in TABLE))
    assert len(wanted) == 6
    assert rows_of(saved(turned(page, degrees) if degrees else page)) == wanted


@pytest.mark.scans
@pytest.mark.parametrize("size", [27, 29, 32])
@pytest.mark.usefixtures("reader")
def test_per_mille_is_read_and_never_taken_for_per_cent(size):
    said = "全年人口出生率为6.35‰，死亡率为7.08‰，自然增长率为-0.73‰，城镇化率为58.52%，比上年提高1.2%。"
    text = content_of(saved(printed_page([said], size=size)), "a.png").text
    assert "6.35‰" in text
    assert "58.52%" in text
    assert not any(f"{figure}%" in text for figure in ("6.35", "7.08", "0.73"))


@pytest.mark.scans
@pytest.mark.usefixtures("reader")
def test_what_shows_through_from_the_back_of_a_sheet_is_not_read():
    page = ruled_page("2024年青禾县主要经济指标", TABLE)
    wanted = rows("2024年青禾县主要经济指标\n\n" + "\n".join("\t".join(row) for row in TABLE))
    assert rows_of(saved(spoilt(page, "show-through", 1))) == wanted


@pytest.mark.scans
@pytest.mark.usefixtures("reader")
def test_of_a_pdf_of_text_and_pictures_each_page_is_read_as_what_it_is():
    typed_page, scan, old = Page(), Page(), Page()
    typed_page.text(100, 700, 12, TEXT[0])
    for page, line in ((scan, TEXT[1]), (old, TEXT[2])):
        page.shows(printed_page([line]).crop((0, 0, A4[0], 500)))
    old.text(100, 680, 12, "全年社会消费品零售总额96.31亿元，比上年下降7.7%，完成投资18亿元。", mode=3)
    content = content_of(pdf_of([typed_page, scan, old]), "页.pdf")
    assert "".join(content.text.split()) == "".join(TEXT[:3])
    assert [content.layout.locator(content.text.index(line[-9:])) for line in TEXT[:3]] == [
        "第1页",
        "第2页",
        "第3页",
    ]
    assert content.left_out == ()


@pytest.mark.scans
@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.usefixtures("reader")
def test_a_page_that_lies_on_its_side_or_stands_on_its_head_is_read(quarters):
    page = printed_page(TEXT[:3]).crop((0, 0, A4[0], 800))
    content = content_of(saved(page.rotate(90 * quarters, expand=True)), "a.png")
    assert "".join(content.text.split()) == "".join(TEXT[:3])


@pytest.mark.scans
@pytest.mark.parametrize("turn", [0, 2, 90, 180, 270])
@pytest.mark.usefixtures("reader")
def test_a_figure_has_its_box_on_the_picture_as_it_was_given(turn):
    page = printed_page([TEXT[0]]).crop((0, 0, A4[0], 800))
    picture = page.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=250)
    content = content_of(saved(picture), "a.png")
    start = content.text.index("328.46")
    (box,) = content.layout.boxes(start, start + 6)
    assert content.layout.locator(start) == "第1页"
    shades = np.asarray(picture)[
        round(box.top * picture.height) : round(box.bottom * picture.height),
        round(box.left * picture.width) : round(box.right * picture.width),
    ]
    assert (shades < 100).mean() > 0.05
    assert 0.0005 < (box.right - box.left) * (box.bottom - box.top) < 0.01


@pytest.mark.scans
@pytest.mark.usefixtures("reader")
def test_pages_of_a_tiff_and_pictures_in_a_pdf_are_pages():
    first, second = (printed_page([line]).crop((0, 0, A4[0], 500)) for line in TEXT[:2])
    for octets in (saved([first, second], "TIFF"), saved([first, second], "PDF", resolution=200)):
        content = content_of(octets, "a")
        assert "".join(content.text.split()) == "".join(TEXT[:2])
        assert content.layout.locator(content.text.index("62.35")) == "第2页"


@pytest.mark.parametrize(("kind", "pages"), [("TIFF", 2), ("PNG", 1)])
def test_pictures_of_an_animation_are_no_pages(kind, pages):
    octets = saved([Image.new("L", (90, 60), shade) for shade in (255, 0)], kind)
    assert len([*pictures.pages_of(octets, "a")]) == pages


def test_a_picture_is_let_go_before_its_page_is_read(monkeypatch):
    held, opens = [], Image.open

    def opened(*given, **how):
        picture = opens(*given, **how)
        held.append(weakref.ref(picture))
        return picture

    monkeypatch.setattr(pictures.Image, "open", opened)
    pages = pictures.pages_of(saved(Image.new("RGB", (90, 60)), "JPEG"), "a.jpg")
    assert next(pages).size == (90, 60)
    gc.collect()
    assert [picture() for picture in held] == [None]


@pytest.mark.scans
@pytest.mark.parametrize("size", [(5000, 5000), (3508, 4961), (900, 60_000)])
@pytest.mark.usefixtures("reader")
def test_lines_are_searched_in_a_picture_that_the_memory_holds(size, monkeypatch):
    searched = []

    def found(picture, **_):
        searched.append(picture.shape)
        return SimpleNamespace(boxes=None)

    monkeypatch.setattr(engine, "_finder", lambda: found)
    assert engine.boxes_in(np.full(size, 255, np.uint8)) == []
    assert [height * width < 1.01 * 3_200_000 for height, width, _ in searched] == [True]


@pytest.mark.scans
@pytest.mark.usefixtures("reader")
def test_a_photo_is_turned_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    page = printed_page(TEXT[:2]).crop((0, 0, A4[0], 500)).rotate(90, expand=True)
    assert content_of(saved(page, "JPEG", exif=exif, quality=90), "a.jpg").text.count("增长") == 3


@pytest.mark.scans
@pytest.mark.usefixtures("reader")
def test_reading_asks_nothing_of_the_network_and_prints_nothing(monkeypatch, capfd):
    def asked(*_, **__):
        raise AssertionError("it asked the network")

    monkeypatch.setattr(socket, "socket", asked)
    monkeypatch.setattr(socket, "getaddrinfo", asked)
    for model in (engine._finder, engine._reader):  # noqa: SLF001 - they are loaded here, too
        model.cache_clear()
    assert content_of(saved(printed_page(TEXT[:1])), "a.png").text.strip() == TEXT[0]
    assert capfd.readouterr() == ("", "")


@pytest.mark.scans
@pytest.mark.usefixtures("reader")
def test_a_picture_without_words_is_told():
    with pytest.raises(DocumentError) as refused:
        content_of(saved(Image.new("L", (600, 800), 250)), "a.png")
    assert refused.value.why == "scan_without_words"


@pytest.mark.parametrize(
    ("octets", "why"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "picture_damaged"),
        (saved(printed_page(TEXT[:1]))[:5000], "picture_damaged"),
        (b"II*\0" + b"\xff" * 60, "picture_damaged"),
        (saved(Image.new("1", (9000, 9000))), "picture_too_large"),
        (saved(Image.new("1", (20000, 20000))), "picture_too_large"),
    ],
)
def test_a_damaged_or_huge_picture_is_refused_before_it_is_read(monkeypatch, octets, why):
    monkeypatch.setattr(scans, "is_installed", lambda: True)
    with pytest.raises(DocumentError) as refused:
        content_of(octets, "a.png")
    assert refused.value.why == why


def read_as(text, *, doubt=(), hidden=()):
    """Read a text with certainty, but for the places given."""
    return [
        Sign(sign, at / len(text), 0.6 if at in doubt else 1.0, 0.2 if at in hidden else 0.0)
        for at, sign in enumerate(text)
    ]


@pytest.mark.parametrize(
    ("first", "again", "kept"),
    [
        (read_as("增长16.3%"), read_as("增长16.3%"), "增长16.3%"),
        (read_as("增长16.3%", doubt=[3]), read_as("增长16.3%"), "增长1□.3%"),
        (read_as("增长163%"), read_as("增长16.3%"), "增长1□□%"),
        (read_as("增长163%", hidden=[4]), read_as("增长163%"), "增长1□□%"),
        (read_as("增长16.8%"), read_as("增长16.3%"), "增长16.□%"),
        (read_as("增长l6.3%，"), read_as("增长l6.3%，"), "增长□□□□□，"),
        (read_as("出生率8.1%0，"), read_as("出生率8.1%0，"), "出生率□□□□□，"),
        (read_as("出生率8.1‰，"), read_as("出生率8.1%，"), "出生率8.1□，"),
        (read_as("1—5月"), read_as("1-5月"), "1—5月"),
        (read_as("1—5月"), read_as("1一5月"), "1□5月"),
        (read_as("增长6.3%，"), read_as("增长6.3％，"), "增长6.3%，"),
        (read_as("增长6.3%", doubt=range(6)), read_as("增长6.3%"), "□□□□□□"),
    ],
)
def test_a_figure_that_two_readings_do_not_give_alike_is_not_kept(first, again, kept):
    assert "".join(marked(first, again)) == kept


def test_a_line_spaced_to_fill_its_column_is_no_larger_than_the_others():
    line = "全年水果产量增长较快"
    set_close, set_apart, heading = (
        PrintedLine(line, tuple(at * step for at in range(len(line) + 1)), 0.0, height)
        for step, height in ((33.0, 44.0), (40.0, 44.0), (60.0, 80.0))
    )
    heights = [round(one.height) for one in typed([*[set_close] * 6, set_apart, heading])]
    assert heights == [33] * 7 + [60]


@pytest.mark.parametrize(
    "text",
    [
        "2024年，青禾县接待游客1□.5万人次。",
        "2□□4年，青禾县接待游客13.5万人次。",
        "2□24年青禾县旅游发展情况\n全年接待游客13.5万人次。",
        "2□24年，青禾县经济平稳运行。全年接待游客13.5万人次。",
        "全年接待游客□□□□□□□□□□13.5万人次。",
        "2□24年青禾县主要指标\n\n指标\t单位\t数量\n接待游客\t万人次\t13.5\n旅游收入\t亿元\t2.5",
    ],
)
def test_a_figure_beside_what_was_not_read_or_of_a_time_that_was_not_gives_no_row(text):
    read = text.replace("1□.5", "13.5").replace("2□□4", "2024").replace("2□24", "2024").replace(UNREAD, "")
    assert not table_of([read]).empty
    assert table_of([text]).empty


@pytest.mark.parametrize(
    "heading",
    ["2023\ufffd青禾县国民经济和社会发展统计公报", "20\ufffd3年青禾县旅游发展情况", "2023□青禾县统计公报"],
)
def test_a_heading_whose_year_lost_a_character_dates_nothing_and_neither_does_the_dateline(heading):
    body = "青禾日报讯 3月28日，记者获悉，全年青禾县接待游客13.5万人次。"
    whole = heading.replace("20\ufffd3", "2023").replace("2023\ufffd", "2023年").replace("2023□", "2023年")
    assert not table_of([f"{whole}\n{body}"]).empty
    assert table_of([f"{heading}\n{body}"]).empty


def test_a_year_behind_a_heading_that_was_not_read_counts_again():
    found = table_of(["2□24年青禾县旅游发展情况\n2024年，青禾县接待游客13.5万人次。"])
    assert [*found["period"]] == ["2024"]
