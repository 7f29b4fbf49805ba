"""Keep what was read from the documents in one file: their rows, and what became of each document."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.parquet import schema
from pipeline.table import COLUMNS, Row, fact_of, framed

if TYPE_CHECKING:
    from pipeline.batches import Read

OWN = ("digest", "fact")  # beside the columns of the table: the document's digest, the id of the fact stated
_OUTCOMES = b"outcomes"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Tell what became of one document: what it was read by (`key`), how many rows and rejected numbers it gave.

    `skipped` is the sentence that says why it could not be read; date and source are those the document has.
    """

    key: str
    rows: int
    rejected: int
    published: str
    inferred: bool
    source: str
    skipped: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """Hold the table of all documents, with the columns of OWN beside it, and the outcome of each by digest."""

    table: pd.DataFrame
    outcomes: dict[str, Outcome]


def outcome_of(read: Read, key: str) -> Outcome:
    """Sum up what a document gave."""
    return Outcome(
        key, len(read.rows), read.rejected, read.published, read.inferred, read.source, read.skipped
    )


def frame_of(rows: list[Row], digests: Iterable[str]) -> pd.DataFrame:
    """Lay rows out as a table with the columns of OWN; `digests` names the document of each."""
    return framed(rows).assign(
        digest=pd.Series(list(digests), dtype="str"), fact=pd.Series([fact_of(row) for row in rows], dtype="str")
    )


def nothing() -> Extracted:
    """Return what no documents give."""
    return Extracted(frame_of([], []), {})


def load(path: Path) -> Extracted:
    """Read the file; where it is missing or not readable nothing is known, and everything is read again."""
    try:
        frame = pq.read_table(path).to_pandas()
        return Extracted(frame[[*COLUMNS, *OWN]], load_outcomes(path))
    except (OSError, ValueError, KeyError):
        return nothing()


def load_outcomes(path: Path) -> dict[str, Outcome]:
    """Read only what became of the documents; nothing where the file is missing or not readable."""
    try:
        kept = json.loads(pq.read_schema(path).metadata[_OUTCOMES])
        return {digest: Outcome(**outcome) for digest, outcome in kept.items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def save(extracted: Extracted, path: Path) -> None:
    """Write the file whole: a kill leaves the old one or the new one."""
    outcomes = {digest: asdict(outcome) for digest, outcome in extracted.outcomes.items()}
    metadata = {_OUTCOMES: json.dumps(outcomes, ensure_ascii=False).encode()}
    stored = pa.Table.from_pandas(extracted.table, schema=schema(OWN), preserve_index=False)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        pq.write_table(stored.replace_schema_metadata(metadata), unfinished, compression="zstd")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
