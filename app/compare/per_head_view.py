"""Divide levels by the resident population of the same place and year, as the same table states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from app.amounts import unit_rules
from app.compare.index_view import AMOUNTS
from pipeline.comparable import printed, where_of
from pipeline.doubts import DOUBT, lent
from pipeline.stored import Where

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.stored import StoredTable

POPULATION = "permanent_population"
KEYS = ["where", "year"]


def populations(table: StoredTable, places: Collection[str]) -> pd.DataFrame:
    """Give the row of each area's achieved population by area, else document, and year, as published last."""
    same = {"indicator": [POPULATION], "area": places, "measure": ["level"], "status": ["actual"]}
    whole = {"subject": [""], "scope": [""]}
    rows = table.rows(Where({**same, **whole}, {"review": ["rejected"]}, in_years=True))
    rows = rows[rows["value"] > 0].assign(where=where_of)
    ranked = rows.sort_values(
        ["derived", "period_end", "published"], ascending=[False, True, True], na_position="first"
    )
    return ranked.drop_duplicates(KEYS, keep="last").set_index(KEYS)


def per_head(rows: pd.DataFrame, table: StoredTable) -> tuple[pd.DataFrame, int, int]:
    """Give the levels per head, how many have no population, and how many are no amounts (rates, ranks).

    Figures of companies and projects are left out with the rates: a place's population is not theirs.
    """
    rows = rows[rows["measure"] == "level"]
    amounts = rows[~rows["unit"].isin(unit_rules()["unscaled"]) & (rows["subject"].fillna("") == "")]
    amounts = amounts[amounts["indicator"] != POPULATION]
    heads = populations(table, set(amounts["area"].unique()))
    keys = pd.MultiIndex.from_frame(amounts.assign(where=where_of)[KEYS])
    divisor = pd.Series(
        heads["value"].reindex(keys).to_numpy(dtype="float64", na_value=float("nan")), index=amounts.index
    )
    there = divisor.notna()
    shown = amounts[there]
    if DOUBT in heads:
        shown = lent(shown, heads[DOUBT].reindex(keys[there.to_numpy()]))
    values = {name: shown[name] / divisor[there] for name in AMOUNTS}
    return (
        shown.assign(**values, value_text="", printed=printed(shown)),
        int((~there).sum()),
        len(rows) - len(amounts),
    )
