"""Hold the rules to their own examples: each example gives exactly its rows, each counterexample none."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from pipeline.documents import DocumentError, document_of
from pipeline.execution.failure import failure_of
from pipeline.extraction import extract_document
from pipeline.indicators import USUAL_DAY, Catalogue, Example, Indicator
from pipeline.indicators.faults import Fault, Word
from pipeline.table import COLUMNS, Row

Concerns = Callable[[str], bool]


def failures(catalogue: Catalogue) -> list[str]:
    """Return one sentence for each example that does not hold: which entry, which text, what was given instead."""
    return [f"{fault.entry}：{fault.what()}。" for fault in all_failures(catalogue)]


def all_failures(catalogue: Catalogue) -> list[Fault]:
    """Return a fault for each example that does not hold, in the order of the file."""
    return [fault for entry in catalogue.entries.values() for fault in entry_failures(catalogue, entry)]


def held(catalogue: Catalogue, entry: Indicator) -> tuple[list[Fault], list[list[Row]]]:
    """Return the faults of one entry's examples, and the rows that each example gives, none where reading it fails."""
    rows: list[list[Row]] = []
    for one in entry.examples:
        try:
            rows.append(rows_of_text(one.text, catalogue, entry.id, published=one.published, place=one.place))
        except DocumentError:  # said by the fault
            rows.append([])
    return list(entry_failures(catalogue, entry)), rows


def entry_failures(
    catalogue: Catalogue, entry: Indicator, concerns: Concerns = lambda _: True
) -> Iterator[Fault]:
    """Yield a fault for each example of one entry that does not hold; only texts that `concerns` takes are read."""
    for number, example in enumerate(entry.examples):
        if concerns(example.text):
            yield from _example(catalogue, entry, number, example)
    for number, other in enumerate(entry.not_examples):
        try:
            rows = rows_of_text(other.text, catalogue, entry.id) if concerns(other.text) else []
        except DocumentError as error:
            yield _unread(entry, f"not_examples.{number}", other.text, error)
            continue
        if rows:
            values = {"text": other.text, "because": other.because, "given": _said(rows)}
            yield Fault("counterexample", entry.id, f"not_examples.{number}", values=values)


def rows_of_text(
    text: str, catalogue: Catalogue, indicator: str = "", *, published: str = USUAL_DAY, place: str = ""
) -> list[Row]:
    """Return the printed rows that a text gives, of one indicator or of all. Raise DocumentError where reading it fails."""
    try:
        rows = extract_document(
            document_of(text, date.fromisoformat(published) if published else None, place), catalogue
        ).rows
    except Exception as error:
        raise DocumentError("sentence_failed", **failure_of(error).values) from error
    return [row for row in rows if not row["derived"] and indicator in ("", row["indicator"])]


def _example(catalogue: Catalogue, entry: Indicator, number: int, example: Example) -> Iterator[Fault]:
    where = f"examples.{number}"
    try:
        left = rows_of_text(
            example.text, catalogue, entry.id, published=example.published, place=example.place
        )
    except DocumentError as error:
        yield _unread(entry, where, example.text, error)
        return
    missing = []
    for wanted in example.rows:
        unknown = [column for column in wanted if column not in COLUMNS]
        if unknown:
            allowed = "、".join(COLUMNS)
            columns = {"text": example.text, "column": unknown[0], "allowed": allowed}
            yield Fault("no_column", entry.id, where, values=columns)
            return
        found = next((row for row in left if _fits(row, wanted)), None)
        if found is None:
            missing.append(wanted)
        else:
            left.remove(found)
    if missing or left:
        values: dict[str, object] = {
            "text": example.text,
            "wanted": _written(missing) if missing else Word("other_rows"),
            "given": _said(left) if left else Word("no_rows"),
        }
        yield Fault("example", entry.id, where, values=values)


def _unread(entry: Indicator, where: str, text: str, error: DocumentError) -> Fault:
    """Return the fault of an example on which reading fails."""
    return Fault("example_failed", entry.id, where, values={"text": text, **error.values})


def _fits(row: Row, wanted: dict[str, str | float | int]) -> bool:
    return all(_equal(row[column], value) for column, value in wanted.items())


def _equal(got: object, wanted: object) -> bool:
    if isinstance(got, float) and isinstance(wanted, int | float):
        return math.isclose(got, wanted, rel_tol=1e-9)
    return str(got) == str(wanted)


def _said(rows: list[Row]) -> str:
    shown = ("measure", "value", "unit", "qualifier", "status", "period", "place", "subject", "rule")
    return _written([{column: row[column] for column in shown if row[column] != ""} for row in rows])


def _written(rows: list[dict[str, Any]]) -> str:
    """Write rows as the rules file does: {measure: level, value: 136400}."""
    return "；".join("{" + ", ".join(f"{name}: {cell}" for name, cell in row.items()) + "}" for row in rows)
