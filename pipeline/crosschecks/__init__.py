"""Check the figures of a table against each other: what cannot all be true, or is worth a second look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import pandas as pd

from pipeline.areas_apart import with_areas
from pipeline.crosschecks.conflicts import contradictions
from pipeline.crosschecks.finding import Finding
from pipeline.crosschecks.growth import off_levels
from pipeline.crosschecks.jumps import jumps
from pipeline.crosschecks.parts import enumerated_totals, off_total, off_whole
from pipeline.crosschecks.references import off_reference
from pipeline.crosschecks.shares import off_hundred
from pipeline.crosschecks.targets import far_over, over_ceiling
from pipeline.crosschecks.uncertain import uncertain, unread_periods
from pipeline.doubts import NO_DOUBTS
from pipeline.indicators import Catalogue, Indicator
from pipeline.reference_series import RULE as OFFICIAL

__all__ = [
    "ASKED",
    "OF_DOCUMENTS",
    "OF_SERIES",
    "Finding",
    "enumerated_totals",
    "findings",
    "found_by",
    "in_doubt",
    "in_order",
]

# The columns of a table that the checks are given; the others would only be copied along.
ASKED = [
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
    "high",
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
    "area",
]
Check = Callable[[pd.DataFrame, Mapping[str, Indicator]], Iterator[Finding]]
# Rows that these hold together are of one indicator, and of one place, or of one subject or document without a place.
OF_SERIES: tuple[Check, ...] = (
    jumps,
    contradictions,
    off_levels,
    far_over,
    over_ceiling,
    unread_periods,
    uncertain,
)
# Rows that these hold together are of one document.
OF_DOCUMENTS: tuple[Check, ...] = (off_hundred, off_whole, off_total)


def findings(
    table: pd.DataFrame, catalogue: Catalogue, reference: pd.DataFrame | None = None
) -> list[Finding]:
    """Return what the cross-checks find in a table of observations, the most urgent first.

    `reference` holds official figures as pipeline/reference_series.py reads them; where it is left out, those that stand
    in the table itself. Rows that were rejected, that are computed, or whose indicator the catalogue no longer has are
    left out; a finding all of whose rows a reader accepted or corrected is settled and left out too.
    """
    return in_order(found_by((*OF_SERIES, *OF_DOCUMENTS), table, catalogue, reference))


def in_doubt(rows: pd.DataFrame, table: pd.DataFrame, catalogue: Catalogue) -> dict[str, list[Finding]]:
    """Return the open findings that put rows of a table in doubt, by id; only documents that say such rows are checked."""
    near = table["document"].isin(set(rows["document"])) | table["id"].isin(set(rows["id"]))
    doubts: dict[str, list[Finding]] = {}
    for one in findings(table[near], catalogue):
        for row in one.rows if one.kind not in NO_DOUBTS else ():
            doubts.setdefault(row, []).append(one)
    return doubts


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Return findings, the most urgent first."""
    return sorted(found, key=lambda one: (-one.weight, one.id))


def found_by(
    checks: Sequence[Check], table: pd.DataFrame, catalogue: Catalogue, reference: pd.DataFrame | None = None
) -> Iterator[Finding]:
    """Yield what some checks find, in no certain order; see `findings`. Official figures are checked with series."""
    entries = catalogue.entries
    whole = with_areas(table if reference is None else pd.concat([table, reference], ignore_index=True))
    whole = whole.assign(place=whole["area"])  # two areas of one name are two places to every check
    official = whole[whole["rule"] == OFFICIAL]
    known = whole.loc[whole["indicator"].isin(set(entries)), ASKED]
    found = chain.from_iterable(check(known, entries) for check in checks)
    if checks != OF_DOCUMENTS:
        found = chain(found, off_reference(known, entries, official))
    settled = set(known.loc[known["review"].isin(["accepted", "corrected"]), "id"])
    return (one for one in found if not settled.issuperset(one.rows))
