"""Find the header rows of a grid and say of each column what it holds: levels or growth, of which period and unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import reduce
from itertools import takewhile, zip_longest

from pipeline.periods import Period
from pipeline.tables.captions import units_of_line
from pipeline.tables.cell_units import units_named
from pipeline.tables.cell_values import is_empty, is_value, is_year
from pipeline.tables.column_periods import when
from pipeline.tables.columns import GROWTHS, Column, with_growth, with_sums, with_years_before
from pipeline.tables.grid import Cell, Row
from pipeline.tables.headings import Heading, Reader, is_english

_TEXTUAL = ("name", "serial", "unit", "remark")
_MOST_HEADERS = 4
_BRACKET = re.compile(r"\([^()]*\)")
# A cell of several figures heads nothing: 「1180.5 (其中出口 902.2)」, 「+5.5% +6.1%」; 2024.1-3 and 1.出口 do
_FIGURES = re.compile(r"[-+−]?(?!(?:19|20)\d{2}\.)\d{1,15}(?:\.\d|%)")
_UNCLEAR = Cell(-1, -1, 0, 0, "?")  # of which group a column is


@dataclass(frozen=True, slots=True)
class Header:
    """Hold the columns of a table, and which of them are the names of its rows and their units (-1: none).

    `several` are the columns of units where each figure has its own.
    """

    columns: tuple[Column, ...]
    names: int
    units: int
    several: tuple[int, ...] = ()

    def units_beside(self, column: int) -> int:
        """Return the column of units that is a figure's: of several the one behind it, before it where they stand first.

        「指标｜2024年｜单位｜2023年｜单位」, 「指标｜单位｜2024年｜单位｜2023年」.
        """
        if not self.several:
            return self.units
        if self.several[0] == self.names + 1:
            return next((at for at in reversed(self.several) if at < column), -1)
        return next((at for at in self.several if at > column), -1)

    def with_units(self, below: Sequence[Row]) -> Header:
        """Return the header with several columns of units where all that stands in them below it are units."""
        found = [
            at for at, one in enumerate(self.columns)
            if one.heading.kind == "unit" and at != self.names
            and any((cell := row.at(at)) and cell.text for row in below)
            and all(
                units_named(cell.text.replace(" ", ""))
                for row in below if (cell := row.at(at)) and not is_empty(cell.text)
            )
        ]  # fmt: skip
        return replace(self, several=tuple(found)) if len(found) > 1 else self


def header_rows(rows: Sequence[Row], reader: Reader, *, titled: bool, below: bool) -> int:
    """Return how many rows from the first on are header rows: words and bare years, one at least that heads figures.

    Below a header (`below`), a place or a year with years behind it is a row where the table's title names the figures
    (`titled`): 「桃源镇｜2022｜2023」 are persons.
    """
    count = 0
    for row, below_it in zip_longest(rows[:_MOST_HEADERS], rows[1:_MOST_HEADERS]):
        heads = _heads(row, reader) or (count and (_goes_on(row, reader) or _is_beside_corner(row, rows[0])))
        heads = heads or _are_halves(row, below_it, reader) or _are_groups(row, below_it, reader)
        heads = heads or (count and _ends_halves(row, rows[count - 1], reader))
        if not heads or (titled and (below or count) and _is_of_one(row, reader)):
            break
        count += 1
    return count


def _are_halves(row: Row, below: Row | None, reader: Reader) -> bool:
    """Say whether a row names the first halves of what the row below it goes on with: 「粮食」 over 「面积｜产量」."""
    if below is None or any(is_value(cell.text) for cell in row.filled):
        return False
    if not _heads(below, reader):
        return _ends_halves(below, row, reader)
    pairs = ((cell, under) for cell in row.filled if (under := below.at(cell.column)) and under.text)
    return any(
        reader.named(_BRACKET.sub("", reader.bare(cell.text) + reader.bare(under.text)))
        for cell, under in pairs
    )


def _ends_halves(row: Row, above: Row, reader: Reader) -> bool:
    """Say whether a row of words ends names that the headings above it begin: 「收入（亿元）」 under 「一般公共预算」."""
    first, pairs = row.at(0), [(above.at(cell.column), cell) for cell in row.filled]
    if (first and first.text) or any(
        over is None or not over.text or is_value(cell.text) for over, cell in pairs
    ):
        return False
    halves = (_heading([over], reader, corner=False) for over, _ in pairs)
    wholes = (_heading([over, cell], reader, corner=False) for over, cell in pairs)
    return not any(one.terms for one in halves) and any(one.terms and not one.unknown for one in wholes)


def _are_groups(row: Row, below: Row | None, reader: Reader) -> bool:
    """Say whether a row of words says whose the headings below it are: 「指标｜城镇居民｜民营」 over 「｜总量｜总量」.

    The corner above the names says so, too, or is empty in both rows; what they mean may be unknown.
    """
    if below is None or any(is_value(cell.text) for cell in row.filled) or not _heads(below, reader):
        return False
    corner, under = row.at(0), below.at(0)
    over = corner.text if corner else ""
    named = not over or reader.read(over).kind == "name"
    alone = under is None or not under.text or under.text == over
    return named and alone and not any(units_of_line(cell.text) for cell in row.filled)


def _is_of_one(row: Row, reader: Reader) -> bool:
    """Say whether a place or a time stands before bare years."""
    first = row.at(0)
    name = reader.read(first.text, first.start, first.end) if first else Heading()
    return bool(name.place or name.own or name.period) and any(is_year(cell.text) for cell in row.filled[1:])


def _heads(row: Row, reader: Reader) -> bool:
    """Say whether a row holds headings only: no numbers but years, and at least one that tells what a column is."""
    first = row.at(0)
    behind = [cell for cell in row.filled if cell is not first]
    if not behind or any(is_value(cell.text) and not is_year(cell.text) for cell in behind):
        return False
    if any(_FIGURES.match(cell.text) for cell in behind):
        return False
    own = reader.read(first.text) if first and first.text else Heading()
    if (own.terms or own.part) and any(is_year(cell.text) for cell in behind):
        return False  # 「规上工业企业⇥2022⇥2023」 are counts
    return any(
        _telling(reader.read(cell.text, cell.start, cell.end)) or reader.in_ratio(cell.text)
        for cell in behind
    )


def _goes_on(row: Row, reader: Reader) -> bool:
    """Say whether a row below headings goes on with them: units, parts, or the same once more in English."""
    first = row.at(0)
    listing = first is not None and reader.tail_listed(first.text)  # 「三次产业结构｜%」 over its parts
    return (
        (_units_only(row) and not listing)
        or _parts_only(row, reader)
        or all(is_english(cell.text) for cell in row.filled)
    )


def _is_beside_corner(row: Row, first: Row) -> bool:
    """Say whether the cell above the names of the rows reaches down to a row without figures: it is of the header."""
    corner = first.at(0)
    reaches = corner is not None and corner.row + corner.rows > min(cell.row for cell in row.cells)
    return reaches and not any(is_value(cell.text) for cell in row.filled)


def _units_only(row: Row) -> bool:
    """Say whether a row below headings holds their units: 「（人）｜（亩）｜（吨）」, and notes: 「（农村为1）」."""
    behind = (
        row.filled[1:] if row.filled and row.filled[0].column == 0 and len(row.filled) > 1 else row.filled
    )
    rest = [cell.text for cell in behind if not units_named(cell.text.replace(" ", "").strip("()"))]
    return len(rest) * 2 < len(behind) and all(_BRACKET.fullmatch(text) for text in rest)


def _parts_only(row: Row, reader: Reader) -> bool:
    """Say whether a row below headings, with nothing in the column of names, says which columns are parts: #外国人."""
    first = row.at(0)
    if (first and first.text) or any(is_value(cell.text) for cell in row.filled):
        return False
    return any(reader.read(cell.text, cell.start, cell.end).part for cell in row.filled)


