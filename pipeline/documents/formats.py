"""Read the bytes of a file into a text with a map back to the original, by the reader of its kind."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from pipeline.documents.content import Content
from pipeline.documents.decoding import (
    LARGEST,
    MOST_CHARACTERS,
    MOST_NUMBERS,
    DocumentError,
    text_of,
    too_large,
)
from pipeline.documents.kinds import kind_of
from pipeline.documents.own_tables import is_own_table

# The module that reads each kind, by its function `read(octets, file) -> Content`; loaded when a file of it comes.
_READERS = {
    "image": "scans",
    "text": "plain",
    "pdf": "pdf",
    "csv": "csv_table",
    "docx": "word",
    "old_word": "converting",
    "rtf": "converting",
    "odt": "converting",
    "xlsx": "workbook",
    "xls": "workbook",
    "ods": "workbook",
    "html": "html",
    "mhtml": "mhtml",
    "mail": "mail",
}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[〇零一二三四五六七八九十百千万亿两]+")


def content_of(octets: bytes, file: str | Path) -> Content:
    """Return what the bytes of a file say; `file` names it in errors. The same bytes give the same text.

    Raises DocumentError for what cannot be read. Formats that foreign code reads are read in a process of their own: call
    this through `pipeline.execution` where the bytes come from outside.
    """
    if len(octets) > LARGEST:
        raise too_large(file, len(octets))
    if is_own_table(octets):
        raise DocumentError("own_table", file=file)
    kind = kind_of(octets)
    if kind not in _READERS:
        raise DocumentError(f"kind_{kind}", file=file)
    read: Callable[[bytes, str | Path], Content] = import_module(f"pipeline.documents.{_READERS[kind]}").read
    content = read(octets, file)
    if not content.text.strip():
        raise DocumentError("no_words", file=file)
    if len(content.text) > MOST_CHARACTERS:
        raise DocumentError("too_long", file=file, most=MOST_CHARACTERS)
    if sum(1 for _ in _NUMBER.finditer(content.text)) > MOST_NUMBERS:
        raise DocumentError("many_numbers", file=file, most=MOST_NUMBERS)
    return content


def digest_of_file(octets: bytes, file: str | Path) -> str:
    """Return what names a document: of a plain text or a CSV table the digest of its text, of other kinds of their bytes.

    So the same page is the same document in whatever encoding it came, and a better reader makes no other document of a
    file. Raises DocumentError for a plain text that cannot be read, and for what is too large.
    """
    if len(octets) > LARGEST:
        raise too_large(file, len(octets))
    if kind_of(octets) in ("text", "csv"):
        return digest_of(text_of(octets, file))
    return hashlib.sha256(octets).hexdigest()


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
