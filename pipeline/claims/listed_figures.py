"""Find the figures of a list, with the way each goes, and the levels that lead up to a growth."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import COMMAS, LeadIn, lead_in_of
from pipeline.clauses.roles import GROWTH_WORDS
from pipeline.clauses.signs import Sign, joined, printed_sign, said, sign_of, sign_tokens
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.words import words_of

AND: tuple[str, ...] = tuple(words_of("bindings")["and"])
_PER_CENT = ("%", "倍")
_GROWTHS = ("%", "百分点", "倍", "位")
_MOST = 60


def row(sentence: ParsedSentence, index: int, joins: tuple[str, ...] = AND) -> list[int]:
    """Return the figures of the list that begins at `index`: joined by 、 or 和 alone, or by other such words."""
    figures = [index]
    for step in range(index + 1, len(sentence.tokens)):
        if sentence.tokens[step].kind == "quantity":
            figures.append(step)
        elif sentence.word(sentence.tokens[step]) not in joins:
            break
    return figures


def signs_in_row(state: BindingState, index: int, lead_in: LeadIn) -> dict[int, Sign]:
    """Return the figures of the list that begins at `index`, each with its sign as a growth, 0 for a level.

    A figure without a growth word of its own goes the way of the one before it.
    """
    if not lead_in.has("up", "down"):
        return dict.fromkeys(row(state.sentence, index), 0)
    sentence = state.sentence
    signs: dict[int, Sign] = {index: sign_of(sentence, index, lead_in)}
    word = said(sentence, lead_in)
    if not word:
        return dict.fromkeys(row(state.sentence, index), signs[index])
    for step in _following(state, index, commas=lead_in.has("each")):
        word = said(sentence, lead_in_of(sentence, step)) or word
        signs[step] = joined(word, printed_sign(sentence, step))
    return signs


def _following(state: BindingState, index: int, *, commas: bool) -> list[int]:
    """Return the growths that 、 or 和 joins to the one at `index`, behind 分别 a comma before a growth word too."""
    tokens = state.sentence.tokens
    found: list[int] = []
    linked = False
    for step in range(index + 1, len(tokens)):
        token = tokens[step]
        if token.kind == "quantity":
            if not linked or token.value.unit not in _PER_CENT:
                break
            found.append(step)
            linked = False
        elif state.sentence.word(token) in AND or (commas and _opens_growth(tokens, step)):
            linked = True
        elif token.kind not in GROWTH_WORDS and token not in sign_tokens(state.sentence, step + 1):
            break
    return found


def _opens_growth(tokens: list[Token], step: int) -> bool:
    comma = tokens[step].is_mark(COMMAS)
    return comma and step + 1 < len(tokens) and tokens[step + 1].kind in GROWTH_WORDS


def levels_before(state: BindingState, index: int) -> Iterator[int]:
    """Yield the figures before the one at `index`, nearest first, back to a growth, a semicolon or a bracket.

    What stands in a bracket on the way is passed over; a growth in a bracket speaks of what stands before it.
    """
    sentence = state.sentence
    lead_in = lead_in_of(sentence, index)
    before = (
        sentence.tokens[sentence.bracket[index] - 1] if lead_in.inside and sentence.bracket[index] else None
    )
    step = sentence.bracket[index] - 1 if before and before.kind == "quantity" else lead_in.behind
    for _ in range(_MOST):
        if step < 0 or state.quantity(step).unit in _GROWTHS:
            return
        yield step
        step = lead_in_of(sentence, step).behind
