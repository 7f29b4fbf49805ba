"""Lay out the axis of periods: every place on it in order of time, those without a figure too, and their short names."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.charts.period_parts import SERIAL, part_words, place_words

if TYPE_CHECKING:
    import pandas as pd

    from app.wording import Wording

MOST_FILLED = 60  # an axis that would get longer keeps to the periods that have figures


def axis_of(rows: pd.DataFrame, say: Wording) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the places on the axis in order of time, and how they stand there in short.

    Rows are of one kind of period, with their place in `x`.
    """
    ordered = rows.sort_values(["year", "period_end"], kind="stable")
    held = [str(one) for one in ordered["x"].unique()]
    kind, parts = str(ordered["kind"].iloc[0]), tuple(map(str, ordered["part"].unique()))
    dated = ordered.dropna(subset=["year"] if kind == "year" else ["year", "period_end"])
    if dated.empty:
        return tuple(held), tuple(held)
    first, last = ((int(row.year), row.period_end) for row in (dated.iloc[0], dated.iloc[-1]))
    filled = between(kind, parts, first, last, say) if len(held) > 1 else []
    periods = tuple([*filled, *(one for one in held if one not in filled)] if filled else held)
    return periods, tick_words(kind, parts, periods, range(first[0], last[0] + 1), say)


def between(
    kind: str, parts: tuple[str, ...], first: tuple[int, date], last: tuple[int, date], say: Wording
) -> list[str]:
    """List every place on the axis from the first to the last figure, those without figures too.

    `first` and `last` are year and last day; one part stands once a year, months and quarters in order of time.
    """
    years = range(first[0], last[0] + 1)
    if kind == "year":
        return [str(year) for year in years] if len(years) <= MOST_FILLED else []
    if kind == "span" or (kind not in SERIAL and len(parts) > 1):
        return []
    wanted = parts if len(parts) == 1 else _all_parts(kind)
    held = [
        place_words(kind, part, year, _period(year, part), say)
        for year in years
        for part in wanted
        if len(parts) == 1 or _within(year, part, first[1], last[1])
    ]
    return held if len(held) <= MOST_FILLED else []


def tick_words(
    kind: str, parts: tuple[str, ...], periods: tuple[str, ...], years: range, say: Wording
) -> tuple[str, ...]:
    """Shorten the places on an axis: of one part of the year, which the title names, to the year.

    Of several months, quarters or halves the year stands under the first of each year.
    """
    if kind in ("year", "span"):
        return periods
    named = parts if len(parts) == 1 else _all_parts(kind) if kind in SERIAL else ()
    known = {
        place_words(kind, part, year, _period(year, part), say): (part, str(year))
        for year in years
        for part in named
    }
    ticks, said = [], ""
    for period in periods:
        part, year = known.get(period, ("", ""))
        words = f"{part_words(part, say)}{f'<br>{year}' if year != said else ''}" if part else period
        ticks.append(year if part and len(named) == 1 else words)
        said = year
    return tuple(ticks)


def _all_parts(kind: str) -> tuple[str, ...]:
    counts = {"half": ("H", 2), "quarter": ("Q", 4), "month": ("M", 12)}
    letter, most = counts[kind]
    return tuple(
        f"{letter}{number:02d}" if letter == "M" else f"{letter}{number}" for number in range(1, most + 1)
    )


def _within(year: int, part: str, first: date, last: date) -> bool:
    return first <= _last_day(year, part) <= last


def _last_day(year: int, part: str) -> date:
    months = {"H": 6, "Q": 3, "M": 1}[part[0]]
    month = months * int(part[1:])
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _period(year: int, part: str) -> str:
    """Write the label that a part has in a year: M05 of 2024 → 2024-05."""
    if part[0] in "HQ" and part[1:].isdigit():
        return f"{year}-{part}"
    if part[0] == "M" and part[1:].isdigit():
        return f"{year}-{part[1:]}"
    if part[0] == "C" and part[1:].isdigit():
        month = int(part[1:3])
        day = int(part[3:] or calendar.monthrange(year, month)[1])
        return f"{year}-01-01/{date(year, month, day)}"
    return ""
