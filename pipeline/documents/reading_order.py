"""Make a text of printed lines: what stands where on the pages becomes what is read after what."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.documents.content import Content, Layout, Spot
from pipeline.documents.locators import on_page
from pipeline.documents.printed_lines import PrintedLine, PrintedPage


def laid_out(pages: Iterable[PrintedPage]) -> Content:
    """Return the text of pages in the order in which they are read, with the place of each line; title where one is seen.

    Every line of the text is a paragraph, a heading or a row of a table (wrapped=False).
    """
    text: list[str] = []
    spots: list[Spot] = []
    at = 0
    for page in pages:
        for line in sorted(page.lines, key=lambda line: (line.middle, line.left)):
            spots.append(_spot(line, page, at))
            text += [line.text, "\n"]
            at += len(line.text) + 1
    return Content("".join(text), Layout(tuple(spots), wrapped=False))


def _spot(line: PrintedLine, page: PrintedPage, start: int) -> Spot:
    return Spot(
        start,
        start + len(line.text),
        on_page(page.number),
        page.number,
        line.top / page.height,
        line.bottom / page.height,
        tuple(edge / page.width for edge in line.edges),
    )
