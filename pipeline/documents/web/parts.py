"""Hold what the markup of a page was read into: blocks of text and tables, in order, and the parts that they stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

PICTURE = "img"
BREAK = "\0"  # in the text of a piece: a line break that is printed
MARKS = re.compile("[。，；]")  # of sentences


@dataclass(slots=True, eq=False)
class Part:
    """Be a part of the page that may not be of its body: what is hidden, beside it, or named like what stands beside it.

    `marks` counts the marks of sentences, and the figures in cells, that stand in it outside links.
    """

    above: Part | None = None
    why: str = ""
    marks: int = 0
    left_out: bool = False


@dataclass(slots=True, eq=False)
class Link:
    """Be a link: how long its text is."""

    part: Part
    length: int = 0
    marks: int = 0


class Piece(NamedTuple):
    """Be a stretch of text and what it stands in."""

    text: str
    part: Part
    link: Link | None


@dataclass(slots=True)
class Block:
    """Be the pieces of text between two edges of blocks; `tag` is the element that they stand in, img of pictures alone."""

    tag: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """Be a line of the page as it is seen: its text, the element it stands in, and how much of it is in links."""

    text: str
    tag: str
    length: int
    linked: int

    @property
    def marks(self) -> int:
        """Count the marks of sentences in it."""
        return len(MARKS.findall(self.text))


@dataclass(slots=True)
class Cell:
    """Be a cell of a table, how many rows and columns it spans, and what stands in it.

    `without_place` is the part of the page that it is where it stands in no column while that is hidden: display:none.
    """

    rows: int
    columns: int
    items: list[Block | Table] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    without_place: Part | None = None


@dataclass(slots=True)
class Table:
    """Be a table; `tables.judge` says how many characters it holds, and whether it is one of data or of layout."""

    rows: list[list[Cell]] = field(default_factory=list)
    length: int = 0
    is_data: bool = False


@dataclass(slots=True)
class Markup:
    """Hold the blocks and tables of a page in order, its title, and what its head states (name in lower case → content).

    `tables` are all of them, those in others first. `hidden` counts the marks of sentences in what is left out because
    nobody sees it.
    """

    items: list[Block | Table]
    tables: list[Table]
    title: str
    stated: Mapping[str, str]
    hidden: int = 0
