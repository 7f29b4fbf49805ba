"""Show what a change of the rules or words does to documents: rows gained, lost and altered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.apart import by_words
from pipeline.batches import Source
from pipeline.changes import Change, compare
from pipeline.documents import Document, DocumentError
from pipeline.extraction import extract_document
from pipeline.indicators import Catalogue
from pipeline.rulebook.traces import Traces, same_rows
from pipeline.table import Row, framed
from pipeline.words import OwnWords

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """Hold what changes, and how many of all documents were read again for it because a word in question stands in them."""

    changes: list[Change]
    read: int
    documents: int


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Be what documents are read by: indicators, and words laid over the program's."""

    catalogue: Catalogue
    words: OwnWords = ()


def preview(
    documents: Sequence[Source],
    before: Catalogue,
    after: Catalogue,
    entry: str,
    progress: Progress | None = None,
    words: OwnWords = (),
) -> Preview:
    """Compare the rows of documents by two catalogues that differ in one entry, read by the same words.

    `progress` is called with (done, all) behind each document.
    """
    old, new = before.entries.get(entry), after.entries.get(entry)
    versions = [(one, catalogue) for one, catalogue in ((old, before), (new, after)) if one is not None]
    traces = [] if same_rows(old, new) else [Traces([one], catalogue) for one, catalogue in versions]

    def concerns(text: str) -> bool:
        return any(trace.in_text(text) for trace in traces)

    return compared(documents, (ReadBy(before, words), ReadBy(after, words)), concerns, progress)


def compared(
    documents: Sequence[Source],
    versions: tuple[ReadBy, ReadBy],
    concerns: Callable[[str], bool],
    progress: Progress | None = None,
) -> Preview:
    """Compare the rows of the documents whose text `concerns` takes, read in two ways.

    A document that cannot be read, or whose text came before, has no rows.
    """
    rows: tuple[list[Row], list[Row]] = ([], [])
    seen: set[str] = set()
    for done, source in enumerate(documents, start=1):
        document = _document(source, concerns)
        if document is not None and document.digest not in seen:
            seen.add(document.digest)
            for found, version in zip(rows, versions, strict=True):
                found.extend(_rows(document, version))
        if progress:
            progress(done, len(documents))
    return Preview(compare(framed(rows[0]), framed(rows[1])), len(seen), len(documents))


def _rows(document: Document, version: ReadBy) -> Sequence[Row]:
    """Return the rows of a document; none where reading it fails, as in the table."""
    try:
        return by_words(version.words, rows_in, document, version.catalogue)
    except Exception:  # noqa: BLE001 - its outcome says so on the page Documents
        return []


def rows_in(document: Document, catalogue: Catalogue) -> Sequence[Row]:
    """Return the rows of a document, and nothing else of what was read."""
    return extract_document(document, catalogue).rows


def _document(source: Source, concerns: Callable[[str], bool]) -> Document | None:
    """Read a document that a change concerns; None for others, and for what cannot be read: the table has no rows of it."""
    try:
        document = source.read_apart()
        return document if concerns(document.text) else None
    except (DocumentError, OSError):
        return None
