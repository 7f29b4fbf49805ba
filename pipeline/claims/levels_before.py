"""Find the levels that lead up to a growth: the run of figures before it on the same side of brackets and semicolons."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import lead_in_of

_GROWTHS = ("%", "百分点", "倍", "位")
_MOST = 60


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
