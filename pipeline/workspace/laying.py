"""Lay decided rows into the table as extracted, without copying the rows that nobody decided about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from pipeline.table import fact_of, framed


def laid_out(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Lay rows out as a table with the columns of the extracted one, no conflict marked; each has a `digest`."""
    return framed(rows).assign(
        conflict=pd.Series([""] * len(rows), dtype="str"),
        digest=pd.Series([row["digest"] for row in rows], dtype="str"),
        fact=pd.Series([fact_of(row) for row in rows], dtype="str"),
    )


def replaced(table: pd.DataFrame, fresh: pd.DataFrame, gone: Iterable[str]) -> pd.DataFrame:
    """Put fresh rows in the place of those with the same ids, and leave out the rows with the ids `gone`.

    A column in which nothing changes is shared with the table given.
    """
    changed = table.copy(deep=False)
    if len(fresh):
        there = np.flatnonzero(table["id"].isin(fresh["id"]).to_numpy())
        ordered = fresh.set_index("id", drop=False).loc[table["id"].iloc[there]]
        for column in table.columns:
            before, after = table[column].iloc[there], ordered[column].set_axis(table.index[there])
            if not before.equals(after.astype(before.dtype)):
                values = table[column].copy()
                values.iloc[there] = after.astype(
                    before.dtype
                ).array  # a Series would be aligned, and fail on an empty year
                changed[column] = values
    gone = set(gone)
    return changed[~changed["id"].isin(gone)].reset_index(drop=True) if gone else changed


def inserted(table: pd.DataFrame, added: pd.DataFrame) -> pd.DataFrame:
    """Insert rows behind those of their documents that stand no later in the text."""
    if not len(added):
        return table
    behind = []
    for digest, start in zip(added["digest"], added["start"], strict=True):
        own = np.flatnonzero((table["digest"] == digest).to_numpy())
        before = own[(table["start"].iloc[own] <= start).to_numpy(dtype=bool)]
        behind.append(before[-1] + 1 if len(before) else own[0] if len(own) else len(table))
    order = np.insert(np.arange(len(table)), behind, len(table) + np.arange(len(added)))
    same = added.astype(dict(table.dtypes))
    return pd.concat([table, same], ignore_index=True).take(order).reset_index(drop=True)
