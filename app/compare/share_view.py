"""Show shares: those printed, and parts of a whole that the rules name as such (share_of) divided by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from app.selection import in_order
from pipeline.comparable import where_of
from pipeline.doubts import DOUBT, lent
from pipeline.scopes import series_scopes

if TYPE_CHECKING:
    from collections.abc import Mapping

FACT = ["where", "subject", "scope", "kind", "part", "year", "period", "status", "unit", "official"]
COMPUTED = "share_of_whole"


def wholes(catalogue: Mapping[str, Any]) -> dict[str, str]:
    """Give the whole of each part, as the entries say whose ratio they are: primary_value_added → gdp."""
    pairs = (getattr(entry, "share_of", None) for entry in catalogue.values())
    return {pair[0]: pair[1] for pair in pairs if pair}


def shares(rows: pd.DataFrame, wholes_rows: pd.DataFrame, catalogue: Mapping[str, Any]) -> pd.DataFrame:
    """Give printed shares of the chosen rows, and computed ones where part and whole are exact and of one fact.

    `wholes_rows` are the levels of the wholes, chosen like `rows`. Shares of a sum of whatever was chosen are not
    computed: nothing says that the chosen figures make up a whole.
    """
    printed = rows[
        (rows["measure"] == "share")
        | (rows["indicator"].isin(ratios(catalogue)) & (rows["measure"] == "level"))
    ]
    of = wholes(catalogue)
    parts = exact(rows[rows["indicator"].isin(of)]).assign(whole=lambda part: part["indicator"].map(of))
    totals = exact(wholes_rows[wholes_rows["indicator"].isin(of.values())])
    totals = totals.rename(columns={"indicator": "whole", "value": "total"})
    keys = ["whole", *FACT]
    totals = totals.sort_values("published", na_position="first").drop_duplicates(keys, keep="last")
    beside = ["value_text", *(name for name in (DOUBT,) if name in totals)]
    met = parts.merge(totals[[*keys, "total", *beside]], on=keys, suffixes=("", "_whole"))
    met = lent(met, met[f"{DOUBT}_whole"]) if DOUBT in met else met
    computed = met.assign(
        value=met["value"] / met["total"] * 100,
        low=float("nan"), high=float("nan"), unit="%", measure="share", derived=True, rule=COMPUTED,
        derivation=met["value_text"] + " ÷ " + met["value_text_whole"],
    )  # fmt: skip
    said = printed.assign(measure="share", unit="%")
    frame = pd.concat([said, computed[said.columns]], ignore_index=True) if len(computed) else said
    order = {name: number for number, name in enumerate(dict.fromkeys(frame["indicator"]))}
    return in_order(frame, order)


def ratios(catalogue: Mapping[str, Any]) -> set[str]:
    """Give the indicators that are themselves a part's share of a whole."""
    return {name for name, entry in catalogue.items() if getattr(entry, "share_of", None)}


def exact(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the levels that are neither bounds nor approximations nor computed."""
    kept = rows[
        (rows["measure"] == "level")
        & (rows["qualifier"] == "exact")
        & ~rows["derived"].astype(bool)
        & (rows["review"] != "rejected")
        & (rows["value"] > 0)
    ]
    kept = kept.fillna({name: "" for name in FACT if name in kept and name not in ("year", "official")})
    return kept.assign(scope=series_scopes(kept), where=where_of(kept))
