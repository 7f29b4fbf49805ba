"""Make a text of printed lines: what stands where on the pages becomes what is read after what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.datelines import numbered
from pipeline.documents.content import Content, Layout, Spot
from pipeline.documents.locators import on_page
from pipeline.documents.printed.aligned_tables import aligned_tables
from pipeline.documents.printed.columns import Block, in_order
from pipeline.documents.printed.lines import PrintedLine, PrintedPage
from pipeline.documents.printed.paragraphs import Paragraph, finds_room, opens_section, paragraphs_of
from pipeline.documents.printed.ruled_tables import PrintedTable, TableCell, ruled_tables
from pipeline.documents.printed.running_heads import without_running_heads
from pipeline.documents.printed.stacked_type import Stack, stacks_of
from pipeline.lines.folding import fold

_PAGE = 840  # points that a page is high: the measure of how exactly rules meet
_ALIKE = 1.12  # times: type of one size
_NOTE = 0.93  # of the type around it: a note at the foot of a page
_MOST_NOTES = 8
_EXACT = 5  # digits of a share of the page's width
_TITLE, _HEAD, _LONGEST = 1.15, 0.6, 80  # times the usual type; of the first page; characters
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_NO_TITLE = ("。", "；", "，", "、")  # what ends so is text, however large its type
_NARROW = re.compile(r"[!-~]")

Piece = Paragraph | tuple[PrintedPage, PrintedTable]


def laid_out(pages: Iterable[PrintedPage]) -> Content:
    """Return the text of pages in the order in which they are read, with the place of each line; title where one is seen.

    Every line of the text is a paragraph, a heading or a row of a table (wrapped=False).
    """
    kept = without_running_heads(list(pages))
    body = _usual_type(kept)
    found = [piece for page in kept for piece in _pieces(page, body)]
    title = _title(found, kept[0], body) if kept else ""
    written = _Written()
    before: Piece | None = None
    for piece in _joined(found, body):
        if isinstance(piece, Paragraph):
            written.paragraph(piece, gap=isinstance(before, tuple))
        else:
            written.table(*piece, after=before if isinstance(before, tuple) else None, gap=before is not None)
        before = piece
    return Content("".join(written.text), Layout(tuple(written.spots), written.spans, wrapped=False), title)


def _usual_type(pages: Sequence[PrintedPage]) -> float:
    """Return the height of most of the type."""
    heights: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            heights[round(line.height, 1)] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 0.0


def _pieces(page: PrintedPage, body: float) -> Iterator[Piece]:
    """Yield the paragraphs and tables of a page in order."""
    tables, lines = ruled_tables(page.lines, page.rules, max(page.height, page.width) / _PAGE)
    stacks, lines = stacks_of(lines)
    for block in in_order([*lines, *tables, *stacks]):
        rows: list[tuple[PrintedLine, ...]] = []
        for row in block.rows:
            if isinstance(row[0], PrintedTable):
                yield from _block(rows, page, body)
                rows = []
                yield page, row[0]
            elif isinstance(row[0], Stack):
                yield from _block(rows, page, body)
                rows = []
                yield Paragraph([(page, line) for line in row[0].lines], row[0].lines[0].height, begins=True)
            else:
                rows.append(tuple(item for item in row if isinstance(item, PrintedLine)))
        yield from _block(rows, page, body)


def _block(rows: list[tuple[PrintedLine, ...]], page: PrintedPage, body: float) -> Iterator[Piece]:
    for part in aligned_tables(rows):
        if isinstance(part, PrintedTable):
            yield page, part
        elif part:
            yield from paragraphs_of(Block(tuple(part)), page, body)


def _joined(pieces: Sequence[Piece], body: float) -> Iterator[Piece]:
    """Yield the pieces, with paragraphs put together that go on in the next column or page."""
    taken: set[int] = set()
    for n, piece in enumerate(pieces):
        if n in taken:
            continue
        if isinstance(piece, Paragraph):
            at = n
            while (at := _going_on(pieces, at, piece, body, taken)) > 0:
                taken.add(at)
        yield piece


def _going_on(
    pieces: Sequence[Piece], at: int, paragraph: Paragraph, body: float, taken: Collection[int]
) -> int:
    """Put the piece that a paragraph goes on in behind it and return its number, 0 where there is none.

    Notes in smaller type at the foot of a page may stand between; what is smaller than a headline is its article, no note.
    """
    for n in range(at + 1, min(at + 1 + _MOST_NOTES, len(pieces))):
        other = pieces[n]
        if not isinstance(other, Paragraph) or n in taken:
            return 0
        if _goes_on(paragraph, other):
            paragraph.lines += other.lines
            paragraph.room, paragraph.ended = other.room, other.ended
            return n
        over = other.size >= _NOTE * min(paragraph.size, body) or paragraph.size > _ALIKE * body
        if over or paragraph.ended or paragraph.room is None or paragraph.room > paragraph.size:
            return 0
    return 0


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Say whether a paragraph goes on in the next one, which stands in another column or page.

    Its last line is full; that of a column that is not justified may leave room, but less than the next one begins with
    needs.
    """
    sizes = sorted((before.size, after.size))
    return (
        before.room is not None
        and (
            before.room <= before.size
            or ("，" in before.text and not finds_room(after.lines[0][1], before.room))
        )
        and not after.begins
        and not opens_section(before.lines[-1][1], after.lines[0][1])
        and (before.indented or not before.ended)
        and sizes[1] <= _ALIKE * sizes[0]
    )


