"""Show what a change of one entry of the rules does to documents: rows gained, lost and altered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.batches import Source
from pipeline.changes import Change, compare
from pipeline.documents import Document, DocumentError, read_text
from pipeline.extraction import extract_document
from pipeline.indicators import Catalogue
from pipeline.table import Row, framed
from pipeline.traces import Traces, same_rows

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """Hold what changes, and how many of all documents were read again for it because a term stands in them."""

    changes: list[Change]
    read: int
    documents: int


def preview(
    documents: Sequence[Source],
    before: Catalogue,
    after: Catalogue,
    entry: str,
    progress: Progress | None = None,
) -> Preview:
    """Compare the rows of documents by two catalogues that differ in one entry.

    A document that cannot be read, or whose text came before, has no rows.
    `progress` is called with (done, all) behind each document.
    """
    old, new = before.entries.get(entry), after.entries.get(entry)
    versions = [(one, catalogue) for one, catalogue in ((old, before), (new, after)) if one is not None]
    traces = [] if same_rows(old, new) else [Traces([one], catalogue) for one, catalogue in versions]
    rows: tuple[list[Row], list[Row]] = ([], [])
    seen: set[str] = set()
    read = 0
    for done, source in enumerate(documents, start=1):
        document = _document(source, traces) if traces else None
        if document is not None and document.digest not in seen:
            seen.add(document.digest)
            read += 1
            for version, catalogue in zip(rows, (before, after), strict=True):
                version.extend(_rows(document, catalogue))
        if progress:
            progress(done, len(documents))
    return Preview(compare(framed(rows[0]), framed(rows[1])), read, len(documents))


def _rows(document: Document, catalogue: Catalogue) -> list[Row]:
    """Return the rows of a document; none where reading it fails, as in the table."""
    try:
        return extract_document(document, catalogue).rows
    except Exception:  # noqa: BLE001 - its outcome says so on the page Documents
        return []


def _document(source: Source, traces: Sequence[Traces]) -> Document | None:
    """Read a document that holds a term; None for others, and for what cannot be read: the table has no rows of it."""
    try:
        text = read_text(source.path)
        return source.read() if any(trace.in_text(text) for trace in traces) else None
    except (DocumentError, OSError):
        return None
