"""Find what to mark in a document: each number once, with its rows or the reason why it has none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.lines import unwrapped
from pipeline.table import id_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.claims import Rejection
    from pipeline.lines import Flow

# In the order of the legend. A number may be of several kinds: planned and accepted, actual and computed from.
KINDS = (
    "actual",
    "planned",
    "accepted",
    "corrected",
    "rejected",
    "repeat",
    "computed",
    "suggested",
    "unbound",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Be one number of a document's text, text[start:end]: its kinds, the ids of its rows, why it has none.

    `suggestion` is the id of the row that a person may make of it.
    """

    start: int
    end: int
    kinds: frozenset[str]
    rows: tuple[str, ...] = ()
    rejection: Rejection | None = None
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """Hold the marks of a document in order, and the rows whose characters are not those of the text."""

    marks: tuple[Mark, ...]
    lost: tuple[str, ...] = ()


def stands_there(row: Any, text: str) -> bool:
    """Tell whether a row's offsets lead to the very characters that it was read from."""
    if pd.isna(row.start) or pd.isna(row.end) or not 0 <= row.start < row.end <= len(text):
        return False
    return unwrapped(text[int(row.start) : int(row.end)]) == str(row.value_text)


def marks_of(
    rows: pd.DataFrame,
    text: str,
    rejections: Iterable[Rejection] = (),
    page: Flow | None = None,
    suggestions: pd.DataFrame | None = None,
) -> Marked:
    """Lay the marks of a document out; spans that overlap become one mark with the rows of both.

    Numbers that are suggested are known where the document was not read whole again, too.
    """
    there = [(row, stands_there(row, text)) for row in rows.itertuples()]
    lost = tuple(str(row.id) for row, fits in there if not fits)
    kept = [row for row, fits in there if fits]
    bases = _Bases(kept)
    of_rows = sorted(chain.from_iterable(_of_row(row, bases) for row in kept), key=lambda mark: mark.start)
    taken = [*_joined(of_rows)]
    unbound = [_unbound(one, page) for one in rejections] if page is not None else []
    asked = (
        [] if suggestions is None else [row for row in suggestions.itertuples() if stands_there(row, text)]
    )
    free = [mark for mark in _suggested(asked, unbound) if not _touches(mark, taken)]
    return Marked(tuple(sorted([*taken, *free], key=lambda mark: mark.start)), lost)


def mark_at(marks: Sequence[Mark], offset: int) -> Mark | None:
    """Return the mark that holds an offset, given the marks in order."""
    number = bisect_right(marks, offset, key=lambda mark: mark.start) - 1
    return marks[number] if number >= 0 and offset < marks[number].end else None


def _of_row(row: Any, bases: _Bases) -> Iterator[Mark]:
    """Yield the marks of a row: its number, the places where the document says it again, what it is computed from."""
    ids = (str(row.id),)
    if bool(row.derived):
        yield Mark(int(row.start), int(row.end), frozenset(["computed"]), ids)
        yield from (
            Mark(int(one.start), int(one.end), frozenset(["computed"]), ids) for one in bases.growth(row)
        )
        return
    kinds = {str(row.status), str(row.review)} - {"pending"}
    yield Mark(int(row.start), int(row.end), frozenset(kinds), ids)
    for span in filter(None, str(row.repeats or "").split(";")):
        start, _, end = span.partition("-")
        yield Mark(int(start), int(end), frozenset(["repeat"]), ids)


class _Bases:
    """Find what computed rows stand on: levels by their place in the text, growth rates in its order."""

    def __init__(self, rows: Iterable[Any]) -> None:
        """Sort the rows of a document."""
        self._levels: dict[tuple[int, str], list[Any]] = {}
        self._rates: dict[str, list[Any]] = {}
        for row in sorted(rows, key=lambda row: int(row.start)):
            if row.measure == "yoy":
                self._rates.setdefault(row.indicator, []).append(row)
            elif not row.derived:
                self._levels.setdefault((int(row.start), row.indicator), []).append(row)

    def growth(self, derived: Any) -> Iterator[Any]:
        """Yield the growth that last year's level was computed with; the row's id is made of both."""
        rates = self._rates.get(derived.indicator, [])
        for level in self._levels.get((int(derived.start), derived.indicator), []):
            at = bisect_left(rates, int(level.start), key=lambda rate: int(rate.start))
            # The nearest first, for a rate stands beside its level, mostly behind it.
            near = (one for pair in zip_longest(rates[at:], reversed(rates[:at])) for one in pair if one)
            yield from islice((one for one in near if id_of(level.id, one.id) == derived.id), 1)


def _unbound(rejection: Rejection, page: Flow) -> Mark:
    start, end = page.span(rejection.quantity.start, rejection.quantity.end)
    return Mark(start, end, frozenset(["unbound"]), (), rejection)


def _suggested(asked: Iterable[Any], unbound: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks of numbers without a row, those that are suggested as such."""
    names = {(int(row.start), int(row.end)): str(row.id) for row in asked}
    for mark in unbound:
        name = names.pop((mark.start, mark.end), "")
        yield replace(mark, kinds=frozenset(["suggested"]), suggestion=name) if name else mark
    for (start, end), name in names.items():
        yield Mark(start, end, frozenset(["suggested"]), suggestion=name)


def _joined(marks: list[Mark]) -> Iterator[Mark]:
    """Make one mark of those that overlap, given in order of start."""
    last: Mark | None = None
    for mark in marks:
        if last is None or mark.start >= last.end:
            if last is not None:
                yield last
            last = mark
            continue
        rows = tuple(dict.fromkeys((*last.rows, *mark.rows)))
        last = Mark(last.start, max(last.end, mark.end), last.kinds | mark.kinds, rows)
    if last is not None:
        yield last


def _touches(mark: Mark, marks: Sequence[Mark]) -> bool:
    """Tell whether a mark overlaps one of those given in order."""
    number = bisect_left(marks, mark.end, key=lambda other: other.start) - 1
    return number >= 0 and marks[number].end > mark.start
