"""Write charts as a workbook: each as a native chart with its data, the sources with their sentences, the notes."""

from __future__ import annotations

import io
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any

from app.charts.facets import ACROSS, facet_places, facets
from app.charts.name_widths import text_width
from app.charts.notes import alternative
from app.exports import AS_TEXT
from app.report.chart_parts import with_complete_charts
from app.report.data_sheet import Placed, write_data
from app.report.grid import grid, grid_of
from app.report.items import Item, checked
from app.report.native_chart import native_chart
from app.report.native_key import native_key
from app.report.native_looks import FONT, QUIET
from app.report.native_notes import native_notes
from app.report.source_sheets import write_notes, write_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.charts.panel import Panel
    from app.report.native_key import Key
    from app.wording import Wording

WIDTH, HEIGHT, LINE = 900, 470, 20  # pixels of a chart and of a line of cells
COLUMNS = 110  # of text in a line as wide as the chart
SMALL_HIGH, ROW_HIGH = 250, 330  # pixels of small charts, and of those that stand in one row
KEY_TO = 12  # the last column of cells of what the marks tell
TALLER = 26  # pixels that each bar across needs


def workbook(items: Sequence[Item], catalogue: Mapping[str, Any], say: Wording) -> bytes:
    """Write a workbook: a sheet with the chart and one with its data for each item, then sources and notes."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, AS_TEXT) as book:
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
    """Put the chart of a panel on a worksheet: what is seen above it, the unit at its upper right, the notes below it."""
    wrapped = {"font_name": FONT, "text_wrap": True, "valign": "top"}
    small = book.add_format(wrapped | {"font_size": 9, "font_color": QUIET})
    seen = book.add_format(wrapped | {"font_size": 11})
    right = book.add_format({"font_name": FONT, "font_size": 10, "font_color": QUIET, "align": "right"})
    page.hide_gridlines(2)
    page.set_column(0, 0, 1)
    page.set_column(1, 14, 8.43)
    write_lines(page, 0, panel.lead, seen)
    above = len(panel.lead)
    page.write_string(above, 14, say("chart.unit", unit=panel.unit), right)
    write_key(book, page, above, native_key(panel, say))
    drawn = parts_of(placed, panel)
    wide = WIDTH // min(len(drawn), ACROSS)
    tall = SMALL_HIGH if len(drawn) > ACROSS else ROW_HIGH
    if len(drawn) == 1:
        tall = max(HEIGHT, 120 + TALLER * len(placed.grid.categories))
    for number, (part, own) in enumerate(drawn):
        chart = native_chart(book, own, part, say, 10 if len(drawn) == 1 else 8, wide, titled=True)
        chart.set_size({"width": wide, "height": tall})
        place = {"x_offset": wide * (number % ACROSS), "y_offset": tall * (number // ACROSS)}
        page.insert_chart(
            above + 1, 1, chart, place | {"description": alternative(part, say), "object_position": 3}
        )
    below = above + 2 + -(-tall * -(-len(drawn) // ACROSS) // LINE)
    write_lines(page, below, native_notes(panel, say), small)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)


def write_key(book: Any, page: Any, row: int, keys: Sequence[Key]) -> None:
    """Write what the marks of small charts tell into a row of cells, left of the unit."""
    if not keys:
        return
    words = book.add_format({"font_name": FONT, "font_size": 9, "font_color": QUIET})
    parts: list[Any] = []
    for one in keys:
        parts += [book.add_format({"font_name": FONT, "font_size": 10, "font_color": one.ink}), one.sign]
        parts += [words, f" {one.words}    "]
    page.merge_range(row, 1, row, KEY_TO, "", words)
    page.write_rich_string(row, 1, *parts, words)


def write_lines(page: Any, first: int, told: Iterable[str], look: Any) -> None:
    """Write lines from a row of cells on, each as wide as the chart: a line that ran on would shrink the printed page."""
    for row, words in enumerate(told, start=first):
        page.merge_range(row, 1, row, 14, words, look)
        page.set_row_pixels(row, LINE * ceil(text_width(words) / COLUMNS))


def parts_of(placed: Placed, panel: Panel) -> list[tuple[Panel, Placed]]:
    """Give the charts of a panel with their cells: one, or a small one each series."""
    if not panel.apart:
        return [(panel, placed)]
    return [
        (part, replace(placed, grid=grid_of(placed.grid, places)))
        for part, places in zip(facets(panel), facet_places(panel), strict=True)
    ]
