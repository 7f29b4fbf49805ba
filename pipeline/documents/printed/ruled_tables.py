"""Find tables by the rules that are drawn round their cells, and the printed lines that stand in each cell.

Rules that cross or touch make one table. A rule that is missing between two fields of its grid makes them one cell, which
spans them. Where no rules divide the rows, the lines of print do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter
from statistics import median

from pipeline.documents.printed.lines import PrintedLine, Rule

_NEAR = 3.0  # points (of a page 840 high) by which rules that meet may miss each other
_HALF = 0.6  # of a field's side that a rule must cover to divide it
_MARKS = frozenset("，。；")  # of a sentence
_CLOSE = 1.1  # times as wide as characters of a line are, one that no white space follows
_MOST_RULES = 5_000  # of a page; one with more is a drawing
_MOST_FIELDS = 20_000  # of a grid


@dataclass(slots=True)
class TableCell:
    """Be a cell: its first row and column, how many it spans, and the lines printed in it, from above."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    lines: list[PrintedLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Be a table where it stands on a page: its cells, and the edges of its columns; rows and columns count from 0."""

    left: float
    top: float
    right: float
    bottom: float
    height: int
    columns: tuple[float, ...]
    cells: tuple[TableCell, ...]


def ruled_tables(
    lines: Sequence[PrintedLine], rules: Sequence[Rule], unit: float
) -> tuple[list[PrintedTable], list[PrintedLine]]:
    """Return the ruled tables of a page and the lines that stand in none; `unit` is a point in the page's unit."""
    near = _NEAR * unit
    if not 4 <= len(rules) <= _MOST_RULES:
        return [], list(lines)
    left = list(lines)
    tables: list[PrintedTable] = []
    for level, upright in _grids(_whole(rules, near), near):
        rows, columns = _ends([(r.top + r.bottom) / 2 for r in level], near), _columns(level, upright, near)
        if len(rows) < 2 or len(columns) < 3 or len(rows) * len(columns) > _MOST_FIELDS:
            continue
        inside = [
            line
            for line in left
            if columns[0] - near < (line.left + line.right) / 2 < columns[-1] + near
            and rows[0] < line.middle < rows[-1]
        ]
        table = _table(rows, columns, level, upright, inside)
        if table is not None:
            tables.append(table)
            kept = set(map(id, inside))
            left = [line for line in left if id(line) not in kept]
    return tables, left


def _whole(rules: Sequence[Rule], near: float) -> list[Rule]:
    """Put the pieces of rules together that lie in one line and touch."""
    whole: list[Rule] = []
    for level in (True, False):
        own = [rule for rule in rules if rule.level == level]
        across, along = (_middle_y, attrgetter("left")) if level else (_middle_x, attrgetter("top"))
        own.sort(key=across)
        lanes: list[list[Rule]] = []
        for rule in own:
            if lanes and across(rule) - across(lanes[-1][0]) <= near / 2:
                lanes[-1].append(rule)
            else:
                lanes.append([rule])
        for lane in lanes:
            lane.sort(key=along)
            current = lane[0]
            for rule in lane[1:]:
                gap = rule.left - current.right if level else rule.top - current.bottom
                if gap <= near:
                    current = _over(current, rule)
                else:
                    whole.append(current)
                    current = rule
            whole.append(current)
    return whole


