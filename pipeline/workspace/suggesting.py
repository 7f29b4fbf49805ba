"""Say which suggestions still wait for a person: those that nobody made a row of, and whose kind nobody dismissed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from pipeline.workspace.decidable import NEEDED
from pipeline.workspace.ruling import Ruled, key_of_row
from pipeline.workspace.verdicts import Key, Verdict

# What a person who dismisses a suggestion says of all like it in the document.
KIND = ["digest", "indicator", "measure", "checks", "about"]
_BESIDE = ("qualifier", "low", "high", "scope")


def still_asked(suggestions: pd.DataFrame, standing: Mapping[Key, Verdict]) -> pd.DataFrame:
    """Return the suggestions that wait; `standing` has each decision by its key in today's text.

    One that was made a row (added) is done, and one that was dismissed (rejected) takes those of its kind in its
    document along.
    """
    if not len(suggestions) or not standing:
        return suggestions
    decided = pd.Series([standing.get(key) for key in _keys(suggestions)], index=suggestions.index, dtype=object)
    open_ones = decided.isna()
    dismissed = decided.map(lambda one: one is not None and one.decision == "rejected").astype(bool)
    kinds = pd.MultiIndex.from_frame(suggestions[KIND])
    silenced = kinds.isin(kinds[dismissed])
    return suggestions[open_ones & ~silenced]


def without_dismissals(ruled: Ruled, suggestions: pd.DataFrame, home: Mapping[Key, Key]) -> Ruled:
    """Leave the decisions that dismissed a suggestion out of those whose row is gone."""
    asked = {*_keys(suggestions)}
    orphans = tuple(
        one for one in ruled.orphans if one.decision != "rejected" or home.get(one.key, one.key) not in asked
    )
    return replace(ruled, orphans=orphans) if len(orphans) < len(ruled.orphans) else ruled


def made_row(row: Any) -> Verdict:
    """Return the decision that makes a row of a suggestion, given as a named tuple, just as it stands."""
    cells = {name: _cell(getattr(row, name)) for name in (*NEEDED, *_BESIDE)}
    return Verdict(key_of_row(row), "added", changes=cells, file=str(row.document))


def dismissal(row: Any) -> Verdict:
    """Return the decision that a suggestion, and those of its kind in its document, are no rows."""
    return Verdict(key_of_row(row), "rejected", file=str(row.document))


def _keys(suggestions: pd.DataFrame) -> Iterable[Key]:
    return [key_of_row(row) for row in suggestions.itertuples()]


def _cell(value: Any) -> Any:
    """Return a cell as decisions hold it: a day as text, a number as Python's own."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
