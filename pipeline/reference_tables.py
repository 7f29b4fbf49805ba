"""Bring a table of official figures, as offices keep it, into the columns in which it is taken: a line a figure.

The heading may be Chinese, indicators may stand by their names, and years, places or indicators may be columns. What was
understood is a mapping, which people see and correct before anything is taken.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from pipeline.indicators import Indicator
from pipeline.periods import find_periods
from pipeline.places.gazetteer import areas_named, is_bare
from pipeline.reference_series import ALLOWED
from pipeline.words import words_of

VALUE, UNUSED = "value", ""
ACROSS = ("period", "place", "indicator")  # what may stand in the headings of several columns of values
FIELDS = ("place", "period", "indicator", "unit", "source")  # what every figure needs beside its value
_UNIT = re.compile(r"[（(]([^（）()]*)[）)]$")
_SAID_UNIT = re.compile(r"单位[:：]\s*([^\s，,；;、）)]+)\s*[）)]?$")
_NUMBER = re.compile(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
LONGEST_AREA = 16  # characters of its name
MOST_TITLES = 6  # lines above the heading that are looked at


@dataclass(frozen=True, slots=True)
class Columns:
    """What was understood of a table: its heading's line, and what each column is.

    `roles` has a name of a column in which tables are taken for each column, or "" for one that is not used; several may
    be `value`: then `across` says what their headings are. `given` holds what is the same of all figures, `names` the id of
    the indicator that each name stands for, or "" for one that is left out. `titled` is the area that a title or the file's
    name names: 全市 among counties is the figure of that city.
    """

    heading: int
    roles: tuple[str, ...]
    across: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    titled: str = ""


def cells_of_text(text: str) -> list[list[str]]:
    """Give the cells of pasted text: tabs as a sheet copies them, else commas."""
    mark = "\t" if "\t" in text else ","
    return [[cell.strip() for cell in line] for line in csv.reader(io.StringIO(text), delimiter=mark)]


def understood(
    cells: Sequence[Sequence[str]], entries: Mapping[str, Indicator], name: str = ""
) -> Columns | None:
    """Say what the columns of a table are; None where no line of it heads a column of figures.

    The unit that stands above the heading is that of all figures, and so is the area that titles there or the file's
    `name` name, where no column says whose they are. An indicator that is a title there is that of all figures, too, and
    so is the one period that a title names.
    """
    for number, line in enumerate(cells[:MOST_TITLES]):
        above = [cell for row in cells[:number] for cell in row if cell]
        area = _place_in([*above, name])
        roles, across = _roles(line, cells[number + 1 :], entries, area)
        if VALUE not in roles or [cell for cell in line if cell] == [line[0]]:  # one cell alone is a title
            continue
        unit = next((found[1] for cell in above if (found := _SAID_UNIT.search(cell))), "")
        place = "" if "place" in (*roles, across) else area
        period = "" if "period" in (*roles, across) else _period_in(above)
        indicator, titled = "", ""
        if "indicator" not in (*roles, across):
            indicator, titled = _indicator_in(above, entries)
        given = {"unit": unit or titled, "place": place, "indicator": indicator, "period": period}
        mapping = Columns(
            number, roles, across, {field: said for field, said in given.items() if said}, titled=area
        )
        return replace(mapping, names=names_of(cells, mapping, entries))
    return None


def names_of(
    cells: Sequence[Sequence[str]], mapping: Columns, entries: Mapping[str, Indicator]
) -> dict[str, str]:
    """Give the id of the indicator for each name in a table; "" where there is none or several."""
    names: list[str] = []
    if mapping.across == "indicator":
        line = cells[mapping.heading]
        names = [name for name, role in zip(line, mapping.roles, strict=False) if role == VALUE]
    elif "indicator" in mapping.roles:
        at = mapping.roles.index("indicator")
        names = [line[at] for line in _lines(cells, mapping) if at < len(line)]
    bares = [bare(name) for name in dict.fromkeys(names)]
    known = {name: indicator_named(name, entries) for name in bares}
    told = [name if known[name] else _whose(name)[1] for name in bares if name]
    return {name: known.get(name) or indicator_named(name, entries) for name in told}


def bare(name: str) -> str:
    """Take the unit in brackets, a growth word and blanks off a name: 地区生产总值增速（%） is 地区生产总值."""
    return _parted(name)[0]


def indicator_named(name: str, entries: Mapping[str, Indicator]) -> str:
    """Give the id of the one indicator of a name: its id, a name of it or a term; "" where there is none or several.

    A name may say before it what its kind is of a year: 年末常住人口 (a stock), 全年接待游客 (a flow).
    """
    if name in entries:
        return name
    if found := _indicator_of(name, entries):
        return found
    for kind, words in words_of("reference_tables")["of_a_year"].items():
        for word in words:
            found = _indicator_of(name.removeprefix(word), entries) if name.startswith(word) else ""
            if found and entries[found].kind == kind:
                return found
    return ""


def _indicator_of(name: str, entries: Mapping[str, Indicator]) -> str:
    for names in (lambda one: (one.name.zh, one.name.en), lambda one: one.terms):
        found = [one.id for one in entries.values() if name in names(one)]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def figures(cells: Sequence[Sequence[str]], mapping: Columns) -> list[dict[str, str]]:
    """Give a line for each figure, by the columns in which tables are taken; cells without a figure give none."""
    heads, made = cells[mapping.heading], []
    for line in _lines(cells, mapping):
        own = {
            role: cell
            for role, cell in zip(mapping.roles, line, strict=False)
            if role and role != VALUE and cell
        }
        for at, role in enumerate(mapping.roles):
            if role != VALUE or at >= len(line) or line[at] in words_of("reference_tables")["no_figure"]:
                continue
            told = {**mapping.given, **own, "value": line[at]}
            if mapping.across:
                told[mapping.across] = heads[at]
            if _is_whole(told.get("place", ""), mapping.titled):
                told["place"] = mapping.titled
            name, unit, growth = _parted(told.get("indicator", ""))
            if name not in mapping.names and (whose := _whose(name))[0]:
                told["place"], name = whose
            told["indicator"] = mapping.names.get(name, name)
            if name and not told["indicator"]:
                continue
            if unit and ("unit" not in own or mapping.across == "indicator"):
                told["unit"] = unit
            if growth:
                told.setdefault("measure", "yoy")
            made.append({name: told.get(name, "") for name in ALLOWED})
    return made


def table_of(lines: Iterable[Mapping[str, str]]) -> bytes:
    """Write lines as the CSV in which tables are taken and kept, UTF-8."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ALLOWED, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode("utf-8")


