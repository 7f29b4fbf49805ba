"""Run the extraction over many documents, each behind the barrier of `execution`: what it does costs only itself."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.documents import (
    Content,
    Document,
    DocumentError,
    content_of,
    described,
    digest_of_file,
    document_in,
    find_documents,
    octets_of,
    pieces_of,
    read_document,
    stated,
)
from pipeline.documents.decoding import LARGEST, too_large
from pipeline.documents.keeping import keep_content, kept_content
from pipeline.documents.kinds import kind_of
from pipeline.execution import LIMITS, Failure, Limits, run_all
from pipeline.execution.failure import failure_of
from pipeline.execution.going_on import GoesOn
from pipeline.indicators import Catalogue
from pipeline.indicators.layers import RuleFiles, Rules, catalogue_by, rule_files, words_by
from pipeline.mistakes import reason_of
from pipeline.table import Row

if TYPE_CHECKING:
    from pipeline.claims import Rejection

Paths = str | Path | Iterable[str | Path]
Progress = Callable[[int, int, str], None]
Pages = Callable[[int, int, str], None]
# Reasons of documents whose bytes were not there as they came, and of one whose process may have been killed by hand: they
# are tried again. What the reading of sound bytes failed on would fail again, and may take minutes.
RETURNING = (
    "missing", "unreadable", "no_file", "folder", "altered", "empty", "no_text", "encoding", "damaged", "too_large",
    "reading_died",
)  # fmt: skip
STANDARD_INPUT = "-"
_MOST_NAMED = 5  # documents of a file, where none has the name asked for
_LINES_TRIED = 2000  # of a document that cannot be read, to say where
_SMALL = 20_000  # bytes of an article of a list
_TOGETHER = 16  # of those are read in one job, for to give a job takes as long as to read one


@dataclass(frozen=True, slots=True)
class Source:
    """Name a document to read: its name in the table, where its bytes lie, and what is stated of it by column.

    Where `known` is None, a documents.csv beside the file is looked for. `kept` is where its content is kept once it was
    read; a plain text needs none. A document out of a file that holds several has its bytes at hand (`octets`); where it
    could not be taken out of there, `error` says why.
    """

    file: str
    path: Path
    known: Mapping[str, str] | None = None
    kept: Path | None = None
    octets: bytes | None = None
    error: DocumentError | None = None

    def read(self) -> Document:
        """Return the document, read in this process. Raise DocumentError where it cannot be read."""
        if self.error is not None:
            raise self.error
        if self.octets is not None:
            return document_in(self.octets, self.file, Path(self.file), self.known or {})
        if self.known is None:
            return read_document(self.path, self.file)
        octets = octets_of(self.path)
        return self._described(_content_at(octets, self.path, self.kept), octets, self.known)

    def content(self) -> Content:
        """Return what a document that lies in a file was read into. Raise DocumentError as `read` does."""
        return _content_at(octets_of(self.path), self.path, self.kept)

    def read_apart(self) -> Document:
        """Return the document, whose bytes are read in a process of their own. Raise DocumentError as `read` does."""
        known = self.known if self.known is not None else stated(self.path, self.file) or {}
        return self._described(read_content(self.path, self.kept), octets_of(self.path), known)

    def _described(self, content: Content, octets: bytes, known: Mapping[str, str]) -> Document:
        return described(content, digest_of_file(octets, self.path), self.file, self.path, known)


@dataclass(slots=True)
class Read:
    """Hold what one document gave: its rows, how many numbers became none, and what was read of itself.

    `suggestions` are rows that a person may make of such numbers. `title`, `published` (an ISO date), `source` and `place`
    are those that the document has. `error` says why it gave nothing, `left_out` which parts of it gave no text, and
    what else is to be known of it.
    `reasons` says how many of its numbers became none for each reason, and what the first of them met.
    """

    file: str
    rows: Sequence[Row] = ()
    rejected: int = 0
    digest: str = ""
    published: str = ""
    inferred: bool = False
    source: str = ""
    place: str = ""
    error: DocumentError | None = None
    suggestions: list[Row] = field(default_factory=list)
    title: str = ""
    left_out: tuple[DocumentError, ...] = ()
    reasons: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Return how many rows it gave."""
        return len(self.rows)

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
    seen: dict[bytes, str] = {}
    sources, left_out = handed(paths)
    yield left_out
    for batch in extract_sources(sources, rules=rules, workers=workers, progress=progress):
        for read in batch:
            if error := copy_of(read.file, read.digest, seen):
                read.rows = ()
                read.suggestions.clear()
                read.error = error
        yield batch


