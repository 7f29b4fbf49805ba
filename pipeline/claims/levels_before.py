"""Find the levels that lead up to a growth: the run of figures before it on the same side of brackets and semicolons."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.claims.binding import Sentence
from pipeline.clauses.lead_in import stretch_before

_GROWTHS = ("%", "百分点", "倍", "位")
_MOST = 60


def levels_before(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the figures before the one at `index`, nearest first, back to a growth, a semicolon or a bracket.

    What stands in a bracket on the way is passed over; a growth in a bracket speaks of what stands before it.
    """
    reading = sentence.reading
    stretch = stretch_before(reading, index)
    before = reading.tokens[reading.bracket[index] - 1] if stretch.inside and reading.bracket[index] else None
    step = reading.bracket[index] - 1 if before and before.kind == "quantity" else stretch.behind
    for _ in range(_MOST):
        if step < 0 or sentence.quantity(step).unit in _GROWTHS:
            return
        yield step
        step = stretch_before(reading, step).behind
