"""Cut a document into parts that a page can show, and a part into pieces: plain text, and marked numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.reader.figure_marks import Mark
    from pipeline.lines import Flow

LONGEST = 20_000  # characters of a part
_SEARCHED = 2_000  # characters before a part's end in which a better place to cut is looked for
_ENDS = ("\n", "\r", "。", "；", "，", " ")  # best first

Piece = tuple[str, int]  # text, and the number of its mark or -1


def cuts(text: str, longest: int = LONGEST) -> list[int]:
    """Return where the parts of a text begin, and its end: at least [0, length]."""
    found = [0]
    while len(text) - found[-1] > longest:
        found.append(_cut(text, found[-1] + longest - _SEARCHED, found[-1] + longest))
    return [*found, len(text)]


def _cut(text: str, first: int, last: int) -> int:
    places = (text.rfind(end, first, last) for end in _ENDS)
    return next((place + 1 for place in places if place >= 0), last)


def part_at(begins: Sequence[int], offset: int) -> int:
    """Return the number, from 0, of the part that holds an offset."""
    return min(max(bisect_right(begins, offset) - 1, 0), len(begins) - 2)


def printed_pieces(text: str, marks: Sequence[Mark], start: int, end: int) -> list[Piece]:
    """Return text[start:end] in pieces, with its line breaks; a mark that the cut divides is shown in both parts."""
    spans = [(mark.start, mark.end) for mark in marks]
    return [
        (piece.replace("\r\n", "\n").replace("\r", "\n"), number)
        for piece, number in _pieces(text, spans, start, end)
    ]


def unwrapped_pieces(page: Flow, marks: Sequence[Mark], start: int, end: int) -> list[Piece]:
    """Return the same part with its columns joined: one line a paragraph."""
    offsets = page.offsets
    spans = [(bisect_left(offsets, mark.start), bisect_left(offsets, mark.end)) for mark in marks]
    return [*_pieces(page.display, spans, bisect_left(offsets, start), bisect_left(offsets, end))]


def spanning_cells(
    text: str, spans: Mapping[int, tuple[int, int]], start: int, end: int
) -> list[tuple[int, int, int, int]]:
    """Return the cells of text[start:end] that span others: line and cell, from 0, and how many rows and columns.

    `spans` are those of the whole text, by the offset at which the cell begins.
    """
    found = []
    line, counted = 0, start
    for at in sorted(at for at in spans if start <= at < end):
        line += text.count("\n", counted, at)
        counted = at
        begins = max(start, text.rfind("\n", start, at) + 1)
        found.append((line, text.count("\t", begins, at), *spans[at]))
    return found


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    edges = [(max(first, start), min(last, end), number) for number, (first, last) in enumerate(spans)]
    inside = [edge for edge in edges if edge[0] < edge[1]]
    for (_, before, _), (first, last, number) in pairwise([(start, start, -1), *inside]):
        if before < first:
            yield text[before:first], -1
        yield text[first:last], number
    rest = inside[-1][1] if inside else start
    if rest < end:
        yield text[rest:end], -1