def _place_in(titles: Iterable[str]) -> str:
    """Give the area that a title or file name names, wherever it stands: 年鉴_2024年鹤山市主要指标 → 鹤山市.

    Of several in a row the last is meant (广东省江门市鹤山市); a name without its rank ending counts where it stands alone
    and means one area (年鉴-鹤山).
    """
    for part in (part for title in titles for part in _HAN.findall(title)):
        named, at = "", 0
        while at < len(part):
            here = _area_at(part, at)
            if named and not here:
                break
            named, at = here or named, at + (len(here) or 1)
        alone = areas_named(part) if is_bare(part) else ()
        if named or len(alone) == 1:
            return named or alone[0].name
    return ""


def _period_in(titles: Iterable[str]) -> str:
    """Give the one period that titles name: 各县（区）主要经济指标（2024年）; "" for none and several.

    The year of a yearbook is not that of its figures.
    """
    found = {
        one.text
        for title in titles
        if not any(word in title for word in words_of("reference_tables")["year_of_issue"])
        for one in find_periods(title)
        if one.first_day is None or one.first_day.year == one.last_day.year
    }
    return found.pop() if len(found) == 1 else ""


def _is_whole(cell: str, area: str) -> bool:
    """Tell whether a cell is the whole of an area: 全市 of 江门市, no 全县."""
    return area.endswith(tuple(words_of("places")["own"].get(cell, ["\0"])))


def _area_at(text: str, at: int) -> str:
    """Give the longest full name of an area that stands in a text from a place on, "" for none; no 城区 of 主城区."""
    shortest = at + (3 if at else 2)
    names = (text[at:end] for end in range(min(len(text), at + LONGEST_AREA), shortest - 1, -1))
    return next((name for name in names if areas_named(name) and not is_bare(name)), "")


def _indicator_in(titles: Iterable[str], entries: Mapping[str, Indicator]) -> tuple[str, str]:
    """Give the indicator that a title is and the unit behind it: 3-1 主要年份接待游客人次（万人次）; ("", "") for none."""
    before = "|".join(map(re.escape, words_of("reference_tables")["before_indicator"]))
    for word in (word for title in titles for word in title.split()):
        name, unit, growth = _parted(word)
        name = name.removeprefix(_area_at(name, 0))
        found = indicator_named(re.sub(f"^(?:{before}|{_YEAR.pattern}年)+", "", name), entries)
        if found and not growth:
            return found, unit
    return "", ""


