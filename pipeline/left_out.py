"""Tell of every document and folder that gave nothing why, of numbers that became no row, and that nothing was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import TYPE_CHECKING

from pipeline.documents.decoding import DocumentError

if TYPE_CHECKING:
    from pipeline.batches import Read
    from pipeline.parts import Told

Tell = Callable[[str], None]
_NAMED = 3  # documents with the most numbers that became no row


class NothingReadError(Exception):
    """Say that no document at all could be read; why was told already."""


def tell_left_out(left_out: Sequence[str], of: int, tell: Tell) -> None:
    """Tell the sentences that say what was left out of so many. Raise NothingReadError where that is everything."""
    for said in left_out:
        tell(f"跳过：{said}")
    if of and len(left_out) == of:
        raise NothingReadError


@dataclass(slots=True)
class _Tally:
    """Count the numbers of documents that became no row: by reason, and those of the documents that have most of them."""

    files: int = 0
    rows: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    about: dict[str, str] = field(default_factory=dict)  # what the first number of a reason met
    first: str = ""
    most: list[tuple[int, str]] = field(default_factory=list)

    def add(self, read: Read | Told) -> None:
        """Take what one document with such numbers gave."""
        self.files += 1
        self.rows += read.count
        self.first = self.first or read.file
        for reason, (count, about) in read.reasons.items():
            self.reasons[reason] += count
            self.about.setdefault(reason, about)
        unused = sum(count for count, _ in read.reasons.values())
        self.most = nlargest(_NAMED, [*self.most, (unused, read.file)])

    def said(self, why: str, language: str) -> str:
        """Return the sentence of a key, or that of several documents."""
        from pipeline.explanation import filled, reason_said  # loads what reads texts

        reason, most = self.reasons.most_common(1)[0]
        found = ("、" if language == "zh" else ", ").join(f"{file} {count}" for count, file in self.most)
        told = DocumentError(
            f"{why}_several" if self.files > 1 else why,
            file=self.first,
            files=self.files,
            rows=self.rows,
            count=self.reasons.total(),
            found=found + " …" * (self.files > _NAMED),
            most=most,
            because=filled(reason_said(reason, language), self.about[reason]),
        )
        return told.said(language)


@dataclass(slots=True)
class UnusedNumbers:
    """Count the numbers that became no row, apart those of documents that gave rows and those of documents without any."""

    beside_rows: _Tally = field(default_factory=_Tally)
    without_rows: _Tally = field(default_factory=_Tally)
    silent: str = ""  # the first document without a number
    rows: int = 0

    def add(self, read: Read | Told) -> None:
        """Take what one document gave."""
        self.rows += read.count
        if read.reasons:
            (self.beside_rows if read.count else self.without_rows).add(read)
        elif not read.count and not read.error:
            self.silent = self.silent or read.file

    def said(self, language: str = "zh") -> list[str]:
        """Return a sentence for each kind of documents that have such numbers; one where no document has any figure."""
        said = [
            tally.said(why, language)
            for why, tally in (("no_rows", self.without_rows), ("not_used", self.beside_rows))
            if tally.files
        ]
        if said or self.rows or not self.silent:
            return said
        return [DocumentError("no_figures", file=self.silent).said(language)]
