"""Read documents batch by batch into parts: a Parquet file a batch, written by the process that read it.

A part says of itself what it was read from and by, so that a run that was broken off goes on with those that are there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import platform
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pipeline.batches import RETURNING, Handed, Progress, Read, Source, extract_sources, read_source
from pipeline.documents import METADATA, DocumentError
from pipeline.execution import Failure, goes_on, run_all
from pipeline.execution.cluster import ClusterError, run_on_cluster
from pipeline.indicators.layers import RuleFiles, Rules, rule_files, words_by
from pipeline.mistakes import reason_of
from pipeline.table import Row, fact_of
from pipeline.unfinished import sweep, unfinished
from pipeline.version import reader

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 5000  # that are in memory at once
_MOST = 256  # documents of a batch
_LEAST_BATCHES = 64  # of very many documents, so that each process has some, and progress is seen
_LARGEST = 2_000_000  # bytes of a batch
_DOCUMENTS = b"documents"  # names the metadata of a part that say what each document gave


@dataclass(frozen=True, slots=True)
class Reading:
    """Say what batches are read by and where their parts are written: in `folder`, which every process sees.

    `reader` is the hash of program, rules and words; `asked` says that suggestions are written, too.
    """

    folder: Path
    rules: RuleFiles
    reader: str
    asked: bool = False

    @classmethod
    def by(cls, rules: Rules, folder: Path, *, asked: bool = False) -> Reading:
        """Return what batches are read by where these rules are meant. Raise RulesError as `rule_files` does."""
        files = rule_files(rules).absolute()
        return cls(folder.absolute(), files, reader(files), asked)


@dataclass(frozen=True, slots=True)
class Batch:
    """Name documents that are read together; the name says what is read, by what, and names the part."""

    name: str
    sources: tuple[Source, ...]
    reading: Reading

    @property
    def part(self) -> Path:
        """Return where the part is written."""
        return self.reading.folder / f"{self.name}.parquet"


@dataclass(frozen=True, slots=True)
class Counts:
    """Say that the part of a batch is there: of how many documents and rows, and the last document's name."""

    documents: int
    rows: int
    last: str


# Has batches read, and yields the counts of each when its part is there, in any order.
Executor = Callable[[Reading, Iterable[Batch]], Iterator[Counts]]


@dataclass(slots=True)
class Told:
    """Hold what one document gave but for the rows: how many (`count`), and what is said of it as `Read` has it."""

    file: str
    count: int = 0
    suggested: int = 0
    digest: str = ""
    error: DocumentError | None = None
    left_out: tuple[DocumentError, ...] = ()
    reasons: Mapping[str, tuple[int, str]] = field(default_factory=dict)


def extract_parts(
    sources: Handed, reading: Reading, *, executor: Executor, progress: Progress | None = None
) -> list[Path]:
    """Read documents into parts in the folder of the reading; return these in the order of the documents.

    Parts that are there and are of the same documents, rules and program are kept as they are. `progress` is called as
    `extract_batches` does.
    """
    reading.folder.mkdir(exist_ok=True)
    sweep(reading.folder)
    there = {file.name for file in reading.folder.iterdir()}
    parts: list[Path] = []
    done = 0

    def tell(counts: Counts) -> None:
        nonlocal done
        done += counts.documents
        if progress:
            progress(done, len(sources), counts.last)

    def unread() -> Iterator[Batch]:
        for batch in _batches(sources, reading):
            parts.append(batch.part)
            if batch.part.name in there and (counts := _kept(batch)):
                tell(counts)
            else:
                yield batch

    for counts in executor(reading, unread()):
        tell(counts)
    return parts


def on_this_machine(workers: int) -> Executor:
    """Return what has batches read by so many processes of this machine."""

    def executed(reading: Reading, batches: Iterable[Batch]) -> Iterator[Counts]:
        asked: deque[Batch] = deque()

        def jobs() -> Iterator[Batch]:
            for batch in batches:
                asked.append(batch)
                yield batch

        for answer in run_all(written, jobs(), workers=workers, words=words_by(reading.rules)):
            yield _even_if_it_failed(answer, asked.popleft())

    return executed


