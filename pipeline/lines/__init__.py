"""Undo the line breaks of newspaper columns, and keep the way back to the raw text.

`pipeline/lines/joins.py` decides which breaks fall inside a paragraph; this module cuts the pieces together.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from pipeline.lines.columns import Line
from pipeline.lines.deletion import without
from pipeline.lines.folding import fold
from pipeline.lines.gaps import gaps_beside_figures
from pipeline.lines.glyphs import read_glyphs
from pipeline.lines.joins import joins
from pipeline.lines.printed import printed, printed_end


@dataclass(frozen=True, slots=True)
class Flow:
    r"""Hold a text with its paragraphs unwrapped.

    `text` is folded for matching, `display` is as printed (pipeline/lines/printed.py); both have the same length,
    paragraphs are divided by one "\n". `offsets` gives for each character its offset in `raw`; a "\n" leads to the
    break in `raw`.
    """

    raw: str
    text: str
    display: str
    offsets: array[int] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in `raw` of text[start:end], end exclusive.

        Deleting invisible characters, the spaces beside figures, and each line break with the white space around it from
        that part of `raw` gives display[start:end], where the span lies in one paragraph.
        """
        if start >= end:
            where = self.offsets[start] if start < len(self.offsets) else len(self.raw)
            return where, where
        return self.offsets[start], printed_end(self.raw, self.offsets[end - 1])

    def printed(self, start: int, end: int) -> str:
        """Return text[start:end] as `raw` prints it, with the spaces beside its figures, in one line."""
        offsets = self.offsets
        if start >= end or offsets[end - 1] - offsets[start] == end - 1 - start:
            return self.display[start:end]  # nothing is left out
        return "".join(self.display[at] + (self._gap(at) if at + 1 < end else "") for at in range(start, end))

    def _gap(self, at: int) -> str:
        """Return the spaces that were left out behind a character: beside a figure, behind a comma."""
        first, last = self.offsets[at] + 1, self.offsets[at + 1]
        one, other = self.display[at], self.display[at + 1]
        beside = one.isdecimal() != other.isdecimal() or one in _COMMAS
        gap = self.raw[first:last] if beside and last > first else ""
        return gap if not gap.strip(_SPACES) else ""


_SPACES = " \u00a0\u3000"
_COMMAS = "，,、；;：:"
_BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")


def unwrapped(text: str) -> str:
    """Delete each line break with the white space around it."""
    return _BREAK.sub("", text)


@lru_cache(maxsize=1)  # a document's date and its figures are read from the same flow, one after the other
def flow(raw: str, *, wrapped: bool = True) -> Flow:
    """Return `raw` with its paragraphs unwrapped; where it is not `wrapped`, every line is a paragraph already.

    Never raises; linear in the length of `raw`.
    """
    shown, way = printed(raw)
    lines = _lines(shown)
    if not lines:
        return Flow(raw, "", "", array("q"))
    texts: list[str] = []
    starts: list[int] = []  # the raw offset of each piece's first character
    for line, joined in zip(
        lines, [True, *(joins(lines) if wrapped else [False] * (len(lines) - 1))], strict=True
    ):
        if not joined:
            texts.append("\n")
            starts.append(starts[-1] + len(texts[-2]))
            starts[-1] += _to_break(shown, starts[-1])
        texts.append(line.text)
        starts.append(line.start)
    display = "".join(texts)
    offsets = _offsets(texts, starts)
    if way is not None:
        offsets = array("q", [way[offset] for offset in offsets])
    return _without_gaps(Flow(raw, read_glyphs(fold(display)), display, offsets))


def _without_gaps(page: Flow) -> Flow:
    """Return a flow without the spaces that typesetting puts round figures; a ? that is read as one may be a digit."""
    gaps = [gap for gap in gaps_beside_figures(page.text) if page.display[slice(*gap)].isspace()]
    if not gaps:
        return page
    text, kept = without(page.text, gaps)
    display, _ = without(page.display, gaps)
    return Flow(page.raw, text, display, array("q", [page.offsets[at] for at in kept]))


def _to_break(text: str, start: int) -> int:
    """Return how many characters of white space stand between a line's last character and its break."""
    end = start
    while text[end] not in "\r\n":
        end += 1
    return end - start


def _lines(text: str) -> list[Line]:
    """Return the lines that hold something, stripped, with their offsets."""
    breaks = text
    if "\r" in text:
        breaks = text.replace("\r\n", " \n").replace("\r", "\n")
    lines: list[Line] = []
    start = empty = 0
    for whole in breaks.split("\n"):
        line = whole.strip()
        if line:
            indent = len(whole) - len(whole.lstrip())
            lines.append(Line(line, start + indent, empty > 0, whole.startswith("\u3000\u3000")))
            empty = 0
        else:
            empty += 1
        start += len(whole) + 1
    return lines


def _offsets(texts: list[str], starts: list[int]) -> array[int]:
    """Return one raw offset for each character of the pieces put together."""
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    first = np.cumsum(lengths) - lengths
    shift = np.array(starts, dtype=np.int64) - first
    offsets: array[int] = array("q")
    offsets.frombytes((np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(shift, lengths)).tobytes())
    return offsets
