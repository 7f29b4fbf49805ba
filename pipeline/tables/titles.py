"""Read which one indicator the title of a table names, where its rows and columns say only whose and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.clauses.tokens import within
from pipeline.periods import periods_in
from pipeline.places import Place
from pipeline.tables.captions import without_units
from pipeline.tables.cell_units import Unit, units_named
from pipeline.tables.headings import BREAKS, SECTIONS, Heading, Reader, in_chinese
from pipeline.words import words_of

_WORDS = words_of("tables")["titles"]


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMBER = re.compile(
    rf"(?:{_any(_WORDS['numbers'])}) ?[\d一二三四五六七八九十]{{1,3}}(?:[-—–.]\d{{1,2}}){{0,2}}(?!\d)"
)
_EACH = re.compile(
    rf"(?:{_any(_WORDS['each'])})(?:{_any(_WORDS['areas'])})(?:{_any(_WORDS['areas'])}|[()、/和及]){{0,9}}"
)
_LABEL = re.compile(rf"(?:{_any(_WORDS['labels'])}) ?[:：]")
_BESIDE_LABEL = re.compile(rf"(?:{_any(_WORDS['beside_labels'])}) ?[:：]")
_YEARS = re.compile(_any(_WORDS["years"]))
_END = re.compile(rf"(?:{_any(_WORDS['tables'])})$")
_PUBLICATIONS = re.compile(_any(_WORDS["publications"]))
_EDGES = "".join(BREAKS)
_CUT = ":"  # narrows no heading, and joins no two words to one
_KINDS = ("", "level", "growth")
_TIMES = ("", "current", "closing", "whole_year")


@dataclass(frozen=True, slots=True)
class Title:
    """Say what a title lends the cells of its table that nothing else names: indicator, units, level or growth.

    `each` says that it is of several areas, one of which a cell must name; `joint` that it names growth beside the
    level, so that a column must say which of them it is.
    """

    heading: Heading
    units: tuple[Unit, ...] = ()
    each: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """Hold what a line above a table says: its heading, and whether more than an indicator marks it as a title."""

    heading: Heading
    text: str
    each: bool
    marked: bool


def title_of(
    lines: Sequence[tuple[int, str]], units: tuple[Unit, ...], reader: Reader, places: Sequence[Place]
) -> Title | None:
    """Return what the nearest title above a table lends, None where it names no indicator or more than one.

    `lines` are those above the table with their offsets, `units` those that they give for all of it.
    """
    named = [one for one in lines if _HAN.search(one[1]) and not _BESIDE_LABEL.match(one[1])]
    read = [_read(start, line, reader, places) for start, line in reversed(named)]
    said = [line for line in read if line.text]
    if not said or not _names_one(said[0]):
        return None
    title, *above = said
    # 「出口总额（亿元）」 below 「民营企业情况」 is not the county's
    if not title.marked and any(line.heading.unknown not in ("", *SECTIONS) for line in above[:1]):
        return None
    heading = title.heading
    joint = bool(heading.kind) and any(word in title.text for word in _WORDS["joints"])
    given = tuple(dict.fromkeys((*units, *heading.units)))
    return Title(replace(heading, place=None), given, title.each, joint)


def list_of(lines: Sequence[tuple[int, str]], reader: Reader, places: Sequence[Place]) -> str:
    """Return what the nearest title above a table lists, "" where it lists nothing known: 主要农产品产量."""
    named = [one for one in lines if _HAN.search(one[1]) and not _BESIDE_LABEL.match(one[1])]
    texts = (_read(start, line, reader, places).text for start, line in reversed(named))
    title, bracket, unit = next(filter(None, texts), "").partition("(")
    known = reader.tail_listed(title) and (not bracket or units_named(unit.rstrip(")")))
    return title if known else ""


def _names_one(line: _Line) -> bool:
    """Say whether a line names one indicator, whole, and nothing that is not known beside it."""
    heading = line.heading
    several = any(word in line.text for word in _WORDS["several"])
    narrowed = heading.unknown or heading.part or heading.status or several
    return bool(heading.terms) and not narrowed and heading.kind in _KINDS and heading.time in _TIMES


def _read(start: int, line: str, reader: Reader, places: Sequence[Place]) -> _Line:
    """Return what a line says without its number, unit, places and periods, which the caption holds."""
    text = _LABEL.sub("", _without_places(start, line, places))
    text = text.replace(reader.own, _CUT) if reader.own else text
    whole = in_chinese(without_units(text)).replace(" ", "").strip(_EDGES)
    text = _NUMBER.sub("", in_chinese(without_units(text)).strip(), count=1)
    for period in reversed(
        [one for one in periods_in(text, reader.published, reader.year) if one.rule != "now"]
    ):
        text = text[: period.start] + _CUT + text[period.end :]
    text = _PUBLICATIONS.sub(_CUT, text.replace(" ", ""))
    text, each = _EACH.subn(_CUT, _YEARS.sub(_CUT, text))
    text = text.strip(_EDGES)
    while end := _END.search(text):
        text = text[: end.start()].strip(_EDGES)
    return _Line(reader.read(text), text, bool(each), text != whole)


def _without_places(start: int, line: str, places: Sequence[Place]) -> str:
    for place in reversed(within(places, start, start + len(line))):
        line = line[: place.start - start] + _CUT + line[place.end - start :]
    return line
