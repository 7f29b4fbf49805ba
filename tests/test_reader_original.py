"""The original beside the text: the page where a figure stands, its box, the cell in its table, and how places are said."""

import io

import pytest
from PIL import Image, ImageDraw

from app.citations import citation_at, citations
from app.observations import load, shown_workspace
from app.reader.original import shape_of
from app.reader.place import link_to
from app.reader.sheet_part import sheet_part
from app.wording import wording
from pipeline.documents import Content, DocumentError, Layout, Spot, content_of
from pipeline.documents.locators import (
    cell_of,
    in_cell,
    in_list_row,
    in_note,
    in_paragraph,
    in_table_row,
    letters_of,
    locator_said,
    locators_said,
    number_of,
    on_page,
)
from pipeline.page_pictures import MOST_PIXELS, page_picture
from tests.dashboard_pages import opened, shown
from tests.dashboard_rows import rows
from tests.pdf_maker import Page, pdf_of

FIRST = "2024年，安平县累计接待游客36.2万人次，同比增长12.5%。"
SECOND = "2024年，安平县完成工业投资8.6亿元。"
LEFT, BASE, SIZE = 60, 700, 16  # points: where the line of each page begins, and its type


def two_pages():
    first, second = Page(), Page()
    first.each(LEFT, BASE, SIZE, FIRST)
    second.each(LEFT, BASE, SIZE, SECOND)
    return pdf_of([first, second])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    shown_folder = tmp_path / "documents"
    shown_folder.mkdir()
    (shown_folder / "安平县2024年统计公报.pdf").write_bytes(two_pages())
    monkeypatch.setenv("COUNTY_INDICATORS_DATA", str(shown_folder))
    return shown_folder


def row_of(measure="level", indicator="tourist_arrivals"):
    table = load().table.rows()
    found = table[
        (table["indicator"] == indicator) & (table["measure"] == measure) & ~table["derived"].astype(bool)
    ]
    return next(found.itertuples())


def reader(row, **address):
    return opened("reader", **link_to(row, row.digest), **{"lang": "zh", **address})


# How places are said


@pytest.mark.parametrize(
    ("locator", "english"),
    [
        (on_page(3), "p. 3"),
        (in_paragraph(12), "paragraph 12"),
        (in_table_row(2, 5), "table 2, row 5"),
        (in_note(1), "note 1"),
        (in_list_row(12), "row 12"),
        (in_cell("表1", "C5"), "表1!C5"),
        (in_cell("第3页", "C5"), "第3页!C5"),
        ("", ""),
    ],
)
def test_a_place_is_said_in_both_languages(locator, english):
    assert locator_said(locator, "zh") == locator
    assert locator_said(locator, "en") == english


@pytest.mark.parametrize(
    ("places", "chinese", "english"),
    [
        ([on_page(3), on_page(5), on_page(3)], "第3、5页", "pp. 3, 5"),
        (
            [in_cell("表1", "C5"), in_cell("表1", "D5"), in_cell("表2", "A1")],
            "表1!C5、D5、表2!A1",
            "表1!C5, D5, 表2!A1",
        ),
        ([in_paragraph(2), in_table_row(1, 3)], "第2段、表1第3行", "paragraph 2, table 1, row 3"),
        (["", on_page(1)], "第1页", "p. 1"),
        ([], "", ""),
    ],
)
def test_several_places_are_said_at_once(places, chinese, english):
    assert locators_said(places, "zh") == chinese
    assert locators_said(places, "en") == english


@pytest.mark.parametrize("locator", ["第3页", "表1", "表1!", "表1!5C", "表1!C0", "!C5"])
def test_what_names_no_cell_is_none(locator):
    assert cell_of(locator) is None


def test_a_source_is_cited_with_its_pages_and_no_more_places_than_can_be_read():
    say = wording("zh")
    paper = rows(*({"locator": on_page(number), "source": "安平日报"} for number in (3, 3, 5)))
    assert citations(paper, say) == [f"{citations(paper.assign(locator=''), say)[0]}（第3、5页）"]
    assert citation_at(next(paper.itertuples()), say).endswith("（第3页）")
    many = rows(*({"locator": in_cell("表1", f"C{number}")} for number in range(1, 10)))
    assert citations(many, say)[0].endswith("（表1!C1、C2、C3、C4等9处）")


# Pages drawn as pictures


def kept(tmp_path, octets):
    path = tmp_path / "original"
    path.write_bytes(octets)
    return path


def ink(picture, box):
    """Give the share of a box that is darker than paper."""
    image = Image.open(io.BytesIO(picture.octets)).convert("L")
    wide, high = image.size
    part = image.crop(
        (round(box.left * wide), round(box.top * high), round(box.right * wide), round(box.bottom * high))
    )
    return sum(part.histogram()[:128]) / (part.width * part.height)


