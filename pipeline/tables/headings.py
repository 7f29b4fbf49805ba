"""Read what a heading says, of a column or of a row: indicator, period, measure, unit, place; or what it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pipeline.clauses.cues import cue_words
from pipeline.indicators import Catalogue
from pipeline.periods import Period, periods_in
from pipeline.places import Place
from pipeline.tables.cell_units import Unit, units_named
from pipeline.tables.cell_values import is_year
from pipeline.terms.mentions import Term, may_open_term, terms_named
from pipeline.words import words_of

_WORDS = words_of("tables")
SECTIONS = frozenset(_WORDS["sections"])
_SPACE = re.compile(r"\s+")
_NUMBERING = re.compile(r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）]|[、.．](?!\d))[、.．]?")
_COUNTED = re.compile(r"[一二三四五六七八九十]{1,3}|\d{1,2}")
_CLOSING = re.compile(f"^(?:{'|'.join(_WORDS['times']['closing'])})")  # 「年末常住」 over 「人口」
# 「2-9 财政收支」: the number that a yearbook gives a table, not 1-6月.
_TABLE_NUMBER = re.compile(r"表?\d{1,2}[-－—–]\d{1,2}(?:[-－—–]\d{1,2})?(?![\d月季日旬%])")
# The same words once more in English, behind the Chinese ones
_IN_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?:[A-Z](?:[a-z]{2,}|[A-Z]+ ?\([^()\u4e00-\u9fff]*[a-z]{3,})|[a-z]{3,20} [a-z]{3,})[^\u4e00-\u9fff]*$"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NOTES = re.compile(
    rf"(?:[{re.escape(_WORDS['note_marks'])}]|\[\d{{1,2}}\]|(?:{'|'.join(_WORDS['note_words'])})\d{{1,2}}){{1,3}}$"
)
_PART = re.compile(rf"[{re.escape(_WORDS['part_marks'])}]+|(?:{'|'.join(_WORDS['parts'])})[:：,，]?")
_ABOVE = ("prefecture", "province")  # areas around a county
_MONEY = "元"
_BEFORE = "year_before"  # of the times
_LONGEST = 40  # characters of a heading; a longer one is prose
_LONGEST_TERM = 30
_LONGEST_AREA = 16  # of its name
_SHORTEST_LEAD = 4  # characters of a title that begin the name of a column below it
BREAKS = frozenset("()（）:：,，、/[]【】_")
# What is left of a date that the grammar does not read: 二四年度
_DATED = re.compile(
    r"[\d〇○零一二三四五六七八九十首上下]{0,6}(?:年|月|季|旬)[\d一二三四五六七八九十度份末底初上下半季\-—~至]{0,8}"
)


def _kinds() -> dict[str, tuple[str, str]]:
    """Map each word of headings to the field of a heading that it fills, and with what."""
    fields: list[tuple[str, Mapping[str, list[str]]]] = [
        ("kind", _WORDS["headings"]),
        ("time", _WORDS["times"]),
        ("status", {"planned": _WORDS["plans"], "expected": _WORDS["expected"]}),
        ("", {"": _WORDS["neutral"]}),
    ]
    return {
        word: (field, value) for field, words in fields for value, group in words.items() for word in group
    }


_ON_YEAR_BEFORE = re.compile(r"(?P<later>(?:19|20)\d{2})年?[比较](?P<earlier>(?:19|20)\d{2})年?")
_ON_YEAR = re.compile(r"[比较](?P<year>(?:19|20)\d{2})年?(?=[增减降])")
_UNITS_BEHIND = re.compile(r"\([^()]*\)$")
_KINDS = _kinds()
_OWN = frozenset(word for word, role in cue_words().items() if role == "own")
_LONGEST_WORD = max(map(len, _KINDS))


@dataclass(frozen=True, slots=True)
class Heading:
    """Say what a heading says; empty fields are not said.

    `kind` is a key of `headings` in words/tables.yaml, `time` one of `times`; `part` marks 其中 and #. `unknown` is
    what of it means nothing known, `dated` that this is a date which cannot be read; `own` that it says 全县, `whole`
    the last character of 全市 in a table that is not a city's; `title` that it is the numbered title of a table;
    `earlier` that it is of the year before the time that it says: 「累计」 over 「上年同期」.
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    period: Period | None = None
    time: str = ""
    kind: str = ""
    status: str = ""
    units: tuple[Unit, ...] = ()
    place: Place | None = None
    part: bool = False
    unknown: str = ""
    dated: bool = False
    own: bool = False
    whole: str = ""
    title: bool = False
    earlier: bool = False

    @property
    def tells(self) -> bool:
        """Say whether anything known is said of the figures that it heads."""
        told = self.terms or self.period or self.time or self.kind or self.status
        return bool(told or self.place or self.own or self.whole or self.dated)

    def joined(self, below: Heading) -> Heading:
        """Return what two headings of one column say together, the upper one and the one below."""
        clash = below.text if self.whole and below.whole and self.whole != below.whole else ""
        if (self.terms and below.terms) or (self.place and below.place):
            clash = below.text
        if self.period and below.period and self.period.label != below.period.label:
            clash = below.text
        time = _time_of(self.time, below.time)
        spans = {self.time, below.time} - {"", "current", "unclear"}
        if _is_counted(self, below) and below.units[0].base == _MONEY:
            clash = below.text  # 「元」 alone below 「（万元）」
        return Heading(
            self.text + below.text,
            self.terms or below.terms,
            below.period or self.period,
            time,
            kind_of(self.kind, below.kind),
            self.status or below.status,
            _units_of(self, below),
            self.place or below.place,
            self.part or below.part,
            self.unknown or below.unknown or clash,
            self.dated or below.dated,
            self.own or below.own,
            self.whole or below.whole,
            earlier=self.earlier or below.earlier or (_BEFORE in spans and len(spans) > 1),
        )


