"""Hold every figure that is drawn, listed or saved to the digits that its document printed."""

import io
import re
from dataclasses import replace

import docx
import openpyxl
import pptx
import pytest

import pipeline
from app.charts import marks_laid
from app.charts.chart_view import small
from app.charts.facets import facets
from app.charts.figure import figure
from app.charts.label_room import SMALL_WIDE
from app.charts.name_widths import text_width
from app.charts.notes import notes
from app.charts.panels import arrange
from app.charts.pictures import picture
from app.charts.prints import SCREEN, SLIDE, WORD, print_figure
from app.charts.views import View
from app.compare.computed_rows import with_computed
from app.compare.viewed_rows import viewed
from app.report.document import document
from app.report.items import Item
from app.report.slides import slides
from app.report.workbook import workbook
from app.rows.row_tables import readable
from app.rows.row_view import column_widths
from app.selection import Selection, select
from app.wording import LANGUAGES, wording
from pipeline.indicators import load_catalogue
from pipeline.stored.in_memory import FrameTable
from tests.dashboard_rows import rows
from tests.drawn_texts import SEEN, digits, drawn, faults, meet, opened, saved, written
from tests.samples import in_turn, left_to_all

PLACES = {"安平县": 1.0, "永宁县": 3.1, "石城县": 2.2, "江口县": 9.87, "临江市": 27.3}
SENTENCE = (
    "{year}年，{place}地区生产总值{gdp:.2f}亿元，比上年增长{growth:.1f}%；人均地区生产总值{head}元；"
    "医疗卫生机构床位{beds}张；粮食播种面积{area:.2f}万亩；接待游客{visits:.2f}万人次，增长{more:.2f}%；"
    "旅游收入{money:.1f}万元。"
)
HEAD = "安平日报讯（记者/李文）1月20日，记者获悉，"
DOCUMENT = (
    HEAD
    + "2024年，安平县接待游客136.20万人次，增长12.50%；永宁县接待游客56.803万人次；人均地区生产总值49809元。\n"
)
WIDTHS = (358, 688, 750)  # pixels of a chart in windows of 390, 768 and 1440
ZH, EN = wording("zh"), wording("en")
CATALOGUE = load_catalogue().entries
CASES = [  # indicators, places, view, years
    (("gdp",), tuple(PLACES), View(split="together"), ()),
    (("gdp",), ("永宁县",), View(), ()),
    (("gdp",), tuple(PLACES), View(), (2024,)),
    (("gdp",), tuple(PLACES)[:3], View(split="apart"), ()),
    (("gdp_per_capita",), tuple(PLACES), View(split="together"), ()),
    (("hospital_beds",), ("安平县", "临江市"), View(), ()),
    (("grain_area",), tuple(PLACES), View(), (2023, 2024)),
    (("tourist_arrivals",), ("石城县", "江口县"), View(), ()),
    (("tourism_revenue", "gdp"), ("江口县",), View(), ()),
    (("gdp",), tuple(PLACES)[:3], View(chart="lines"), ()),
    (("gdp",), ("江口县",), View(chart="lines"), ()),
    (("gdp",), tuple(PLACES)[:2], View(chart="index", base=2021), ()),
]

PADDING = 16  # pixels beside the text of a cell
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """Read what five places say of four years."""
    lines = [
        SENTENCE.format(
            year=year, place=place, gdp=102.11 * size * (1 + 0.06 * past), growth=2.3 + size % 5 + past,
            head=round(41000 + 900 * size + 1700 * past), beds=round(1200 * size + 67 * past), area=15.23 * size,
            visits=136.42 * size * (1 + 0.1 * past), more=4.2 * past - size % 7, money=278_750.2 * size,
        )
        for past, year in enumerate(range(2021, 2025)) for place, size in PLACES.items()
    ]  # fmt: skip
    file = tmp_path_factory.mktemp("documents") / "20250120.txt"
    file.write_text(HEAD + "\n\n".join(lines), encoding="utf-8")
    return pipeline.extract(file)


@pytest.fixture(scope="module")
def ground(browser):
    page = opened(browser)
    yield page
    page.close()


def items(table, case, say=ZH):
    """Arrange the rows of a case as the page does."""
    indicators, names, view, years = case
    wanted = Selection(indicators, "places", names, years)
    found, _ = viewed(
        with_computed(select(table, wanted), table, wanted, CATALOGUE),
        FrameTable(table),
        wanted,
        CATALOGUE,
        view,
        say,
    )
    return [Item(panel, found) for panel in arrange(found, CATALOGUE, say, view=view)]


def points(panel):
    """Give all figures of a panel."""
    return [point for one in panel.series for point in (*one.levels, *one.growths, *one.disputed)]


def labels(panel):
    """Give the labels that a drawing may have; those at the ends of lines begin with the name."""
    ends = [f"{one.name} {point.told}" for one in panel.series for point in one.levels]
    return [*(point.told for point in points(panel)), *ends, *(one.name for one in panel.series)]


def figures_of(panel, say):
    """Give the drawings that the page makes of a panel."""
    if not panel.apart:
        return [(panel, figure(panel, say))]
    return [(part, small(figure(part, say), part)) for part in facets(panel)]


