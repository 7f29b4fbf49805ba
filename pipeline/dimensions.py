"""Decide whether a quantity's unit fits an indicator."""

from __future__ import annotations

from functools import lru_cache

from pipeline.indicators import Indicator
from pipeline.words import words_of


@lru_cache(maxsize=1)
def dimensions() -> dict[str, str]:
    """Map each base unit to its dimension: count words are one, currencies are one."""
    return {unit: dimension for dimension, units in words_of("dimensions").items() for unit in units}


def fits(entry: Indicator, unit: str) -> bool:
    """Say whether a figure in this base unit can be a level of the indicator."""
    if unit in entry.not_units:
        return False
    if unit == entry.unit or unit in entry.units:
        return True
    known = dimensions()
    return unit in known and known.get(entry.unit) == known[unit]


def row_unit(entry: Indicator, unit: str) -> str:
    """Return the unit of the row: the catalogue's, but a foreign currency stays as it is printed."""
    return unit if dimensions().get(unit) == "currency" else entry.unit


def counts_all(entry: Indicator) -> bool:
    """Say whether the indicator counts all there are at a time, so that those newly certified are only some."""
    strict = entry.kind == "stock" and entry.about != "subject" and not entry.loose
    return strict and dimensions().get(entry.unit) == "count"
