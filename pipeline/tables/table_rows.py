"""Go through the rows of a table: titles of blocks, units of blocks, parts, and the figures of each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from pipeline.claims import Claim, InTable, Rejection
from pipeline.tables.captions import units_of_line
from pipeline.tables.cell_units import Unit, units_named
from pipeline.tables.cell_values import Value, is_empty, is_numeric, value_of
from pipeline.tables.column_periods import when
from pipeline.tables.columns import GROWTHS, Column, are_fractions
from pipeline.tables.figures import figure
from pipeline.tables.grid import Cell, Row
from pipeline.tables.groups import leads_of, with_groups
from pipeline.tables.headers import Header, header_of, header_rows, lacks_corner
from pipeline.tables.headings import SECTIONS, Heading, Reader, is_english
from pipeline.tables.measures import PERCENT, Named, Table
from pipeline.tables.rates import MOST_GROWTH, RATES, with_rates
from pipeline.tables.totals import totals_of
from pipeline.terms.mentions import Term
from pipeline.words import words_of

_DEEP = 99  # spaces; no name is set in so far
_REST = tuple(words_of("tables")["rest"])
_TOTALS = tuple(words_of("tables")["totals"])
_COUNTED = tuple(words_of("tables")["counted"])
_BRACKET = re.compile(r"\([^()]*\)$")  # a unit behind a name
_RATIO = re.compile(r"\d{1,2}(?:\.\d{1,2})? ?(?:: ?\d{1,2}(?:\.\d{1,2})? ?){1,3}")
_PART_OF_RATIO = re.compile(r"[\d.]+")
_ROUNDED = 1  # per cent that rounding may leave of a ratio
_PARTED = re.compile(
    "(?:{before})(?:{by})(?:{behind})?".format(
        **{name: "|".join(words) for name, words in words_of("tables")["parted_by"].items()}
    )
)
_SHORT = 2  # characters of a name that may be of the row above: 出口 below 民营企业进出口
_NOTHING = Named(Heading())
_LEVEL = Heading(kind="level")
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])?")
_NO_CELL = Cell(0, 0, 0, 0, "")
_UNKNOWN = Column(Heading())


@dataclass(frozen=True, slots=True)
class TableRow:
    """Hold what one row gave: the span of its line, its claims, and why its other numbers gave none."""

    start: int
    end: int
    claims: tuple[Claim, ...]
    rejections: tuple[Rejection, ...] = ()


@dataclass(slots=True)
class RowReader:
    """Read the rows of a table in order, keeping the header and what the rows above say of those below."""

    reader: Reader
    table: Table
    doubtful: bool  # whether only spaces divide its cells
    headed: bool = False  # whether any header was understood
    _header: Header | None = None
    _width: int = 0
    _block: Heading = field(default_factory=Heading)
    _units: tuple[Unit, ...] | None = None
    _parent: Heading = field(default_factory=Heading)  # the last row that is no part
    _above: Heading = field(default_factory=Heading)
    _indent: int = _DEEP  # of that row
    _numbering: str = ""  # the form of the number before the block's title
    _listed: set[int] = field(default_factory=set)  # the columns in which places stood
    _amounts: set[str] = field(default_factory=set)  # as `_amounts_in` has them
    _totals: dict[str, Heading] = field(default_factory=dict)  # the rows that sum others, by their indicators

    def rows(self, rows: Sequence[Row]) -> Iterator[TableRow]:
        """Yield what each row of numbers gave."""
        body = 0  # where the rows below the last header begin
        rows = list(rows)
        for index in range(len(rows)):
            if index < body:
                continue
            row, count = rows[index], self._count_headers(rows, index)
            if count:
                body = index + count
                end = next((at for at in range(body, len(rows)) if self._count_headers(rows, at)), len(rows))
                header = self._open(rows[index:body], rows[body:end])
                self._amounts = self._amounts_in(rows[body:end], header)
                self._totals = totals_of(rows[body:end], header.names, self.reader)
                rows[body:end] = with_groups(rows[body:end], leads_of(rows[body:end], header.names))
            elif len(row.filled) == 1 and value_of(row.filled[0].text) is None:
                self._title(row.filled[0])
            elif row.filled:
                yield self._row(row)

    def _count_headers(self, rows: Sequence[Row], index: int) -> int:
        near = rows[index : index + 4] if len(rows[index].filled) > 1 else ()
        titled = self.table.title is not None
        return header_rows(near, self.reader, titled=titled, below=self._header is not None)

    def _open(self, rows: Sequence[Row], below: Sequence[Row]) -> Header:
        """Take a new header, and return it; blocks and units of blocks end with it."""
        self.headed = True
        self._width = max(row.width for row in rows)
        dense = all(len(row.filled) == len(row.cells) for row in rows)
        lost = lacks_corner(rows, self.reader)
        if dense and lost:
            self._width += 1
        elif dense and len(rows) > 1 and below:  # 「指标 单位 6月 1-6月」 over 「绝对数 同比 绝对数 同比」
            self._width = max(self._width, below[0].width)
        table = self.table
        dates = _columns_of_dates(below)
        header = header_of(rows, self._width, self.reader, table.reported, dates, unread=table.unread)
        columns = header.columns if table.proportions else [*with_rates(header.columns, below)]
        header = replace(header.with_units(below), columns=tuple(_with_fractions(columns, below)))
        self.table = replace(table, aimed=_aimed(header.columns))
        self._header = replace(header, names=-1) if lost and not dense else header
        self._block = self._parent = self._above = Heading()
        self._units, self._indent = None, _DEEP
        self._listed.clear()
        return self._header

    def _title(self, cell: Cell) -> None:
        """Take what a row with one cell says of the rows below it: a unit, a place, a chapter, an indicator."""
        units = units_of_line(cell.text)
        if units is not None:
            self._units = units
            return
        if self.reader.bare(cell.text).startswith(_REST):
            return  # a line of accounts without figures
        if self._parent.terms and _PARTED.fullmatch(self.reader.bare(cell.text)):
            self._block = Heading()
            return
        heading = self.reader.read(cell.text, cell.start, cell.end)
        self._numbering = self.reader.numbering(cell.text)
        listed = self.reader.tail_listed(cell.text)
        self._block = Heading() if listed or self.reader.bare(cell.text) in SECTIONS else heading
        # 「地区生产总值⇥⇥」, whose own figures are not printed, is what 第一产业 below it is part of
        self._parent = heading if listed or (heading.terms and not heading.unknown) else Heading()
        self._units, self._above, self._indent = None, Heading(), _DEEP

    def _row(self, row: Row) -> TableRow:
        """Read the figures of a row; one that has not as many cells as the header is refused."""
        figures = [(cell, self._value(cell)) for cell in row.cells if is_numeric(cell.text)]
        header = self._header or Header(self._implied(row, figures), 0, self._unit_beside(row))
        nameless = self._header and any(
            one.heading.kind == "name" and not (row.at(column) or _NO_CELL).text
            for column, one in enumerate(header.columns[: max(header.names, 0) + 1])
        )
        if (self._header and row.width != self._width) or header.names < 0 or nameless:
            behind = [
                figure(cell, None, _NOTHING, _UNKNOWN, self.table) for cell, _ in figures if cell.column
            ]
            unclear = (
                replace(one, reason="cells", table=InTable()) for one in behind if isinstance(one, Rejection)
            )
            return TableRow(row.start, row.end, (), tuple(unclear))
        name = row.at(header.names)
        heading = self._named(name, header) if name else Heading()
        heading = self._with_names_beside(heading, row, header, figures)
        grown = heading.kind in GROWTHS and are_fractions(
            value for cell, value in figures if cell.column not in (header.names, header.units)
        )
        units = {at: self._row_units(row, at, heading) for at in {header.units, *header.several, -1}}
        columns = self._together(heading, name, header.columns)
        if self._is_rate(heading, units[header.units], header, figures):
            beside = {
                columns[cell.column].heading.kind in GROWTHS
                for cell, _ in figures
                if cell.column > header.names
            }
            # 「6.1｜-2.0」: of which of them the second is, and in what, nobody says
            heading = replace(
                heading, kind="growth", unknown=heading.text if len(beside) > 1 else heading.unknown
            )
        found = [*self._ratios(row, name, heading, header.columns)] if name else []
        for cell, value in figures:
            own, column = header.columns[cell.column], columns[cell.column]
            if cell.column in (header.names, header.units) or own.heading.kind in ("serial", "name"):
                continue
            held = units[header.units_beside(cell.column)]
            whole = heading
            if column is not own:  # a name in two halves is the column's, and in its unit where it says one
                whole = replace(heading, terms=(), unknown="")
                of_column = column.heading.units
                other = of_column and {one.base for one in held} - {one.base for one in of_column}
                held = (*of_column, *held) if other else of_column or held
            found.append(figure(cell, value, Named(whole, held, grown), column, self.table))
        total = next(
            (self._totals[term.indicator] for term in heading.terms if term.indicator in self._totals), None
        )
        if total and total.text != heading.text:
            found = [Rejection(one.quantity, "part", total.text) for one in found]
        claims = tuple(one for one in found if isinstance(one, Claim))
        return TableRow(row.start, row.end, claims, tuple(one for one in found if isinstance(one, Rejection)))

    def _is_rate(
        self,
        heading: Heading,
        units: Sequence[Unit],
        header: Header,
        figures: Sequence[tuple[Cell, Value | None]],
    ) -> bool:
        """Say whether the per cents of a row that names an amount are its growth: 「固定资产投资｜%｜6.1」.

        They are no share or progress: of an amount whose growth alone is published, and below 50.
        """
        if self.table.proportions or self._block.kind or heading.kind or [one.base for one in units] != ["%"]:
            return False
        small = all(value is None or abs(value.number) < MOST_GROWTH for _, value in figures)
        named = bool(heading.terms) and all(term.indicator in RATES for term in heading.terms)
        amounts = self._amounts & {RATES.get(term.indicator) for term in heading.terms}
        on_others = any(one.heading.kind == "other_base" for one in header.columns)
        return named and small and not amounts and not on_others

    def _amounts_in(self, rows: Sequence[Row], header: Header) -> set[str]:
        """Return which indicators rows give as amounts, or as 100 %: what is in per cent beside them may be their part."""
        found: set[str] = set()
        for row in rows:
            name = row.at(header.names) if header.names >= 0 else None
            heading = self.reader.read(name.text, name.start, name.end) if name else Heading()
            own = {term.indicator for term in heading.terms} & {*RATES.values()}
            if not own or heading.kind:
                continue
            percent = [one.base for one in self._row_units(row, header.units, heading)] == ["%"]
            levels = (
                cell for cell in row.filled
                if cell is not name and cell.column < len(header.columns)
                and header.columns[cell.column].heading.kind in ("", "level")
            )  # fmt: skip
            values = [value for cell in levels if (value := value_of(cell.text))]
            if values and not (percent and all(abs(value.number) < MOST_GROWTH for value in values)):
                found |= own
        return found

    def _ratios(
        self, row: Row, name: Cell, heading: Heading, columns: Sequence[Column]
    ) -> Iterator[Claim | Rejection]:
        """Yield what the cells of a row say that hold a ratio: 「三次产业结构｜5.5:39.9:54.6」, and below such a column."""
        of_row = self.reader.in_ratio(name.text)
        own = (
            replace(heading, unknown="")
            if heading.unknown == self.reader.read(name.text).unknown
            else heading
        )
        for cell in row.filled:
            column = columns[cell.column]
            of_column = [] if of_row else self.reader.in_ratio(column.heading.unknown)
            parts = [*_PART_OF_RATIO.finditer(cell.text)] if _RATIO.fullmatch(cell.text) else []
            terms = of_row or of_column
            if (
                not terms
                or len(parts) != len(terms)
                or abs(sum((Decimal(one[0]) for one in parts), Decimal(-100))) > _ROUNDED
            ):
                continue
            if of_column:
                column = replace(column, heading=replace(column.heading, unknown="", kind="level"))
            for term, part in zip(terms, parts, strict=True):
                start, end = cell.start + part.start(), cell.start + part.end()
                one = replace(cell, start=start, end=end, text=part[0])
                named = Named(replace(own if of_row else heading, terms=(term,)), (PERCENT,))
                yield figure(one, value_of(part[0]), named, column, self.table)

    def _value(self, cell: Cell) -> Value | None:
        """Return the number of a cell; where only spaces divide cells, one that they part may be two."""
        value = value_of(cell.text)
        return None if value and value.parted and self.doubtful else value

    def _with_names_beside(
        self, heading: Heading, row: Row, header: Header, figures: Sequence[tuple[Cell, Value | None]]
    ) -> Heading:
        """Return what a row is with what other columns before its figures name: 「2024｜青禾县」, 「青禾县｜桃源镇」.

        The last place is the narrowest. What is not known narrows the row, too: 「民营｜出口额」.
        """
        kinds = [column.heading.kind for column in header.columns]
        others = [cell for cell in row.filled if cell.column not in (header.names, header.units)]
        named = [cell for cell in others if kinds[cell.column] == "name"]
        values = [
            cell for cell, _ in figures
            if cell.column != header.names
            and kinds[cell.column] not in ("name", "serial")
            and not header.columns[cell.column].heading.unknown
        ]  # fmt: skip
        first = min((cell.column for cell in values), default=0)
        named += [
            cell for cell in others
            if cell.column < first
            and not (is_numeric(cell.text) or is_empty(cell.text))
            and kinds[cell.column] in ("", "level")
        ]  # fmt: skip
        places = {header.names: heading.place} if heading.place else {}
        for cell in sorted(named, key=lambda cell: cell.column):
            said = self.reader.read(cell.text, cell.start, cell.end)
            if whole := self._with_group(cell, said, row.at(header.names), heading):
                heading, said = replace(heading, terms=whole, unknown=""), replace(said, terms=(), unknown="")
            if said.place:
                places[cell.column] = said.place
                self._listed.add(cell.column)
            elif said.text.endswith(_TOTALS) and cell.column in self._listed:
                said = replace(said, unknown=said.text)  # of the counties above, not of the city beside it
            clash = (said.terms and heading.terms) or (said.period and heading.period)
            bare = self.reader.bare(cell.text)
            # Jiangmen narrows nothing, 3 below 月份 does
            narrows = bare not in SECTIONS and (is_numeric(cell.text) or not bare.isascii())
            foreign = said.unknown if narrows else ""
            heading = replace(
                heading,
                terms=heading.terms or said.terms,
                period=heading.period or said.period,
                time=heading.time or said.time,
                own=heading.own or said.own,
                unknown=heading.unknown or foreign or (said.text if clash else ""),
                dated=heading.dated or said.dated,
            )
        return replace(heading, place=places[max(places)], own=False) if places else heading

    def _with_group(
        self, cell: Cell, group: Heading, name: Cell | None, heading: Heading
    ) -> tuple[Term, ...]:
        """Return the terms that a row's name has with that of its group: 「粮食｜产量」, 「居民人均可支配收入｜城镇」."""
        if name is None:
            return ()
        joined = self.reader.named(self.reader.bare(cell.text) + self.reader.bare(name.text))
        return joined or self.reader.tailed(heading, group)

    def _together(self, row: Heading, name: Cell | None, columns: Sequence[Column]) -> list[Column]:
        """Return columns with the terms that they have together with a row: 人均可支配收入 below 城镇居民.

        So 产量 is 粮食产量 beside 粮食, and a growth that names nothing is of the level before it.
        """
        own = _BRACKET.sub("", self.reader.bare(name.text)) if name else ""
        if not own or row.part or row.unknown not in ("", own):
            return [*columns]
        found: list[Column] = []
        before: tuple[Term, ...] = ()
        levels = [one.heading for one in columns if one.heading.kind in ("", "level")]
        of_others = any(
            one.terms or (one.unknown and not self.reader.named(own + one.unknown)) for one in levels
        )  # 「第二产业｜用电量｜占比」
        for column in columns:
            said = column.heading
            shared = said.kind == "share" and row.terms and not (self.table.proportions or of_others)
            others = (said.unknown,) if said.unknown else () if row.terms else _counted_in(said)
            others = (_BRACKET.sub("", said.text),) if shared else others
            named = (self.reader.named(both) for other in others for both in (other + own, own + other))
            terms = next(filter(None, named), ())
            silent = said.kind in GROWTHS and not (said.terms or said.unknown)
            terms = terms or (before if silent and not row.terms else ())
            before = terms if said.kind in ("", "level") or silent else before
            kind = "level" if shared else said.kind
            whole = replace(said, terms=terms, unknown="", kind=kind)
            found.append(replace(column, heading=whole) if terms else column)
        return found

    def _implied(self, row: Row, figures: Sequence[tuple[Cell, Value | None]]) -> tuple[Column, ...]:
        """Return the columns of a row without a header: one figure, beside growths that say so, is a level."""
        silent = Column(_LEVEL, when(Heading(), self.table.reported, unread=self.table.unread))
        said = [cell.column for cell, value in figures if value and value.growth]
        plain = [cell.column for cell, value in figures if cell.column and not (value and value.growth)]
        telling = said + plain if len(plain) == 1 else said
        return tuple(silent if column in telling else _UNKNOWN for column in range(row.width))

    def _unit_beside(self, row: Row) -> int:
        """Return the one column of a row without a header that is a unit, or -1: 「常住人口⇥42.3⇥万人」."""
        found = [cell.column for cell in row.filled[1:] if units_named(cell.text.replace(" ", ""))]
        return found[0] if len(found) == 1 else -1

    def _row_units(self, row: Row, units: int, heading: Heading) -> tuple[Unit, ...]:
        """Return the units that hold for a row: of its own column, in brackets behind its name, of its block."""
        cell = row.at(units) if units >= 0 else None
        if cell is None or is_empty(cell.text):
            return heading.units or self._units or ()
        printed = cell.text.replace(" ", "")
        said = self.reader.read(cell.text)
        if not (said.unknown or said.units or said.tells):
            return heading.units or self._units or ()  # 「上年=100」
        own = units_named(printed) or (Unit(printed, printed, Decimal(1)),)  # 万重量箱 fits nothing
        return own if not heading.units or own == heading.units else (*own, *heading.units)

    def _named(self, cell: Cell, header: Header) -> Heading:
        """Return what the name of a row says, with the title of its block and the row that it is part of."""
        if self._numbering and self.reader.numbering(cell.text) == self._numbering:
            self._block, self._numbering = (
                Heading(),
                "",
            )  # 「三、」 is beside the 「二、」 that has no figures
        read = self.reader.read(cell.text, cell.start, cell.end)
        if is_english(cell.text):
            read = replace(read, unknown=cell.text)  # Total, Lucheng: of whom is not read
        part = read.part or cell.indent > self._indent or len(read.text) <= _SHORT
        above = self._block if self._block.terms else self._above
        by_title = self.table.title is not None and not above.terms
        transposed = by_title or any(column.heading.terms for column in header.columns)
        if read.terms and part and self._parent.unknown:
            read = replace(read, unknown=self._parent.text)
        elif tailed := self.reader.tailed(read, self._parent):
            units = read.units or self._parent.units
            read, part = replace(read, unknown="", terms=tailed, units=units), True
        elif read.terms and self._parent.kind == "schools":
            read = replace(read, units=read.units or self._parent.units)
        elif not (read.terms or read.unknown or read.place or transposed) and (
            read.status or read.kind not in ("", "schools")
        ):
            if above is self._above and read.text.endswith(_TOTALS):
                return self._in_block(
                    replace(read, unknown=read.text)
                )  # 合计 of several is not of the last one
            # 「比上年增长（%）」
            return self._in_block(replace(read, terms=above.terms, unknown=above.unknown))
        if (
            transposed
            and read.kind
            and not (read.terms or read.unknown or read.period or read.place or read.own)
        ):
            return self._in_block(self._under(read))
        if not part:
            self._parent, self._indent = read, cell.indent
        self._above = read
        return self._in_block(read)

    def _under(self, read: Heading) -> Heading:
        """Return 「比上年增长（%）」 below 「2024年」 with its year; 合计 below towns is of nobody known."""
        above = self._above
        if above == Heading() and self._block == Heading() and not read.text.endswith(_TOTALS):
            return read  # 「总量」 and 「增速（%）」 below the names of indicators are of the whole table
        if not read.kind.startswith("growth") or not (above.period or above.place or above.own):
            return replace(read, unknown=read.text)
        return replace(read, period=above.period, place=above.place, own=above.own, unknown=above.unknown)

    def _sums_table(self, read: Heading) -> bool:
        """Say whether a row is the total of what the title names, whatever stood above it."""
        title = self.table.title.heading.terms if self.table.title else ()
        own = {term.indicator for term in title} & {term.indicator for term in read.terms}
        return any(one in self._totals and self._totals[one].text == read.text for one in own)

    def _in_block(self, read: Heading) -> Heading:
        """Return a row's name with what the title of its block says; a row with a name of its own ends 地区生产总值."""
        block = Heading() if self._sums_table(read) else self._block
        if read.terms and block.terms and not block.unknown and read.terms != block.terms:
            self._block = block = Heading()
        return replace(
            read,
            terms=read.terms or block.terms,
            units=read.units or (block.units if block.terms or block.kind == "schools" else ()),
            place=read.place or block.place,
            own=read.own or block.own,
            period=read.period or block.period,
            time=read.time or block.time,
            unknown=read.unknown or (block.text if block.unknown and not self._says(read, block) else ""),
        )

    def _says(self, read: Heading, block: Heading) -> bool:
        """Say whether a name has all that the title of its block says: 森林覆盖率 below 「五、森 林」."""
        title = self.reader.bare(block.text)
        return bool(read.terms) and len(title) >= _SHORT and title in read.text


