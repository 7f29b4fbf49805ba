"""Put a text together from paragraphs and tables, and keep where each line of it stands in the original."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from pipeline.documents.content import Layout, Spot

_ENDS = "。！？；：!?;:”’」』)）】》"
_NARROWEST = 10  # characters of a line of a column; most headings are shorter
_FEWEST, _CUT = 5, 0.4  # lines cut in mid-sentence, and their share of the lines of prose
_BROAD = 0.9  # share of the lines that no other one is broader than
_NEAR, _ALIKE = 3, 0.5  # characters by which lines of one width differ, and the share of lines that are of it
_SPACE = re.compile(r"[ \t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+")
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN}) ?[\t\r\n\v\f\x1c-\x1f\x85\u2028\u2029][\s]*(?={_HAN})")
_BREAK = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(slots=True)
class Field:
    """Be a cell of a table: its text, and how many rows and columns it spans."""

    text: str = ""
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Composer:
    """Gather lines in order. `length` is that of the text so far."""

    lines: list[str] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    length: int = 0

    def paragraph(self, text: str, locator: str) -> None:
        """Add a paragraph, each line of it as one of its own; nothing where it holds none."""
        for line in _BREAK.split(text):
            if line.strip():
                self._line(line.rstrip(), locator)

    def cells(self, cells: Sequence[Field], locators: Sequence[str]) -> None:
        """Add a row of a table whose cells have a place of their own each."""
        at, before = self.length, len(self.spots)
        self.row(cells, "")
        del self.spots[before:]
        for text, locator in zip(self.lines[-1].split("\t"), locators, strict=True):
            if text:
                self.spots.append(Spot(at, at + len(text), locator))
            at += len(text) + 1

    def row(self, cells: Sequence[Field | None], locator: str) -> None:
        """Add a row of a table; None is a place that a cell beside or above covers."""
        at, texts = self.length, []
        for cell in cells:
            text = in_cell(cell.text) if cell else ""
            if cell and text and (cell.rows > 1 or cell.columns > 1):
                self.spans[at + len(text) - len(text.lstrip())] = cell.rows, cell.columns
            texts.append(text)
            at += len(text) + 1
        self._line("\t".join(texts), locator)

    def gap(self) -> None:
        """Leave a blank line, as before and behind a table."""
        if self.lines and self.lines[-1]:
            self._line("", "")

    def text(self) -> str:
        """Return the text."""
        return "\n".join(self.lines)

    def layout(self) -> Layout:
        """Return the layout: each line is a paragraph or a row, but where lines were copied as a column printed them."""
        return Layout(tuple(self.spots), self.spans, wrapped=_are_cut(self.lines))

    def _line(self, line: str, locator: str) -> None:
        if line.strip():
            self.spots.append(Spot(self.length, self.length + len(line), locator))
        self.lines.append(line)
        self.length += len(line) + 1


def _are_cut(lines: Sequence[str]) -> bool:
    """Say whether the lines of prose are those of a column: many end in mid-sentence at one width, and few are longer."""
    prose = [line.strip() for line in lines if "\t" not in line and len(line.strip()) >= _NARROWEST]
    widths = sorted(len(line) for line in prose if line[-1] not in _ENDS)
    if len(widths) < max(_FEWEST, len(prose) * _CUT):
        return False
    usual = max(Counter(widths).items(), key=itemgetter(1))[0]
    alike = sum(abs(width - usual) <= _NEAR for width in widths)
    broad = widths[int(len(widths) * _BROAD)] + _NEAR
    longer = sum(len(line) > broad for line in prose)
    return alike >= len(widths) * _ALIKE and longer <= len(prose) * (1 - _BROAD)


def in_cell(text: str) -> str:
    """Return the text of a cell on one line: a break or a tab is a space, none between Chinese characters."""
    return _SPACE.sub(" ", _BETWEEN_HAN.sub("", text.strip("\r\n\t\v\f "))).rstrip()
