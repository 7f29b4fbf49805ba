"""Tell tables of data from tables that only lay a page out, by what stands in them, and put their cells in place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.documents.composing import Field, in_cell
from pipeline.documents.web.parts import Block, Cell, Line, Table
from pipeline.documents.web.seen import lines_of
from pipeline.words import words_of

MOST_PLACES = 500_000  # of one table; what has more is left out
_LONGEST_CELL = 200  # characters of a cell of data
_MOST_STOPS = 2  # sentences of such a cell
_WIDEST = 1000  # columns that a cell may span, as browsers have it
_LONGEST_ENTRY = 20  # characters of an entry of a menu
_HOME = frozenset(words_of("web_pages")["home"])
_FIGURE = re.compile(r"[-+−]?\d[\d,.]*%?")


def judge(tables: Iterable[Table]) -> None:
    """Say of each table how long it is and whether it is one of data; those in others come first."""
    for table in tables:
        table.rows = [[cell for cell in row if not _is_gone(cell)] for row in table.rows]
        for cell in (cell for row in table.rows for cell in row):
            for item in cell.items:
                if isinstance(item, Table):
                    table.length += item.length
                else:
                    cell.lines += [line for line in lines_of(item) if line.text]
            table.length += _length(cell)
        table.is_data = _is_data(table)


def _is_gone(cell: Cell) -> bool:
    return cell.without_place is not None and cell.without_place.left_out


def _length(cell: Cell) -> int:
    return sum(line.length for line in cell.lines)


def _is_data(table: Table) -> bool:
    """Say whether several rows hold short cells beside each other, and no blocks of a page."""
    across = [row for row in table.rows if sum(bool(cell.lines) for cell in row) > 1]
    cells = [cell for row in across for cell in row if cell.lines]
    within = (item for row in table.rows for cell in row for item in cell.items)
    if (
        len(across) < 2
        or any(isinstance(item, Table) and item.length for item in within)
        or _of_links(across)
    ):
        return False
    told = [cell for cell in cells if _tells(cell)]
    if len(told) * 3 > len(cells):
        return False
    if sum(map(_length, told)) * 2 <= sum(map(_length, cells)):
        return True
    columns = Counter(number for row in across for number, cell in enumerate(row) if _tells(cell))
    return len(across) > 2 and columns.most_common(1)[0][1] * 2 >= len(across)  # 项目｜建设内容｜投资


def _tells(cell: Cell) -> bool:
    """Say whether a cell holds what a page's body does: long text, several sentences, a heading with more below it."""
    headed = len(cell.lines) > 1 and any(line.tag[:1] == "h" for line in cell.lines)
    stops = sum(line.text.count("。") for line in cell.lines)
    return headed or stops > _MOST_STOPS or _length(cell) > _LONGEST_CELL


def _of_links(rows: list[list[Cell]]) -> bool:
    """Say whether rows are a list of links, with no figures beside them."""
    lines = [line for row in rows for cell in row for line in cell.lines]
    if sum(line.linked for line in lines) * 2 <= sum(line.length for line in lines):
        return False
    figures = sum(any(_is_figure(cell.lines) for cell in row) for row in rows)
    return figures * 2 < len(rows)


def _is_figure(lines: list[Line]) -> bool:
    return len(lines) == 1 and not lines[0].linked and _FIGURE.fullmatch(lines[0].text) is not None


@dataclass(frozen=True, slots=True)
class _Placed:
    """Be a cell in its place: from which column to which, exclusive, and how many rows it spans."""

    start: int
    end: int
    rows: int
    text: str


def rows_of(table: Table) -> list[list[Field | None]] | None:
    """Return the rows of a table that hold something, each as wide as the table; None where it has too many places.

    Columns in which no cell begins, and rows without text, are none: a title over 100 columns spans those that there are.
    """
    rows = _placed(table)
    if rows is None:
        return None
    starts = sorted({cell.start for row in rows for cell in row})
    filled = [any(cell.text for cell in row) for row in rows]
    before = [0, *accumulate(filled)]
    if before[-1] * len(starts) > MOST_PLACES:
        return None
    found: list[list[Field | None]] = []
    for number, row in enumerate(rows):
        if filled[number]:
            fields: list[Field | None] = [None] * len(starts)
            for cell in row:
                first, last = bisect_left(starts, cell.start), bisect_left(starts, cell.end)
                down = before[min(number + cell.rows, len(rows))] - before[number]
                fields[first] = Field(cell.text, down, last - first)
            found.append(fields)
    return found


def _placed(table: Table) -> list[list[_Placed]] | None:
    """Return the cells of each row in their columns, as browsers place them; None where that takes too long."""
    rows: list[list[_Placed]] = []
    hanging: list[tuple[int, int, int]] = []  # columns that cells of rows above cover, and for how many rows
    work = 0
    for number, row in enumerate(table.rows):
        placed = [*_in_row(row, hanging)]
        following = table.rows[number + 1] if number + 1 < len(table.rows) else []
        if (
            not hanging
            and row
            and sum(cell.columns for cell in row) == sum(cell.columns for cell in following)
        ):
            # All cells of a row span the next one, which has as many of its own: they would stand outside the table.
            over = min(cell.rows for cell in placed) - 1
            placed = [replace(cell, rows=cell.rows - over) for cell in placed]
        work += len(hanging) + len(placed)
        if work > MOST_PLACES:
            return None
        hanging = [(start, end, left - 1) for start, end, left in hanging if left > 1]
        hanging += [(cell.start, cell.end, cell.rows - 1) for cell in placed if cell.rows > 1]
        hanging.sort()
        rows.append(placed)
    return rows


def _in_row(row: list[Cell], hanging: list[tuple[int, int, int]]) -> Iterator[_Placed]:
    at = passed = 0
    for cell in row:
        while passed < len(hanging) and hanging[passed][0] <= at:
            at = max(at, hanging[passed][1])
            passed += 1
        end = at + min(cell.columns, _WIDEST)
        if passed < len(hanging):
            end = min(end, hanging[passed][0])
        yield _Placed(at, end, cell.rows, in_cell("\n".join(line.text for line in cell.lines)))
        at = end


def blocks_in(table: Table) -> list[Block | Table]:
    """Return what stands in the cells of a table that lays a page out, in order; a column that is a menu does not."""
    return [item for row in table.rows for cell in row if not _is_menu(cell, row) for item in cell.items]


def _is_menu(cell: Cell, row: list[Cell]) -> bool:
    """Say whether a cell beside others is a menu without links: short lines, 首页 among them."""
    lines = [*_lines_in(cell)] if len(row) > 1 else []
    home = any(line.text.strip() in _HOME for line in lines)
    return home and len(lines) > 1 and all(line.length <= _LONGEST_ENTRY for line in lines)


def _lines_in(cell: Cell) -> Iterator[Line]:
    """Yield the lines of a cell and of the tables in it."""
    yield from cell.lines
    for table in (item for item in cell.items if isinstance(item, Table)):
        for one in (one for row in table.rows for one in row):
            yield from _lines_in(one)
