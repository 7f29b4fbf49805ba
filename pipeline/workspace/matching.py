"""Find the row that each decision is about, also where reading anew gave it another period or a wider span."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pipeline.workspace.verdicts import Key, Verdict

_CARRIED = {"accepted", "corrected", "rejected", "added"}


def positions(extracted: pd.DataFrame, standing: Mapping[Key, Verdict]) -> dict[Key, int]:
    """Find the row of each decision that has one, by its position in the table; each row has one decision at most.

    A row that still has the decision's own key comes first. Else the decision follows its number: the row of the same
    document, indicator and measure whose span overlaps, where only one can be meant.
    """
    wanted = {key: one for key, one in standing.items() if one.decision in _CARRIED}
    digests = {key.digest for key in wanted}
    near = extracted[[*Key._fields, "derived"]]
    near = near.reset_index(drop=True)[near["digest"].isin(digests).to_numpy()]
    found: dict[Key, int] = {}
    free: dict[tuple[str, str, str], list[tuple[int, Key, bool]]] = {}
    for place, *parts, derived in near.itertuples(name=None):
        key = Key(*parts)
        if key in wanted and not (derived and wanted[key].decision == "added"):
            found[key] = int(place)
        else:
            free.setdefault((key.digest, key.indicator, key.measure), []).append((int(place), key, derived))
    left = ((key, one) for key, one in wanted.items() if key not in found)
    return found | dict(_followed(left, free))


def _followed(
    verdicts: Iterator[tuple[Key, Verdict]], free: Mapping[tuple[str, str, str], list[tuple[int, Key, bool]]]
) -> Iterator[tuple[Key, int]]:
    """Yield the decisions that lost their row, with the row that each goes to; none where two go to one."""
    claims: dict[int, list[Key]] = {}
    for key, one in verdicts:
        there = [
            row for row in free.get((key.digest, key.indicator, key.measure), ())
            if row[1].start < key.end and key.start < row[1].end
        ]  # fmt: skip
        same = [row for row in there if row[1].period == key.period]
        printed = [row for row in there if not row[2]]
        if one.decision == "added":  # which says itself what the period is
            chosen = [row for row in printed if row in same]
        else:
            chosen = same or [row for row in printed if not _may_be_computed(key, one.decision, row[1])]
        if len(chosen) == 1:
            claims.setdefault(chosen[0][0], []).append(key)
    for place, keys in claims.items():
        if len(keys) == 1:
            yield keys[0], place


def _may_be_computed(key: Key, decision: str, row: Key) -> bool:
    """Say whether the decision may be about last year's level, which has the span of this row and the year before.

    What is computed cannot be corrected, so a correction is about the printed figure.
    """
    years = key.period[:4], row.period[:4]
    if decision == "corrected" or row.measure != "level" or not all(map(str.isdecimal, years)):
        return False
    return int(years[0]) + 1 == int(years[1])


def near_rows(extracted: pd.DataFrame, keys: set[Key]) -> pd.Series[Any]:
    """Return the ids of all rows that decisions with these keys may be about."""
    rows = extracted.loc[extracted["digest"].isin({key.digest for key in keys}), ["id", *Key._fields]]
    spans: dict[tuple[str, str, str], list[Key]] = {}
    for key in keys:
        spans.setdefault((key.digest, key.indicator, key.measure), []).append(key)
    touched = [
        any(start < key.end and key.start < end for key in spans.get((digest, indicator, measure), ()))
        for _, digest, start, end, indicator, measure, _ in rows.itertuples(index=False, name=None)
    ]
    return rows.loc[touched, "id"]
