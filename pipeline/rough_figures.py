"""Tell which figures state roughly what another figure of the same fact states exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.rounding import half_step

if TYPE_CHECKING:
    from collections.abc import Sequence

# How far the fact may be from a figure of each qualifier, as parts of it: 超九十万 is said of 93.6万, not of 200万.
_BORNE_OUT = {
    "over": (1.0, 2.0),
    "at_least": (1.0, 2.0),
    "at_most": (0.5, 1.0),
    "nearly": (0.8, 1.0),
    "about": (0.9, 1.1),
}


def rough_among(figures: Sequence[Any], *, rounded: bool = False) -> set[str]:
    """Return the ids of the figures of one fact that an exact one among them bears out.

    `figures` have the columns id, value, high, qualifier and value_text. Meant are bounds, approximations and
    ranges (超九十万 of 93.6万); with `rounded` those that are another one with fewer digits (1.2亿 of 1.1987亿).
    """
    exact = [one for one in figures if one.qualifier == "exact"]
    if rounded:
        steps = [(one, half_step(one.value_text, one.value)) for one in exact if one.value]
        return {
            rough.id for rough, step in steps if any(_is_rounding(rough, step, *other) for other in steps)
        }
    return {rough.id for rough in figures if any(_is_bound(rough, one) for one in exact)}


def _is_bound(rough: Any, exact: Any) -> bool:
    if rough.qualifier == "range":
        ends = sorted((rough.value, rough.value if rough.high is None else rough.high))
        return bool(ends[0] <= exact.value <= ends[1])
    if rough.qualifier not in _BORNE_OUT or not rough.value:
        return False
    least, most = _BORNE_OUT[rough.qualifier]
    return bool(least <= exact.value / rough.value <= most)


def _is_rounding(rough: Any, step: float, exact: Any, finer: float) -> bool:
    """Tell by the half steps of both whether one figure is another one with fewer digits."""
    return bool(0 < finer < step * (1 - 1e-9) and abs(rough.value - exact.value) <= step * (1 + 1e-9))
