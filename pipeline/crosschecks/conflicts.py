"""Tell what documents disagree about: contradictions, and figures that a later publication revised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter

import pandas as pd

from pipeline.comparable import counted, printed
from pipeline.crosschecks.finding import AND, CLOSE, OPEN, Finding, finding
from pipeline.indicators import Indicator

# A census or a new way of counting moved no county's GDP by half; a figure twice another is a mistake in one of them.
_MOST_REVISED = 2.0
_MOST = 6  # figures that a sentence names


def contradictions(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield one finding for each `conflict` whose rows still differ.

    It is a revision where each day of publication gives one figure and levels differ no more than revisions do, else a
    contradiction.
    """
    rows = counted(table[table["conflict"] != ""])
    rows = rows.assign(printed=printed(rows), issued=pd.to_datetime(rows["published"], errors="coerce"))
    rows = rows[rows.groupby("conflict")["value"].transform("nunique") > 1]
    daily = rows.groupby(["conflict", "issued"], dropna=False)["value"].transform("nunique")
    once = daily.groupby(rows["conflict"]).transform("max") == 1
    alike = rows.groupby("conflict")["value"]
    near = alike.transform("max") <= alike.transform("min") * _MOST_REVISED
    rows["revised"] = once & (near | (rows["measure"] != "level"))
    rows = rows.sort_values(["conflict", "issued", "document", "start"], na_position="first")
    columns = [
        "id",
        "conflict",
        "indicator",
        "place",
        "subject",
        "period",
        "printed",
        "issued",
        "document",
    ]
    for _, about in groupby(rows[[*columns, "revised"]].itertuples(), key=attrgetter("conflict")):
        group = list(about)
        said = [
            f"{one.printed}{OPEN}{' '.join(filter(None, (one.document, _day(one.issued))))}{CLOSE}"
            for one in group
        ]
        yield finding(
            "revision" if group[0].revised else "conflict",
            [one.id for one in group],
            entries[group[0].indicator],
            (group[0].place, group[0].subject, group[0].period),
            amounts=AND.join(said[:_MOST]) + ("…" if len(said) > _MOST else ""),
        )


def _day(day: pd.Timestamp) -> str:
    return "" if pd.isna(day) else f"{day:%Y-%m-%d}"