@pytest.mark.parametrize(("turn", "language"), [*enumerate(LANGUAGES)])
def test_every_label_on_a_page_is_whole_and_none_runs_over_another(table, ground, turn, language):
    say, seen_labels, wrong = wording(language), set(), []
    for case in in_turn(CASES, turn, len(LANGUAGES)):
        for item in items(table, case, say):
            for panel, drawing in figures_of(item.panel, say):
                for width in WIDTHS if not item.panel.apart else (SMALL_WIDE,):
                    seen = drawn(ground, drawing, width)
                    wrong += [f"{panel.title}, {width}: {one}" for one in faults(seen, labels(panel))]
                    seen_labels |= {one["text"] for one in seen["texts"] if one["label"]}
    assert wrong == []
    assert len(seen_labels) > 30  # five places leave room for few


def test_a_label_for_which_there_is_no_room_is_found_out(table, ground, monkeypatch):
    panel = items(table, CASES[0])[0].panel
    assert faults(drawn(ground, figure(panel, ZH), WIDTHS[0]), labels(panel)) == []
    monkeypatch.setattr(marks_laid.Marks, "free", lambda *_: True)
    wrong = faults(drawn(ground, figure(panel, ZH), WIDTHS[0]), labels(panel))
    assert any("runs over a bar" in one for one in wrong)


def test_a_label_that_lost_a_digit_is_found_out(table, ground):
    panel = items(table, CASES[1])[0].panel
    seen = drawn(ground, figure(panel, ZH), WIDTHS[2])
    (label, *_) = [one for one in seen["texts"] if one["label"]]
    label["text"] = label["text"][1:]
    assert faults(seen, labels(panel)) == [f"{label['text']} is no figure of the panel"]


@pytest.mark.parametrize("sheet", [SCREEN, WORD, SLIDE], ids=["screen", "word", "slide"])
def test_every_label_on_a_saved_picture_is_whole(table, ground, sheet):
    wrong, labelled = [], 0
    for case in in_turn(CASES, 1, 2) if sheet == WORD else CASES[:4]:
        for item in items(table, case):
            svg = picture(print_figure(item.panel, notes(item.panel, ZH), ZH, sheet), "svg").decode("utf-8")
            seen = saved(ground, svg)
            labelled += any(one["label"] for one in seen["texts"])
            wrong += [f"{item.panel.title}: {one}" for one in faults(seen, labels(item.panel))]
    assert wrong == []
    assert labelled >= 3  # small charts have no room for any


def test_long_figures_of_an_axis_are_whole_on_a_saved_picture(table, ground):
    for chart in ("columns", "lines"):
        (item,) = items(table, (("gdp",), ("临江市",), View(chart=chart, scale="one"), ()))
        seen = saved(ground, picture(print_figure(item.panel, [], ZH, WORD), "svg").decode("utf-8"))
        assert any(len(one["text"]) > len("100,000,000,000") - 1 for one in seen["texts"])
        assert faults(seen, labels(item.panel)) == []


@pytest.mark.parametrize("sheet", [SCREEN, WORD], ids=["screen", "word"])
def test_over_small_charts_neither_legend_nor_label_runs_over_a_name(ground, sheet):
    table = rows(
        *({"place": place, "period": year, "value": 1e6 * size}
          for place, size in PLACES.items() for year in ("2022", "2024")),
        {"period": "2025", "value": 4e6, "status": "planned"},
        {"period": "2021", "value": 1e6, "derived": True},
        *({"place": place, "period": "2024", "value": 851.8, "measure": "yoy", "unit": "%"} for place in PLACES),
    )  # fmt: skip
    (item,) = items(table, (("tourist_arrivals",), (), View(split="apart"), ()))
    seen = saved(ground, picture(print_figure(item.panel, [], ZH, sheet), "svg").decode("utf-8"))
    names = [one for one in seen["texts"] if one["text"] in PLACES]
    assert len(names) == len(PLACES)
    assert not [(name["text"], other["text"]) for name in names for other in seen["texts"]
                if other is not name and meet(name["box"], other["box"])]  # fmt: skip


@pytest.mark.parametrize(("turn", "language"), [*enumerate(LANGUAGES)])
def test_no_figure_has_fewer_digits_than_its_document_printed(table, turn, language):
    say = wording(language)
    printed = table[~table["derived"].astype(bool)]
    texts = dict(zip(printed["id"], printed["value_text"], strict=True))
    lost = []
    for case in in_turn(CASES, turn, len(LANGUAGES)):
        if case[2].chart == "index":
            continue
        for item in items(table, case, say):
            shown = readable(item.rows, CATALOGUE, say, item.panel)[say("column.value")]
            told = [
                *zip(item.rows["id"], shown, strict=True),
                *((one.id, one.told) for one in points(item.panel)),
            ]
            lost += [
                (text, texts[name])
                for name, text in told
                if name in texts and digits(text).rstrip("0") != digits(texts[name]).rstrip("0")
            ]
            lost += [(text, texts[name]) for name, text in told
                     if name in texts and len(digits(text)) < len(digits(texts[name]))]  # fmt: skip
    assert lost == []


