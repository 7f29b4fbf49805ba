"""Tell which articles of a page the document's title is not of: it is the headline of another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.articles import Article
from pipeline.lines import Flow


def apart_from(title: str, found: Sequence[Article], page: Flow) -> list[Article]:
    """Set apart the articles with headlines of their own where the document's title is printed above another one.

    The largest headline of a PDF's page is taken for the document's title: 「一季度旅游收入21亿元」 says nothing of the
    period of 「前两月外贸增长9%」 below it. A title above the headline of the first article is that of the page.
    """
    named = _bare(title)
    owner = next((one for one in found if named in map(_bare, _head(one, page))), None) if named else None
    if owner is None or _bare(owner.title) not in ("", named):
        return [*found]
    return [replace(one, apart=one.apart or _bare(one.title) not in ("", named)) for one in found]


def _head(article: Article, page: Flow) -> list[str]:
    """Return the lines of an article, up to the one in which its text begins."""
    return page.display[article.start : article.body].split("\n")


def _bare(title: str) -> str:
    """Return a title without the spaces that forms of a document set differently."""
    return "".join(title.split())
