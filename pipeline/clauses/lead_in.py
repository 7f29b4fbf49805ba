"""Cut out what leads to a figure in its sentence, and say what stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.clauses.word_classes import CONNECTING, last_word, word_class

# Tokens that are looked back over, so that the cost of a sentence without an end stays linear.
FARTHEST = 300
COMMAS = "，,"
STOPS = "；;。！？!?"
_CLAUSE_ENDS = COMMAS + STOPS + "、：:（("


@dataclass(frozen=True, slots=True)
class LeadIn:
    """Hold the indices of the tokens between the figure before (or the sentence's start) and this figure.

    Brackets that open and close on the way are left out. `behind` is the index of the figure before, -1 where a
    semicolon, a bracket or the sentence's start comes first. `carried` says that no semicolon or bracket cuts it
    off from the figure before, so that its topic may be carried on; `inside` that it opens in a bracket. `tokens` are
    the tokens themselves, `kinds` what kinds are among them.
    """

    sentence: ParsedSentence
    indices: tuple[int, ...]
    behind: int
    carried: bool
    inside: bool
    tokens: list[Token]
    kinds: frozenset[str]

    @property
    def clause(self) -> list[Token]:
        """Return the tokens of the figure's own clause: those behind the last mark that ends one, or 其中."""
        ends = (
            at
            for at in range(len(self.tokens) - 1, -1, -1)
            if self.tokens[at].kind == "part" or self.tokens[at].is_mark(_CLAUSE_ENDS)
        )
        return self.tokens[next(ends, -1) + 1 :]

    def has(self, *roles: str) -> bool:
        """Say whether a token of one of the roles stands here."""
        return not self.kinds.isdisjoint(roles)

    def last(self, kind: str) -> int | None:
        """Return the index of the last token of a kind, or None."""
        if kind not in self.kinds:
            return None
        return next(index for index in reversed(self.indices) if self.sentence.tokens[index].kind == kind)

    def after(self, index: int) -> list[Token]:
        """Return the tokens behind a token of the lead-in."""
        return [self.sentence.tokens[other] for other in self.indices if other > index]


def lead_in_of(sentence: ParsedSentence, index: int) -> LeadIn:
    """Return what leads to the token at `index`."""
    if index not in sentence.lead_ins:
        sentence.lead_ins[index] = _cut_out(sentence, index)
    return sentence.lead_ins[index]  # type: ignore[no-any-return]


def _cut_out(sentence: ParsedSentence, index: int) -> LeadIn:
    tokens, closes = sentence.tokens, sentence.closes
    own = sentence.bracket[index]
    found: list[int] = []
    behind, carried, inside = -1, True, False
    step = index - 1
    while step >= 0:
        token = tokens[step]
        if step in closes and own != closes[step]:
            step = closes[step] - 1
            continue
        if step == own:
            inside = True
            break
        if token.kind == "quantity":
            behind = step
            break
        if token.is_mark(STOPS):
            carried = False
            break
        found.append(step)
        step -= 1
    found.reverse()
    held = [tokens[step] for step in found]
    kinds = frozenset([token.kind for token in held])
    return LeadIn(sentence, tuple(found), behind, carried, inside, held, kinds)


def connecting(
    sentence: ParsedSentence,
    tokens: Iterable[Token],
    roles: frozenset[str],
    classes: frozenset[str] = CONNECTING,
) -> str:
    """Return the first word that breaks the connection, or "" where every token is of the roles.

    Words that no list holds connect by their part of speech: behind a term verbs and adverbs (「旅游收入首破5亿元」),
    not nouns (固定资产投资项目); before growth adverbs alone (「非税收入增长18%」 is about something else).
    """
    for token in tokens:
        if token.kind in roles:
            continue
        word = sentence.word(token)
        if token.is_mark('“”"：:—'):
            continue
        if token.kind == "rest" and (len(word) <= 1 or word_class(last_word(word)) in classes):
            continue
        return word
    return ""
