"""Check what was achieved against targets and ceilings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.comparable import SERIES, comparable, latest, printed
from pipeline.computed import completions
from pipeline.crosschecks.finding import Finding, finding
from pipeline.indicators import Indicator
from pipeline.rounding import plain

_IMPLAUSIBLE = 150.0  # %; a plan so far exceeded is more often a plan for something else


def far_over(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield targets met by more than 150 %."""
    if not (table["status"] == "planned").any():
        return
    met = completions(table)
    met = met[met["completion"] > _IMPLAUSIBLE]
    told = table[table["id"].isin({*met["planned_id"], *met["actual_id"]})]
    texts = printed(told.set_index("id"))
    for one in met.itertuples():
        yield finding(
            "completion",
            (one.planned_id, one.actual_id),
            entries[one.indicator],
            (one.place, one.subject, one.period),
            planned=texts[one.planned_id],
            actual=texts[one.actual_id],
            completion=plain(one.completion, 0),
        )


def over_ceiling(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield what exceeds a planned 「不超过…」 of the same series, measure and days."""
    fact = [*SERIES, "measure", "first", "last"]
    ceiling = (table["status"] == "planned") & (table["qualifier"] == "at_most")
    if not ceiling.any():
        return
    actual = (table["status"] == "actual") & table["qualifier"].isin(["exact", "over", "at_least"])
    limited = table["indicator"].isin(table.loc[ceiling, "indicator"].unique())
    planned, held = (comparable(table[rows]) for rows in (ceiling, actual & limited))
    planned = latest(planned.assign(printed=printed(planned)), fact)[[*fact, "id", "value", "printed"]]
    held = planned.merge(latest(held.assign(printed=printed(held)), fact), on=fact, suffixes=("_planned", ""))
    for one in held[held["value"] > held["value_planned"]].itertuples():
        yield finding(
            "ceiling",
            (one.id_planned, one.id),
            entries[one.indicator],
            (one.place, one.subject, one.period),
            planned=one.printed_planned,
            actual=one.printed,
        )
