"""Find documents, read them, and know their title, date, place and source.

A folder may hold a `documents.csv` with the columns file, title, published, place and source. What it does
not say about date and source is read from the text by `pipeline/documents/publication.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.days import day_of
from pipeline.documents.content import PLAIN, Box, Content, Layout, Spot
from pipeline.documents.decoding import DocumentError, octets_of, read_text, text_of
from pipeline.documents.finding import find_documents
from pipeline.documents.formats import content_of, digest_of, digest_of_file
from pipeline.documents.locators import in_list_row
from pipeline.documents.metadata import METADATA, stated
from pipeline.documents.naming import row_named
from pipeline.documents.pieces.taking_apart import Columns, Piece, listed_in, pieces_of
from pipeline.documents.publication import find_published, find_source
from pipeline.documents.suffixes import SUFFIXES

__all__ = [
    "METADATA",
    "SUFFIXES",
    "Box",
    "Columns",
    "Content",
    "Document",
    "DocumentError",
    "Layout",
    "Piece",
    "Spot",
    "content_of",
    "described",
    "digest_of",
    "digest_of_file",
    "document_in",
    "document_of",
    "find_documents",
    "listed_in",
    "octets_of",
    "pieces_of",
    "read_document",
    "read_text",
    "stated",
    "text_of",
]


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one document: its text as read, to which all offsets point, and what is known of it.

    A title that somebody stated (`title_stated`) is what the document is cited by, but for articles of a page of several,
    which are by their headlines.

    `file` is the path relative to the folder given, with slashes; `digest` names it (`digest_of_file`). `published` is
    None where nothing tells it; `published_inferred` says that it was read from the name, the file or its text. `layout`
    says where the text stands in the original, `left_out` what of the original gave no text.
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
    layout: Layout = PLAIN
    left_out: tuple[DocumentError, ...] = ()
    title_stated: bool = False


def read_document(path: str | Path, file: str | None = None) -> Document:
    """Return the document at `path`; `file` is its name in the table, its own name where not given.

    Metadata is looked for in `documents.csv` in the folder of the document and in the folder that `file` is
    relative to; what cannot be used of it is told by `find_documents`. Raises DocumentError for what cannot be read.
    """
    path = Path(path)
    file = file or path.name
    return document_in(octets_of(path), file, path, stated(path, file) or {})


def document_in(octets: bytes, file: str, path: Path, known: Mapping[str, str]) -> Document:
    """Return the document that the bytes of a file hold. Raise DocumentError for what cannot be read."""
    return described(content_of(octets, path), digest_of_file(octets, path), file, path, known)


def described(content: Content, digest: str, file: str, path: Path, known: Mapping[str, str]) -> Document:
    """Return the document of this content; what `known` (by column) leaves out is read from the file and its text."""
    row = row_named(file)
    if row:
        spots = (Spot(0, len(content.text), in_list_row(row)),)
        content = replace(content, layout=replace(content.layout, spots=spots))
    published = day_of(known["published"]) if known.get("published") else None
    inferred = None
    if published is None:
        said = day_of(content.published) if content.published else None
        inferred = said or find_published(content.text, "" if row else file, wrapped=content.layout.wrapped)
    return Document(
        file=file,
        path=path,
        text=content.text,
        title=known.get("title") or content.title,
        published=published or inferred,
        published_inferred=inferred is not None,
        place=known.get("place", ""),
        source=known.get("source")
        or content.source
        or find_source(content.text, wrapped=content.layout.wrapped),
        digest=digest,
        layout=content.layout,
        left_out=content.left_out,
        title_stated=bool(known.get("title")),
    )


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
