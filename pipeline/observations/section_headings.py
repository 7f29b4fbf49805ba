"""Find the headings of an article's sections, and the rank of each by the form of its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.articles import Article, Paragraph
from pipeline.clauses.tokens import within
from pipeline.datelines import folio, numbered
from pipeline.observations.page import Page
from pipeline.words import words_of

LONGEST = 40  # characters of a numbered heading
MARKS = re.compile(r"[。；;，,\t]")
_CAPTION = re.compile(rf"{'|'.join(words_of('tables')['captions_numbered'])}")
_ARABIC, _CHINESE = re.compile("[0-9]+"), re.compile("[一二三四五六七八九十百]+")


def headings_in(article: Article, page: Page) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Yield the headings of an article, each with the paragraph below it, asides left out.

    What is numbered and gives a figure is none, nor is what belongs to a table.
    """
    text = page.flow.text
    inside = [one for one in within(page.paragraphs, article.start, article.end) if one.kind != "aside"]
    told = [one for one in inside if not folio().fullmatch(text, one.start, one.end)]
    grids = within(page.grids, article.start, article.end)
    rows, firsts = [(grid.start, grid.end) for grid in grids], {grid.start for grid in grids}
    for one, below in pairwise([*told, Paragraph(article.end, article.end, "")]):
        line = text[one.start : one.end]
        number = numbered().match(line)
        if not (number or one.kind == "headline"):
            continue
        if number and (gives_figure(one, page) or len(line) > LONGEST or MARKS.search(line)):
            continue
        if any(start <= one.start < end for start, end in rows):
            continue
        if not number and _CAPTION.search(line) and one.end + 1 in firsts:
            continue
        yield one, below


def gives_figure(line: Paragraph, page: Page) -> bool:
    """Say whether a heading gives a figure behind its number."""
    number = numbered().match(page.flow.text, line.start, line.end)
    return bool(within(page.found.quantities, number.end() if number else line.start, line.end))


def rank_of(line: str) -> str:
    """Return the form of a heading's number, which all of its rank have: 「一、」 of 「二、农业」, "" for none."""
    number = numbered().match(line)
    return _ARABIC.sub("1", _CHINESE.sub("一", number[0])) if number else ""
