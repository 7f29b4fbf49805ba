"""Run the extraction over many documents: batch by batch, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents import Document, DocumentError, described, find_documents, read_document, read_text
from pipeline.indicators import load_catalogue
from pipeline.table import Row

Paths = str | Path | Iterable[str | Path]
Progress = Callable[[int, int, str], None]
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Source:
    """Name a document to read: its name in the table, where its bytes lie, and what is stated of it by column.

    Where `known` is None, a documents.csv beside the file is looked for.
    """

    file: str
    path: Path
    known: Mapping[str, str] | None = None

    def read(self) -> Document:
        """Return the document. Raise DocumentError where it cannot be read."""
        if self.known is None:
            return read_document(self.path, self.file)
        return described(read_text(self.path), self.file, self.path, self.known)


@dataclass(slots=True)
class Read:
    """Hold what one document gave: its rows, how many numbers became none, and what was read of itself.

    `error` says why it gave nothing, `published` is an ISO date or empty.
    """

    file: str
    rows: list[Row] = field(default_factory=list)
    rejected: int = 0
    digest: str = ""
    published: str = ""
    inferred: bool = False
    source: str = ""
    place: str = ""
    error: DocumentError | None = None

    @property
    def skipped(self) -> str:
        """Give the sentence that says why it gave nothing, or nothing."""
        return self.error.said() if self.error else ""


def extract_batches(
    paths: Paths, *, rules: Path | str | None = None, workers: int = 1, progress: Progress | None = None
) -> Iterator[list[Read]]:
    """Yield what all documents under `paths` gave, some documents at a time, in order of name.

    What cannot be read is named in `skipped`, the others are done. Raises DocumentError where a path does not
    exist, RulesError where the rules are wrong. `progress` is called with (done, all, last file).
    """
    seen: dict[str, str] = {}
    sources = [Source(name, path) for name, path in find_documents(paths)]
    for batch in extract_sources(sources, rules=rules, workers=workers, progress=progress):
        for read in batch:
            _leave_out_copy(read, seen)
        yield batch


def extract_sources(
    sources: list[Source],
    *,
    rules: Path | str | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Iterator[list[Read]]:
    """Yield what these documents gave, some at a time, in their order; copies of one text are not looked for.

    In one process a document at a time. What `progress` is told of has been yielded: it may raise, and loses nothing.
    """
    load_catalogue(rules)
    size = _BATCH if workers > 1 else 1
    jobs = [(sources[start : start + size], rules) for start in range(0, len(sources), size)]
    done = 0
    with ProcessPoolExecutor(workers) if workers > 1 and len(jobs) > 1 else nullcontext() as pool:
        for batch in pool.map(_extract, jobs) if pool else map(_extract, jobs):
            yield batch
            done += len(batch)
            if progress:
                progress(done, len(sources), batch[-1].file)


def _leave_out_copy(read: Read, seen: dict[str, str]) -> None:
    """Keep the rows of the first of several documents with the same text, and say so for the others."""
    first = seen.setdefault(read.digest, read.file) if read.digest else read.file
    if first != read.file:
        read.rows.clear()
        read.error = DocumentError("same", file=read.file, first=first)


def _extract(job: tuple[list[Source], Path | str | None]) -> list[Read]:
    from pipeline.extraction import extract_document  # takes long to load, and often there is nothing to read

    sources, rules = job
    catalogue = load_catalogue(rules)
    batch = []
    for source in sources:
        try:
            document = source.read()
        except DocumentError as error:
            batch.append(Read(source.file, error=error))
            continue
        extraction = extract_document(document, catalogue)
        batch.append(
            Read(
                source.file,
                extraction.rows,
                len(extraction.rejections),
                document.digest,
                document.published.isoformat() if document.published else "",
                document.published_inferred,
                document.source,
                extraction.place,
            )
        )
    return batch
