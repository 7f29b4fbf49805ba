"""Say which indicator a figure measures, and in which unit: the nearest that is given, and one only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.dimensions import fits
from pipeline.indicators import Catalogue, Indicator
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.tables.cell_units import Unit, counted_by
from pipeline.tables.cell_values import Value
from pipeline.tables.columns import Column
from pipeline.tables.headings import Heading
from pipeline.tables.titles import Title
from pipeline.terms.mentions import Term
from pipeline.words import words_of

_SUBJECTS = frozenset(words_of("tables")["groups_of_subjects"])
_BARE, PERCENT = Unit("", "", Decimal(1)), Unit("%", "%", Decimal(1))


@dataclass(frozen=True, slots=True)
class Refusal(Exception):  # noqa: N818 - no error: the reason for which a figure becomes no row
    """Say why a cell gives no row: a key of words/reasons.yaml and what it met."""

    reason: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Hold what is known of a whole table: its title's units, period and place, the document's date.

    `reported` is the period that it reports on, `lent` says that its article lends it;
    `elsewhere` names the places that the title compares, `owner` those whose figures it holds.
    `aimed` is the first day of the latest time that a column plans. `title` is what the table lends cells that name no
    indicator; `proportions` says that its per cents are of something else.
    """

    catalogue: Catalogue
    units: tuple[Unit, ...] = ()
    reported: Period | None = None
    lent: bool = False
    unread: bool = False
    place: Place | None = None
    elsewhere: str = ""
    owner: str = ""
    published: date | None = None
    aimed: date | None = None
    title: Title | None = None
    proportions: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Say what the row of a cell is: its heading with that of its block, and the units that hold for the row.

    `fractions` is as in Column.
    """

    heading: Heading
    units: tuple[Unit, ...] = ()
    fractions: bool = False


def measured(
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
    given = given_units(value, row, column, table)
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


def given_units(value: Value | None, row: Named, column: Column, table: Table) -> tuple[Unit, ...]:
    """Return the units that a level may have: its own, its row's, its column's, the table's."""
    own = value.unit if value else None
    if own and own.base:
        return (own,)
    given = row.units or column.heading.units or table.units
    return counted_by(own, given) if own else given


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
    if percent is None and (column.fractions or row.fractions):
        raise Refusal("fractions")
    return percent or PERCENT


def _growth_units(row: Named) -> tuple[Unit, ...]:
    """Return the units of a row that is itself a growth: 「比上年增长（%）」."""
    return row.heading.units if row.heading.kind else ()
