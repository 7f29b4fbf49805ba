"""Tell what heads the columns of a table that no rules divide: cells of several lines, and groups over several columns.

A group stands in the middle of its columns or begins with the first of them. Where more than one way fits, or none, the
head is not known: a figure under the wrong year is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.documents.printed.lines import PrintedLine
from pipeline.documents.printed.ruled_tables import TableCell

_MOST_ROWS = 8  # of lines of a head
_OTHER_TYPE = 1.25  # times as large: a title
_FAR = 1.5  # times the distance of the rows below: what stands so far above is no part of the table
_TIGHT = 0.9  # of the distance of the rows below: lines of one cell
_IN_CELL = 1.75  # em from line to line in a cell
_LEVEL = 0.6  # em by which edges or middles that stand in one upright line may miss each other
_MIDDLE = 1.2  # em by which a group may stand beside the middle of its columns
_MOST = 0.6  # of a cell that lies over its column
_PROSE = re.compile("[，。；]")
_NO_HEAD = re.compile("[：:、]")  # 「单位：亿元」

Row = tuple[PrintedLine, ...]
Extent = tuple[float, float]


def head_of(
    rows: Sequence[Row], columns: Sequence[Extent], pitch: float, above: Row
) -> tuple[int, list[TableCell]]:
    """Return how many of the rows above a table's columns are its head, and the cells of the head.

    `above` is the first row of the table, `pitch` the distance of its rows. Without cells, none of the rows is known to head
    anything.
    """
    near = _near(rows, pitch, above)
    below = _Below(columns, pitch)
    left = list(near)
    while left and below.takes(left[-1]):
        left.pop()
    for count in range(len(left), -1, -1):
        groups = left[len(left) - count :]
        if all(map(below.is_title, left[: len(left) - count])) and (cells := below.under(groups)) is not None:
            return len(near) - len(left) + count, cells
    return 0, []


def _near(rows: Sequence[Row], pitch: float, above: Row) -> list[Row]:
    """Return the last rows that may be a head: near each other, in type of one size, no prose."""
    found: list[Row] = []
    before = above
    for row in reversed(rows[-_MOST_ROWS:]):
        height = max(line.height for line in before)
        far = (
            min(line.top for line in before) - max(line.bottom for line in row)
            > _FAR * max(pitch, height) - height
        )
        text = "".join(line.text for line in row)
        large = max(line.height for line in row) > _OTHER_TYPE * height
        if far or large or _PROSE.search(text) or (len(row) == 1 and _NO_HEAD.search(text)):
            break
        found.append(row)
        before = row
    return found[::-1]


class _Below:
    """Be the lower cells of a head, each over one column, as they are found from below."""

    def __init__(self, columns: Sequence[Extent], pitch: float) -> None:
        self.extents = list(columns)
        self.pitch = pitch
        self.rows: list[dict[int, PrintedLine]] = []  # from below

    def takes(self, row: Row) -> bool:
        """Take a row of which each line stands over one column, and say so."""
        own = self._columns(row)
        if own is None:
            return False
        figures = len(self.extents) - 1
        among = [(column, line) for column, line in zip(own, row, strict=True) if column]
        if self.rows and len(among) < figures and not all(self._goes_on(*one) for one in among):
            return False
        if not among and not self.rows:
            return False
        self.rows.append(dict(zip(own, row, strict=True)))
        for column, line in zip(own, row, strict=True):
            left, right = self.extents[column]
            self.extents[column] = min(left, line.left), max(right, line.right)
        return True

    def _columns(self, row: Row) -> list[int] | None:
        """Return the column that each line of a row stands over, None where that is not one each."""
        if len(row) == len(self.extents):
            befores = [float("-inf"), *(right for _, right in self.extents[:-1])]
            afters = [*(left for left, _ in self.extents[1:]), float("inf")]
            fits = all(
                line.right > before and line.left < after
                for line, before, after in zip(row, befores, afters, strict=True)
            )
            return list(range(len(row))) if fits else None
        own = [self._column(line) for line in row]
        known = [column for column in own if column is not None]
        return known if len(known) == len(own) == len(set(own)) else None

    def _column(self, line: PrintedLine) -> int | None:
        """Return the one column that a line stands over."""
        shared = [min(line.right, right) - max(line.left, left) for left, right in self.extents]
        found = max(range(len(shared)), key=shared.__getitem__)
        left, right = self.extents[found]
        apart = min(
            abs(line.left - left), abs(line.right - right), abs(line.left + line.right - left - right) / 2
        )
        over = (
            shared[found] >= _MOST * min(line.right - line.left, right - left)
            or apart <= _LEVEL * line.height
        )
        alone = all(other <= 0.2 * line.height for n, other in enumerate(shared) if n != found)
        return found if shared[found] > 0 and over and alone else None

    def _goes_on(self, column: int, line: PrintedLine) -> bool:
        """Say whether a line stands so close over the one of its column that they are one cell."""
        under = next((row[column] for row in reversed(self.rows) if column in row), None)
        return under is not None and _is_tight(line, under, self.pitch)

    def is_title(self, row: Row) -> bool:
        """Say whether a row above a head is a title: it begins over the names, or stands in the middle of the table."""
        line = row[0]
        middle = (self.extents[0][0] + self.extents[-1][1]) / 2
        central = abs((line.left + line.right) / 2 - middle) <= _MIDDLE * line.height
        return len(row) == 1 and (line.left < self.extents[1][0] - line.height or central)

    def under(self, groups: Sequence[Row]) -> list[TableCell] | None:
        """Return the cells of the head with the groups that stand in some rows above, None where that is not known."""
        if not self.rows or not all(
            any(column in row for row in self.rows) for column in range(1, len(self.extents))
        ):
            return None
        stacks = [
            [row[column] for row in reversed(self.rows) if column in row]
            for column in range(len(self.extents))
        ]
        tight = any(_is_tight(a, b, self.pitch) for stack in stacks for a, b in pairwise(stack))
        stub = stacks[0]
        over: list[PrintedLine] = []
        for line in (line for row in groups for line in row):
            (stub if self._column(line) == 0 else over).append(line)
        if stub and over and min(line.top for line in stub) < min(line.top for line in over) - stub[0].height:
            return None
        if not over:
            return None if groups else self._level(stacks, tight=tight)
        cells = _stacked(over, self.pitch)
        lowest = self.rows[0]
        floor = max(line.middle for line in lowest.values())
        whole = [
            column
            for column, stack in enumerate(stacks)
            if column and floor - stack[-1].middle > 0.3 * stack[-1].height
        ]
        single = len(cells) == 1 and not any(
            line.middle < min(own.top for own in lowest.values()) for line in stub
        )
        ways = [] if cells is None or single else list(self._ways(cells, whole))
        if len(ways) != 1 or (len(self.rows) > 1 and not tight and not whole):
            return None
        found = [TableCell(0, 0, 2, 1, sorted(stub, key=lambda line: line.middle))] if stub else []
        for (first, last), lines in zip(ways[0], cells, strict=True):
            found.append(TableCell(0, first, 1, last - first + 1, lines))
        covered = {column for first, last in ways[0] for column in range(first, last + 1)}
        for column, stack in enumerate(stacks[1:], start=1):
            found.append(
                TableCell(1, column, 1, 1, stack) if column in covered else TableCell(0, column, 2, 1, stack)
            )
        return found

    def _level(self, stacks: list[list[PrintedLine]], *, tight: bool) -> list[TableCell]:
        """Return the cells of a head without groups: one a column where their lines stand close, else one a line."""
        if tight:
            return [TableCell(0, column, 1, 1, stack) for column, stack in enumerate(stacks) if stack]
        return [
            TableCell(n, column, 1, 1, [line])
            for n, row in enumerate(reversed(self.rows))
            for column, line in row.items()
        ]

    def _ways(
        self, cells: Sequence[list[PrintedLine]], whole: Sequence[int]
    ) -> Iterator[list[tuple[int, int]]]:
        """Yield each way to give groups their columns, so that all columns have one but those that may be without."""
        seen: list[list[tuple[int, int]]] = []
        for way in [*self._by_middles(cells, whole, 1), *self._by_starts(cells, whole)]:
            if way not in seen:
                seen.append(way)
                yield way

    def _by_middles(
        self, cells: Sequence[list[PrintedLine]], whole: Sequence[int], start: int
    ) -> Iterator[list[tuple[int, int]]]:
        count = len(self.extents)
        if not cells:
            if all(column in whole for column in range(start, count)):
                yield []
            return
        left, right = _sides(cells[0])
        slack = _MIDDLE * cells[0][0].height
        for first in range(start, count):
            if any(column not in whole for column in range(start, first)):
                return
            for last in range(first, count):
                if abs((self.extents[first][0] + self.extents[last][1] - left - right) / 2) <= slack:
                    for rest in self._by_middles(cells[1:], whole, last + 1):
                        yield [(first, last), *rest]

    def _by_starts(
        self, cells: Sequence[list[PrintedLine]], whole: Sequence[int]
    ) -> Iterator[list[tuple[int, int]]]:
        starts = []
        for lines in cells:
            left = _sides(lines)[0]
            starts += [
                column
                for column in range(1, len(self.extents))
                if abs(self.extents[column][0] - left) <= _LEVEL * lines[0].height
            ]
        if len(starts) == len(cells) == len(set(starts)) and starts[0] == 1 and not whole:
            yield [(a, b - 1) for a, b in pairwise([*starts, len(self.extents)])]


def _sides(lines: Sequence[PrintedLine]) -> Extent:
    return min(line.left for line in lines), max(line.right for line in lines)


def _is_tight(upper: PrintedLine, lower: PrintedLine, pitch: float) -> bool:
    return lower.middle - upper.middle < min(_TIGHT * pitch, _IN_CELL * max(upper.height, lower.height))


def _stacked(lines: Sequence[PrintedLine], pitch: float) -> list[list[PrintedLine]]:
    """Return lines by the cells that they make, from left to right."""
    cells: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        for cell in cells:
            left, right = _sides(cell)
            if min(line.right, right) > max(line.left, left) and _is_tight(cell[-1], line, pitch):
                cell.append(line)
                break
        else:
            cells.append([line])
    return sorted(cells, key=lambda cell: _sides(cell)[0])