@pytest.mark.parametrize(("turn", "say"), [(0, ZH), (1, EN)], ids=["zh", "en"])
def test_a_column_of_a_table_is_as_wide_as_its_longest_number_and_unit(table, ground, turn, say):
    for case in in_turn(CASES, turn, 2):
        for item in items(table, case, say):
            shown = readable(item.rows, CATALOGUE, say, item.panel)
            for name in (say("column.value"), say("column.unit")):
                longest = ground.evaluate(
                    """texts => { const pen = document.createElement('canvas').getContext('2d');
                    pen.font = '14px "Noto Sans SC"';
                    return Math.max(...texts.map(text => pen.measureText(text).width)); }""",
                    [*shown[name]],
                )
                assert longest + PADDING <= column_widths(shown, say)[name]["width"]


def test_a_word_table_has_every_figure_whole_on_one_line(table):
    every = [item for case in in_turn(CASES, 0, 2) for item in items(table, case)]
    page = docx.Document(io.BytesIO(document([replace(one, chart=False) for one in every], CATALOGUE, ZH)))
    cells = [cell for part in page.tables for row in part.rows for cell in row.cells]
    texts = {re.sub(r"[（*].*", "", cell.text) for cell in cells}
    for item in every:
        for point in (point for one in item.panel.series for point in one.levels):
            assert point.label in texts
    for cell in cells:
        size = cell.paragraphs[0].runs[0].font.size.cm if cell.text else 0
        if digits(cell.text) and not cell.text.startswith("20"):
            assert size / 2 * text_width(cell.text) + 0.38 <= cell.width.cm  # Word's own margins
    for part in page.tables:
        assert sum(cell.width.cm for cell in part.rows[0].cells) <= 15.01


def shown_number(cell):
    """Write the number of a cell as its format does."""
    decimals = len(re.search(r"0(?:\.(0+))?", cell.number_format)[1] or "")
    return f"{cell.value:,.{decimals}f}" if "%" not in cell.number_format else None


def numbers_of(book):
    """Give the numbers of all sheets of a workbook as they are shown; those that their column is too narrow for fail."""
    found = set()
    for sheet in book:
        for cell in (
            cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)
        ):
            text = shown_number(cell)
            if text:
                found.add(text)
                assert len(text) < sheet.column_dimensions[
                    cell.column_letter
                ].width or cell.column_letter not in (sheet.column_dimensions)
    return found


def test_a_workbook_shows_every_figure_with_all_its_digits(table):
    every = [item for case in in_turn(CASES, 0, 2) for item in items(table, case)]
    shown = numbers_of(openpyxl.load_workbook(io.BytesIO(workbook(every, CATALOGUE, ZH))))
    wanted = {point.label for item in every for one in item.panel.series for point in one.levels}
    assert wanted - shown == set()


def test_a_slide_shows_no_other_figures_than_the_page(table):
    every = [item for case in in_turn(CASES, 0, 2) for item in items(table, case)]
    show = pptx.Presentation(io.BytesIO(slides(every, CATALOGUE, ZH)))
    wanted = {label for item in every for label in labels(item.panel)}
    for slide in show.slides:
        for shape in slide.shapes:
            if not shape.has_chart:
                continue
            part = shape.chart.part
            shown = numbers_of(openpyxl.load_workbook(io.BytesIO(part.chart_workbook.xlsx_part.blob)))
            assert shown
            assert shown <= wanted
            texts = ["".join(one.itertext()) for one in part._element.iter(f"{{{DRAWING}}}p")]  # noqa: SLF001
            numbers = [
                text for text in texts if re.match(r"[≥≤≈+−]?\d", text) and not re.match(r"20\d\d", text)
            ]
            assert all(any(text.startswith(label) for label in wanted) for text in numbers)


@pytest.mark.parametrize("width", [390, *(pytest.param(wide, marks=left_to_all) for wide in (768, 1440))])
def test_the_pages_show_every_figure_whole(page, address, width):
    page.set_viewport_size({"width": width, "height": 1000})
    page.goto(f"{address}/?lang=zh")
    page.wait_for_selector(".card .value")
    cards = page.evaluate(
        """() => [...document.querySelectorAll('.card .value')].map(one => [one.innerText,
        one.scrollWidth <= one.clientWidth && one.getBoundingClientRect().right <= innerWidth])"""
    )
    assert {re.sub(r"\s", "", text) for text, _ in cards} == {"56.803万人次", "49,809元"}  # of one place
    assert all(whole for _, whole in cards)
    page.goto(f"{address}/compare?lang=zh&indicators=tourist_arrivals&about=places")
    page.wait_for_selector(".textpoint")
    page.wait_for_timeout(500)
    seen = page.evaluate(
        SEEN.replace("#chart, svg.saved", "[data-testid=stPlotlyChart]").replace("#ground ", "")
    )
    wanted = ["136.20", "56.803", "+12.50%", "121"]  # a computed figure has three digits
    assert faults(seen, wanted) == []
    assert "136.20" in {written(one["text"]) for one in seen["texts"] if one["label"]}
