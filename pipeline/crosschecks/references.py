"""Check extracted figures against a series of official ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.comparable import counted, printed
from pipeline.crosschecks.finding import Finding, finding
from pipeline.indicators import Indicator
from pipeline.rounding import half_step, half_steps

_YEAR_END = "-12-31"
_KEY = ["place", "said_of", "indicator", "measure", "unit"]
_SLACK = 1e-9  # of floating point, as a share of the figure


def off_reference(
    table: pd.DataFrame, entries: Mapping[str, Indicator], reference: pd.DataFrame
) -> Iterator[Finding]:
    """Yield exact actual figures that differ from every official figure of the same fact by more than rounding.

    `reference` holds rows as pipeline/reference_series.py makes them, values in base units.
    """
    official = reference[(reference["status"] == "actual") & reference["value"].notna()]
    if official.empty:
        return
    official = official.assign(said_of=_said_of(official))
    places = set(official["place"])
    asked = (table["status"] == "actual") & (table["qualifier"] == "exact") & (table["subject"] == "")
    rows = counted(table[asked & (table["scope"] == "") & table["place"].isin(places)])
    rows = rows.assign(said_of=_said_of(rows), printed=printed(rows))
    pairs = rows.merge(
        official[[*_KEY, "value", "value_text", "source"]], on=_KEY, suffixes=("", "_official")
    )
    off = (pairs["value"] - pairs["value_official"]).abs()
    exact = [
        half_step(*both) for both in zip(pairs["value_text_official"], pairs["value_official"], strict=True)
    ]
    slack = half_steps(pairs) + pd.Series(exact, index=pairs.index) + _SLACK * pairs["value"].abs()
    pairs = pairs.assign(off=off, differs=off > slack)
    differing = pairs[pairs.groupby("id")["differs"].transform("all")]
    for one in differing.sort_values("off").drop_duplicates("id").itertuples():
        yield finding(
            "reference",
            (one.id,),
            entries[one.indicator],
            (one.place, one.period),
            amount=one.printed,
            reference=one.value_text_official,
            source=one.source_official,
        )


def _said_of(rows: pd.DataFrame) -> pd.Series[str]:
    """Return the period, a year's end as the year: a series names a stock's year, a text its last day."""
    return rows["period"].astype("str").str.removesuffix(_YEAR_END)
