"""Run the extraction over many documents, each behind the barrier of `execution`: what it does costs only itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.documents import (
    Content,
    Document,
    DocumentError,
    content_of,
    document_in,
    find_documents,
    octets_of,
    read_document,
)
from pipeline.execution import LIMITS, Failure, Limits, run_all
from pipeline.execution.failure import failure_of
from pipeline.indicators import Catalogue
from pipeline.rule_laying import RuleFiles, Rules, catalogue_by, rule_files, words_by
from pipeline.table import Row

Paths = str | Path | Iterable[str | Path]
Progress = Callable[[int, int, str], None]
# Reasons of documents whose bytes are sound and whose reading would fail again; one that died may have been killed.
LASTING = ("reading_raised", "reading_time", "reading_memory")
_LINES_TRIED = 2000  # of a document that cannot be read, to say where


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
        return document_in(octets_of(self.path), self.file, self.path, self.known)


@dataclass(slots=True)
class Read:
    """Hold what one document gave: its rows, how many numbers became none, and what was read of itself.

    `suggestions` are rows that a person may make of such numbers.
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
    suggestions: list[Row] = field(default_factory=list)

    @property
    def skipped(self) -> str:
        """Give the sentence that says why it gave nothing, or nothing."""
        return self.error.said() if self.error else ""


def extract_batches(
    paths: Paths, *, rules: Rules = None, workers: int = 1, progress: Progress | None = None
) -> Iterator[list[Read]]:
    """Yield what all documents under `paths` gave, some documents at a time, in order of name.

    What cannot be read is named in `skipped`, the others are done. Raises DocumentError where a path does not
    exist, RulesError where the rules are wrong. `progress` is called with (done, all, last file).
    """
    seen: dict[str, str] = {}
    finds = find_documents(paths)
    yield [Read(str(error.values["file"]), error=error) for error in finds.left_out]
    sources = [Source(name, path) for path, name in finds.documents.items()]
    for batch in extract_sources(sources, rules=rules, workers=workers, progress=progress):
        for read in batch:
            _leave_out_copy(read, seen)
        yield batch


def extract_sources(
    sources: list[Source],
    *,
    rules: Rules = None,
    workers: int = 1,
    progress: Progress | None = None,
    limits: Limits = LIMITS,
) -> Iterator[list[Read]]:
    """Yield what these documents gave, some at a time, in their order; copies of one text are not looked for.

    In one process a document at a time. What `progress` is told of has been yielded: it may raise, and loses nothing.
    """
    files = rule_files(rules).absolute()
    words = words_by(files)
    jobs = [(replace(source, path=source.path.absolute()), files) for source in sources]
    answers = run_all(read_source, jobs, workers=workers, limits=limits, words=words)
    for done, (source, answer) in enumerate(zip(sources, answers, strict=True), start=1):
        read = _outcome_of(answer, source) if isinstance(answer, Failure) else answer
        yield [read]
        if progress:
            progress(done, len(sources), read.file)


def read_content(path: Path, *, limits: Limits = LIMITS) -> Content:
    """Return what a file was read into, read in a process of its own. Raise DocumentError where it cannot be."""
    answer = next(run_all(_content, [path.absolute()], limits=limits))
    if isinstance(answer, Failure):
        raise DocumentError(f"reading_{answer.why}", file=path, line="?", **answer.values)
    if isinstance(answer, DocumentError):
        raise answer
    return answer


def _content(path: Path) -> Content | DocumentError:
    try:
        return content_of(octets_of(path), path)
    except DocumentError as error:
        return error


def _outcome_of(failure: Failure, source: Source, line: str = "?") -> Read:
    """Return what is said of a document that gave nothing because reading it failed, at a line where that is known."""
    error = DocumentError(f"reading_{failure.why}", file=source.file, line=line, **failure.values)
    return Read(source.file, error=error)


def _leave_out_copy(read: Read, seen: dict[str, str]) -> None:
    """Keep the rows of the first of several documents with the same text, and say so for the others."""
    first = seen.setdefault(read.digest, read.file) if read.digest else read.file
    if first != read.file:
        read.rows.clear()
        read.suggestions.clear()
        read.error = DocumentError("same", file=read.file, first=first)


def read_source(job: tuple[Source, RuleFiles]) -> Read:
    """Read one document by the rules of some files. It runs in a process of its own, which reads by their words."""
    from pipeline.extraction import extract_document  # takes long to load, and often there is nothing to read

    source, rules = job
    catalogue = catalogue_by(rules)
    try:
        document = source.read()
        extraction = extract_document(document, catalogue)
    except DocumentError as error:
        return Read(source.file, error=error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it costs only this document
        return _outcome_of(failure_of(error), source, failing_line(source, catalogue))
    return Read(
        source.file,
        extraction.rows,
        len(extraction.rejections),
        document.digest,
        document.published.isoformat() if document.published else "",
        document.published_inferred,
        document.source,
        extraction.place,
        suggestions=extraction.suggestions,
    )


def failing_line(source: Source, catalogue: Catalogue) -> str:
    """Return the number of the first line on which reading fails by itself, "?" where none of the first ones does."""
    from pipeline.extraction import extract_document

    try:
        document = source.read()
    except Exception:  # noqa: BLE001 - the bytes themselves cannot be read
        return "?"
    for number, line in enumerate(document.text.split("\n")[:_LINES_TRIED], start=1):
        try:
            extract_document(replace(document, text=line), catalogue)
        except Exception:  # noqa: BLE001 - this is the line
            return str(number)
    return "?"
