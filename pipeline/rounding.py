"""Know how exactly a figure is printed, and write another amount the way it is printed."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from pipeline.lines.folding import fold

_NUMBER = re.compile(r"\d[\d,，]*(?:[.．](\d+))?")  # full-width digits are digits to Python as well
_FEWEST_PLACES = 2  # of an amount written beside one with fewer


def half_steps(rows: pd.DataFrame) -> pd.Series[float]:
    """Return half a unit of the last printed digit of each row, in its base unit: 13.64万人次 → 50."""
    told = (rows[name].tolist() for name in ("value_text", "value"))  # as lists, a text comes at once
    steps = [half_step(text, value) for text, value in zip(*told, strict=True)]
    return pd.Series(steps, index=rows.index, dtype="float64")


def half_step(text: str, value: float) -> float:
    """Return how far the fact may be from a printed figure: 0.6亿元 → 5,000,000; 0 where it has no digits (百亿)."""
    found = _NUMBER.search(text)
    if found is None:
        return 0.0
    number = _read(found[0])
    step = 0.5 * 10.0 ** -len(found[1] or "")
    return step * abs(value) / number if number else step


def has_decimals(text: str) -> bool:
    """Say whether a figure is printed with decimals."""
    found = _NUMBER.search(text)
    return found is not None and found[1] is not None


def _read(digits: str) -> float:
    return float((digits if digits.isascii() else fold(digits)).replace(",", ""))


def written_like(text: str, value: float, amount: float) -> str:
    """Write an amount in the words of a figure of this value: 4.6亿元, 4.6e8 and 4.8e8 → 4.8亿元."""
    found = _NUMBER.search(text)
    number = _read(found[0]) if found else 0
    if found is None or not number or not value:
        return plain(amount)
    places = max(len(found[1] or ""), _FEWEST_PLACES)
    return text[: found.start()] + plain(amount * number / abs(value), places) + text[found.end() :]


def plain(number: float, places: int = _FEWEST_PLACES) -> str:
    """Write a number without an exponent or trailing zeros; one below 1 with three digits."""
    if abs(number) >= 1:
        text = f"{number:.{places}f}"
        return text.rstrip("0").rstrip(".") if places else text
    return np.format_float_positional(number, precision=3, fractional=False, trim="-")
