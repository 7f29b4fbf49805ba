"""Count the decimals that a figure needs in a unit so that no printed digit is lost."""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd

from pipeline.computed import DIGITS

NUMERAL = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")
ALLOWED = 2  # digits that an exact conversion may have more than was printed: 7.25亿斤 is 36.25万吨
MOST = 9  # decimals


def computed(row: Any) -> bool:
    """Tell whether no document prints a row's figure, so that no digits are given for it."""
    return bool(row.derived) or not row.value_text


def decimals_of(row: Any, factor: float, alike: int = 0) -> int:
    """Count the decimals of a row's figure in a unit of `factor` base units.

    A printed figure keeps the digits that were printed and gets no others, 2.60亿 its zero, 842万 none; one converted
    into another kind of unit (公顷 into 亩) as many digits as it was printed with; a computed one has three, those of the
    figure that it comes from where it is the same (31.05万吨 of growth by 0.0%, which three digits make 31.1), and as
    many decimals as the computed ones beside it (`alike`).
    """
    high = getattr(row, "high", None)
    ends = [row.value] + ([high] if row.qualifier == "range" and not pd.isna(high) else [])
    sizes = [abs(float(end)) / factor for end in ends]
    text = str(row.value_text or "")
    if computed(row):
        return max(alike, *(significant(size, digits_computed(size, text)) for size in sizes))
    if row.review == "corrected":  # the text is what was wrong
        return max(map(exact, sizes))
    return max(printed(size, text) for size in sizes)


def digits_computed(size: float, text: str) -> int:
    """Count the digits of a computed figure; `text` is what it was computed from."""
    numerals = [one for one in numerals_in(text)[:1] if "." in one]  # the noughts of 2000000000元 say nothing
    digits = digits_in(numerals)
    same = len(digits) > DIGITS and f"{size:.{len(digits) - 1}e}".replace(".", "").startswith(digits)
    return len(digits) if same else DIGITS


def numerals_in(text: str) -> list[str]:
    """List the numerals of a text without signs between thousands."""
    return [re.sub("[,，]", "", found).replace("．", ".") for found in NUMERAL.findall(text)]


def digits_in(numerals: list[str]) -> str:
    """Give the significant digits of numerals."""
    return "".join(one.replace(".", "").lstrip("0") for one in numerals)


def printed(size: float, text: str) -> int:
    """Count the decimals that show a figure with all digits of its text: 27.875 of 「2,787.50亿元」 in 百亿元 has four."""
    numerals = numerals_in(text)
    if not numerals:
        return exact(size)
    digits = len(digits_in(numerals))
    needed = exact(size)
    if size and needed + math.floor(math.log10(size)) + 1 > digits + ALLOWED:
        return significant(size, max(digits, DIGITS))
    moved = round(math.log10(float(numerals[0]) / size)) if size and float(numerals[0]) else 0
    zeros = max((len(one.partition(".")[2]) for one in numerals if "." in one), default=None)
    return needed if zeros is None else min(max(needed, zeros + moved), MOST)


def exact(size: float) -> int:
    """Count the decimals that a number has."""
    return next((n for n in range(MOST) if math.isclose(round(size, n), size, rel_tol=1e-12)), MOST)


def significant(size: float, digits: int = DIGITS) -> int:
    """Count the decimals that give a number so many significant digits; a whole number keeps all of its own."""
    return min(max(digits - 1 - math.floor(math.log10(size)), 0), MOST) if size > 0 else 0
