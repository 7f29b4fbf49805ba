import io
import zipfile
from dataclasses import replace

import openpyxl
import pptx
import pytest
from pptx.util import Inches

from app.report.slides import slides
from tests.report_items import CATALOGUE, EN, ZH, arrivals, items, seeds


@pytest.fixture(scope="module")
def show():
    return pptx.Presentation(io.BytesIO(slides([arrivals()], CATALOGUE, ZH)))


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_a_slide_has_title_unit_chart_notes_and_source(show):
    (slide,) = show.slides
    assert slide.shapes.title.text_frame.text == "鹤山市接待游客人次（清明假期）"
    assert "单位：万人次" in texts(slide)
    assert any("注：" in text and "资料来源：《江门日报》2025年4月7日" in text for text in texts(slide))
    assert (show.slide_width, show.slide_height) == (Inches(13.333), Inches(7.5))


def test_its_chart_is_native_with_columns_and_a_line_on_a_second_axis(show):
    chart = next(shape for shape in show.slides[0].shapes if shape.has_chart).chart
    kinds = [type(plot).__name__ for plot in chart.plots]
    assert kinds == ["BarPlot", "LinePlot"]
    columns, line = chart.plots
    assert columns.series[0].values == (None, 13.64)
    assert line.series[0].values == (None, 0.62)
    axes = [element.numFmt.formatCode for element in chart._chartSpace.valAx_lst]  # noqa: SLF001
    assert [code.endswith(end) for code, end in zip(axes, ("#,##0", "0%"), strict=True)] == [True, True]


def test_the_workbook_behind_a_chart_holds_its_figures(show):
    chart = next(shape for shape in show.slides[0].shapes if shape.has_chart).chart
    blob = chart.part.chart_workbook.xlsx_part.blob
    page = openpyxl.load_workbook(io.BytesIO(blob))["数据"]
    assert (page["C5"].value, page["E5"].value) == (13.64, 0.62)


def test_the_speaker_reads_the_quoted_sentences(show):
    spoken = show.slides[0].notes_slide.notes_text_frame.text
    assert spoken.startswith("《江门日报》2025年4月7日：“")
    assert "13.64万人次" in spoken


def test_a_chart_says_what_it_shows_to_those_who_do_not_see_it(show):
    frame = next(shape for shape in show.slides[0].shapes if shape.has_chart)
    assert "13.64" in frame.element.nvGraphicFramePr.cNvPr.get("descr")


def test_every_text_names_a_chinese_font(show):
    for shape in show.slides[0].shapes:
        for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else []:
            for run in paragraph.runs:
                assert 'ea typeface="Microsoft YaHei"' in run.font._element.xml  # noqa: SLF001


def test_each_item_gets_a_slide_and_small_charts_share_one():
    chosen = [arrivals(), *items(seeds(), "project_investment", split="apart")]
    made = pptx.Presentation(io.BytesIO(slides(chosen, CATALOGUE, ZH)))
    charts = [sum(shape.has_chart for shape in slide.shapes) for slide in made.slides]
    assert charts == [1, len(chosen[1].panel.series)]


def test_a_presentation_speaks_the_language_that_was_chosen():
    made = slides([arrivals(EN)], CATALOGUE, EN)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert EN("chart.source").strip() in parts.read("ppt/slides/slide1.xml").decode("utf-8")


def test_a_long_title_has_smaller_letters_so_that_it_stays_above_the_sentence():
    names = (
        "Primary industry value added, Secondary industry value added, Tertiary industry value added: shares"
    )
    sizes = []
    for title in ("Tourist visits received", names):
        item = arrivals(EN)
        item = replace(item, panel=replace(item.panel, title=title))
        (slide,) = pptx.Presentation(io.BytesIO(slides([item], CATALOGUE, EN))).slides
        sizes.append(slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt)
    assert sizes[0] == 28
    assert sizes[1] == 20


def test_no_program_breaks_the_label_of_a_figure_into_lines(show):
    for chart in (shape.chart for shape in show.slides[0].shapes if shape.has_chart):
        for text in chart._chartSpace.xpath("//c:dLbls//a:bodyPr"):  # noqa: SLF001
            assert text.get("wrap") == "none"
