"""Tell what documents disagree about: contradictions, and figures that a later publication revised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter

import pandas as pd

from pipeline.comparable import printed
from pipeline.crosschecks.finding import AND, CLOSE, OPEN, Finding, finding
from pipeline.indicators import Indicator
from pipeline.revisions import disputed

_MOST = 6  # figures that a sentence names


def contradictions(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield one finding for each `conflict` whose rows still differ: a revision or a contradiction (see revisions.py)."""
    if not (table["conflict"] != "").any():
        return
    rows = disputed(table)
    rows = rows.assign(printed=printed(rows))
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
        "revised",
    ]
    for _, about in groupby(rows[columns].itertuples(), key=attrgetter("conflict")):
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
