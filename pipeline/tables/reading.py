"""Read one grid, with what stands above it and what its article lends it, into the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.indicators import Catalogue
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.tables.captions import Caption, caption_of
from pipeline.tables.cell_values import is_numeric
from pipeline.tables.figures import Table
from pipeline.tables.grid import Grid
from pipeline.tables.headings import Reader
from pipeline.tables.table_rows import RowReader, TableRow

_PROSE = re.compile(r"[，。；:！？]|\d[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class TableReading:
    """Hold what a table gave: its rows, and the spans of the cells that are prose and to be read as such."""

    start: int
    end: int
    rows: tuple[TableRow, ...]
    prose: tuple[tuple[int, int], ...]


def read_table(
    grid: Grid,
    catalogue: Catalogue,
    place: Place,
    places: Sequence[Place],
    reporting: Period | None,
    published: date | None,
) -> TableReading | None:
    """Read a grid; return None where only spaces divide its cells and no header says that it is a table.

    `place` and `reporting` are those of the article around it, `places` all that its page names.
    """
    year = reporting.last_day.year if reporting else None
    caption = caption_of(grid.above, published, year, places)
    reported = caption.period or (None if caption.unread else reporting)
    table = Table(
        catalogue,
        caption.units,
        reported,
        caption.period is None,
        caption.unread,
        *_elsewhere(caption, place),
        published,
    )
    spans = {(one.start, one.end): one for one in places if grid.start <= one.start < grid.end}
    reader = RowReader(
        Reader(catalogue, published, reported.last_day.year if reported else year, spans), table
    )
    rows = tuple(reader.rows(grid.rows))
    if grid.doubtful and not reader.headed:
        return None
    return TableReading(grid.start, grid.end, rows, _prose(grid))


def _elsewhere(caption: Caption, place: Place) -> tuple[Place | None, str]:
    """Return the place that a caption names beside the article's own, or what it says where it names several."""
    others = {one.name: one for one in caption.places if one.name != place.name}
    if len(others) > 1 or (others and len({one.name for one in caption.places}) > 1):
        return None, "、".join(others)
    return next(iter(others.values()), None), ""


def _prose(grid: Grid) -> tuple[tuple[int, int], ...]:
    """Return the cells that say more than a name or a number: 「全县生产总值286亿元，增长5%。」."""
    cells = (cell for row in grid.rows for cell in row.cells)
    prose = (cell for cell in cells if _PROSE.search(cell.text) and not is_numeric(cell.text))
    return tuple((cell.start, cell.end) for cell in prose)
