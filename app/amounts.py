"""Write amounts the way a yearbook does: in the unit that the indicator is shown in, with no printed digit lost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from app.digits import computed, decimals_of
from pipeline.quantities.shown_units import shown_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

UNITS = Path(__file__).resolve().parent / "units.yaml"
AUTO, PLAIN = "auto", "one"
MOST_ALIKE = 2  # decimals that computed figures beside each other get alike


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit as it is shown, 万人次, with its base units, and the decimals that computed figures beside each other have."""

    factor: float
    unit: str
    decimals: int = 0

    def write(self, value: float, decimals: int) -> str:
        """Write a value in base units in this unit with so many decimals: 136400 in 万人次 → 13.64."""
        return f"{value / self.factor:,.{decimals}f}"


@lru_cache
def unit_rules() -> dict[str, Any]:
    """Read units.yaml."""
    rules: dict[str, Any] = yaml.load(UNITS.read_text("utf-8"), yaml.CSafeLoader)
    return rules


def scale_codes(language: str) -> list[str]:
    """List the codes of the scale switch, `auto` first."""
    return [AUTO, PLAIN, *(scale["code"] for scale in reversed(unit_rules()["scales"][language]))]


def scale_word(code: str, language: str) -> str:
    """Give the word of a scale code, empty for `auto` and for no scale."""
    words = {scale["code"]: scale["word"] for scale in unit_rules()["scales"][language]}
    return str(words.get(code, "")).strip()


def unit_name(unit: str, language: str) -> str:
    """Name a unit in the language; an unknown one stays as it is."""
    return unit if language == "zh" else str(unit_rules()["english"].get(unit, unit))


@lru_cache(maxsize=1000)
def scale_in(unit: str, shown_in: str, language: str, code: str = AUTO) -> Scale:
    """Give the unit in which figures of a base unit are shown: `shown_in` as the indicator says, or scaled by code.

    Figures in another currency take the indicator's 万 or 亿 before their own.
    """
    shown = shown_unit(shown_in)
    own = shown is not None and shown.base == unit
    form, each = (shown.form, shown.factor) if shown and own else (unit, 1.0)
    if unit in unit_rules()["unscaled"]:
        return Scale(1.0, unit_name(unit, language))
    scales = unit_rules()["scales"][language]
    times = shown.times if shown and code == AUTO else 1
    fitting = [one for one in scales if (one["code"] == code if code != AUTO else one["factor"] <= times)]
    if not fitting:
        return Scale(each, unit_name(form, language))
    return Scale(each * fitting[0]["factor"], f"{fitting[0]['word']}{unit_name(form, language)}")


def scale_of_row(row: Any, catalogue: Mapping[str, Any], language: str) -> Scale:
    """Give the unit in which a row's figure is shown."""
    return scale_in(str(row.unit), shown_in(str(row.indicator), catalogue), language)


def shown_in(indicator: str, catalogue: Mapping[str, Any]) -> str:
    """Give the unit that an indicator is shown in, as its entry says: 万亩; empty for its base unit."""
    entry = catalogue.get(indicator)
    return "" if entry is None else str(entry.shown_in)


def common_decimals(rows: Iterable[Any], factor: float) -> int:
    """Count the decimals, at most two, that computed figures beside each other share."""
    return min(max((decimals_of(row, factor) for row in rows if computed(row)), default=0), MOST_ALIKE)


def mark(qualifier: str) -> str:
    """Give the sign of a bound or an approximation: over → ≥, about → ≈, exact → nothing."""
    return str(unit_rules()["marks"].get(qualifier, ""))
