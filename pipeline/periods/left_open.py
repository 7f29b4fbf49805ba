"""Find the stretches whose period stays open: dates that the grammar cannot read, and spans without dates.

A remnant is *hard* where it is a date by itself (2O24年, 24/25年度, 第5季度), *soft* where it is one only because
it touches a period (4年 in 4年一季度, 0日 in 1月0日): a duration or a count otherwise.
"""

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from pipeline.periods.context import Context
from pipeline.periods.fragments import WORDS
from pipeline.periods.period import OpenPeriod, Period
from pipeline.periods.remnants import hard_remnants, names_a_holiday, soft_days, soft_years
from pipeline.periods.traps import in_name
from pipeline.periods.undated import since_events, undated_spans

_PRINTED_YEAR = re.compile("(?:19|20)[0-9]{2}")
_UNREADABLE = ("element", "as_of", "opened", "calendar_date", "school_year")
_TWELVE_MONTHS = tuple(one["word"] for one in WORDS["relative_years"] if one["of"] == "winter")
_CLAUSE_ENDS = "，,。；;\n"
Time = Period | OpenPeriod


def flaw_of(rule: str, text: str, context: Context) -> str:
    """Say why an expression of the grammar gives no days: 2月30日, 去年 in 1900, 双节 whose days off do not touch.

    "" where only the document's date is missing, or the words are no period (“十五” without its quotation marks).
    """
    placed = context.reference is not None or context.year is not None
    if rule not in _UNREADABLE:
        return ""
    if names_a_holiday(text) or text.startswith(_TWELVE_MONTHS):
        return "undated" if placed else ""
    return "unread" if placed or _PRINTED_YEAR.search(text) else ""


def with_open(text: str, found: Sequence[Time], known: Sequence[tuple[int, int]]) -> list[Time]:
    """Return what was found with the open stretches, in order; a period that a remnant touches is not read either.

    `known` are spans that look like periods and are none.
    """
    times = [*found, *_unread(text, found, known), *undated_spans(text)]
    times += [one for one in since_events(text) if not _is_dated(text, one, times)]
    if len(times) == len(found):
        return list(found)
    merged: list[Time] = []
    for time in sorted(times, key=attrgetter("start", "end")):
        last = merged[-1] if merged else None
        if last is not None and (time.start < last.end or _touches(text, last, time)):
            merged[-1] = _joined(last, time)
        elif isinstance(time, Period) or not in_name(text, time.start, time.end):
            merged.append(time)
    return merged


def _is_dated(text: str, since: OpenPeriod, times: Sequence[Time]) -> bool:
    """Say whether a time stands in the clause that 以来 ends: 今年以来, 「自去年设立基金以来」."""
    clause = max(text.rfind(mark, 0, since.start) for mark in _CLAUSE_ENDS)
    return any(clause < one.start < since.end for one in times)


def _unread(text: str, found: Sequence[Time], known: Sequence[tuple[int, int]]) -> Iterator[OpenPeriod]:
    read = bytearray(len(text))
    for one in found:
        read[one.start : one.end] = b"\1" * (one.end - one.start)
    for start, end in known:
        read[start:end] = b"\1" * (end - start)
    remnants = [
        *hard_remnants(text),
        *soft_years(text, [one for one in found if isinstance(one, Period)]),
        *soft_days(text, found),
    ]
    for start, end in remnants:
        if read.find(0, start, end) >= 0:
            yield OpenPeriod(start, end, "unread")


def _touches(text: str, before: Time, after: Time) -> bool:
    """Say whether one of two neighbours is unread and no more than a space stands between: 「2024年|13月」."""
    unread = "unread" in (getattr(before, "flaw", ""), getattr(after, "flaw", ""))
    return unread and after.start - before.end <= 2 and not text[before.end : after.start].strip(" ")


def _joined(before: Time, after: Time) -> Time:
    """Return one for two that overlap or touch: unread beats a period, a period beats a span without dates.

    「开业至今」 is a span without dates; for what there is today (a stock) its 至今 is the point.
    """
    start, end = before.start, max(before.end, after.end)
    since = next((one.since for one in (before, after) if isinstance(one, OpenPeriod) and one.since), None)
    flaws = {one.flaw for one in (before, after) if isinstance(one, OpenPeriod)}
    if "unread" in flaws:
        return OpenPeriod(start, end, "unread")
    periods = [one for one in (before, after) if isinstance(one, Period)]
    if not periods:
        return OpenPeriod(
            start, end, "undated", since=since, ahead=_looks_ahead(before) or _looks_ahead(after)
        )
    return OpenPeriod(start, end, "undated", point=periods[0]) if periods[0].rule == "now" else periods[0]


def _looks_ahead(time: Time) -> bool:
    return isinstance(time, OpenPeriod) and time.ahead
