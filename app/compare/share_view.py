"""Show shares: those printed, and parts of a whole that the rules name as such (share_of) divided by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from app.selection import in_order
from pipeline.comparable import printed, where_of
from pipeline.doubts import DOUBT, lent
from pipeline.revisions import EARLIER, REVISION, of_two_vintages
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
    computed: nothing says that the chosen figures make up a whole. Added are `printed`, what a share was printed as or
    computed from, and `of_earlier`, whether its whole was revised since and it was not.
    """
    stated = rows[
        (rows["measure"] == "share")
        | (rows["indicator"].isin(ratios(catalogue)) & (rows["measure"] == "level"))
    ]
    of = wholes(catalogue)
    parts = exact(rows[rows["indicator"].isin(of)]).assign(whole=lambda part: part["indicator"].map(of))
    totals = exact(wholes_rows[wholes_rows["indicator"].isin(of.values())])
    totals = totals.rename(columns={"indicator": "whole", "value": "total"})
    keys = ["whole", *FACT]
    beside = ["value_text", "document", "issued", *(name for name in (DOUBT, REVISION) if name in totals)]
    met = of_one_vintage(parts.merge(totals[[*keys, "total", *beside]], on=keys, suffixes=("", "_whole")))
    met = lent(met, met[f"{DOUBT}_whole"]) if DOUBT in met else met
    how = met["value_text"] + " ÷ " + met["value_text_whole"]
    computed = met.assign(
        value=met["value"] / met["total"] * 100,
        low=float("nan"), high=float("nan"), unit="%", measure="share", derived=True, rule=COMPUTED,
        derivation=how, printed=how, of_earlier=of_earlier(met),
    )  # fmt: skip
    said = stated.assign(measure="share", unit="%", printed=printed(stated), of_earlier=False)
    frame = pd.concat([said, computed[said.columns]], ignore_index=True) if len(computed) else said
    order = {name: number for number, name in enumerate(dict.fromkeys(frame["indicator"]))}
    return in_order(frame, order)


def of_one_vintage(met: pd.DataFrame) -> pd.DataFrame:
    """Keep one whole for each part: that of its own document, else the latest that was not revised since."""
    own = met["document"] == met["document_whole"]
    if REVISION in met:
        wholes = met[[f"{REVISION}_whole", "issued_whole"]].set_axis([REVISION, "issued"], axis="columns")
        met = met[own | ~of_two_vintages(met, wholes)]
    ranked = met.assign(own=own).sort_values(["own", "issued_whole"], na_position="first", kind="stable")
    return ranked.drop_duplicates("id", keep="last").sort_index()


def of_earlier(met: pd.DataFrame) -> pd.Series[bool]:
    """Tell of which parts the whole was revised since, and they were not."""
    if REVISION not in met:
        return pd.Series(data=False, index=met.index)
    return (met[f"{REVISION}_whole"] == EARLIER) & (met[REVISION] != EARLIER)


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
    issued = pd.to_datetime(kept["published"], errors="coerce")
    return kept.assign(scope=series_scopes(kept), where=where_of(kept), issued=issued)
