"""Lay facts out as the table of observations: its columns, their types and its keys are decided here, once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipeline.derived import Derived, derive_last_year
from pipeline.documents import Document
from pipeline.lines import Flow
from pipeline.periods import Period
from pipeline.repeats import Fact, conflict_of

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: dict[str, str] = {
    "id": "str",
    "indicator": "str",
    "measure": "str",
    "place": "str",
    "place_code": "str",
    "subject": "str",
    "period": "str",
    "period_start": "date",
    "period_end": "date",
    "year": "int",
    "value": "float",
    "low": "float",
    "high": "float",
    "unit": "str",
    "value_text": "str",
    "qualifier": "str",
    "status": "str",
    "derived": "bool",
    "derivation": "str",
    "confidence": "float",
    "rule": "str",
    "scope": "str",
    "document": "str",
    "title": "str",
    "published": "date",
    "source": "str",
    "published_inferred": "bool",
    "sentence": "str",
    "start": "int",
    "end": "int",
    "mentions": "int",
    "repeats": "str",
    "conflict": "str",
    "review": "str",
}
# What two rows have in common that speak of the same fact.
_FACT = ("indicator", "measure", "place", "subject", "period_start", "period_end", "status", "unit", "scope")
_DTYPES = {"str": "str", "int": "Int64", "float": "float64", "bool": "bool", "date": "object"}
Row = dict[str, Any]


def rows_of(document: Document, page: Flow, facts: list[Fact]) -> list[Row]:
    """Return the rows of one document: its printed facts, then what is computed from them."""
    rows = {id(fact.kept): _row(document, page, fact) for fact in facts}
    derived = derive_last_year(fact.kept for fact in facts)
    computed = [_derived_row(rows[id(one.level)], rows[id(one.growth)], one) for one in derived]
    return [*rows.values(), *computed]


def _row(document: Document, page: Flow, fact: Fact) -> Row:
    kept = fact.kept
    claim, quantity = kept.claim, kept.claim.quantity
    start, end = page.span(quantity.start, quantity.end)
    low, high = _bounds(claim.value, quantity.value, quantity.low, quantity.high)
    period = _label(kept.period, stock=kept.entry.kind == "stock")
    return {
        "id": id_of(document.digest, start, end, claim.indicator, claim.measure, period, claim.rule),
        "indicator": claim.indicator,
        "measure": claim.measure,
        "place": kept.place.name,
        "place_code": kept.place.code,
        "subject": kept.subject,
        "period": period,
        "period_start": kept.first_day(),
        "period_end": kept.last_day(),
        "year": kept.period.last_day.year if kept.period else document.published and document.published.year,
        "value": claim.value,
        "low": low,
        "high": high,
        "unit": kept.unit,
        "value_text": page.display[quantity.start : quantity.end],
        "qualifier": quantity.qualifier,
        "status": claim.status,
        "derived": False,
        "derivation": "",
        "confidence": claim.confidence,
        "rule": claim.rule,
        "scope": claim.scope,
        "document": document.file,
        "title": kept.title,
        "published": document.published.isoformat() if document.published else "",
        "source": document.source,
        "published_inferred": document.published_inferred,
        "sentence": page.display[kept.sentence[0] : kept.sentence[1]].strip(),
        "start": start,
        "end": end,
        "mentions": 1 + len(fact.repeats),
        "repeats": ";".join("{}-{}".format(*page.span(*span)) for span in fact.repeats),
        "conflict": "",
        "review": "pending",
    }


def _derived_row(level: Row, growth: Row, one: Derived) -> Row:
    stock = one.level.entry.kind == "stock"
    low, high = (
        value and value / (1 + one.growth.claim.value / 100) for value in (level["low"], level["high"])
    )
    return level | {
        "id": id_of(level["id"], growth["id"]),
        "period": _label(one.period, stock=stock),
        "period_start": "" if stock or one.period.first_day is None else str(one.period.first_day),
        "period_end": str(one.period.last_day),
        "year": one.period.last_day.year,
        "value": one.value,
        "low": low,
        "high": high,
        "qualifier": one.qualifier,
        "derived": True,
        "derivation": one.derivation,
        "confidence": min(level["confidence"], growth["confidence"]),
        "rule": "last_year_from_yoy",
        "mentions": 0,
        "repeats": "",
    }


def _bounds(
    value: float, magnitude: float, low: float | None, high: float | None
) -> tuple[float | None, float | None]:
    """Give the bounds the sign of the value: 下降超5% lies below −5; 倍 became per cent with the value."""
    if not magnitude or value == magnitude:
        return low, high
    factor = value / magnitude
    scaled = [None if bound is None else bound * factor for bound in (low, high)]
    return (scaled[1], scaled[0]) if factor < 0 else (scaled[0], scaled[1])


def _label(period: Period | None, *, stock: bool) -> str:
    if period is None:
        return ""
    return period.label if not stock or period.first_day is None else str(period.last_day)


def id_of(*parts: object) -> str:
    """Return the id of a row from what names it: the same on every machine."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:16]


def table(rows: list[Row]) -> pd.DataFrame:
    """Return the rows as the table: columns, types, unique ids, conflicts marked. Raise ValueError on a bad row."""
    conflicts = Conflicts()
    conflicts.note(rows)
    conflicts.mark(rows)
    return framed(rows)


def framed(rows: list[Row]) -> pd.DataFrame:
    """Return rows whose conflicts are marked as a frame with the table's columns and types."""
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for column, kind in COLUMNS.items():
        if kind == "date":
            days = pd.to_datetime(frame[column].replace("", None), format="%Y-%m-%d")
            frame[column] = pd.Series([None if pd.isna(day) else day.date() for day in days], dtype="object")
        else:
            frame[column] = frame[column].astype(_DTYPES[kind])
    doubled = frame["id"][frame["id"].duplicated()]
    if len(doubled):
        raise ValueError(f"表中有重复的 id：{doubled.iloc[0]}，每一行应有自己的 id。")
    return frame


class Conflicts:
    """Find the printed figures of one fact, with a stated period, whose values differ.

    Rows are noted batch by batch and marked afterwards; of each fact only a hash and its first value are kept.
    """

    def __init__(self) -> None:
        """Begin with no rows noted."""
        self._values: dict[str, float] = {}
        self._disputed: set[str] = set()

    def note(self, rows: Iterable[Row]) -> None:
        """Remember what these rows say."""
        for row in rows:
            fact = fact_of(row)
            if fact and self._values.setdefault(fact, row["value"]) != row["value"]:
                self._disputed.add(fact)

    def mark(self, rows: Iterable[Row]) -> None:
        """Give a shared id to those of these rows that disagree with another row noted."""
        for row in rows:
            fact = fact_of(row)
            row["conflict"] = fact if fact in self._disputed else ""


def fact_of(row: Row) -> str:
    """Return the id that all statements of a row's fact share, "" where no period is stated or it is computed."""
    if not row["period_end"] or row["derived"]:
        return ""
    return conflict_of(tuple(str(row[column]) for column in _FACT))
