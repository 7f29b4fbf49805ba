"""Spread a figure over the years that it holds for: 「2022年至2025年，连续四年新增超百家」."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.claim import Claim
from pipeline.claims.state import BindingState


def each_year(state: BindingState) -> None:
    """Spread 「2022年至2025年，连续四年新增超百家」 over its years: the figure holds for each of them."""
    tokens = state.sentence.tokens
    yearly = next((step for step, token in enumerate(tokens) if token.kind == "yearly"), len(tokens))
    for index, claims in state.bound.items():
        if index > yearly:
            state.bound[index] = [_spread(one) for one in claims]


def _spread(one: Claim) -> Claim:
    if one.period is None or one.period.first_day is None:
        return one
    first, last = one.period.first_day, one.period.last_day
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if not whole_years or last.year == first.year:
        return one
    return replace(one, years=tuple(range(first.year, last.year + 1)))
