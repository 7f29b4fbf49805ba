"""Find documents, read them, and know their title, date, place and source.

A folder may hold a `documents.csv` with the columns file, title, published, place and source. What it does
not say about date and source is read from the text by `pipeline/documents/publication.py`.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pipeline.documents.days import day_of
from pipeline.documents.decoding import DocumentError, read_text, text_of
from pipeline.documents.finding import METADATA, SUFFIXES, find_documents
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
    "metadata_rows",
    "read_document",
    "read_text",
    "stated",
    "text_of",
]

COLUMNS = ("file", "title", "published", "place", "source")


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
    relative to. Raises DocumentError for what cannot be read, metadata included.
    """
    path = Path(path)
    file = file or path.name
    return described(read_text(path), file, path, stated(path, file))


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


def stated(path: Path, file: str) -> dict[str, str]:
    """Return what the nearest documents.csv says of a document, by column. Raises DocumentError naming row and column."""
    folder, name = path.parent, path.name
    for _ in range(file.count("/") + 1):
        row = _rows_at(folder / METADATA).get(name)
        if isinstance(row, DocumentError):
            raise DocumentError(row.why, **row.values)
        if row is not None:
            return row
        folder, name = folder.parent, f"{folder.name}/{name}"
    return {}


def _rows_at(path: Path) -> dict[str, dict[str, str] | DocumentError]:
    """Return the rows of a documents.csv by file, none where there is no such file."""
    try:
        state = path.stat()
    except OSError:
        return {}
    return _rows(path, state.st_mtime_ns, state.st_size) if path.is_file() else {}


@lru_cache(maxsize=16)
def _rows(path: Path, _changed: int, _size: int) -> dict[str, dict[str, str] | DocumentError]:
    """Return the rows of a documents.csv by file; its state spares reading it for each document."""
    return _rows_or_mistakes(read_text(path), path)


def metadata_rows(text: str, path: str | Path) -> dict[str, dict[str, str]]:
    """Return the rows of the text of a documents.csv by file; `path` names it in what is raised.

    Raises DocumentError naming row and column.
    """
    rows = {}
    for file, row in _rows_or_mistakes(text, path).items():
        if isinstance(row, DocumentError):
            raise row
        rows[file] = row
    return rows


def _rows_or_mistakes(text: str, path: str | Path) -> dict[str, dict[str, str] | DocumentError]:
    """Return the rows by file; of one that is wrong by itself, which tells nothing of the others, the mistake.

    Raises DocumentError where the whole is wrong.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    allowed = "、".join(COLUMNS)
    for column in _fields(reader, path):
        if column.strip() not in COLUMNS:
            raise DocumentError("column", file=path, column=column, allowed=allowed)
    if "file" not in [column.strip() for column in reader.fieldnames or []]:
        raise DocumentError("no_file_column", file=path, allowed=allowed)
    rows: dict[str, dict[str, str] | DocumentError] = {}
    for number, row in _numbered(reader, path):
        cells = {(column or "").strip(): cell or "" for column, cell in row.items() if column}
        file = cells["file"].strip().replace("\\", "/")
        if None in row:
            wanted = len(reader.fieldnames or [])
            rows[file] = DocumentError("cells", file=path, line=number, wanted=wanted)
            continue
        cells = {column: cell.strip() for column, cell in cells.items()}
        try:
            published = cells.get("published") and day_of(cells["published"])
            rows[file] = cells | {"published": str(published or "")}
        except ValueError:
            rows[file] = DocumentError("no_day", file=path, line=number, found=cells["published"])
    return rows


def _fields(reader: "csv.DictReader[str]", path: str | Path) -> Sequence[str]:
    try:
        return reader.fieldnames or []
    except csv.Error as error:
        raise DocumentError("open_quote", file=path, line=1) from error


def _numbered(reader: "csv.DictReader[str]", path: str | Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with the number of its line; no cell goes over two lines, so a quote left open swallows none."""
    line = reader.line_num + 1
    try:
        for row in reader:
            if any(isinstance(cell, str) and "\n" in cell for cell in row.values()):
                raise DocumentError("open_quote", file=path, line=line)
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise DocumentError("open_quote", file=path, line=line) from error
