"""Find the complete sets of the catalogue: the three sectors, whose shares make 100 and whose amounts make GDP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.comparable import counted, printed
from pipeline.indicators import Indicator
from pipeline.rounding import half_steps

# One text speaks of one whole: what two documents say of a structure may be of two vintages.
_TOGETHER = ["document", "where", "place", "subject", "period", "scope"]

_CELLS = ["id", "value", "printed", "half_step"]


@dataclass(frozen=True, slots=True)
class CompleteSet:
    """Name the shares that make 100 % together and, where known, the parts and the whole that they are of."""

    shares: tuple[str, ...]
    parts: tuple[str, ...]
    whole: str


def complete_sets(entries: Mapping[str, Indicator]) -> list[CompleteSet]:
    """Return the sets of indicators that are the places of one ratio (三次产业结构为5.1:40.2:54.7)."""
    places: dict[tuple[str, ...], dict[int, Indicator]] = {}
    for entry in entries.values():
        if entry.ratio:
            places.setdefault(entry.ratio.terms, {})[entry.ratio.position] = entry
    sets = []
    for named in places.values():
        members = [named[position] for position in sorted(named)]
        of = [member.share_of for member in members if member.share_of]
        wholes = {whole for _, whole in of}
        known = len(of) == len(members) and len(wholes) == 1
        parts = tuple(part for part, _ in of) if known else ()
        sets.append(CompleteSet(tuple(m.id for m in members), parts, wholes.pop() if known else ""))
    return sets


def side_by_side(table: pd.DataFrame, members: tuple[str, ...]) -> pd.DataFrame:
    """Return one row for each text, place and period that states every member exactly once.

    Columns: those of _TOGETHER, and (column, member) for the id, value, words and half_step of each.
    """
    wanted = table["indicator"].isin(members) & (table["measure"] == "level")
    rows = counted(table[wanted & (table["status"] == "actual") & (table["qualifier"] == "exact")])
    rows = rows[~rows.duplicated([*_TOGETHER, "indicator"], keep=False)]
    rows = rows.assign(half_step=half_steps(rows), printed=printed(rows))
    # Every combination is unique by now, so nothing is aggregated.
    wide = rows.set_index([*_TOGETHER, "indicator"])[_CELLS].unstack()  # noqa: PD010
    return wide.reindex(columns=pd.MultiIndex.from_product([_CELLS, members])).dropna(
        subset=[("value", member) for member in members]
    )


def about(index: tuple[str, ...]) -> tuple[str, ...]:
    """Return place, subject and period of an index of `side_by_side`."""
    return index[2:5]