def _telling(heading: Heading) -> bool:
    """Say whether a heading tells what figures stand below it."""
    if heading.kind in _TEXTUAL:
        return heading.kind == "unit"
    return heading.tells


def header_of(
    rows: Sequence[Row],
    width: int,
    reader: Reader,
    reported: Period | None,
    dates: AbstractSet[int],
    *,
    unread: bool,
) -> Header:
    """Return what header rows say of each column of a table that is so many columns wide.

    `dates` are the columns with a year or a month in each row: such a one names its rows, unless its heading tells of
    figures.
    """
    reported = _in_corner(rows, reader) or reported
    texts = [_across(rows, number, width) for number in range(len(rows))]
    above = [[line[column] for line in texts] for column in range(width)]
    alone = [_unnamed(cells, at) or _heading(cells, reader, corner=not at) for at, cells in enumerate(above)]
    alone = [_of_dates(one) if column in dates else one for column, one in enumerate(alone)]
    if _is_shifted(rows, alone, width):
        alone = [Heading("?", unknown="?")] * width
    named = _with_terms(_with_tails(_with_names(alone), reader))
    headings = _with_places(named)
    undated = reported is None and _of_several_years(headings)
    columns = [Column(one, when(one, reported, unread=unread or undated)) for one in headings]
    units = next((at for at, one in enumerate(headings) if one.kind == "unit" and not one.unknown), -1)
    return Header(tuple(with_growth(with_sums(with_years_before(columns)))), _names(headings), units)


