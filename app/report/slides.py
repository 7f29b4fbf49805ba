"""Write charts as slides: one a chart, with its title, unit, notes and sources, the quoted sentences for the speaker."""

from __future__ import annotations

import io
from math import ceil
from typing import TYPE_CHECKING, Any

from app.charts.facets import ACROSS, facets
from app.charts.name_widths import text_width
from app.charts.notes import alternative
from app.report.embedded_charts import embedded_charts
from app.report.items import Item, checked
from app.report.native_key import native_key
from app.report.native_looks import FONT, INK, QUIET
from app.report.native_notes import native_notes
from app.report.quotes import quotes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.charts.panel import Panel
    from app.wording import Wording

INCH, PIXELS = 914400, 96  # of English metric units, and of a screen
WIDTH, HEIGHT = 13.333, 7.5  # inches
EDGE, TOP, BOTTOM = (
    0.6,
    1.35,
    7.35,
)  # inches: the chart stands between title and notes, which end at the bottom
TITLE_ONLY = 5  # of the layouts that python-pptx comes with
TEXT, SMALL_TEXT = 14, 9  # points, in a chart alone and in small ones
SENTENCE = (18, 16, 14, 12, 10, 9)  # points that subtitle and sentence may have, the largest that has room
NOTES = (11, 10, 9, 8)  # points of the lines below the chart
UNIT = 3.0  # inches that the unit may take, right of what the marks tell
TITLES, TITLE_TALL = (28, 20, 16), 0.75  # points that a title may have, inches that it has room for
COLUMNS = 1.8  # of text for the height of a letter: a Chinese character takes two, and fonts differ
MOST_TALL, POINTS = 1.6, 72  # inches for the sentence, and for the notes; points of an inch


def slides(items: Sequence[Item], catalogue: Mapping[str, Any], say: Wording) -> bytes:
    """Write a presentation of 16:9 with a slide an item; its charts can be edited by the workbook within."""
    import pptx

    told = checked(items)
    show = pptx.Presentation()
    widen(show)
    for item in told:
        slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
        size, tall = fitted(item.panel.lead, SENTENCE)
        if item.panel.lead:
            box(slide, (EDGE, TOP - 0.32, WIDTH - 2 * EDGE, tall), item.panel.lead, size, INK)
        head(slide, item.panel, say, tall)
        notes = native_notes(item.panel, say)
        size, low = fitted(notes, NOTES)
        charts(slide, item.panel, say, TOP + tall, BOTTOM - low)
        box(slide, (EDGE, BOTTOM - low, WIDTH - 2 * EDGE, low), notes, size, QUIET)
        slide.notes_slide.notes_text_frame.text = "\n".join(spoken(item, catalogue, say))
    held = io.BytesIO()
    show.save(held)
    return held.getvalue()


def widen(show: Any) -> None:
    """Make a presentation 16:9, and its layouts with it, so that further slides look right."""
    factor = WIDTH * INCH / show.slide_width
    show.slide_width, show.slide_height = round(WIDTH * INCH), round(HEIGHT * INCH)
    for page in (show.slide_master, *show.slide_layouts):
        for shape in page.placeholders:
            if shape.element.spPr.xfrm is not None:  # else it takes its place from the master
                shape.left, shape.width = round(shape.left * factor), round(shape.width * factor)


def head(slide: Any, panel: Panel, say: Wording, lower: float) -> None:
    """Write the title, and the unit at the upper right of the chart, which stands `lower` by some inches."""
    from pptx.enum.text import PP_ALIGN

    title = slide.shapes.title
    title.left, title.top = round(EDGE * INCH), round(0.3 * INCH)
    title.width, title.height = round((WIDTH - 2 * EDGE) * INCH), round(TITLE_TALL * INCH)
    size = next((one for one in TITLES if inches([panel.title], one) <= TITLE_TALL), TITLES[-1])
    written(title.text_frame, [panel.title], size, INK, bold=True)
    unit = box(
        slide, (WIDTH - EDGE - UNIT, TOP + lower - 0.32, UNIT, 0.3), [say("chart.unit", unit=panel.unit)], 12,
        QUIET,
    )  # fmt: skip
    unit.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    if keys := native_key(panel, say):
        place = (EDGE, TOP + lower - 0.32, WIDTH - 2 * EDGE - UNIT, 0.3)
        line = box(slide, place, [""], 10, QUIET).text_frame.paragraphs[0]
        for one in keys:
            run(line, one.sign, 12, one.ink)
            run(line, f" {one.words}    ", 10, QUIET)


