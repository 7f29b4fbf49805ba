"""Choose rows of the table: which indicators, whom they are about, which years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from app.charts.period_parts import with_parts
from pipeline.areas_apart import with_areas
from pipeline.comparable import compared_years
from pipeline.reference_series import RULE
from pipeline.stored import EVERY, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.stored import StoredTable

PLACES, SUBJECTS, ALL = "places", "subjects", "all"
ABOUT = (PLACES, SUBJECTS, ALL)
MOST_INDICATORS_AT_START = 2
MOST_NAMES = 50  # places or subjects, which no chart of one indicator holds together
DATED = ["year", "period", "period_start", "period_end", "period_source"]
NARROW = ["indicator", "place", "area", "subject", "measure", *DATED]
# Rows that were read from documents and that no reader rejected; of these, those that stand in a year's comparison.
READ_AND_IN_FORCE = Where(without={"review": ["rejected"], "rule": [RULE]})
IN_YEARS = replace(READ_AND_IN_FORCE, in_years=True)


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader asked for; empty names, years and parts of the year mean all."""

    indicators: tuple[str, ...]
    about: str = ALL
    names: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    planned: bool = True
    derived: bool = True
    kind: str = ALL
    parts: tuple[str, ...] = ()


def present_indicators(table: StoredTable, catalogue: Mapping[str, Any], where: Where = EVERY) -> list[str]:
    """List the indicators that rows of the table have, in the catalogue's order."""
    return indicators_of(table.counts(["indicator"], where), catalogue)


def indicators_of(rows: pd.DataFrame, catalogue: Mapping[str, Any]) -> list[str]:
    """List the indicators of rows, in the catalogue's order."""
    held = set(rows["indicator"])
    return [*(entry for entry in catalogue if entry in held), *sorted(held - set(catalogue))]


def present_names(table: StoredTable, about: str) -> list[str]:
    """List places, subjects or both that rows are about, most frequent first."""
    return most_frequent(named(table.counts(["subject", "area"]), about))


def most_frequent(told: pd.DataFrame) -> list[str]:
    """List the names of counted rows, most frequent first, of equals in order of their names."""
    counts = told.groupby("who")["count"].sum()
    return [*counts.sort_values(ascending=False, kind="stable").index]


def present_years(table: StoredTable, where: Where = EVERY) -> list[int]:
    """List the years that rows of the table have."""
    return years_of(table.counts(["year"], where))


def years_of(rows: pd.DataFrame) -> list[int]:
    """List the years of rows."""
    return sorted(int(year) for year in rows["year"].dropna().unique())


def with_ids(rows: pd.DataFrame, ids: Iterable[str]) -> pd.Series[bool]:
    """Tell which rows have one of these ids."""
    # As objects: pandas would first make an Arrow array of the many that are looked for, ten times slower.
    return rows["id"].astype(object).isin(set(ids))


def named(table: pd.DataFrame, about: str) -> pd.DataFrame:
    """Keep rows about whole places, about subjects or all; `who` names what each is about, areas of one name apart."""
    table = with_areas(table)
    subject = table["subject"].fillna("")
    own = subject != ""
    if about != ALL:
        table = table[~own] if about == PLACES else table[own]
        subject, own = subject[table.index], own[table.index]
    return table.assign(who=subject.where(own, table["area"]))


def selected(table: StoredTable, wanted: Selection) -> pd.DataFrame:
    """Give the rows of the table asked for, as `select` does."""
    return select(asked(table, wanted), wanted)


def asked(table: StoredTable, wanted: Selection) -> pd.DataFrame:
    """Give the rows of the table that `select` chooses from."""
    where = Where({"indicator": wanted.indicators}, names=wanted.names, years=wanted.years)
    return table.rows(about_whom(where, wanted.about))


def about_whom(where: Where, about: str) -> Where:
    """Mean of some rows those about whole places, about subjects or all."""
    if about == ALL:
        return where
    return (
        where.also(subject=[""])
        if about == PLACES
        else replace(where, without={**where.without, "subject": [""]})
    )


