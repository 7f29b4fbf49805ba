"""Measure the lines of a text and find the columns that they fill.

A column is recognised by its lines being alike, in characters or in width (a half-width character is half
a full-width one).
"""

import re
from typing import NamedTuple

import numpy as np

from pipeline.lines.folding import fold

OPEN, COMMA, PAUSE, FINAL = range(4)  # how a line ends: 在江门, 在江门， 如下： 在江门。
ENDS = (
    dict.fromkeys("。！？!?…", FINAL) | dict.fromkeys("；;:", PAUSE) | dict.fromkeys("，,、(《“‘「『—", COMMA)
)
CLOSERS = "”’」』)）】》\"'"
PUNCTUATION = re.compile(r"[，。；：、！？,;:!?]")
REACH = 6  # lines before and after that show the width of a column
FIRST_LINE = 7  # half-widths that a paragraph's first line may be short of: indentation and a moved mark
FIRST_CHARACTERS = 3  # the same in characters, for fonts whose figures are as broad as a character
INDENT = 2  # full-width spaces before the first line of a paragraph
SHORTEST = 8  # characters; no shorter line fills a column


Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Line(NamedTuple):
    """Be one line that holds something: stripped, its raw offset, whether empty lines stand before it."""

    text: str
    start: int
    gap: bool
    indented: bool


class Page(NamedTuple):
    """Hold what is known of each line of a text: one list entry a line."""

    lines: list[Line]
    texts: list[str]  # folded
    lengths: list[int]  # in characters
    widths: list[int]  # in half-widths
    ends: list[int]
    column: list[bool]  # alike to at least two lines near it
    full: list[bool]  # that, or the indented first line of such a column
    marked: list[bool]  # holds punctuation
    cut_near: list[bool]  # a column line that ends in mid-sentence stands near


def measure(lines: list[Line]) -> Page:
    """Measure the lines."""
    texts = fold("\n".join([line.text for line in lines])).split("\n")
    lengths = np.array([len(text) for text in texts])
    octets = np.array([len(line.text.encode("utf-8", "surrogatepass")) for line in lines])
    indents = INDENT * np.array([line.indented for line in lines], dtype=int)
    widths = lengths + (octets - lengths) // 2 + 2 * indents  # three octets are a full-width character
    lengths += indents
    ends = [_end(text) for text in texts]
    marked = np.array([PUNCTUATION.search(text) is not None for text in texts])
    cut = np.array(ends) <= COMMA
    column, full = _columns(lengths, widths, cut, marked)
    cut_near = np.zeros(len(lines), dtype=bool)
    for step in range(1, min(REACH, len(lines) - 1) + 1):
        cut_near[:-step] |= (cut & column)[step:]
        cut_near[step:] |= (cut & column)[:-step]
    measured = (
        lengths.tolist(),
        widths.tolist(),
        ends,
        column.tolist(),
        full.tolist(),
        marked.tolist(),
        cut_near.tolist(),
    )
    return Page(lines, texts, *measured)


def _columns(lengths: Numbers, widths: Numbers, cut: Flags, marked: Flags) -> tuple[Flags, Flags]:
    """Return which lines fill a column, and which do so or are the first line of a paragraph in one."""
    reach = min(REACH, len(lengths) - 1)
    broad = lengths >= SHORTEST
    alike, equal = np.zeros_like(lengths), np.zeros_like(lengths)
    for step in range(1, reach + 1):
        for counts, near in (
            (alike, np.abs(widths[step:] - widths[:-step]) <= 2),
            (equal, lengths[step:] == lengths[:-step]),
        ):
            counts[step:] += near
            counts[:-step] += near
    pair = cut[:-1] & (marked[:-1] | marked[1:])  # of two lines of prose, the first cut in mid-sentence
    pair &= (np.abs(widths[1:] - widths[:-1]) <= 2) | (lengths[1:] == lengths[:-1])
    column = broad & ((alike >= 2) | (equal >= 2))
    column[1:] |= pair & broad[1:]
    column[:-1] |= pair & broad[:-1]
    full = column.copy()
    for step in range(1, reach + 1):
        wider, longer = widths[step:] - widths[:-step], lengths[step:] - lengths[:-step]
        full[:-step] |= broad[:-step] & column[step:] & _indented(wider, longer)
        full[step:] |= broad[step:] & column[:-step] & _indented(-wider, -longer)
    return column, full


def _indented(wider: Numbers, longer: Numbers) -> Flags:
    """Tell where a line falls short of its column by no more than an indented first line does."""
    within: Flags = ((wider > 0) & (wider <= FIRST_LINE)) | ((longer > 0) & (longer <= FIRST_CHARACTERS))
    return within


def _end(text: str) -> int:
    """Return how a line ends, closing brackets and quotes aside."""
    last = text[-1]
    if last in CLOSERS:
        last = text.rstrip(CLOSERS)[-1:] or last
        return FINAL if ENDS.get(last) == FINAL else OPEN
    if last in ".-":
        before = text[-2:-1]
        if last == ".":
            return OPEN if before.isdigit() else FINAL
        return COMMA if before.isascii() and before.isalpha() else OPEN
    return ENDS.get(last, OPEN)
