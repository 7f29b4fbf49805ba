"""PDF pages are read in the order in which people read them, whatever the order of their content stream."""

import random
import zlib
from pathlib import Path

import pytest

from pipeline.documents import DocumentError, content_of, document_in, document_of, read_document
from pipeline.extraction import extract_document
from pipeline.indicators import load_catalogue
from pipeline.indicators.layers import catalogue_by, rule_files
from pipeline.workspace import Workspace
from tests.pdf_maker import Page, columns, pdf_of, wrapped

PARAGRAPHS = [
    (
        "2024年，青禾县实现地区生产总值312.5亿元，同比增长6.1%。其中，第一产业增加值41.2亿元，增长3.9%；"
        "第二产业增加值128.6亿元，增长6.8%；第三产业增加值142.7亿元，增长6.2%。"
    ),
    (
        "2024年，青禾县固定资产投资同比增长7.4%，社会消费品零售总额98.6亿元，同比增长5.3%。"
        "一般公共预算收入18.27亿元，同比增长4.2%；一般公共预算支出56.91亿元，同比增长2.8%。"
    ),
    "2024年，青禾县累计接待游客536.8万人次，同比增长12.6%；实现旅游收入41.35亿元，同比增长15.1%。",
    (
        "2024年末，青禾县常住人口45.83万人，城镇化率51.27%，比上年末提高0.86个百分点。"
        "居民人均可支配收入31264元，同比增长5.9%。"
    ),
    "2024年，青禾县进出口总额12.4亿元，同比增长8.7%。粮食总产量37.62万吨，同比增长1.4%。",
]
NAMES = ("indicator", "measure", "period", "place", "value_text", "status", "scope")
TITLE = "2024年青禾县国民经济和社会发展统计公报"


@pytest.fixture(scope="module")
def catalogue():
    return catalogue_by(rule_files(None))


@pytest.fixture(scope="module")
def browser(chinese_font, browser):  # noqa: ARG001 - it is there when the browser starts
    return browser


def facts(document, catalogue):
    rows = extract_document(document, catalogue).rows
    return sorted(tuple(row[name] for name in NAMES) for row in rows)


def facts_of(octets, catalogue, tmp_path):
    path = tmp_path / "页.pdf"
    path.write_bytes(octets)
    return facts(read_document(path), catalogue)


@pytest.fixture(scope="module")
def wanted(catalogue):
    found = facts(document_of("\n".join([TITLE, *PARAGRAPHS]), None), catalogue)
    assert len(found) > 20
    return found


