"""Find rows that were read with little certainty, or whose period was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.comparable import beyond_a_year, counted, printed
from pipeline.crosschecks.finding import Finding, finding
from pipeline.indicators import Indicator
from pipeline.revisions import preferred
from pipeline.rounding import plain

# How sure rows are is measured (pipeline/confidence). Of 3,279 rows of texts that no rule was made for, each of 7 sets
# by the counts of the others, 30 % stood below, and 52 % of the 335 with a wrong cell: figures of projects and firms,
# figures whose place only another part of the text names, plans, terms behind their figure. Of the rest 93 % were right.
SURE = 0.9

# Of a figure that is only listed, in the table and in its document: it is of no year, or another figure of the same fact is
# drawn in its place.
LISTED = 0.1
_FACT = ["indicator", "measure", "where", "subject", "period", "status", "scope", "unit"]


def unread_periods(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield the rows beside whose figure a date stands that could not be read, until a person says what it is."""
    asked = (table["period_source"] == "unread") & (table["review"] == "pending")
    if not asked.any():
        return
    rows = counted(table[asked])
    for row in rows.assign(printed=printed(rows)).itertuples():
        about = (row.place, row.subject)
        yield finding("unread_period", (row.id,), entries[row.indicator], about, amount=row.printed)


def uncertain(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield the rows below the threshold that nobody has reviewed, the least certain the heaviest."""
    rows = counted(table)
    low = (rows["confidence"] < SURE) & (rows["review"] == "pending")
    if not low.any():
        return
    rows = rows[low].assign(drawn=_drawn(rows, low), printed=printed(rows[low]))
    columns = ["id", "indicator", "place", "subject", "period", "printed", "confidence", "drawn"]
    for row, indicator, place, subject, period, text, confidence, drawn in zip(
        *(rows[c].tolist() for c in columns), strict=True
    ):
        yield finding(
            "low_confidence",
            (row,),
            entries[indicator],
            (place, subject, period),
            lighter=confidence / 10,
            harm=(1 - confidence) * drawn,
            amount=text,
            confidence=plain(confidence),
        )


def _drawn(rows: pd.DataFrame, low: pd.Series[bool]) -> pd.Series[float]:
    """Return how much is drawn from each of some counted rows: 1, or LISTED of one that no comparison of years shows."""
    told = rows.set_index(_FACT).index
    near = preferred(rows[told.isin(told[low])])
    drawn = ~near.duplicated(_FACT) & ~beyond_a_year(near)
    return drawn.map({True: 1.0, False: LISTED}).reindex(rows.index[low])