def _of_dates(heading: Heading) -> Heading:
    """Return 年度 and year above years as what names rows, as 年份 does."""
    told = heading.terms or heading.kind or heading.units or heading.period or heading.place or heading.status
    return heading if told else Heading(heading.text, kind="name")


def _in_corner(rows: Sequence[Row], reader: Reader) -> Period | None:
    """Return the period of a title that stands above the names of the rows: 「2024年各县主要指标」 over 县名."""
    corner, below = rows[0].at(0), rows[-1].at(0)
    if corner is None or below is None or len(rows) == 1 or corner.rows == len(rows):
        return None
    title = reader.read(corner.text)
    return title.period if title.unknown and not title.dated else None


def _of_several_years(headings: Sequence[Heading]) -> bool:
    """Say whether columns without a year would fall into several: 「一季度｜上半年｜全年」 printed in April."""
    found = [one.period for one in headings if one.period and not one.period.anchored]
    whole = any(one.time == "whole_year" for one in headings)
    return len({one.last_day.year for one in found}) > 1 or (whole and bool(found))


def lacks_corner(rows: Sequence[Row], reader: Reader) -> bool:
    """Say whether the cell above the names was lost with its white space: 「2023年  2024年」 above three cells."""
    if _in_corner(rows, reader):
        return False
    first, *others = (reader.read(cell.text, cell.start, cell.end) for cell in rows[0].cells)
    among = first.terms and any(other.terms for other in others)
    dated = first.period or first.dated or first.time not in ("", "whole_year")  # 「年度」 heads years
    return bool(dated or first.place or first.own or among)


def _is_shifted(rows: Sequence[Row], headings: Sequence[Heading], width: int) -> bool:
    """Say whether figures stand before the columns that a row without its empty cells was laid over.

    「指标｜6月｜1-6月｜位次」 over 「绝对数｜同比｜绝对数｜同比」: which of them go together is not known.
    """
    narrow = [row for row in rows if row.width < width and len(row.filled) == len(row.cells)]
    if len(rows) == 1 or not narrow:
        return False
    lead = _lead(rows[-1], width)
    return any(one.kind not in _TEXTUAL for one in headings[1:lead])


def _with_names(headings: list[Heading]) -> list[Heading]:
    """Take 单位 before figures for the column of names where no other is: of towns or offices, not of units."""
    kinds = [one.kind for one in headings]
    offices = kinds[:1] == ["unit"] and "name" not in kinds and len(headings) > 1 and headings[1].tells
    return [replace(headings[0], kind="name"), *headings[1:]] if offices else headings


def _with_tails(headings: list[Heading], reader: Reader) -> list[Heading]:
    """Give a column what it leaves out of the one whose part it is: 「地区生产总值｜第一产业」 is 第一产业增加值.

    So it is of growth, too: 「增长（%）」 over 「地区生产总值｜第一产业」.
    """
    found: list[Heading] = []
    whole = Heading()
    for heading in headings:
        tailed = reader.tailed(heading, whole) if heading.kind in ("", "level", *GROWTHS) else ()
        if tailed:
            units = heading.units or whole.units
            found.append(replace(heading, terms=tailed, unknown="", units=units))
            continue
        found.append(heading)
        silent = heading.kind in GROWTHS and not (heading.terms or heading.unknown)
        if not silent and heading.kind != "rank":
            whole = heading
    return found


