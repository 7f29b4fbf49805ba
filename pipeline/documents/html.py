"""Read a web page: the article that it is around, its tables, and what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.documents.composing import Composer, Field
from pipeline.documents.content import Content
from pipeline.documents.decoding import DocumentError
from pipeline.documents.locators import in_paragraph, in_table_row
from pipeline.documents.web.body import TELLING, Shown, body_of, shown
from pipeline.documents.web.encoding import characters_of
from pipeline.documents.web.markup import markup_of
from pipeline.documents.web.parts import PICTURE, Line
from pipeline.documents.web.saying import published_of, source_of, title_of
from pipeline.documents.web.tables import MOST_PLACES, judge, rows_of
from pipeline.tables.captions import units_of_line

_CAPTIONS = 3  # cells of a row that gives a period and a unit


def read(octets: bytes, file: str | Path, encoding: str = "") -> Content:
    """Return the body of a page, a line a paragraph; `encoding` is what the envelope of a saved page names.

    Raises DocumentError where the bytes are no text, or the page has no words but those of links.
    """
    page = characters_of(octets, file, encoding)
    markup = markup_of(page, file)
    judge(markup.tables)
    lines = shown(markup.items)
    title = " ".join(title_of(markup, lines).split())
    body = body_of(lines, title)
    composer, left_out = _composed(body, file)
    text = composer.text()
    if not text.strip():
        raise DocumentError("page_without_text", file=file)
    if markup.hidden >= TELLING:
        left_out = (*left_out, DocumentError("page_hidden", file=file))
    published = published_of(markup, page, lines, body)
    return Content(text, composer.layout(), title, published, source_of(markup, page, text), left_out)


def _composed(body: Sequence[Shown], file: str | Path) -> tuple[Composer, tuple[DocumentError, ...]]:
    """Put the text together, with what was left out of it."""
    composer = Composer()
    left_out: list[DocumentError] = []
    paragraphs = tables = 0
    for item in body:
        if isinstance(item, Line) and item.tag == PICTURE:
            continue
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
    if pictures := _pictures(body):
        left_out.append(DocumentError("page_pictures", file=file, count=pictures))
    return composer, tuple(left_out)


def _pictures(body: Sequence[Shown]) -> int:
    """Count the pictures that stand by themselves between the lines of the body: charts, tables, scanned pages."""
    told = [
        number for number, item in enumerate(body) if not (isinstance(item, Line) and item.tag == PICTURE)
    ]
    return told[-1] - told[0] + 1 - len(told) if told else 0


def _add_table(composer: Composer, rows: Sequence[Sequence[Field | None]], table: int) -> None:
    """Add a table; rows that are its title, its unit and its notes, above and below the others, are paragraphs."""
    within = [number for number, row in enumerate(rows) if not _is_beside(row)]
    first, last = (within[0], within[-1]) if within else (0, len(rows))
    for number, row in enumerate(rows):
        locator = in_table_row(table, number + 1)
        if number == first:
            composer.gap()
        if first <= number <= last:
            composer.row(row, locator)
        else:
            composer.paragraph(" ".join(cell.text.strip() for cell in row if cell and cell.text), locator)
        if number == last:
            composer.gap()


def _is_beside(row: Sequence[Field | None]) -> bool:
    """Say whether a row is no part of a grid: one cell across it, or the unit of all: 「（2020年）｜单位：万元」."""
    filled = [cell for cell in row if cell and cell.text]
    alone = row[0] is not None and row[0].columns == len(row)
    return alone or (
        len(filled) <= _CAPTIONS and any(units_of_line(cell.text) is not None for cell in filled)
    )