def _time_of(upper: str, below: str) -> str:
    """Return which time two headings of one column say together: 「累计」 is to date over 「本年」 and 「上年同期」."""
    if "unclear" in (upper, below):
        return "unclear"
    return below if upper in ("", "current", _BEFORE) and below not in ("", "current") else upper or below


def _units_of(upper: Heading, below: Heading) -> tuple[Unit, ...]:
    """Return the units of the lower of two headings, else of the upper; 「人次」 below 「（万人次、%）」 only counts."""
    return upper.units if not below.units or _is_counted(upper, below) else below.units


def _is_counted(upper: Heading, below: Heading) -> bool:
    """Say whether a heading is but the name of what the one above it counts by the thousand."""
    if len(below.units) != 1 or below.text != below.units[0].printed or below.units[0].factor != 1:
        return False
    return any(unit.base == below.units[0].base and unit.factor != 1 for unit in upper.units)


def kind_of(one: str, other: str) -> str:
    """Return the kind of two words together: growth tells more than level, a rank or share more than both."""
    for weak in ("", "level", "growth_or_change", "growth"):
        if one in (weak, other):
            return other
        if other == weak:
            return one
    return one


@dataclass(frozen=True, slots=True)
class Reader:
    """Read headings by a catalogue; months without a year are of `year`. `own` is the name of the article's area.

    `before` is the year before the one that the table reports on as a whole, 0 where it does not. `over` is what its title
    lists, "" where it lists nothing known: 「主要农产品产量」 over 粮食.
    """

    catalogue: Catalogue
    published: date | None
    year: int | None
    places: Mapping[tuple[int, int], Place]
    own: str = ""
    before: int = 0
    over: str = ""

    def read(self, printed: str, start: int = -1, end: int = -1) -> Heading:
        """Return what a heading says, whose offsets in the page's text find the place that it may be."""
        chinese = in_chinese(printed)
        text = _ON_YEAR.sub(self._on_year, _SPACE.sub("", chinese))
        if text and text == self.own:
            return Heading(text, own=True)
        place = self.places.get((start, start + len(chinese.rstrip()) if chinese else end))
        if place and text not in _OWN:
            return Heading(text, place=place)
        if listed := self._listed(chinese, start):
            return listed
        if place and text[-1:] != self.own[-1:] and place.level in _ABOVE:
            return Heading(text, place=place, whole=text[-1])  # 全市 in a table of a county
        if owned := self._owned(chinese.rstrip(), start):
            return owned
        read = _read(self.catalogue, self.published, self.year, self.own[-1:], text)
        terms = self.tailed(read, Heading(self.over)) if self.over else ()
        return replace(read, terms=terms, unknown="") if terms else read

    def _listed(self, chinese: str, start: int) -> Heading | None:
        """Return the place that a heading names behind a number or the mark of a part: 「#安吉县」, 「1.安吉县」."""
        bare, part = _bare(_SPACE.sub("", chinese))
        at = start + chinese.find(bare)
        place = self.places.get((at, at + len(bare))) if bare in chinese and bare not in _OWN else None
        return Heading(bare, place=place, part=part) if place else None

    def _owned(self, chinese: str, start: int) -> Heading | None:
        """Return what a heading says that names first whose figures it heads: 「桃源县地区生产总值（亿元）」."""
        for length in range(min(_LONGEST_AREA, len(chinese) - 1), 1, -1):
            if (start, start + length) in self.places:
                whose = self.read(chinese[:length], start, start + length)
                what = self.read(chinese[length:])
                return whose.joined(what) if what.terms and not what.unknown else None
        return None

    def _on_year(self, base: re.Match[str]) -> str:
        """Return 「比上年」 for 「比2023年」 in a table of 2024."""
        return "比上年" if int(base["year"]) == self.before else base[0]

    def named(self, word: str) -> tuple[Term, ...]:
        """Return the terms that are a word, whole."""
        return _terms(self.catalogue, word)

    def whole(self, heading: Heading, name: str) -> Heading:
        """Return a heading of several parts that are one term together, its whole `name`: 「粮食」 over 「产量」."""
        names = (name, _CLOSING.sub("", name)) if heading.unknown and not heading.terms else ()
        terms = next(filter(None, map(self.named, names)), ())
        return replace(heading, terms=terms, unknown="") if terms else heading

    def tailed(self, part: Heading, whole: Heading) -> tuple[Term, ...]:
        """Return the terms of a name that leaves out what its whole says: 第一产业 of 地区生产总值 is 第一产业增加值."""
        tails = (_WORDS["tails"].get(term.indicator, "") for term in whole.terms)
        listed = self.tail_listed(whole.text)
        tail = listed or next(filter(None, tails), "")
        if part.terms or not part.unknown or (whole.unknown and not listed) or not tail:
            return ()
        named = self.named(_UNITS_BEHIND.sub("", self.bare(part.text)) + tail)
        return named or self.named(part.unknown + tail)  # 「总量（亿元）」 over 「第一产业」

    def tail_listed(self, printed: str) -> str:
        """Return what the names below a title leave out, "" where it lists nothing known: 占比 below 三次产业结构."""
        if self.in_ratio(printed):
            return str(_WORDS["ratio_tail"])
        bare = _UNITS_BEHIND.sub("", self.bare(printed))
        return next((tail for tail, titles in _WORDS["lists"].items() if bare in titles), "")

    def in_ratio(self, printed: str) -> list[Term]:
        """Return the terms of which a ratio that is named so gives the figures, in its order: three of 三次产业结构."""
        bare = _UNITS_BEHIND.sub("", self.bare(printed))
        found = [term for term in terms_named(bare, self.catalogue) if term.position]
        return sorted(found, key=lambda term: term.position)

    def bare(self, printed: str) -> str:
        """Return a heading without spaces, its number and the marks of notes and parts."""
        return _bare(_SPACE.sub("", in_chinese(printed)))[0]

    def numbering(self, printed: str) -> str:
        """Return the form of the number before a heading, "" where it bears none: 「二、」 and 「一、」 are of one form."""
        number = _NUMBERING.match(_SPACE.sub("", printed))
        return _COUNTED.sub("0", number[0]) if number else ""

    def titled(self, title: Heading, below: Heading, name: str) -> Heading:
        """Return what a column says below the numbered title of its table, which may say part of its `name`.

        「规模以上工业企业主要指标（万元）」 over 利润总额. What else the title says must be of the column's own words, or
        the column is not wholly known: 「民营企业收支情况」.
        """
        terms, unknown = below.terms, below.unknown
        if not terms and (not name or name in title.text):
            terms, unknown = title.terms, ""
        elif not terms and unknown:
            ends = range(len(title.text), _SHORTEST_LEAD - 1, -1)
            terms = next((found for end in ends if (found := self.named(title.text[:end] + name))), ())
            unknown = "" if terms else unknown
        known = not title.unknown or title.unknown in SECTIONS or title.unknown in name
        fits = known or terms != below.terms or not {*terms}.isdisjoint(title.terms)
        return replace(
            below.joined(replace(title, terms=(), unknown="", kind="", text="")),
            text=title.text + below.text,
            terms=terms,
            units=below.units or title.units,
            unknown=unknown if fits else title.unknown,
        )