def laid(number, size=10, lines=None):
    """Return a page of paragraphs in so many columns below a headline over all of them."""
    page = Page()
    page.text(130, 770, 18, TITLE)
    gutter = 1.2 * size
    width = (500 - (number - 1) * gutter) / number
    every = sum(len(text) for text in PARAGRAPHS)
    per = lines or int(every / (width // size) / number) + 4
    columns(page, PARAGRAPHS, left=45, top=730, width=width, gutter=gutter, size=size, lines=per)
    return page


@pytest.mark.parametrize("number", [1, 2, 3, 5])
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_columns_below_a_headline_give_the_rows_of_the_plain_text(number, seed, wanted, catalogue, tmp_path):
    assert facts_of(pdf_of([laid(number)], seed=seed), catalogue, tmp_path) == wanted


@pytest.mark.parametrize("left", [1, 2])
def test_a_last_column_of_few_lines_is_a_column(left, wanted, catalogue, tmp_path):
    every = sum(1 for text in PARAGRAPHS for _ in wrapped(text, 24))
    page = laid(2, lines=every - left)
    assert facts_of(pdf_of([page], seed=1), catalogue, tmp_path) == wanted


def test_a_headline_broader_than_the_one_column_below_it_ends_no_paragraph():
    page = Page()
    page.text(45, 770, 18, TITLE)
    columns(page, PARAGRAPHS[:3], left=45, top=730, width=165, gutter=0, size=10, lines=200)
    assert {*PARAGRAPHS[:3]} <= {*content_of(pdf_of([page]), "页.pdf").text.split("\n")}


def test_articles_beside_each_other_keep_to_their_headlines_and_captions():
    page = Page()
    page.text(60, 780, 20, "青禾县经济稳中向好")
    columns(page, PARAGRAPHS[:3], left=40, top=740, width=100, gutter=14, size=10, lines=9)
    page.text(160, 560, 8, "▲青禾县城南片区航拍图")
    page.text(400, 780, 16, "安平县园区添活力")
    other = "近日，安平县工业园区新签约项目12个，总投资额36.5亿元，预计年内全部开工建设。"
    columns(page, [other, *PARAGRAPHS[3:4]], left=390, top=740, width=80, gutter=14, size=10, lines=10)
    text = content_of(pdf_of([page], seed=2), "页.pdf").text
    said = [line for line in text.split("\n") if line]
    assert {*PARAGRAPHS[:4], other, "▲青禾县城南片区航拍图"} <= {*said}
    assert said.index("青禾县经济稳中向好") == said.index(PARAGRAPHS[0]) - 1
    assert said.index("安平县园区添活力") == said.index(other) - 1


ARTICLES = {
    "武强县一季度文旅市场开门红": (
        "一季度，全县累计接待游客105.2万人次，增长9.1%；旅游收入18.6亿元，增长10.2%。当地推出百余项活动，带动乡村旅游"
        "升温，各景区加强服务保障，乡村民宿入住情况良好，消费市场持续活跃。"
    ),
    "安平县去年粮食产量再创新高": (
        "去年，全县粮食产量8.89万吨，增长1.5%；水产品产量2.3万吨，增长2.2%。当地落实耕地保护责任，推广良种良法，机收减损"
        "成效明显，设施养殖面积继续扩大，养殖尾水治理全面完成。"
    ),
    "饶阳县城乡居民收入稳步增长": (
        "2024年，全县居民人均可支配收入31264元，增长5.9%；新增就业3821人。当地完善就业服务，组织专场招聘，帮助农民工返岗，"
        "技能培训覆盖各乡镇，困难群众救助标准逐年提高。"
    ),
}


@pytest.mark.parametrize("number", [2, 3])
@pytest.mark.parametrize("count", [2, 3])
def test_articles_below_each_other_in_columns_of_their_own_keep_to_their_headlines(
    number, count, catalogue, tmp_path
):
    page = Page()
    page.text(45, 805, 9, "青禾日报 2025年4月15日 星期二 第3版")
    top = 770
    width = (500 - (number - 1) * 14) / number
    for headline, text in [*ARTICLES.items()][:count]:
        page.text(45 + (500 - 18 * len(headline)) / 2, top, 18, headline)
        rows = -(-len([*wrapped(text, int(width // 10))]) // number)
        columns(page, [text], left=45, top=top - 30, width=width, gutter=14, size=10, lines=rows)
        top -= 70 + 16 * rows
    octets = pdf_of([page], seed=1)
    said = [line for line in content_of(octets, "页.pdf").text.split("\n") if line]
    assert said[1:] == [line for article in [*ARTICLES.items()][:count] for line in article]
    (tmp_path / "页.pdf").write_bytes(octets)
    rows = extract_document(read_document(tmp_path / "页.pdf"), catalogue).rows
    places = {row["value_text"]: (row["place"], row["period"]) for row in rows if not row["derived"]}
    assert places["105.2万人次"] == ("武强县", "2025-Q1")
    assert places["8.89万吨"] == ("安平县", "2024")


def test_a_paragraph_goes_on_in_the_next_column_where_the_lines_are_not_stretched_to_the_side():
    page = Page()
    first = [
        "2024年，青禾县累计接待游客536.8万人次，",
        "其中过夜游客121.5万人次，实现旅游收",
        "入41.35亿元，比上一年再度增长了",
    ]
    second = ["15.1%，游客满意度保持在较高水平，", "全年粮食总产量37.62万吨，比上年略", "有增长，为丰收年。"]
    for left, rows in ((50, first), (270, second)):
        for n, row in enumerate(rows):
            page.text(left, 700 - 16 * n, 10, row)
    text = content_of(pdf_of([page], seed=1), "页.pdf").text
    assert text == "".join([*first, *second]) + "\n"


def test_a_column_that_begins_higher_than_the_one_before_it_keeps_its_first_line():
    page = Page()
    first = [
        "全年接待游客三十万人次，",
        "实现旅游收入两亿元，其",
        "中，一产增加值十四亿元，",
        "增长百分之四；二产增加值",
        "二十一亿元，增长百分之七",
    ]
    second = [
        "点三；三产增加值三十三亿元，",
        "增长百分之六。",
        "年末常住人口十五万人，其",
        "中城镇人口六万人，城镇化",
        "率比上年提高一点。",
    ]
    for n, row in enumerate(first):
        page.text(50, 690 - 16 * n, 10, row)
    for n, row in enumerate(second):
        page.text(188, 700 - 16 * n, 10, row)
    page.text(
        50, 600, 10, "这一行比本栏的宽度还要长出去几个字，"
    )  # the stripe does not run down all of the page
    page.text(50, 584, 10, "后面还有一行。")
    text = content_of(pdf_of([page]), "页.pdf").text
    assert "增长百分之七点三；三产增加值三十三亿元，增长百分之六。" in text


def test_every_spot_holds_what_stands_there_and_lies_on_its_page():
    content = content_of(pdf_of([laid(3)], seed=4), "页.pdf")
    start = content.text.index("536.8万人次")
    spot = content.layout.spot(start)
    assert content.layout.locator(start) == "第1页"
    for line in content.layout.spots:
        assert "\n" not in content.text[line.start : line.end]
        assert len(line.edges) == line.end - line.start + 1
    (box,) = content.layout.boxes(start, start + 5)
    assert 0 < box.left < box.right < 1
    assert 0 < box.top < box.bottom < 1
    assert spot.box(start, start + 5) == box
    assert box.right - box.left == pytest.approx(5 * 5 / 595, rel=0.1)


def test_each_paragraph_is_one_line_and_the_headline_is_the_title():
    content = content_of(pdf_of([laid(2)], seed=3), "页.pdf")
    assert content.title == TITLE
    assert content.text.split() == [TITLE, *PARAGRAPHS]
    assert not content.layout.wrapped


def test_a_paragraph_goes_on_over_pages_without_their_heads_and_numbers():
    pages = []
    rows = [PARAGRAPHS[0][:60], PARAGRAPHS[0][60:]]
    for number, row in enumerate(rows, start=1):
        page = Page()
        page.text(200, 810, 9, "青禾县统计局编印资料")
        page.text(280, 30, 9, f"— {number} —")
        for k in range(0, len(row), 20):
            page.each(100, 700 - k, 12, row[k : k + 20])
        pages.append(page)
    text = content_of(pdf_of(pages, seed=1), "页.pdf").text
    assert "资料" not in text
    assert "—" not in text
    assert "".join(rows).replace("\n", "") in text.replace("\n", "")


@pytest.mark.parametrize(
    ("high", "size", "words", "stays"),
    [
        (810, 9, "青禾县统计局2023年资料", False),
        (810, 9, "2023年7月24日 青禾日报", True),  # the day on which it was printed
        (760, 9, "青禾县2023年", True),  # a line of the text
        (810, 16, "青禾县2023年", True),  # a part of the title
    ],
)
def test_the_header_of_a_single_page_is_no_part_of_its_text(high, size, words, stays):
    page = Page()
    page.text(130, high, size, words)
    page.text(130, 730, 18, "青禾县2024年概况")
    page.text(100, 700, 10, "全县接待游客36.2万人次。")
    content = content_of(pdf_of([page]), "页.pdf")
    assert ("2023年" in content.text) == stays
    assert content.title == "青禾县2024年概况"


def test_a_ratio_that_found_no_room_in_its_line_begins_no_paragraph():
    page = Page()
    page.text(100, 700, 10, "全县经济运行总体平稳，发展质量持续提升，发展后劲不断增强，民生。")
    page.text(100, 684, 10, "全县实现地区生产总值381.2亿元，全年三次产业结构为")
    page.text(100, 668, 10, "21.0∶31.7∶47.3，与上年相比第一产业的比重下降，第三产业的比重。")
    page.text(100, 652, 10, "全县经济运行总体平稳，发展质量持续提升，发展后劲不断增强，民生。")
    assert "三次产业结构为21.0∶31.7∶47.3" in content_of(pdf_of([page]), "页.pdf").text


def test_letters_drawn_twice_for_bold_count_once():
    page = Page()
    page.each(100, 700, 12, "青禾县接待游客36.2万人次。")
    page.each(100.4, 700, 12, "青禾县接待游客36.2万人次。")
    assert content_of(pdf_of([page], seed=1), "页.pdf").text == "青禾县接待游客36.2万人次。\n"


def test_radicals_are_the_characters_that_look_like_them():
    page = Page()
    page.text(100, 700, 12, "安平县⻓⻘⺠⻋⼯⼊")
    text = content_of(pdf_of([page]), "页.pdf").text
    assert not any("\u2e80" <= one <= "\u2fdf" for one in text)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_is_turned_is_read_as_it_is_seen(quarters):
    turned = {1: (0, 1, -1, 0), 2: (-1, 0, 0, -1), 3: (0, -1, 1, 0)}[quarters]
    page = Page(entries=f"/Rotate {90 * quarters}")
    start, step = {1: ((100, 100), (20, 0)), 2: ((500, 100), (0, 20)), 3: ((500, 700), (-20, 0))}[quarters]
    for n, line in enumerate(["青禾县接待游客36.2万人次。", "安平县12.5万人次。"]):
        page.text(start[0] + n * step[0], start[1] + n * step[1], 12, line, turned=turned)
    content = content_of(pdf_of([page], seed=1), "页.pdf")
    assert content.text.replace("\n", "") == "青禾县接待游客36.2万人次。安平县12.5万人次。"
    (box,) = content.layout.boxes(0, 5)
    assert 0 <= box.left < box.right <= 1
    assert 0 <= box.top < box.bottom <= 1


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_figure_of_a_page_that_is_shown_sideways_has_its_box_where_it_is_seen(quarters):
    page = Page(entries=f"/Rotate {90 * quarters}")
    page.each(100, 700, 12, "青禾县接待游客36.2万人次。")
    content = content_of(pdf_of([page], seed=1), "页.pdf")
    at = content.text.index("36.2")
    (box,) = content.layout.boxes(at, at + 4)
    left, right, base = (100 + 7 * 12) / 595, (100 + 7 * 12 + 4 * 6) / 595, 1 - 700 / 842
    seen = {  # begins and ends along the line, and the base line
        0: ((box.left, box.right), (box.top, box.bottom)),
        1: ((box.top, box.bottom), (1 - box.right, 1 - box.left)),
        2: ((1 - box.right, 1 - box.left), (1 - box.bottom, 1 - box.top)),
        3: ((1 - box.bottom, 1 - box.top), (box.left, box.right)),
    }
    (begins, ends), (above, below) = seen[quarters]
    assert (begins, ends) == pytest.approx((left, right), abs=0.01)
    assert above < base - 0.005 < below
    assert below - above < 0.03


def test_what_is_turned_on_an_upright_page_is_read_by_itself():
    page = Page()
    page.text(100, 700, 12, "青禾县接待游客36.2万人次，")
    page.text(100, 680, 12, "同比增长12.5%。")
    page.text(180, 600, 12, "内部资料注意保存", turned=(0, 1, -1, 0))
    text = content_of(pdf_of([page], seed=1), "页.pdf").text
    assert text.split() == ["青禾县接待游客36.2万人次，同比增长12.5%。", "内部资料注意保存"]


def test_type_set_from_above_to_below_is_not_mixed_into_the_text_beside_it():
    page = laid(2)
    for n, character in enumerate("青禾视窗"):
        page.text(20, 700 - 16 * n, 14, character)
    text = content_of(pdf_of([page], seed=1), "页.pdf").text
    assert "青禾视窗" in text.split()
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_unseen_text_and_text_outside_the_page_are_left_out():
    page = Page(entries="/CropBox [50 50 500 800]")
    page.text(100, 700, 12, "青禾县接待游客36.2万人次。")
    page.text(100, 680, 12, "青禾县接待游客99.9万人次。", mode=3)
    page.text(100, 20, 12, "青禾县接待游客88.8万人次。")
    assert content_of(pdf_of([page]), "页.pdf").text == "青禾县接待游客36.2万人次。\n"


@pytest.mark.parametrize("x", [-90, -11, -3])
@pytest.mark.parametrize(
    "words", ["口60.35万人，社会消费品零售总额210.48亿元。", "社会消费品零售总额210.48亿元。"]
)
def test_a_note_that_the_edge_of_a_page_cuts_has_no_second_half_with_the_time_of_another(x, words, catalogue):
    first, second = Page(), Page()
    first.text(60, 760, 18, "青禾县2024年主要指标")
    first.text(60, 700, 11, "注：2023年全县地区生产总值385.17亿元，户籍人")
    second.text(x, 700, 11, words)
    document = document_in(pdf_of([first, second]), "页.pdf", Path("页.pdf"), {})
    rows = extract_document(document, catalogue).rows
    assert [(row["indicator"], row["period"]) for row in rows] == [("gdp", "2023")]
    assert [fault.why for fault in document.left_out] == ["pages_cut"]


@pytest.mark.parametrize("x", [573, 583])
def test_a_number_that_the_right_edge_of_a_page_cuts_is_none(x, catalogue):
    page = Page()
    page.text(60, 760, 18, "青禾县2024年主要指标")
    for n, cells in enumerate(
        [("指标", "绝对数（万元）"), ("财政总收入", "45100"), ("地区生产总值", "4012200")]
    ):
        page.text(60, 700 - 16 * n, 11, cells[0])
        page.text(x if n else 500, 700 - 16 * n, 11, cells[1])
    document = document_in(pdf_of([page]), "页.pdf", Path("页.pdf"), {})
    assert extract_document(document, catalogue).rows == []
    assert [fault.why for fault in document.left_out] == ["pages_cut"]


@pytest.mark.parametrize(
    ("ground", "seen"),
    [
        ("", False),
        ("1 g 90 690 300 30 re f", False),  # white on white
        ("0.2 0.3 0.8 rg 90 200 300 30 re f", False),  # a coloured area elsewhere
        ("0.2 0.3 0.8 rg 90 690 300 30 re f", True),
        ("q 300 0 0 30 90 690 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 20> EI Q", True),
    ],
    ids=["paper", "white", "elsewhere", "coloured", "picture"],
)
@pytest.mark.parametrize("white", ["1 g", "1 1 1 rg", "0.99 0.99 1 rg", "0 0 0 0 k"])
def test_white_letters_are_read_where_something_makes_them_seen(ground, seen, white):
    page = Page()
    page.text(100, 740, 12, "青禾县接待游客36.2万人次。")
    page.parts += [ground, white]
    page.text(100, 700, 12, "青禾县出口总额99.9亿元。")
    page.parts.append("0 g")
    page.text(100, 660, 12, "青禾县旅游收入18亿元。")
    assert ("99.9" in content_of(pdf_of([page]), "页.pdf").text) == seen
    assert "18" in content_of(pdf_of([page]), "页.pdf").text


@pytest.fixture
def without_scans(monkeypatch):
    """Be a computer on which nothing reads scans."""
    monkeypatch.setattr("pipeline.documents.pdf.reading.is_installed", lambda: False)


@pytest.mark.usefixtures("without_scans")
def test_a_scan_with_unseen_text_is_refused_with_its_pages():
    page = Page()
    page.picture()
    page.text(100, 680, 12, "青禾县接待游客99.9万人次，同比增长12.5%，实现旅游收入18亿元。", mode=3)
    plain = Page()
    plain.text(100, 700, 12, "青禾县接待游客36.2万人次。")
    with pytest.raises(DocumentError, match="第 1 页"):
        content_of(pdf_of([page]), "页.pdf")
    content = content_of(pdf_of([plain, page, page]), "页.pdf")
    assert content.text == "青禾县接待游客36.2万人次。\n"
    assert "2–3" in content.left_out[0].said()


@pytest.mark.usefixtures("without_scans")
def test_text_beneath_a_picture_of_the_page_is_no_text_and_text_on_one_is():
    said = "青禾县接待游客99.9万人次，同比增长12.5%，实现旅游收入18亿元，全年新增就业3821人。"
    beneath, above = Page(), Page()
    beneath.text(100, 680, 12, said)
    beneath.picture()
    beneath.text(290, 20, 9, "3")
    above.picture()
    above.text(100, 680, 12, said)
    content = content_of(pdf_of([beneath, above]), "页.pdf")
    assert content.text == f"{said}\n"
    assert content.layout.locator(0) == "第2页"
    assert [fault.why for fault in content.left_out] == ["pages_without_text"]


def test_a_line_that_ends_as_a_sentence_does_is_no_title():
    page = Page()
    page.text(100, 760, 16, "产量比上年增长7.8%。")
    page.text(100, 700, 10, "2024年，全县完成农业总产值12.8亿元，比上年增长5.5%，粮食总产量17.94万吨。")
    assert content_of(pdf_of([page]), "页.pdf").title == ""


def test_a_font_that_does_not_say_its_letters_is_refused():
    page = Page()
    page.text(100, 680, 12, "青禾县接待游客三十六万人次，同比增长百分之十二。")
    with pytest.raises(DocumentError):
        content_of(pdf_of([page], tounicode=False), "页.pdf")


def test_characters_without_a_meaning_are_told_and_no_figure_beside_one_is_taken():
    page, plain = Page(), Page()
    page.text(60, 740, 12, "\ue001主要指标完成情况")
    page.text(
        60, 700, 12, "青禾县全年接待游客36.2万人次，实现旅游收入1\ue0028亿元，一般公共预算收入\ue0013.5亿元。"
    )
    plain.text(60, 700, 12, "年末常住人口42.3万人。")
    content = content_of(pdf_of([page, plain, page]), "页.pdf")
    (told,) = content.left_out
    assert (told.why, told.values["count"], told.values["pages"]) == ("characters_unread", "4", "1, 3")
    document = document_in(pdf_of([page, plain, page]), "页.pdf", Path("页.pdf"), {})
    rows = extract_document(document, load_catalogue()).rows
    assert {row["value_text"] for row in rows} == {"36.2万人次", "42.3万人"}


def test_each_page_is_told_while_a_long_document_is_read(tmp_path):
    page = Page()
    page.text(60, 700, 12, "青禾县全年接待游客36.2万人次。")
    (tmp_path / "页.pdf").write_bytes(pdf_of([page] * 3))
    workspace, told = Workspace(tmp_path / "workspace"), []
    workspace.add_folder(tmp_path / "页.pdf")
    workspace.refresh(pages=lambda *said: told.append(said))
    assert told == [(1, 3, "页.pdf"), (2, 3, "页.pdf"), (3, 3, "页.pdf")]


def test_a_page_with_too_many_characters_is_named_and_the_others_are_read():
    crowded, plain = Page(), Page()
    for n in range(51):
        crowded.text(10, 800 - 10 * n, 0.2, "县" * 1000)
    plain.text(100, 700, 12, "青禾县接待游客36.2万人次。")
    content = content_of(pdf_of([crowded, plain]), "页.pdf")
    assert content.text == "青禾县接待游客36.2万人次。\n"
    assert "第 1 页" in content.left_out[0].said()


def ruled(page, rows, *, left=60, top=700, width=80, height=20):
    """Draw a table; a cell is its words and how many columns it spans, or words alone."""
    for n, row in enumerate(rows):
        y = top - n * height
        x = left
        page.rule(left, y, left + 5 * width, y)
        for cell in row:
            words, across = cell if isinstance(cell, tuple) else (cell, 1)
            page.rule(x, y, x, y - height)
            page.text(x + 4, y - 14, 9, words)
            x += across * width
        page.rule(x, y, x, y - height)
    page.rule(left, top - len(rows) * height, left + 5 * width, top - len(rows) * height)


HEAD = ["指标", ("2024年", 2), ("2023年", 2)]
ROWS = [
    ["名称", "总量", "增速", "总量", "增速"],
    ["粮食产量", "37.62", "1.4", "37.10", "0.9"],
    ["油料产量", "4.05", "", "3.98", "2.2"],
]


def test_a_ruled_table_is_rows_of_cells_and_its_spans_are_told():
    page = Page()
    page.text(60, 720, 10, "表1 主要农产品产量")
    ruled(page, [HEAD, *ROWS])
    page.text(60, 560, 10, "注：数据为初步核算数。")
    content = content_of(pdf_of([page], seed=5), "页.pdf")
    assert content.text == (
        "表1 主要农产品产量\n\n指标\t2024年\t\t2023年\t\n名称\t总量\t增速\t总量\t增速\n"
        "粮食产量\t37.62\t1.4\t37.10\t0.9\n油料产量\t4.05\t\t3.98\t2.2\n\n注：数据为初步核算数。\n"
    )
    at = content.text.index
    assert content.layout.spans == {at("2024年"): (1, 2), at("2023年"): (1, 2)}


@pytest.mark.parametrize("shift", range(0, 9, 2))
def test_a_note_that_is_longer_than_its_cell_is_not_cut_by_the_rules_beneath_it(shift):
    page = Page()
    ruled(page, [HEAD, *ROWS, ["", "", "", "", ""]])
    page.text(64 + shift, 606, 9, "注：2023年全县粮食产量37.15万吨，油料产量3.98万吨，增长2.2%。")
    content = content_of(pdf_of([page], seed=5), "页.pdf")
    assert content.text.endswith(
        "2.2\n注：2023年全县粮食产量37.15万吨，油料产量3.98万吨，增长2.2%。\t\t\t\t\n"
    )


def test_a_table_goes_on_on_the_next_page_without_its_repeated_head():
    first, second = Page(), Page()
    ruled(first, [HEAD, *ROWS], top=140)
    ruled(second, [HEAD, ROWS[0], ["蔬菜产量", "52.1", "3.3", "50.4", "3.0"]], top=780)
    text = content_of(pdf_of([first, second], seed=5), "页.pdf").text
    assert text.count("2024年") == 1
    assert "油料产量\t4.05\t\t3.98\t2.2\n蔬菜产量\t52.1\t3.3\t50.4\t3.0\n" in text


def test_aligned_rows_of_figures_are_a_table_without_rules():
    page = Page()
    for n, row in enumerate(
        [
            ["指标", "总量", "增速"],
            ["粮食产量", "37.62", "1.4"],
            ["油料产量", "4.05", "2.2"],
            ["蔬菜产量", "52.1", "3.3"],
        ]
    ):
        for k, cell in enumerate(row):
            page.text(60 + 150 * k, 700 - 20 * n, 10, cell)
    text = content_of(pdf_of([page], seed=5), "页.pdf").text
    assert text.strip() == "指标\t总量\t增速\n粮食产量\t37.62\t1.4\n油料产量\t4.05\t2.2\n蔬菜产量\t52.1\t3.3"


TWICE = [(140, 680, "总量"), (220, 680, "增速"), (300, 680, "总量"), (380, 680, "增速")]
OF_TWO_YEARS = ["指标\t2023年\t\t2024年\t", "\t总量\t增速\t总量\t增速"]
GRAIN_AND_OIL = [["粮食产量", "37.10", "0.9", "37.62", "1.4"], ["油料产量", "3.98", "2.2", "4.05", "1.8"]]
TALL = {
    "a head of two lines a cell": (
        [
            (172, 697, "地区生产总值"),
            (312, 697, "粮食产量"),
            (60, 690, "年份"),
            (180, 683, "（万元）"),
            (320, 683, "（吨）"),
        ],
        ["年份\t地区生产总值（万元）\t粮食产量（吨）"],
        [["1978", "10000", "90000"], ["1979", "11317", "90053"], ["1980", "12634", "90106"]],
    ),
    "groups in the middle of their columns": (
        [
            (178, 700, "2023年"),
            (338, 700, "2024年"),
            (60, 691, "指标"),
            *TWICE,
        ],
        OF_TWO_YEARS,
        GRAIN_AND_OIL,
    ),
    "groups that begin with their columns": (
        [
            (140, 700, "2023年"),
            (300, 700, "2024年"),
            (60, 680, "指标"),
            *TWICE,
        ],
        OF_TWO_YEARS,
        GRAIN_AND_OIL,
    ),
    "groups over groups": (
        [
            (258, 720, "2024年"),
            (172, 700, "农业产值"),
            (332, 700, "工业产值"),
            (60, 700, "县区"),
            *TWICE,
        ],
        ["县区\t2024年\t\t\t", "\t农业产值\t\t工业产值\t", "\t总量\t增速\t总量\t增速"],
        [["武强县", "37.10", "0.9", "37.62", "1.4"], ["安平县", "39.81", "2.2", "40.57", "1.8"]],
    ),
}


def unruled(head, rows, *, top=660):
    """Draw a table without rules whose columns begin every 80 points; of a name of two lines the figures stand between."""
    page = Page()
    for x, y, words in head:
        page.text(x, y, 10, words)
    for n, (name, *figures) in enumerate(rows):
        lines = name.split("\n")
        for k, line in enumerate(lines):
            page.text(60, top - 20 * n + 5 * (len(lines) - 1) - 12 * k, 10, line)
        for k, figure in enumerate(figures):
            page.text(
                140 + (460 - 140) * k / len(figures) if len(figures) > 2 else 180 + 140 * k,
                top - 20 * n,
                10,
                figure,
            )
    return page


@pytest.mark.parametrize("kind", TALL)
def test_a_head_without_rules_says_of_each_column_what_it_is(kind):
    head, said, rows = TALL[kind]
    content = content_of(pdf_of([unruled(head, rows)], seed=1), "页.pdf")
    assert content.text.split("\n")[: len(said) + len(rows)] == [*said, *("\t".join(row) for row in rows)]
    at = content.text.find("2023年")
    if at > 0:
        assert content.layout.spans[at] == (1, 2)


def test_groups_of_which_it_is_not_known_what_they_stand_over_give_no_rows(catalogue, tmp_path):
    rows = [["粮食产量", "37.10", "0.9", "37.62", "1.4"], ["油料产量", "3.98", "2.2", "4.05", "1.8"]]
    head = [
        (60, 680, "指标"),
        *(
            (x, 680, word)
            for x, word in zip((140, 220, 300, 380), ("总量（万吨）", "增速") * 2, strict=False)
        ),
    ]
    page = unruled(
        [(60, 740, "青禾县2024年主要农产品产量"), (165, 700, "2023年"), (325, 700, "2024年"), *head],
        [*rows, *rows],
    )
    assert facts_of(pdf_of([page], seed=1), catalogue, tmp_path) == []


def test_names_of_two_lines_stand_round_the_middle_of_their_figures():
    head = [(60, 680, "指标"), (180, 680, "绝对数（亿元）"), (320, 680, "增长（%）")]
    rows = [
        ["一般公共预\n算收入", "71.26", "-1.2"],
        ["粮食产量", "3.48", "2.7"],
        ["一般公共预\n算支出", "103.48", "2.7"],
    ]
    text = content_of(pdf_of([unruled(head, rows)], seed=1), "页.pdf").text
    assert text.split("\n")[:4] == [
        "指标\t绝对数（亿元）\t增长（%）",
        *("\t".join(row).replace("\n", "") for row in rows),
    ]


def test_a_title_over_a_table_without_rules_is_no_part_of_its_head():
    head = [(60, 700, "青禾县主要指标"), (60, 680, "指标"), (180, 680, "总量"), (320, 680, "增速")]
    rows = [["粮食产量", "37.62", "1.4"], ["油料产量", "4.05", "2.2"], ["蔬菜产量", "52.1", "3.3"]]
    text = content_of(pdf_of([unruled(head, rows)], seed=1), "页.pdf").text
    assert text.split("\n")[:3] == ["青禾县主要指标", "", "指标\t总量\t增速"]


@pytest.mark.xfail(
    strict=True,
    reason="names that begin level with their figures are not told from headings of rows",
    raises=AssertionError,
)
def test_names_of_two_lines_begin_level_with_their_figures():
    page = unruled([(60, 680, "指标"), (180, 680, "总量"), (320, 680, "增速")], [])
    for n, row in enumerate(
        [["一般公共预", "71.26", "-1.2"], ["算收入"], ["一般公共预", "103.48", "2.7"], ["算支出"]]
    ):
        for x, words in zip((60, 180, 320), row, strict=False):
            page.text(x, 660 - 14 * n, 10, words)
    assert "一般公共预算收入\t71.26\t-1.2" in content_of(pdf_of([page], seed=1), "页.pdf").text


def test_a_table_between_three_rules_has_its_units():
    page = Page()
    for y in (705, 685, 600):
        page.rule(60, y, 500, y)
    rows = [
        ["产品名称", "单位", "产量", "增长（%）"],
        ["水泥", "万吨", "101.7", "9.8"],
        ["白酒", "千升", "7758.2", "-4.6"],
        ["硫酸", "万吨", "13.9", "27.9"],
    ]
    for n, row in enumerate(rows):
        for k, cell in enumerate(row):
            page.text(65 + 110 * k, 690 - 20 * n, 10, cell)
    text = content_of(pdf_of([page], seed=5), "页.pdf").text
    assert text.split("\n")[:4] == ["\t".join(row) for row in rows]


def test_rows_that_no_rules_divide_are_divided_by_their_lines():
    page = Page()
    for y in (700, 680, 600):
        page.rule(60, y, 460, y)
    for x in (60, 160, 260, 360, 460):
        page.rule(x, 700, x, 600)
    rows = [["指标", "单位", "总量", "增速"], ["粮食", "万吨", "37.6", "1.4"], ["油料", "万吨", "4.0", "2.2"]]
    for n, row in enumerate(rows):
        for k, cell in enumerate(row):
            page.text(65 + 100 * k, 686 - 22 * n, 10, cell)
    text = content_of(pdf_of([page], seed=5), "页.pdf").text
    assert text.split("\n")[:3] == ["\t".join(row) for row in rows]


def test_rows_of_cells_and_lines_of_contents_are_never_one_paragraph():
    page = Page()
    for n, row in enumerate([["水泥", "第一车间", "101.7"], ["白酒", "第二车间", "7758.2"]]):
        for k, cell in enumerate(row):
            page.text(65 + 110 * k, 690 - 20 * n, 10, cell)
    for n, line in enumerate(["一、综合……………………3", "二、农业……………………5"]):
        page.text(65, 600 - 20 * n, 10, line)
    assert len(content_of(pdf_of([page], seed=5), "页.pdf").text.split("\n")) == 5


def test_the_name_of_a_file_is_no_title_and_the_day_of_its_making_no_date(tmp_path):
    page = Page()
    page.text(100, 700, 12, "接待游客36.2万人次。")
    name = "公报终稿.docx".encode("utf-16-be").hex()
    path = tmp_path / "页.pdf"
    path.write_bytes(pdf_of([page], info=f"/Title <FEFF{name}> /CreationDate (D:20240105120000)"))
    document = read_document(path)
    assert document.title == ""
    assert document.published is None


def test_damaged_files_are_refused_or_read_but_nothing_else():
    whole = pdf_of([laid(2), laid(3)])
    chance = random.Random(13)  # noqa: S311 - damage, no secret
    for _ in range(60):
        octets = bytearray(whole)
        for _ in range(chance.randint(1, 40)):
            octets[chance.randrange(8, len(octets))] = chance.randrange(256)
        try:
            content_of(bytes(octets[: chance.randint(20, len(octets))]), "页.pdf")
        except DocumentError:
            continue


@pytest.mark.parametrize(
    ("filters", "count", "why"),
    [
        (1, 1_000, None),
        (2, 1_000, None),
        (1, 110_000_000, "stream_expands"),
        (2, 110_000_000, "stream_expands"),
    ],
)
def test_a_stream_that_unpacks_to_more_than_the_memory_holds_is_refused_before_it_is(filters, count, why):
    packed = b" " * count
    for _ in range(filters):
        packed = zlib.compress(packed)
    named = b"/FlateDecode " * filters
    stream = b"9 0 obj <</Filter [%s] /Length %d>> stream\n%s\nendstream endobj\n" % (
        named,
        len(packed),
        packed,
    )
    octets = pdf_of([laid(2)]).replace(b"\nxref", b"\n" + stream + b"xref", 1)
    assert stream in octets
    if why is None:
        assert content_of(octets, "页.pdf").text
        return
    with pytest.raises(DocumentError) as raised:
        content_of(octets, "页.pdf")
    assert raised.value.why == why


@pytest.mark.browser
@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_pages_that_a_browser_printed_give_the_rows_of_the_plain_text(
    number, wanted, catalogue, page, tmp_path
):
    printed = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page.set_content(
        f"<style>body {{font: 11px 'Noto Sans SC'; text-align: justify}} h1 {{font-size: 22px; text-align: center}}"
        f"p {{text-indent: 2em; margin: 0; line-height: 1.7}} div {{columns: {number}; column-gap: 14px}}</style>"
        f"<h1>{TITLE}</h1><div>{printed}</div>"
    )
    assert facts_of(page.pdf(format="A4"), catalogue, tmp_path) == wanted


def test_a_number_that_a_short_headline_cuts_at_its_point_is_whole():
    page = Page()
    for y, line in ((790, "青禾一季度"), (766, "生产总值31."), (742, "2亿元")):
        page.text(45, y, 16, line)
    columns(page, PARAGRAPHS[:2], left=45, top=710, width=165, gutter=14, size=10, lines=40)
    columns(page, PARAGRAPHS[:2], left=230, top=790, width=165, gutter=14, size=10, lines=40)
    assert "生产总值31.2亿元" in content_of(pdf_of([page]), "页.pdf").text.split("\n")


@pytest.mark.browser
def test_a_headline_goes_on_in_a_line_of_figures_alone(page):
    page.set_content(
        "<style>body {font: 12px 'Noto Sans SC'} h1 {font: 26px 'DejaVu Serif', 'Noto Sans SC'; text-align: center}</style>"
        f"<h1>青禾县一季度接待游客105.2万人次同比增长<br>9.1%</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
    )
    content = content_of(page.pdf(format="A4"), "页.pdf")
    assert content.title == "青禾县一季度接待游客105.2万人次同比增长9.1%"


@pytest.mark.browser
def test_a_table_that_a_browser_printed_has_its_cells_and_spans(page):
    page.set_content(
        "<style>body {font: 12px 'Noto Sans SC'} td, th {border: 1px solid; padding: 3px}"
        "table {border-collapse: collapse}</style>"
        "<table><tr><th rowspan=2>指标<th colspan=2>2024年<th colspan=2>2023年<tr><th>总量<th>增速<th>总量<th>增速"
        "<tr><td>粮食产量<td>37.62<td>1.4<td>37.10<td>0.9<tr><td>油料产量<td>4.05<td><td>3.98<td>2.2</table>"
    )
    content = content_of(page.pdf(format="A4"), "页.pdf")
    assert content.text == (
        "指标\t2024年\t\t2023年\t\n\t总量\t增速\t总量\t增速\n粮食产量\t37.62\t1.4\t37.10\t0.9\n油料产量\t4.05\t\t3.98\t2.2\n"
    )
    at = content.text.index
    assert content.layout.spans == {0: (2, 1), at("2024年"): (1, 2), at("2023年"): (1, 2)}


@pytest.mark.browser
def test_the_mark_of_a_note_in_a_page_that_a_browser_printed_is_no_digit(page, catalogue, tmp_path):
    page.set_content(
        "<style>body {font: 14px 'Noto Sans SC'}</style><h1>2024年青禾县统计公报</h1>"
        "<p>全年地区生产总值628.41<sup>1</sup>亿元，比上年增长12.5<sup>4</sup>%。建成区面积30km<sup>2</sup>，排放CO<sub>2</sub>减少。</p>"
        "<p>年末存款余额75.3亿元<sup style='font-size: 8px'>23</sup>。</p>"
    )
    octets = page.pdf(format="A4")
    said = content_of(octets, "页.pdf").text
    assert "628.41¹亿元，比上年增长12.5⁴%。建成区面积30km²，排放CO2减少" in said
    assert "75.3亿元²³。" in said
    (tmp_path / "页.pdf").write_bytes(octets)
    rows = extract_document(read_document(tmp_path / "页.pdf"), catalogue).rows
    values = {(row["indicator"], row["measure"], row["value"]) for row in rows if not row["derived"]}
    assert values == {
        ("gdp", "level", 62_841_000_000),
        ("gdp", "yoy", 12.5),
        ("deposits", "level", 7_530_000_000),
    }
