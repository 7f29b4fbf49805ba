"""Measure names by the columns that they take, and shorten long ones."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

_BRACKET = re.compile(r"(?=（)| (?=\()")
LONGEST, TAIL = 36, 10  # columns of a name in a chart, and of its end where the middle is left out


def text_width(text: str) -> int:
    """Count the columns of a text; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def shortened(name: str, longest: int = LONGEST) -> str:
    """Shorten a name of more than so many columns in the middle; the table beside has it whole."""
    if text_width(name) <= longest:
        return name
    head, tail = longest - TAIL - 2, TAIL
    reached = [*accumulate(map(text_width, name))]
    begun = sum(width <= head for width in reached)
    ended = sum(reached[-1] - width < tail for width in reached)
    return f"{name[:begun]}…{name[-ended:]}"


def in_lines(name: str, longest: int) -> list[str]:
    """Break a name of more than so many columns before its bracket, and shorten each line."""
    lines = _BRACKET.split(name, maxsplit=1) if text_width(name) > longest else [name]
    return [shortened(line, longest) for line in lines]
