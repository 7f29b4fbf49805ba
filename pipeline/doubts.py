"""Mark the figures that open doubts are about, and what is computed from them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from pipeline.reference_series import RULE as OFFICIAL

DOUBT = "doubt"  # the column: kinds of findings joined by JOINED, "" where nothing is in doubt
JOINED = "+"
# What a later document revised is no doubt, nor is what may become a row.
NO_DOUBTS = frozenset({"revision", "suggestion"})
_OF_FACT = ["digest", "indicator", "place", "subject", "period"]


def with_doubts(table: pd.DataFrame, kinds: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """Give the table with the column `doubt`; `kinds` are those of the open findings about each row, by its id.

    A row that a person decided about and an official figure are in no doubt. Last year's level bears the doubts of the
    level and of the growth that it is computed from.
    """
    told = {row: JOINED.join(sorted(found)) for row, found in kinds.items()}
    own = pd.Series([told.get(row, "") for row in table["id"]], index=table.index, dtype="str")
    asked = (table["review"] == "pending") & (table["rule"] != OFFICIAL)
    table = table.assign(**{DOUBT: own.where(asked, "")})
    doubtful = table[DOUBT] != ""
    computed = table["derived"].astype(bool)
    if not (doubtful.any() and computed.any()):
        return table
    levels = table[(table["measure"] == "level") & ~computed]
    spot = ["digest", "start", "indicator"]
    pairs = table.loc[computed, spot].reset_index().merge(levels[[*spot, *_OF_FACT[2:], DOUBT]], on=spot)
    rates = table.loc[doubtful & (table["measure"] == "yoy"), [*_OF_FACT, DOUBT]].drop_duplicates(_OF_FACT)
    pairs = pairs.merge(rates, on=_OF_FACT, how="left", suffixes=("", "_rate"))
    pairs = pairs.drop_duplicates("index").set_index("index")
    shared = joined(pairs[DOUBT], pairs[f"{DOUBT}_rate"].fillna(""))
    column = table[DOUBT].copy()
    column[shared.index] = joined(column[shared.index], shared)
    return table.assign(**{DOUBT: column})


def lent(rows: pd.DataFrame, lender: pd.Series[str]) -> pd.DataFrame:
    """Give rows that were computed with the figures beside them, whose doubts, as `lender` has them, they share."""
    if DOUBT not in rows:
        return rows
    return rows.assign(**{DOUBT: joined(rows[DOUBT], lender.set_axis(rows.index).astype("str").fillna(""))})


def joined(one: pd.Series[str], other: pd.Series[str]) -> pd.Series[str]:
    """Join the doubts of two figures that a third is computed from, each kind once."""
    both = [
        JOINED.join(sorted({*first.split(JOINED), *second.split(JOINED)} - {""}))
        for first, second in zip(one, other, strict=True)
    ]
    return pd.Series(both, index=one.index, dtype="str")
