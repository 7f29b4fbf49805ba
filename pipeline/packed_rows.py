"""Hold the rows of a document that has very many in a small part of the memory that they take as dictionaries."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from pipeline.table import Row

_PART = 5000  # rows that are packed together, and there as dictionaries at once


def packed(rows: Iterable[Row]) -> Sequence[Row]:
    """Return rows in their order: a list of them, of more than 5,000 a sequence that makes each anew when it is asked."""
    coming = iter(rows)
    first = [*islice(coming, _PART)]
    more = [*islice(coming, 1)]
    return PackedRows(chain(first, more, coming)) if more else first


class PackedRows(Sequence[Row]):
    """Be many rows, packed in parts; what is changed in a row that came out of here is not kept."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Take rows, as many at once as one part has."""
        self._parts: list[bytes] = []
        self._count = 0
        coming = iter(rows)
        while part := [*islice(coming, _PART)]:
            # As fast as the pipe to the other process; rows of a table are alike, and take a twentieth of the room.
            self._parts.append(zlib.compress(pickle.dumps(part, pickle.HIGHEST_PROTOCOL), 1))
            self._count += len(part)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return self._count

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows, one part unpacked at a time."""
        for part in self._parts:
            yield from self._unpacked(part)

    def __getitem__(self, at: Any) -> Any:
        """Return one row by its number, or a list of those of a slice."""
        if isinstance(at, slice):
            return [*self][at]
        part, inside = divmod(range(self._count)[at], _PART)
        return self._unpacked(self._parts[part])[inside]

    @staticmethod
    def _unpacked(part: bytes) -> list[Row]:
        return pickle.loads(zlib.decompress(part))  # type: ignore[no-any-return]  # noqa: S301 - this program packed it
