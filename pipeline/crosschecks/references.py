"""Check extracted figures against a series of official ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.claims.units import row_unit
from pipeline.comparable import counted
from pipeline.crosschecks.finding import Finding, finding
from pipeline.crosschecks.rounding import half_step, half_steps
from pipeline.indicators import Indicator
from pipeline.quantities import find_quantities

_YEAR_END = "-12-31"
_KEY = ["place", "said_of", "indicator", "measure", "unit"]
_SLACK = 1e-9  # of floating point, as a share of the figure


def in_base_units(reference: pd.DataFrame, entries: Mapping[str, Indicator]) -> pd.DataFrame:
    """Return a reference series with its values in base units (3147 亿元 → 3.147e11 元), as printed in `value_text`.

    Columns given: place, period, indicator, measure, value, unit, source. `value` and `unit` are missing where the
    indicator does not exist, the unit is not known, or does not fit the indicator.
    """
    units = {unit: _base(str(unit)) for unit in reference["unit"].unique()}
    base, text, printed = [], [], pd.to_numeric(reference["value"], errors="coerce")
    for indicator, measure, value, unit in zip(
        reference["indicator"], reference["measure"], printed, reference["unit"], strict=True
    ):
        factor, name = units[unit]
        entry = entries.get(indicator)
        fitting = entry is not None and factor is not None and pd.notna(value)
        own = row_unit(entry, name) if entry is not None and measure == "level" else name
        base.append((value * factor, own) if fitting and factor is not None else (float("nan"), ""))
        text.append(f"{value:.12g}{unit}")
    values = pd.DataFrame(base, columns=["value", "unit"], index=reference.index)
    return reference.assign(value=values["value"], unit=values["unit"], value_text=text)


def _base(unit: str) -> tuple[float | None, str]:
    """Return how many base units a printed unit is, and their name: 万元 → 10000 元."""
    found = find_quantities(f"1{unit}")
    whole = len(found) == 1 and found[0].end == len(unit) + 1
    return (found[0].value, found[0].unit) if whole else (None, "")


def off_reference(
    table: pd.DataFrame, entries: Mapping[str, Indicator], reference: pd.DataFrame
) -> Iterator[Finding]:
    """Yield exact actual figures that differ from every reference figure of the same fact by more than rounding."""
    official = in_base_units(reference, entries).dropna(subset=["value"])
    official = official.assign(said_of=_said_of(official))
    places = set(official["place"])
    asked = (table["status"] == "actual") & (table["qualifier"] == "exact") & (table["subject"] == "")
    rows = counted(table[asked & (table["scope"] == "") & table["place"].isin(places)])
    rows = rows.assign(said_of=_said_of(rows))
    pairs = rows.merge(official[[*_KEY, "value", "value_text", "source"]], on=_KEY, suffixes=("", "_official"))
    off = (pairs["value"] - pairs["value_official"]).abs()
    exact = [half_step(*both) for both in zip(pairs["value_text_official"], pairs["value_official"], strict=True)]
    slack = half_steps(pairs) + pd.Series(exact, index=pairs.index) + _SLACK * pairs["value"].abs()
    pairs = pairs.assign(off=off, differs=off > slack)
    differing = pairs[pairs.groupby("id")["differs"].transform("all")]
    for one in differing.sort_values("off").drop_duplicates("id").itertuples():
        yield finding(
            "reference",
            (one.id,),
            entries[one.indicator],
            (one.place, one.period),
            amount=one.value_text,
            reference=one.value_text_official,
            source=one.source,
        )


def _said_of(rows: pd.DataFrame) -> pd.Series[str]:
    """Return the period, a year's end as the year: a series names a stock's year, a text its last day."""
    return rows["period"].astype("str").str.removesuffix(_YEAR_END)
