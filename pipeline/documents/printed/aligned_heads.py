"""Tell what heads the columns of a table that no rules divide: cells of several lines, and groups over several columns.

A group stands in the middle of its columns, begins with the first of them or ends with the last. Where more than one way
fits, or none, the head is not known: a figure under the wrong year is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.documents.printed.lines import PrintedLine
from pipeline.documents.printed.ruled_tables import TableCell

_MOST_ROWS = 10  # of lines of a head
_OTHER_TYPE = 1.25  # times as large: a title
_FAR = 1.5  # times the distance of the rows below: what stands so far above is no part of the table
_TIGHT = 0.9  # of the distance of the rows below: lines of one cell
_IN_CELL = 1.75  # em from line to line in a cell
_EDGE = 0.6  # em by which edges that stand in one upright line may miss each other
_MIDDLE = 1.2  # em by which a group may stand beside the middle of its columns
_MOST = 0.6  # of a cell that lies over its column
_ASIDE = 0.2  # em by which it may lie over another one
_PROSE = re.compile("[，。；]")
_NO_HEAD = re.compile("[：:、]")  # 「单位：亿元」

Row = tuple[PrintedLine, ...]
Extent = tuple[float, float]
Lines = list[PrintedLine]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Be columns that a group may stand over as one: a column, or those of a lower group; `free` where none need do so."""

    first: int
    last: int
    left: float
    right: float
    free: bool = False


def head_of(
    rows: Sequence[Row], columns: Sequence[Extent], pitch: float, below: Row
) -> tuple[int, list[TableCell]]:
    """Return how many of the rows above a table are its head, and the cells of the head.

    `below` is the first row of the table, `pitch` the distance of its rows. Where it is not known what the head says of
    each column, there are no cells and no row is taken.
    """
    near = _near(rows, pitch, below)
    taken, stacks = _lower(near, columns, pitch)
    above = near[: len(near) - taken]
    if all(stacks[1:]):
        for count in range(len(above), -1, -1):
            titles, groups = above[: len(above) - count], above[len(above) - count :]
            if all(_is_title(row, columns) for row in titles):
                cells = _cells(stacks, groups, columns, pitch)
                if cells:
                    return taken + count, cells
    return 0, []


def _near(rows: Sequence[Row], pitch: float, below: Row) -> list[Row]:
    """Return the last rows that may be a head: near each other, in type of one size, no prose."""
    found: list[Row] = []
    height = max(line.height for line in below)
    for row in reversed(rows[-_MOST_ROWS:]):
        far = min(line.top for line in below) - max(line.bottom for line in row) > _FAR * pitch
        large = max(line.height for line in row) > _OTHER_TYPE * height
        text = "".join(line.text for line in row)
        if far or large or _PROSE.search(text) or (len(row) == 1 and _NO_HEAD.search(text)):
            break
        found.append(row)
        below = row
    return found[::-1]


def _is_title(row: Row, columns: Sequence[Extent]) -> bool:
    """Say whether a row above a head is a title: it begins over the names, or stands in the middle of the table."""
    middle = (columns[0][0] + columns[-1][1]) / 2
    central = abs((row[0].left + row[0].right) / 2 - middle) <= _MIDDLE * row[0].height
    return len(row) == 1 and (row[0].left < columns[1][0] - row[0].height or central)


def _lower(rows: Sequence[Row], columns: Sequence[Extent], pitch: float) -> tuple[int, list[Lines]]:
    """Return how many of the last rows stand over one column each, and the lines over each column, from above."""
    best: tuple[int, list[Lines]] = 0, [[] for _ in columns]
    for count in range(1, len(rows) + 1):
        cells = _stacked([line for row in rows[-count:] for line in row], pitch)
        if len(cells) == len(columns) and _in_turn([_sides(cell) for cell in cells], columns):
            best = count, cells
    if best[0] and any(len(cell) > 1 for cell in best[1]):
        return best
    stacks: list[Lines] = [[] for _ in columns]
    taken = 0
    for row in reversed(rows):
        own = _own_columns(row, list(map(_extent, columns, stacks)))
        if own is None or not (taken or any(own)):
            break
        figures = [(column, line) for column, line in zip(own, row, strict=True) if column]
        whole = len(figures) == len(columns) - 1
        if taken and not whole and not all(_goes_on(line, stacks[column], pitch) for column, line in figures):
            break
        for column, line in zip(own, row, strict=True):
            stacks[column].insert(0, line)
        taken += 1
    return taken, stacks


