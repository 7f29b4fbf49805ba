"""Read `words/places.yaml`, and judge by it whether a name ends where it seems to."""

import re
from bisect import bisect_left
from functools import cache
from typing import Any

from pipeline.words import words_of


@cache
def place_words() -> dict[str, Any]:
    """Read the suffixes, the words before and after names, and the ordinary words that are no names."""
    return words_of("places")


@cache
def _tuple(key: str, part: str = "") -> tuple[str, ...]:
    """Give a list (or the part of a mapping) as the tuple that `startswith` takes."""
    words = place_words()[key]
    return tuple(words.get(part, ())) if isinstance(words, dict) and part else tuple(words)


@cache
def one_of(key: str) -> re.Pattern[str]:
    """Compose one of the lists, the longest word first."""
    return re.compile("|".join(sorted(place_words()[key], key=len, reverse=True)))


def goes_on(text: str, end: int, *, bare: bool, name: str) -> bool:
    """Tell whether the name is the beginning of a longer word: 江门|日报, 鹤山|北路, 南方市|场."""
    if text.startswith(_tuple("organisations"), end):
        return True
    if not bare:
        return text.startswith(_tuple("breaks_rank", name[-1]), end)
    suffixes = _tuple("suffixes")
    if text.startswith(suffixes, end):
        suffix = next(s for s in suffixes if text.startswith(s, end))
        return not text.startswith(_tuple("goes_on", suffix), end + len(suffix))
    return text.startswith(_tuple("continues_bare"), end)


def reaches(text: str, end: int, starts: list[int], limit: int) -> bool:
    """Tell whether a name goes on from `end` to an ending (有限公司, 旅游区) at one of `starts`."""
    position = bisect_left(starts, end)
    if position == len(starts) or starts[position] - end > limit:
        return False
    between = text[end : starts[position]]
    letters = between.replace("(", "").replace(")", "")
    return (letters.isalpha() or not letters) and not one_of("between").search(between)
