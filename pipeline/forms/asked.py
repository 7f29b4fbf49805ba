"""Hold what was understood of a form: what each cell asks for, or why it is not known, and its headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.documents import DocumentError
from pipeline.documents.workbook.sheet import Position


@dataclass(frozen=True, slots=True)
class Asked:
    """Be what one cell asks for; `row` and `column` count from 0.

    The columns from `indicator` to `status` are those of the table. `unit` is the base unit, and `factor` how many of
    it one of the number in the cell is: 100,000,000 where the form counts in 亿元, 100 where a cell of 0.0% holds 0.052.
    `scale` is how much of that number one shown is: 0.01 under 0.0%. `printed_unit` is that of the number as it is shown.
    `scope` is the 口径 that the headings print. `held` is what stands in the cell, "" in an empty one; `kept` says why it
    is not to be written to, whatever is known: formula, locked.
    """

    sheet: str
    row: int
    column: int
    indicator: str
    measure: str
    place: str
    place_code: str
    period: str
    period_start: str
    period_end: str
    status: str
    scope: str
    unit: str
    factor: Decimal
    scale: Decimal
    printed_unit: str
    held: str = ""
    number: str = ""
    kept: str = ""

    @property
    def at(self) -> Position:
        """Return row and column."""
        return self.row, self.column


@dataclass(frozen=True, slots=True)
class Untold:
    """Be a cell that seems to ask for something, and why that is not known: a key of words/reasons.yaml, what it met."""

    sheet: str
    row: int
    column: int
    reason: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Be a heading of a row (`of_row`) or a column, as printed, and the words that it was read as, if others."""

    sheet: str
    row: int
    column: int
    printed: str
    read_as: str
    of_row: bool


@dataclass(frozen=True, slots=True)
class FormReading:
    """Hold what was understood of a form.

    `formulas` counts those beside the cells in `asked`; `left_out` tells of what was not looked at: hidden sheets, rows.
    """

    asked: tuple[Asked, ...]
    untold: tuple[Untold, ...]
    headings: tuple[Heading, ...]
    formulas: int = 0
    left_out: tuple[DocumentError, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Hold what a person says of a form: its place and time where it prints none, and headings to be read otherwise."""

    place: str = ""
    time: str = ""
    read_as: Mapping[str, str] = field(default_factory=dict)