def handed(paths: Paths) -> tuple[Handed, list[Read]]:
    """Return the documents under `paths` in order of name, and what is said of those that were left out.

    Raise DocumentError where a path does not exist.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    named = [one for one in given if str(one) != STANDARD_INPUT]
    finds = find_documents(named)
    left_out = [Read(str(error.values["file"]), error=error) for error in finds.left_out]
    return Handed(finds.documents, from_input=len(given) > len(named)), left_out


class Handed:
    """Yield the documents of files, those of files that hold several too, which are opened one after the other."""

    def __init__(self, files: Mapping[Path, str], *, from_input: bool) -> None:
        """Take files by their names in the table, and whether standard input comes before them."""
        self._files, self._from_input = files, from_input
        self._total = len(files) + from_input

    def __len__(self) -> int:
        """Return how many documents there are; 0 once a file holds several, for nobody knows how many before it is read."""
        return self._total

    def __iter__(self) -> Iterator[Source]:
        """Yield the documents in their order."""
        if self._from_input:
            octets = sys.stdin.buffer.read(LARGEST + 1)
            if len(octets) > LARGEST:
                yield Source("-", Path("-"), {}, error=too_large("-", len(octets)))
            else:
                yield from self._sources(Source("-", Path("-"), {}, octets=octets))
        for path, file in self._files.items():
            yield from self._sources(Source(file, path))

    def _sources(self, whole: Source) -> Iterator[Source]:
        try:
            pieces = pieces_of(whole.path if whole.octets is None else whole.octets, whole.file)
            if pieces is None:
                yield whole
                return
            self._total = 0
            known = {} if whole.octets is not None else stated(whole.path, whole.file) or {}
            for piece in pieces:
                yield Source(
                    piece.file,
                    whole.path,
                    together(known, piece.known),
                    octets=piece.octets,
                    error=piece.error,
                )
        except OSError as error:
            why = DocumentError("unreadable", file=whole.file, reason=reason_of(error))
            yield Source(whole.file, whole.path, {}, error=why)


def together(whole: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """Return what is stated of a document by its list or archive, over what is stated of the whole of that."""
    shared = {name: said for name, said in whole.items() if name not in ("file", "title")}
    return shared | {name: said for name, said in own.items() if said}


def extract_sources(
    sources: Iterable[Source],
    *,
    rules: Rules = None,
    workers: int = 1,
    progress: Progress | None = None,
    pages: Pages | None = None,
    limits: Limits = LIMITS,
) -> Iterator[list[Read]]:
    """Yield what these documents gave, some at a time, in their order; copies of one text are not looked for.

    In one process a document at a time, or some short ones of a list; the sources are asked for as they are read. What
    `progress` is told of has been yielded: it may raise, and loses nothing. It is told of 0 in all where nobody knows how
    many there are. `pages` is told which page of a long document is being read, of how many, and its file.
    """
    files = rule_files(rules).absolute()
    words = words_by(files)
    asked: deque[list[Source]] = deque()
    answered = done = 0

    def heard(number: int, said: GoesOn) -> None:
        if pages:
            pages(said.page, said.pages, asked[number - answered][0].file)

    def job(bunch: list[Source]) -> tuple[list[Source], RuleFiles]:
        return [replace(source, path=source.path.absolute()) for source in bunch], files

    def jobs() -> Iterator[tuple[list[Source], RuleFiles]]:
        for bunch in _bunches(sources):
            asked.append(bunch)
            yield job(bunch)

    def alone(source: Source) -> list[Read] | Failure:
        return next(run_all(_read_bunch, [job([source])], limits=limits, words=words))

    for answer in run_all(_read_bunch, jobs(), workers=workers, limits=limits, words=words, heard=heard):
        bunch = asked.popleft()
        answered += 1
        for read in _reads_of(answer, bunch, alone):
            done += 1
            yield [read]
            if progress:
                progress(done, len(sources) if isinstance(sources, Sized) else 0, read.file)


def _reads_of(
    answer: list[Read] | Failure, bunch: list[Source], alone: Callable[[Source], list[Read] | Failure]
) -> Iterator[Read]:
    """Yield what each document of a job gave; where one of several failed, each has an outcome of its own.

    A document whose process died is tried once more: it may have been killed from outside.
    """
    if not isinstance(answer, Failure):
        yield from answer
    elif len(bunch) == 1 and answer.why != "died":
        yield _outcome_of(answer, bunch[0])
    else:
        for source in bunch:
            again = alone(source)
            yield from [_outcome_of(again, source)] if isinstance(again, Failure) else again


def _bunches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Yield the sources in their order, those that are read in one job together: short articles of a list."""
    bunch: list[Source] = []
    for source in sources:
        is_small = source.octets is not None and len(source.octets) <= _SMALL
        if bunch and (not is_small or len(bunch) == _TOGETHER):
            yield bunch
            bunch = []
        if is_small:
            bunch.append(source)
        else:
            yield [source]
    if bunch:
        yield bunch