def select(table: pd.DataFrame, wanted: Selection) -> pd.DataFrame:
    """Give the rows asked for, with `who`, `kind`, `part` and `official` beside them, by indicator, name and period.

    Names of places come before those of subjects.
    """
    table = with_areas(table)
    asked = table["indicator"].isin(wanted.indicators)
    if wanted.years:
        asked &= compared_years(table).isin(wanted.years).astype(bool)
    if not wanted.planned:
        asked &= table["status"] != "planned"
    if not wanted.derived:
        asked &= ~table["derived"].astype(bool)
    at = np.flatnonzero(asked)
    # Only the columns that choose and sort are looked at until it is known which rows are wanted.
    narrow = named(table[NARROW].take(at).assign(at=at), wanted.about)
    if wanted.names:
        whole = narrow["place"].where(narrow["subject"].fillna("") == "", "")
        # a bare name, as links had it before areas of one name were told apart, means all of them
        narrow = narrow[narrow["who"].isin(wanted.names) | whole.isin(wanted.names)]
    narrow = with_parts(narrow)
    if wanted.kind != ALL:
        narrow = narrow[narrow["kind"] == wanted.kind]
    if wanted.parts:
        narrow = narrow[narrow["part"].isin(wanted.parts)]
    order = {indicator: number for number, indicator in enumerate(wanted.indicators)}
    narrow = in_order(narrow, order)
    added = {name: narrow[name].array for name in ("who", "kind", "part")}
    chosen = table.take(narrow["at"].to_numpy())
    return chosen.assign(**added, official=chosen["rule"] == RULE)


def in_order(rows: pd.DataFrame, order: Mapping[str, int]) -> pd.DataFrame:
    """Sort rows by the order of their indicators, then name (places first), period and measure."""
    columns = ["order", "subjects", "who", "year", "period", "measure"]
    codes = pd.DataFrame(
        {
            "order": rows["indicator"].map(order),
            "subjects": rows["subject"].fillna("") != "",
            **{name: pd.factorize(rows[name], sort=True, use_na_sentinel=True)[0] for name in columns[2:]},
        },
        index=rows.index,
    )
    for name in columns[2:]:
        codes[name] = codes[name].where(codes[name] >= 0, len(codes))
    return rows.take(np.lexsort([codes[name].to_numpy() for name in reversed(columns)]))


def usual_about(rows: pd.DataFrame, indicators: tuple[str, ...]) -> str:
    """Start with whole places where every chosen indicator has such rows, else with all."""
    whole = rows.loc[rows["subject"].fillna("") == "", "indicator"].unique()
    return PLACES if indicators and {*whole} >= {*indicators} else ALL


def telling_indicators(
    table: StoredTable, catalogue: Mapping[str, Any], most: int = MOST_INDICATORS_AT_START
) -> list[str]:
    """Choose the indicators with most to compare, each of another unit.

    Levels that differ over the years of one place count most, then growth rates, then being recent.
    """
    whole = IN_YEARS.also(subject=[""])
    told = table.counts(["indicator", "measure", "year"], whole)
    years = told[told["measure"] == "level"].groupby("indicator")["year"].nunique()
    changes = most_changes(table, whole.also(measure=["level"]), years)
    growth = told[told["measure"] == "yoy"].groupby("indicator")["count"].sum().clip(upper=2)
    recent = told.groupby("indicator")["year"].max().fillna(0)
    order = {indicator: number for number, indicator in enumerate(catalogue)}
    units: dict[str, str] = {}
    for indicator in sorted(
        changes.index,
        key=lambda one: (-changes[one] - growth.get(one, 0), -int(recent[one]), order.get(one, 0)),
    ):
        entry = catalogue.get(indicator)
        units.setdefault(entry.unit if entry is not None else "", str(indicator))
    return list(units.values())[:most]


def most_changes(table: StoredTable, levels: Where, years: pd.Series[int]) -> pd.Series[int]:
    """Give for each indicator how many years, or different values where those are fewer, one place has at most.

    `years` says how many all places together have: where the place with most figures has as many, no other is looked at.
    """
    counts = table.counts(["indicator", "area"], levels).sort_values("count", ascending=False, kind="stable")
    first = counts.drop_duplicates("indicator")["area"]
    found = _changes(table, levels.also(area=[*first.unique()]))
    open_ones = found.index[found < years.reindex(found.index)]
    return (
        _changes(table, levels.also(indicator=[*open_ones])).combine_first(found) if len(open_ones) else found
    )


def _changes(table: StoredTable, levels: Where) -> pd.Series[int]:
    told = table.distinct(["indicator", "area"], ["year", "value"], levels)
    return told[["year", "value"]].min(axis="columns").groupby(told["indicator"]).max()
