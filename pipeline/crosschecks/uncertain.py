"""Find rows that were read with little certainty, or whose period was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.comparable import counted
from pipeline.crosschecks.finding import Finding, finding
from pipeline.crosschecks.rounding import plain
from pipeline.indicators import Indicator

# How sure rows are is measured (pipeline/confidence). Of 2,610 rows of texts that no rule was made for, each set by the
# counts of the others, 21 % stood below, and 33 % of the 221 with a wrong cell: figures whose place only another part of
# the text names, plans, and terms behind their figure.
SURE = 0.9


def unread_periods(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield the rows beside whose figure a date stands that could not be read, until a person says what it is."""
    rows = counted(table[(table["period_source"] == "unread") & (table["review"] == "pending")])
    for row in rows.itertuples():
        about = (row.place, row.subject)
        yield finding("unread_period", (row.id,), entries[row.indicator], about, amount=row.value_text)


def uncertain(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield the rows below the threshold that nobody has reviewed, the least certain the heaviest."""
    rows = counted(table[(table["confidence"] < SURE) & (table["review"] == "pending")])
    columns = ["id", "indicator", "place", "subject", "period", "value_text", "confidence"]
    for row, indicator, place, subject, period, text, confidence in zip(
        *(rows[c] for c in columns), strict=True
    ):
        yield finding(
            "low_confidence",
            (row,),
            entries[indicator],
            (place, subject, period),
            lighter=confidence / 10,
            amount=text,
            confidence=plain(confidence),
        )
