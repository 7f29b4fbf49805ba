from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles import articles
from pipeline.lines import flow

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
