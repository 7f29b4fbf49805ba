"""Hold what is printed on a page before anything is known of its order: lines of characters, and the rules drawn on it.

Whatever finds them (the text layer of a PDF, the reading of a scan) gives them in any order; `reading_order` makes a
text of them. All places are in one unit of the page (points, pixels) from its top left corner.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Be characters that stand beside each other in one line: a line of a column, a cell, or a word of them.

    `edges` are the left edges of its characters and the right edge of the last one; `top` and `bottom` are those of the
    type, not of its ink, so that they are alike for all characters of one size.
    """

    text: str
    edges: Sequence[float]
    top: float
    bottom: float

    @property
    def left(self) -> float:
        """Return its left edge."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """Return its right edge."""
        return self.edges[-1]

    @property
    def height(self) -> float:
        """Return how high its type is."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Return the middle of its height."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """Be a straight line drawn on a page, level or upright: one of its two extents is (nearly) nothing."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def level(self) -> bool:
        """Say whether it is a level line rather than an upright one."""
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Be one page as it is seen: its number from 1, its width and height, its lines in any order, the rules drawn on it.

    A page whose type is turned is given as if it were upright, one that was laid askew as if it were level: `back` is the
    way from its places to shares of the page as it is seen, (a, b, c, d, e, f) for across = a x + b y + c and
    down = d x + e y + f; empty where that is x / width and y / height.
    """

    number: int
    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    rules: tuple[Rule, ...] = ()
    back: tuple[float, ...] = ()

    def share(self, x: float, y: float) -> tuple[float, float]:
        """Return a place as shares of the width and height of the page as it is seen."""
        a, b, c, d, e, f = self._way
        return a * x + b * y + c, d * x + e * y + f

    def shares(self, edges: Sequence[float], y: float, *, level: bool, exact: int) -> array[float]:
        """Return where the edges of characters stand: across the page as it is seen, down where they are not level.

        They are packed, for a file has millions of them.
        """
        step, b, c = self._way[:3] if level else self._way[3:]
        begun = b * y + c
        return array("d", [round(step * edge + begun, exact) for edge in edges])

    @property
    def _way(self) -> tuple[float, ...]:
        return self.back or (1 / self.width, 0.0, 0.0, 0.0, 1 / self.height, 0.0)