def fitted(lines: Sequence[str], sizes: Sequence[float]) -> tuple[float, float]:
    """Choose the first size in which lines across the slide have room: in points, and how tall they then are in inches."""
    for size in sizes:
        tall = inches(lines, size) + 0.15
        if tall <= MOST_TALL:
            break
    return size, tall if lines else 0.0


def inches(lines: Sequence[str], size: float) -> float:
    """Give how tall lines across the slide are in letters of so many points."""
    columns = (WIDTH - 2 * EDGE) * POINTS / size * COLUMNS
    return sum(max(1, ceil(text_width(line) / columns)) for line in lines) * size * 1.3 / POINTS


def charts(slide: Any, panel: Panel, say: Wording, above: float, below: float) -> None:
    """Put the chart on a slide, or the small charts of the series side by side, from `above` to `below`, in inches."""
    from pptx.enum.chart import XL_CHART_TYPE

    parts = facets(panel) if panel.apart else [panel]
    across = min(len(parts), ACROSS)
    made = embedded_charts(
        panel, say, TEXT if not panel.apart else SMALL_TEXT, PIXELS * (WIDTH - 2 * EDGE) / across
    )
    wide, tall = (WIDTH - 2 * EDGE) / across, (below - above) / -(-len(made) // across)
    for number, (part, chart) in enumerate(zip(parts, made, strict=True)):
        left, top = EDGE + wide * (number % across), above + tall * (number // across)
        place = [round(side * INCH) for side in (left, top, wide, tall)]
        frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, chart)
        named = frame.element.nvGraphicFramePr.cNvPr
        named.set("name", part.title)
        named.set("descr", alternative(panel, say))


def box(
    slide: Any, place: tuple[float, float, float, float], lines: Sequence[str], size: float, shade: str
) -> Any:
    """Write lines into a text box at left, top, width, height in inches."""
    made = slide.shapes.add_textbox(*(round(side * INCH) for side in place))
    made.text_frame.word_wrap = True
    written(made.text_frame, lines, size, shade)
    return made


def written(frame: Any, lines: Sequence[str], size: float, shade: str, *, bold: bool = False) -> None:
    """Write a paragraph a line, in a font that is named for Chinese too; size in points."""
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run(paragraph, line, size, shade, bold=bold)


def run(paragraph: Any, words: str, size: float, shade: str, *, bold: bool = False) -> None:
    """Write words at the end of a paragraph."""
    from pptx.dml.color import RGBColor
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    made = paragraph.add_run()
    made.text = words
    made.font.name, made.font.size, made.font.bold = FONT, Pt(size), bold
    made.font.color.rgb = RGBColor(*bytes.fromhex(shade.lstrip("#")))
    look = made.font._element  # noqa: SLF001 - python-pptx has no word for the font of Chinese
    chinese = look.makeelement(qn("a:ea"), {"typeface": FONT})
    look.find(qn("a:latin")).addnext(chinese)


def spoken(item: Item, catalogue: Mapping[str, Any], say: Wording) -> list[str]:
    """Write for the speaker each source with what it says."""
    lines = []
    for quote in quotes([item.own], catalogue, say):
        said = say("report.quoted", sentence=quote.sentence) if quote.sentence else quote.title
        cited = say("source.at", source=quote.cited, place=quote.place) if quote.place else quote.cited
        lines.append(f"{cited}{say('report.colon')}{said}" if said else cited)
    return lines