def _with_terms(headings: list[Heading]) -> list[Heading]:
    """Give a growth beside the column of an indicator that indicator: 「地区生产总值（亿元）｜增长（%）」.

    Beside what is not known it is of that: 「城镇居民｜增长（%）」. Behind several it may be of each: 「进出口总额｜出口｜
    增长（%）」, 「总量｜人均（元）｜增长（%）」. Where one stands before all indicators, each may be of the one behind it:
    「地区｜增长（%）｜地区生产总值｜增长（%）｜出口总额」.
    """
    found: list[Heading] = []
    unclear = _opens_with_growth(headings)
    for heading in headings:
        before = next((one for one in reversed(found) if one.kind != "rank"), Heading())
        silent = not heading.terms and heading.kind in GROWTHS
        since = [*takewhile(lambda one: one.kind not in GROWTHS, reversed(found))]
        levels = [
            one for one in since
            if one.kind in ("", "level") and (one.tells or one.units) and not _of_others(one, heading)
        ]  # fmt: skip
        several = (
            max(len({one.terms for one in levels if one.terms}), len({one.unknown for one in levels})) > 1
        )
        if silent and (several or unclear):
            heading = replace(heading, unknown=heading.text)  # noqa: PLW2901 - as below
        elif silent and not before.unknown:
            heading = replace(heading, terms=before.terms)  # noqa: PLW2901 - the one beside it completes it
        elif silent and before.kind in ("", "level"):
            heading = replace(heading, unknown=before.unknown)  # noqa: PLW2901 - as above
        found.append(heading)
    return found


def _of_others(level: Heading, growth: Heading) -> bool:
    """Say whether a level and a growth are of two periods: 「2023年｜人均（元）」 and 「2024年｜增长（%）」."""
    return bool(level.period and growth.period and level.period.label != growth.period.label)


def _opens_with_growth(headings: Sequence[Heading]) -> bool:
    """Say whether the first column of figures is the growth of nothing named, and indicators stand behind it."""
    names = _names(headings)
    figures = [one for at, one in enumerate(headings) if one.kind not in _TEXTUAL and at != names]
    first = figures[0] if figures else Heading()
    named = any(one.terms and one.kind in ("", "level") for one in figures)
    return first.kind in GROWTHS and not first.terms and named


def _with_places(headings: list[Heading]) -> list[Heading]:
    """Give a growth behind the column of an area that area: 「指标｜青禾县｜增长（%）」; behind several, none for sure."""
    found: list[Heading] = []
    for heading in headings:
        since = takewhile(lambda one: one.kind not in GROWTHS, reversed(found))
        levels = [one for one in since if one.kind in ("", "level")]
        areas = {
            (one.place, one.own, one.whole, "" if one.place else one.unknown)
            for one in levels
            if _is_of_area(one)
        }
        silent = heading.kind in GROWTHS and not _is_of_area(heading)
        if silent and len(areas) > 1:
            heading = replace(heading, unknown=heading.text)  # noqa: PLW2901 - the ones before it complete it
        elif silent and areas:
            place, own, whole, _ = areas.pop()
            heading = replace(heading, place=place, own=own, whole=whole)  # noqa: PLW2901 - as above
        found.append(heading)
    return found


def _is_of_area(heading: Heading) -> bool:
    return bool(heading.place or heading.own or heading.whole)


def _names(headings: Sequence[Heading]) -> int:
    """Return the column of names: the last that says so before the figures, else the first that is no number.

    None is where names stand behind figures, too: two tables side by side.
    """
    named = [at for at, one in enumerate(headings) if one.kind == "name"]
    if named:
        before = headings[named[0] : named[-1]]
        return named[-1] if all(one.kind in _TEXTUAL or not one.tells for one in before) else -1
    at = next((at for at, one in enumerate(headings) if one.kind not in ("serial", "unit")), 0)
    return -1 if headings[at].kind else at  # no names stand below 「完成」


