"""Check printed growth against the growth between printed levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.comparable import comparable, of_several_days
from pipeline.computed import levels_a_year_apart
from pipeline.crosschecks.finding import Finding, finding
from pipeline.indicators import Indicator
from pipeline.rounding import half_steps, plain

_FACT = ["document", "indicator", "where", "subject", "scope", "first", "last"]
_SAID = [
    "id",
    "id_before",
    "id_growth",
    "indicator",
    "place",
    "subject",
    "period",
    "document",
    "document_before",
    "printed",
    "printed_before",
    "value",
    "value_before",
    "value_growth",
]
_SLACK = 1e-6  # of floating point, in percentage points
_ELSEWHERE = 0.2  # lighter where the level before is another document's: it may have been revised since


def off_levels(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield printed growth that the printed levels exclude, whatever was rounded away in all three.

    Level and growth stand in one document, the level before in any. Only growth at current prices: of GDP the levels
    tell none.
    """
    growths = table[
        (table["measure"] == "yoy") & (table["qualifier"] == "exact") & (table["status"] == "actual")
    ]
    levels = table[(table["measure"] == "level") & table["indicator"].isin(growths["indicator"].unique())]
    near = of_several_days(levels)
    if near.empty:
        return
    grown = comparable(growths)[[*_FACT, "id", "value", "value_text"]]
    pairs = levels_a_year_apart(near, entries).merge(grown, on=_FACT, suffixes=("", "_growth"))
    before = pairs[["value_before", "value_text_before"]].set_axis(["value", "value_text"], axis=1)
    growth = pairs[["value_growth", "value_text_growth"]].set_axis(["value", "value_text"], axis=1)
    half, half_before, half_growth = half_steps(pairs), half_steps(before), half_steps(growth)
    highest = _growth(pairs["value"] + half, (pairs["value_before"] - half_before).clip(lower=0))
    lowest = _growth(pairs["value"] - half, pairs["value_before"] + half_before)
    slack = half_growth + _SLACK
    wrong = (pairs["value_growth"] > highest + slack) | (pairs["value_growth"] < lowest - slack)
    for one in pairs.loc[wrong, _SAID].astype(object).itertuples():  # as objects, a text comes at once
        yield finding(
            "growth_levels",
            (one.id_growth, one.id, one.id_before),
            entries[one.indicator],
            (one.place, one.subject, one.period),
            lighter=0 if one.document == one.document_before else _ELSEWHERE,
            printed=plain(one.value_growth),
            derivation=f"{one.printed} ÷ {one.printed_before} − 1",
            computed=plain(_growth(one.value, one.value_before)),
        )


def _growth(level: pd.Series[float], before: pd.Series[float]) -> pd.Series[float]:
    return (level / before - 1) * 100