def _counted_in(heading: Heading) -> tuple[str, ...]:
    """Return the words of a level that say what it counts: 产量."""
    return tuple(word for word in _COUNTED if word in heading.text) if heading.kind == "level" else ()


def _aimed(columns: Sequence[Column]) -> date | None:
    """Return the first day of the latest time that a column plans, None where none does."""
    planned = (column.when.period for column in columns if column.heading.status == "planned")
    return max((period.first_day for period in planned if period and period.first_day), default=None)


def _columns_of_dates(rows: Sequence[Row]) -> frozenset[int]:
    """Return the columns in which every row has a year, or a year and a month: 2024, 202403."""
    told = [row for row in rows if len(row.filled) > 1]
    columns = range(max((row.width for row in told), default=0))
    return frozenset(
        at for at in columns if all((cell := row.at(at)) and _DATE.fullmatch(cell.text) for row in told)
    )


def _with_fractions(columns: Sequence[Column], below: Sequence[Row]) -> Iterator[Column]:
    """Yield columns, and say of those of growth whether what stands below them may be fractions."""
    for at, column in enumerate(columns):
        cells = (row.at(at) for row in below) if column.heading.kind in GROWTHS else ()
        values = [value_of(cell.text) for cell in cells if cell]
        yield replace(column, fractions=True) if are_fractions(values) else column
