"""Divide a page between its tables and its prose: no sentence binds the figure of one cell to the term of another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from math import inf

from pipeline.claims import Rejection
from pipeline.clauses.tokens import within
from pipeline.places import Place
from pipeline.quantities import Quantity
from pipeline.sentences import sentences
from pipeline.tables.reading import TableReading


def prose_beside(
    text: str, spans: Sequence[tuple[int, int]], tables: Sequence[TableReading]
) -> list[tuple[int, int]]:
    """Return the sentences outside tables, and those inside each of their cells that is prose, in order."""
    found: list[tuple[int, int]] = []
    at = 0
    for table in tables:
        before, after = (bisect_left(spans, (edge, 0)) for edge in (table.start, table.end))
        found += spans[at:before]
        for start, end in table.prose:
            found += [(start + first, start + last) for first, last in sentences(text[start:end])]
        at = after
    return [*found, *spans[at:]]


def places_beside(
    spans: Sequence[tuple[int, int]], tables: Sequence[TableReading]
) -> Iterator[tuple[int, Place]]:
    """Yield the start of each sentence that stands in a cell of a place's row, and the place."""
    for table in tables:
        for (start, end), place in zip(table.prose, table.places, strict=True):
            first, last = (bisect_left(spans, (edge, 0)) for edge in (start, end))
            if place is not None:
                yield from ((begins, place) for begins, _ in spans[first:last])


def figures_left(tables: Sequence[TableReading], quantities: Sequence[Quantity]) -> list[Rejection]:
    """Return a rejection for each figure of a table that its rows say nothing of: in a title, in words."""
    left: list[Rejection] = []
    for table in tables:
        figures = [claim.quantity for row in table.rows for claim in row.claims]
        figures += [rejection.quantity for row in table.rows for rejection in row.rejections]
        taken = sorted([*((figure.start, figure.end) for figure in figures), *table.prose])
        left += [
            Rejection(quantity, "no_indicator")
            for quantity in within(quantities, table.start, table.end)
            if not _holds(taken, quantity.start)
        ]
    return left


def _holds(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    """Say whether an offset lies in one of some spans that are in order and apart."""
    at = bisect_right(spans, (offset, inf)) - 1
    return at >= 0 and offset < spans[at][1]
