"""List the documents of a workspace with what became of each: one row a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from pipeline.places.gazetteer import areas_named
from pipeline.workspace.extracted import Outcome
from pipeline.workspace.register import Entry

WARNINGS = ("unread", "unreadable", "no_date", "no_place", "unknown_place", "no_figure", "in_part")
COLUMNS = (
    "digest", "file", "origin", "added", "look", "title", "published", "published_inferred", "place", "place_inferred",
    "source", "source_inferred", "rows", "rejected", "warnings",
)  # fmt: skip


def listing(entries: Iterable[Entry], outcomes: Mapping[str, Outcome]) -> pd.DataFrame:
    """Return a row for each document: stated metadata, or inferred and marked so; rows, rejected numbers, warnings.

    `published` is an ISO date or empty, `warnings` a tuple of words out of WARNINGS. What is not read yet has no rows.
    """
    # No rows are held beside the columns: of very many documents they would take as much again.
    columns: list[list[object]] = [[] for _ in COLUMNS]
    for entry in entries:
        for cells, cell in zip(columns, _row(entry, outcomes.get(entry.digest)), strict=True):
            cells.append(cell)
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))


def _row(entry: Entry, outcome: Outcome | None) -> tuple[object, ...]:
    known = entry.known
    published, source, place = (outcome.published, outcome.source, outcome.place) if outcome else ("", "", "")
    return (
        entry.digest, entry.file, entry.origin, entry.added, entry.look,
        known["title"] or (outcome.title if outcome else ""),
        known["published"] or published, not known["published"] and bool(published),
        known["place"] or place, not known["place"] and bool(place),
        known["source"] or source, not known["source"] and bool(source),
        outcome.rows if outcome else 0, outcome.rejected if outcome else 0, tuple(_warnings(entry, outcome)),
    )  # fmt: skip


def _warnings(entry: Entry, outcome: Outcome | None) -> Iterator[str]:
    if outcome is None or outcome.skipped:
        yield "unread" if outcome is None else "unreadable"
        return
    if not outcome.published:
        yield "no_date"
    if not (entry.known["place"] or outcome.place):
        yield "no_place"
    if entry.known["place"] and not areas_named(entry.known["place"]):
        yield "unknown_place"
    if not outcome.rows:
        yield "no_figure"
    if outcome.left_out:
        yield "in_part"
