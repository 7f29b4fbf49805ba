"""Say what must hold whatever a text says: no exception, rows that lead back to their characters, one reading only."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from pipeline.batches import extract_batches
from pipeline.documents import Document, digest_of
from pipeline.execution.failure import failure_of
from pipeline.extraction import extract_document
from pipeline.indicators import Catalogue, load_catalogue
from pipeline.lines import unwrapped
from pipeline.lines.printed import printed
from pipeline.table import COLUMNS, Row

_DAY = date(2025, 4, 7)


def broken_by(text: str) -> str:
    """Return the first promise that reading a text breaks, and how; nothing where all hold."""
    try:
        rows = rows_of(text)
    except Exception as error:  # noqa: BLE001 - whatever it is, it breaks the first promise
        failure = failure_of(error)
        return f"raises {failure.values.get('kind', failure.why)} at {failure.values.get('where', '?')}"
    doubled = [name for name, times in Counter(row["id"] for row in rows).items() if times > 1]
    if doubled:
        return "an id stands twice"
    return next(filter(None, (_broken_by_row(text, row) for row in rows)), "")


def rows_of(text: str) -> Sequence[Row]:
    """Read a text as the document of a usual day."""
    document = Document("fuzz.txt", Path("fuzz.txt"), text, "", _DAY, False, "", "", digest_of(text))  # noqa: FBT003 - published_inferred
    return extract_document(document, _catalogue()).rows


@cache
def _catalogue() -> Catalogue:
    return load_catalogue()


def _broken_by_row(text: str, row: Row) -> str:
    if list(row) != list(COLUMNS):
        return "a row has other columns"
    if unwrapped(printed(text[row["start"] : row["end"]])[0]) != row["value_text"]:
        return "text[start:end] is not value_text"
    low, high, value = row["low"], row["high"], row["value"]
    if not all(math.isfinite(bound) for bound in (value, low, high) if bound is not None):
        return "a value or bound is not finite"
    if low is not None and high is not None and low > high:
        return "low is over high"
    if row["period_start"] and row["period_start"] > row["period_end"]:
        return "a period ends before it begins"
    for span in filter(None, row["repeats"].split(";")):
        start, end = map(int, span.split("-"))
        if not text[start:end].strip():
            return "a repeat leads to no characters"
    return ""


def broken_by_folder(folder: Path) -> str:
    """Return the promise that reading a folder of texts breaks: one process reads as two do, and as each file alone."""
    by_one, by_two = (_read(folder, workers) for workers in (1, 2))
    if by_one != by_two:
        return "two processes read otherwise than one: " + _first_difference(by_one, by_two)
    alone = {path.name: _read_alone(path) for path in sorted(folder.iterdir())}
    if by_one != alone:
        return "a folder is read otherwise than its files: " + _first_difference(by_one, alone)
    return ""


def _read(path: Path, workers: int) -> dict[str, Sequence[Row] | str]:
    batches = extract_batches(path, workers=workers)
    return {read.file: (read.skipped and "skipped") or read.rows for batch in batches for read in batch}


def _read_alone(path: Path) -> Sequence[Row] | str:
    return _read(path, 1)[path.name]


def _first_difference(one: dict[str, Sequence[Row] | str], other: dict[str, Sequence[Row] | str]) -> str:
    return next((name for name in sorted({*one, *other}) if one.get(name) != other.get(name)), "?")
