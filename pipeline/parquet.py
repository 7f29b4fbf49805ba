"""Say how the table is written to Parquet, and seal its files: a hash of the whole file stands in the file itself.

The checksums of Parquet cover its pages only; a bit that changes between them, in headers or behind, changes figures.
"""

from __future__ import annotations

import hashlib
import io
import mmap
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.table import COLUMNS

_TYPES = {
    "str": pa.large_string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
}
# Stands before the seal in the metadata at the end of a file; says for people, too, how the seal is checked.
_MARK = b"sha256 of this file, with zeros for these digits: "
_BLANK = b"0" * 64
_END = 1 << 20  # bytes at the end of a file among which the seal is, and that are read at once


def schema(more: Iterable[str] = ()) -> pa.Schema:
    """Return the schema of the table, with further columns of text behind it."""
    columns = [(column, _TYPES[kind]) for column, kind in COLUMNS.items()]
    return pa.schema([*columns, *((column, _TYPES["str"]) for column in more)])


@contextmanager
def sealed(
    target: Path | io.BytesIO, columns: pa.Schema, said: Mapping[str, str] | None = None, **options: Any
) -> Iterator[pq.ParquetWriter]:
    """Give a writer for a new file with the metadata `said`; the file is sealed when it is left."""
    with pq.ParquetWriter(target, columns, **options) as writer:
        yield writer
        # Last, so that no text of the metadata can be taken for the mark.
        writer.add_key_value_metadata({**(said or {}), "seal": (_MARK + _BLANK).decode()})
    if isinstance(target, Path):
        with target.open("r+b") as file, mmap.mmap(file.fileno(), 0) as octets:
            _put_seal(octets)
    else:
        with target.getbuffer() as held:
            whole = bytearray(held)
            _put_seal(whole)
            held[:] = whole


def is_sealed(octets: bytes) -> bool:
    """Say whether a file bears a seal at all, whole or broken."""
    return _MARK in octets


def is_whole(octets: bytes) -> bool:
    """Say whether a file bears a seal and every byte is as it was written."""
    start = octets.rfind(_MARK) + len(_MARK)
    return is_sealed(octets) and octets[start : start + len(_BLANK)] == _seal(octets, start)


def is_whole_file(path: Path) -> bool:
    """Say of a file what `is_whole` says of its bytes, of which only some are in memory."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - _END))
        end = file.read()
        start = end.rfind(_MARK) + len(_MARK)
        digits = end[start : start + len(_BLANK)]
        first = size - len(end) + start
        file.seek(0)
        whole, left = hashlib.sha256(), first
        while left > 0 and (some := file.read(min(left, _END))):
            whole.update(some)
            left -= len(some)
        whole.update(_BLANK)
        file.seek(first + len(_BLANK))
        whole.update(file.read())
    return is_sealed(end) and digits == whole.hexdigest().encode()


def _put_seal(octets: bytearray | mmap.mmap) -> None:
    start = octets.rfind(_MARK) + len(_MARK)
    octets[start : start + len(_BLANK)] = _seal(octets, start)


def _seal(octets: bytes | bytearray | mmap.mmap, start: int) -> bytes:
    """Hash a file without the digits of its seal, which begin at `start`."""
    whole = hashlib.sha256()
    with memoryview(octets) as view:
        whole.update(view[:start])
        whole.update(_BLANK)
        whole.update(view[start + len(_BLANK) :])
    return whole.hexdigest().encode()
