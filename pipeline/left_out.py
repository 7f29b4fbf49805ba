"""Tell of every document and folder that gave nothing why, and that nothing was read: alike for every command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.documents.decoding import DocumentError

if TYPE_CHECKING:
    from pipeline.batches import Read

Tell = Callable[[str], None]


class NothingReadError(Exception):
    """Say that no document at all could be read; why was told already."""


def tell_left_out(left_out: Sequence[str], of: int, tell: Tell) -> None:
    """Tell the sentences that say what was left out of so many. Raise NothingReadError where that is everything."""
    for said in left_out:
        tell(f"跳过：{said}")
    if of and len(left_out) == of:
        raise NothingReadError


@dataclass(slots=True)
class WithoutRows:
    """Count the documents that were read and gave no row, and the reasons of their numbers; say so in one sentence."""

    files: int = 0
    first: str = ""
    reasons: Counter[str] = field(default_factory=Counter)
    about: dict[str, str] = field(default_factory=dict)
    rows: int = 0  # of all documents

    def add(self, read: Read) -> None:
        """Take what one document gave."""
        self.rows += len(read.rows)
        if read.rows or read.error:
            return
        if not self.reasons and (read.reasons or not self.first):
            self.first = read.file
        self.files += bool(read.reasons)
        for reason, (count, about) in read.reasons.items():
            self.reasons[reason] += count
            self.about.setdefault(reason, about)

    def said(self, language: str = "zh") -> str:
        """Return the sentence, "" where every document with numbers gave rows."""
        from pipeline.explanation import filled, reason_said  # loads what reads texts

        if not self.reasons:
            silent = self.first and not self.rows
            return DocumentError("no_figures", file=self.first).said(language) if silent else ""
        reason, most = self.reasons.most_common(1)[0]
        because = filled(reason_said(reason, language), self.about[reason])
        values = {"file": self.first, "count": self.reasons.total(), "most": most, "because": because}
        if self.files > 1:
            return DocumentError("no_rows_several", files=self.files, **values).said(language)
        return DocumentError("no_rows", **values).said(language)