def _own_columns(row: Row, columns: Sequence[Extent]) -> list[int] | None:
    """Return the column that each line of a row stands over, None where that is not one each."""
    if len(row) == len(columns):
        return list(range(len(row))) if _in_turn([(line.left, line.right) for line in row], columns) else None
    own = [_column(line, columns) for line in row]
    known = [column for column in own if column is not None]
    return known if len(known) == len(own) == len(set(own)) else None


def _in_turn(sides: Sequence[Extent], columns: Sequence[Extent]) -> bool:
    """Say whether cells, one a column, stand apart and none behind the next column or before the one before."""
    return all(
        one[1] < other[0] and one[0] < after[0] and other[1] > before[1]
        for (one, other), (before, after) in zip(pairwise(sides), pairwise(columns), strict=True)
    )


def _column(line: PrintedLine, columns: Sequence[Extent]) -> int | None:
    """Return the one column that a line stands over."""
    shared = [min(line.right, right) - max(line.left, left) for left, right in columns]
    found = max(range(len(shared)), key=shared.__getitem__)
    left, right = columns[found]
    missed = min(
        abs(line.left - left), abs(line.right - right), abs(line.left + line.right - left - right) / 2
    )
    over = shared[found] >= _MOST * min(line.right - line.left, right - left) or missed <= _EDGE * line.height
    alone = all(other <= _ASIDE * line.height for n, other in enumerate(shared) if n != found)
    return found if shared[found] > 0 and over and alone else None


def _goes_on(line: PrintedLine, stack: Lines, pitch: float) -> bool:
    """Say whether a line stands so close over others that they are one cell."""
    return bool(stack) and _is_tight(line, stack[0], pitch)


def _is_tight(upper: PrintedLine, lower: PrintedLine, pitch: float) -> bool:
    return lower.middle - upper.middle < min(_TIGHT * pitch, _IN_CELL * max(upper.height, lower.height))


def _stacked(lines: Sequence[PrintedLine], pitch: float) -> list[Lines]:
    """Return lines by the cells that they make, from left to right."""
    cells: list[Lines] = []
    for line in sorted(lines, key=lambda line: line.middle):
        for cell in cells:
            left, right = _sides(cell)
            if min(line.right, right) > max(line.left, left) and _is_tight(cell[-1], line, pitch):
                cell.append(line)
                break
        else:
            cells.append([line])
    return sorted(cells, key=_sides)


def _sides(lines: Sequence[PrintedLine]) -> Extent:
    return min(line.left for line in lines), max(line.right for line in lines)


def _extent(column: Extent, lines: Sequence[PrintedLine]) -> Extent:
    """Return the sides of a column with the cell over it."""
    left, right = _sides(lines) if lines else column
    return min(left, column[0]), max(right, column[1])


def _cells(
    stacks: Sequence[Lines], groups: Sequence[Row], columns: Sequence[Extent], pitch: float
) -> list[TableCell] | None:
    """Return the cells of a head: those over one column each, and groups in the rows above them; None where unsure."""
    lower, height = _rows_of(stacks, pitch)
    if not groups:
        return lower
    extents = list(map(_extent, columns, stacks))
    stub = list(stacks[0])
    over: Lines = []
    for line in (line for row in groups for line in row):
        (stub if _column(line, extents) == 0 else over).append(line)
    floor = max(stack[-1].middle for stack in stacks[1:])
    ceiling = min(
        line.top for stack in stacks[1:] for line in stack if floor - stack[-1].middle < 0.3 * line.height
    )
    raised = any(line.top < ceiling for line in stub)
    if not over or any(line.bottom < min(one.top for one in over) for line in stub):
        return None
    units = [
        _Unit(n, n, *extents[n], free=floor - stack[-1].middle > 0.3 * stack[-1].height)
        for n, stack in enumerate(stacks)
        if n
    ]
    levels: list[list[tuple[_Unit, Lines]]] = []
    for level in _levels(_stacked(over, pitch)):
        ways = list(_ways(level, units))
        if len(ways) != 1 or (len(ways[0]) == 1 and len(units) == ways[0][0][1] and not raised):
            return None
        found = [_joined(units[start:end]) for start, end in ways[0]]
        levels.insert(0, list(zip(found, level, strict=True)))
        taken = {n for start, end in ways[0] for n in range(start, end)}
        units = sorted(
            [*found, *(unit for n, unit in enumerate(units) if n not in taken)], key=lambda unit: unit.first
        )
    return [*_placed(stub, stacks, levels, lower, height)]


