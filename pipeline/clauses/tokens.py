"""Say what a parsed sentence is: tokens in one row, the brackets they stand in, and where clauses end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple

MARKS = frozenset(
    '，,；;：:、（）()《》〈〉“”"『』「」‘’—–-…|\t/·。！？!?▲▼△▽◀▶←↑→↓●□【】[]〔〕〖〗{}#*_`<>\\'
)
CLAUSE_ENDS = MARKS - frozenset('“”"「」·、')
_START = attrgetter("start")


class Token(NamedTuple):
    """Be one stretch of a sentence.

    `kind` is quantity, mention, tail (of a term that only stands behind figures), period, place, subject, mark, rest
    or a cue's role.
    """

    start: int
    end: int
    kind: str
    value: Any

    def is_mark(self, marks: Collection[str]) -> bool:
        """Say whether it is one of these marks."""
        return self.kind == "mark" and self.value in marks


@dataclass(frozen=True, slots=True)
class Layers:
    """Hold what earlier stages found in a text, each list in order of start."""

    quantities: Sequence[Any]
    mentions: Sequence[Any]
    periods: Sequence[Any]
    places: Sequence[Any]
    subjects: Sequence[Any]


@dataclass(slots=True)
class ParsedSentence:
    """Be one sentence, read: its text, its tokens in order, and for each the bracket it stands in (-1: none).

    `lead_ins` keeps what leads to figures, which rules ask for again and again.
    """

    text: str
    start: int
    end: int
    tokens: list[Token]
    bracket: list[int] = field(default_factory=list)
    opens: dict[int, int] = field(default_factory=dict)
    closes: dict[int, int] = field(default_factory=dict)
    lead_ins: dict[int, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def leading_to(self, offset: int, most: int = 300) -> list[Token]:
        """Return the tokens that begin before an offset, the nearest `most` of them."""
        end = bisect_left(self.tokens, (offset,))
        return self.tokens[max(0, end - most) : end]

    def leading_openly(self, offset: int) -> list[Token]:
        """Return the tokens that lead to an offset, without what stands in brackets closed before it."""
        end = bisect_left(self.tokens, (offset,))
        around, opening = {-1}, self.bracket[end] if end < len(self.bracket) else -1
        while opening not in around:
            around.add(opening)
            opening = self.bracket[opening]
        tokens = self.leading_to(offset)
        return [one for at, one in enumerate(tokens, end - len(tokens)) if self.bracket[at] in around]

    def following(self, offset: int, most: int = 40) -> list[Token]:
        """Return the tokens that begin at an offset or behind it, the nearest `most` of them."""
        first = bisect_left(self.tokens, (offset,))
        return self.tokens[first : first + most]

    def opening(self, offset: int, marks: Iterable[str]) -> int:
        """Return where what one of some marks ends begins that holds an offset: its clause, its item."""
        return max(self.start, *(self.text.rfind(mark, self.start, offset) + 1 for mark in marks))

    def word(self, token: Token) -> str:
        """Return the characters of a token."""
        return self.text[token.start : token.end]


def within(found: Sequence[Any], start: int, end: int) -> list[Any]:
    """Return the items of an ordered list that lie inside a span."""
    first = bisect_left(found, start, key=_START)
    last = bisect_left(found, end, first, key=_START)
    return [item for item in found[first:last] if item.end <= end]


def last_item(tokens: list[Token]) -> list[Token]:
    """Return the last of the items that semicolons part tokens into."""
    start = next((at for at in range(len(tokens), 0, -1) if tokens[at - 1].is_mark("；;")), 0)
    return tokens[start:]