def on_cluster(address: str) -> Executor:
    """Return what has batches read by the workers of a Dask cluster, whose scheduler has this address."""

    def executed(reading: Reading, batches: Iterable[Batch]) -> Iterator[Counts]:
        seen = reading.folder / f"{uuid4().hex}.seen"
        seen.touch()
        try:
            yield from run_on_cluster(partial(written_elsewhere, seen=seen), batches, address)
        finally:
            seen.unlink(missing_ok=True)

    return executed


def written_elsewhere(batch: Batch, seen: Path) -> Counts:
    """Read a batch on a worker of a cluster, behind the barrier as anywhere, and write its part.

    Raise ClusterError where this machine does not see the documents or the file `seen`, which the program has just made
    in the folder of parts, or would read otherwise than the program does.
    """
    machine, reading = platform.node(), batch.reading
    paths = [source.path for source in batch.sources if source.octets is None and not source.error]
    try:
        for path in (seen, reading.rules.whole, *paths):
            if not path.exists():
                raise ClusterError("not_shared", machine=machine, file=path)
        if reader(reading.rules) != reading.reader:
            raise ClusterError("other_reader", machine=machine)
        (answer,) = run_all(written, [batch], words=words_by(reading.rules))
        return _even_if_it_failed(answer, batch)
    except OSError as error:
        values = {"file": error.filename or batch.part, "reason": reason_of(error)}
        raise ClusterError("not_written", machine=machine, **values) from error


def _even_if_it_failed(answer: Counts | Failure, batch: Batch) -> Counts:
    """Return the counts of a batch; where reading it failed, each document is read by itself and has its outcome."""
    if not isinstance(answer, Failure):
        return answer
    sources = extract_sources(batch.sources, rules=batch.reading.rules)
    return _write(batch, [read for reads in sources for read in reads])


def written(batch: Batch) -> Counts:
    """Read a batch and write its part. It runs in a process of its own, which reads by the words of the rules."""
    reads = []
    for source in batch.sources:
        reads.append(read_source((source, batch.reading.rules)))
        goes_on()
    return _write(batch, reads)


def _write(batch: Batch, reads: Sequence[Read]) -> Counts:
    if batch.reading.asked:
        _write_rows(suggestions_of(batch.part), chain.from_iterable(read.suggestions for read in reads))
    told = [*map(told_of, reads)]
    _write_rows(batch.part, chain.from_iterable(read.rows for read in reads), told)
    return _counts(told)


def told_of(read: Read) -> Told:
    """Return what is told of a document that was read."""
    counts = len(read.rows), len(read.suggestions)
    return Told(read.file, *counts, read.digest, read.error, read.left_out, read.reasons)


def _counts(told: Sequence[Told]) -> Counts:
    return Counts(len(told), sum(one.count for one in told), told[-1].file)


def suggestions_of(part: Path) -> Path:
    """Return where the suggestions of a part's documents stand."""
    return part.with_suffix(".suggestions")


def _write_rows(target: Path, rows: Iterable[Row], told: Sequence[Told] = ()) -> None:
    """Write rows whole, with the fact of each: whole or not at all."""
    from pipeline.parquet import schema, sealed

    said = {_DOCUMENTS.decode(): json.dumps([_as_json(one) for one in told], ensure_ascii=False)}
    columns = schema(("fact",))
    made, coming = unfinished(target), iter(rows)
    try:
        with sealed(made, columns, said, compression="zstd", write_page_checksum=True) as file:
            while chunk := [*islice(coming, ROWS)]:
                file.write_table(_arrow(chunk, columns))
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)


def _arrow(rows: list[Row], columns: pa.Schema) -> pa.Table:
    import pandas as pd
    import pyarrow as pa

    from pipeline.table import framed

    # Before the frame has it: what is hashed are the cells as they were read.
    frame = framed(rows).assign(fact=pd.Series([fact_of(row) for row in rows], dtype="str"))
    return pa.Table.from_pandas(frame, schema=columns, preserve_index=False).replace_schema_metadata(None)


