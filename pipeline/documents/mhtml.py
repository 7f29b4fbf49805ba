"""Read a page that a browser saved with its pictures in one file: the page within, as web pages are read."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from itertools import islice
from pathlib import Path

from pipeline.documents.content import Content
from pipeline.documents.decoding import LARGEST, DocumentError
from pipeline.documents.html import read as read_page

_MOST_PAGES = 20  # frames of a page
_MOST_PARTS = 5_000
_TELLING = 200  # characters of a page that is more than a frame


def read(octets: bytes, file: str | Path) -> Content:
    """Return what the page in a file says; where it is made of frames, the one that says most.

    Raises DocumentError where there is no page in it, or none with words of its own.
    """
    try:
        pages = [*islice(_pages(message_from_bytes(octets)), _MOST_PAGES)]
    except (MessageError, RecursionError, LookupError, ValueError, AssertionError) as error:
        raise DocumentError("mhtml_damaged", file=file) from error
    contents: list[Content] = []
    faults: list[DocumentError] = []
    for page, encoding in pages:
        try:
            contents.append(read_page(page, file, encoding))
        except DocumentError as fault:
            faults.append(fault)
        if contents and len(contents[0].text) >= _TELLING and not faults:
            return contents[0]  # the first one is the page itself, the others are frames in it
    if contents:
        return max(contents, key=lambda content: len(content.text))
    raise faults[0] if faults else DocumentError("mhtml_damaged", file=file)


def _pages(message: Message) -> Iterator[tuple[bytes, str]]:
    """Yield the pages in a message and the encodings that are stated of them."""
    for part in islice(message.walk(), _MOST_PARTS):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            held = part.get_payload(decode=True)
            if isinstance(held, bytes) and held.strip():
                yield held[:LARGEST], part.get_content_charset() or ""