def test_the_box_of_a_figure_lies_where_it_is_printed_on_the_picture_of_its_page(tmp_path):
    octets = two_pages()
    content = content_of(octets, "a.pdf")
    at = content.text.index("36.2")
    (box,) = content.layout.boxes(at, at + 4)
    before = sum(SIZE if ord(one) > 127 else SIZE / 2 for one in FIRST[: FIRST.index("36.2")])
    assert box.left * 595 == pytest.approx(LEFT + before, abs=2)
    assert box.right * 595 == pytest.approx(LEFT + before + 2 * SIZE, abs=2)
    assert box.top * 842 < 842 - BASE - SIZE / 2 < box.bottom * 842
    picture = page_picture(kept(tmp_path, octets), "a.pdf", 1, 1800)
    assert (picture.page, picture.pages, picture.width) == (1, 2, 1800)
    assert ink(picture, box) > 0.05
    below = content.layout.boxes(at, at + 4)[0].bottom
    assert ink(picture, type(box)(1, box.left, below + 0.02, box.right, below + 0.05)) == 0


def test_chinese_is_drawn_where_neither_file_nor_machine_has_a_font_for_it(tmp_path):
    octets = two_pages()
    content = content_of(octets, "a.pdf")
    at = content.text.index("安平县")
    (box,) = content.layout.boxes(at, at + 3)
    assert ink(page_picture(kept(tmp_path, octets), "a.pdf", 1, 1800), box) > 0.05


def test_a_page_behind_the_last_is_the_last_and_a_picture_has_no_more_pixels_than_it_may(tmp_path):
    picture = page_picture(kept(tmp_path, two_pages()), "a.pdf", 99, 50_000)
    assert picture.page == 2
    assert picture.width * picture.height <= MOST_PIXELS * 1.01


def scan(mode="L", size=(900, 600), **how):
    image = Image.new(mode, size, 255 if mode == "L" else "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 4), fill=0)
    made = io.BytesIO()
    image.save(made, **{"format": "PNG", **how})
    return made.getvalue()


def test_a_photo_is_drawn_as_the_camera_was_held(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned to the right
    picture = page_picture(kept(tmp_path, scan(format="JPEG", exif=exif)), "a.jpg", 1, 1800)
    assert (picture.width, picture.height) == (600, 900)  # never larger than it was taken


def test_each_page_of_a_tiff_is_drawn(tmp_path):
    pages = [Image.new("1", (400, 500 + 10 * number), 1) for number in range(3)]
    made = io.BytesIO()
    pages[0].save(made, format="TIFF", save_all=True, append_images=pages[1:])
    picture = page_picture(kept(tmp_path, made.getvalue()), "a.tif", 2, 1800)
    assert (picture.page, picture.pages, picture.height) == (2, 3, 510)


@pytest.mark.parametrize("depth", ["I;16", "RGBA", "CMYK", "P"])
def test_pictures_of_any_depth_are_drawn(tmp_path, depth):
    made = io.BytesIO()
    Image.new(depth, (300, 200)).save(made, format="TIFF")
    picture = page_picture(kept(tmp_path, made.getvalue()), "a.tif", 1, 1800)
    assert Image.open(io.BytesIO(picture.octets)).mode in ("L", "RGB")


@pytest.mark.parametrize(
    "octets",
    [
        two_pages()[:400],
        scan()[:200],
        b"",
        scan(size=(20_000, 4_000)),  # 80 million pixels
    ],
    ids=["a PDF cut off", "a picture cut off", "nothing", "a picture too large"],
)
def test_what_cannot_be_drawn_is_one_sentence(tmp_path, octets):
    with pytest.raises(DocumentError) as caught:
        page_picture(kept(tmp_path, octets), "安平.pdf", 1, 1800)
    assert "安平.pdf：第 1 页画不出来" in caught.value.said("zh")
    assert "page 1 cannot be drawn" in caught.value.said("en")


# Cells of a sheet


def sheet(high, broad, spans=()):
    """Make what a workbook is read into: each cell holds its own reference, but those that are covered hold nothing."""
    text, spots, spread = "", [], {}
    covered = {
        (row + down, column + across)
        for (row, column), (downs, acrosses) in spans
        for down in range(downs)
        for across in range(acrosses)
        if down or across
    }
    for row in range(1, high + 1):
        for column in range(1, broad + 1):
            reference = f"{letters_of(column)}{row}"
            if (row, column) not in covered:
                spots.append(Spot(len(text), len(text) + len(reference), f"表1!{reference}"))
                spread |= {len(text): size for place, size in spans if place == (row, column)}
                text += reference
            text += "\t" if column < broad else "\n"
    return Content(text, Layout(tuple(spots), spread, wrapped=False))


def texts(part):
    return {number: [cell.text for cell in cells] for number, cells in part.rows}


def test_the_cells_around_a_figure_are_shown_with_the_head_of_the_sheet():
    content = sheet(60, 40)
    at = content.text.index("T30")
    part = sheet_part(content, at, [at])
    assert part.sheet == "表1"
    assert [*part.columns] == ["A", "B", "", "P", "Q", "R", "S", "T", "U", "V", "W", "X"]
    assert [number for number, _ in part.rows] == [
        *map(str, range(1, 5)), "", *map(str, range(21, 40)),
    ]  # fmt: skip
    assert texts(part)["30"][:5] == ["A30", "B30", "…", "P30", "Q30"]
    marked = [cell.text for _, cells in part.rows for cell in cells if cell.figure == at]
    assert marked == ["T30"]


def test_a_cell_that_spans_others_is_told_in_each_of_them():
    content = sheet(3, 4, [((1, 2), (2, 3))])
    part = sheet_part(content, None, [])
    assert texts(part) == {
        "1": ["A1", "B1", "B1", "B1"],
        "2": ["A2", "B1", "B1", "B1"],
        "3": ["A3", "B3", "C3", "D3"],
    }
    assert [cell.spread for cell in part.rows[0][1]] == [False, False, True, True]


def test_a_text_without_cells_has_no_part_of_a_sheet():
    assert sheet_part(Content("安平县", Layout((Spot(0, 3, in_paragraph(1)),))), 0, []) is None
    assert shape_of(Content("安平县", Layout((Spot(0, 3, in_paragraph(1)),)))) == ""
    assert shape_of(Content("安平县")) == ""
    assert shape_of(sheet(2, 2)) == "cells"


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16_384)])
def test_columns_are_counted_as_spreadsheets_count_them(letters, number):
    assert (number_of(letters), letters_of(number)) == (number, letters)


