"""Check and read what a person types to correct a row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.indicators import Indicator
from pipeline.words import words_of
from pipeline.workspace.typed_figures import read_unit, read_value, units_of
from pipeline.workspace.typed_names import read_place
from pipeline.workspace.typed_periods import read_period

TYPED = ("indicator", "unit", "value", "period", "place", "subject", "status")
STATUSES = ("actual", "planned")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Mistake:
    """Tell what is wrong with one field as typed; `field` is empty where it is no single one."""

    field: str
    kind: str
    values: Mapping[str, str]

    def said(self, language: str = "zh") -> str:
        """Say it in a sentence, in "zh" or "en"."""
        return str(words_of("corrections")[self.kind][language]).format(**self.values)


@dataclass(frozen=True, slots=True)
class Correction:
    """Hold the columns to change with their right values, or what is wrong with what was typed."""

    changes: Mapping[str, str | float]
    mistakes: tuple[Mistake, ...]


def missing(row: Mapping[str, Any], names: Sequence[str]) -> list[Mistake]:
    """Return a mistake for each of some columns that a row has nothing in: a value, a unit, a period or a place."""
    return [
        Mistake(name, f"{name}_missing", {})
        for name in names
        if row[name] in (None, "") or row[name] != row[name]
    ]


class _WrongError(ValueError):
    def __init__(self, mistake: Mistake) -> None:
        self.mistake = mistake
        super().__init__(mistake.said())


def correction_of(
    row: Mapping[str, Any],
    typed: Mapping[str, str],
    entries: Mapping[str, Indicator],
    published: date | None = None,
) -> Correction:
    """Read what was typed for the fields of TYPED; only what differs from the row becomes a change.

    `row` is the row as it stands, a field left out keeps its value. `published` is the document's date, which
    今年 and 一季度 count from. Mistakes come in the order of the fields, one each; with any there are no changes.
    """
    changes: dict[str, str | float] = {}
    mistakes = []
    asked = {
        name: typed[name].strip()
        for name in TYPED
        if name in typed and typed[name].strip() != _now(row, name)
    }
    for name in asked:
        try:
            changes |= dict(_read(name, asked, {**row, **changes}, entries, published))
        except _WrongError as error:
            mistakes.append(error.mistake)
    entry = entries.get(str(changes.get("indicator", row["indicator"])))
    unit = str(changes.get("unit", row["unit"]))
    if "indicator" in changes and entry and not mistakes and unit not in units_of(entry, row["measure"]):
        mistakes.append(_unfit(unit, entry, row["measure"]))
    changes = {name: value for name, value in changes.items() if value != row[name]}
    if not changes and not mistakes:
        mistakes.append(Mistake("", "nothing", {}))
    return Correction({} if mistakes else changes, tuple(mistakes))


def _read(
    name: str,
    asked: Mapping[str, str],
    row: Mapping[str, Any],
    entries: Mapping[str, Indicator],
    published: date | None,
) -> Iterator[tuple[str, str | float]]:
    """Yield the columns that follow from one field. Raise _WrongError where it cannot be taken."""
    text = asked[name]
    entry = entries.get(str(row["indicator"]))
    if name == "indicator":
        yield "indicator", _indicator(text, entries)
    elif name == "value":
        yield from _value(text, row, entry, free="unit" not in asked)
    elif name == "unit":
        unit = read_unit(text, entry, row["measure"]) if entry else text
        if unit is None and entry:
            raise _WrongError(_unfit(text, entry, row["measure"]))
        yield "unit", str(unit)
    elif name == "period":
        label, kind = read_period(text, published, stock=entry is not None and entry.kind == "stock")
        if kind:
            raise _WrongError(Mistake("period", kind, {"typed": text, "first": "1900", "last": "2100"}))
        yield "period", label
    elif name == "place":
        place, code = read_place(_plain("place", text), str(row["place_code"] or ""))
        yield from (("place", place), ("place_code", code))
    elif name == "subject":
        yield "subject", _plain("subject", text)
    elif text in STATUSES:
        yield "status", text
    else:
        raise _WrongError(
            Mistake("status", "status_unknown", {"typed": text, "allowed": "、".join(STATUSES)})
        )


def _value(
    text: str, row: Mapping[str, Any], entry: Indicator | None, *, free: bool
) -> Iterator[tuple[str, str | float]]:
    """Yield value, and the unit where it is printed with the value and `free` to follow it."""
    read = read_value(text)
    if isinstance(read, str):
        raise _WrongError(Mistake("value", read, {"typed": text}))
    allowed = units_of(entry, row["measure"]) if entry else (str(row["unit"]),)
    unit = (read_unit(read.unit, entry, row["measure"]) if entry else read.unit) if read.unit else row["unit"]
    if read.unit and (unit not in allowed or (unit != row["unit"] and not free)):
        raise _WrongError(
            Mistake("value", "value_unit", {"typed": text, "unit": read.unit, "allowed": "、".join(allowed)})
        )
    yield "value", read.value
    if unit != row["unit"]:
        yield "unit", str(unit)


def _indicator(text: str, entries: Mapping[str, Indicator]) -> str:
    """Return the id that was typed, or of which the name was typed."""
    named = (name for name, entry in entries.items() if text in (entry.name.zh, entry.name.en))
    found = text if text in entries else next(named, "")
    if not found:
        raise _WrongError(Mistake("indicator", "indicator_unknown", {"typed": text}))
    return found


def _plain(name: str, text: str) -> str:
    """Return a name that can stand in a cell."""
    if name == "place" and not text:
        raise _WrongError(Mistake(name, "place_missing", {}))
    if len(text) > _LONGEST or any(unicodedata.category(one)[0] == "C" for one in text):
        raise _WrongError(Mistake(name, "text_unfit", {"typed": f"{text[:20]}…", "most": str(_LONGEST)}))
    return text


def _unfit(unit: str, entry: Indicator, measure: str) -> Mistake:
    allowed = "、".join(units_of(entry, measure))
    return Mistake(
        "unit", "unit_unfit", {"typed": unit, "allowed": allowed, "zh": entry.name.zh, "en": entry.name.en}
    )


def _now(row: Mapping[str, Any], name: str) -> str:
    return f"{row[name]:.15g}" if name == "value" else str(row[name] or "")
