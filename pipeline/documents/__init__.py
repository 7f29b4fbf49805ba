"""Find documents, read them, and know their title, date, place and source.

A folder may hold a `documents.csv` with the columns file, title, published, place and source. What it does
not say about date and source is read from the text by `pipeline/documents/publication.py`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.documents.days import day_of
from pipeline.documents.decoding import DocumentError, octets_of, read_text, text_of
from pipeline.documents.finding import SUFFIXES, find_documents
from pipeline.documents.metadata import METADATA, stated
from pipeline.documents.publication import find_published, find_source

__all__ = [
    "METADATA",
    "SUFFIXES",
    "Document",
    "DocumentError",
    "described",
    "digest_of",
    "document_of",
    "find_documents",
    "octets_of",
    "read_document",
    "read_text",
    "stated",
    "text_of",
]


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one document: its text as read, to which all offsets point, and what is known of it.

    `file` is the path relative to the folder given, with slashes; `digest` the SHA-256 of the text in hex.
    `published` is None where nothing tells it; `published_inferred` says that it was read from name or text.
    """

    file: str
    path: Path
    text: str
    title: str
    published: date | None
    published_inferred: bool
    place: str
    source: str
    digest: str


def read_document(path: str | Path, file: str | None = None) -> Document:
    """Return the document at `path`; `file` is its name in the table, its own name where not given.

    Metadata is looked for in `documents.csv` in the folder of the document and in the folder that `file` is
    relative to; what cannot be used of it is told by `find_documents`. Raises DocumentError for what cannot be read.
    """
    path = Path(path)
    file = file or path.name
    return described(read_text(path), file, path, stated(path, file) or {})


def described(text: str, file: str, path: Path, known: Mapping[str, str]) -> Document:
    """Return the document with this text; date and source that `known` (by column) leaves out are read from it."""
    published = day_of(known["published"]) if known.get("published") else None
    inferred = None if published else find_published(text, file)
    return Document(
        file=file,
        path=path,
        text=text,
        title=known.get("title", ""),
        published=published or inferred,
        published_inferred=inferred is not None,
        place=known.get("place", ""),
        source=known.get("source") or find_source(text),
        digest=digest_of(text),
    )


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text in hex: the same page is the same document in whatever encoding it came."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_of(text: str, published: date | None, place: str = "") -> Document:
    """Return a document that is a text alone, with no file behind it: a sentence to explain, an example."""
    return Document(
        file="sentence",
        path=Path("sentence"),
        text=text,
        title="",
        published=published,
        published_inferred=False,
        place=place,
        source="",
        digest="",
    )
