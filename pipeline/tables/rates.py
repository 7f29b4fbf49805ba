"""Know per cents that are growth: of what is published as growth alone, 规模以上工业增加值 and kinds of investment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.tables.cell_values import value_of
from pipeline.tables.columns import Column
from pipeline.tables.grid import Row
from pipeline.words import words_of

# By what is published so: the whole that it may be a part of, and then in per cent.
RATES: dict[str, str] = {
    part: whole for whole, parts in words_of("tables")["rates"].items() for part in parts
}
MOST_GROWTH = 50  # per cent; more is a progress


def with_rates(columns: Sequence[Column], below: Sequence[Row]) -> Iterator[Column]:
    """Yield columns, and those in per cent of what is published as growth as growth: 「固定资产投资（%）」.

    Beside another column of it, or of the whole that it is part of, it may be anything.
    """
    for at, column in enumerate(columns):
        heading = column.heading
        own = {term.indicator for term in heading.terms}
        wholes = own | {RATES[one] for one in own if one in RATES}
        others = [one for n, one in enumerate(columns) if n != at and one.heading.terms]
        beside = any(
            term.indicator in wholes and [unit.base for unit in one.heading.units] != ["%"]
            for one in others
            for term in one.heading.terms
        ) or any(one.heading.terms == heading.terms and one.heading.kind for one in others)
        values = [value for row in below if (cell := row.at(at)) and (value := value_of(cell.text))]
        small = all(abs(value.number) < MOST_GROWTH for value in values)
        plain = not (heading.kind or heading.unknown) and [unit.base for unit in heading.units] == ["%"]
        rate = plain and small and not beside and bool(own) and own <= {*RATES}
        yield replace(column, heading=replace(heading, kind="growth")) if rate else column
