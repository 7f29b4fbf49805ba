"""Check the figures of a table against each other: what cannot all be true, or is worth a second look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.areas_apart import with_areas
from pipeline.crosschecks.conflicts import contradictions
from pipeline.crosschecks.finding import Finding
from pipeline.crosschecks.growth import off_levels
from pipeline.crosschecks.jumps import jumps
from pipeline.crosschecks.parts import FEWEST, enumerated_totals, off_total, off_whole
from pipeline.crosschecks.references import off_reference
from pipeline.crosschecks.shares import off_hundred
from pipeline.crosschecks.targets import far_over, over_ceiling
from pipeline.crosschecks.uncertain import uncertain, unread_periods
from pipeline.indicators import Catalogue, Indicator
from pipeline.reference_series import RULE as OFFICIAL
from pipeline.stored import Where

if TYPE_CHECKING:
    from pipeline.stored import StoredTable

__all__ = ["Finding", "enumerated_totals", "findings", "findings_in"]

# What the checks look at; the other columns would only be copied along.
_COLUMNS = [
    "id",
    "indicator",
    "measure",
    "place",
    "place_code",
    "subject",
    "period",
    "period_start",
    "period_end",
    "period_source",
    "value",
    "unit",
    "value_text",
    "qualifier",
    "status",
    "derived",
    "rule",
    "confidence",
    "scope",
    "document",
    "title",
    "source",
    "published",
    "sentence",
    "start",
    "conflict",
    "review",
]
_ASKED = [*_COLUMNS, "area", "source"]  # what official figures are from is told
Check = Callable[[pd.DataFrame, Mapping[str, Indicator]], Iterator[Finding]]
ROWS = 50_000  # of a large table that are checked at once
_OF_AREAS: tuple[Check, ...] = (
    jumps,
    contradictions,
    off_hundred,
    off_whole,
    off_levels,
    far_over,
    over_ceiling,
    unread_periods,
    uncertain,
)
_OF_DOCUMENTS: tuple[Check, ...] = (off_total,)


def findings(
    table: pd.DataFrame, catalogue: Catalogue, reference: pd.DataFrame | None = None
) -> list[Finding]:
    """Return what the cross-checks find in a table of observations, the most urgent first.

    `reference` holds official figures as pipeline/reference_series.py reads them; where it is left out, those that stand
    in the table itself. Rows that were rejected, that are computed, or whose indicator the catalogue no longer has are
    left out; a finding all of whose rows a reader accepted or corrected is settled and left out too.
    """
    return in_order(_found(table, catalogue, (*_OF_AREAS, *_OF_DOCUMENTS), reference))


def findings_in(table: StoredTable, catalogue: Catalogue) -> list[Finding]:
    """Return the same for a table that is too large to be in memory at once.

    Rows that a check holds together are of one area, those without an area of one document; but a total and the parts
    that are enumerated beside it are of one document, whatever their areas.
    """
    if table.count() <= ROWS:
        return findings(table.rows(columns=_ASKED), catalogue)
    found: list[Finding] = []
    for areas in _batches(table.counts(["area"])):
        rows = table.rows(Where({"area": areas}), _ASKED)
        found += _found(rows, catalogue, _OF_AREAS)
    listed = table.distinct(["document", "indicator", "unit"], ["subject"])
    enumerating = set(listed.loc[listed["subject"] > FEWEST, "document"])
    for documents in _batches(table.counts(["document"], Where({"document": enumerating}))):
        rows = table.rows(Where({"document": documents}), _ASKED)
        found += _found(rows, catalogue, _OF_DOCUMENTS)
    return in_order(found)


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Return findings, the most urgent first."""
    return sorted(found, key=lambda one: (-one.weight, one.id))


def _batches(counts: pd.DataFrame) -> Iterator[list[str]]:
    """Yield the values that rows were counted by in batches of about ROWS rows."""
    batch: list[str] = []
    rows = 0
    for value, count in counts.itertuples(index=False, name=None):
        batch.append(value)
        rows += count
        if rows >= ROWS:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


def _found(
    table: pd.DataFrame, catalogue: Catalogue, checks: Sequence[Check], reference: pd.DataFrame | None = None
) -> Iterator[Finding]:
    entries = catalogue.entries
    whole = with_areas(table if reference is None else pd.concat([table, reference], ignore_index=True))
    whole = whole.assign(place=whole["area"])  # two areas of one name are two places to every check
    official = whole[whole["rule"] == OFFICIAL]
    known = whole.loc[whole["indicator"].isin(set(entries)), [*_COLUMNS, "area"]]
    found = chain.from_iterable(check(known, entries) for check in checks)
    if checks != _OF_DOCUMENTS:
        found = chain(found, off_reference(known, entries, official))
    settled = set(known.loc[known["review"].isin(["accepted", "corrected"]), "id"])
    return (one for one in found if not settled.issuperset(one.rows))
