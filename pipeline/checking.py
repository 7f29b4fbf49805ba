"""Hold the rules to their own examples: each example gives exactly its rows, each counterexample none."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from pipeline.documents import document_of
from pipeline.extraction import extract_document
from pipeline.indicators import Catalogue, Example, Indicator
from pipeline.table import COLUMNS, Row


def failures(catalogue: Catalogue) -> Iterator[str]:
    """Yield one sentence for each example that does not hold: which entry, which text, what was given instead."""
    for entry in catalogue.entries.values():
        for example in entry.examples:
            yield from _example(catalogue, entry, example)
        for other in entry.not_examples:
            rows = rows_of_text(other.text, catalogue, entry.id)
            if rows:
                yield f"{entry.id}：反例“{other.text}”不应给出行（{other.because}），却给出 {_said(rows)}。"


def rows_of_text(
    text: str, catalogue: Catalogue, indicator: str = "", *, published: str = "2025-04-07", place: str = ""
) -> list[Row]:
    """Return the printed rows that a text gives, of one indicator or of all."""
    document = document_of(text, date.fromisoformat(published), place)
    rows = extract_document(document, catalogue).rows
    return [row for row in rows if not row["derived"] and indicator in ("", row["indicator"])]


def _example(catalogue: Catalogue, entry: Indicator, example: Example) -> Iterator[str]:
    given = rows_of_text(example.text, catalogue, entry.id, published=example.published, place=example.place)
    left = list(given)
    missing = []
    for wanted in example.rows:
        unknown = [column for column in wanted if column not in COLUMNS]
        if unknown:
            yield f"{entry.id}：例句“{example.text}”中没有名为 {unknown[0]} 的列，可用的是 {'、'.join(COLUMNS)}。"
            return
        found = next((row for row in left if _fits(row, wanted)), None)
        if found is None:
            missing.append(wanted)
        else:
            left.remove(found)
    if missing or left:
        yield f"{entry.id}：例句“{example.text}”应给出 {missing or '其余各行'}，却给出 {_said(left) or '没有行'}。"


def _fits(row: Row, wanted: dict[str, str | float | int]) -> bool:
    return all(_equal(row[column], value) for column, value in wanted.items())


def _equal(got: object, wanted: object) -> bool:
    if isinstance(got, float) and isinstance(wanted, int | float):
        return math.isclose(got, wanted, rel_tol=1e-9)
    return str(got) == str(wanted)


def _said(rows: list[Row]) -> str:
    shown = ("measure", "value", "unit", "qualifier", "status", "period", "place", "subject", "rule")
    return "；".join(
        "{" + ", ".join(f"{column}: {row[column]}" for column in shown if row[column] != "") + "}"
        for row in rows
    )
