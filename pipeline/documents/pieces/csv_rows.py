"""Read a list in a CSV file row by row, whatever divides its cells; it is never held whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product
from pathlib import Path
from typing import TextIO

from pipeline.documents.decoding import DocumentError, encoding_of
from pipeline.documents.pieces.lists import LONGEST_CELL, NO_HEADINGS, TOP, Heads, Records, numbered
from pipeline.documents.pieces.taking_apart import opened

_HEAD = 1 << 18  # bytes that tell encoding and headings
_DIVIDERS = ",\t;|"
_END = "\x1a"  # stands behind the last row: where a quotation mark is left open, it is swallowed
csv.field_size_limit(max(LONGEST_CELL, csv.field_size_limit()))


def records_of(
    source: bytes | Path, file: str, heads: Sequence[Heads]
) -> tuple[Sequence[str], Records] | None:
    """Return headings and rows of a list, None where no row near the top passes for its headings.

    What the first of `heads` finds, with whatever divider, goes before what the next one does.
    """
    with opened(source) as stream:
        head = stream.read(_HEAD)
    whole = len(head) < _HEAD
    head = head if whole else head[: head.rfind(b"\n") + 1 or len(head) // 4 * 4]
    coded = _coded(head, file) or _coded(
        head[: head.find(b"\n") + 1], file
    )  # a row may hold bytes of another encoding
    if coded is None:
        return None
    encoding, mark = coded
    text = head[mark:].decode(encoding, "replace")
    tops = [(divider, _top(text, divider, whole=whole)) for divider in _DIVIDERS]
    for head_of, (divider, top) in product(heads, tops):
        at = head_of([cells for _, cells in top])
        if at == NO_HEADINGS:
            headings = numbered(len(next(cells for _, cells in top if any(cells))))
            return headings, _rows(source, file, (encoding, mark), divider, (0, headings))
        if at is not None and len(top[at][1]) > 1:
            return top[at][1], _rows(source, file, (encoding, mark), divider, top[at])
    return None


def _top(text: str, divider: str, *, whole: bool) -> list[tuple[int, list[str]]]:
    """Return the first rows with their numbers; of a head that ends within a row, those before it."""
    top: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=divider), start=1):
            top.append((number, [cell.strip() for cell in cells]))
            if len(top) == TOP:
                return top
    except csv.Error:
        return []
    return top if whole or len(top) < 2 else top[:-1]  # the headings alone, above an endless row, are known


def _coded(head: bytes, file: str) -> tuple[str, int] | None:
    try:
        return encoding_of(head, file)
    except DocumentError:
        return None


def _rows(
    source: bytes | Path, file: str, coded: tuple[str, int], divider: str, head: tuple[int, list[str]]
) -> Records:
    """Yield the rows below the headings; a row that cannot be used is an error, and the next one is read."""
    heading, headings = head
    encoding, mark = coded
    number = 0
    with opened(source) as stream:
        stream.seek(mark)
        text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        try:
            for number, cells in enumerate(
                csv.reader(chain(_lines(text), [_END]), delimiter=divider), start=1
            ):
                if cells == [_END]:
                    return
                if max(map(len, cells), default=0) > LONGEST_CELL:
                    raise csv.Error("larger than field limit")  # noqa: TRY301 - the limit of csv is set by others, too
                if any(_END in cell for cell in cells):
                    yield DocumentError("list_broken", file=file, line=number)
                    return
                if number <= heading or not any(cell.strip() for cell in cells):
                    continue
                if any(cell.strip() for cell in cells[len(headings) :]):
                    yield DocumentError("list_cells", file=file, lines=number, wanted=len(headings), count=1)
                else:
                    yield number, _named(headings, cells)
        except (csv.Error, UnicodeDecodeError) as error:
            if "limit" in str(error):
                yield DocumentError("list_cell", file=file, line=number + 1, most=LONGEST_CELL)
            else:
                yield DocumentError("list_broken", file=file, line=number + 1)


def _lines(text: TextIO) -> Iterator[str]:
    """Yield the lines. Raise as csv does of a cell for a line longer than a cell may be, before it is held whole."""
    while line := text.readline(LONGEST_CELL + 1):
        if len(line) > LONGEST_CELL:
            raise csv.Error("line larger than field limit")
        yield line


def _named(headings: Iterable[str], cells: Iterable[str]) -> dict[str, str]:
    """Return cells by heading; of several columns of one heading the first counts."""
    named: dict[str, str] = {}
    for heading, cell in zip(headings, cells, strict=False):
        named.setdefault(heading, cell)
    return named
