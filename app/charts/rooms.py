"""Measure in pixels what a plot has and what a text takes."""

from __future__ import annotations

from dataclasses import dataclass

# Pixels of a chart from which more labels are shown; style.css has them too.
WIDTHS = (300, 400, 520, 680, 880, 1100)
SCREEN_TEXT, SMALL_TEXT = 13, 11  # pixels
SMALL_HIGH = 150  # pixels that the plot of a small chart is high
NARROW, DIGIT = 0.3, 0.58  # of its size are points and digits wide, other characters a whole


@dataclass(frozen=True, slots=True)
class Room:
    """The pixels that a plot has, the size of its letters, and the width of the chart from which it has them."""

    wide: float
    high: float
    text: float
    since: int = 0


def text_wide(text: str, size: float) -> float:
    """Measure a text of one or more lines in pixels, rather too wide than too narrow."""
    return size * max(sum(map(_wide, line)) for line in text.split("<br>"))


def _wide(character: str) -> float:
    if character in ".,:' ":
        return NARROW
    return DIGIT if (character.isascii() and character != "%") or character in "−–" else 1.0
