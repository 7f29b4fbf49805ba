"""Build grids from lines of text: cells divided by tabs, by strokes, by two spaces or more, or by one before numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from pipeline.lines import Flow
from pipeline.tables.cell_units import base_of
from pipeline.tables.cell_values import is_number, is_value
from pipeline.tables.grid import Cell, Grid, Row
from pipeline.words import words_of

_STROKES = re.compile(f"[{words_of('tables')['strokes']}]")
_SEPARATOR = re.compile(rf"[-:=+ {words_of('tables')['strokes']}]*--[-:=+ {words_of('tables')['strokes']}]*")
_SENTENCE_ENDS = "。；！？"
_PROSE = re.compile("[。；！？，]")
_SPACES = re.compile(" {2,}")
_SPACE = re.compile(" ")
# 「常住人口(万人):42.3」, 「常住人口(万人) 42.3」: a name, its unit, its figure
_LABELLED = re.compile(
    r"(?P<name>[^()\d:，。；]{2,24}\((?P<unit>[^()]{1,10})\)) ?:? ?(?P<figure>[-\d][\d.,]{0,16})"
)
_ABOVE, _LONGEST = 3, 60  # lines above a table that may be its caption, and their length
_LINE = 120  # characters of a line whose cells only spaces divide


def grids_of(page: Flow) -> list[Grid]:
    """Return the grids of a page in order. Linear in its text."""
    found: list[Grid] = []
    run: list[tuple[int, str]] = []
    kind = ""
    lines = list(_lines(page.text))
    for index, (start, line) in enumerate([*lines, (len(page.text), "")]):
        own = _kind(line)
        if run and (own != kind or (kind == "space" and line.count(" ") != run[0][1].count(" "))):
            above = _above(lines, index - len(run))
            found += _grid(page, kind, run, above)
            run = []
        kind = own
        if own:
            run.append((start, line))
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _kind(line: str) -> str:
    """Return what divides the cells of a line: tab, stroke, spaces, space, label; "" where nothing does."""
    if "\t" in line:
        return "" if line.endswith(tuple(_SENTENCE_ENDS)) else "tab"
    if _STROKES.search(line):
        return "" if line.endswith(tuple(_SENTENCE_ENDS)) else "stroke"
    if len(line) > _LINE:
        return ""
    if labelled := _LABELLED.fullmatch(line):
        return "label" if base_of(labelled["unit"]) and is_number(labelled["figure"]) else ""
    if " " not in line or _PROSE.search(line):
        return ""
    return "spaces" if "  " in line else "space"


def _above(lines: list[tuple[int, str]], first: int) -> tuple[tuple[int, str], ...]:
    """Return the short lines above a table, up to one of prose or of another table."""
    near = reversed(lines[max(0, first - _ABOVE) : first])
    captions = takewhile(
        lambda line: (
            len(line[1]) <= _LONGEST
            and not line[1].endswith("。")
            and _kind(line[1]) in ("", "space", "spaces")
        ),
        near,
    )
    return tuple(captions)[::-1]


def _grid(
    page: Flow, kind: str, lines: list[tuple[int, str]], above: tuple[tuple[int, str], ...]
) -> Iterator[Grid]:
    """Yield the grid of a run of lines that one thing divides, none where spaces stand in what is no table."""
    if kind == "label":
        for start, line in lines:
            found = _LABELLED.fullmatch(line)
            if found:
                cells = (
                    _cell(line, start, 0, n, *found.span(part)) for n, part in enumerate(("name", "figure"))
                )
                yield Grid((Row(start, start + len(line), tuple(cells)),), above)
        return
    rows = [
        row for number, (start, line) in enumerate(lines) if (row := _row(page, kind, number, start, line))
    ]
    if kind == "stroke":
        rows = _inside_frame(rows)
    doubtful = kind in ("space", "spaces")
    if rows and (not doubtful or _aligned(rows, kind)):
        yield Grid(tuple(_without_margin(rows)), above, doubtful)


def _row(page: Flow, kind: str, number: int, start: int, line: str) -> Row | None:
    """Cut one line into cells; the tabs that unwrapping took from its ends come back as empty cells."""
    end = start + len(line)
    if kind == "stroke" and _SEPARATOR.fullmatch(line):
        return None
    divider = {"tab": re.compile("\t"), "stroke": _STROKES, "spaces": _SPACES, "space": _SPACE}[kind]
    before, after = _margins(page, start, end) if kind == "tab" else (0, 0)
    cells = [_cell(line, start, number, column, 0, 0) for column in range(before)]
    at = 0
    for match in divider.finditer(line):
        cells.append(_cell(line, start, number, len(cells), at, match.start()))
        at = match.end()
    cells.append(_cell(line, start, number, len(cells), at, len(line)))
    cells += [_cell(line, start, number, len(cells) + k, len(line), len(line)) for k in range(after)]
    return Row(start, end, tuple(cells))


def _margins(page: Flow, start: int, end: int) -> tuple[int, int]:
    """Return how many tabs stood before and behind a line in the raw text."""
    first, last = page.span(start, end)
    before = after = 0
    while first > 0 and page.raw[first - 1] in "\t \u3000":
        first -= 1
        before += page.raw[first] == "\t"
    while last < len(page.raw) and page.raw[last] in "\t \u3000":
        after += page.raw[last] == "\t"
        last += 1
    return before, after


def _cell(line: str, offset: int, row: int, column: int, start: int, end: int) -> Cell:
    part = line[start:end]
    text = part.strip()
    indent = len(part) - len(part.lstrip())
    first = offset + start + (indent if text else 0)
    return Cell(row, column, first, first + len(text), text, indent=indent)


def _inside_frame(rows: list[Row]) -> list[Row]:
    """Leave out the empty cells that strokes round the whole table make: 「| 指标 | 数值 |」."""
    for edge in (0, -1):
        if all(len(row.cells) > 1 and not row.cells[edge].text for row in rows):
            rows = [_renumbered(row, row.cells[1:] if edge == 0 else row.cells[:-1]) for row in rows]
    return rows


def _without_margin(rows: list[Row]) -> list[Row]:
    """Leave out the first columns where no row has anything in them."""
    while all(len(row.cells) > 1 and not row.cells[0].text for row in rows):
        rows = [_renumbered(row, row.cells[1:]) for row in rows]
    return rows


def _renumbered(row: Row, cells: tuple[Cell, ...]) -> Row:
    moved = (
        Cell(cell.row, column, cell.start, cell.end, cell.text, indent=cell.indent)
        for column, cell in enumerate(cells)
    )
    return Row(row.start, row.end, tuple(moved))


def _aligned(rows: list[Row], kind: str) -> bool:
    """Say whether rows that spaces divide have the columns of a table: two alike in turn, with numbers in one."""
    figures = [sum(is_number(cell.text) for cell in row.cells[1:]) for row in rows]
    if kind == "space":
        behind = (cell.text for row in rows[1:] for cell in row.cells[1:])
        return len(rows) > 1 and figures[-1] > 0 and all(is_value(text) or base_of(text) for text in behind)
    return any(
        len(one.cells) == len(other.cells) and count
        for one, other, count in zip(rows, rows[1:], figures[1:], strict=False)
    )
