"""Write the sheets beside the charts of a workbook: the sources with their sentences, the notes."""

from __future__ import annotations

from datetime import datetime, time
from math import ceil
from typing import TYPE_CHECKING, Any

from app.charts.name_widths import text_width
from app.report.items import Item
from app.report.native_looks import FONT
from app.report.native_notes import native_notes
from app.report.quotes import Quote, quotes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.wording import Wording

SOURCES = {
    "column.source": 16, "column.published": 12, "report.headline": 34, "column.document": 28, "column.locator": 16,
    "column.indicator": 22, "column.value_text": 24, "column.sentence": 80,
}  # fmt: skip
LINE = 17  # points
BROKEN = 1.25  # of the columns that a text has: words are not broken, bold letters are wider
NOTE = 110  # columns of text


def write_sources(
    book: Any, page: Any, items: Sequence[Item], catalogue: Mapping[str, Any], say: Wording
) -> None:
    """List paper, day, title, file and sentence behind the figures, and which figures these are."""
    text = book.add_format({"font_name": FONT, "text_wrap": True, "valign": "top"})
    head = book.add_format({"font_name": FONT, "bold": True, "bottom": 1})
    day = book.add_format({"font_name": FONT, "num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for column, (name, wide) in enumerate(SOURCES.items()):
        page.write_string(0, column, say(name), head)
        page.set_column(column, column, max(wide, text_width(say(name)) + 2))
    for line, quote in enumerate(quotes((item.own for item in items), catalogue, say), start=1):
        cells = source_cells(quote, say)
        page.set_row(line, height_of(cells, [*SOURCES.values()]))
        for column, cell in enumerate(cells):
            page.write_string(line, column, cell, text)
        if quote.day:
            page.write_datetime(line, 1, datetime.combine(quote.day, time()), day)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def height_of(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Give the height, in points, of a row whose texts are wrapped in cells of these widths, so that none is cut."""
    filled = (ceil(text_width(text) * BROKEN / wide) for text, wide in zip(texts, widths, strict=True))
    return LINE * max(1, *filled)


def source_cells(quote: Quote, say: Wording) -> list[str]:
    """Write what a line of the sources says; the day is written as a date."""
    words = say("list.join")
    told = [words.join(quote.indicators), words.join(quote.figures)]
    return [quote.source, "", quote.title, quote.file, quote.place, *told, quote.sentence]


def write_notes(book: Any, page: Any, items: Sequence[Item], say: Wording) -> None:
    """Write what is seen and the notes of each chart under its title."""
    head = book.add_format({"font_name": FONT, "bold": True})
    text = book.add_format({"font_name": FONT, "text_wrap": True, "valign": "top"})
    page.set_column(0, 0, NOTE)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    line = 0
    for item in items:
        page.write_string(line, 0, item.panel.title, head)
        words = [*item.panel.lead, *native_notes(item.panel, say)]
        for place, note in enumerate(words, start=line + 1):
            page.set_row(place, LINE * ceil(text_width(note) / NOTE))
            page.write_string(place, 0, note, text)
        line += len(words) + 2
