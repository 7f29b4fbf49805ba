"""Tell what heads the columns of a table that no rules divide: cells of several lines, and groups over several columns.

A group stands in the middle of its columns, begins with the first of them or ends with the last. Where more than one way
fits, or none, the head is not known: a figure under the wrong year is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.documents.printed.lines import PrintedLine
from pipeline.documents.printed.ruled_tables import TableCell

_MOST_ROWS = 10  # of lines of a head
_OTHER_TYPE = 1.25  # times as large: a title
_FAR = 1.5  # times the distance of the rows below: what stands so far above is no part of the table
_TIGHT = 0.9  # of the distance of the rows below: lines of one cell
IN_CELL = 1.75  # em from line to line in a cell
_EDGE = 0.6  # em by which edges that stand in one upright line may miss each other
_MIDDLE = 0.7  # em by which a group may stand beside the middle of its columns
_CENTRAL = 1.2  # em by which a title may stand beside the middle of its table
_ABOVE = 1.2  # times the distance of the rows below: a title rather than a group
_MOST = 0.6  # of a cell that lies over its column
_ASIDE = 0.2  # em by which it may lie over another one
_BESIDE = 0.75  # of the way down from a group to what it stands over: what stands higher is beside it
_ONE_LINE = 0.3  # em between the middles of what stands in one line
PROSE = re.compile("[，。；]")
_FIGURE = re.compile(r"(?!(?:19|20)\d{2}$)[-+－]?[\d,.]+[%％‰]?|[-—–…/]{1,3}")
_FRAGMENT = re.compile(r"[（(]|.$")  # what stands above 「（%）」 or 「年」 may be the rest of its cell
_NO_HEAD = re.compile("[：:、]")  # 「单位：亿元」

Row = tuple[PrintedLine, ...]
Extent = tuple[float, float]
Lines = list[PrintedLine]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Be columns that a group may stand over as one, a column or those of a lower group; `middle` is that of its cell."""

    first: int
    last: int
    left: float
    right: float
    middle: float
    text: str


def head_of(
    rows: Sequence[Row], columns: Sequence[Extent], words: Collection[int], pitch: float, below: Row
) -> tuple[int, list[TableCell]]:
    """Return how many of the rows above a table are its head, and the cells of the head.

    `words` are the columns of names and units, `below` is the first row of the table, `pitch` the distance of its rows.
    Where it is not known what the head says of each column, there are no cells and no row is taken.
    """
    near = _near(rows, pitch, below)
    taken, stacks = _without_title(*_lower(near, columns, pitch))
    above = near[: len(near) - taken]
    extents = list(map(_extent, columns, stacks))
    if all(stacks[1:]):
        for count in range(len(above), -1, -1):
            titles, groups = above[: len(above) - count], above[len(above) - count :]
            under = [*near[1 : len(titles)], (near[len(titles)] if len(titles) < len(near) else below)]
            if all(
                _is_title(row, extents)
                or (len(row) == 1 and other[0].middle - row[0].middle > _ABOVE * pitch)
                for row, other in zip(titles, under, strict=False)
            ):
                cells = _cells(stacks, groups, extents, words, pitch)
                if cells:
                    return taken + count, cells
    return 0, []


def _near(rows: Sequence[Row], pitch: float, below: Row) -> list[Row]:
    """Return the last rows that may be a head: near each other, in type of one size, no prose; none behind figures."""
    found: list[Row] = []
    height = max(line.height for line in below)
    for row in reversed(rows[-_MOST_ROWS:]):
        far = min(line.top for line in below) - max(line.bottom for line in row) > _FAR * pitch
        large = max(line.height for line in row) > _OTHER_TYPE * height
        text = _text(row)
        if any(_FIGURE.fullmatch(line.text) for line in row):
            return []
        if far or large or PROSE.search(text) or (len(row) == 1 and _NO_HEAD.search(text)):
            break
        found.append(row)
        below = row
    return found[::-1]


def _is_title(row: Row, extents: Sequence[Extent]) -> bool:
    """Say whether a row above a head is a title: it begins over the names, or stands in the middle of the table."""
    middle = (extents[0][0] + extents[-1][1]) / 2
    central = abs((row[0].left + row[0].right) / 2 - middle) <= _CENTRAL * row[0].height
    return len(row) == 1 and (row[0].left < extents[1][0] - row[0].height or central)


