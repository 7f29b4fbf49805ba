"""Write amounts the way a yearbook does: one scale and equal decimals for all that stand together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

UNITS = Path(__file__).resolve().parent / "units.yaml"
AUTO, PLAIN = "auto", "one"
MOST_DECIMALS = 3  # 11.65亿 is 1.165 billion
LARGE, OF_LARGE = 100, 2  # beside amounts this large a third decimal says nothing


@dataclass(frozen=True, slots=True)
class Scale:
    """A factor and its word: 1e4 and 万, with the decimals that the amounts beside need."""

    factor: float
    word: str
    decimals: int = 0

    def write(self, value: float) -> str:
        """Write a value in base units at this scale: 136400 in 万 → 13.64."""
        return f"{value / self.factor:,.{self.decimals}f}"


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


def choose_scale(values: Iterable[float], unit: str, language: str, code: str = AUTO) -> Scale:
    """Choose the scale for values in base units: by code, or by their median; and the decimals they need."""
    sizes = [abs(value) for value in values if math.isfinite(value)]
    factor, word = 1.0, ""
    if unit not in unit_rules()["unscaled"]:
        middle = median(sizes) if sizes else 0.0
        for scale in unit_rules()["scales"][language]:
            if scale["code"] == code or (code == AUTO and middle >= scale["factor"]):
                factor, word = float(scale["factor"]), str(scale["word"])
                break
    return Scale(factor, word, decimals_needed([size / factor for size in sizes]))


def decimals_needed(sizes: Iterable[float]) -> int:
    """Count the decimals, at most three, that the amounts need; a small one may need more to show at all."""
    sizes, most = list(sizes), 0
    enough = OF_LARGE if max(sizes, default=0) >= LARGE else MOST_DECIMALS
    for size in sizes:
        needed = 0
        while needed < enough and not math.isclose(round(size, needed), size, abs_tol=1e-9):
            needed += 1
        while size > 0 and round(size, needed) == 0 and needed < 6:
            needed += 1
        most = max(most, needed)
    return most


def mark(qualifier: str) -> str:
    """Give the sign of a bound or an approximation: over → ≥, about → ≈, exact → nothing."""
    return str(unit_rules()["marks"].get(qualifier, ""))