def _title(pieces: Sequence[Piece], page: PrintedPage, body: float) -> str:
    """Return the heading of the first page: its largest type, where that is larger than the text and stands in its head.

    Headlines of one size with text between them are those of several articles, none of them that of all.
    """
    heads = [
        (n, piece)
        for n, piece in enumerate(pieces)
        if isinstance(piece, Paragraph)
        and piece.lines[0][0].number == page.number
        and piece.lines[0][1].top < _HEAD * page.height
        and piece.size > _TITLE * body
        and len(piece.text) <= _LONGEST
        and _HAN.search(piece.text)
        and not piece.text.endswith(_NO_TITLE)
    ]
    largest = max((piece.size for _, piece in heads), default=0.0)
    alike = [(n, piece.text) for n, piece in heads if largest <= _ALIKE * piece.size]
    articles = [n for n, text in alike if not numbered().match(fold(text))]
    return alike[0][1] if alike and all(b - a == 1 for a, b in pairwise(articles)) else ""


def _is_level(places: Sequence[tuple[float, float]]) -> bool:
    """Say whether a line of characters, given as shares of their page, runs across it rather than up or down."""
    (left, top), (right, bottom) = places[0], places[-1]
    return abs(right - left) >= abs(bottom - top)


@dataclass(slots=True)
class _Written:
    """Hold the text that was written so far, where its lines stand, and the cells that span others."""

    text: list[str] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    at: int = 0

    def _put(self, text: str) -> None:
        self.text.append(text)
        self.at += len(text)

    def _line(self, line: PrintedLine, page: PrintedPage, text: str) -> None:
        """Write what one printed line gives: its text, with a space before it or without its last hyphen."""
        if text.startswith(" ") and not line.text.startswith(" "):
            self._put(" ")
            text = text[1:]
        edges = line.edges[: len(text) + 1]
        corners = [page.share(x, y) for x in (line.left, line.right) for y in (line.top, line.bottom)]
        level = _is_level([page.share(edge, line.middle) for edge in (edges[0], edges[-1])])
        heights = [corner[level] for corner in corners]
        self.spots.append(
            Spot(
                self.at,
                self.at + len(text),
                on_page(page.number),
                page.number,
                round(min(heights), _EXACT),
                round(max(heights), _EXACT),
                page.shares(edges, line.middle, level=level, exact=_EXACT),
                level,
            )
        )
        self._put(text)

    def paragraph(self, paragraph: Paragraph, *, gap: bool) -> None:
        """Write a paragraph as one line, with an empty line before it where it follows a table."""
        if gap:
            self._put("\n")
        for (page, line), text in zip(paragraph.lines, paragraph.pieces(), strict=True):
            self._line(line, page, text)
        self._put("\n")

    def table(
        self,
        page: PrintedPage,
        table: PrintedTable,
        *,
        after: tuple[PrintedPage, PrintedTable] | None,
        gap: bool,
    ) -> None:
        """Write a table; one that goes on from the page before follows it at once, without the head that is repeated."""
        goes_on = after is not None and after[0] is not page and _alike(after[1], table)
        repeated = _repeated(after[1], table) if after is not None and goes_on else 0
        if gap and not goes_on:
            self._put("\n")
        rows: dict[int, dict[int, TableCell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, {})[cell.column] = cell
        for row in range(repeated, table.height):
            for column in range(len(table.columns) - 1):
                if column:
                    self._put("\t")
                own = rows.get(row, {}).get(column)
                if own is not None and own.lines:
                    if (own.rows, own.columns) != (1, 1):
                        self.spans[self.at] = (own.rows, own.columns)
                    self._cell(own, page)
            self._put("\n")

    def _cell(self, cell: TableCell, page: PrintedPage) -> None:
        before = ""
        for line in in_cell(cell):
            if (
                before
                and _NARROW.match(before[-1])
                and _NARROW.match(line.text[0])
                and not _number(before, line.text)
            ):
                self._put(" ")
            self._line(line, page, line.text)
            before = line.text


def _number(before: str, after: str) -> bool:
    """Say whether a figure was cut at the end of a line in a cell."""
    return before[-1] in "0123456789.," and after[0] in "0123456789.,%"


def in_cell(cell: TableCell) -> list[PrintedLine]:
    """Return the lines of a cell in order."""
    blocks = sorted(cell.lines, key=lambda line: line.middle)
    rows: list[list[PrintedLine]] = []
    for line in blocks:
        if rows and line.middle - rows[-1][0].middle < 0.5 * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.left)]


def _alike(one: PrintedTable, other: PrintedTable) -> bool:
    """Say whether two tables have the same columns."""
    slack = 0.02 * (one.right - one.left)
    return len(one.columns) == len(other.columns) and all(
        abs(a - b) <= slack for a, b in zip(one.columns, other.columns, strict=True)
    )


def _repeated(one: PrintedTable, other: PrintedTable) -> int:
    """Return how many rows at the head of a table say what those of the one that it goes on say."""
    count = 0
    while count < min(one.height, other.height) - 1 and _said(one, count) == _said(other, count) != []:
        count += 1
    ends = [cell.row + cell.rows for cell in other.cells if cell.row < count]
    return count if all(end <= count for end in ends) else 0


def _said(table: PrintedTable, row: int) -> list[tuple[int, str]]:
    return [
        (cell.column, "".join(line.text for line in in_cell(cell)))
        for cell in table.cells
        if cell.row == row and cell.lines
    ]
