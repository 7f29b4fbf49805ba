"""Pair a figure with a term that it may be of: what the checks of levels judge."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import COMMAS, LeadIn, connecting
from pipeline.clauses.signs import sign_tokens
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.clauses.word_classes import CONNECTING
from pipeline.indicators import Indicator
from pipeline.quantities import Quantity
from pipeline.terms.mentions import Term
from pipeline.terms.whole_term import Wholeness


@dataclass(frozen=True, slots=True)
class Pair:
    """Pair the figure at an index, and what leads to it, with a term that the mention at another index may mean.

    `whole` is what the whole-term rule said of the term, None where it was not asked.
    """

    state: BindingState
    index: int
    lead_in: LeadIn
    mention: int
    term: Term
    whole: Wholeness | None = None

    @property
    def entry(self) -> Indicator:
        """Return the indicator of the term."""
        return self.state.entries[self.term.indicator]

    @property
    def sentence(self) -> ParsedSentence:
        """Return the sentence that both stand in."""
        return self.state.sentence

    @property
    def tokens(self) -> list[Token]:
        """Return the tokens of the sentence."""
        return self.state.sentence.tokens

    @property
    def quantity(self) -> Quantity:
        """Return the figure."""
        return self.state.quantity(self.index)

    @property
    def word(self) -> str:
        """Return the characters of the mention."""
        return self.state.word(self.mention)

    @property
    def between(self) -> list[Token]:
        """Return the tokens from the one to the other; before a figure without brackets that close on the way."""
        behind = self.mention > self.index
        return self.tokens[self.index + 1 : self.mention] if behind else self.lead_in.after(self.mention)

    def unlinked(self, roles: frozenset[str], classes: frozenset[str] = CONNECTING) -> str | None:
        """Return the first word between both, signs and one comma aside, that does not connect them, or None."""
        signs = sign_tokens(self.sentence, self.index)
        between = [token for token in self.between if token not in signs]
        comma = next((token for token in between if token.is_mark(COMMAS)), None)
        return connecting(self.sentence, [one for one in between if one is not comma], roles, classes) or None


def figures_back(
    state: BindingState, index: int, stops: Collection[str], marks: str = ""
) -> Iterator[tuple[int, list[Token]]]:
    """Yield the figures before the one at `index`, nearest first, each with the tokens that lead from it to that one.

    It ends where a token of the kinds `stops`, or one of the marks, stands between.
    """
    for step in reversed(state.before(index)):
        behind = state.sentence.tokens[step + 1 : index]
        if any(token.kind in stops or token.is_mark(marks) for token in behind):
            return
        yield step, behind
