"""Tell from where lines stand which of them make one paragraph, and put their characters together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from pipeline.datelines import numbered
from pipeline.documents.printed.columns import Block
from pipeline.documents.printed.lines import PrintedLine, PrintedPage
from pipeline.lines.folding import fold
from pipeline.lines.joins import cut_at_point

_INDENT = 0.9  # em by which the first line of a paragraph begins further in, at least
_FAR = 8  # em; what begins further in is no paragraph's first line but stands in the middle
_ASIDE = 0.15  # em by which lines of one block begin at different places
_FULL = 3  # lines that reach the end of a column, which tell where it is
_ALIKE = 1.15  # times as large: type of another size
_ROUGHLY = 1.3  # the same where a line has no Chinese character to tell its size: a last line of a headline, 「9.1%」
_LEADING = 2.2  # times its height from one line of a headline to the next, at most
_NUMBER = 10  # characters that the parts of a number and its unit take on each side of a break, at most
_GAP = 1.6  # times the usual distance of lines: another paragraph
_CELLS, _WIDEST = "  ", 2.5  # between cells; em that no line of prose is stretched by
_STRETCHED = 4  # single characters beside each other are a line that is stretched
_EVEN = (
    0.1  # em by which the white in a stretched line differs, and by which it may miss the side of its column
)
_FIRST = 2.5  # em further in that the first line of a paragraph begins at most
_TITLE = 0.6  # of the width of its column: a line of a heading that goes on
_CLOSING = "，。、；：！？,;:!?)》）”’」』】〉%％‰"  # no line begins with them
_ENDED = re.compile(r"[。！？；：!?;:][”’」』）)》]*$")
# What cannot be divided at the end of a line: a number with its unit, a word
_TABLE_TITLE = re.compile(
    r"[附续]?表 ?\d{1,2}(?:[-.]\d{1,2}){0,2}[ :]"
)  # 「表2-3 各乡镇粮食产量」 at the head of a page
_TOKEN = re.compile(r"[(（“《「『【]*(?:(?:[\d.,%‰+－-]|(?<=\d)[:：∶/](?=\d))+|[A-Za-z]+|.)")
_SENTENCE = re.compile("[，。；]")
_PAUSE = re.compile("[，。；、：]")
_CHINESE = re.compile(r"[\u2e80-\ud7ff]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(slots=True)
class Paragraph:
    """Be lines of one paragraph with their pages; `size` is the height of its type.

    `room` is what its last line leaves of its column, None where it is a row of cells; `ended` says that it ends a
    sentence, `begins` that its first line shows by its place that it begins something, `indented` that it does so by
    standing further in.
    """

    lines: list[tuple[PrintedPage, PrintedLine]] = field(default_factory=list)
    size: float = 0.0
    room: float | None = None
    ended: bool = False
    begins: bool = False
    indented: bool = False

    @property
    def text(self) -> str:
        """Return its text."""
        return "".join(self.pieces())

    def pieces(self) -> list[str]:
        """Return what each line gives to the text, with the space that divides it from the line before where one does."""
        texts = [line.text for _, line in self.lines]
        for n in range(1, len(texts)):
            before, after = texts[n - 1], texts[n]
            if len(before) > 1 and before[-1] == "-" and _LATIN.match(before[-2]) and after[0].islower():
                texts[n - 1] = before[:-1]
            elif _LATIN.match(before[-1]) and _LATIN.match(after[0]):
                texts[n] = " " + after
        return texts


def paragraphs_of(block: Block, page: PrintedPage, body: float) -> list[Paragraph]:
    """Return the paragraphs of a block of a page on which `body` is the usual height of the type."""
    if not block.rows:
        return []
    rows = _lines_of(block)
    left, right = _sides(rows)
    # A headline may be broader than the one column below it.
    text = [line for line in rows if line.height <= _ALIKE * body]
    end = _sides(text)[1] if text else right
    if sum(end - line.right < line.height for line in text) < _FULL:
        end = right  # an office and a day below a headline
    pitches = [after.middle - before.middle for before, after in pairwise(rows)]
    column = _Column(left, right, end, median(pitches) if pitches else 0.0, body)
    found: list[Paragraph] = []
    for n, line in enumerate(rows):
        if n == 0 or column.parts(found[-1], rows[n - 1], line):
            found.append(Paragraph(size=line.height, begins=True, indented=column.indented(line)))
        found[-1].lines.append((page, line))
        found[-1].room = None if _CELLS in line.text else column.room(line)
        found[-1].ended = bool(_ENDED.search(line.text))
    found[0].begins = found[0].indented or bool(_TABLE_TITLE.match(fold(found[0].lines[0][1].text)))
    return found


@dataclass(frozen=True, slots=True)
class _Column:
    """Hold a column's sides, where its text ends, the usual distance of its lines, and the usual height of type."""

    left: float
    right: float
    end: float
    pitch: float
    body: float

    def indented(self, line: PrintedLine) -> bool:
        """Say whether a line begins further in."""
        return _INDENT * line.height < line.left - self.left < _FAR * line.height

    def room(self, line: PrintedLine) -> float:
        """Return what a line leaves of its column."""
        return (self.right if line.height > _ALIKE * self.body else self.end) - line.right

    def parts(self, paragraph: Paragraph, before: PrintedLine, line: PrintedLine) -> bool:
        """Say whether a line begins something rather than going on with the paragraph that the line before stands in."""
        if _CELLS in before.text or _CELLS in line.text:
            return True
        if self._one_title(before, line) or _one_number(before, line):
            return False
        if _other_size(before, line) or line.middle - before.middle > _GAP * max(self.pitch, line.height):
            return True
        if (
            self._far_in(before, line)
            or finds_room(line, self.room(before))
            or (self.indented(line) and not self._all_in(paragraph, line))
        ):
            return True
        return opens_section(before, line)

    def _far_in(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Say whether lines stand at the right side, each as long as its words: an office, below it the day."""
        return (
            before.left - self.left >= _FAR * line.height <= line.left - self.left
            and abs(before.left - line.left) > _ASIDE * line.height
        )

    def _all_in(self, paragraph: Paragraph, line: PrintedLine) -> bool:
        """Say whether all lines of a paragraph stand further in, as this one does."""
        lines = [one for _, one in paragraph.lines]
        return (
            len(lines) > 1
            and self.indented(lines[0])
            and all(abs(one.left - line.left) < 0.3 * line.height for one in lines[1:])
        )

    def _one_title(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Say whether two lines of large type, one below the other in the middle of the column, are one heading."""
        middle = (self.left + self.right) / 2
        return (
            line.height > _ALIKE * self.body
            and not _other_size(before, line)
            and line.middle - before.middle < _LEADING * line.height
            and before.right - before.left > _TITLE * (self.right - self.left)
            and not _ENDED.search(before.text)
            and all(abs((one.left + one.right) / 2 - middle) < 1.5 * one.height for one in (before, line))
        )


def _lines_of(block: Block) -> list[PrintedLine]:
    """Return what stands in each row of a block as one line; one of prose that reaches both sides is stretched to them."""
    rows = [[item for item in row if isinstance(item, PrintedLine)] for row in block.rows]
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    prose = sum(any(map(_PAUSE.search, (line.text for line in row))) for row in rows) * 2 >= len(rows) > 2
    return [
        _as_line(
            row,
            stretched=prose
            and row[0].left - left < _FIRST * row[0].height
            and right - row[-1].right < _EVEN * row[0].height,
        )
        for row in rows
    ]


def _as_line(lines: Sequence[PrintedLine], *, stretched: bool) -> PrintedLine:
    """Return what stands in one line as one: wide gaps are two spaces, which divide cells where it is a row of some."""
    if len(lines) == 1:
        return lines[0]
    text, edges = lines[0].text, list(lines[0].edges)
    cells = not any(_PAUSE.search(line.text) for line in lines)
    single = sum(len(line.text) == 1 for line in lines)
    # 全 市 三 次 产 业 占 比; 业 增 加 值112.63亿
    alone = (
        stretched
        or single * 2 > len(lines) > _STRETCHED
        or (single >= max(3, len(lines) - 1) and _are_even(lines))
    )
    for before, line in pairwise(lines):
        wide = line.left - before.right > max(before.height, line.height)
        far = line.left - before.right > _WIDEST * max(before.height, line.height)
        space = _CELLS if (cells and wide) or (far and not alone) else " "
        justified = alone or not (wide or cells)
        if justified and space == " " and not (before.text[-1].isascii() and line.text[0].isascii()):
            space = ""
        edges = [*edges[: len(text)], *[before.right] * len(space), *line.edges]
        text += space + line.text
    return PrintedLine(
        text, tuple(edges), min(line.top for line in lines), max(line.bottom for line in lines)
    )


def _are_even(lines: Sequence[PrintedLine]) -> bool:
    """Say whether the same white stands between all of some lines."""
    gaps = [after.left - before.right for before, after in pairwise(lines)]
    return max(gaps) - min(gaps) < _EVEN * lines[0].height


def _sides(rows: Sequence[PrintedLine]) -> tuple[float, float]:
    """Return the left and the right side of a column; marks that hang over its end do not count."""
    left = min(line.left for line in rows)
    ends = sorted(
        line.edges[-2] if line.text[-1] in _CLOSING and len(line.text) > 1 else line.right for line in rows
    )
    return left, ends[-1]


def _one_number(before: PrintedLine, line: PrintedLine) -> bool:
    """Say whether two lines, however short, hold one number that is cut beside its point."""
    near = not _other_size(before, line) and line.middle - before.middle < _LEADING * line.height
    return near and cut_at_point(fold(before.text[-_NUMBER:]), fold(line.text[:_NUMBER]))


def _other_size(before: PrintedLine, line: PrintedLine) -> bool:
    larger, smaller = max(before.height, line.height), min(before.height, line.height)
    told = all(_CHINESE.search(one.text) for one in (before, line))
    return larger > (_ALIKE if told else _ROUGHLY) * smaller


def opens_section(before: PrintedLine, line: PrintedLine) -> bool:
    """Say whether a line is the heading of a section: it begins with a number, and the line before it is complete."""
    ended = _ENDED.search(before.text) or not _SENTENCE.search(before.text)
    return bool(ended and numbered().match(fold(line.text)))


def finds_room(line: PrintedLine, room: float) -> bool:
    """Say whether what a line begins with had found room at the end of the line before, which so ends its paragraph."""
    token = _TOKEN.match(line.text)
    length = token.end() if token else 1
    while length < len(line.text) and line.text[length] in _CLOSING:
        length += 1
    return room > line.edges[length] - line.left + 0.4 * line.height
