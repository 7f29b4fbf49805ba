"""Say what a list is made of: its members, its figures, and the words that join them."""

from __future__ import annotations

from pipeline.claims.state import BindingState
from pipeline.terms.mentions import Term
from pipeline.words import words_of

Named = tuple[int, Term, bool]  # the mention's index, the term it stands for, whether the list shortened it
AND: tuple[str, ...] = tuple(words_of("bindings")["and"])


def row(state: BindingState, index: int) -> list[int]:
    """Return the figures of the list that begins at `index`: joined by 、 or 和 alone."""
    tokens = state.sentence.tokens
    figures = [index]
    for step in range(index + 1, len(tokens)):
        token = tokens[step]
        if token.kind == "quantity":
            figures.append(step)
        elif state.sentence.word(token) not in AND:
            break
    return figures
