"""Read scans and photos: pictures of pages, and the pages of a PDF that hold a picture instead of text.

It needs the packages of requirements-scans.txt, which are a set of their own. A character of a figure that is read with
doubt becomes □, the mark of what cannot be read, so that its figure gives no row.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.documents.content import Content
from pipeline.documents.decoding import DocumentError
from pipeline.documents.printed.lines import PrintedPage
from pipeline.documents.printed.reading_order import laid_out
from pipeline.documents.scans.engine import is_installed
from pipeline.documents.scans.lines import lines_in, typed
from pipeline.documents.scans.parting import apart, of_this_side, parted, without_rules
from pipeline.documents.scans.pictures import MOST_PAGES, grey, pages_of, smaller
from pipeline.documents.scans.straightening import upright
from pipeline.execution.going_on import goes_on

__all__ = ["MOST_PAGES", "is_installed", "printed_page", "read"]


def read(octets: bytes, file: str | Path) -> Content:
    """Return what is printed on the pages of a picture; a TIFF may have several.

    Raises DocumentError where the packages are missing, and for a picture that is damaged, too large, or without words.
    """
    if not is_installed():
        raise DocumentError("no_scan_reader", file=file)
    pages, left_out = [], []
    for number, picture in enumerate(pages_of(octets, file), start=1):
        if number > MOST_PAGES:
            left_out.append(DocumentError("scan_pages", file=file, pages=f"{number}…", most=MOST_PAGES))
            break
        pages.append(printed_page(picture, number))
    content = laid_out(pages)
    if not content.text.strip():
        raise DocumentError("scan_without_words", file=file)
    return replace(content, left_out=(*content.left_out, *left_out))


def printed_page(picture: Image.Image, number: int) -> PrintedPage:
    """Return the lines of one page that is a picture, turned upright."""
    page = upright(np.asarray(smaller(grey(picture)), np.uint8))
    pixels, rules = without_rules(page.pixels, page.boxes)
    parts = [part for box in page.boxes for cell in parted(box, rules) for part in apart(pixels, cell)]
    lines = [line for part in of_this_side(pixels, parts) for line in lines_in(pixels, part)]
    goes_on()
    height, width = pixels.shape
    return PrintedPage(number, width, height, tuple(typed(lines)), tuple(rules), page.back)
