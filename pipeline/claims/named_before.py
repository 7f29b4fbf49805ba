"""Find the term that a level is told of: the last one before it, or one in or before a bracket beside it."""

from __future__ import annotations

from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn
from pipeline.dimensions import dimensions
from pipeline.words import words_of

_HOUSEHOLDS, _PEOPLE = words_of("bindings")["households_and_people"]


def named_before(state: BindingState, index: int, lead_in: LeadIn) -> int | None:
    """Return the mention that a level is told of: in or before a bracket beside it, else the last one before it."""
    for found in (in_bracket(state, index), _before_own_bracket(state, index, lead_in)):
        if found is not None:
            return found
    return lead_in.last("mention")


def households_before(state: BindingState, index: int) -> int | None:
    """Return the count of households that the people follow, right behind a term: 「户籍人口1.8万户、4.9万人」."""
    tokens = state.sentence.tokens
    before = next(iter(state.before(index, 1)), 0)
    beside = not [token for token in tokens[before + 1 : index] if not token.is_mark("、，,")] and before > 0
    if not beside or tokens[before].value.unit != _HOUSEHOLDS or state.quantity(index).unit != _PEOPLE:
        return None
    return before if tokens[before - 1].kind == "mention" else None


def _before_own_bracket(state: BindingState, index: int, lead_in: LeadIn) -> int | None:
    """Return the mention of 「税收收入（10亿元）」: right before the bracket that holds the figure alone, and no count.

    「（5000万元以上）」 is a threshold, 「签约项目（5个）」 the head of a list.
    """
    sentence, quantity = state.sentence, state.quantity(index)
    opening = index - 1
    alone = lead_in.inside and sentence.opens.get(opening) == index + 1
    if (
        not alone
        or quantity.qualifier not in ("exact", "about")
        or dimensions().get(quantity.unit) == "count"
    ):
        return None
    return opening - 1 if opening > 0 and sentence.tokens[opening - 1].kind == "mention" else None


def in_bracket(state: BindingState, index: int) -> int | None:
    """Return the mention of 「占总人口比重（常住人口城镇化率）为73.57%」: alone in the bracket before the figure."""
    tokens = state.sentence.tokens
    close = index - 1
    while close >= 0 and tokens[close].kind == "plain":
        close -= 1
    opening = state.sentence.closes.get(close)
    if opening is None or close - opening != 2 or tokens[close - 1].kind != "mention":
        return None
    return close - 1
