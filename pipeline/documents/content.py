"""Hold what the bytes of a file were read into: a text, where each stretch of it stands in the original, and its head."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from pipeline.documents.decoding import DocumentError

_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Box:
    """Be a part of a page: its number from 1, and its edges as shares of the page's width and height from the top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Say where text[start:end] stands in the original: in words (`locator`), and on its page where there are pages.

    `page` counts from 1, 0 where the original has none. `edges` are the left edges of its characters and the right edge of
    the last one, `top` and `bottom` those of the line: shares of the page's width and height from the top left. Of a line
    that runs up or down its page, `level` is False, `edges` are shares of the height, `top` and `bottom` of the width.
    """

    start: int
    end: int
    locator: str
    page: int = 0
    top: float = 0.0
    bottom: float = 0.0
    edges: Sequence[float] = ()
    level: bool = True

    def box(self, start: int, end: int) -> Box | None:
        """Return the box of what of text[start:end] lies in this spot, None where the original has no pages."""
        first, last = max(start, self.start) - self.start, min(end, self.end) - self.start
        if not self.page or len(self.edges) <= last or first >= last:
            return None
        edges = self.edges[first : last + 1]
        begins, ends = min(edges), max(edges)
        if self.level:
            return Box(self.page, begins, self.top, ends, self.bottom)
        return Box(self.page, self.top, begins, self.bottom, ends)


@dataclass(frozen=True, slots=True)
class Layout:
    """Say how a text is laid out in its original.

    `spots` are in order of start and do not overlap. `spans` gives the cells of tables that span others: the offset at
    which the cell begins → rows and columns; the cells that it covers are empty ones. `wrapped` says that lines may end
    in mid-sentence, as those of a column do; else every line is a paragraph, a heading or a row of a table.
    """

    spots: tuple[Spot, ...] = ()
    spans: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    wrapped: bool = True

    def spot(self, start: int) -> Spot | None:
        """Return the spot that holds the character at an offset."""
        at = bisect_right(self.spots, start, key=_START) - 1
        return self.spots[at] if at >= 0 and start < self.spots[at].end else None

    def locator(self, start: int) -> str:
        """Say in words where the character at an offset stands; nothing for a plain text."""
        spot = self.spot(start)
        return spot.locator if spot else ""

    def boxes(self, start: int, end: int) -> list[Box]:
        """Return the boxes of text[start:end], one for each line that it stands on."""
        first = max(0, bisect_right(self.spots, start, key=_START) - 1)
        last = bisect_right(self.spots, end - 1, key=_START)
        found = (spot.box(start, end) for spot in self.spots[first:last])
        return [box for box in found if box is not None]


PLAIN = Layout()  # of a text that is its own original


@dataclass(frozen=True, slots=True)
class Content:
    """Be what a file was read into: its text, the layout, what the file says of itself, and what could not be read.

    `title`, `published` (an ISO date) and `source` are empty where the file does not say them. `left_out` tells of parts
    that gave no text: pages that are pictures, sheets that are too large.
    """

    text: str
    layout: Layout = PLAIN
    title: str = ""
    published: str = ""
    source: str = ""
    left_out: tuple[DocumentError, ...] = ()
