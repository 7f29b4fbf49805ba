"""Prepare chosen rows for panels: the unit of their axis, which of several figures for one fact is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from app.amounts import shown_in
from app.charts.panel_scales import scale_for
from app.charts.period_parts import place_words, with_parts
from app.charts.views import COLUMNS, SHARES, View
from app.labels import name_words
from pipeline.comparable import in_years, opening
from pipeline.computed import BETWEEN_LEVELS, DIGITS
from pipeline.revisions import PREFERRED, REVISION, preferred
from pipeline.scopes import series_scopes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.amounts import Scale
    from app.wording import Wording

SERIES = ["indicator", "who", "scope", "official"]
TOLD_APART = 0.1  # percentage points; computed growth nearer to the printed one says the same
NEEDED = [
    "id", "indicator", "measure", "subject", "who", "scope", "period", "period_start", "period_end", "period_source",
    "year", "value", "high", "value_text", "unit", "qualifier", "status", "derived", "rule", "confidence", "document",
    "source", "title", "published", "conflict", "review", "kind", "part", "completion", "official",
    "locator", "title_stated", "doubt", REVISION, "printed", "of_earlier",
]  # fmt: skip
BLANKS = {
    "subject": "",
    "scope": "",
    "period": "",
    "qualifier": "exact",
    "conflict": "",
    "review": "pending",
    "locator": "",
    "doubt": "",
    REVISION: "",
    "value_text": "",
}


def drawable(rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording, view: View) -> pd.DataFrame:
    """Keep the rows that a panel can draw, with their place on its axis (`x`), its base unit and how that is `shown`.

    Names are written in the language; what is no figure of a year or a part of one is left out.
    """
    measures = ["share"] if view.chart == SHARES else ["level", "yoy"] if view.chart == COLUMNS else ["level"]
    kept = rows["measure"].isin(measures) & rows["value"].notna() & (rows["review"] != "rejected")
    rows = in_years(rows.loc[kept, [name for name in NEEDED if name in rows]])
    rows = rows.fillna(BLANKS)
    rows = rows.assign(scope=series_scopes(rows))
    rows = rows if "part" in rows else with_parts(rows)
    # Text as plain objects: what follows picks rows many times, and each text column of its own would cost.
    rows = rows.astype({name: object for name in rows if isinstance(rows[name].dtype, pd.StringDtype)})
    units = {name: entry.unit for name, entry in catalogue.items()}
    unit = rows["unit"].where(rows["measure"] != "yoy", rows["indicator"].map(units).fillna(""))
    return rows.assign(
        who=pd.Series(whose(rows, say), rows.index, dtype=object),
        opening=opening(rows).astype(bool),
        axis_unit=unit.astype(object),
        shown=pd.Series(shown_of(rows["indicator"], unit, catalogue, say, view), rows.index, dtype=object),
        x=pd.Series(places(rows, say), rows.index, dtype=object),
    )


def told_of(rows: pd.DataFrame) -> pd.Series[str]:
    """Give whom each row is about, or its document where nobody knows: those whom nobody names are not one."""
    return rows["who"].where(rows["who"] != "", rows["document"])


def whose(rows: pd.DataFrame, say: Wording) -> list[str]:
    """Name whom each row is about; where nobody knows, by its document as soon as another stands beside it."""
    apart = len(told_of(rows).unique()) > 1
    return [
        say("chart.nameless", document=document) if apart and not who else name_words(str(who), say)
        for who, document in zip(rows["who"], rows["document"], strict=True)
    ]


def shown_of(
    indicators: pd.Series[str], units: pd.Series[str], catalogue: Mapping[str, Any], say: Wording, view: View
) -> list[Scale]:
    """Give the unit that each row's figure is shown in."""
    known = {
        pair: scale_for(pair[1], shown_in(pair[0], catalogue), say.language, view)
        for pair in set(zip(indicators, units, strict=True))
    }
    return [known[pair] for pair in zip(indicators, units, strict=True)]


def places(rows: pd.DataFrame, say: Wording) -> list[str]:
    """Write each row's place on the axis of periods."""
    if rows.empty:
        return []
    known: dict[tuple[object, ...], str] = {}
    found = []
    for key in zip(rows["kind"], rows["part"], rows["year"], rows["period"], strict=True):
        if key not in known:
            kind, part, year, period = key
            known[key] = place_words(kind, part, None if pd.isna(year) else int(year), period, say)
        found.append(known[key])
    return found


def kept_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep one row for one fact: a printed one before a computed, an exact one before a rough, the latest, the surest.

    Growth computed from two levels stands beside a printed one that differs from it, a computed level beside an official
    one that does.
    """
    computed = rows["rule"] == BETWEEN_LEVELS
    facts = [*SERIES, "measure", "kind", "x", "status", "between"]
    looked_at = [*facts, *(name for name in PREFERRED if name in rows)]  # all columns would cost
    ranked = preferred(rows.assign(between=computed)[looked_at])
    kept = rows.loc[rows.index.isin(ranked.drop_duplicates(facts).index)]
    kept = kept[~said_already(kept)] if computed.any() else kept
    return kept[~said_officially(kept)] if kept["official"].any() else kept


def said_already(kept: pd.DataFrame) -> pd.Series[bool]:
    """Tell which computed growth says the same as the printed growth of the same period."""
    growth = kept[kept["measure"] == "yoy"]
    between = growth["rule"] == BETWEEN_LEVELS
    keys = pd.Series(
        [*zip(*(growth[name] for name in [*SERIES, "x"]), strict=True)], growth.index, dtype=object
    )
    printed = dict(zip(keys[~between], growth.loc[~between, "value"], strict=True))
    near = (growth["value"] - keys.map(printed).astype("float64")).abs() < TOLD_APART
    return (near & between).reindex(kept.index, fill_value=False)


def said_officially(kept: pd.DataFrame) -> pd.Series[bool]:
    """Tell which computed levels say the same as the official figure of their period, to a computed one's digits."""
    levels = kept[kept["measure"] == "level"]
    facts = ["indicator", "who", "scope", "kind", "x", "status"]
    keys = pd.Series([*zip(*(levels[name] for name in facts), strict=True)], levels.index, dtype=object)
    official = levels["official"].astype(bool)
    known = dict(zip(keys[official], levels.loc[official, "value"], strict=True))
    values = keys.map(known).astype("float64")
    step = 10.0 ** (np.floor(np.log10(values.where(values > 0))) - DIGITS + 1)
    near = (levels["value"] - values).abs() <= step / 2
    return (near & ~official & levels["derived"].astype(bool)).reindex(kept.index, fill_value=False)


def disputed_of(rows: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """Give the other figures of the facts about which documents contradict each other, each value once."""
    contradicted = rows["conflict"] != ""
    if REVISION in rows:
        contradicted &= rows[REVISION] == ""
    disputed = rows[contradicted & (rows["measure"] != "yoy")]
    if disputed.empty:
        return disputed
    values = ["conflict", "value"]
    others = disputed[disputed["conflict"].isin(kept["conflict"]) & ~disputed.index.isin(kept.index)]
    drawn = pd.MultiIndex.from_frame(kept[values])
    return others[~pd.MultiIndex.from_frame(others[values]).isin(drawn)].drop_duplicates(values)
