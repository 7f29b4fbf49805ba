"""Part a grid that holds tables one above another, each with a title of its own: 「清溪镇」, rows, 「白石乡」, rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.tables.captions import Caption, goes_on
from pipeline.tables.cell_values import is_numeric
from pipeline.tables.grid import Grid, Row
from pipeline.tables.headers import header_rows
from pipeline.tables.headings import Reader

_MOST_HEADERS = 4  # rows that may head a table
_MOST_TITLES = 3  # rows of one cell above these

Lines = Sequence[tuple[int, str]]


def tables_above_another(grid: Grid, reader: Reader, said: Callable[[Lines], Caption]) -> Iterator[Grid]:
    """Yield the tables of a grid from above; `said` tells what lines above a table say of it.

    The titles of the first hold for the others as far as their own do not take the place of them.
    """
    starts = [] if grid.doubtful else [*_starts(grid.rows, reader)]
    if not starts:
        yield grid
        return
    titles = grid.titles
    yield Grid(grid.rows[: starts[0]], grid.above)
    for start, end in zip(starts, [*starts[1:], len(grid.rows)], strict=True):
        own = Grid(grid.rows[start:end]).titles
        last, new = said(titles[-len(own) :]), said(own)
        dated = new.period or not (last.period or last.unread)
        replaced = dated and (new.places or not last.places) and (new.units or not last.units)
        yield Grid(grid.rows[start:end], titles[: -len(own)] if replaced else titles)


def _starts(rows: Sequence[Row], reader: Reader) -> Iterator[int]:
    """Yield where titles stand behind rows of figures, with a header below them."""
    figures = False
    titles: list[int] = []
    for at, row in enumerate(rows):
        text = row.filled[0].text if len(row.filled) == 1 and len(row.cells) > 1 else ""
        if text and not is_numeric(text):
            titles += [] if goes_on(text) else [at]
            continue
        near = rows[at : at + _MOST_HEADERS]
        if (
            figures
            and 0 < len(titles) <= _MOST_TITLES
            and header_rows(near, reader, titled=False, below=False)
        ):
            yield titles[0]
            figures = False
        figures = figures or any(is_numeric(cell.text) for cell in row.filled[1:])
        titles = []
