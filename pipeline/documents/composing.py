"""Put a text together from paragraphs and tables, and keep where each line of it stands in the original."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.documents.content import Layout, Spot

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
        """Return the layout, in which each line is a paragraph or a row."""
        return Layout(tuple(self.spots), self.spans, wrapped=False)

    def _line(self, line: str, locator: str) -> None:
        if line.strip():
            self.spots.append(Spot(self.length, self.length + len(line), locator))
        self.lines.append(line)
        self.length += len(line) + 1


def in_cell(text: str) -> str:
    """Return the text of a cell on one line: a break or a tab is a space, none between Chinese characters."""
    return _SPACE.sub(" ", _BETWEEN_HAN.sub("", text.strip("\r\n\t\v\f "))).rstrip()
