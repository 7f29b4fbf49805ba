"""Give a cell whose row and column say only whose and when the indicator that the title of its table names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.dimensions import fits
from pipeline.indicators import Catalogue
from pipeline.tables.columns import Column
from pipeline.tables.headings import Heading, kind_of
from pipeline.tables.measures import Named, Refusal, Table
from pipeline.tables.titles import Title
from pipeline.terms.mentions import Term
from pipeline.words import words_of

_COUNTED: dict[str, list[str]] = words_of("tables")["counted"]


def titled(
    title: Title, kind: str, row: Named, column: Column, table: Table
) -> tuple[tuple[Term, ...], str, Table]:
    """Return the terms of a cell, whether it is a level or growth, and its table in the units of the title.

    `kind` is what row and column say of it. Raise Refusal where they say anything but whose and when it is.
    """
    heading = column.heading
    whose = row.heading.place or row.heading.own or row.heading.whole
    if not (whose or row.heading.period or row.heading.dated):
        raise Refusal("no_indicator")
    if title.each and not (whose or heading.place or heading.own or heading.whole):
        raise Refusal("other_place", title.heading.text)
    if _counts_others(heading, title.heading, table.catalogue):
        raise Refusal("column", heading.text)
    silent = not (heading.kind or row.heading.kind)
    growth = title.heading.kind == "growth" and not title.joint
    if (title.joint and silent) or (growth and heading.kind == "level"):
        raise Refusal("column", heading.text)
    if growth and silent:
        given = row.units or heading.units or title.units
        if [unit.base for unit in given] != ["%"]:
            raise Refusal("unit" if given else "no_unit", "、".join(unit.printed for unit in given))
        kind = kind_of(kind, "growth")
    return title.heading.terms, kind, replace(table, units=title.units)


def unit_of_title(terms: Sequence[Term], table: Table) -> Table:
    """Return a table with the unit that its title gives, where terms are of the title's own indicator."""
    title = table.title
    if table.units or title is None:
        return table
    own = {term.indicator for term in title.heading.terms}
    return table if own.isdisjoint(term.indicator for term in terms) else replace(table, units=title.units)


def _counts_others(heading: Heading, title: Heading, catalogue: Catalogue) -> bool:
    """Say whether a column counts what the title's indicator is not measured in: 户数 under 「各镇常住人口」."""
    words = [word for word in _COUNTED if word in heading.text and word not in title.text]
    entries = [catalogue[term.indicator] for term in title.terms]
    return any(not any(fits(entry, unit) for entry in entries for unit in _COUNTED[word]) for word in words)
