"""Build grids from lines of text: cells divided by tabs, by strokes, by two spaces or more, or by one before numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise, takewhile

from pipeline.lines import Flow
from pipeline.tables.captions import goes_on, units_of_line, without_units
from pipeline.tables.cell_units import base_of
from pipeline.tables.cell_values import is_number, is_value, is_year
from pipeline.tables.grid import Cell, Grid, Row
from pipeline.tables.margins import inside_frame, without_margin
from pipeline.tables.spanning import NO_SPANS, Spans, spanning
from pipeline.words import words_of

_STROKES = re.compile(f"[{words_of('tables')['strokes']}]")
_SEPARATOR = re.compile(rf"[-:=+ {words_of('tables')['strokes']}]*--[-:=+ {words_of('tables')['strokes']}]*")
_SENTENCE_ENDS = "。；！？"
_PROSE = re.compile("[。；！？，]")
_DIVIDERS = {
    "tab": re.compile("\t"),
    "stroke": _STROKES,
    "spaces": re.compile(" {2,}"),
    "space": re.compile(" "),
}
_SPACED = ("spaces", "space")
# 「常住人口(万人):42.3」, 「常住人口(万人) 42.3」: a name, its unit, its figure
_LABELLED = re.compile(
    r"(?P<name>[^()\d:，。；]{2,24}\((?P<unit>[^()]{1,10})\)) {0,9}:? {0,9}(?P<figure>[-\d][\d.,]{0,16})"
)
_ENGLISH = re.compile(r"(?=.*[A-Za-z]{3})[\x20-\x7e]*")  # an empty line, or one of figures, is none
# A number that a break in its cell may cut, and its rest, with cells behind it or alone in its line
_CUT = re.compile(r"\d{1,9}[.,]?")
_REST = re.compile(r"\n(?P<rest>\d{1,9}%?(?=\t)|\d{0,9}\.\d{1,4}%?(?=[\t\n]|$))")
_ABOVE, _LONGEST = 3, 60  # lines above a table that may be its caption, and their length
_TITLE = 20  # characters of a title between rows
_DEEPEST = 40  # spaces by which a name is set in
_LINE = 120  # characters of a line whose cells only spaces divide


def grids_of(page: Flow, spans: Spans = NO_SPANS) -> list[Grid]:
    """Return the grids of a page in order; `spans` says which cells span others (Layout.spans). Linear in its text."""
    found: list[Grid] = []
    run: list[tuple[int, str]] = []
    kind = ""
    lines = [*_lines(page.text), (len(page.text), "")]
    for index, (start, line) in enumerate(lines):
        own = _kind_in(kind, line)
        following = lines[index + 1][1] if index + 1 < len(lines) else ""
        if not run and _is_caption(own, line):
            own = ""
        parted = own in _SPACED and kind not in _SPACED  # 「二、人 口」 between rows whose cells tabs divide
        if (
            run
            and (not own or parted)
            and ((_is_title(line) and _goes_on(kind, following)) or _is_alone(page, kind, start, line))
        ):
            own = kind
        if run and own != kind:
            above = _above(lines, index - len(run))
            if found and _is_going_on(above):
                above = (*found[-1].above[:_ABOVE], *above)
            found += _grid(page, kind, run, above, spans)
            run = []
        kind = own
        if own:
            run.append((start, line))
    return found


def _kind_in(kind: str, line: str) -> str:
    """Return what divides the cells of a line below lines of a kind; under a header a labelled line is a row."""
    own = _kind(line)
    return kind if own == "label" and kind == ("spaces" if "  " in line else "space") and " " in line else own


def _is_title(line: str) -> bool:
    """Say whether a line may stand among rows of cells: 「单位：万人」, 「二、农业」."""
    short = len(line) <= _TITLE and not _PROSE.search(line)
    return units_of_line(line) is not None or (short and not any(map(str.isdecimal, line)))


def _is_alone(page: Flow, kind: str, start: int, line: str) -> bool:
    """Say whether a line is the one filled cell of a row: 「税收收入」 that stands alone over the columns of its parts."""
    alone = kind == "tab" and line and not line.endswith(tuple(_SENTENCE_ENDS))
    return bool(alone) and any(_margins(page, start, start + len(line)))


def _is_going_on(above: tuple[tuple[int, str], ...]) -> bool:
    """Say whether nothing nearer a table than 「续表」 says more than a unit."""
    near = (text for _, line in reversed(above) if (text := without_units(line).strip()))
    return goes_on(next(near, ""))


def _is_caption(kind: str, line: str) -> bool:
    """Say whether only the unit at its end divides a line: 「各镇粮食产量 单位：万吨」."""
    spaced = kind in _SPACED and units_of_line(line) is not None
    return spaced and not _DIVIDERS[kind].search(without_units(line).strip())


def _goes_on(kind: str, line: str) -> bool:
    """Say whether a line is a row of numbers of a kind; a row of years heads a table of its own."""
    divider = _DIVIDERS.get(kind)
    cells = divider.split(line) if divider and _kind_in(kind, line) == kind else []
    return any(is_number(cell.strip()) and not is_year(cell.strip()) for cell in cells[1:])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _kind(line: str) -> str:
    """Return what divides the cells of a line: tab, stroke, spaces, space, label; "" where nothing does."""
    if "\t" in line:
        ended = line.endswith(tuple(_SENTENCE_ENDS))  # 「进出口总额⇥8.37⇥口径有调整。」 is a row all the same
        return "" if ended and not any(is_number(cell.strip()) for cell in line.split("\t")[1:-1]) else "tab"
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
    """Return the short lines above a table, up to one of prose or of another table.

    A line in English alone, below the same in Chinese, takes no other's place.
    """
    near = reversed(lines[max(0, first - 2 * _ABOVE) : first])
    captions = takewhile(
        lambda line: (
            len(line[1]) <= _LONGEST
            and not line[1].endswith("。")
            and _kind(line[1]) in ("", "space", "spaces")
        ),
        near,
    )
    return tuple(islice((line for line in captions if not _ENGLISH.fullmatch(line[1])), _ABOVE))[::-1]


def _grid(
    page: Flow, kind: str, lines: list[tuple[int, str]], above: tuple[tuple[int, str], ...], spans: Spans
) -> Iterator[Grid]:
    """Yield the grid of a run of lines that one thing divides, none where spaces stand in what is no table."""
    labelled = tuple(grid for line in lines if (grid := _labelled(*line, above)))
    if len(labelled) < sum(any(map(str.isdecimal, line)) for _, line in lines):
        labelled = ()  # beside rows of several figures one figure may be of any column
    if kind == "label":
        yield from labelled
        return
    rows = [row for n, (start, line) in enumerate(lines) if (row := _row(page, kind, n, start, line))]
    if kind in ("tab", "stroke"):
        framed = inside_frame(rows) if kind == "stroke" else _with_cut_cells(page, rows)
        if framed:
            yield Grid(spanning(without_margin(framed), page, spans), above)
        return
    blocks = list(_blocks(rows)) if kind == "space" else [rows] if _aligned(rows) else []
    yield from (Grid(tuple(block), above, doubtful=True, lines=_within(block, labelled)) for block in blocks)
    in_blocks = {row.start for block in blocks for row in block}
    yield from (grid for grid in labelled if grid.start not in in_blocks)


def _with_cut_cells(page: Flow, rows: list[Row]) -> list[Row]:
    """Return rows of which a last cell goes on in the next line where that begins with what may be the rest of its number.

    So neither part is read: 「地区生产总值⇥31⏎2.5⇥330」 below three headings.
    """
    width = max((row.width for row in rows), default=0)
    made = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        last, rest = row.cells[-1], _REST.match(page.text, row.end)
        named = not is_number(row.cells[0].text)
        if rest and named and _CUT.fullmatch(last.text) and not is_year(rest["rest"]):
            beside = after.width if after and after.start < rest.end() else 1
            if beside < row.width or row.width + beside <= width + 1:
                cut = replace(last, end=rest.end(), text=page.text[last.start : rest.end()])
                row = replace(row, cells=(*row.cells[:-1], cut))  # noqa: PLW2901 - the same row
        made.append(row)
    return made


def _within(rows: list[Row], grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    starts = {row.start for row in rows}
    return tuple(grid for grid in grids if grid.start in starts)


def _labelled(start: int, line: str, above: tuple[tuple[int, str], ...]) -> Grid | None:
    """Return the table of one line that is a name, its unit and its figure."""
    found = _LABELLED.fullmatch(line) if _kind(line) == "label" else None
    if found is None:
        return None
    cells = (_cell(line, start, 0, n, *found.span(part)) for n, part in enumerate(("name", "figure")))
    return Grid((Row(start, start + len(line), tuple(cells)),), above)


def _row(page: Flow, kind: str, number: int, start: int, line: str) -> Row | None:
    """Cut one line into cells; the tabs that unwrapping took from its ends come back as empty cells."""
    end = start + len(line)
    if kind == "stroke" and _SEPARATOR.fullmatch(line):
        return None
    divider = _DIVIDERS[kind]
    before, after = _margins(page, start, end) if kind == "tab" else (0, 0)
    cells = [_cell(line, start, number, column, 0, 0) for column in range(before)]
    at = 0
    for match in divider.finditer(line):
        cells.append(_cell(line, start, number, len(cells), at, match.start()))
        at = match.end()
    cells.append(_cell(line, start, number, len(cells), at, len(line)))
    cells += [_cell(line, start, number, len(cells) + k, len(line), len(line)) for k in range(after)]
    if kind == "tab" and not before:
        cells[0] = replace(cells[0], indent=_indent(page, start, end))
    return Row(start, end, tuple(cells))


def _indent(page: Flow, start: int, end: int) -> int:
    """Return how many spaces stood before a line in the raw text."""
    first, _ = page.span(start, end)
    before = page.raw[max(0, first - _DEEPEST) : first]
    return len(before) - len(before.rstrip(" \u3000"))


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


def _aligned(rows: list[Row]) -> bool:
    """Say whether two rows in turn that two spaces or more divide have the same columns, with numbers in one."""
    return any(
        len(one.cells) == len(other.cells) and any(is_number(cell.text) for cell in other.cells[1:])
        for one, other in pairwise(rows)
    )


def _blocks(rows: list[Row]) -> Iterator[list[Row]]:
    """Yield the rows of numbers that single spaces divide, each time with the row above them: their header."""
    block: list[Row] = []
    for before, row in pairwise(rows):
        behind = [cell.text for cell in row.cells[1:]]
        if all(is_value(text) or base_of(text) for text in behind) and (behind or block):
            block = [*(block or [before]), row]
        elif block:
            yield block
            block = []
    if block:
        yield block
