"""Write the period of a row as SDMX writes time: a frequency and a time period."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.periods.labels import days_of

if TYPE_CHECKING:
    from datetime import date

UNSPECIFIED, IRREGULAR, DAY = "_U", "I", "D"
_SHAPES = {
    "A": re.compile(r"\d{4}"),
    "Q": re.compile(r"\d{4}-Q[1-4]"),
    "S": re.compile(r"\d{4}-H[12]"),
    "M": re.compile(r"\d{4}-\d{2}"),
    DAY: re.compile(r"\d{4}-\d{2}-\d{2}"),
}


def time_of(row: Any) -> tuple[str, str]:
    """Return the codes for FREQ and TIME_PERIOD; ("", "") where a row has neither a period nor a year.

    2024-H1 → (S, 2024-S1), 2025-04-04/2025-04-06 → (I, 2025-04-04/P3D), 2024-01/2024-11 → (I, 2024-01-01/P11M), a
    stock → (D, its day). Without a stated period the document's year stands under the frequency that says so.
    """
    label = "" if pd.isna(row.period) else str(row.period)
    if label and pd.isna(row.period_start) and not pd.isna(row.period_end):
        return DAY, str(row.period_end)[:10]
    for frequency, shape in _SHAPES.items():
        if shape.fullmatch(label):
            return frequency, label.replace("H", "S")
    try:
        first, last = days_of(label)
    except ValueError:
        return ("", "") if pd.isna(row.year) else (UNSPECIFIED, f"{int(row.year):04d}")
    return IRREGULAR, f"{first.isoformat()}/{_duration(first, last)}"


def _duration(first: date, last: date) -> str:
    """Return the ISO 8601 duration from the first to the last day, both included: P3D, P11M, P3Y."""
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return f"P{(last - first).days + 1}D"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return f"P{months}M" if months % 12 else f"P{months // 12}Y"
