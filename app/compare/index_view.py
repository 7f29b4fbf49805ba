"""Write levels as an index: the same period of a base year is 100."""

from __future__ import annotations

import pandas as pd

from app.charts.panel_rows import kept_of, told_of
from app.charts.views import INDEX_UNIT
from pipeline.comparable import printed
from pipeline.doubts import DOUBT, lent
from pipeline.scopes import series_scopes

SERIES = ["indicator", "whose", "scope", "unit", "part", "official"]
AMOUNTS = ["value", "low", "high"]
FIRM = ("exact", "about")  # a bound is no base


def base_years(rows: pd.DataFrame) -> list[int]:
    """List the years that can be a base: some achieved level of theirs is printed or computed."""
    return sorted(int(year) for year in _bases(rows)["year"].dropna().unique())


def usual_base(rows: pd.DataFrame) -> int:
    """Start with the first year that all series have a figure of, or else the most."""
    bases = _bases(rows).drop_duplicates(["indicator", "who", "year"])
    counts = bases["year"].dropna().value_counts().sort_index()
    return int(counts.idxmax()) if len(counts) else 0


def indexed(rows: pd.DataFrame, base: int) -> tuple[pd.DataFrame, list[str]]:
    """Divide levels by that of the base year; give them, and the names of what has no figure there.

    Rows are those of `selection.select`. Each period is set against the same period of the base year.
    """
    rows = rows[rows["measure"] == "level"].fillna({"scope": "", "period": ""})
    alike = rows.assign(scope=series_scopes(rows), whose=told_of(rows))
    bases = _bases(alike).assign(who=lambda base: base["whose"])
    bases = kept_of(bases[bases["year"] == base].assign(x="", axis_unit="")).drop_duplicates(
        SERIES, keep="last"
    )
    bases = bases.set_index(SERIES)
    known = bases["value"]
    keys = pd.MultiIndex.from_frame(alike[SERIES])
    divisor = pd.Series(known.reindex(keys).to_numpy(), index=rows.index)
    there = divisor.notna()
    without = dict.fromkeys(alike["whose"]) if known.empty else dict.fromkeys(alike.loc[~there, "whose"])
    with_base = set(alike.loc[there, "whose"])
    shown = rows[there]
    amounts = {name: shown[name] / divisor[there] * 100 for name in AMOUNTS}
    if DOUBT in rows:
        shown = lent(shown, bases[DOUBT].reindex(keys[there.to_numpy()]))
    return shown.assign(**amounts, unit=INDEX_UNIT, value_text="", printed=printed(shown)), [
        str(name) for name in without if name not in with_base
    ]


def _bases(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[
        (rows["measure"] == "level")
        & (rows["status"] == "actual")
        & (rows["review"] != "rejected")
        & rows["qualifier"].isin(FIRM)
        & (rows["value"] > 0)
    ]