def _lower(rows: Sequence[Row], columns: Sequence[Extent], pitch: float) -> tuple[int, list[Lines]]:
    """Return how many of the last rows stand over one column each, and the lines over each column, from above."""
    best: tuple[int, list[Lines]] = 0, [[] for _ in columns]
    for count in range(1, len(rows) + 1):
        cells = _stacked([line for row in rows[-count:] for line in row], pitch)
        if len(cells) == len(columns) and _in_turn(list(map(sides, cells)), columns) and _is_level(cells):
            best = count, cells
    if best[0] and any(len(cell) > 1 for cell in best[1]):
        return best
    stacks: list[Lines] = [[] for _ in columns]
    for taken, row in enumerate(reversed(rows)):
        own = _own_columns(row, list(map(_extent, columns, stacks)))
        if own is None or not (taken or any(own)):
            break
        figures = [(column, line) for column, line in zip(own, row, strict=True) if column]
        whole = len(figures) == len(columns) - 1
        if taken and not whole and not all(_goes_on(line, stacks[column], pitch) for column, line in figures):
            break
        for column, line in zip(own, row, strict=True):
            stacks[column].insert(0, line)
        if _is_level(stacks):
            best = taken + 1, list(map(list, stacks))
    return best


def _is_level(stacks: Sequence[Lines]) -> bool:
    """Say whether cells stand beside each other, of as many lines or round one middle: no group is among their lines."""
    own = [stack for stack in stacks[1:] if stack]
    middles = list(map(_middle, own))
    return (
        len({len(stack) for stack in own}) <= 1 or max(middles) - min(middles) <= _ONE_LINE * own[0][0].height
    )


def _without_title(taken: int, stacks: list[Lines]) -> tuple[int, list[Lines]]:
    """Leave out lines over the names of the rows that stand above all others: a title."""
    top = min((line.top for stack in stacks[1:] for line in stack), default=0.0)
    stub = [line for line in stacks[0] if line.bottom > top]
    return taken - len(stacks[0]) + len(stub), [stub, *stacks[1:]]


def _own_columns(row: Row, columns: Sequence[Extent]) -> list[int] | None:
    """Return the column that each line of a row stands over, None where that is not one each."""
    places = [(line.left, line.right) for line in row]
    if len(row) == len(columns):
        return list(range(len(row))) if _in_turn(places, columns) else None
    if len(row) == len(columns) - 1 and row[0].left > columns[0][1] and _in_turn(places, columns[1:]):
        return list(range(1, len(columns)))
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
    """Say whether a line stands so close over others that they are one cell, or over none."""
    return not stack or _is_tight(line, stack[0], pitch)


def _is_tight(upper: PrintedLine, lower: PrintedLine, pitch: float) -> bool:
    return lower.middle - upper.middle < min(_TIGHT * pitch, IN_CELL * max(upper.height, lower.height))


def _stacked(lines: Sequence[PrintedLine], pitch: float) -> list[Lines]:
    """Return lines by the cells that they make, from left to right."""
    cells: list[Lines] = []
    for line in sorted(lines, key=lambda line: line.middle):
        for cell in cells:
            left, right = sides(cell)
            if min(line.right, right) > max(line.left, left) and _is_tight(cell[-1], line, pitch):
                cell.append(line)
                break
        else:
            cells.append([line])
    return sorted(cells, key=sides)


def sides(lines: Sequence[PrintedLine]) -> Extent:
    """Return the left and the right side of lines."""
    return min(line.left for line in lines), max(line.right for line in lines)


def _extent(column: Extent, lines: Sequence[PrintedLine]) -> Extent:
    """Return the sides of a column with the cell over it."""
    left, right = sides(lines) if lines else column
    return min(left, column[0]), max(right, column[1])