def _read_bunch(job: tuple[list[Source], RuleFiles]) -> list[Read]:
    sources, rules = job
    return [read_source((source, rules)) for source in sources]


def read_content(path: Path, kept: Path | None = None, *, limits: Limits = LIMITS) -> Content:
    """Return what a file was read into, read in a process of its own and kept at `kept`.

    A plain text is read at once. Raises DocumentError where it cannot be read.
    """
    octets = octets_of(path)
    if kind_of(octets) == "text":
        return content_of(octets, path)
    if kept is not None and (content := kept_content(kept)):
        return content
    answer = next(run_all(_content, [(path.absolute(), kept and kept.absolute())], limits=limits))
    if isinstance(answer, Failure):
        raise DocumentError(f"reading_{answer.why}", file=path, line="?", **answer.values)
    if isinstance(answer, DocumentError):
        raise answer
    return answer


def _content(job: tuple[Path, Path | None]) -> Content | DocumentError:
    path, kept = job
    try:
        return _content_at(octets_of(path), path, kept)
    except DocumentError as error:
        return error


def text_named(named: str) -> Content:
    """Return what a file was read into, or a document of a file that holds several: a.zip/b.txt, news.csv#12.

    Raises DocumentError where there is none, and for a file that holds several.
    """
    whole = _holder(named)
    pieces = pieces_of(whole, str(whole)) if whole.is_file() else None
    if pieces is None:
        return read_content(Path(named))
    found: list[str] = []
    for piece in pieces:
        if piece.file == named and piece.error:
            raise piece.error
        if piece.file == named:
            return read_octets(piece.octets, piece.file)
        found += [piece.file] if len(found) < _MOST_NAMED and not piece.error else []
        if str(whole) == named and found:
            raise DocumentError("holds_several", file=whole, found=found[0])
    raise DocumentError("no_member", file=named, found="、".join(found) or "—")


def _holder(named: str) -> Path:
    """Return the file that a name begins with: a.zip of a.zip/b.txt, news.csv of news.csv#12."""
    path = Path(named)
    file, _, number = named.rpartition("#")
    if not path.exists() and number.isdecimal():
        path = Path(file)
    return next((one for one in (path, *path.parents) if one.is_file()), Path(named))


def read_octets(octets: bytes, file: str, *, limits: Limits = LIMITS) -> Content:
    """Return what bytes were read into, in a process of their own. Raise DocumentError where they cannot be read."""
    answer = next(run_all(_content_in, [(octets, file)], limits=limits))
    if isinstance(answer, Failure):
        raise DocumentError(f"reading_{answer.why}", file=file, line="?", **answer.values)
    if isinstance(answer, DocumentError):
        raise answer
    return answer


def _content_in(job: tuple[bytes, str]) -> Content | DocumentError:
    try:
        return content_of(*job)
    except DocumentError as error:
        return error


def _content_at(octets: bytes, path: Path, kept: Path | None) -> Content:
    """Return the content of a file from where it is kept, or read it and keep it there."""
    if kept is None or kind_of(octets) == "text":
        return content_of(octets, path)
    content = kept_content(kept)
    if content is None:
        content = content_of(octets, path)
        keep_content(content, kept)
    return content


def _outcome_of(failure: Failure, source: Source, line: str = "?") -> Read:
    """Return what is said of a document that gave nothing because reading it failed, at a line where that is known."""
    error = DocumentError(f"reading_{failure.why}", file=source.file, line=line, **failure.values)
    return Read(source.file, error=error)


def copy_of(file: str, digest: str, seen: dict[bytes, str]) -> DocumentError | None:
    """Say of a document with the same text as one that was seen before that its rows are left out; remember others."""
    first = seen.setdefault(bytes.fromhex(digest)[:16], file) if digest else file
    return DocumentError("same", file=file, first=first) if first != file else None


def read_source(job: tuple[Source, RuleFiles]) -> Read:
    """Read one document by the rules of some files. It runs in a process of its own, which reads by their words."""
    from pipeline.extraction import extract_document  # takes long to load, and often there is nothing to read

    source, rules = job
    catalogue = catalogue_by(rules)
    try:
        document = source.read()
        extraction = extract_document(document, catalogue)
    except DocumentError as error:
        return Read(source.file, left_out=(error,)) if error.is_note else Read(source.file, error=error)
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
        title=document.title,
        left_out=document.left_out,
        reasons=_reasons(extraction.rejections),
    )


def _reasons(rejections: Sequence[Rejection]) -> dict[str, tuple[int, str]]:
    """Return how often numbers became no row for each reason, and what the first of them met."""
    about: dict[str, str] = {}
    for one in rejections:
        about.setdefault(one.reason, one.about)
    counts = Counter(one.reason for one in rejections)
    return {reason: (count, about[reason]) for reason, count in counts.items()}


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