def unused(cells: Sequence[Sequence[str]], mapping: Columns) -> list[str]:
    """List the headings of the columns of numbers that are not used."""
    heads, lines = cells[mapping.heading], [*_lines(cells, mapping)]
    return [
        heads[at]
        for at, role in enumerate(mapping.roles)
        if role == UNUSED and any(_NUMBER.fullmatch(line[at]) for line in lines if at < len(line))
    ]


def _roles(
    line: Sequence[str], below: Sequence[Sequence[str]], entries: Mapping[str, Indicator], area: str
) -> tuple[tuple[str, ...], str]:
    """Say what the columns under a heading are, and what the headings of several columns of values are.

    `area` is that of the titles.
    """
    roles = [_fields().get(cell.replace(" ", ""), "") for cell in line]
    roles = [role if role and role not in roles[:at] else "" for at, role in enumerate(roles)]
    if VALUE in roles:
        return tuple(roles), ""
    kinds = [_across(cell, entries) if not role else "" for cell, role in zip(line, roles, strict=True)]
    counts = {kind: kinds.count(kind) for kind in ACROSS if kind not in roles}
    across = max(counts, key=lambda kind: counts[kind], default="")
    if not across or not counts[across] or not below:
        return tuple(roles), ""
    if across == "place":  # beside areas that are known stand others, of no list
        ends = tuple(words_of("reference_tables")["area_ends"])
        kinds = [kind or ("place" if (len(cell) > 2 and cell.endswith(ends)) or _is_whole(cell, area) else "")
                 for kind, cell in zip(kinds, line, strict=True)]  # fmt: skip
    roles = [VALUE if kind == across and not role else role for kind, role in zip(kinds, roles, strict=True)]
    # the first column of a wide table often has no heading, or names both what stands beside and above
    if "" in roles[:1]:
        missing = next(
            (kind for kind in ("indicator", "place", "period") if kind not in roles and kind != across), ""
        )
        roles[0] = _first(missing, [row[0] for row in below if row], entries)
    return tuple(roles), across


def _first(usual: str, cells: Sequence[str], entries: Mapping[str, Indicator]) -> str:
    """Say what the cells of a first column without a known heading are."""
    kinds = [_across(cell, entries) for cell in cells if cell]
    counts = {kind: kinds.count(kind) for kind in ACROSS}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else usual


def _across(cell: str, entries: Mapping[str, Indicator]) -> str:
    """Say what a heading is: a period, a place, an indicator, or "" for anything else."""
    if _is_period(cell):
        return "period"
    if areas_named(cell):
        return "place"
    names = (bare(cell), _whose(bare(cell))[1])
    return "indicator" if any(indicator_named(name, entries) for name in names) else ""


def _whose(name: str) -> tuple[str, str]:
    """Part the area that a name begins with from the indicator behind it: 桃源县地区生产总值; ("", name) for none."""
    area = _area_at(name, 0)
    rest = name.removeprefix(area).removeprefix("的")
    return (area, rest) if rest else ("", name)


def _is_period(cell: str) -> bool:
    if _YEAR.fullmatch(cell):
        return True
    found = find_periods(cell)
    return len(found) == 1 and found[0].text == cell


def _parted(name: str) -> tuple[str, str, bool]:
    """Part a heading into the indicator's name, its unit, and whether it is growth."""
    text = name.replace(" ", "").replace("\u3000", "")
    found = _UNIT.search(text)
    unit = found[1] if found else ""
    text = text[: found.start()] if found else text
    for word in words_of("reference_tables")["growth"]:
        if unit == "%" and text.endswith(word) and len(text) > len(word):
            return text.removesuffix(word), unit, True
    return text, unit, False


def _lines(cells: Sequence[Sequence[str]], mapping: Columns) -> Iterator[Sequence[str]]:
    """Yield the lines below the heading that are lines of the table."""
    feet = tuple(words_of("reference_tables")["foot"])
    for line in cells[mapping.heading + 1 :]:
        filled = [cell for cell in line if cell]
        if len(filled) > 1 and not filled[0].startswith(feet):
            yield line


@cache
def _fields() -> dict[str, str]:
    return {
        name: column for column, names in words_of("reference_tables")["columns"].items() for name in names
    }
