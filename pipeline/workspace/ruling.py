"""Apply what people decided to the table as extracted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from pipeline.periods.labels import days_of
from pipeline.table import id_of
from pipeline.workspace.decidable import CORRECTABLE
from pipeline.workspace.laying import inserted, laid_out, replaced
from pipeline.workspace.matching import positions
from pipeline.workspace.rederiving import rederived
from pipeline.workspace.verdicts import Key, Verdict

BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Ruled:
    """Hold the table as decided, and the decisions whose row is no longer extracted.

    `carried` has, by the row's id, the decisions about a row that is read otherwise by now: another period, another span.
    """

    table: pd.DataFrame
    orphans: tuple[Verdict, ...]
    carried: Mapping[str, Verdict] = field(default_factory=dict)


def ruled(
    extracted: pd.DataFrame, standing: Mapping[Key, Verdict], files: Mapping[str, str] | None = None
) -> Ruled:
    """Return the table with every standing decision applied, conflicts marked anew; the other rows are not copied.

    An accepted row says so; a corrected one has the right values and keeps its id and place; a rejected one stays,
    marked, for the record; a number made a row by hand is added behind its neighbours. What was computed from a
    corrected row is computed again, what was computed from a rejected one goes. A number made a row by hand that is read
    as one by now is that row, with what the person stated. `extracted` has the columns `digest` and `fact`, and its
    conflicts are marked. `standing` has each decision by its key in today's text, `files` the name of each document by its
    digest: one that gives no row by itself is in no table.
    """
    found = positions(extracted, standing)
    by_hand = {key: one for key, one in standing.items() if one.decision == "added" and key not in found}
    if by_hand:
        files = {**(files or {}), **dict(zip(extracted["digest"], extracted["document"], strict=True))}
        by_hand = {
            key: replace(one, key=key, file=files[key.digest])
            for key, one in by_hand.items()
            if key.digest in files
        }
    placed = found.keys() | by_hand.keys()
    orphans = tuple(one for key, one in standing.items() if key not in placed)
    if not found and not by_hand:
        return Ruled(extracted, orphans)
    places = sorted(set(found.values()))
    read = {
        place: _written(row)
        for place, row in zip(places, extracted.iloc[places].to_dict("records"), strict=True)
    }
    rows = {read[place]["id"]: decided(read[place], standing[key]) for key, place in found.items()}
    carried = {
        read[place]["id"]: standing[key]
        for key, place in found.items()
        if _spot(standing[key].key)
        != tuple(read[place][name] for name in ("digest", "start", "end", "period"))
    }
    affected = {row["id"] for row in rows.values() if row["review"] in ("corrected", "rejected")}
    computed = rederived(extracted, rows, affected)
    kept = [row for id_, row in rows.items() if id_ not in computed.gone]
    anew = [*kept, *computed.rows]
    gone = computed.gone - {row["id"] for row in computed.rows}
    added = laid_out([row_by_hand(one) for one in by_hand.values()])
    fresh = laid_out(anew)
    table = inserted(replaced(extracted, fresh, gone), added)
    facts = {row["fact"] for row in read.values()} | set(fresh["fact"]) | set(added["fact"])
    facts |= set(extracted.loc[extracted["id"].isin(gone), "fact"])
    return Ruled(remarked(table, facts), orphans, carried)


def _spot(key: Key) -> tuple[object, ...]:
    return key.digest, key.start, key.end, key.period


def decided(row: dict[str, Any], verdict: Verdict) -> dict[str, Any]:
    """Return a row as one decision leaves it; one that says what a number is corrects what is read otherwise."""
    if verdict.decision == "added":
        told = {name: value for name, value in stated(verdict).items() if value != row[name]}
        verdict = replace(verdict, decision="corrected" if told else "accepted", changes=told)
    if verdict.decision != "corrected":
        return row | {"review": verdict.decision}
    changes = stated(verdict)
    made = row | changes | {"review": "corrected"}
    if "value" in changes:
        made |= {"low": changes["value"], "high": changes["value"], "qualifier": "exact"}
    return made | (_days(str(changes["period"]), made) if "period" in changes else {})


def stated(verdict: Verdict) -> dict[str, str | float]:
    """Return what a decision says of the columns that a person may correct."""
    return {name: value for name, value in verdict.changes.items() if name in CORRECTABLE}


def row_by_hand(verdict: Verdict) -> dict[str, Any]:
    """Return the row that a person made of a rejected number; it is exact where nothing else was stated."""
    key, row = verdict.key, dict(verdict.changes)
    exact = {"low": row["value"], "high": row["value"], "qualifier": "exact", "scope": ""}
    return exact | row | _days(str(row["period"]), row) | {
        "id": hand_id(key), "derived": False,
        "derivation": "", "confidence": 1.0, "rule": BY_HAND, "document": verdict.file,
        "start": key.start, "end": key.end, "mentions": 1, "repeats": "", "conflict": "", "review": "accepted",
        "digest": key.digest,
    }  # fmt: skip


def hand_id(key: Key) -> str:
    """Return the id of a row made by hand."""
    return id_of(*key, BY_HAND)


def key_of_row(row: Any) -> Key:
    """Name an extracted row, given as a named tuple."""
    return Key(row.digest, int(row.start), int(row.end), row.indicator, row.measure, row.period)


def marked(table: pd.DataFrame) -> pd.DataFrame:
    """Give a shared id to the printed figures of one fact that disagree; rejected ones disagree with nobody.

    As in `pipeline.table.Conflicts`, areas of one name are told apart by their codes where a fact has several.
    """
    asked = (table["fact"] != "") & (table["review"] != "rejected")
    counted = table.loc[asked, ["fact", "value", "place_code"]]
    coded = counted[counted["place_code"] != ""].groupby("fact")["place_code"].nunique()
    several = counted["fact"].isin(coded.index[coded > 1])
    shared = counted["fact"].where(~several, counted["fact"] + counted["place_code"])
    values = counted["value"].groupby(shared).nunique()
    disputed = shared.where(shared.isin(values.index[values > 1]), "")
    return table.assign(conflict=disputed.reindex(table.index, fill_value=""))


def remarked(table: pd.DataFrame, facts: set[str]) -> pd.DataFrame:
    """Mark the conflicts of some facts anew; those of the others hold."""
    touched = table["fact"].isin(facts - {""}).to_numpy(dtype=bool)
    if not touched.any():
        return table
    conflict = table["conflict"].copy()
    conflict.loc[touched] = marked(table.loc[touched, ["fact", "value", "review", "place_code"]])["conflict"]
    return table.assign(conflict=conflict)


def _written(row: dict[str, Any]) -> dict[str, Any]:
    """Write dates and missing cells as rows have them before they are laid out."""
    return dict(_cells(row))


def _cells(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if name in ("period_start", "period_end", "published"):
            yield name, "" if value is None or pd.isna(value) else str(value)
        else:
            yield name, None if pd.isna(value) else value


def _days(label: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that follow from a period's label; a single day is a point in time."""
    if not label:
        published = str(row["published"] or "")
        year = int(published[:4]) if published else None
        return {"period_start": "", "period_end": "", "year": year, "period_source": "document"}
    first, last = days_of(label)
    return {
        "period_start": "" if first == last else str(first),
        "period_end": str(last),
        "year": last.year,
        "period_source": "stated",
    }
