"""Make the points of a series: one drawn figure each, with everything that its mark tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.digits import decimals_of
from app.labels import growth_decimals, growth_label, level_label
from pipeline.computed import BETWEEN_LEVELS
from pipeline.revisions import LATEST, REVISION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.amounts import Scale

BY_DOCUMENT = "document"  # the source of a period that no text gives: the year is the document's
STAR, DOUBTFUL = "*", "?"
LOWER, UPPER = ("over", "at_least"), ("nearly", "at_most")
# The columns that a point is made of: rows as named tuples cost by the column.
COLUMNS = [
    "id", "x", "value", "high", "value_text", "measure", "qualifier", "status", "derived", "rule", "review", "completion",
    "period", "period_source", "locator", "opening", "doubt", REVISION, "official",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """One figure as drawn: where, how high (in base units), and what it stands for."""

    id: str
    x: str
    value: float
    label: str
    planned: bool
    derived: bool
    qualifier: str = "exact"
    high: float | None = None  # of a range, in base units
    between: bool = False  # growth computed from two levels
    corrected: bool = False
    completion: float | None = None  # of the target for the same period, in %
    by_document: bool = False  # its year is the document's
    place: str = ""  # in the original of its document
    opening: str = (
        ""  # the year at whose beginning a stock is stated, which stands at the end of the one before
    )
    decimals: int = 0  # of its label
    revised: bool = False  # it stands in the place of an earlier figure
    official: bool = False  # it comes from a reference table
    doubtful: bool = False  # an open doubt is about it, or about what it is computed from

    @property
    def signs(self) -> str:
        """Give a star where the year is only the document's, a question mark where the figure is in doubt."""
        return f"{STAR if self.by_document else ''}{DOUBTFUL if self.doubtful else ''}"

    @property
    def told(self) -> str:
        """Give the label with the signs behind it."""
        return f"{self.label}{self.signs}"

    @property
    def bound(self) -> int:
        """Tell which way the figure is open: 1 upwards (≥), -1 downwards (≤), 0 not."""
        return (self.qualifier in LOWER) - (self.qualifier in UPPER)


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of one place or subject: levels as columns, growth as a line.

    `disputed` are further figures that other documents state for a period that has a level already.
    """

    name: str
    levels: tuple[Point, ...]
    growths: tuple[Point, ...]
    disputed: tuple[Point, ...] = ()
    indicator: str = ""
    who: str = ""
    what: str = ""  # the name of the indicator
    scope: str = ""  # of its figures, as printed
    official: bool = False  # its figures come from a reference table
    kind: str = ""  # what tells its figures from others of the same place and indicator: official, a scope

    @property
    def doubled(self) -> bool:
        """Whether a planned figure stands beside an achieved one of the same period."""
        return len({point.x for point in self.levels}) < len(self.levels)

    def place(self, number: int, point: Point) -> str:
        """Name the place of a figure's column within a period; `number` is that of the series in its chart."""
        return f"{number}{'p' if point.planned and self.doubled else ''}"


def point_of(row: Any, scale: Scale) -> Point:
    """Make the point of one row."""
    grows = row.measure == "yoy"
    met = getattr(row, "completion", None)
    return Point(
        id=str(row.id),
        x=row.x,
        value=float(row.value),
        label=growth_label(row) if grows else level_label(row, scale),
        planned=row.status == "planned",
        derived=bool(row.derived),
        qualifier=str(row.qualifier),
        high=float(row.high) if row.qualifier == "range" and not pd.isna(row.high) else None,
        between=row.rule == BETWEEN_LEVELS,
        corrected=row.review == "corrected",
        completion=None if met is None or pd.isna(met) else float(met),
        by_document=row.period_source == BY_DOCUMENT,
        place="" if pd.isna(row.locator) else str(row.locator),
        opening=row.period[:4] if row.opening else "",
        decimals=growth_decimals(row) if grows else decimals_of(row, scale.factor, scale.decimals),
        revised=getattr(row, REVISION, "") == LATEST,
        official=bool(row.official),
        doubtful=bool(getattr(row, "doubt", "")),
    )


def series_of(
    rows: Sequence[Any], others: Sequence[Any], name: str, scale: Scale, what: str = "", kind: str = ""
) -> Series:
    """Make the points of one series from its rows in order of time, and the disputed figures beside them."""
    return Series(
        name,
        tuple(point_of(row, scale) for row in rows if row.measure != "yoy"),
        tuple(point_of(row, scale) for row in rows if row.measure == "yoy"),
        tuple(point_of(row, scale) for row in others),
        str(rows[0].indicator),
        str(rows[0].who),
        what,
        str(rows[0].scope),
        bool(rows[0].official),
        kind,
    )
