"""Put what is to be looked at together where one decision may settle it, and say which item comes first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from pipeline.crosschecks import Finding
from pipeline.crosschecks.finding import finding
from pipeline.indicators import Indicator
from pipeline.table import id_of
from pipeline.workspace.suggesting import KIND

SUGGESTION = "suggestion"
_TEXTS = pa.list_(pa.string())
SUGGESTED = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "among", "said")),
        ("weight", pa.float64()),
        *((name, _TEXTS) for name in ("rows", "documents", "indicators")),
    ]
)
# Doubts about single rows that the same rule of reading brought up: where one is right, the others mostly are.
ALIKE = ("low_confidence", "unread_period")
_CHECK, _MOST_CHECKS = 0.01, 4  # a suggestion is lighter by this for each check beyond the first
_PART, _SUBJECTS = (
    0.05,
    0.03,
)  # lighter by these: one of a subject, of an indicator that is not of whole places


@dataclass(frozen=True, slots=True)
class Item:
    """Hold findings that are asked about together, with the documents (digests) and indicators of their rows.

    They are one finding about several rows, doubts of one kind about rows of one document, rule and series, or the
    suggestions of one kind in one document.
    """

    id: str
    findings: tuple[Finding, ...]
    documents: frozenset[str]
    indicators: frozenset[str]
    open: bool  # it, or a part of it, still waits

    @property
    def finding(self) -> Finding:
        """Return the most urgent finding."""
        return self.findings[0]

    @property
    def kind(self) -> str:
        """Return the kind that all findings have."""
        return self.finding.kind

    @property
    def rows(self) -> tuple[str, ...]:
        """List the ids of all rows, those of the most urgent finding first."""
        return tuple(dict.fromkeys(row for one in self.findings for row in one.rows))

    @property
    def alike(self) -> bool:
        """Tell whether the rows are asked about for one reason, and do not contradict each other."""
        return self.kind == SUGGESTION or self.kind in ALIKE

    def about(self, row: str) -> Finding:
        """Return the finding about a row."""
        return next((one for one in self.findings if row in one.rows), self.finding)


@dataclass(frozen=True, slots=True)
class About:
    """Say what puts a row beside others: its document, indicator, measure and rule."""

    digest: str
    indicator: str
    measure: str
    rule: str


def name_of(one: Finding, rows: Mapping[str, About]) -> str:
    """Name the item that a finding belongs to; `rows` says what is known of its rows by id."""
    row = rows.get(one.rows[0])
    if one.kind not in ALIKE or row is None:
        return one.id
    return id_of(one.kind, row.digest, row.indicator, row.measure, row.rule)


def suggested_items(
    suggestions: pd.DataFrame, entries: Mapping[str, Indicator]
) -> Iterator[dict[str, object]]:
    """Yield an item for the suggestions of one kind in one document, as a row of SUGGESTED.

    `among` is what it is sorted by among its equals.

    Those of a whole place and of an indicator of whole places come first, then those for which fewer checks failed;
    those of one document stand together.
    """
    columns = [*KIND, "id", "start", "place", "subject", "period", "value_text", "term"]
    kinds: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for kind, rest in (
        (row[: len(KIND)], row[len(KIND) :])
        for row in zip(*(suggestions[name].tolist() for name in columns), strict=True)
    ):
        kinds.setdefault(kind, []).append(rest)
    for (digest, indicator, _, checks, words), rows in kinds.items():
        entry = entries.get(indicator)
        if entry is None:
            continue
        _, start, place, subject, period, amount, term = rows[0]
        beyond = min(checks.count("+"), _MOST_CHECKS)
        part = all(row[3] for row in rows)  # none of them is of a whole place
        lighter = _CHECK * beyond + _PART * part + _SUBJECTS * (entry.about != "place")
        ids = [row[0] for row in rows]
        made = finding(
            SUGGESTION, ids, entry, (place, subject, period), lighter, amount=amount, words=words or term
        )
        yield {
            "id": made.id, "among": f"{digest} {int(start):012}", "said": json.dumps(dict(made.values), ensure_ascii=False),
            "weight": made.weight, "rows": ids, "documents": [digest], "indicators": [indicator],
        }  # fmt: skip
