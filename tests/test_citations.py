"""How documents are cited: under charts, in tables, in the Reader and in every export."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook as Book

from app.charts.notes import notes
from app.charts.panels import arrange
from app.citations import citation, citation_at, citation_by_file, citation_in_full, citations, publisher
from app.report.quotes import quotes
from app.rows.other_reports import report_html
from app.rows.source_drawer import source_html
from app.selection import Selection, select
from app.wording import wording
from pipeline.areas_apart import with_areas
from pipeline.documents.locators import in_cell, on_page
from pipeline.indicators import load_catalogue
from pipeline.workspace import Workspace
from tests.dashboard_rows import rows

DAY = dt.date(2025, 4, 18)
TITLE = "石城县2024年国民经济和社会发展统计公报"
COMMUNIQUE = {
    "document": "公报1栏.pdf",
    "title": TITLE,
    "published": DAY,
    "source": "",
    "locator": on_page(1),
}
ZH, EN = wording("zh"), wording("en")


def one(**known):
    return next(rows(known).itertuples())


@pytest.mark.parametrize(
    ("known", "chinese", "english"),
    [
        ({"source": "江门日报", "title": "开门红"}, "《江门日报》2025年4月18日", "江门日报, 18 Apr 2025"),
        ({"source": "江门日报", "title": "开门红", "published": None}, "《江门日报》，《开门红》", '江门日报, "开门红"'),
        ({"source": "江门日报", "published": None}, "《江门日报》，a.txt", "江门日报, a.txt"),
        ({"title": TITLE}, f"《{TITLE}》，2025年4月18日", f'"{TITLE}", 18 Apr 2025'),
        (
            {"source": "怀化市统计局", "title": "公报"},
            "怀化市统计局，《公报》，2025年4月18日",
            '怀化市统计局, "公报", 18 Apr 2025',
        ),
        ({"source": "新华社", "title": "快讯"}, "新华社，《快讯》，2025年4月18日", '新华社, "快讯", 18 Apr 2025'),
        ({"source": "石城发布"}, "石城发布，a.txt，2025年4月18日", "石城发布, a.txt, 18 Apr 2025"),
        ({"title": None}, "a.txt，2025年4月18日", "a.txt, 18 Apr 2025"),
        ({"title": "", "published": None}, "a.txt", "a.txt"),
        (
            {"title": "关于《石城规划》的说明", "published": None},
            "《关于〈石城规划〉的说明》",
            '"关于《石城规划》的说明"',
        ),
        (
            {"source": "《青禾统计年鉴2024》", "rule": "reference", "published": None},
            "《青禾统计年鉴2024》",
            "《青禾统计年鉴2024》",
        ),
    ],
)  # fmt: skip
def test_a_document_is_cited_by_its_paper_and_day_or_by_its_title_or_its_file(known, chinese, english):
    row = one(**({"source": "", "published": DAY} | known))
    assert citation(row, ZH) == chinese
    assert citation(row, EN) == english


def test_a_long_title_is_cut():
    assert citation(one(source="", published=None, title="长" * 61), ZH) == f"《{'长' * 59}…》"
    assert citation(one(source="", published=None, title="长" * 60), ZH) == f"《{'长' * 60}》"


def test_an_office_is_no_newspaper():
    assert publisher("怀化市统计局", ZH) == "怀化市统计局"
    assert publisher("安平晚报", ZH) == "《安平晚报》"


def test_the_place_in_a_document_stands_behind_it():
    assert citation_at(one(**COMMUNIQUE), ZH) == f"《{TITLE}》，2025年4月18日（第1页）"
    cell = {
        "document": "石城年鉴.xlsx",
        "title": "主要指标",
        "published": None,
        "source": "",
        "locator": in_cell("各县", "E10"),
    }
    assert citation_at(one(**cell), ZH) == "石城年鉴.xlsx（各县!E10）"
    assert citation_by_file(one(**COMMUNIQUE), EN) == f'"{TITLE}", 18 Apr 2025 (公报1栏.pdf, p. 1)'
    assert citation_by_file(one(**cell), ZH) == "石城年鉴.xlsx（各县!E10）"


def test_in_full_a_citation_has_headline_and_file():
    assert citation_in_full(one(source="江门日报", title="开门红", published=DAY), ZH) == (
        "《江门日报》2025年4月18日，《开门红》，a.txt"
    )
    assert citation_in_full(one(**COMMUNIQUE), ZH) == f"《{TITLE}》，2025年4月18日，公报1栏.pdf"
    assert citation_in_full(one(source="", title="", published=None), ZH) == "a.txt"


def test_files_that_are_cited_alike_are_told_apart_by_their_names():
    copy = COMMUNIQUE | {"document": "公报.docx", "locator": ""}
    assert citations(rows(COMMUNIQUE), ZH) == [f"《{TITLE}》，2025年4月18日（第1页）"]
    assert citations(rows(COMMUNIQUE, copy), ZH) == [
        f"《{TITLE}》，2025年4月18日（公报1栏.pdf，第1页）",
        f"《{TITLE}》，2025年4月18日（公报.docx）",
    ]


def test_a_title_that_was_stated_comes_first_in_every_citation(workspace):
    made = Workspace(workspace)
    text = "青禾县经济开门红\n\n2024年，青禾县接待游客36.2万人次。\n"
    made.add("a.txt", text.encode(), {"title": "青禾县2024年统计公报"})
    book = Book()
    for cells in (["青禾县主要指标"], ["指标", "2024年"], ["地区生产总值（亿元）", 104.2]):
        book.active.append(cells)
    held = io.BytesIO()
    book.save(held)
    made.add("b.xlsx", held.getvalue(), {"title": "青禾统计年鉴2025"})
    made.refresh()
    table = with_areas(made.whole())
    cited = {citation(row, ZH) for row in table.itertuples()}
    assert cited == {"《青禾县2024年统计公报》", "《青禾统计年鉴2025》"}
    chosen = select(table, Selection(("gdp", "tourist_arrivals")))
    under = [note for panel in arrange(chosen, load_catalogue().entries, ZH) for note in notes(panel, ZH)]
    assert [any(title in note for note in under) for title in cited] == [True, True]
    made.register.restate({one.digest: {"title": ""} for one in made.register.entries()})
    made.refresh()
    assert {citation(row, ZH) for row in made.whole().itertuples()} == {"《青禾县经济开门红》", "b.xlsx"}


def test_articles_of_one_page_are_cited_by_their_headlines_and_by_the_stated_title_without_one(workspace):
    made = Workspace(workspace)
    first = "青禾县接待游客增长快\n\n本报讯（记者/李文）1月20日，2024年，青禾县接待游客36.2万人次。\n"
    second = "青禾县出口增长快\n\n本报讯（记者/王文）1月20日，2024年，青禾县出口总额3.5亿元。\n"
    bare = second.partition("\n\n")[2]
    made.add("a.txt", f"{first}\n{second}".encode(), {"title": "今日一版"})
    made.add("b.txt", f"{first}\n{bare}".encode(), {"title": "今日二版"})
    made.add("c.txt", first.encode(), {"title": "今日三版"})
    made.refresh()
    table = made.whole()
    told = {
        file: dict(zip(rows["indicator"], rows["title"], strict=True))
        for file, rows in table.groupby("document")
    }
    assert told["a.txt"] == {"tourist_arrivals": "青禾县接待游客增长快", "exports": "青禾县出口增长快"}
    assert told["b.txt"] == {"tourist_arrivals": "青禾县接待游客增长快", "exports": "今日二版"}
    assert told["c.txt"] == {"tourist_arrivals": "今日三版"}
    assert {citation(row, ZH) for row in table[table["document"] == "a.txt"].itertuples()} == {
        "《青禾县接待游客增长快》，2024年1月20日", "《青禾县出口增长快》，2024年1月20日",
    }  # fmt: skip


def test_two_pages_of_one_issue_are_one_source():
    pages = rows({"document": "A1.txt", "title": "甲"}, {"document": "A2.txt", "title": "乙"})
    assert citations(pages, ZH) == ["《安平日报》2025年1月20日"]


def test_every_list_of_sources_names_a_document_without_a_newspaper():
    catalogue = load_catalogue().entries
    office = COMMUNIQUE | {
        "source": "石城县统计局",
        "place": "石城县",
        "sentence": "接待游客3人次。",
        "value": 3.0,
    }
    table = rows(office)
    row = next(table.itertuples())
    cited = f"石城县统计局，《{TITLE}》，2025年4月18日"
    (panel,) = arrange(select(table, Selection(("tourist_arrivals",))), catalogue, ZH)
    assert notes(panel, ZH)[-1] == f"资料来源：{cited}（第1页）"
    (quote,) = quotes([table], catalogue, ZH)
    assert (quote.cited, quote.in_full) == (cited, f"{cited}，公报1栏.pdf")
    assert f"{cited}（公报1栏.pdf，第1页）" in report_html(row, row, catalogue, ZH)
    drawn = source_html(row, "", catalogue, ZH)
    assert drawn.count(TITLE) == 1
    assert cited in drawn
