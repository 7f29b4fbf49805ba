"""Make a claim of one cell: what its row and its column say together must name one indicator, measure and unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.claims import Claim, Rejection
from pipeline.dimensions import fits
from pipeline.indicators import Catalogue, Indicator
from pipeline.mentions import Term
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.quantities import Quantity
from pipeline.tables.cell_units import Unit
from pipeline.tables.cell_values import Value
from pipeline.tables.column_periods import When, when
from pipeline.tables.grid import Cell
from pipeline.tables.headers import Column
from pipeline.tables.headings import Heading, kind_of
from pipeline.words import words_of

_CONFIDENCE = 0.9
_SUBJECTS = frozenset(words_of("tables")["groups_of_subjects"])
_PROPORTIONS = ("%", "‰", "位")
_BARE, _PERCENT = Unit("", "", Decimal(1)), Unit("%", "%", Decimal(1))
_YEAR_DAYS, _ALMOST, _MONTH = 364, 16, 31


@dataclass(frozen=True, slots=True)
class Refusal(Exception):  # noqa: N818 - no error: the reason for which a figure becomes no row
    """Say why a cell gives no row: a key of words/reasons.yaml and what it met."""

    reason: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Hold what is known of a whole table: its title's units, period and place, the document's date.

    `reported` is the period that it reports on, `lent` says that its article lends it;
    `elsewhere` names the places that the title compares.
    """

    catalogue: Catalogue
    units: tuple[Unit, ...] = ()
    reported: Period | None = None
    lent: bool = False
    unread: bool = False
    place: Place | None = None
    elsewhere: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Say what the row of a cell is: its heading with that of its block, and the units that hold for the row."""

    heading: Heading
    units: tuple[Unit, ...] = ()


def figure(cell: Cell, value: Value | None, row: Named, column: Column, table: Table) -> Claim | Rejection:
    """Return the claim that a cell with a number makes, or why it makes none."""
    quantity = _printed(cell, value)
    try:
        if value is None:
            return Rejection(quantity, "half_read")
        return _claim(quantity, value, row, column, table)
    except Refusal as refusal:
        return Rejection(quantity, refusal.reason, refusal.about)


def _printed(cell: Cell, value: Value | None) -> Quantity:
    """Return the number of a cell as it is printed, in no unit yet; its span leaves out the marks of notes."""
    if value is None:
        return Quantity(cell.start, cell.end, cell.text, 0.0, None, None, "", "exact", "half_read")
    start, end = cell.start + value.start, cell.start + value.end
    number = float(value.number)
    return Quantity(start, end, cell.text[value.start : value.end], number, number, number, "", "exact")


def _claim(quantity: Quantity, value: Value, row: Named, column: Column, table: Table) -> Claim:
    kind = _kind(value, row.heading, column)
    terms = _terms(row.heading, column.heading)
    here = row.heading.place or row.heading.own or column.heading.place or column.heading.own
    if table.elsewhere and not here:
        raise Refusal("other_place", table.elsewhere)
    growth = kind != "level"
    if growth and column.other_base:
        raise Refusal("other_base", column.heading.text)
    entry, unit, term = _measured(value, terms, row, column, table, growth=growth, sure=kind == "growth")
    time = _time(row.heading, column, table)
    if growth and entry.unit in _PROPORTIONS:
        raise Refusal("growth_points")
    number = float(value.number * unit.factor)
    found = Quantity(quantity.start, quantity.end, quantity.text, number, number, number, unit.base, "exact")
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
        _CONFIDENCE,
        period,
        row.heading.place or column.heading.place or (None if here else table.place),
        status=_status(row.heading.status or column.heading.status, time.period, table.published),
        period_flaw=flaw,
    )


def _kind(value: Value, row: Heading, column: Column) -> str:
    """Return level, growth or growth_or_change; refuse the cell of a column that holds anything else."""
    heading = column.heading
    if heading.unknown:
        raise Refusal("column", heading.text)
    kind = kind_of(heading.kind, row.kind)
    told = heading.terms or heading.period or heading.time or heading.kind or heading.status
    if not (told or heading.place or heading.own or heading.dated):
        raise Refusal("column", heading.text)
    if value.growth and kind in ("", "level") and value.unit:
        return "growth"
    if value.growth and kind in ("", "level"):
        raise Refusal("half_read")
    if kind not in ("", "level", "growth", "growth_or_change"):
        raise Refusal("of_plan" if kind == "of_plan" else "column", heading.text)
    return kind or "level"


def _terms(row: Heading, column: Heading) -> tuple[Term, ...]:
    """Return the terms that a cell is of, named by its row or by its column and by nothing less than whole."""
    terms = row.terms or column.terms
    if row.unknown:
        raise Refusal("restricted" if terms else "no_indicator", row.unknown if terms else "")
    if not terms:
        raise Refusal("no_indicator")
    if row.terms and column.terms:
        raise Refusal("column", column.text)
    if (row.place or row.own) and (column.place or column.own):
        raise Refusal("other_place", column.text)
    return terms


def _measured(
    value: Value,
    terms: tuple[Term, ...],
    row: Named,
    column: Column,
    table: Table,
    *,
    growth: bool,
    sure: bool,
) -> tuple[Indicator, Unit, Term]:
    """Return the indicator that the figure measures and the unit that it has, the nearest that is given."""
    entries = [(table.catalogue[term.indicator], term) for term in terms]
    owned = [one for one in entries if one[0].about == "place" or one[0].group not in _SUBJECTS]
    owned = [one for one in owned if one[0].about != "subject"]
    if not owned:
        raise Refusal("no_subject")
    if growth:
        return owned[0][0], _percent(value, row, column, table, sure=sure), owned[0][1]
    given = _given(value, row, column, table)
    for entry, term in owned:
        fitting = [unit for unit in given if fits(entry, unit.base)]
        if len(fitting) == 1:
            return entry, fitting[0], term
        if len(fitting) > 1:
            raise Refusal("unit", "、".join(unit.printed for unit in fitting))
        if not given and entry.kind == "rate" and fits(entry, ""):
            return entry, _BARE, term
    if not given:
        raise Refusal("no_unit")
    raise Refusal("unit", "、".join(unit.printed for unit in given))


def _given(value: Value, row: Named, column: Column, table: Table) -> tuple[Unit, ...]:
    """Return the units that a level may have: its own, its row's, its column's, the table's."""
    if value.unit:
        return (value.unit,)
    return row.units or column.heading.units or table.units


