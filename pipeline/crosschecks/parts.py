"""Check stated totals against their parts: enumerated projects, and the sectors of a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

import pandas as pd

from pipeline.comparable import counted, printed
from pipeline.crosschecks.finding import AND, Finding, finding
from pipeline.crosschecks.sets import about, complete_sets, side_by_side
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.quantities import find_quantities
from pipeline.rounding import half_steps, has_decimals, written_like

# Characters between a total and its parts: a page often sums up in the article after the one that enumerates.
_REACH = 2000
FEWEST, _MOST = 2, 50  # parts that a text enumerates
_SLACK = 1e-9  # of floating point, as a share of the total
_NEEDED = [
    "id",
    "document",
    "indicator",
    "unit",
    "subject",
    "place",
    "period",
    "start",
    "sentence",
    "value",
    "value_text",
    "printed",
    "half_step",
]
_COLUMNS = [
    "total_id",
    "part_ids",
    "indicator",
    "about",
    "total_text",
    "total",
    "part_texts",
    "sum",
    "agrees",
]


def enumerated_totals(table: pd.DataFrame) -> pd.DataFrame:
    """Return each stated total whose parts the same document enumerates, and whether they add up to it.

    A total has no subject, its parts have one each, all of one indicator, unit and period. The text enumerates all
    where it prints how many there are before the total (4个项目…总投资达4.6亿元) and exactly so many are found; without
    a count, parts in the total's own sentence may only not exceed it. Figures are exact; sums may be off by what
    was rounded away. Columns: total_id, part_ids, indicator, about, total_text, total, part_texts, sum, agrees.
    """
    asked = (table["measure"] == "level") & (table["qualifier"] == "exact")
    rows = counted(table[asked])
    key = ["document", "indicator", "unit"]
    rows = rows[rows.groupby(key)["subject"].transform("nunique") > FEWEST]  # a total's "" is one of them
    rows = rows.assign(half_step=half_steps(rows), printed=printed(rows)).sort_values([*key, "start"])
    alike = groupby(rows[_NEEDED].itertuples(index=False), key=attrgetter(*key))
    groups = (list(group) for _, group in alike)
    compared = [
        one
        for group in groups
        for total in group
        if not total.subject and (one := _against_parts(total, group))
    ]
    return pd.DataFrame(compared, columns=_COLUMNS)


def _against_parts(total: Any, group: list[Any]) -> tuple[object, ...] | None:
    parts = {
        one.subject: one
        for one in reversed(group)
        if one.subject and abs(one.start - total.start) <= _REACH and one.period in ("", total.period)
    }
    if len(parts) < FEWEST:
        return None
    every = sorted(parts.values(), key=attrgetter("start"))
    within = [one for one in every if one.sentence == total.sentence]
    there = [one for one in every if one.place == total.place]
    count = _count_before(total.sentence, total.value_text)
    complete = next((some for some in (within, there, every) if len(some) == count), None)
    chosen = within if complete is None else complete
    if len(chosen) < FEWEST:
        return None
    added = sum(one.value for one in chosen)
    slack = sum(_rounded_away(one, total) for one in chosen) + total.half_step + _SLACK * total.value
    agrees = abs(added - total.value) <= slack if complete is not None else added <= total.value + slack
    if complete is None and agrees:
        return None
    where = (total.place, total.period)
    texts = AND.join(one.printed for one in chosen)
    ids = tuple(one.id for one in chosen)
    return total.id, ids, total.indicator, where, total.printed, total.value, texts, added, agrees


def _rounded_away(part: Any, total: Any) -> float:
    """Return how far a part may be from what is printed; 2亿元 beside 1.1亿元, without decimals, is meant exactly."""
    return min(part.half_step, total.half_step) if has_decimals(part.value_text) else 0.0


def _count_before(sentence: str, text: str) -> int:
    """Return how many parts a sentence says there are, the count nearest before the total; 0 if it says none."""
    before = sentence[: max(sentence.find(text), 0)]
    counts = [
        int(one.value)
        for one in find_quantities(before)
        if dimensions().get(one.unit) == "count" and one.qualifier == "exact" and one.value == int(one.value)
    ]
    return counts[-1] if counts and FEWEST <= counts[-1] <= _MOST else 0


def off_total(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield the totals that their parts do not make."""
    totals = enumerated_totals(table)
    for one in totals[~totals["agrees"].astype("bool")].itertuples():
        yield finding(
            "parts_total",
            (one.total_id, *one.part_ids),
            entries[one.indicator],
            one.about,
            parts=one.part_texts,
            sum=written_like(one.total_text, one.total, one.sum),
            total=one.total_text,
        )


def off_whole(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Yield the wholes that their sectors do not make: the value added of three sectors against GDP."""
    for one in complete_sets(entries):
        if not one.whole:
            continue
        members = (one.whole, *one.parts)
        wide = side_by_side(table, members)
        parts = list(one.parts)
        added = wide["value"][parts].sum(axis=1)
        total = wide["value"][one.whole]
        wrong = (added - total).abs() > wide["half_step"].sum(axis=1) + _SLACK * total
        for index, row, makes in zip(
            wide.index[wrong], wide[wrong].to_dict("records"), added[wrong], strict=True
        ):
            said = row["printed", one.whole]
            yield finding(
                "parts_total",
                [row["id", member] for member in members],
                entries[one.whole],
                about(index),
                parts=AND.join(row["printed", part] for part in parts),
                sum=written_like(said, row["value", one.whole], makes),
                total=said,
            )
