"""Part a grid that holds tables one above another, each with a title of its own: 「清溪镇」, rows, 「白石乡」, rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile

from pipeline.tables.captions import Caption, goes_on
from pipeline.tables.cell_values import is_numeric
from pipeline.tables.grid import Grid, Row
from pipeline.tables.headers import header_rows
from pipeline.tables.headings import SECTIONS, Reader

_MOST_HEADERS = 4  # rows that may head a table
_MOST_TITLES = 3  # rows of one cell above these

Lines = Sequence[tuple[int, str]]


def tables_above_another(
    grid: Grid, reader: Reader, said: Callable[[Lines], Caption]
) -> Iterator[tuple[Grid, str]]:
    """Yield the tables of a grid from above, each with what its own title says that means nothing known, "" for the first.

    `said` tells what lines above a table say of it. The titles of the first hold for the others as far as their own do not
    take the place of them.
    """
    starts = [] if grid.doubtful else [*_starts(grid.rows, reader)]
    if not starts:
        yield grid, ""
        return
    first = starts[0][0]
    titles = (*grid.above, *_lines(takewhile(_is_title, grid.rows[:_MOST_TITLES])))
    yield Grid(grid.rows[:first], grid.above), ""
    for (start, head), (end, _) in zip(starts, [*starts[1:], (len(grid.rows), 0)], strict=True):
        own = (*_lines(filter(_is_title, grid.rows[start:head])),)
        last, new = said(titles[-len(own) :]), said(own)
        dated = new.period or not (last.period or last.unread)
        replaced = dated and (new.places or not last.places) and (new.units or not last.units)
        above = (*(titles[: -len(own)] if replaced else titles), *own)
        unknown = "" if new.units else next(filter(None, (_unknown(line, reader) for line in own)), "")
        yield Grid(grid.rows[head:end], above), unknown


def _starts(rows: Sequence[Row], reader: Reader) -> Iterator[tuple[int, int]]:
    """Yield where titles stand behind rows of figures, and the header below them."""
    figures = False
    titles: list[int] = []
    for at, row in enumerate(rows):
        if _is_title(row):
            titles += [] if goes_on(row.filled[0].text) else [at]
            continue
        near = rows[at : at + _MOST_HEADERS]
        if (
            figures
            and 0 < len(titles) <= _MOST_TITLES
            and header_rows(near, reader, titled=False, below=False)
        ):
            yield titles[0], at
            figures = False
        figures = figures or any(is_numeric(cell.text) for cell in row.filled[1:])
        titles = []


def _is_title(row: Row) -> bool:
    return len(row.filled) == 1 and not is_numeric(row.filled[0].text)


def _lines(rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
    for row in rows:
        yield row.filled[0].start, row.filled[0].text


def _unknown(line: tuple[int, str], reader: Reader) -> str:
    """Return what a title says beside places, periods and what tables are called: 「其中：高新区」, 「民营企业」."""
    start, text = line
    for first, last in sorted(reader.places, reverse=True):
        if start <= first and last <= start + len(text):
            text = text[: first - start] + text[last - start :]
    heading = reader.read(text)
    bare = reader.bare(text)
    return heading.unknown if bare not in SECTIONS and heading.unknown not in SECTIONS else ""
