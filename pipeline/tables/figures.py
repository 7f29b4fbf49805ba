"""Make a claim of one cell: what its row and its column say together must name one indicator, measure and unit."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims import Claim, InTable, Rejection
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.quantities import Quantity, half_read
from pipeline.quantities.hedges import bounds
from pipeline.quantities.part import HALF_READ
from pipeline.tables.cell_values import Value
from pipeline.tables.column_periods import When, of_period, when
from pipeline.tables.columns import GROWTHS, Column
from pipeline.tables.grid import Cell
from pipeline.tables.headings import Heading, kind_of
from pipeline.tables.measures import PERCENT, Named, Refusal, Table, given_units, measured
from pipeline.tables.title_lent import titled, unit_of_title
from pipeline.terms.mentions import Term

_YEAR_END = (12, 31)
_CITY = "市"
_PROPORTIONS = ("%", "‰", "位")
_ALMOST, _MONTH = 16, 31


def figure(cell: Cell, value: Value | None, row: Named, column: Column, table: Table) -> Claim | Rejection:
    """Return the claim that a cell with a number makes, or why it makes none."""
    quantity = _printed(cell, value)
    if value is None:
        return Rejection(quantity, quantity.flaw, table=_said(value, row, column, table))
    try:
        return _claim(quantity, value, row, column, table)
    except Refusal as refusal:
        said = _said(value, row, column, table)
        return Rejection(quantity, refusal.reason, refusal.about, table=said)


def _said(value: Value | None, row: Named, column: Column, table: Table) -> InTable:
    """Return what row, column and table say of a number that they give no row, for a person who knows what it is."""
    kind = kind_of(column.heading.kind, row.heading.kind)
    own = (value.unit,) if value and value.unit else column.heading.units
    growth = kind in GROWTHS or (value is not None and value.growth)
    if growth:
        units = own or (() if kind == "growth_or_change" else (PERCENT,))
    elif kind in ("", "level"):
        units = given_units(value, row, column, table)
    else:
        units = own  # the share or the rank of what the table gives in 亿元
    try:
        time = _time(row.heading, column, table)
    except Refusal:
        time = When(unknown=True)
    silent = column.when.period is table.reported and not (row.heading.period or column.heading.time)
    dated = time.period is not None and time.period.first_day is not None
    unread = dated and _is_open(time.period, silent=silent and not table.lent)
    here = row.heading.place or column.heading.place
    said = here or row.heading.own or column.heading.own
    whole = row.heading.whole or column.heading.whole
    return InTable(
        tuple((unit.base, unit.factor) for unit in units),
        time.period,
        time.unknown or bool(time.flaw) or unread,
        here or (None if said else table.place),
        bool(whole) or (not said and bool(table.elsewhere)),
    )


def _printed(cell: Cell, value: Value | None) -> Quantity:
    """Return the number of a cell as it is printed, in no unit yet; its span leaves out the marks of notes."""
    if value is None:
        return half_read(cell.text, cell.start, cell.end)
    start, end = cell.start + value.start, cell.start + value.end
    number = float(value.number)
    low, high = bounds(value.qualifier, number)
    return Quantity(start, end, cell.text[value.start : value.end], number, low, high, "", value.qualifier)


def _claim(quantity: Quantity, value: Value, row: Named, column: Column, table: Table) -> Claim:
    terms = row.heading.terms or column.heading.terms
    kind = _kind(value, row.heading, column)
    if table.title and not terms:
        terms, kind, table = titled(table.title, kind, row, column, table)
    table = unit_of_title(terms, table)
    _check_names(row.heading, column.heading, terms)
    if table.owner and not any(table.owner in term.head + term.tail for term in terms):
        raise Refusal("restricted", table.owner)
    here = row.heading.place or row.heading.own or column.heading.place or column.heading.own
    if whole := row.heading.whole or column.heading.whole:
        _check_whole(whole, row.heading.place or column.heading.place, column.heading.text)
    if table.elsewhere and not here:
        raise Refusal("other_place", table.elsewhere)
    growth = kind != "level"
    if growth and column.other_base:
        raise Refusal("other_base", column.heading.text)
    entry, unit, term = measured(value, terms, row, column, table, growth=growth, sure=kind == "growth")
    time = _time(row.heading, column, table)
    if growth and entry.unit in _PROPORTIONS:
        raise Refusal("growth_points")
    number = float(value.number * unit.factor)
    low, high = bounds(value.qualifier, number)
    found = replace(quantity, value=number, low=low, high=high, unit=unit.base)
    silent = column.when.period is table.reported and not (row.heading.period or column.heading.time)
    flaw = time.flaw
    if not flaw and entry.kind == "flow" and _is_open(time.period, silent=silent and not table.lent):
        flaw = "unread"
    period = None if flaw or (table.lent and silent) else time.period
    return Claim(
        found,
        term.indicator,
        "yoy" if growth else "level",
        number,
        "table_row",
        period,
        row.heading.place or column.heading.place or (None if here else table.place),
        status=_status(row.heading.status or column.heading.status, time.period, table),
        period_flaw=flaw,
    )


def _check_whole(whole: str, place: Place | None, text: str) -> None:
    """Refuse 全市 where it is said of no city: it is the whole of the area that the row or the column names."""
    if place is None or not (place.name.endswith(whole) or (whole == _CITY and place.level == "prefecture")):
        raise Refusal("other_place", text)


def _kind(value: Value, row: Heading, column: Column) -> str:
    """Return level, growth or growth_or_change; refuse the cell of a column that holds anything else."""
    heading = column.heading
    if heading.unknown:
        raise Refusal("column", heading.text)
    kind = kind_of(heading.kind, row.kind)
    if not heading.tells:
        raise Refusal("column", heading.text)
    if value.growth and kind in ("", "level") and value.unit:
        return "growth"
    if value.growth and kind in ("", "level"):
        raise Refusal(HALF_READ)
    if kind == "schools" and row.terms:
        return "level"
    if kind not in ("", "level", "growth", "growth_or_change"):
        raise Refusal("of_plan" if kind == "of_plan" else "column", heading.text)
    return kind or "level"


def _check_names(row: Heading, column: Heading, terms: tuple[Term, ...]) -> None:
    """Refuse a cell that its row and its column name twice, not whole, or not at all."""
    if row.unknown:
        raise Refusal("restricted" if terms else "no_indicator", row.unknown if terms else "")
    if not terms:
        raise Refusal("no_indicator")
    if row.terms and column.terms:
        raise Refusal("column", column.text)
    if (row.place or row.own) and ((column.place and not column.whole) or column.own):
        raise Refusal("other_place", column.text)


def _time(row: Heading, column: Column, table: Table) -> When:
    """Return the time of a cell, which its row or its column tells."""
    time = column.when
    if row.period or row.time or row.dated:
        told = column.heading
        if both := _together(row, _dated(column, table)):
            return both
        if told.period or (told.time and told.time != "current") or told.dated:
            raise Refusal("column", told.text)
        undated = table.reported is None and row.period is not None and not row.period.anchored
        time = when(row, table.reported, unread=table.unread or undated)
    if time.unknown:
        raise Refusal("no_period", row.text if row.time or row.period else column.heading.text)
    return time


def _dated(column: Column, table: Table) -> Heading:
    """Return a column's heading, that of a growth with the time of the levels beside it: 「2023年｜2024年｜增长」."""
    own, period = column.heading, column.when.period
    lent = own.period or own.time or own.dated or period is table.reported
    return own if lent else replace(own, period=period)


