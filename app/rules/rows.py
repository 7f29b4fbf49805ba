"""Write a row of the table in one line: 接待游客人次 13.64 万人次 · 鹤山市 · 2025年4月4—6日."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from app.labels import amount_words, indicator_name
from app.period_labels import period_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.wording import Wording


def row_words(row: Mapping[str, Any], catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write indicator, amount, whom it is about, period, and what is not as usual (planned, computed)."""
    one = amount_row(row)
    state = "derived" if one.derived else "planned" if one.status == "planned" else ""
    parts = [
        f"{indicator_name(one.indicator, catalogue, say)} {measure_and_amount(one, catalogue, say)}",
        one.subject,
        one.place,
        period_words(one.period, say),
        one.scope,
        state and say(f"status.{state}"),
    ]
    return say("list.dot").join(part for part in parts if part)


def measure_and_amount(one: Any, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write the amount; what is no level and no growth says what it is."""
    amount = amount_words(one, catalogue, say)
    if one.measure in ("level", "yoy"):
        return amount
    return f"{say.either(f'measure.{one.measure}', one.measure)} {amount}"


def amount_row(row: Mapping[str, Any]) -> Any:
    """Make a row of text cells one with numbers, to be written like those of the table."""
    cells = dict(row)
    for column in ("value", "low", "high"):
        cell = cells.get(column)
        cells[column] = float(cell) if cell not in ("", None) else None
    cells["derived"] = str(cells.get("derived", "")).casefold() == "true"
    return SimpleNamespace(**cells)
