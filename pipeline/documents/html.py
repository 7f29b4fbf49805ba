"""Read a web page: the article that it is around, its tables, and what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.documents.composing import Composer, Field
from pipeline.documents.content import Content
from pipeline.documents.decoding import DocumentError
from pipeline.documents.locators import in_paragraph, in_table_row
from pipeline.documents.publication import find_source
from pipeline.documents.web.body import Shown, body_of, shown
from pipeline.documents.web.encoding import characters_of
from pipeline.documents.web.markup import Line, markup_of
from pipeline.documents.web.saying import in_full, published_of, site_of, source_of, title_of
from pipeline.documents.web.tables import MOST_PLACES, judge, rows_of


def read(octets: bytes, file: str | Path, encoding: str = "") -> Content:
    """Return the body of a page, a line a paragraph; `encoding` is what the envelope of a saved page names.

    Raises DocumentError where the bytes are no text, or the page has no words but those of links.
    """
    page = characters_of(octets, file, encoding)
    markup = markup_of(page, file)
    judge(markup.tables)
    lines = shown(markup.items)
    title = title_of(markup, lines)
    body = body_of(lines, title)
    composer, left_out = _composed(body, file)
    text = composer.text()
    if not text.strip():
        raise DocumentError("page_without_text", file=file)
    site = site_of(markup)
    source = in_full(source_of(markup) or find_source(text, wrapped=False), site) or site
    return Content(text, composer.layout(), title, published_of(markup, page, body), source, left_out)


def _composed(body: Sequence[Shown], file: str | Path) -> tuple[Composer, tuple[DocumentError, ...]]:
    """Put the text together, with what was left out of it."""
    composer = Composer()
    left_out: list[DocumentError] = []
    paragraphs = tables = 0
    for item in body:
        if isinstance(item, Line):
            paragraphs += 1
            composer.paragraph(item.text.strip(), in_paragraph(paragraphs))
            continue
        tables += 1
        rows = rows_of(item)
        if rows is None:
            left_out.append(DocumentError("page_table", file=file, number=tables, most=MOST_PLACES))
            continue
        _add_table(composer, rows, tables)
    return composer, tuple(left_out)


def _add_table(composer: Composer, rows: Sequence[Sequence[Field | None]], table: int) -> None:
    """Add a table; rows of one cell across all of it above and below the others are its title, its unit and its notes."""
    within = [number for number, row in enumerate(rows) if row[0] is None or row[0].columns < len(row)]
    first, last = (within[0], within[-1]) if within else (0, len(rows))
    for number, row in enumerate(rows):
        locator = in_table_row(table, number + 1)
        if number == first:
            composer.gap()
        if first <= number <= last or row[0] is None:
            composer.row(row, locator)
        else:
            composer.paragraph(row[0].text.strip(), locator)
        if number == last:
            composer.gap()
