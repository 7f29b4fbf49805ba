"""Make one chart as a picture, a page or a print: PNG at fixed sizes, SVG, PDF, HTML that asks nothing of the network."""

from __future__ import annotations

import struct
import zlib
from html import escape
from typing import TYPE_CHECKING

from app.charts.notes import alternative, told_below
from app.charts.pictures import picture
from app.charts.prints import SCREEN, SLIDE, WORD, Sheet, print_figure
from app.report.items import checked

if TYPE_CHECKING:
    from app.report.items import Item
    from app.wording import Wording

SHEETS = {"png": SCREEN, "png_word": WORD, "png_slide": SLIDE, "svg": SCREEN, "pdf": WORD, "html": SCREEN}
DOTS_AN_INCH = {"png_word": 300, "png": 300, "png_slide": 144}
METRE = 39.3701  # inches
# Nothing may be fetched, whatever a script in the page asks for.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width={width}">
<title>{title}</title>
<style>body {{ margin: 0; background: #ffffff; color-scheme: light }} figure {{ width: {width}px; margin: 0 auto }}</style>
</head>
<body><figure role="img" aria-label="{told}">{chart}</figure></body>
</html>
"""


def png(item: Item, say: Wording, code: str = "png") -> bytes:
    """Make a PNG for the screen (`png`), a Word column (`png_word`) or a slide (`png_slide`)."""
    return sized(rendered(item, say, "png", SHEETS[code]), DOTS_AN_INCH[code])


def svg(item: Item, say: Wording) -> bytes:
    """Make an SVG whose text stays text."""
    return rendered(item, say, "svg", SHEETS["svg"])


def pdf(item: Item, say: Wording) -> bytes:
    """Make a PDF of one page with its fonts in it; its text can be copied."""
    return rendered(item, say, "pdf", SHEETS["pdf"])


def html(item: Item, say: Wording) -> bytes:
    """Make a page that holds the chart and all that it needs; marks tell their figures under the pointer."""
    (only,) = checked([item])
    drawing = print_figure(only.panel, told_below(only.panel, say), say, SHEETS["html"])
    chart = drawing.to_html(
        full_html=False, include_plotlyjs=True, include_mathjax=False,
        config={"showSendToCloud": False, "displaylogo": False, "displayModeBar": False, "scrollZoom": False},
    )  # fmt: skip
    page = PAGE.format(
        language="zh-CN" if say.language == "zh" else say.language, policy=POLICY, width=drawing.layout.width,
        title=escape(only.panel.title), told=escape(alternative(only.panel, say)), chart=chart,
    )  # fmt: skip
    return page.encode("utf-8")


def rendered(item: Item, say: Wording, kind: str, sheet: Sheet, *, titled: bool = True) -> bytes:
    """Render the chart of an item at the size of a sheet. Raises PictureFailedError and ReportFailedError."""
    (only,) = checked([item])
    small_print = told_below(only.panel, say)
    return picture(print_figure(only.panel, small_print, say, sheet, titled=titled), kind, sheet.dots)


def sized(image: bytes, dots: int) -> bytes:
    """Write into a PNG how many dots an inch it has, so that Word shows it at its size."""
    head = 8 + 25  # the signature, and the header chunk, which comes first
    each = round(dots * METRE)
    content = b"pHYs" + struct.pack(">IIB", each, each, 1)
    chunk = struct.pack(">I", 9) + content + struct.pack(">I", zlib.crc32(content))
    return image[:head] + chunk + image[head:]
