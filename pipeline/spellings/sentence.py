"""Fill a frame from a truth: the text, and the row that each figure in it must give.

A slot is {word}, or has an indicator's letter: {A} its term, {A=} its figure with the unit, {A#} the bare number of a table
and {A:u} that table's unit, {A%} its growth in words, {A%+} and {A%-} a bare 6.3% behind a word that gives the sign, {A%#}
and {A%%} the signed number of a table, {A^+} and {A^-} a change in the unit itself, {A/} a share. Behind @ stands the
context: Q L M N X another period, the year before, the last month, none, a span without dates; T U C V W D a town, another
town, a county, the province, the country, the document's place; p q f g s r z a project, firm, scenic area, zone; ! plans;
~ no row; ? a period that is said or not; a digit tells figures apart. * marks the facts; without one the first is the fact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from random import Random

from pipeline.spellings.book import Book
from pipeline.spellings.figures import Figures
from pipeline.spellings.spacing import CLOSE, OPEN, scanned, spaced
from pipeline.spellings.tables import lines_of
from pipeline.spellings.truth import Truth
from pipeline.spellings.wanted import Wanted

__all__ = ["Sentence", "Wanted", "sentence_of"]

_SLOT = re.compile(r"\{([^{}]{1,24})\}")
_CHOICE = re.compile(r"<([^<>]*)>")
_FIGURE = re.compile(r"([A-F])(=|#|/|%[-+#%]?|\^[-+])(?:@([A-Za-z?!~0-9]+))?(\*?)")
_MARKS = re.compile(f"[{OPEN}{CLOSE}]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold one text, what a document says of itself, and the rows that its figures must give."""

    kind: str
    frame: str
    text: str
    published: date
    place: str
    wanted: tuple[Wanted, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def facts(self) -> tuple[Wanted, ...]:
        """Return the rows that must be there for the sentence to be read right."""
        return tuple(row for row in self.wanted if row.fact)


def sentence_of(book: Book, kind: str, rng: Random) -> Sentence:
    """Draw a frame of one kind and fill it."""
    varied = book.kinds[kind].varied
    frame = rng.choice(book.kinds[kind].frames)
    truth = Truth(book, frame, varied, rng)
    figures = Figures(book, truth, frame, varied, rng)
    starred = "*}" in frame.text or any("*}" in cell for row in frame.table for cell in row)
    filler = _Filler(figures, rng, starred=starred)
    text = filler.filled(frame.text)
    if frame.table:
        rows = [[filler.filled(cell) for cell in row] for row in frame.table]
        separator = rng.choice(frame.separators or ("tab", "pipe", "spaces"))
        text = (text + "\n" if text else "") + lines_of(rows, separator)
    if varied == "spacing":
        text = spaced(text, book.ways["spacing"], rng)
    if varied == "noise":
        text = _scan_fact(text, book, rng)
    text, spans = _unmarked(text)
    written = "\n".join((frame.text, *(" ".join(row) for row in frame.table)))
    return Sentence(kind, written, text, truth.published, truth.document_place, tuple(filler.wanted), spans)


class _Filler:
    """Fill slots one after another, and note the row that each figure must give."""

    def __init__(self, figures: Figures, rng: Random, *, starred: bool) -> None:
        self.wanted: list[Wanted] = []
        self._figures = figures
        self._rng = rng
        self._starred = starred

    def filled(self, text: str) -> str:
        chosen = _CHOICE.sub(lambda found: self._rng.choice(found[1].split("|")), text)
        text = _SLOT.sub(lambda found: self._slot(found[1]), chosen)
        return text.replace(f"，{OPEN}（", f"{OPEN}（")  # 628.4亿元（+6.3%）

    def _slot(self, slot: str) -> str:
        found = _FIGURE.fullmatch(slot)
        if found is None:
            return self._figures.word(slot)
        letter, shape, context, star = found[1], found[2], found[3] or "", bool(found[4])
        first = not self._starred and not any(row.fact for row in self.wanted) and "~" not in context
        fact = star or (first and shape[0] not in "^/")
        text, row = self._figures.figure(letter, shape, context, fact=fact)
        if row is not None:
            self.wanted.append(row)
        return OPEN + text + CLOSE if fact else text


def _scan_fact(text: str, book: Book, rng: Random) -> str:
    """Return a text with one fault of scanning in its fact's figure."""
    start, end = text.index(OPEN) + 1, text.index(CLOSE)
    return text[:start] + scanned(text[start:end], book.ways["spacing"], rng) + text[end:]


def _unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text without its marks, and the span of each marked figure in it."""
    spans, start, parts, length = [], 0, [], 0
    at = 0
    for mark in _MARKS.finditer(text):
        parts.append(text[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark.group() == OPEN:
            start = length
        else:
            spans.append((start, length))
    return "".join(parts) + text[at:], tuple(spans)
