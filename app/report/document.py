"""Write a report as a Word document: for each item what is seen, its table and its figure; sources at the end."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from app.charts.first_to_last import changes_told
from app.charts.notes import alternative, notes
from app.charts.pictures import PictureFailedError
from app.charts.prints import WORD
from app.report.cells import table_cells
from app.report.charts import rendered
from app.report.grid import grid
from app.report.items import Item, checked
from app.report.native_notes import table_notes
from app.report.paragraphs import (
    TEXT_WIDTH,
    caption,
    caption_again,
    new_document,
    paragraph,
    small,
    unit_line,
)
from app.report.quotes import quotes
from app.report.three_line_tables import three_line_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.charts.panel import Panel
    from app.wording import Wording


@dataclass(frozen=True, slots=True)
class Counters:
    """The numbers that the next table and the next figure get."""

    tables: Iterator[int]
    figures: Iterator[int]


def document(items: Sequence[Item], catalogue: Mapping[str, Any], say: Wording, title: str = "") -> bytes:
    """Write the chosen tables and charts in order, and an appendix of their sources with the quoted sentences.

    Where no picture can be made, the reason stands in its place and the item's table comes in any case.
    """
    told = checked(items)
    page = new_document(title or say("report.title"))
    page.add_paragraph(title or say("report.title"), style="Title")
    counters = Counters(count(1), count(1))
    for item in told:
        write_item(page, item, say, counters)
    write_sources(page, told, catalogue, say)
    held = io.BytesIO()
    page.save(held)
    return held.getvalue()


def write_item(page: Any, item: Item, say: Wording, counters: Counters) -> None:
    """Write one item: what is seen, table under its title, figure over its title, notes below each."""
    for line in item.panel.lead:
        paragraph(page, line, indent=True)
    for line in changes_told(item.panel, say):
        small(page, line)
    image, reason = (None, "") if not item.chart else picture_of(item, say)
    if item.table or (item.chart and image is None):
        write_table(page, item.panel, say, next(counters.tables))
    if image:
        write_figure(page, item.panel, image, say, next(counters.figures))
    elif reason:
        small(page, say("report.no_picture", reason=reason))


def picture_of(item: Item, say: Wording) -> tuple[bytes | None, str]:
    """Make the picture of an item, or give the reason why there is none."""
    try:
        return rendered(item, say, "png", WORD, titled=False), ""
    except PictureFailedError as error:
        return None, error.told(say)


def write_table(page: Any, panel: Panel, say: Wording, number: int) -> None:
    """Write the figures of a panel as a three-line table: title and unit above, notes and sources below."""
    label, unit = say("report.table_title"), say("chart.unit", unit=panel.unit)

    def again() -> None:
        caption_again(page, label, number, say)
        unit_line(page, unit)

    caption(page, label, number, panel.title, above=True)
    unit_line(page, unit)
    three_line_tables(page, table_cells(grid(panel, say), say), again)
    for line in table_notes(panel, say):
        small(page, line)
    page.add_paragraph()


def write_figure(page: Any, panel: Panel, image: bytes, say: Wording, number: int) -> None:
    """Put the picture of a panel into the text, as wide as the text: notes and sources, then the title below."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    made = page.add_paragraph()
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.paragraph_format.keep_with_next = True
    shape = made.add_run().add_picture(io.BytesIO(image), width=Cm(TEXT_WIDTH))
    described = shape._inline.docPr  # noqa: SLF001 - python-docx has no word for the description
    described.set("descr", alternative(panel, say))
    described.set("name", panel.title)
    for line in notes(panel, say):
        small(page, line).paragraph_format.keep_with_next = True
    caption(page, say("report.figure_title"), number, panel.title, above=False)


def write_sources(page: Any, items: Sequence[Item], catalogue: Mapping[str, Any], say: Wording) -> None:
    """Cite each source in full, and quote the sentences that the figures come from."""
    page.add_heading(say("report.appendix"), level=1)
    found = quotes((item.own for item in items), catalogue, say)
    for number, cited in enumerate(dict.fromkeys(one.in_full for one in found), start=1):
        made = page.add_paragraph(f"[{number}] {cited}")
        made.paragraph_format.keep_with_next = True
        for one in found:
            if one.in_full == cited and one.sentence:
                told = f"{say('list.join').join(one.indicators)}{say('report.colon')}"
                where = f"{say('list.gap')}{say('report.at', place=one.place)}" if one.place else ""
                small(page, told + say("report.quoted", sentence=one.sentence) + where)
