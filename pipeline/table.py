"""Hold the table of observations: its columns, their types and its keys are decided here, once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.scopes import series_scope

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
    "period_source": "str",
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
    "locator": "str",
    "mentions": "int",
    "repeats": "str",
    "conflict": "str",
    "review": "str",
}
# What two rows have in common that speak of the same fact.
_FACT = ("indicator", "measure", "place", "subject", "period_start", "period_end", "status", "unit")
_DTYPES = {"str": "str", "int": "Int64", "float": "float64", "bool": "bool", "date": "object"}
_HIDDEN = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
FACTS = 500_000  # that are looked at together, of 300 bytes each
Row = dict[str, Any]


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

    cells = {
        column: [_cell(column, kind, row.get(column)) for row in rows] for column, kind in COLUMNS.items()
    }
    frame = pd.DataFrame(
        {column: pd.Series(cells[column], dtype=_DTYPES[kind]) for column, kind in COLUMNS.items()}
    )
    doubled = frame["id"][frame["id"].duplicated()]
    if len(doubled):
        raise ValueError(f"表中有重复的 id：{doubled.iloc[0]}，每一行应有自己的 id。")
    return frame


def visible(text: str) -> str:
    r"""Return a text whose control characters and marks of direction are written out (\u001b): the same in each format.

    A workbook holds no control character, and a mark of direction turns what stands behind it round. A tab stays.
    """
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _cell(column: str, kind: str, cell: Any) -> Any:
    """Return a cell as the frame has it; the characters of a number are those of the document."""
    if kind == "date":
        return _day(cell)
    return visible(cell) if kind == "str" and column != "value_text" and isinstance(cell, str) else cell


def _day(said: str | date | None) -> date | None:
    """Return a day as a date: what rules read says it in words, a table read back has it already."""
    return date.fromisoformat(said) if said and isinstance(said, str) else said or None


class Conflicts:
    """Find the printed figures of one fact, with a stated period, whose values differ.

    Two areas of one name (鼓楼区 of 南京市 and of 徐州市) have no fact in common; a figure without the area's code goes
    with those of the only code there is. Rows are noted batch by batch and marked afterwards; of each fact only a hash
    and its first value for each code are kept.
    """

    def __init__(self) -> None:
        """Begin with no rows noted."""
        self._values: dict[str, dict[str, float]] = {}
        self._disputed: set[tuple[str, str]] = set()

    def note(self, rows: Iterable[Row]) -> None:
        """Remember what these rows say."""
        for row in rows:
            self.note_fact(fact_of(row), row["place_code"], row["value"])

    def note_fact(self, fact: str, code: str, value: float) -> None:
        """Remember what one row says of its fact in an area."""
        if fact and self._values.setdefault(fact, {}).setdefault(code, value) != value:
            self._disputed.add((fact, code))

    def mark(self, rows: Iterable[Row]) -> None:
        """Give a shared id to those of these rows that disagree with another row noted."""
        for row in rows:
            row["conflict"] = self.shared(fact_of(row), row["place_code"])

    def forget_undisputed(self) -> None:
        """Keep in memory only the facts that rows noted disagree about: of the others no more rows may come."""
        self._values = {
            fact: values
            for fact, values in self._values.items()
            if any(self.shared(fact, code) for code in values)
        }

    def shared(self, fact: str, code: str) -> str:
        """Return the id of those that disagree about a fact in an area, "" where nobody does."""
        values = self._values.get(fact, {})
        if len(values.keys() - {""}) > 1:
            return fact + code if (fact, code) in self._disputed else ""
        differ = len({*values.values()}) > 1 or any((fact, one) in self._disputed for one in values)
        return fact if differ else ""


def conflicts_among(said: Callable[[str, str], Iterable[tuple[str, str, float]]], count: int) -> Conflicts:
    """Find the facts that so many rows disagree about, in memory that grows with these facts alone.

    `said(first, behind)` yields the fact, area's code and value of each row whose fact stands from the one to before the
    other: facts are hashes, and those of one stretch of all hashes are looked at together.
    """
    conflicts = Conflicts()
    bounds = [f"{at:06x}" for at in range(0, 16**6, 16**6 // (1 + count // FACTS))]
    for first, behind in zip(
        bounds, [*bounds[1:], "g"], strict=True
    ):  # a row without fact ("") is before all
        for fact, code, value in said(first, behind):
            conflicts.note_fact(fact, code, value)
        conflicts.forget_undisputed()
    return conflicts


def fact_of(row: Row) -> str:
    """Return the id that all statements of a row's fact share, "" where no period is stated or it is computed.

    Two areas of one name share it; their codes tell them apart. Where it is not known whose a figure is, only its own
    document speaks of the same fact.
    """
    if not row["period_end"] or row["derived"]:
        return ""
    known = [*(str(row[column]) for column in _FACT), series_scope(row["indicator"], row["scope"])]
    whose = [] if row["place"] or row["subject"] else [row["document"]]
    key = "\x1f".join([*known, *whose])
    return hashlib.sha256(key.encode()).hexdigest()[:12]
