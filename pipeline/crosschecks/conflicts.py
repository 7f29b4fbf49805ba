"""Tell what documents disagree about: contradictions, and figures that a later publication revised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter

import pandas as pd

from pipeline.comparable import counted, printed
from pipeline.crosschecks.finding import Finding, finding
from pipeline.indicators import Indicator

_MOST = 6  # figures that a sentence names


def contradictions(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield one finding for each `conflict` whose rows still differ.

    It is a revision where each day of publication gives one figure, else a contradiction.
    """
    rows = counted(table[table["conflict"] != ""])
    rows = rows.assign(printed=printed(rows), issued=pd.to_datetime(rows["published"], errors="coerce"))
    rows = rows[rows.groupby("conflict")["value"].transform("nunique") > 1]
    daily = rows.groupby(["conflict", "issued"], dropna=False)["value"].transform("nunique")
    rows["revised"] = daily.groupby(rows["conflict"]).transform("max") == 1
    rows = rows.sort_values(["conflict", "issued", "document", "start"], na_position="first")
    columns = ["id", "conflict", "indicator", "place", "subject", "period", "printed", "published", "document"]
    for _, alike in groupby(rows[[*columns, "revised"]].itertuples(), key=attrgetter("conflict")):
        group = list(alike)
        said = [f"{one.printed}（{one.document} {one.published or ''}".rstrip() + "）" for one in group]
        yield finding(
            "revision" if group[0].revised else "conflict",
            [one.id for one in group],
            entries[group[0].indicator],
            (group[0].place, group[0].subject, group[0].period),
            amounts="、".join(said[:_MOST]) + ("…" if len(said) > _MOST else ""),
        )