def _rows_of(stacks: Sequence[Lines], pitch: float) -> tuple[list[TableCell], int]:
    """Return cells over one column each, and how many rows they make: one where lines stand close, else one a line."""
    if any(_is_tight(one, other, pitch) for stack in stacks for one, other in pairwise(stack)):
        return [TableCell(0, column, lines=stack) for column, stack in enumerate(stacks) if stack], 1
    heights: list[float] = []
    for line in sorted((line for stack in stacks for line in stack), key=lambda line: line.middle):
        if not heights or line.middle - heights[-1] > 0.3 * line.height:
            heights.append(line.middle)
    return [
        TableCell(min(range(len(heights)), key=lambda n: abs(heights[n] - line.middle)), column, lines=[line])
        for column, stack in enumerate(stacks)
        for line in stack
    ], len(heights)


def _levels(cells: list[Lines]) -> Iterator[list[Lines]]:
    """Yield cells that stand beside each other, from below, each time from left to right."""
    left = sorted(cells, key=lambda cell: cell[-1].bottom)
    while left:
        level = [left.pop()]
        while left and left[-1][-1].bottom > min(cell[0].top for cell in level):
            level.append(left.pop())
        yield sorted(level, key=_sides)


def _joined(units: Sequence[_Unit]) -> _Unit:
    return _Unit(units[0].first, units[-1].last, units[0].left, units[-1].right)


def _ways(cells: Sequence[Lines], units: Sequence[_Unit]) -> Iterator[list[tuple[int, int]]]:
    """Yield each way to give groups their units, from and to: all units have a group but those that may be without."""
    seen: list[list[tuple[int, int]]] = []
    for shares in ((0.5, 0.5), (1.0, 0.0), (0.0, 1.0)):
        for way in _by_places(cells, units, 0, shares):
            if way not in seen:
                seen.append(way)
                yield way


def _by_places(
    cells: Sequence[Lines], units: Sequence[_Unit], start: int, shares: tuple[float, float]
) -> Iterator[list[tuple[int, int]]]:
    """Yield the ways in which groups stand in the middle, at the first or at the last of their units."""
    if not cells:
        if all(unit.free for unit in units[start:]):
            yield []
        return
    left, right = _sides(cells[0])
    slack = (_MIDDLE if shares[0] == shares[1] else _EDGE) * cells[0][0].height
    for first in range(start, len(units)):
        for last in range(first, len(units)):
            apart = shares[0] * (units[first].left - left) + shares[1] * (units[last].right - right)
            if abs(apart) <= slack:
                for rest in _by_places(cells[1:], units, last + 1, shares):
                    yield [(first, last + 1), *rest]
        if not units[first].free:
            return


def _placed(
    stub: Lines,
    stacks: Sequence[Lines],
    levels: Sequence[Sequence[tuple[_Unit, Lines]]],
    lower: Sequence[TableCell],
    height: int,
) -> Iterator[TableCell]:
    """Yield the cells of a head with groups: each of the columns that no group stands over is one cell from the top."""
    above = len(levels)
    if stub:
        yield TableCell(0, 0, above + height, lines=sorted(stub, key=lambda line: line.middle))
    free = dict.fromkeys(range(1, len(stacks)), 0)  # the first row of the head that is not a group's
    for row, level in enumerate(levels):
        for unit, lines in level:
            yield TableCell(row, unit.first, 1, unit.last - unit.first + 1, lines)
            free |= dict.fromkeys(range(unit.first, unit.last + 1), row + 1)
    for cell in lower:
        if cell.column and free[cell.column] == above:
            yield TableCell(above + cell.row, cell.column, lines=cell.lines)
    for column, row in free.items():
        if row < above:
            yield TableCell(row, column, above + height - row, lines=stacks[column])
