"""Compute what no document prints from several that do: growth between printed levels, completion of targets."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.comparable import SERIES, comparable, latest, printed
from pipeline.doubts import DOUBT, joined
from pipeline.indicators import Indicator
from pipeline.revisions import REVISION, of_two_vintages
from pipeline.table import id_of

BETWEEN_LEVELS = "growth_from_levels"  # the rule of growth that two printed levels give
_COMPLETION = [
    "planned_id",
    "actual_id",
    "indicator",
    "place",
    "subject",
    "period",
    "planned",
    "actual",
    "completion",
]
DIGITS = 3  # significant, of a figure that is printed nowhere; a whole number keeps all of its own
_NO_TARGETS = ("range", "at_most")  # 不超过3亿元 is a ceiling


def growth_between(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> pd.DataFrame:
    """Return growth in % between two printed levels of a series a year apart, as rows of the table.

    Year to year, same month, quarter, cumulative span or holiday; of a stock same day. Both levels are actual and
    exact, stated with their period, and the later publication counts; a document that says two things of one fact
    counts for none, and a level revised since the other was published gives no growth with it. Growth between levels
    at current prices is nominal: an indicator whose growth is real (GDP), or a rate, gets none.
    """
    pairs = levels_a_year_apart(table, entries)
    ids = [id_of(*both) for both in zip(pairs["id"], pairs["id_before"], strict=True)]
    grown = pairs.assign(
        id=pd.Series(ids, index=pairs.index, dtype="str"),
        measure="yoy",
        value=(pairs["value"] / pairs["value_before"] - 1) * 100,
        low=float("nan"),
        high=float("nan"),
        unit="%",
        derived=True,
        derivation=pairs["printed"] + " ÷ " + pairs["printed_before"] + " − 1",
        confidence=pairs[["confidence", "confidence_before"]].min(axis=1),
        rule=BETWEEN_LEVELS,
        mentions=0,
        repeats="",
        conflict="",
        review="pending",
    )
    if REVISION in grown:
        grown[REVISION] = ""
    if DOUBT in grown:
        grown[DOUBT] = joined(pairs[DOUBT], pairs[f"{DOUBT}_before"])
    return grown[list(table.columns)].astype(table.dtypes.to_dict())


def levels_a_year_apart(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> pd.DataFrame:
    """Return each level that growth may be computed from, beside that of the year before (columns *_before)."""
    levels = _levels(table, entries)
    levels["before"] = levels["year"] - 1
    columns = ["id", "value", "value_text", "printed", "confidence", "document", "issued"]
    columns += [name for name in (DOUBT, REVISION) if name in levels]
    pairs = levels.merge(
        levels[[*SERIES, "kind", "year", *columns]],
        left_on=[*SERIES, "kind", "before"],
        right_on=[*SERIES, "kind", "year"],
        suffixes=("", "_before"),
    )
    pairs = pairs[pairs["value_before"] > 0]
    if REVISION not in pairs:
        return pairs
    before = pairs[[f"{REVISION}_before", "issued_before"]].set_axis([REVISION, "issued"], axis="columns")
    return pairs[~of_two_vintages(pairs, before)]


def _levels(table: pd.DataFrame, entries: Mapping[str, Indicator]) -> pd.DataFrame:
    """Return one level for each fact that growth may be computed from."""
    flows = {name for name, entry in entries.items() if entry.growth == "nominal" and entry.kind == "flow"}
    stocks = {name for name, entry in entries.items() if entry.growth == "nominal" and entry.kind == "stock"}
    asked = (table["measure"] == "level") & (table["status"] == "actual") & (table["qualifier"] == "exact")
    levels = comparable(table[asked & (table["value"] >= 0) & table["indicator"].isin(flows | stocks)])
    # 「截至2024年底累计投资…」 adds up all years: it is no flow of one of them.
    spans = levels["first"].notna() == levels["indicator"].isin(flows)
    levels = levels[spans & (levels["kind"] != "")]
    levels["printed"] = printed(levels)
    said = levels.groupby([*SERIES, "kind", "year", "document"])["value"].transform("nunique")
    return latest(levels[said == 1], [*SERIES, "kind", "year"])


def completions(table: pd.DataFrame) -> pd.DataFrame:
    """Return how far targets are met, in %: a planned and an actual level of one series and the same days.

    Columns: planned_id, actual_id, indicator, place, subject, period, planned, actual, completion. The later
    publication counts. A range or ceiling is no target; what was achieved may be a bound (超46亿元), which its row
    says, but no range.
    """
    levels = table[(table["measure"] == "level") & ~table["qualifier"].isin(_NO_TARGETS)]
    aimed = levels.loc[levels["status"] == "planned", "indicator"].unique()
    levels = comparable(levels[levels["indicator"].isin(aimed)])
    fact = [*SERIES, "first", "last"]
    planned = latest(levels[(levels["status"] == "planned") & (levels["value"] > 0)], fact)
    actual = latest(levels[levels["status"] == "actual"], fact)
    met = planned[[*fact, "id", "value"]].merge(actual, on=fact, suffixes=("_planned", "_actual"))
    met = met.rename(
        columns={
            "id_planned": "planned_id",
            "id_actual": "actual_id",
            "value_planned": "planned",
            "value_actual": "actual",
        }
    )
    return met.assign(completion=met["actual"] / met["planned"] * 100)[_COMPLETION]
