"""Find rows of figures, and beside them their names, also those of several lines: 「一般公共预算｜收入」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.printed.aligned_heads import IN_CELL, PROSE, Lines, Row, sides
from pipeline.documents.printed.lines import PrintedLine

_FIGURE = re.compile(r"[-+－]?[\d,.]+[%％‰]?|[-—–…/]{1,3}")
_UNIT = 8  # characters of a unit
_MIDDLE = 0.35  # em by which a name may stand beside the middle of its row
_MOST_LINES = 8  # of a name
_NOTE = re.compile("[：:]")


def figure_rows(rows: Sequence[Row], at: int, back: int) -> tuple[int, int, list[list[Lines]]]:
    """Return the rows of figures from a row on as their cells, before them by how many rows they begin, and where they end.

    The lines of a long name stand above and below the figures that they name, the first up to `back` rows before; where
    they do not stand round the middle of one row each, only the rows with names of one line are taken.
    """
    end = at
    while end < len(rows) and _has_figures(rows[end]):
        end += 1
    simple = [[[line] for line in row] for row in rows[at:end]]
    if not (simple or _is_nameless(rows[at])):
        return 0, end, []
    last = end
    while last < len(rows) and (_has_figures(rows[last]) or _is_nameless(rows[last]) or _is_name(rows[last])):
        last += 1
    if last == end and simple:
        return 0, end, simple
    for before in range(min(back, _MOST_LINES) + 1):
        if before and not _is_name(rows[at - before]):
            break
        count, named = _named(rows[at - before : last])
        around = [rows[n] for n in (at - before - 1, at - before + count) if 0 <= n < len(rows)]
        if count > before and not any(_is_name(row) and _touches(row, named) for row in around):
            return before, at - before + count, named
    return 0, end, simple


def _has_figures(row: Row) -> bool:
    """Say whether a row is a name, figures and perhaps a unit: 「第一产业增加值  亿元  12.5  3.1」."""
    return len(row) > 1 and not PROSE.search(row[0].text) and _is_nameless(row[1:])


def _is_nameless(row: Row) -> bool:
    """Say whether a row is figures and perhaps a unit."""
    others = [line for line in row if not _FIGURE.fullmatch(line.text)]
    return len(others) < len(row) and len(others) <= 1 and all(_is_unit(line) for line in others)


def is_figure(cell: Lines) -> bool:
    """Say whether a cell is a figure, or a dash in place of one."""
    return len(cell) == 1 and bool(_FIGURE.fullmatch(cell[0].text))


def _is_unit(line: PrintedLine) -> bool:
    return len(line.text) <= _UNIT and not PROSE.search(line.text)


def _is_name(row: Row) -> bool:
    """Say whether a row is a line of a name, perhaps beside one of a unit."""
    text = "".join(line.text for line in row)
    return not (PROSE.search(text) or _NOTE.search(text)) and not any(
        _FIGURE.fullmatch(line.text) or len(row) > 2 for line in row
    )


def _named(rows: Sequence[Row]) -> tuple[int, list[list[Lines]]]:
    """Return the rows of figures with their names, and how many printed rows they are; none where it is not clear which."""
    figures = [row for row in rows if any(_FIGURE.fullmatch(line.text) for line in row)]
    if not figures:
        return 0, []
    edge = min(line.left for row in figures for line in row if _FIGURE.fullmatch(line.text))
    words = [line for row in rows for line in row if line.right <= edge and not _FIGURE.fullmatch(line.text)]
    found: list[list[Lines]] = [[[line] for line in row if line not in words] for row in figures]
    middles = [cells[0][0].middle for cells in found if cells]
    if len(middles) < len(found) or not words:
        return 0, []
    taken: list[PrintedLine] = []
    for number, column in enumerate(_columns(words)):
        names = _shared_out(column, middles)
        if not all(names) if number == 0 else not any(names):
            return 0, []
        for cells, name in zip(found, names, strict=True):
            if name:
                cells.insert(number if len(cells) > number else 0, name)
            taken += name
    for cells in found:
        cells.sort(key=sides)
    lowest = max([*middles, *(line.middle for line in taken)])
    ends = [n for n, row in enumerate(rows, start=1) if any(line.middle <= lowest for line in row)]
    left = [line for line in words if line.middle <= lowest and line not in taken]
    return (0, []) if left else (ends[-1], found)


def _touches(row: Row, named: Sequence[Sequence[Lines]]) -> bool:
    """Say whether a line stands as close to the first or the last name as the lines of a name do."""
    ends = (named[0][0][0].middle, named[-1][0][-1].middle)
    return any(abs(row[0].middle - end) <= IN_CELL * row[0].height for end in ends)


def _columns(lines: Sequence[PrintedLine]) -> list[Lines]:
    """Return lines by what stands below each other, each from above."""
    columns: list[Lines] = []
    for line in sorted(lines, key=lambda line: line.left):
        if columns and line.left < sides(columns[-1])[1]:
            columns[-1].append(line)
        else:
            columns.append([line])
    return [sorted(column, key=lambda line: line.middle) for column in columns]


def _shared_out(lines: Lines, middles: Sequence[float]) -> list[Lines]:
    """Return for each row, of which the middle is given, the lines that stand close to each other around it."""
    names: list[Lines] = []
    at = 0
    for middle in middles:
        name: Lines = []
        for end in range(at + 1, min(at + _MOST_LINES, len(lines)) + 1):
            slack = _MIDDLE * lines[at].height
            if abs(lines[at].middle + lines[end - 1].middle - 2 * middle) <= 2 * slack:
                own = lines[at:end]
                level = [one for one in middles if any(abs(line.middle - one) <= slack for line in own)]
                close = all(b.middle - a.middle <= IN_CELL * a.height for a, b in pairwise(own))
                name = own if close and level in ([], [middle]) else []
                break
        names.append(name)
        at += len(name)
    return names
