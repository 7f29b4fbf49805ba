"""Check stated totals against their parts: enumerated projects, and the sectors of a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from pipeline.claims.units import dimensions
from pipeline.comparable import counted
from pipeline.crosschecks.finding import Finding, finding
from pipeline.crosschecks.rounding import half_steps, written_like
from pipeline.crosschecks.sets import complete_sets, side_by_side
from pipeline.indicators import Indicator
from pipeline.quantities import find_quantities

# Characters between a total and its parts: a page often sums up in the article after the one that enumerates.
_REACH = 2000
_FEWEST, _MOST = 2, 50  # parts that a text enumerates
_SLACK = 1e-9  # of floating point, as a share of the total
_COLUMNS = ["total_id", "part_ids", "indicator", "about", "total_text", "total", "part_texts", "sum", "agrees"]


def enumerated_totals(table: pd.DataFrame) -> pd.DataFrame:
    """Return each stated total whose parts the same document enumerates, and whether they add up to it.

    A total has no subject, its parts have one each, all of one indicator, unit and period. The text enumerates all
    where it prints how many there are before the total (4个项目…总投资达4.6亿元) and exactly so many are found; without
    a count, parts in the total's own sentence may only not exceed it. Figures are exact; sums may be off by the
    rounding of all. Columns: total_id, part_ids, indicator, about, total_text, total, part_texts, sum, agrees.
    """
    asked = (table["measure"] == "level") & (table["qualifier"] == "exact")
    rows = counted(table[asked])
    key = ["document", "indicator", "unit"]
    subjects = rows[rows["subject"] != ""].groupby(key, sort=False)["subject"].nunique()
    several = subjects[subjects >= _FEWEST].index
    rows = rows[pd.MultiIndex.from_frame(rows[key]).isin(several)]
    rows = rows.assign(half_step=half_steps(rows))
    compared = [
        one
        for _, group in rows.groupby(key, sort=False)
        for total in group[group["subject"] == ""].to_dict("records")
        if (one := _against_parts(total, group[group["subject"] != ""]))
    ]
    return pd.DataFrame(compared, columns=_COLUMNS)


def _against_parts(total: dict[str, object], parts: pd.DataFrame) -> tuple[object, ...] | None:
    parts = parts[(parts["start"] - total["start"]).abs() <= _REACH]
    parts = parts[parts["period"].isin(["", total["period"]])].drop_duplicates("subject", keep="first")
    count = _count_before(total)
    within = parts[parts["sentence"] == total["sentence"]]
    there = parts[parts["place"] == total["place"]]
    complete = next((some for some in (within, there, parts) if len(some) == count), None)
    chosen = within if complete is None else complete
    if len(chosen) < _FEWEST:
        return None
    value = float(str(total["value"]))
    added = float(chosen["value"].sum())
    slack = float(chosen["half_step"].sum()) + float(str(total["half_step"])) + _SLACK * value
    agrees = abs(added - value) <= slack if complete is not None else added <= value + slack
    if complete is None and agrees:
        return None
    about = (total["place"], total["period"])
    texts = "、".join(chosen["value_text"])
    ids = tuple(chosen["id"])
    return total["id"], ids, total["indicator"], about, total["value_text"], value, texts, added, agrees


def _count_before(total: dict[str, object]) -> int:
    """Return how many parts the sentence says there are, the count nearest before the total; 0 if it says none."""
    sentence, text = str(total["sentence"]), str(total["value_text"])
    before = sentence[: max(sentence.find(text), 0)]
    counts = [
        int(one.value)
        for one in find_quantities(before)
        if dimensions().get(one.unit) == "count" and one.qualifier == "exact" and one.value == int(one.value)
    ]
    return counts[-1] if counts and _FEWEST <= counts[-1] <= _MOST else 0


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
        for index, row in wide[wrong].iterrows():
            said = row["value_text", one.whole]
            yield finding(
                "parts_total",
                [row["id", member] for member in members],
                entries[one.whole],
                (index[2], index[3], index[4]),
                parts="、".join(row["value_text", part] for part in parts),
                sum=written_like(said, total[index], added[index]),
                total=said,
            )