def _over(one: Rule, other: Rule) -> Rule:
    return Rule(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def _middle_y(rule: Rule) -> float:
    return (rule.top + rule.bottom) / 2


def _middle_x(rule: Rule) -> float:
    return (rule.left + rule.right) / 2


def _grids(rules: Sequence[Rule], near: float) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the level and the upright rules of each group that hangs together, from above."""
    level = [rule for rule in rules if rule.level]
    upright = [rule for rule in rules if not rule.level]
    owner = list(range(len(rules)))

    def first(n: int) -> int:
        while owner[n] != n:
            owner[n] = owner[owner[n]]
            n = owner[n]
        return n

    for i, one in enumerate(level):
        for j, other in enumerate(upright, len(level)):
            x, y = _middle_x(other), _middle_y(one)
            if one.left - near <= x <= one.right + near and other.top - near <= y <= other.bottom + near:
                owner[first(j)] = first(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for n, rule in enumerate([*level, *upright]):
        groups.setdefault(first(n), ([], []))[n >= len(level)].append(rule)
    found = [group for group in groups.values() if len(group[0]) > 1 and group[1]]
    return sorted(found, key=lambda group: min(rule.top for rule in group[0]))


def _columns(level: Sequence[Rule], upright: Sequence[Rule], near: float) -> list[float]:
    """Return the edges of the columns: the upright rules, and the ends of the level ones where the sides are open."""
    edges = _ends([_middle_x(rule) for rule in upright], near)
    for end in (median(rule.left for rule in level), median(rule.right for rule in level)):
        if end < edges[0] - 2 * near or end > edges[-1] + 2 * near:
            edges.append(end)
    return sorted(edges)


def _ends(places: Sequence[float], near: float) -> list[float]:
    """Return places in order, near ones as one."""
    ends: list[float] = []
    for place in sorted(places):
        if not ends or place - ends[-1] > near:
            ends.append(place)
    return ends


def _table(
    rows: list[float],
    columns: list[float],
    level: Sequence[Rule],
    upright: Sequence[Rule],
    lines: Sequence[PrintedLine],
) -> PrintedTable | None:
    """Return the table of a grid, None where it frames a single cell."""
    height, width = len(rows) - 1, len(columns) - 1
    owner = {(r, c): (r, c) for r in range(height) for c in range(width)}

    def first(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            owner[place] = owner[owner[place]]
            place = owner[place]
        return place

    for r, (top, bottom) in enumerate(pairwise(rows)):
        for c, (left, right) in enumerate(pairwise(columns)):
            if c + 1 < width and not _covered(
                [(v.top, v.bottom) for v in upright if abs(_middle_x(v) - right) <= _NEAR], top, bottom
            ):
                owner[first((r, c + 1))] = first((r, c))
            if r + 1 < height and not _covered(
                [(h.left, h.right) for h in level if abs(_middle_y(h) - bottom) <= _NEAR], left, right
            ):
                owner[first((r + 1, c))] = first((r, c))
    cells = _cells({place: first(place) for place in owner})
    if len(cells) < 2:
        return None
    for line in lines:
        for part in _parts(line, columns):
            r = max(0, min(height - 1, bisect_right(rows, part.middle) - 1))
            right = min(part.right, part.left + part.height) if _MARKS & {*part.text} else part.right
            c = max(0, min(width - 1, bisect_right(columns, (part.left + right) / 2) - 1))
            cells[first((r, c))].lines.append(part)
    made = sorted(cells.values(), key=lambda cell: (cell.row, cell.column))
    table = PrintedTable(columns[0], rows[0], columns[-1], rows[-1], height, tuple(columns), tuple(made))
    return _by_lines(table)


def _cells(keys: Mapping[tuple[int, int], tuple[int, int]]) -> dict[tuple[int, int], TableCell]:
    """Return by its key the cell that fields with the same key make."""
    fields: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, key in keys.items():
        fields.setdefault(key, []).append(place)
    cells = {}
    for key, places in fields.items():
        r, c = min(r for r, _ in places), min(c for _, c in places)
        cells[key] = TableCell(r, c, max(r for r, _ in places) - r + 1, max(c for _, c in places) - c + 1)
    return cells


def _covered(stretches: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    """Say whether rules cover most of a side."""
    return sum(max(0.0, min(b, end) - max(a, start)) for a, b in stretches) >= _HALF * (end - start)


def _parts(line: PrintedLine, columns: Sequence[float]) -> list[PrintedLine]:
    """Divide a line where an upright rule runs through it, but not where a sentence runs on over one."""
    cuts = [0]
    for edge in columns[1:-1]:
        at = bisect_right(line.edges, edge)
        # a character that only leans over the rule belongs to the side on which most of it stands
        if 0 < at < len(line.edges) and (line.edges[at - 1] + line.edges[at]) / 2 < edge:
            at += 1
        at -= 1
        if cuts[-1] < at < len(line.text) and not _runs_on(line, at):
            cuts.append(at)
    if len(cuts) == 1:
        return [line]
    parts = (_part(line, a, b) for a, b in pairwise([*cuts, len(line.text)]))
    return [part for part in parts if part.text]


def _runs_on(line: PrintedLine, at: int) -> bool:
    """Say whether a sentence goes on at a character as close as ever: a note longer than its cell, printed over rules."""
    end = line.text.find(" ", at)
    word = range(line.text.rfind(" ", 0, at) + 1, end if end >= 0 else len(line.text))
    if at == word.start or not any(line.text[n] in _MARKS for n in word):
        return False
    ascii_ = line.text[at - 1].isascii()
    steps = [line.edges[n + 1] - line.edges[n] for n in word if line.text[n].isascii() == ascii_]
    return line.edges[at] - line.edges[at - 1] <= _CLOSE * median(steps)


def _part(line: PrintedLine, start: int, end: int) -> PrintedLine:
    """Return some characters of a line, without the spaces around them."""
    while start < end and line.text[start] == " ":
        start += 1
    while start < end and line.text[end - 1] == " ":
        end -= 1
    return PrintedLine(line.text[start:end], line.edges[start : end + 1], line.top, line.bottom)


def _by_lines(table: PrintedTable) -> PrintedTable:
    """Divide rows that no rules divide: where most cells of one hold several lines, each level with those of the others."""
    cells: list[TableCell] = []
    added = 0
    for row in range(table.height):
        own = [cell for cell in table.cells if cell.row == row]
        levels = _levels(own)
        if len(levels) < 2 or any(
            cell.rows > 1 for cell in table.cells if cell.row <= row < cell.row + cell.rows
        ):
            cells += (replace(cell, row=cell.row + added) for cell in own)
            continue
        for cell in own:
            parts = [TableCell(row + added + n, cell.column, 1, cell.columns) for n in range(len(levels))]
            for line in cell.lines:
                nearest = min(range(len(levels)), key=lambda n: abs(levels[n] - line.middle))
                parts[nearest].lines.append(line)
            cells += parts
        added += len(levels) - 1
    return replace(table, height=table.height + added, cells=tuple(cells))


def _levels(cells: Sequence[TableCell]) -> list[float]:
    """Return the heights of the lines in which most cells of a row have one each, none where the cells are not so."""
    filled = [cell for cell in cells if cell.lines]
    counts = sorted(len(_heights(cell)) for cell in filled)
    if len(filled) < 2:
        return []
    usual = counts[len(counts) // 2]
    alike = [cell for cell in filled if len(_heights(cell)) == usual]
    if usual < 2 or len(alike) * 3 < len(filled) * 2:
        return []
    heights = _heights(alike[0])
    slack = 0.5 * max(line.height for line in alike[0].lines)
    same = all(
        abs(one - other) < slack
        for cell in alike[1:]
        for one, other in zip(_heights(cell), heights, strict=True)
    )
    figures = sum(any(map(str.isdigit, line.text)) for cell in alike for line in cell.lines)
    return heights if same and figures * 2 > sum(len(cell.lines) for cell in alike) * 0.8 else []


def _heights(cell: TableCell) -> list[float]:
    """Return the heights of the lines of a cell, each once."""
    heights: list[float] = []
    for line in sorted(cell.lines, key=attrgetter("middle")):
        if not heights or line.middle - heights[-1] > 0.5 * line.height:
            heights.append(line.middle)
    return heights