def _as_json(told: Told) -> dict[str, Any]:
    said = {name: getattr(told, name) for name in Told.__slots__}
    errors = {"error": told.error and _reasoned(told.error), "left_out": [*map(_reasoned, told.left_out)]}
    return said | errors


def _reasoned(error: DocumentError) -> tuple[str, dict[str, str]]:
    return error.why, error.values  # noqa: PD011 - no pandas


def documents_of(part: Path) -> list[Told]:
    """Return what the documents of a part gave. Raise OSError where it is gone, or no part."""
    import pyarrow.parquet as pq

    said = json.loads(pq.read_metadata(part).metadata[_DOCUMENTS])
    return [
        Told(
            **one
            | {"error": one["error"] and _error(one["error"]), "left_out": (*map(_error, one["left_out"]),)}
        )
        for one in said
    ]


def _error(said: tuple[str, dict[str, str]]) -> DocumentError:
    return DocumentError(said[0], **said[1])


def _kept(batch: Batch) -> Counts | None:
    """Return the counts of a part that is there; None where it is not whole, or a document is to be tried again."""
    from pipeline.parquet import is_whole

    with contextlib.suppress(OSError):
        needed = [batch.part, *([suggestions_of(batch.part)] if batch.reading.asked else [])]
        told = documents_of(batch.part) if all(is_whole(file.read_bytes()) for file in needed) else []
        if told and not any(one.error and one.error.why in RETURNING for one in told):
            return _counts(told)
    return None


def _batches(sources: Handed, reading: Reading) -> Iterator[Batch]:
    """Yield the sources in batches, in their order: the same ones for the same files, however many processes read."""
    most = max(1, min(_MOST, len(sources) // _LEAST_BATCHES))
    named = _Named(reading)
    batch: list[Source] = []
    full = 0.0
    for source in sources:
        absolute = replace(source, path=source.path.absolute())
        size = named.add(absolute)
        batch.append(absolute)
        # Articles of a list are short, and nobody knows how many there are.
        full += max(1 / (most if source.octets is None else _MOST), size / _LARGEST)
        if full >= 1:
            yield Batch(named.taken(), (*batch,), reading)
            batch, full = [], 0.0
    if batch:
        yield Batch(named.taken(), (*batch,), reading)


class _Named:
    """Name batches by all that their rows depend on: the reader, the documents, and what is stated of these."""

    def __init__(self, reading: Reading) -> None:
        self._reader = reading.reader
        self._stated: dict[Path, str] = {}
        self._hash = self._begun()

    def add(self, source: Source) -> int:
        """Take a document into the name; return how many bytes it has."""
        state = _state(source.path) if source.octets is None else f"{len(source.octets)}"
        error = _reasoned(source.error) if source.error else None
        known = source.known if source.known is None else dict(sorted(source.known.items()))
        self._hash.update(json.dumps([source.file, str(source.path), state, known, error]).encode())
        self._hash.update(hashlib.sha256(source.octets or b"").digest())
        folder = source.path.parent
        for _ in range(source.file.count("/") + 1 if source.known is None else 0):
            if folder not in self._stated:
                self._stated[folder] = _state(folder / METADATA)
            self._hash.update(self._stated[folder].encode())
            folder = folder.parent
        return int(state.partition("-")[0] or 0)

    def taken(self) -> str:
        """Return the name, and begin the next."""
        name, self._hash = self._hash.hexdigest()[:32], self._begun()
        return name

    def _begun(self) -> hashlib._Hash:
        return hashlib.sha256(self._reader.encode())


def _state(path: Path) -> str:
    """Return what changes with a file; of one that is not there it is empty."""
    try:
        state = path.stat()
    except OSError:
        return ""
    return f"{state.st_size}-{state.st_mtime_ns}"
