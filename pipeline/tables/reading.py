"""Read one grid, with what stands above it and what its article lends it, into the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.clauses.cues import cue_words
from pipeline.clauses.tokens import within
from pipeline.indicators import Catalogue
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.tables.captions import Caption, caption_of
from pipeline.tables.cell_values import is_numeric
from pipeline.tables.grid import Cell, Grid, Row
from pipeline.tables.headings import Reader
from pipeline.tables.measures import Table
from pipeline.tables.one_above_another import tables_above_another
from pipeline.tables.side_by_side import tables_beside
from pipeline.tables.table_rows import RowReader, TableRow
from pipeline.tables.titles import list_of, title_of
from pipeline.words import words_of

_WHOLE = "全"
_OWNERS: list[str] = words_of("tables")["owners"]
_PROPORTIONS: list[str] = words_of("tables")["proportions"]
_STOPS = re.compile("[，。；！？]")
_PROSE = re.compile(r"[，。；:！？]|\d[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Around:
    """Hold what a page lends its tables: its rules, places and date, the place and period of the article."""

    catalogue: Catalogue
    place: Place
    places: Sequence[Place]
    reporting: Period | None
    published: date | None


@dataclass(frozen=True, slots=True)
class TableReading:
    """Hold what a table gave: its rows, and the spans of the cells that are prose and to be read as such.

    `places` are those that stand in the rows of these cells, each alone in a cell; None where none or several do.
    """

    start: int
    end: int
    rows: tuple[TableRow, ...]
    prose: tuple[tuple[int, int], ...]
    places: tuple[Place | None, ...]


def read_tables(grid: Grid, around: Around) -> list[TableReading]:
    """Read a grid; where only spaces divide its cells and no header says that it is a table, its labelled lines."""
    rows: list[TableRow] = []
    headed = False
    for part, unknown in _parts(grid, around):
        row_reader = _row_reader(part, around, unknown)
        rows += row_reader.rows(part.rows)
        headed |= row_reader.headed
    if grid.doubtful and not headed:
        return [reading for line in grid.lines for reading in read_tables(line, around)]
    in_order = tuple(sorted(rows, key=lambda row: row.start))
    prose = [(row, cell) for row in grid.rows for cell in row.cells if _is_prose(cell)]
    spans = tuple((cell.start, cell.end) for _, cell in prose)
    places = tuple(_place_in(row, around) for row, _ in prose)
    return [TableReading(grid.start, grid.end, in_order, spans, places)]


def _parts(grid: Grid, around: Around) -> Iterator[tuple[Grid, str]]:
    """Yield the tables of a grid, side by side and one above another, each with what of its title is not known."""
    year = around.reporting.last_day.year if around.reporting else None
    for part in tables_beside(grid):
        reader = _row_reader(part, around).reader
        yield from tables_above_another(
            part, reader, lambda lines: caption_of(lines, around.published, year, around.places)
        )


def _row_reader(grid: Grid, around: Around, unknown: str = "") -> RowReader:
    """Return what reads the rows of a table, which knows what stands above it and what its article lends it.

    `unknown` is what of the table's own title means nothing known, and so may narrow all its figures.
    """
    year = around.reporting.last_day.year if around.reporting else None
    caption = caption_of(grid.titles, around.published, year, around.places)
    reported = caption.period or (None if caption.unread else around.reporting)
    place, elsewhere = _elsewhere(caption, around.place)
    elsewhere = elsewhere or _wider("".join(line for _, line in grid.titles), around.place)
    named = within(around.places, grid.start, grid.end)
    spans = {(one.start, one.end): one for one in named}
    year = reported.last_day.year if reported else year
    before = reported.last_day.year - 1 if reported and reported.lasts_year else 0
    reader = Reader(around.catalogue, around.published, year, spans, around.place.name, before)
    reader = replace(reader, over=list_of(grid.titles, reader, around.places))
    table = Table(
        around.catalogue,
        caption.units,
        reported,
        caption.period is None,
        caption.unread,
        place,
        elsewhere,
        _owner(grid) or unknown,
        around.published,
        title=title_of(grid.titles, caption.units, reader, around.places),
        proportions=any(word in line for _, line in grid.titles for word in _PROPORTIONS),
    )
    return RowReader(reader, table, grid.doubtful)


def _elsewhere(caption: Caption, place: Place) -> tuple[Place | None, str]:
    """Return the place that a caption names beside the article's own, or what it says where it names several."""
    others = {one.name: one for one in caption.places if one.name != place.name}
    if len(others) > 1 or (others and len({one.name for one in caption.places}) > 1):
        return None, "、".join(others)
    return next(iter(others.values()), None), ""


def _wider(lines: str, place: Place) -> str:
    """Return the word by which a caption speaks of an area that the article is not about: 「全国主要指标」."""
    roles = ("own", "narrow") if place.name else ("narrow",)
    words = (word for word, role in cue_words().items() if role in roles and word[0] == _WHOLE)
    return next((word for word in words if word in lines and word[-1] != place.name[-1:]), "")


def _owner(grid: Grid) -> str:
    """Return the word by which a title above a table says that it is not of all the place: 「民营企业主要指标」."""
    titles = [line for _, line in grid.titles if not _STOPS.search(line)]
    return next((word for word in _OWNERS for title in titles if word in title), "")


def _is_prose(cell: Cell) -> bool:
    """Say whether a cell says more than a name or a number: 「全县生产总值286亿元，增长5%。」."""
    return _PROSE.search(cell.text) is not None and not is_numeric(cell.text)


def _place_in(row: Row, around: Around) -> Place | None:
    """Return the one place that has a cell of a row to itself: 「天台县｜全年出口总额12亿元」."""
    cells = {(cell.start, cell.end) for cell in row.filled}
    named = [one for one in within(around.places, row.start, row.end) if (one.start, one.end) in cells]
    return named[0] if len(named) == 1 else None
