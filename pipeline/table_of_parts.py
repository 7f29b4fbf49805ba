"""Make one table of the parts that batches of documents were read into: copies left out, conflicts marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.batches import copy_of
from pipeline.files import write_frames
from pipeline.parts import ROWS, Told, documents_of, suggestions_of
from pipeline.table import COLUMNS, Conflicts, conflicts_among
from pipeline.unfinished import sweep

_SAID = ["fact", "place_code", "value"]  # what conflicts are found by
_DTYPES = {pa.int64(): pd.Int64Dtype(), pa.large_string(): pd.StringDtype(na_value=float("nan"))}


@dataclass(frozen=True, slots=True)
class _Kept:
    """Name a file of rows, and the stretches of it that are in the table."""

    file: Path
    stretches: tuple[tuple[int, int], ...]

    def read(self, columns: Sequence[str] | None = None) -> pa.Table:
        whole = pq.read_table(self.file, columns=columns, page_checksum_verification=True)
        return pa.concat_tables(whole.slice(start, end - start) for start, end in self.stretches)


class TableOfParts:
    """Be the table that parts are together, in their order; `documents` says what each document gave.

    Of documents with the same text the first has the rows, as where all are read one after the other.
    """

    def __init__(self, parts: Iterable[Path]) -> None:
        """Look what is in the parts. Raise OSError where one is gone."""
        self.documents: list[Told] = []
        self._rows: list[_Kept] = []
        self._suggestions: list[_Kept] = []
        seen: dict[bytes, str] = {}
        for part in parts:
            told = documents_of(part)
            spans = _stretches(told, lambda one: one.count), _stretches(told, lambda one: one.suggested)
            copies = [copy_of(one.file, one.digest, seen) for one in told]
            for one, copy in zip(told, copies, strict=True):
                if copy:
                    one.count, one.error = 0, copy
            for kept, file, own in zip(
                (self._rows, self._suggestions), (part, suggestions_of(part)), spans, strict=True
            ):
                first = [
                    span for span, copy in zip(own, copies, strict=True) if not copy and span[0] < span[1]
                ]
                if first:
                    kept.append(_Kept(file, (*first,)))
            self.documents += told

    def write(self, path: Path, kind: str = "") -> int:
        """Write the table as `write_table` does; return how many rows it has."""
        return _write(self._rows, path, kind)

    def write_suggestions(self, path: Path, kind: str = "") -> int:
        """Write the suggestions in the same way."""
        return _write(self._suggestions, path, kind)


def _stretches(told: Sequence[Told], count: Callable[[Told], int]) -> list[tuple[int, int]]:
    """Return where the rows of each document begin and end."""
    ends = [*accumulate(map(count, told))]
    return [*zip([0, *ends], ends, strict=False)]


def _write(kept: Sequence[_Kept], path: Path, kind: str) -> int:
    sweep(path)
    count = sum(end - start for one in kept for start, end in one.stretches)

    def said(first: str, behind: str) -> Iterator[tuple[str, str, float]]:
        ours = (pc.field("fact") >= first) & (pc.field("fact") < behind)
        for one in kept:
            rows = one.read(_SAID).filter(ours)
            yield from zip(*(rows[name].to_pylist() for name in _SAID), strict=True)

    write_frames(_frames(kept, conflicts_among(said, count)), count, path, kind)
    return count


def _frames(kept: Iterable[_Kept], conflicts: Conflicts) -> Iterator[pd.DataFrame]:
    """Yield the rows as frames of the table's columns and types, conflicts marked; one empty frame where there are none."""
    given = False
    for rows in _evenly(one.read() for one in kept):
        yield _frame(rows, conflicts)
        given = True
    if not given:
        from pipeline.table import framed

        yield framed([])


def _evenly(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield the same rows in tables of ROWS rows each, but for the last."""
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        if sum(map(len, waiting)) < ROWS:
            continue
        whole = pa.concat_tables(waiting)
        even = len(whole) - len(whole) % ROWS
        for start in range(0, even, ROWS):
            yield whole.slice(start, ROWS)
        waiting = [whole.slice(even)] if even < len(whole) else []
    if waiting:
        yield pa.concat_tables(waiting)


def _frame(rows: pa.Table, conflicts: Conflicts) -> pd.DataFrame:
    frame = rows.to_pandas(types_mapper=_DTYPES.get)
    marks = [
        conflicts.shared(fact, code) for fact, code in zip(frame["fact"], frame["place_code"], strict=True)
    ]
    return frame[list(COLUMNS)].assign(conflict=pd.Series(marks, dtype="str"))
