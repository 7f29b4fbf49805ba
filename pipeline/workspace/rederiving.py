"""Compute last year's levels again where a person corrected what they were computed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.table import id_of

_PAIR = ("indicator", "place", "subject", "period", "status")  # what a level and its growth have in common
_TAKEN = ("indicator", "place", "place_code", "subject", "unit")


@dataclass(frozen=True, slots=True)
class Rederived:
    """Hold the ids of computed rows that no longer hold as they are, and those that take their place."""

    gone: set[str]
    rows: list[dict[str, Any]]


def rederived(extracted: pd.DataFrame, decided: Mapping[str, dict[str, Any]], affected: set[str]) -> Rederived:
    """Return what changes in the computed rows when the rows with the ids `affected` are as `decided` says.

    A computed row's id is made of the ids of its level and its growth, so the two are found again by it. The new row
    keeps the period of the old one: where the period itself was corrected, nothing is computed.
    """
    gone, rows = set(), []
    for derived, level, growth in _pairs(extracted, affected):
        if level["id"] not in affected and growth["id"] not in affected:
            continue
        gone.add(derived["id"])
        now = decided.get(level["id"], level), decided.get(growth["id"], growth)
        if (made := _again(derived, (level, growth), now)) is not None:
            rows.append(made)
    return Rederived(gone, rows)


def _pairs(extracted: pd.DataFrame, affected: set[str]) -> Iterator[tuple[dict[str, Any], ...]]:
    """Yield each computed row of the documents concerned with the level and the growth that it comes from."""
    digests = set(extracted.loc[extracted["id"].isin(affected), "digest"])
    near = extracted[extracted["digest"].isin(digests)]
    texts = near.astype(object).where(near.notna(), None).to_dict("records")
    levels = {
        (row["digest"], row["start"], row["indicator"]): row
        for row in texts
        if row["measure"] == "level" and not row["derived"]
    }
    growths = [row for row in texts if row["measure"] == "yoy"]
    for row in texts:
        level = levels.get((row["digest"], row["start"], row["indicator"])) if row["derived"] else None
        growth = level and next((one for one in growths if id_of(level["id"], one["id"]) == row["id"]), None)
        if level and growth:
            yield row, level, growth


def _again(
    derived: dict[str, Any], before: tuple[dict[str, Any], ...], now: tuple[dict[str, Any], ...]
) -> dict[str, Any] | None:
    level, growth = now
    if "rejected" in (level["review"], growth["review"]) or level["period"] != before[0]["period"]:
        return None
    if any(level[name] != growth[name] for name in _PAIR) or level["status"] != "actual" or growth["value"] <= -100:
        return None
    value = level["value"] / (1 + growth["value"] / 100)
    dates = {name: str(derived[name] or "") for name in ("period_start", "period_end", "published")}
    printed = level["value_text"] if level["value"] == before[0]["value"] else f"{level['value']:.12g}{level['unit']}"
    bounds = (
        {"low": value, "high": value, "qualifier": "exact"}
        if level["qualifier"] == "exact"
        else {name: level[name] and level[name] * value / level["value"] for name in ("low", "high")}
    )
    taken = {name: level[name] for name in _TAKEN}
    return derived | dates | taken | bounds | {
        "value": value, "derivation": f"{printed} ÷ (1 + {growth['value']:g}%)"
    }  # fmt: skip
