"""Choose rows of the table: which indicators, whom they are about, which years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

PLACES, SUBJECTS, ALL = "places", "subjects", "all"
ABOUT = (PLACES, SUBJECTS, ALL)
MOST_INDICATORS_AT_START = 2


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader asked for; empty names and years mean all."""

    indicators: tuple[str, ...]
    about: str = ALL
    names: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    planned: bool = True
    derived: bool = True


def in_force(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out the rows that a reader rejected; without any, the table itself is given."""
    rejected = table["review"] == "rejected"
    return table[~rejected] if rejected.any() else table


def present_indicators(table: pd.DataFrame, catalogue: Mapping[str, Any]) -> list[str]:
    """List the indicators that the table holds, in the catalogue's order."""
    held = set(table["indicator"])
    return [*(entry for entry in catalogue if entry in held), *sorted(held - set(catalogue))]


def present_names(table: pd.DataFrame, about: str) -> list[str]:
    """List places, subjects or both that rows are about, most frequent first."""
    return list(named(table, about)["who"].value_counts().index)


def present_years(table: pd.DataFrame) -> list[int]:
    """List the years of the rows."""
    return sorted(int(year) for year in table["year"].dropna().unique())


def named(table: pd.DataFrame, about: str) -> pd.DataFrame:
    """Keep rows about whole places, about subjects or all; `who` names what each is about."""
    subject = table["subject"].fillna("").astype(str)
    frame = table.assign(who=subject.where(subject != "", table["place"].fillna("").astype(str)))
    if about == PLACES:
        return frame[subject == ""]
    return frame[subject != ""] if about == SUBJECTS else frame


def select(table: pd.DataFrame, wanted: Selection) -> pd.DataFrame:
    """Give the rows asked for, without rejected ones, with `who` beside; by indicator, name (places first), period."""
    frame = named(in_force(table[table["indicator"].isin(wanted.indicators)]), wanted.about)
    if wanted.names:
        frame = frame[frame["who"].isin(wanted.names)]
    if wanted.years:
        frame = frame[frame["year"].isin(wanted.years)]
    if not wanted.planned:
        frame = frame[frame["status"] != "planned"]
    if not wanted.derived:
        frame = frame[~frame["derived"].astype(bool)]
    order = {indicator: number for number, indicator in enumerate(wanted.indicators)}
    return (
        frame.assign(order=frame["indicator"].map(order), part=frame["who"] != frame["place"])
        .sort_values(["order", "part", "who", "year", "period", "measure"], kind="stable", na_position="last")
        .drop(columns=["order", "part"])
    )


def usual_about(table: pd.DataFrame, indicators: tuple[str, ...]) -> str:
    """Start with whole places where every chosen indicator has such rows, else with all."""
    rows = named(table[table["indicator"].isin(indicators)], PLACES)
    return PLACES if indicators and set(rows["indicator"]) >= set(indicators) else ALL


def telling_indicators(
    table: pd.DataFrame, catalogue: Mapping[str, Any], most: int = MOST_INDICATORS_AT_START
) -> list[str]:
    """Choose the indicators with most to compare, each of another unit.

    Levels that differ over the years of one place count most, then growth rates, then being recent.
    """
    rows = named(in_force(table), PLACES)
    levels = rows[rows["measure"] == "level"].groupby(["indicator", "who"])[["year", "value"]].nunique()
    changes = levels.min(axis="columns").groupby("indicator").max()
    growth = rows[rows["measure"] == "yoy"].groupby("indicator")["id"].count().clip(upper=2)
    recent = rows.groupby("indicator")["year"].max()
    order = {indicator: number for number, indicator in enumerate(catalogue)}
    units: dict[str, str] = {}
    for indicator in sorted(
        changes.index,
        key=lambda one: (-changes[one] - growth.get(one, 0), -int(recent[one] or 0), order.get(one, 0)),
    ):
        entry = catalogue.get(indicator)
        units.setdefault(entry.unit if entry is not None else "", str(indicator))
    return list(units.values())[:most]