def _across(rows: Sequence[Row], number: int, width: int) -> list[Cell | None]:
    """Return for each column the cell of a header row above it; in a row of groups an empty cell is its group's.

    「6月｜(empty)｜1-6月｜(empty)」, and the same without its empty cells where the groups are equally broad.
    """
    row, last = rows[number], number == len(rows) - 1
    cells = [row.at(column) for column in range(width)]
    if row.width < width and len(row.filled) == len(row.cells):
        return _on_the_right(row, width) if last else _spread(row, _lead(rows[number + 1], width), width)
    if last or any(cell.rows > 1 or cell.columns > 1 for one in rows for cell in one.cells):
        return cells  # where cells say what they span, an empty one is empty
    below = rows[number + 1 :]
    under = [any((cell := one.at(column)) and cell.text for one in below) for column in range(width)]
    for column in range(2, width):
        before, cell = cells[column - 1], cells[column]
        if before and before.text and under[column] and (cell is None or not cell.text):
            cells[column] = before
    return cells


def _lead(below: Row, width: int) -> int:
    """Return how many columns stand before those that the lower of two header rows names."""
    if below.width < width:
        return width - below.width
    return next((column for column in range(width) if (cell := below.at(column)) and cell.text), 0)


def _on_the_right(row: Row, width: int) -> list[Cell | None]:
    """Return the cells of a header row without its empty first ones, above the last columns."""
    return [*[None] * (width - len(row.cells)), *row.cells]


def _spread(row: Row, lead: int, width: int) -> list[Cell | None]:
    """Spread groups evenly over the columns behind the names and units; nothing is known where they do not fit."""
    names, groups = row.cells[:lead], row.cells[lead:]
    each, rest = divmod(width - lead, len(groups)) if groups else (0, 1)
    if rest:
        return [*names, *[_UNCLEAR] * (width - len(names))]
    return [*names, *(group for group in groups for _ in range(each))]


def _unnamed(cells: list[Cell | None], column: int) -> Heading | None:
    """Return an unknown heading for a column that a group spans and nothing names: 「合计｜第一产业｜(empty)」.

    The first column of a group without a name of its own is the whole: 「地区生产总值」 over 「(empty)｜第一产业」.
    """
    named = [cell for cell in cells if cell and cell.text]
    group = named[-1] if named and cells[-1] is not named[-1] else None
    inside = group is not None and group.column < column < group.column + group.columns
    return Heading("?", unknown="?") if inside else None


def _heading(cells: list[Cell | None], reader: Reader, *, corner: bool) -> Heading:
    """Return what the cells above a column say together; a cell that spans rows counts once.

    Beside the `corner` above the names, 年份 over 「2023年｜2024年」 and 地区 over counties only say what these are.
    """
    once = list(dict.fromkeys(cell for cell in cells if cell and cell.text and not is_empty(cell.text)))
    said = [reader.read(cell.text, cell.start, cell.end) for cell in once]
    titles = [one for one in said if one.title]
    own = [one for one in said if not one.title]
    if own and own[-1].tells and not corner:
        own = [*(one for one in own[:-1] if one.kind != "name"), own[-1]]
    name = "".join(_BRACKET.sub("", one.text) for one in own if not (one.whole or one.own))
    column = reader.whole(reduce(Heading.joined, _unrepeated(own), Heading()), name)
    if column.terms and column.kind == "name" and len(own) > 1 and own[-1].kind != "name":
        column = replace(column, kind="")  # 「地区生产」 over 「总值（亿元）」 names an indicator, no areas
    if len(own) > 1 and (tailed := reader.tailed(own[-1], reduce(Heading.joined, own[:-1]))):
        column = replace(column, terms=tailed, unknown="")  # 「生产总值（万元）」 over 「合计｜第一产业」
    return reduce(lambda below, title: reader.titled(title, below, name), reversed(titles), column)


def _unrepeated(headings: list[Heading]) -> list[Heading]:
    """Let the heading of a group say nothing that each below it says again: 「人口（人）」 over 户籍人口."""
    below = "".join(one.text for one in headings[1:] if one.terms)
    return [replace(one, unknown="") if one.unknown and one.unknown in below else one for one in headings]
