"""Read what the lines above a table say of all of it: units, period, place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.clauses.tokens import within
from pipeline.datelines import label
from pipeline.periods import Period, periods_in
from pipeline.places import Place
from pipeline.places.gazetteer import contains
from pipeline.tables.cell_units import Unit, units_named
from pipeline.tables.cell_values import is_year
from pipeline.words import words_of

_UNITS = re.compile(rf"(?:{'|'.join(words_of('tables')['captions'])})[:：]([^()（）:：]{{1,20}})")
# The same where it stands in a line with a title: 「各镇粮食产量 (单位 : 吨)」
_UNITS_IN_LINE = re.compile(
    rf"[(（]?(?:{'|'.join(words_of('tables')['captions'])}) ?[:：] ?[^()（）:：]{{1,20}}[)）]?"
)
_UNITS_BEHIND = re.compile(r"[(（]([^()（）]{1,20})[)）]$")  # 「2024年各县汇总（亿元）」
_SPACE = re.compile(r"\s+")
_WITHIN = re.compile(r" (?!\d)|(?<!\d) ")  # a space in a word; 「表2 2025年」 is not of 22025
# A date in a title, whether or not the grammar can read it
_DATED = re.compile(r"(?:[\d〇○零一二三四五六七八九十]年|\d月|季度|半年|旬|(?<!\d)(?:19|20)\d{2}(?!\d))")
_SPACED = re.compile(r"\S(?: {1,4}\S){4,}")  # 「2 0 2 3 年 主 要 指 标」
_DIVIDED = re.compile("|".join(words_of("tables")["divided"]))
_GOING_ON = re.compile(
    rf"\(?(?:{'|'.join(words_of('tables')['titles']['going_on'])}) ?(?:\(?[\d一二三四五六七八九十]{{1,2}})?\)?"
)
_YEAR_DAYS = 366
_COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Caption:
    """Hold what stands above a table; `unread` says that a date is there which cannot be read.

    `places` are all that are named, in order.
    """

    units: tuple[Unit, ...] = ()
    period: Period | None = None
    unread: bool = False
    places: tuple[Place, ...] = ()


def units_of_line(text: str) -> tuple[Unit, ...] | None:
    """Return the units that a line gives for what is below it, None where it gives none: 「单位：万人、%」."""
    found = _UNITS.search(_SPACE.sub("", text))
    return units_named(found[1]) if found else None


def _units_behind(title: str) -> tuple[Unit, ...]:
    """Return the units in the bracket that ends a title."""
    found = _UNITS_BEHIND.search(_SPACE.sub("", title))
    return units_named(found[1]) if found else ()


def without_units(line: str) -> str:
    """Return a line without the units that it gives for what is below it."""
    return _UNITS_IN_LINE.sub(" ", line)


def goes_on(line: str) -> bool:
    """Say whether a line says no more than that the table before it goes on: 「续表」, 「续表（二）」."""
    return _GOING_ON.fullmatch(line) is not None


def caption_of(
    lines: Sequence[tuple[int, str]], published: date | None, year: int | None, places: Sequence[Place]
) -> Caption:
    """Return what lines above a table say, the nearest first; each line comes with its offset in the page's text."""
    units: tuple[Unit, ...] = ()
    period, unread = None, False
    named: list[Place] = []
    for start, line in reversed(lines):
        units = units or units_of_line(line) or _units_behind(line)
        named += [one for one in within(places, start, start + len(line)) if not _is_around(one, named)]
        if period is None and not unread and not label().match(line):
            period, unread = _period(line, published, year)
    return Caption(units, period, unread, tuple(named))


def _is_around(place: Place, below: Sequence[Place]) -> bool:
    """Say whether a place is only around one that a line below names: 「台州市主要指标」 above 「表1 天台县主要指标」.

    A town bears the code of its county.
    """
    return any(
        contains(place.code, one.code) if place.code != one.code else place.level == _COUNTY != one.level
        for one in below
    )


def _period(line: str, published: date | None, year: int | None) -> tuple[Period | None, bool]:
    """Return the one period of a line, or that it holds a date which is not read, or not one period of a report."""
    line = line.replace(" ", "") if _SPACED.fullmatch(line) else line
    text = _DIVIDED.sub("", _WITHIN.sub("", line))
    text = f"{text}年" if is_year(text) else text  # the name of a sheet: 「2023」
    every = [one for one in periods_in(text, published, year) if one.rule != "now"]
    found = [one for one in every if one.first_day != one.last_day]  # a day is when it was printed
    rest = text
    for one in reversed(every):
        rest = rest[: one.start] + "\t" + rest[one.end :]
    if len({one.label for one in found}) > 1 or _DATED.search(rest):
        return None, True
    if not found:
        return None, False
    one = found[0]
    if one.days > _YEAR_DAYS:
        return None, True
    return one, False
