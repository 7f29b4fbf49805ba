"""A text set in columns is read as it is written, wherever its headline and dateline stand and however its lines end."""

from itertools import product

import pytest

from pipeline.documents import content_of
from tests.pdf_maker import Page, pdf_of
from tests.set_pages import Setting, set_page
from tests.test_pdf import PARAGRAPHS

TITLE = "2024年青禾县国民经济和社会发展统计公报"
DATELINE = ["青禾县统计局", "2025年3月18日"]
TEXT = [
    "一、综合",
    *PARAGRAPHS[:2],
    "二、文化和旅游",
    PARAGRAPHS[2],
    "三、居民生活和对外贸易",
    *PARAGRAPHS[3:],
]


@pytest.mark.parametrize("columns", [1, 2, 3, 5])
@pytest.mark.parametrize("dateline", ["left", "centre", "right"])
@pytest.mark.parametrize("stretched", ["", "every", "chinese"])
def test_a_set_page_is_read_as_it_is_written(columns, dateline, stretched):
    for headline, stacked, whole, closed, spaced in product(
        ("left", "centre"), (True, False), (True, False), (True, False), (0, 8)
    ):
        setting = Setting(columns, headline, dateline, stacked, stretched, whole, closed, spaced)
        octets = pdf_of([set_page(TITLE, DATELINE, TEXT, setting)], seed=1)
        said = [line for line in content_of(octets, "页.pdf").text.split("\n") if line]
        over = DATELINE if stacked else [" ".join(DATELINE)]
        assert said == [TITLE, *over, *TEXT], setting


def test_a_dateline_a_little_larger_than_the_text_takes_no_sentence_of_it():
    page = Page()
    page.text(130, 780, 18, TITLE)
    page.text(45, 750, 10, " ".join(DATELINE))
    for n, row in enumerate(["一、综合", "全年接待游客536.8万人次，"]):
        page.text(45 + 18 * n, 720 - 14 * n, 9, row)
    for n, row in enumerate(["同比增长12.6%，实现旅游收入", "41.35亿元。"]):
        page.text(175, 720 - 14 * n, 9, row)
    said = content_of(pdf_of([page], seed=1), "页.pdf").text
    assert said.count("12.6%") == 1