def _percent(value: Value, row: Named, column: Column, table: Table, *, sure: bool) -> Unit:
    """Return the per cent of a growth; refuse percentage points, amounts, and 增减 that does not say of what."""
    own = (value.unit,) if value.unit else column.heading.units or _growth_units(row)
    for unit in own:
        if unit.base == "%":
            return unit
    if own:
        raise Refusal("growth_points" if own[0].base == "百分点" else "column", column.heading.text)
    everywhere = row.units + table.units
    percent = next((unit for unit in everywhere if unit.base == "%"), None)
    if percent is None and not sure:
        raise Refusal("column", column.heading.text)
    return percent or _PERCENT


def _growth_units(row: Named) -> tuple[Unit, ...]:
    """Return the units of a row that is itself a growth: 「比上年增长（%）」."""
    return row.heading.units if row.heading.kind else ()


def _time(row: Heading, column: Column, table: Table) -> When:
    """Return the time of a cell, which its row or its column tells."""
    time = column.when
    if row.period or row.time or row.dated:
        told = column.heading
        if told.period or (told.time and told.time != "current") or told.dated:
            raise Refusal("column", told.text)
        undated = table.reported is None and row.period is not None and not row.period.anchored
        time = when(row, table.reported, unread=table.unread or undated)
    if time.unknown:
        raise Refusal("no_period", row.text if row.time or row.period else column.heading.text)
    return time


def _status(said: str, period: Period | None, published: date | None) -> str:
    """Return planned or actual; a whole year's figure printed long before its end is refused where no word plans it."""
    if said == "planned":
        return "planned"
    over = period is None or published is None or period.last_day <= published
    if said == "expected":
        return "actual" if over and period else "planned"
    if over or period is None or published is None:
        return "actual"
    if period.first_day and period.first_day > published:
        return "planned"
    whole = period.first_day is not None and (period.last_day - period.first_day).days >= _YEAR_DAYS
    if whole and (period.last_day - published).days > _ALMOST:
        raise Refusal("not_over", period.text)
    return "actual"


def _is_open(period: Period | None, *, silent: bool) -> bool:
    """Say whether a flow's time is not known: a day (年末); a title's month (6月主要指标), or all months up to it."""
    if period is None:
        return False
    if period.first_day is None:
        return True
    return silent and (period.last_day - period.first_day).days < _MONTH and period.last_day.month > 1
