"""Apply what people decided to the table as extracted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.periods.labels import days_of
from pipeline.table import fact_of, framed, id_of
from pipeline.workspace.rederiving import rederived
from pipeline.workspace.verdicts import Key, Verdict

CORRECTABLE = ("value", "unit", "indicator", "period", "place", "place_code", "subject", "status")
BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Ruled:
    """Hold the table as decided, and the decisions whose row is no longer extracted."""

    table: pd.DataFrame
    orphans: tuple[Verdict, ...]


def ruled(extracted: pd.DataFrame, standing: Mapping[Key, Verdict]) -> Ruled:
    """Return the table with every standing decision applied, conflicts marked anew.

    An accepted row says so; a corrected one has the right values and keeps its id; a rejected one stays, marked, for
    the record; a number made a row by hand is added. What was computed from a corrected row is computed again, what
    was computed from a rejected one goes. `extracted` has the columns `digest` and `fact`.
    """
    known = set(extracted["digest"])
    found = positions(extracted, standing)
    by_hand = [one for one in standing.values() if one.decision == "added" and one.key.digest in known]
    orphans = tuple(one for key, one in standing.items() if key not in found and one not in by_hand)
    if not found and not by_hand:
        return Ruled(marked(extracted), orphans)
    touched = extracted.iloc[sorted(set(found.values()))]
    rows: dict[str, dict[str, Any]] = {}
    for key, place in found.items():
        row = _written(extracted.iloc[place].to_dict())
        rows[row["id"]] = decided(row, standing[key])
    affected = {row["id"] for row in rows.values() if row["review"] in ("corrected", "rejected")}
    computed = rederived(extracted, rows, affected)
    rows = {id_: row for id_, row in rows.items() if id_ not in computed.gone}
    gone = set(touched["id"]) | computed.gone
    added = [row_by_hand(one) for one in by_hand]
    changed = [*rows.values(), *computed.rows, *added]
    fresh = framed(changed).assign(
        digest=pd.Series([row["digest"] for row in changed], dtype="str"),
        fact=pd.Series([fact_of(row) for row in changed], dtype="str"),
    )
    table = pd.concat([extracted[~extracted["id"].isin(gone)], fresh], ignore_index=True)
    return Ruled(marked(table.sort_values(["document", "start"], kind="stable", ignore_index=True)), orphans)


def positions(extracted: pd.DataFrame, standing: Mapping[Key, Verdict]) -> dict[Key, int]:
    """Find the row of each decision that has one, by its position in the table."""
    digests = {key.digest for key in standing}
    near = extracted[["digest", "start", "end", "indicator", "measure", "period"]]
    near = near.reset_index(drop=True)[near["digest"].isin(digests).to_numpy()]
    found = {}
    for place, digest, start, end, indicator, measure, period in near.itertuples(name=None):
        key = Key(digest, int(start), int(end), indicator, measure, period)
        if key in standing and standing[key].decision != "added":
            found[key] = int(place)
    return found


def decided(row: dict[str, Any], verdict: Verdict) -> dict[str, Any]:
    """Return a row as one decision leaves it."""
    if verdict.decision != "corrected":
        return row | {"review": verdict.decision}
    changes = {name: value for name, value in verdict.changes.items() if name in CORRECTABLE}
    made = row | changes | {"review": "corrected"}
    if "value" in changes:
        made |= {"low": changes["value"], "high": changes["value"], "qualifier": "exact"}
    return made | (_days(str(changes["period"])) if "period" in changes else {})


def row_by_hand(verdict: Verdict) -> dict[str, Any]:
    """Return the row that a person made of a rejected number."""
    key, row = verdict.key, dict(verdict.changes)
    parts = (key.digest, key.start, key.end, key.indicator, key.measure, key.period, BY_HAND)
    return row | _days(str(row["period"])) | {
        "id": id_of(*parts), "low": row["value"], "high": row["value"], "qualifier": "exact", "derived": False,
        "derivation": "", "confidence": 1.0, "rule": BY_HAND, "scope": "", "document": verdict.file,
        "start": key.start, "end": key.end, "mentions": 1, "repeats": "", "conflict": "", "review": "accepted",
        "digest": key.digest,
    }  # fmt: skip


def marked(table: pd.DataFrame) -> pd.DataFrame:
    """Give a shared id to the printed figures of one fact that disagree; rejected ones disagree with nobody."""
    counted = table.loc[(table["fact"] != "") & (table["review"] != "rejected"), ["fact", "value"]]
    values = counted.groupby("fact")["value"].nunique()
    disputed = table["fact"].isin(values.index[values > 1]) & (table["review"] != "rejected")
    return table.assign(conflict=table["fact"].where(disputed, ""))


def _written(row: dict[str, Any]) -> dict[str, Any]:
    """Write dates and missing cells as rows have them before they are laid out."""
    return dict(_cells(row))


def _cells(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if name in ("period_start", "period_end", "published"):
            yield name, "" if value is None or pd.isna(value) else str(value)
        else:
            yield name, None if pd.isna(value) else value


def _days(label: str) -> dict[str, Any]:
    """Return the columns that follow from a period's label; a single day is a point in time."""
    if not label:
        return {"period_start": "", "period_end": ""}
    first, last = days_of(label)
    return {"period_start": "" if first == last else str(first), "period_end": str(last), "year": last.year}
