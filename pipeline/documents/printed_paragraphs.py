"""Tell from where lines stand which of them make one paragraph, and put their characters together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from pipeline.datelines import numbered
from pipeline.documents.page_columns import Block
from pipeline.documents.printed_lines import PrintedLine, PrintedPage
from pipeline.lines.folding import fold

_INDENT = 0.9  # em by which the first line of a paragraph begins further in, at least
_FAR = 8  # em; what begins further in is no paragraph's first line but stands in the middle
_ALIKE = 1.15  # times as large: type of another size
_GAP = 1.6  # times the usual distance of lines: another paragraph
_TITLE = 0.6  # of the width of its column: a line of a heading that goes on
_CLOSING = "，。、；：！？,;:!?)》）”’」』】〉%％‰"  # no line begins with them
_ENDED = re.compile(r"[。！？；：!?;:][”’」』）)》]*$")
# What cannot be divided at the end of a line: a number with its unit, a word
_TOKEN = re.compile(r"[(（“《「『【]*(?:[\d.,%‰+－-]+|[A-Za-z]+|.)")
_PAUSE = re.compile("[，。；、：]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(slots=True)
class Paragraph:
    """Be lines of one paragraph with their pages; `size` is the height of its type.

    `open` says that its last line fills its column, `ended` that it ends a sentence; `begins` that its first line shows by
    its place that it begins something, `indented` that it does so by standing further in.
    """

    lines: list[tuple[PrintedPage, PrintedLine]] = field(default_factory=list)
    size: float = 0.0
    open: bool = False
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
    rows = [_as_line(row) for row in block.rows]
    if not rows:
        return []
    left, right = _sides(rows)
    pitches = [after.middle - before.middle for before, after in pairwise(rows)]
    usual = median(pitches) if pitches else 0.0
    found: list[Paragraph] = []
    for n, line in enumerate(rows):
        em = line.height
        indented = _INDENT * em < line.left - left < _FAR * em
        before = rows[n - 1] if n else None
        starts = before is None or (
            _other_size(before, line)
            or (pitches[n - 1] > _GAP * max(usual, em))
            or _short(before, line, right)
            or (indented and not (found[-1].lines[0][1].left > left + _INDENT * em and len(found[-1].lines) > 1 and
                                  abs(before.left - line.left) < 0.3 * em))
            or bool(numbered().match(fold(line.text)) and _ENDED.search(before.text))
        )  # fmt: skip
        if starts and before is not None and _one_title(before, line, left, right, body):
            starts = False
        if starts:
            found.append(Paragraph(size=em, begins=True, indented=indented))
        found[-1].lines.append((page, line))
        found[-1].open = _full(line, right)
        found[-1].ended = bool(_ENDED.search(line.text))
    found[0].begins = found[0].indented
    return found


def _as_line(row: Sequence[object]) -> PrintedLine:
    """Return what stands in one line as one: wide gaps are two spaces, which divide cells where it is a row of some."""
    lines = [item for item in row if isinstance(item, PrintedLine)]
    if len(lines) == 1:
        return lines[0]
    text, edges = lines[0].text, list(lines[0].edges)
    cells = not any(_PAUSE.search(line.text) for line in lines)
    for before, line in pairwise(lines):
        wide = line.left - before.right > max(before.height, line.height)
        space = "  " if cells and wide else " "
        if not wide and not cells and not (before.text[-1].isascii() and line.text[0].isascii()):
            space = ""  # justified type
        edges = [*edges[: len(text)], *[before.right] * len(space), *line.edges]
        text += space + line.text
    return PrintedLine(
        text, tuple(edges), min(line.top for line in lines), max(line.bottom for line in lines)
    )


def _sides(rows: Sequence[PrintedLine]) -> tuple[float, float]:
    """Return the left and the right side of a column; marks that hang over its end do not count."""
    left = min(line.left for line in rows)
    ends = sorted(
        line.edges[-2] if line.text[-1] in _CLOSING and len(line.text) > 1 else line.right for line in rows
    )
    return left, ends[-1]


def _other_size(before: PrintedLine, line: PrintedLine) -> bool:
    larger, smaller = max(before.height, line.height), min(before.height, line.height)
    return larger > _ALIKE * smaller


def _full(line: PrintedLine, right: float) -> bool:
    """Say whether a line reaches the end of its column."""
    return right - line.right < 1.2 * line.height


def _short(before: PrintedLine, line: PrintedLine, right: float) -> bool:
    """Say whether what the next line begins with had found room at the end of a line: it ends its paragraph."""
    token = _TOKEN.match(line.text)
    length = token.end() if token else 1
    while length < len(line.text) and line.text[length] in _CLOSING:
        length += 1
    return right - before.right > line.edges[length] - line.left + 0.4 * line.height


def _one_title(before: PrintedLine, line: PrintedLine, left: float, right: float, body: float) -> bool:
    """Say whether two lines of large type, one below the other in the middle of their column, are one heading."""
    middle = (left + right) / 2
    return (
        line.height > _ALIKE * body
        and not _other_size(before, line)
        and line.middle - before.middle < 2.2 * line.height
        and before.right - before.left > _TITLE * (right - left)
        and not _ENDED.search(before.text)
        and all(abs((one.left + one.right) / 2 - middle) < 1.5 * one.height for one in (before, line))
    )