def in_chinese(printed: str) -> str:
    """Return the Chinese words of a heading that says the same in English behind them, nothing of one in English alone."""
    english = _IN_ENGLISH.search(printed)
    if english is None:
        return printed
    chinese = printed[: english.start()]
    return chinese if _HAN.search(chinese) else ""


def is_english(printed: str) -> bool:
    """Say whether a heading or a name is in English alone: Region, Urban Households."""
    return bool(printed) and not in_chinese(printed)


def _terms(catalogue: Catalogue, word: str) -> tuple[Term, ...]:
    return tuple(term for term in terms_named(word, catalogue) if not term.position)


@lru_cache(maxsize=4096)
def _read(catalogue: Catalogue, published: date | None, year: int | None, rank: str, text: str) -> Heading:
    """Read the characters of a heading; `rank` is the last one of the area's name: 县 of 青禾县."""
    said = Heading(text)
    if number := _TABLE_NUMBER.match(text):
        text = text[number.end() :]
        return replace(_read(catalogue, published, year, rank, text), title=True)
    if len(text) > _LONGEST:
        return replace(said, unknown=text)
    bare, part = _bare(text)
    bare = _WORDS["short_rows"].get(bare, bare)
    said = replace(said, part=part)
    if is_year(bare):
        bare += "年"
    bare = _ON_YEAR_BEFORE.sub(_on_year_before, bare)
    periods = {one.start: one for one in periods_in(bare, published, year)}
    left: list[str] = []
    for piece, found in _pieces(catalogue, bare, periods, rank):
        if found is None or _are_others(said.terms, found.terms):
            left.append(piece)
        else:
            said = said.joined(found)
    unknown = "".join(left)
    dated = bool(unknown) and _DATED.fullmatch(unknown) is not None
    return replace(said, text=text, unknown="" if dated else said.unknown or unknown, dated=dated)


