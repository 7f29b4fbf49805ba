"""Follow the year that a paragraph goes on about: 「2019年，全县GDP 90亿元。第一产业增加值9亿元」 is all of 2019."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.clauses.tokens import CLAUSE_ENDS, Layers, within
from pipeline.periods import OpenPeriod, Period
from pipeline.quantities import Quantity
from pipeline.words import words_of

_PRINTED = re.compile("(?:截至|截止|至|到)?(?:19|20)[0-9]{2}")
_LONGEST = 24  # characters of what may stand before the year: 据统计，
_FOUNDED = re.compile("|".join(words_of("periods")["undated"]["foundings"]))
_ATTRIBUTE = "的"
_THAN = ("比", "较", "与", "和", "同", "于")
_AWAY = (
    *words_of("bindings")["turns_away"],
    *words_of("bindings")["stands_now"],
    *words_of("periods")["undated"]["running"],
)
_YEARS_TURNED = "|".join(words_of("bindings")["years_turned"])
_TURNS = re.compile(f"{'|'.join(_AWAY)}|[0-9一二两三四五六七八九十多几]年(?:多)?(?:{_YEARS_TURNED})")


def years_gone_on(
    text: str, spans: Sequence[tuple[int, int]], layers: Layers, published: date | None
) -> dict[int, Period]:
    """Map the start of a sentence without a time of its own to the year that those before it in its paragraph are of.

    It is a whole year, or its end, that is over and printed in full, not that of the document (`published`): where no
    other is told, a figure is taken to be of that one. Without the document's date every year is over.
    """
    found: dict[int, Period] = {}
    year: Period | None = None
    last = spans[0][0] if spans else 0
    for start, end in spans:
        if "\n" in text[last:start]:
            year = None
        figures, times = within(layers.quantities, start, end), within(layers.periods, start, end)
        first = figures[0].start if figures else end
        if times and times[0].start < first and not text.startswith(_THAN, max(start, times[0].start - 1)):
            told = _opening(text, start, times) if figures else None
            over = told is not None and (published is None or told.last_day.year < published.year)
            year = told if over else None
        elif year is not None:
            if _TURNS.search(text, start, first) or not _is_past(times, year):
                year = None
            elif figures:
                found[start] = year
        last = max(start, end - 1)
    return found


def years_without_number(
    periods: Sequence[Period | OpenPeriod],
    text: str,
    spans: Sequence[tuple[int, int]],
    quantities: Sequence[Quantity],
    published: date | None,
) -> list[Period | OpenPeriod]:
    """Return the periods of an article, 全年 and 年末 in the year that a sentence before opens with, if that is over.

    Another time at the opening of a sentence between ends that. Without `published` nothing is known to be over.
    """
    year: Period | None = None
    moved: dict[int, Period] = {}
    for start, end in spans:
        figures, times = within(quantities, start, end), within(periods, start, end)
        if not figures or not times or times[0].start >= figures[0].start:
            continue
        first = times[0]
        if told := _opening(text, start, times):
            year = told if published and told.last_day.year < published.year else None
        elif isinstance(first, OpenPeriod) or first.anchored:
            year = None
        elif year and (first.last_day.month, first.last_day.day) == (12, 31) and _is_whole(first):
            moved[first.start] = first.in_year(year.last_day.year)
    return [moved.get(one.start, one) for one in periods]


def _is_whole(period: Period) -> bool:
    """Say whether it is a year, or its end."""
    return period.first_day is None or period.lasts_year


def _opening(text: str, start: int, times: Sequence[Period | OpenPeriod]) -> Period | None:
    """Return the year that a sentence opens with and is about to its end; not that of a founding, nor of a yardstick."""
    one = times[0]
    if isinstance(one, OpenPeriod) or not one.anchored or not _PRINTED.match(one.text):
        return None
    ends = (one.last_day.month, one.last_day.day) == (12, 31)
    if not (ends and _is_whole(one)) or (one.first_day and one.first_day.year != one.last_day.year):
        return None
    before, behind = text[start : one.start].rstrip(), text[one.end :]
    opens = len(before) <= _LONGEST and (not before or before[-1] in CLAUSE_ENDS)
    clause = re.split("[，,：:；;。]", behind, maxsplit=1)[0]
    if not opens or clause.startswith(_ATTRIBUTE) or _FOUNDED.search(clause) or not _is_past(times[1:], one):
        return None
    if any(_is_holiday(other, one) for other in times[1:]):
        return None  # 「2015年青禾县“五一”小长假期间，…」 is about the holiday
    return replace(one, first_day=date(one.last_day.year, 1, 1))


def _is_holiday(time: Period | OpenPeriod, year: Period) -> bool:
    """Say whether a time is a holiday of that year; what is told of it is not told of the whole year."""
    return isinstance(time, Period) and bool(time.holiday) and time.last_day.year == year.last_day.year


def _is_past(times: Sequence[Period | OpenPeriod], year: Period) -> bool:
    """Say whether all that is told of time is of that year or a yardstick before it."""
    return all(isinstance(one, Period) and one.last_day <= year.last_day for one in times)