def _together(row: Heading, column: Heading) -> When | None:
    """Return the time that one side says within that of the other: 「年末常住人口」 of 2023, 累计 of 第四季度."""
    for one, other in ((row, column), (column, row)):
        if one.period is None or one.time or one.dated or other.period or other.dated:
            continue
        ends_year = (one.period.last_day.month, one.period.last_day.day) == _YEAR_END
        if other.time == "to_date" or (other.time == "closing" and ends_year):
            return of_period(other.time, one.period)
        if other.time == "month" and one.period.days < _MONTH:
            return When(one.period)
    return None


def _status(said: str, period: Period | None, table: Table) -> str:
    """Return planned or actual; a whole year's figure printed long before its end is refused where no word plans it.

    What is expected of a time that is over is preliminary; beside the plan of a later time all before is over.
    """
    published = table.published
    if said == "planned":
        return "planned"
    if said == "expected":
        ends = max(filter(None, (published, table.aimed)), default=None)
        return "actual" if period and ends and period.last_day <= ends else "planned"
    over = period is None or published is None or period.last_day <= published
    if over or period is None or published is None:
        return "actual"
    if period.first_day and period.first_day > published:
        return "planned"
    if period.lasts_year and (period.last_day - published).days > _ALMOST:
        raise Refusal("not_over", period.text)
    return "actual"


def _is_open(period: Period | None, *, silent: bool) -> bool:
    """Say whether a flow's time is not known: a day (年末); a title's month (6月主要指标), or all months up to it."""
    if period is None:
        return False
    if period.first_day is None:
        return True
    return silent and (period.last_day - period.first_day).days < _MONTH and period.last_day.month > 1
