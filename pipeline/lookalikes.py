"""Find what looks like a figure and is none: the date 2024年, 18580 of GB 18580, 万亿 without its number, ³²½."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from pipeline.clauses.tokens import within
from pipeline.lines import Flow
from pipeline.periods import times_in
from pipeline.quantities import quantities_in
from pipeline.sentences import sentences
from pipeline.words import words_of

_MULTIPLIERS = re.compile(f"[{''.join(words_of('numerals')['groups'])}]{{2,}}")


def lookalikes(page: Flow, published: date | None) -> list[tuple[str, str]]:
    """Return what looks like a figure in the sentences without one, each with a key of words/reasons.yaml.

    Where a sentence has a figure, every stretch of it is told anyway.
    """
    figures = quantities_in(page.text)
    times = times_in(page.text, published, None)
    return [
        (page.display[start:end], "of_time" if any(_overlap(start, end, t.start, t.end) for t in times) else "no_value")
        for first, last in sentences(page.text)
        if not within(figures, first, last)
        for start, end in _numeric(page.display, first, last)
    ]  # fmt: skip


def _overlap(start: int, end: int, first: int, last: int) -> bool:
    return first < end and start < last


def _numeric(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of digits in whatever form, and of multipliers without a number; 一 is a word as a rule."""
    for numeric, run in groupby(range(start, end), key=lambda place: _is_digit(text[place])):
        if numeric:
            places = [*run]
            yield places[0], places[-1] + 1
    yield from (match.span() for match in _MULTIPLIERS.finditer(text, start, end))


def _is_digit(sign: str) -> bool:
    """Say whether a sign is 7, ½, ³ or ①, and no ideograph."""
    return sign.isnumeric() and unicodedata.category(sign) != "Lo"
