"""Run the extraction over many documents: batch by batch, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents import DocumentError, find_documents, read_document
from pipeline.extraction import Extraction, extract_document
from pipeline.indicators import load_catalogue
from pipeline.table import Row

Paths = str | Path | Iterable[str | Path]
Progress = Callable[[int, int, str], None]
_BATCH = 16


@dataclass(slots=True)
class Batch:
    """Hold the rows of some documents and, for each that could not be read, the sentence that says why.

    `digests` gives the content of each document read, for the same page may be handed in twice; `rejected` counts
    the numbers that became no row.
    """

    rows: list[Row] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    rejected: int = 0


def extract_file(name: str, path: Path, rules: Path | str | None = None) -> Extraction:
    """Extract one document. Raise DocumentError where it cannot be read, RulesError where the rules cannot."""
    return extract_document(read_document(path, name), load_catalogue(rules))


def extract_batches(
    paths: Paths, *, rules: Path | str | None = None, workers: int = 1, progress: Progress | None = None
) -> Iterator[Batch]:
    """Yield the rows of all documents under `paths`, some documents at a time, in order of name.

    What cannot be read is named in `skipped`, the others are done. Raises DocumentError where a path does not
    exist, RulesError where the rules are wrong. `progress` is called with (done, all, last file).
    """
    load_catalogue(rules)
    found = find_documents(paths)
    jobs = [(batch, rules) for batch in _batched(found)]
    done = 0
    seen: dict[str, str] = {}
    with ProcessPoolExecutor(workers) if workers > 1 and len(jobs) > 1 else nullcontext() as pool:
        for batch in pool.map(_extract, jobs) if pool else map(_extract, jobs):
            done += len(batch.files)
            _leave_out_copies(batch, seen)
            if progress and batch.files:
                progress(done, len(found), batch.files[-1])
            yield batch


def _leave_out_copies(batch: Batch, seen: dict[str, str]) -> None:
    """Keep the rows of the first of several documents with the same text, and say so for the others."""
    for file, digest in batch.digests.items():
        first = seen.setdefault(digest, file)
        if first != file:
            batch.rows[:] = [row for row in batch.rows if row["document"] != file]
            batch.skipped.append(f"{file}：与 {first} 内容相同，只计一次。")


def _batched(found: list[tuple[str, Path]]) -> list[list[tuple[str, Path]]]:
    return [found[start : start + _BATCH] for start in range(0, len(found), _BATCH)]


def _extract(job: tuple[list[tuple[str, Path]], Path | str | None]) -> Batch:
    documents, rules = job
    batch = Batch()
    for name, path in documents:
        batch.files.append(name)
        try:
            extraction = extract_file(name, path, rules)
            batch.digests[name] = extraction.document.digest
            batch.rows.extend(extraction.rows)
            batch.rejected += len(extraction.rejections)
        except DocumentError as error:
            batch.skipped.append(str(error))
    return batch
