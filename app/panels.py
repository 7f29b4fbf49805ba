"""Arrange chosen rows into panels: figures that may stand on one axis, one scale, equal decimals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.amounts import AUTO, Scale, choose_scale, unit_name
from app.labels import (
    axis_label,
    growth_label,
    indicator_name,
    level_label,
    series_name,
    source_words,
    title_of,
)
from app.period_labels import period_kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.wording import Wording

MOST_SERIES = 5  # more columns a year than this cannot be told apart
FULL = 0.7  # of the places for columns must be taken, or the columns stand far from their label
FARTHEST_APART = 50  # the largest level of one indicator against that of another on the same axis
MARKS = ("planned", "derived", "bound", "about", "range", "unstated", "scope", "left_out")


@dataclass(frozen=True, slots=True)
class Point:
    """One figure as drawn: where, how high (in base units), and what it stands for."""

    id: str
    x: str
    value: float
    label: str
    planned: bool
    derived: bool


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of one place or subject: levels as columns, growth as a line."""

    name: str
    levels: tuple[Point, ...]
    growths: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """What one picture shows."""

    title: str
    unit: str
    scale: Scale
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    rank: bool
    marks: tuple[str, ...]
    sources: tuple[str, ...]
    left_out: int
    indicators: tuple[str, ...]
    who: tuple[str, ...]

    @property
    def across(self) -> bool:
        """Whether bars lie across: one period of many, or more or sparser series than can stand side by side."""
        drawn = [len(one.levels) for one in self.series if one.levels]
        places = len(drawn) * len(self.periods)
        sparse = len(drawn) > 2 and sum(drawn) < FULL * places
        return (
            not self.rank
            and len(drawn) > 1
            and (len(self.periods) == 1 or len(drawn) > MOST_SERIES or sparse)
        )


def arrange(rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording, scale: str = AUTO) -> list[Panel]:
    """Arrange the rows of `selection.select` into panels, in the order of the rows."""
    rows = rows[rows["measure"].isin(["level", "yoy"]) & rows["value"].notna()]
    if rows.empty:
        return []
    kinds = [
        period_kind(str(period), None if pd.isna(start) else start)
        for period, start in zip(rows["period"].fillna(""), rows["period_start"], strict=True)
    ]
    rows = rows.assign(kind=kinds, axis_unit=[axis_unit(row, catalogue) for row in rows.itertuples()])
    panels = []
    for (_, unit), group in rows.groupby(["kind", "axis_unit"], sort=False):
        panels += [panel_of(part, str(unit), catalogue, say, scale) for part in split(group)]
    return panels


def scales_drawn(panels: Sequence[Panel]) -> dict[str, Scale]:
    """Tell at which scale each drawn row is written, so that a table beside holds the same numbers."""
    return {
        point.id: panel.scale
        for panel in panels
        for one in panel.series
        for point in (*one.levels, *one.growths)
    }


def axis_unit(row: Any, catalogue: Mapping[str, Any]) -> str:
    """Give the unit of the axis that a row belongs to: of growth, the unit of its indicator's levels."""
    if row.measure == "level":
        return str(row.unit)
    entry = catalogue.get(row.indicator)
    return str(entry.unit) if entry is not None else ""


def split(group: pd.DataFrame) -> list[pd.DataFrame]:
    """Keep indicators of one unit together while they can be read together, else one panel each."""
    levels = group[group["measure"] == "level"]
    tops = levels["value"].abs().groupby(levels["indicator"]).max()
    apart = len(tops) > 1 and tops.max() > FARTHEST_APART * max(float(tops.min()), 1e-9)
    many = len(group.groupby(["indicator", "who"])) > MOST_SERIES
    about_subjects = (group["who"] != group["place"]).any()
    if len(set(group["indicator"])) > 1 and (apart or many or about_subjects):
        return [part for _, part in group.groupby("indicator", sort=False)]
    return [group]


def panel_of(rows: pd.DataFrame, unit: str, catalogue: Mapping[str, Any], say: Wording, scale: str) -> Panel:
    """Build one panel from rows of one unit and one kind of period."""
    levels = rows[rows["measure"] == "level"]
    printed = levels[~levels["derived"].astype(bool)]
    chosen = choose_scale(printed["value"] if len(printed) else levels["value"], unit, say.language, scale)
    kept = latest(rows)
    names = {name: indicator_name(name, catalogue, say) for name in dict.fromkeys(rows["indicator"])}
    who = tuple(dict.fromkeys(rows["who"]))
    series = []
    for (indicator, about), part in kept.groupby(["indicator", "who"], sort=False):
        label = series_name(names[indicator], str(about), len(names) > 1, len(who) > 1)
        series.append(series_of(part, label, chosen, say))
    ordered = kept.sort_values(["year", "period_end"], kind="stable")
    return Panel(
        title=title_of(list(names.values()), list(who), say),
        unit=f"{chosen.word}{unit_name(unit, say.language)}".strip(),
        scale=chosen,
        periods=tuple(dict.fromkeys(axis_label(row, say) for row in ordered.itertuples())),
        series=tuple(series),
        rank=unit == "位",
        marks=marks_of(kept, len(rows) - len(kept)),
        sources=sources_of(kept, say),
        left_out=len(rows) - len(kept),
        indicators=tuple(names),
        who=who,
    )


def latest(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep one row for one fact: a printed one before a computed, then the latest published, the surest."""
    facts = ["indicator", "who", "measure", "kind", "year", "period", "status"]
    ranked = rows.sort_values(
        ["derived", "published", "confidence"], ascending=[True, False, False], kind="stable"
    )
    axis = rows["kind"].eq("year")
    facts = [fact for fact in facts if fact != "period"] if bool(axis.all()) else facts
    return rows.loc[rows.index.isin(ranked.drop_duplicates(facts).index)]


def series_of(part: pd.DataFrame, name: str, scale: Scale, say: Wording) -> Series:
    """Make the points of one series."""
    points: dict[str, list[Point]] = {"level": [], "yoy": []}
    for row in part.sort_values(["year", "period_end"], kind="stable").itertuples():
        label = level_label(row, scale) if row.measure == "level" else growth_label(row)
        points[row.measure].append(
            Point(
                str(row.id), axis_label(row, say), float(row.value), label,
                row.status == "planned", bool(row.derived),
            )
        )  # fmt: skip
    return Series(name, tuple(points["level"]), tuple(points["yoy"]))


def marks_of(rows: pd.DataFrame, left_out: int) -> tuple[str, ...]:
    """List the marks present, so that the note explains just these."""
    qualifiers = set(rows["qualifier"])
    present = {
        "planned": (rows["status"] == "planned").any(),
        "derived": rows["derived"].astype(bool).any(),
        "bound": bool(qualifiers & {"over", "at_least", "nearly", "at_most"}),
        "about": "about" in qualifiers,
        "range": "range" in qualifiers,
        "unstated": (rows["period"].fillna("") == "").any(),
        "scope": (rows["scope"].fillna("") != "").any(),
        "left_out": left_out > 0,
    }
    return tuple(name for name in MARKS if present[name])


def sources_of(rows: pd.DataFrame, say: Wording) -> tuple[str, ...]:
    """List the publications that the rows come from, each once."""
    return tuple(dict.fromkeys(source_words(row, say) for row in rows.itertuples()))