def _are_others(before: tuple[Term, ...], behind: tuple[Term, ...]) -> bool:
    """Say whether terms are of other indicators than those before them: 「出口总额和进口总额」 is neither."""
    indicators = {term.indicator for term in before}
    return bool(before and behind) and indicators.isdisjoint(term.indicator for term in behind)


def _on_year_before(years: re.Match[str]) -> str:
    """Return 「2023年比上年」 for 「2023年比2022年」; years that stand further apart stay as they are."""
    later, earlier = int(years["later"]), int(years["earlier"])
    return f"{later}年比上年" if later == earlier + 1 else years[0]


def _bare(text: str) -> tuple[str, bool]:
    """Return a heading without its number, notes and the marks of a part, and whether it bore one of these."""
    part = False
    for _ in range(3):
        text = _NOTES.sub("", text)
        if mark := _PART.match(text):
            text, part = text[mark.end() :], True
        elif number := _NUMBERING.match(text):
            text = text[number.end() :]
    return text, part


def _pieces(
    catalogue: Catalogue, text: str, periods: dict[int, Period], rank: str
) -> Iterator[tuple[str, Heading | None]]:
    """Yield what a heading is made of: terms, periods, known words, brackets; None beside what is nothing known."""
    at = 0
    while at < len(text):
        close = text.find(")", at) if text[at] == "(" else -1
        term = _term_at(catalogue, text, at)
        if close > at and not term and (units := units_named(text[at + 1 : close])):
            yield text[at:close], Heading(units=units)
            at = close + 1
            continue
        word = next((w for n in range(_LONGEST_WORD, 0, -1) if (w := text[at : at + n]) in _KINDS), "")
        period = periods.get(at)
        if term and len(term) >= max(len(word), len(period.text) if period else 0):
            yield term, Heading(terms=_terms(catalogue, term))
            at += len(term)
        elif period and len(period.text) > len(word):
            yield period.text, Heading(period=period)
            at += len(period.text)
        elif text[at : at + 2] in _OWN:  # 全市 in a table of a county is not the county
            whole = text[at + 1]
            yield text[at : at + 2], Heading(own=True) if whole == rank else Heading(whole=whole)
            at += 2
        elif word:
            field, value = _KINDS[word]
            yield word, Heading(**{field: value}) if field else Heading()  # type: ignore[arg-type]
            at += len(word)
        elif units := units_named(text[at:]):
            yield text[at:], Heading(units=units)
            at = len(text)
        else:
            if text[at] not in BREAKS:
                yield text[at], None
            at += 1


def _term_at(catalogue: Catalogue, text: str, at: int) -> str:
    """Return the longest term that begins at an offset of a heading, "" where none does."""
    if not may_open_term(text, at, catalogue):
        return ""
    for length in range(min(_LONGEST_TERM, len(text) - at), 1, -1):
        if _terms(catalogue, text[at : at + length]):
            return text[at : at + length]
    return ""