# The page Reader


@pytest.mark.usefixtures("folder")
def test_the_page_follows_the_figure_that_a_link_leads_to():
    app = reader(row_of(indicator="industrial_investment"))
    assert app.number_input(key="page").value == 2
    assert "共 2 页" in shown(app)
    assert "<dt>原文位置</dt><dd>第2页</dd>" in shown(app)
    assert "page" not in app.query_params  # it is where the figure is


@pytest.mark.usefixtures("folder")
def test_pages_are_turned_and_the_address_names_the_one_that_is_shown():
    app = reader(row_of(), lang="en")
    assert "<dt>Place in the original</dt><dd>p. 1</dd>" in shown(app)
    app.button(key="page_after").click().run()
    assert app.number_input(key="page").value == 2
    assert app.query_params["page"] in ("2", ["2"])
    assert app.button(key="page_after").disabled
    app.number_input(key="page").set_value(1).run()
    assert "page" not in app.query_params
    assert not app.exception


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("given", ["999", "0", "-1", "二", "2" * 40])
def test_a_page_that_an_address_makes_up_shows_one_that_is_there_and_says_so(given):
    app = reader(row_of(), page=given, lang="zh")
    page = app.number_input(key="page").value
    assert page in (1, 2)
    assert wording("zh")("link.not_here", names=given, shown=str(page)) in shown(app)


@pytest.mark.usefixtures("folder")
def test_the_original_alone_lists_the_numbers_of_its_page():
    app = reader(row_of(), side="original")
    assert all("8.6亿元" not in name for name in app.selectbox(key="number").options)
    app.button(key="page_after").click().run()
    assert all("36.2万人次" not in name for name in app.selectbox(key="number").options)
    assert any("8.6亿元" in name for name in app.selectbox(key="number").options)


@pytest.mark.usefixtures("folder")
def test_a_page_that_cannot_be_drawn_is_said_beside_the_text():
    row = row_of()
    path = shown_workspace().original(row.digest)
    reader(row)
    path.write_bytes(b"%PDF-1.7 " + b"0" * 200)
    app = reader(row)
    assert "画不出来" in shown(app)
    assert any("36.2万人次" in name for name in app.selectbox(key="number").options)


def test_a_plain_text_has_no_original_beside_it(tmp_path, monkeypatch):
    (tmp_path / "20250120.txt").write_text(FIRST, encoding="utf-8")
    monkeypatch.setenv("COUNTY_INDICATORS_DATA", str(tmp_path))
    app = reader(row_of())
    assert not [one for one in app.button_group if one.key == "side"]
    assert [one for one in app.button_group if one.key == "view"]
    assert "原文位置" not in shown(app)


# What was left out of a document, and the title that it has


def test_a_document_read_in_part_says_what_was_left_out(tmp_path, monkeypatch):
    good, scanned = Page(), Page()
    good.each(LEFT, BASE, SIZE, FIRST)
    scanned.picture()
    (tmp_path / "安平.pdf").write_bytes(pdf_of([good, scanned]))
    monkeypatch.setenv("COUNTY_INDICATORS_DATA", str(tmp_path))
    digest = next(iter(load().entries))
    words = shown(opened("documents", lang="zh", document=digest[:16]))
    assert wording("zh")("documents.explain_in_part") in words
    assert "第 2 页" in words