def _cells(
    stacks: Sequence[Lines],
    groups: Sequence[Row],
    extents: Sequence[Extent],
    words: Collection[int],
    pitch: float,
) -> list[TableCell] | None:
    """Return the cells of a head: those over one column each, and groups in the rows above them; None where unsure."""
    lower, height = _rows_of(stacks, pitch)
    if not groups:
        return lower
    if any(_FRAGMENT.match(_text(stack)) for stack in stacks[1:]):
        return None
    stub, over = list(stacks[0]), list[PrintedLine]()
    for line in (line for row in groups for line in row):
        (stub if _column(line, extents) == 0 else over).append(line)
    if not over or any(line.bottom < min(one.top for one in over) for line in stub):
        return None
    units = [
        _Unit(n, n, *extents[n], _middle(stack), _text(stack))
        for n, stack in enumerate(stacks)
        if n not in words
    ]
    floor = max(unit.middle for unit in units)
    raised = any(line.middle < floor - line.height / 2 for line in stub)
    levels: list[list[tuple[_Unit, Lines]]] = []
    for level in _levels(_stacked(over, pitch)):
        bound = _BESIDE * floor + (1 - _BESIDE) * min(map(_middle, level))
        under = [unit for unit in units if unit.middle > bound]
        ways = _ways(level, under)
        lone = len(level) == 1 and _column(level[0][0], extents) is not None  # the line above a longer cell
        if len(ways) != 1 or lone:
            return None
        if ways[0] == [(0, len(units))] and not raised and _is_title(tuple(level[0]), extents):
            return None
        found = [
            _Unit(
                under[start].first,
                under[end - 1].last,
                under[start].left,
                under[end - 1].right,
                _middle(cell),
                _text(cell),
            )
            for (start, end), cell in zip(ways[0], level, strict=True)
        ]
        if any(
            unit.first < other.first < unit.last for unit in found for other in units if other not in under
        ):
            return None
        levels.insert(0, list(zip(found, level, strict=True)))
        units = sorted([*found, *(unit for unit in units if unit not in under)], key=lambda unit: unit.first)
        floor = max(unit.middle for unit in found)
    return [*_placed(stub, stacks, levels, lower, height)]


def _rows_of(stacks: Sequence[Lines], pitch: float) -> tuple[list[TableCell], int]:
    """Return cells over one column each, and how many rows they make: one where lines stand close, else one a line."""
    stub, figures = stacks[0], stacks[1:]
    if any(_is_tight(one, other, pitch) for stack in figures for one, other in pairwise(stack)):
        return [TableCell(0, column, lines=stack) for column, stack in enumerate(stacks) if stack], 1
    heights: list[float] = []
    for line in sorted((line for stack in figures for line in stack), key=lambda line: line.middle):
        if not heights or line.middle - heights[-1] > _ONE_LINE * line.height:
            heights.append(line.middle)
    rows = [
        [min(range(len(heights)), key=lambda n: abs(heights[n] - line.middle)) for line in stack]
        for stack in stacks
    ]
    level = all(
        abs(heights[n] - line.middle) <= _ONE_LINE * line.height
        for n, line in zip(rows[0], stub, strict=True)
    )
    cells = [
        TableCell(n, column, lines=[line])
        for column, stack in enumerate(stacks)
        for n, line in zip(rows[column], stack, strict=True)
        if column or level
    ]
    return cells if level else [TableCell(0, 0, len(heights), lines=stub), *cells], len(heights)


def _levels(cells: list[Lines]) -> Iterator[list[Lines]]:
    """Yield cells that stand beside each other, from below, each time from left to right."""
    left = sorted(cells, key=lambda cell: cell[-1].bottom)
    while left:
        level = [left.pop()]
        while left and left[-1][-1].bottom > min(cell[0].top for cell in level):
            level.append(left.pop())
        yield sorted(level, key=sides)


def _middle(lines: Sequence[PrintedLine]) -> float:
    return (lines[0].middle + lines[-1].middle) / 2


def _text(lines: Sequence[PrintedLine]) -> str:
    return "".join(line.text for line in lines)


def _ways(cells: Sequence[Lines], units: Sequence[_Unit]) -> list[list[tuple[int, int]]]:
    """Return each way to share units out to groups, from and to; of several the one in which all groups hold the same."""
    ways: list[list[tuple[int, int]]] = []
    for shares in ((0.5, 0.5), (1.0, 0.0), (0.0, 1.0)):
        ways += (way for way in _shared(cells, units, 0, shares) if way not in ways)
    alike = [
        way for way in ways if len({tuple(unit.text for unit in units[start:end]) for start, end in way}) == 1
    ]
    return alike if len(ways) > 1 and len(cells) > 1 else ways


def _shared(
    cells: Sequence[Lines], units: Sequence[_Unit], start: int, shares: tuple[float, float]
) -> Iterator[list[tuple[int, int]]]:
    """Yield the ways in which groups stand in the middle, at the first or at the last of their units."""
    if not cells and start == len(units):
        yield []
    if not cells or start == len(units):
        return
    left, right = sides(cells[0])
    slack = (_MIDDLE if shares[0] == shares[1] else _EDGE) * cells[0][0].height
    for end in range(start + 1, len(units) + 1):
        apart = shares[0] * (units[start].left - left) + shares[1] * (units[end - 1].right - right)
        if abs(apart) <= slack:
            for rest in _shared(cells[1:], units, end, shares):
                yield [(start, end), *rest]


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
