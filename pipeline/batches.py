"""Run the extraction over many documents: batch by batch, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents import DocumentError, find_documents, read_document
from pipeline.extraction import Extraction, extract_document
from pipeline.indicators import load_catalogue
from pipeline.table import Row

Paths = str | Path | Iterable[str | Path]
Progress = Callable[[int, int, str], None]
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold the rows of some documents and, for each that could not be read, the sentence that says why."""

    rows: list[Row] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


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
    if workers > 1 and len(jobs) > 1:
        with ProcessPoolExecutor(workers) as pool:
            for batch in pool.map(_extract, jobs):
                done += len(batch.files)
                _report(progress, done, len(found), batch)
                yield batch
        return
    for job in jobs:
        batch = _extract(job)
        done += len(batch.files)
        _report(progress, done, len(found), batch)
        yield batch


def _batched(found: list[tuple[str, Path]]) -> list[list[tuple[str, Path]]]:
    return [found[start : start + _BATCH] for start in range(0, len(found), _BATCH)]


def _report(progress: Progress | None, done: int, total: int, batch: Batch) -> None:
    if progress and batch.files:
        progress(done, total, batch.files[-1])


def _extract(job: tuple[list[tuple[str, Path]], Path | str | None]) -> Batch:
    documents, rules = job
    batch = Batch()
    for name, path in documents:
        batch.files.append(name)
        try:
            batch.rows.extend(extract_file(name, path, rules).rows)
        except DocumentError as error:
            batch.skipped.append(str(error))
    return batch
