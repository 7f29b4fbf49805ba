"""Look up which days were off around a public holiday of the mainland.

Days of 2004 and later come from chinesecalendar (the State Council's yearly notices), earlier golden weeks
and the principles for years not yet announced from words/holidays.yaml.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import chinese_calendar
from chinese_calendar.constants import holidays as _listed

from pipeline.words import words_of

WORDS: dict[str, Any] = words_of("holidays")
TOGETHER = "together"
LATEST = 2100  # no rule is known for what comes behind
_ONE_DAY = timedelta(days=1)
_FIRST_LISTED, _LAST_LISTED = min(_listed).year, max(_listed).year
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class DaysOff(NamedTuple):
    """Name the first and last day off, both inclusive."""

    first: date
    last: date


def _names() -> dict[str, str]:
    """Map each name to its holiday: {'清明节': 'tomb_sweeping', '国庆中秋': 'together'}."""
    names = {name: key for key, entry in WORDS["holidays"].items() for name in entry["names"]}
    return names | dict.fromkeys(WORDS[TOGETHER]["names"], TOGETHER)


NAMES = _names()


def holiday_named(text: str) -> str | None:
    """Return the holiday that a printed name means: 「国庆、中秋」 → 'together', 「“五一”」 → 'labour'."""
    bare = text.strip("“”「」\"'")
    for joiner in WORDS[TOGETHER]["joiners"]:
        bare = bare.replace(joiner, "") if bare not in NAMES else bare
    return NAMES.get(bare.translate({ord(mark): None for mark in "“”「」\"'"}))


def festival_day(holiday: str, year: int) -> date | None:
    """Return the festival's own day (清明 2025 → 4 April), None outside the table of lunar dates."""
    day = WORDS["holidays"][holiday]["day"]
    if day in WORDS["festivals"]["columns"]:
        row = WORDS["festivals"].get(year)
        if row is None:
            return None
        day = row[WORDS["festivals"]["columns"].index(day)]
    return date.fromisoformat(f"{year}-{day}")


@lru_cache(maxsize=512)
def days_off(holiday: str, year: int) -> DaysOff | None:
    """Return the unbroken days off around a holiday, without working weekends.

    None where the year had no such day off (清明 before 2008), where it is not known, and for two holidays
    named together whose days off do not touch (中秋 and 国庆 2024).
    """
    if holiday == TOGETHER:
        return _together(year)
    known = WORDS["holidays"][holiday]["since"] <= year <= LATEST
    day = festival_day(holiday, year) if known else None
    if day is None:
        return None
    if year < _FIRST_LISTED:
        return _announced(holiday, year)
    if year > _LAST_LISTED:
        return _by_principle(holiday, day)
    if not _is_off(day):
        return None
    first = last = day
    while _is_off(first - _ONE_DAY):
        first -= _ONE_DAY
    while _is_off(last + _ONE_DAY):
        last += _ONE_DAY
    return DaysOff(first, last)


def overlaps_days_off(first: date, last: date) -> bool:
    """Say whether some of these days were off around a holiday, which lies on other days of another year."""
    offs = (days_off(holiday, last.year) for holiday in WORDS["holidays"])
    return any(off is not None and first <= off.last and off.first <= last for off in offs)


def _is_off(day: date) -> bool:
    """Say whether a day is a holiday or an unworked weekend (2025-04-26 is, 2025-04-27 is worked)."""
    if not _FIRST_LISTED <= day.year <= _LAST_LISTED:
        return False
    return bool(chinese_calendar.is_holiday(day))


def _together(year: int) -> DaysOff | None:
    spans = [days_off(member, year) for member in WORDS[TOGETHER]["members"]]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    joined = DaysOff(min(span.first for span in known), max(span.last for span in known))
    return joined if joined in known else None


def _announced(holiday: str, year: int) -> DaysOff | None:
    days = WORDS["announced"].get(year, {}).get(holiday)
    if days is None:
        return None
    first, last = days.split("/")
    return DaysOff(date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}"))


def _by_principle(holiday: str, day: date) -> DaysOff:
    principles = WORDS["principles"]
    week = DaysOff(date(day.year, 10, 1), date(day.year, 10, 1) + timedelta(days=principles["national"][1]))
    autumn = festival_day("mid_autumn", day.year)
    if holiday in WORDS[TOGETHER]["members"] and autumn is not None and week.first <= autumn <= week.last:
        day, bounds = week.first, principles["national_with_mid_autumn"]
    else:
        bounds = principles.get(holiday) or principles["by_weekday"][_WEEKDAYS[day.weekday()]]
    return DaysOff(day + timedelta(days=bounds[0]), day + timedelta(days=bounds[1]))
