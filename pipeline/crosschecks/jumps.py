"""Find levels far out of their series: 万 read for 亿, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.comparable import SERIES, comparable, latest, of_several_days, printed
from pipeline.crosschecks.finding import Finding, finding
from pipeline.indicators import Indicator
from pipeline.rounding import plain, written_like

Numbers = npt.NDArray[Any]

# A slipped decimal point gives a factor of 10, 万 for 亿 one of 10,000; growth in the years between takes a little off. A
# county's figure that truly grew eightfold in so few years is worth a look as well.
_FACTOR = 8.0
_NEAR = 5  # years, between which a county's figure hardly grows eightfold
# The larger of the two, in base units: 1家 in one year and 9 in the next is no mistake.
_LEAST = 1000.0
_AROUND = (-2, -1, 1, 2)  # neighbours by year


def jumps(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield the levels at least 8 times, or at most 1/8 of, the median of up to two neighbours on either side.

    Neighbours are the same kind of period of other years. Of an even number of them the middle one nearer to the level
    counts, so that one wrong figure does not accuse those beside it; of two levels alone the later is named.
    """
    kinds = {name for name, entry in entries.items() if entry.kind in ("flow", "stock")}
    asked = (table["measure"] == "level") & (table["status"] == "actual") & (table["qualifier"] != "range")
    near = of_several_days(table[asked & table["indicator"].isin(kinds) & (table["value"] > 0)])
    if near.empty:
        return
    rows = comparable(near)
    rows = latest(rows[rows["kind"] != ""], [*SERIES, "kind", "year"])
    rows = rows.assign(series=rows.groupby([*SERIES, "kind"], sort=False).ngroup())
    rows = rows.sort_values(["series", "year"])
    middle, alone = _medians(*(rows[column].to_numpy() for column in ("value", "series", "year")))
    rows = rows.assign(median=middle)
    large = np.maximum(rows["value"], middle) >= _LEAST
    times = rows["value"] / rows["median"]
    first = alone & (rows["series"] != rows["series"].shift())
    found = rows[large & ~first & ((times >= _FACTOR) | (times <= 1 / _FACTOR))]
    for one in found.assign(printed=printed(found)).itertuples():
        yield finding(
            "jump",
            (one.id,),
            entries[one.indicator],
            (one.place, one.subject, one.period),
            amount=one.printed,
            median=written_like(one.printed, one.value, one.median),
            times=plain(one.value / one.median),
        )


def _medians(values: Numbers, series: Numbers, years: Numbers) -> tuple[Numbers, Numbers]:
    """Return for each level the median of its neighbours, itself if it lies between the middle two; and whether it has one.

    The median is NaN where a level has no neighbour.
    """
    around = np.full((len(values), len(_AROUND)), np.nan)
    for column, step in enumerate(_AROUND):
        neighbour = slice(max(step, 0) or None, step if step < 0 else None)
        level = slice(-step if step < 0 else None, -step if step > 0 else None)
        near = (series[neighbour] == series[level]) & (np.abs(years[neighbour] - years[level]) <= _NEAR)
        around[level, column] = np.where(near, values[neighbour], np.nan)
    around.sort(axis=1)
    count = (~np.isnan(around)).sum(axis=1)
    lines = np.arange(len(values))
    low = around[lines, np.maximum(count - 1, 0) // 2]
    high = around[lines, np.minimum(count // 2, len(_AROUND) - 1)]
    nearer = np.where(values > high, high, np.where(values < low, low, values))
    return np.where(count > 0, nearer, np.nan), count == 1
