"""Say which suggestions still wait for a person: those that nobody made a row of, and whose kind nobody dismissed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from pipeline.workspace.decidable import NEEDED
from pipeline.workspace.ruling import Ruled, key_of_row
from pipeline.workspace.verdicts import Key, Verdict

# What a person who dismisses a suggestion says of all like it in the document.
KIND = ["digest", "indicator", "measure", "checks", "about"]
DISMISSED = "suggestion"  # the reason of such a decision, before the person's remark
BESIDE = ("qualifier", "low", "high", "scope", "locator")


def still_asked(suggestions: pd.DataFrame, standing: Mapping[Key, Verdict]) -> pd.DataFrame:
    """Return the suggestions that wait; `standing` has each decision by its key in today's text.

    One whose number was made a row (added), of whatever indicator, is done, and one that was dismissed (rejected) takes
    those of its kind in its document along.
    """
    if not len(suggestions) or not standing:
        return suggestions
    made = {key[:3] for key, one in standing.items() if one.decision == "added"}
    keys = _keys(suggestions)
    decided = [standing.get(key) for key in keys]
    waiting = [one is None and key[:3] not in made for key, one in zip(keys, decided, strict=True)]
    dismissed = [one is not None and one.decision == "rejected" for one in decided]
    kinds = pd.MultiIndex.from_frame(suggestions[KIND])
    silenced = kinds.isin(kinds[dismissed])
    return suggestions[waiting & ~silenced]


def without_dismissals(ruled: Ruled, suggestions: pd.DataFrame, home: Mapping[Key, Key]) -> Ruled:
    """Leave the decisions that dismissed a suggestion out of those whose row is gone."""
    rejected = [one for one in ruled.orphans if one.decision == "rejected"]
    if not rejected:
        return ruled
    asked = {*_keys(suggestions)}
    silent = {one.number for one in rejected if dismisses(one) or home.get(one.key, one.key) in asked}
    return replace(ruled, orphans=tuple(one for one in ruled.orphans if one.number not in silent))


def made_row(row: Any, changes: Mapping[str, str | float] | None = None, remark: str = "") -> Verdict:
    """Return the decision that makes a row of a suggestion, given as a named tuple, as it stands but for some cells."""
    cells = {name: getattr(row, name) for name in (*NEEDED, *BESIDE)}
    return Verdict(key_of_row(row), "added", remark, made_cells(cells, changes or {}), str(row.document))


def made_cells(row: Mapping[str, Any], typed: Mapping[str, str | float]) -> dict[str, Any]:
    """Return the cells that a decision to make a row holds: those proposed but for what was typed.

    A bound or range (超过7600) stays one until a value or a unit is typed, which is exact.
    """
    cells = {name: _cell(row[name]) for name in (*NEEDED, *BESIDE)} | dict(typed)
    if "value" in typed or "unit" in typed:
        cells |= {"qualifier": "exact", "low": cells["value"], "high": cells["value"]}
    return cells


def dismissal(row: Any, remark: str = "") -> Verdict:
    """Return the decision that a suggestion, and those of its kind in its document, are no rows."""
    return Verdict(key_of_row(row), "rejected", f"{DISMISSED} {remark}".strip(), file=str(row.document))


def dismisses(verdict: Verdict) -> bool:
    """Tell whether a decision was made about a suggestion, which is no row and whose row cannot be gone."""
    return verdict.decision == "rejected" and verdict.reason.partition(" ")[0] == DISMISSED


def _keys(suggestions: pd.DataFrame) -> list[Key]:
    columns = [suggestions[name].tolist() for name in Key._fields]
    return [Key(*parts) for parts in zip(*columns, strict=True)]


def _cell(value: Any) -> Any:
    """Return a cell as decisions hold it: a day as text, a number as Python's own."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
