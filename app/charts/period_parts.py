"""Tell which part of a year each row's period is (一季度, 3月, 1—5月, 清明假期): what it may be compared with."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from app.period_labels import period_kind, period_words
from pipeline.periods.holidays import WORDS
from pipeline.periods.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.wording import Wording

# Figures of one of these kinds stand beside each other in order of time; of the others only the same part of
# different years, for months counted from January grow through the year and holidays are not alike.
SERIAL = ("year", "half", "quarter", "month")
KINDS = (*SERIAL, "cumulative", "holiday", "span")
WHOLE = "Y"
LONGEST = 365  # days from the first of a leap year to its last
STATED = ("period", "period_start", "period_end")


def with_parts(rows: pd.DataFrame) -> pd.DataFrame:
    """Add `kind` (one of KINDS) and `part` (Y, H1, Q3, M05, C05, spring, 04-01/04-10) to rows."""
    known: dict[tuple[object, object, object], tuple[str, str]] = {}
    found = []
    for key in zip(*(rows[name].astype(object) for name in STATED), strict=True):
        if key not in known:
            period, start, end = (None if pd.isna(one) else one for one in key)
            known[key] = part_of(str(period or ""), start, end)
        found.append(known[key])
    kinds, parts = ([pair[place] for pair in found] for place in (0, 1))
    return rows.assign(
        kind=pd.Series(kinds, rows.index, dtype="str"), part=pd.Series(parts, rows.index, dtype="str")
    )


@lru_cache(maxsize=50_000)
def part_of(period: str, start: date | None, end: date | None) -> tuple[str, str]:
    """Give kind and part of one period."""
    if start is not None and end is not None and (end - start).days > LONGEST:
        return "span", period
    kind = period_kind(period, start)
    if kind == "year" or start is None or end is None:
        return "year", WHOLE
    if kind in ("half", "quarter"):
        return kind, period[-2:]
    if kind == "month":
        return kind, f"M{period[-2:]}"
    named = kind_of(start, end)
    if named and not named[0].isdigit():
        return "holiday", named
    if kind == "cumulative":
        whole = end.day == calendar.monthrange(end.year, end.month)[1]
        return kind, f"C{end:%m}" if whole else f"C{end:%m%d}"
    return "span", named or period


def part_words(part: str, say: Wording) -> str:
    """Name a part of the year: Q1 → 一季度, C05 → 1—5月, spring → 春节假期."""
    if re.fullmatch(r"[HQ]\d|Y", part):
        return say(f"part.{part}")
    if found := re.fullmatch(r"([MC])(\d\d)(\d\d)?", part):
        month = int(found[2])
        names = {"month": month, "name": calendar.month_abbr[month], "day": int(found[3] or 0)}
        return say(f"part.{found[1]}{'D' if found[3] else ''}", **names)
    if holiday := say.either(f"holiday.{part}", ""):
        return holiday
    if found := re.fullmatch(r"(\d\d)-(\d\d)/(\d\d)-(\d\d)", part):
        first, last = (calendar.month_abbr[int(month)] for month in (found[1], found[3]))
        days = dict(zip(("month", "day", "last_month", "last_day"), map(int, found.groups()), strict=True))
        return say("part.days", **days, name=first, last_name=last)
    return period_words(part, say)


def place_words(kind: str, part: str, year: int | None, period: str, say: Wording) -> str:
    """Give the place on the axis of periods: 2024 for a year, 2024年清明假期 for a holiday, else the period."""
    if kind == "year":
        return str(year) if year is not None else say("period.unstated")
    if kind == "holiday":
        return say("period.holiday", year=year, name=part_words(part, say))
    return period_words(period, say)


def part_order(part: str) -> tuple[int, str, int]:
    """Order parts as a calendar does, longer ones first; holidays from the new year on."""
    holidays = [*WORDS["holidays"]]
    place = holidays.index(part) if part in holidays else len(holidays)
    return "YHQMC".find(part[0]) % 6, "" if part in holidays else part, place


def present_parts(rows: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Give the kinds and parts that rows with parts have, in order, each once."""
    held = rows[["kind", "part"]].drop_duplicates()
    pairs = [(str(kind), str(part)) for kind, part in held.itertuples(index=False)]
    yield from sorted(pairs, key=lambda pair: (KINDS.index(pair[0]), part_order(pair[1])))
