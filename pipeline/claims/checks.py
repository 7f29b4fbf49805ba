"""Judge the pair of a figure and a term by named checks in order; the first that fails says why it is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from pipeline.claims.pair import Pair
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn


class Check(NamedTuple):
    """Name a reason, a key of words/reasons.yaml, and find the word that fails a pair: None where it passes.

    Without a reason the figure may still be another term's. `example` is a sentence of which another thing would be made
    without the check. What `takes` a term leaves it to no other figure.
    """

    reason: str
    fails: Callable[[Pair], str | None]
    example: str
    takes: bool = False


def passing(  # noqa: PLR0913 - a figure, its mention, and what is asked of both
    state: BindingState,
    index: int,
    lead_in: LeadIn,
    mention: int,
    checks: Iterable[Check],
    of_whole: Iterable[Check] = (),
    *,
    side: str = "before",
    first: bool = False,
) -> Pair | None:
    """Return the first term of a mention that passes all checks, paired with the figure at an index, or None.

    Those `of_whole` are made behind the whole-term rule; with `first` no term is
    tried behind one that it refuses. The figure keeps the first reason.
    """
    for term, _ in state.candidates(mention, side=side):
        pair = Pair(state, index, lead_in, mention, term)
        another = term.position or pair.entry.kind == "rank"  # bound by rules of their own
        if another or _fails(pair, checks):
            continue
        if side == "before":
            pair = replace(pair, whole=state.judge(index, mention, term))
        if not (pair.whole and not pair.whole.whole) and not _fails(pair, of_whole):
            return pair
        if first:
            return None
    return None


def _fails(pair: Pair, checks: Iterable[Check]) -> bool:
    for check in checks:
        word = check.fails(pair)
        if word is None:
            continue
        if check.reason:
            pair.state.reject(pair.index, check.reason, word)
        if check.takes:
            pair.state.used.add(pair.mention)
        return True
    return False
