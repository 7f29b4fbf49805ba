"""Find for each cell of a form the figure that answers it: the one that a chart would draw, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.areas_apart import with_areas
from pipeline.comparable import opening
from pipeline.computed import DIGITS, growth_between
from pipeline.crosschecks import Finding, in_doubt
from pipeline.forms.asked import Asked
from pipeline.places.gazetteer import contains
from pipeline.reference_series import RULE as OFFICIAL
from pipeline.revisions import REVISION, ROUGH, preferred, with_revisions
from pipeline.rounding import half_step
from pipeline.scopes import plain_scope
from pipeline.words import words_of

if TYPE_CHECKING:
    from pipeline.indicators import Catalogue, Indicator

_ROUNDED = 1 + 1e-9  # a half is rounded up, whatever its binary digits
_DIGITS = Context(prec=15)  # that a cell of Excel holds of a number
_BOUNDS = ("over", "nearly", "at_least", "at_most", "about")
_MOST_NAMED = 3
_SCOPES = words_of("scopes")
_REAL = (_SCOPES["constant_prices"], _SCOPES["beside_growth"][1])


@dataclass(frozen=True, slots=True)
class Answer:
    """Be what is known for one cell.

    `figure` is a row of the table, None where there is none: then `why` says so, by a key of the pages' words
    (`forms.why_…`), with what it met in `about`. `stored` is the number that the cell gets. `doubts` are open findings
    about the figure, `others` the rows that say something else of the same fact.
    """

    asked: Asked
    figure: Any = None
    stored: Decimal | None = None
    why: str = ""
    about: str = ""
    doubts: tuple[Finding, ...] = ()
    others: tuple[Any, ...] = ()

    @property
    def computed(self) -> bool:
        """Say whether the figure is printed nowhere."""
        return self.figure is not None and bool(self.figure.derived)

    @property
    def bound(self) -> str:
        """Return how the figure is no exact one: over, about; "" for an exact one."""
        said = "" if self.figure is None else str(self.figure.qualifier)
        return said if said in _BOUNDS else ""

    @property
    def doubtful(self) -> bool:
        """Say whether somebody should look at the figure before it is handed in."""
        return bool(self.doubts or self.others or self.bound)

    @property
    def state(self) -> str:
        """Say what becomes of the cell: filled, same, differs (something else stands in it), kept, empty."""
        if self.stored is None:
            return "empty"
        if self.asked.kept:
            return "kept"
        if not self.asked.number:
            return "filled"
        return "same" if agrees(self.asked.number, self.stored) else "differs"


def answers(
    asked: Sequence[Asked], table: pd.DataFrame, catalogue: Catalogue, *, printed_only: bool = False
) -> list[Answer]:
    """Return an answer for each cell. `table` has the columns of the table, as decided by people; it may have more."""
    entries = catalogue.entries
    wanted = {one.indicator for one in asked}
    rows = with_areas(table)
    rows = rows if REVISION in rows else with_revisions(rows)
    rows = rows[rows["indicator"].isin(wanted) & (rows["review"] != "rejected") & rows["value"].notna()]
    rows = rows[rows["subject"].fillna("") == ""]
    grown = growth_between(rows[rows["measure"] == "level"], entries)
    rows = pd.concat([rows, grown], ignore_index=True) if len(grown) else rows
    if printed_only:
        rows = rows[~rows["derived"]]
    known = _Known(rows, entries, in_doubt(rows, table, catalogue))
    return [known.answer(one) for one in asked]


def agrees(held: str, stored: Decimal) -> bool:
    """Say whether a number that stands in a cell is a figure, as exactly as it is written there."""
    there = Decimal(held)
    if not there:
        return not stored  # a nought that waits for a figure
    places = min(int(there.normalize().as_tuple().exponent), 0)
    return stored.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP) == there


class _Known:
    """Hold the figures by indicator, measure and place."""

    def __init__(
        self, rows: pd.DataFrame, entries: Mapping[str, Indicator], doubts: Mapping[str, Sequence[Finding]]
    ) -> None:
        ordered = preferred(rows.assign(opening=opening(rows).astype(bool)))
        self._entries, self._doubts = entries, doubts
        self._by: dict[tuple[str, str, str], list[Any]] = {}
        for row in ordered.itertuples():
            self._by.setdefault((row.indicator, row.measure, row.place), []).append(row)

    def answer(self, asked: Asked) -> Answer:
        """Return the figure for a cell, the first that counts of those that say the same of it."""
        if not asked.place or not asked.period:
            return Answer(asked, why="no_period" if asked.place else "no_place")
        rows = self._by.get((asked.indicator, asked.measure, asked.place), [])
        rows = [one for one in rows if _is_there(asked, one)]
        if not rows:
            return Answer(asked, why="no_figures")
        steps = (
            ("undated", lambda one: _day(one.period_end) is not None, "value_text"),
            ("other_period", lambda one: self._is_then(asked, one), "period"),
            ("other_status", lambda one: one.status == asked.status, "value_text"),
            ("other_scope", lambda one: self._is_so_wide(asked, one), "scope"),
            ("other_unit", lambda one: one.unit == asked.unit, "value_text"),
            ("range", lambda one: one.qualifier != "range", "value_text"),
        )
        for why, fits, named in steps:
            left = [one for one in rows if fits(one)]
            if not left:
                return Answer(asked, why=why, about=_names(rows, named))
            rows = left
        return self._of(asked, sorted(rows, key=lambda one: one.rule != OFFICIAL))

    def _of(self, asked: Asked, rows: Sequence[Any]) -> Answer:
        figure, *others = rows
        differing = [
            one for one in others if not (one.derived or one.revision == ROUGH or _same(one, figure))
        ]
        said = {one.id: one for row in (figure, *differing) for one in self._doubts.get(row.id, ())}
        revised = figure.rule != OFFICIAL and not figure.derived and _is_later(figure, differing)
        stored = _DIGITS.divide(Decimal(repr(float(figure.value))), asked.factor) if asked.factor else None
        if stored and figure.derived:  # 38217元 ÷ (1 + 4.6%) is not known to ten decimals
            shown = stored / asked.scale  # 5.43 of 0.0543 under 0.00%
            stored = round(shown, max(0, DIGITS - shown.adjusted() - 1)) * asked.scale
        open_ones = () if revised and not said else tuple(differing)
        return Answer(asked, figure, stored, doubts=tuple(said.values()), others=open_ones)

    def _is_then(self, asked: Asked, row: Any) -> bool:
        """Say whether a row is of the time asked for; of a stock the day counts, 2022年初 as the day before."""
        last = _day(row.period_end)
        if last is None:
            return False
        stock = self._entries[asked.indicator].kind == "stock" and asked.measure == "level"
        last = last - timedelta(days=1) if row.opening and stock else last
        first = "" if stock else str(_day(row.period_start) or "")
        return str(last) == asked.period_end and (stock or first == asked.period_start)

    def _is_so_wide(self, asked: Asked, row: Any) -> bool:
        """Say whether a row has the 口径 asked for; growth of GDP is at constant prices, though a form does not say so."""
        entry = self._entries[asked.indicator]
        scope, wanted = (plain_scope(one, entry.name.zh) for one in (str(row.scope or ""), asked.scope))
        footing = _REAL if entry.growth == "real" else _SCOPES["of_levels"]
        return scope == wanted or (asked.measure == "yoy" and not wanted and scope in footing)


def _is_there(asked: Asked, row: Any) -> bool:
    """Say whether a row's area is the one asked for, and no other of its name."""
    one, other = str(row.place_code or ""), asked.place_code
    return not one or not other or one == other or contains(one, other) or contains(other, one)


def _same(one: Any, other: Any) -> bool:
    """Say whether two figures are the same, the one printed with fewer digits: 13.6万人次 and 13.64万人次."""
    values = float(one.value), float(other.value)
    steps = (half_step(str(row.value_text), float(row.value)) for row in (one, other))
    return values[0] == values[1] or abs(values[0] - values[1]) <= max(steps) * _ROUNDED


def _is_later(figure: Any, others: Iterable[Any]) -> bool:
    """Say whether a figure was published after all the others, which it revises then."""
    issued = _day(figure.published)
    days = [_day(one.published) for one in others]
    return issued is not None and all(day is not None and day < issued for day in days)


def _names(rows: Sequence[Any], column: str) -> str:
    """Name what the rows have in a column, the latest first."""
    said = sorted({str(getattr(one, column)) for one in rows if getattr(one, column)}, reverse=True)
    return "、".join(said[:_MOST_NAMED]) + ("…" if len(said) > _MOST_NAMED else "")


def _day(day: Any) -> date | None:
    return None if pd.isna(day) or day == "" else pd.Timestamp(day).date()
