"""Write in SQL which rows are meant, and how each column of the table is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from pipeline.comparable import OPEN_ENDED
from pipeline.doubts import DOUBT
from pipeline.revisions import REVISION
from pipeline.stored import EVERY, HELD_IN, Where

# The year that a row is compared in: of a point at a year's beginning the one before.
_COMPARED = (
    "CASE WHEN read.period LIKE '%-01-01' AND read.period_start IS NULL"
    " THEN CAST(left(read.period, 4) AS BIGINT) - 1 ELSE read.year END"
)
# As `pipeline.comparable.whose` has it.
_WHOSE = "coalesce(nullif(split_part(read.place, '（', 1), ''), nullif(read.subject, ''), read.document)"
ORDER = "section, document, start, n"  # of the rows of a table
FEW = 100  # values of a column that are written out, to be looked for where they stand in a file


def expression(name: str, where: Where) -> str:
    """Return how a column is asked for."""
    if name == "year" and where.in_years:
        return _COMPARED
    return {
        "area": "coalesce(areas.area, read.place, '')",
        "whose": _WHOSE,
        "conflict": "CASE WHEN read.review = 'rejected' THEN '' ELSE coalesce(disputes.conflict, '') END",
        REVISION: f"coalesce(revisions.{REVISION}, '')",
        DOUBT: f"coalesce(doubts.{DOUBT}, '')",
        "title_stated": "read.digest IN (SELECT digest FROM titled)",
    }.get(name, f'read."{name}"')


def conditions_of(where: Where) -> Iterable[tuple[str, list[Any]]]:
    """Yield each condition with the values that it names."""
    for name, values in where.among.items():
        yield has(name, values)
    for name, values in where.without.items():
        condition, given = has(name, values)
        yield f"NOT coalesce({condition}, false)", given
    if where.in_years is not None:
        unread = ", ".join(f"'{one}'" for one in OPEN_ENDED)
        span = "contains(read.period, '/') AND read.period_end - read.period_start > 365"
        stands = f"coalesce(read.period_source, '') NOT IN ({unread}) AND NOT coalesce({span}, false)"
        yield stands if where.in_years else f"NOT ({stands})", []
    if where.names:
        (whole, _), names = has("subject", [""]), [*where.names]
        (of_area, _), (of_place, _), (of_subject, _) = (
            has(name, names) for name in ("area", "place", "subject")
        )
        given = [names] if len(names) > FEW else names
        yield (
            f"CASE WHEN {whole} THEN {of_area} OR {of_place} ELSE {of_subject} END",
            ["", *given, *given, *given],
        )
    if where.years:
        yield f"{_COMPARED} IN (SELECT unnest(?))", [[*where.years]]
    if where.holding:
        holds = " OR ".join(f"contains(lower(read.{name}), lower(?))" for name in HELD_IN)
        yield f"coalesce({holds}, false)", [where.holding] * len(HELD_IN)


def has(name: str, values: Collection[Any]) -> tuple[str, list[Any]]:
    """Return a condition that a column has one of some values, and what is to be handed over for it."""
    cell, given = expression(name, EVERY), [*values]
    if not given:
        return "false", []
    if len(given) > FEW:
        has, given = f"{cell} IN (SELECT unnest(?))", [given]
    else:
        has = f"{cell} IN ({', '.join('?' * len(given))})"
    return (f"({has} OR {cell} IS NULL)" if "" in values else has), given
