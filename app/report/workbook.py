"""Write charts as a workbook: each as a native chart with its data, the sources with their sentences, the notes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, time
from math import ceil
from typing import TYPE_CHECKING, Any

from app.facets import ACROSS, facets
from app.notes import alternative
from app.prints import text_width
from app.report.chart_parts import with_complete_charts
from app.report.data_sheet import Placed, write_data
from app.report.grid import grid, grid_of
from app.report.items import Item, checked
from app.report.native_chart import native_chart
from app.report.native_looks import FONT
from app.report.native_notes import native_notes
from app.report.quotes import quotes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.panels import Panel
    from app.wording import Wording

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTH, HEIGHT, LINE = 900, 470, 20  # pixels of a chart and of a line of cells
SOURCES = {
    "column.source": 16, "column.published": 12, "report.headline": 34, "column.document": 28,
    "column.indicator": 22, "column.value_text": 24, "column.sentence": 80,
}  # fmt: skip
TALLER = 26  # pixels that each bar across needs


def workbook(items: Sequence[Item], catalogue: Mapping[str, Any], say: Wording) -> bytes:
    """Write a workbook: a sheet with the chart and one with its data for each item, then sources and notes."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        told = checked(items)
        for number, item in enumerate(told, start=1):
            counted = str(number) if len(told) > 1 else ""
            page = book.add_worksheet(say("report.chart") + counted)
            data = book.add_worksheet(say("report.data") + counted)
            made = grid(item.panel, say)
            placed = write_data(book, data, made, item.panel, say)
            write_chart(book, page, placed, item.panel, say)
        write_sources(book, book.add_worksheet(say("report.sources")), told, catalogue, say)
        write_notes(book, book.add_worksheet(say("report.notes")), told, say)
    return with_complete_charts(held.getvalue())


def write_chart(book: Any, page: Any, placed: Placed, panel: Panel, say: Wording) -> None:
    """Put the chart of a panel on a worksheet, the unit at its upper right, the notes below it."""
    text = book.add_format({"font_name": FONT, "font_size": 9, "font_color": "#5D6A73"})
    right = book.add_format({"font_name": FONT, "font_size": 10, "font_color": "#5D6A73", "align": "right"})
    page.hide_gridlines(2)
    page.set_column(0, 0, 1)
    page.set_column(1, 14, 8.43)
    page.write_string(0, 14, say("chart.unit", unit=panel.unit), right)
    drawn = parts_of(placed, panel)
    wide = WIDTH // min(len(drawn), ACROSS)
    tall = max(HEIGHT, 120 + TALLER * len(placed.grid.categories)) if len(drawn) == 1 else 250
    for number, (part, own) in enumerate(drawn):
        chart = native_chart(book, own, part, say, 10 if len(drawn) == 1 else 8, titled=True)
        chart.set_size({"width": wide, "height": tall})
        place = {"x_offset": wide * (number % ACROSS), "y_offset": tall * (number // ACROSS)}
        page.insert_chart(1, 1, chart, place | {"description": alternative(part, say), "object_position": 3})
    below = 2 + -(-tall * -(-len(drawn) // ACROSS) // LINE)
    for line, words in enumerate(native_notes(panel, say), start=below):
        page.write_string(line, 1, words, text)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)


def parts_of(placed: Placed, panel: Panel) -> list[tuple[Panel, Placed]]:
    """Give the charts of a panel with their cells: one, or a small one each series."""
    if not panel.apart:
        return [(panel, placed)]
    return [
        (part, replace(placed, grid=grid_of(placed.grid, number)))
        for number, part in enumerate(facets(panel))
    ]


def write_sources(
    book: Any, page: Any, items: Sequence[Item], catalogue: Mapping[str, Any], say: Wording
) -> None:
    """List paper, day, title, file and sentence behind the figures, and which figures these are."""
    text = book.add_format({"font_name": FONT, "text_wrap": True, "valign": "top"})
    head = book.add_format({"font_name": FONT, "bold": True, "bottom": 1})
    day = book.add_format({"font_name": FONT, "num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for column, (name, wide) in enumerate(SOURCES.items()):
        page.write_string(0, column, say(name), head)
        page.set_column(column, column, wide)
    for line, quote in enumerate(quotes((item.own for item in items), catalogue, say), start=1):
        words = say("list.join")
        cells = [quote.source, None, quote.title, quote.file, words.join(quote.indicators),
                 words.join(quote.figures), quote.sentence]  # fmt: skip
        wide = [*SOURCES.values()]
        filled = [text_width(cell or "") / room for cell, room in zip(cells, wide, strict=True)]
        page.set_row(line, 16 * max(1, *map(ceil, filled)))
        for column, cell in enumerate(cells):
            if cell is not None:
                page.write_string(line, column, cell, text)
        if quote.day:
            page.write_datetime(line, 1, datetime.combine(quote.day, time()), day)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def write_notes(book: Any, page: Any, items: Sequence[Item], say: Wording) -> None:
    """Write the notes of each chart under its title."""
    head = book.add_format({"font_name": FONT, "bold": True})
    text = book.add_format({"font_name": FONT, "text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 110)
    line = 0
    for item in items:
        page.write_string(line, 0, item.panel.title, head)
        for line, words in enumerate(native_notes(item.panel, say), start=line + 1):
            page.set_row(line, 16 * ceil(text_width(words) / 110))
            page.write_string(line, 0, words, text)
        line += 2
