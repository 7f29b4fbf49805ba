from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles import articles
from pipeline.documents import document_of
from pipeline.extraction import extract_document, page_of
from pipeline.indicators import load_catalogue
from pipeline.lines import flow
from pipeline.observations.areas_of_headlines import by_area
from pipeline.observations.passages import by_period

ROOT = Path(__file__).parent
CASES = yaml.safe_load((ROOT / "cases" / "articles.yaml").read_text(encoding="utf-8"))
SEEDS = sorted((ROOT.parent / "seeds").glob("*.txt"))


def covers(page):
    found = articles(page)
    assert "\n".join(page.text[article.start : article.end] for article in found) == page.text
    assert all(article.start <= article.body <= article.end for article in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: next(iter(case)))
def test_a_page_is_divided_into_its_articles(case):
    (case,) = case.values()
    page = flow(case["text"])
    found = articles(page)
    assert [(a.title, a.month, a.day) for a in found] == [
        (w["title"], w["month"], w["day"]) for w in case["articles"]
    ]
    for article, wanted in zip(found, case["articles"], strict=True):
        shown = page.display[article.start : article.end]
        assert shown.startswith(wanted["starts"])
        assert shown.endswith(wanted["ends"])


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_the_articles_of_a_newspaper_page_cover_it(seed):
    page = flow(seed.read_text(encoding="utf-8"))
    assert sum(article.day is not None for article in articles(page)) >= 3
    covers(page)


PIECES = [
    "青禾日报讯（记者/林一）",
    "4月7日，",
    "近日，全县平稳。",
    "高质量发展",
    "\n",
    "▲",
    "记者 林一",
    "99月99日",
    "。",
    "\t",
    "a",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_the_articles_of_any_text_cover_it(pieces):
    covers(flow("".join(pieces)))


class _Looked(Sequence):
    """Be a sequence that counts how many of its items are looked at."""

    def __init__(self, items):
        self.items, self.looked = items, 0

    def __len__(self):
        return len(self.items)

    def __getitem__(self, at):
        found = self.items[at]
        self.looked += len(found) if isinstance(at, slice) else 1
        return found


def _paragraphs_looked_at(count):
    """Return how many paragraphs of a page of so many articles are looked at to part it by areas and periods."""
    article = "石城县旅游业第{0}次传喜讯\n\n石城日报讯（记者 王明）记者获悉，石城县接待游客{0}万人次。\n\n二、财政\n\n"
    document = document_of("".join(map(article.format, range(1, count + 1))), None)
    page = page_of(document, load_catalogue())
    page = replace(page, paragraphs=_Looked(page.paragraphs))
    found = list(by_area(articles(page.flow), page))
    assert len(found) == count
    for one, _ in found:
        list(by_period(one, None, page, (), is_divided=True))
    return page.paragraphs.looked


def test_the_paragraphs_of_a_page_are_not_looked_through_for_each_of_its_articles():
    assert _paragraphs_looked_at(200) < 3 * _paragraphs_looked_at(100)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        pytest.param(
            "今年同期", "2025-01/2025-11", marks=pytest.mark.xfail(reason="opens no sentence beside 去年同期")
        ),
        pytest.param(
            "本年同期", "2025-01/2025-11", marks=pytest.mark.xfail(reason="opens no sentence beside 去年同期")
        ),
        ("去年同期", "2024-01/2024-11"),
        ("前年同期", "2023-01/2023-11"),
        ("2022年同期", "2022-01/2022-11"),
    ],
)
def test_the_same_span_is_of_the_year_that_its_word_says(word, wanted):
    text = f"青禾县2025年前11个月经济运行简析\n\n1—11月，全县出口总额9.5亿元。\n{word}，全县社会消费品零售总额为150.1亿元。"
    rows = extract_document(document_of(text, date(2025, 12, 18), "青禾县"), load_catalogue()).rows
    assert [row["period"] for row in rows if row["indicator"] == "retail_sales"] == [wanted]


def test_this_years_same_span_beside_last_years_is_of_this_year():
    text = "青禾县2025年前11个月经济运行简析\n\n去年同期，全县社会消费品零售总额为150.1亿元，今年同期为157.3亿元。"
    rows = extract_document(document_of(text, date(2025, 12, 18), "青禾县"), load_catalogue()).rows
    told = [row["period"] for row in rows if row["indicator"] == "retail_sales" and row["measure"] == "level"]
    assert told == ["2024-01/2024-11", "2025-01/2025-11"]
