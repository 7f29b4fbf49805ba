"""Read a plain text: it is its own text, and needs no map."""

from __future__ import annotations

from pathlib import Path

from pipeline.documents.content import Content
from pipeline.documents.decoding import text_of


def read(octets: bytes, file: str | Path) -> Content:
    """Return the text as `read_text` gives it. Raise DocumentError where the bytes are no text."""
    return Content(text_of(octets, file))
