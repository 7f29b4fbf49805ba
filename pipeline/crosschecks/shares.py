"""Check that the shares of a whole make 100 %."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.crosschecks.finding import AND, Finding, finding
from pipeline.crosschecks.sets import about, complete_sets, side_by_side
from pipeline.indicators import Indicator
from pipeline.rounding import plain

_SLACK = 1e-6  # of floating point, in percentage points


def off_hundred(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield the complete sets of shares that do not make 100.

    Each share is rounded by itself, so their sum may be off by half a last digit for each: 0.15 for three shares with
    one decimal.
    """
    for one in complete_sets(entries):
        wide = side_by_side(table, one.shares)
        total = wide["value"].sum(axis=1)
        wrong = (total - 100).abs() > wide["half_step"].sum(axis=1) + _SLACK
        for index, row, added in zip(
            wide.index[wrong], wide[wrong].to_dict("records"), total[wrong], strict=True
        ):
            yield finding(
                "shares_100",
                [row["id", member] for member in one.shares],
                entries[one.shares[0]],
                about(index),
                parts=AND.join(row["printed", member] for member in one.shares),
                sum=plain(added),
            )
