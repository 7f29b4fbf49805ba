"""Mend the text of a PDF: what is copied from it must be the characters, not radicals that look the same.

A font has one glyph for 山 and for the radical ⼭ (U+2F2D), and the browser names the radical in the table from
glyphs to text, because it comes first; a search for 鹤山市 would find nothing.
"""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = re.compile(rb"<([0-9A-F]{4})>(?=\s*\n)")


@cache
def radicals() -> dict[str, str]:
    """Give the character that each radical code point stands for, both as hexadecimal digits."""
    pairs = str(words_of("folding")["radicals"]).split()
    return {f"{ord(pair[0]):04X}": f"{ord(pair[1]):04X}" for pair in pairs}


def mended(pdf: bytes) -> bytes:
    """Give a PDF whose text is copied as characters."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        for table in tables(page["/Resources"].get_object()):
            table.set_data(TARGET.sub(character, table.get_data()))
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def tables(resources: Any) -> Iterator[Any]:
    """Find the tables from glyphs to text: of each font, also inside the drawings that a page is put together of."""
    for font in resources.get("/Font", {}).values():
        if "/ToUnicode" in font.get_object():
            yield font.get_object()["/ToUnicode"].get_object()
    for drawing in resources.get("/XObject", {}).values():
        yield from tables(drawing.get_object().get("/Resources", {}))


def character(found: re.Match[bytes]) -> bytes:
    """Replace a radical that a glyph stands for by its character."""
    code = found[1].decode("ascii")
    return b"<" + radicals().get(code, code).encode("ascii") + b">"
