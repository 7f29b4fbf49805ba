"""List the documents that rows come from, and the sentences that were quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

VERDICTS = ("pending", "accepted", "corrected", "rejected")


def sources(rows: pd.DataFrame) -> pd.DataFrame:
    """Give one line a document: file, title, source, published, published_inferred, rows, and rows by verdict."""
    lines = [
        {
            "file": file,
            **{column: _different(part[column]) for column in ("title", "source", "published")},
            "published_inferred": bool(part["published_inferred"].astype(bool).any()),
            "rows": len(part),
            **{verdict: int((part["review"] == verdict).sum()) for verdict in VERDICTS},
        }
        for file, part in rows.groupby("document", sort=True)
    ]
    columns = ["file", "title", "source", "published", "published_inferred", "rows", *VERDICTS]
    return pd.DataFrame(lines, columns=columns)


def sentences(rows: pd.DataFrame) -> pd.DataFrame:
    """Give one line a quoted sentence, in the order of the documents: document, title, sentence, observations."""
    ordered = rows.sort_values(["document", "start"], kind="stable", na_position="last")
    filled = ordered.assign(title=ordered["title"].fillna(""))
    quoted = filled[filled["sentence"].fillna("") != ""]
    listed = quoted.groupby(["document", "title", "sentence"], sort=False)["id"].agg(" ".join)
    return listed.rename("observations").reset_index()


def _different(values: Iterable[object]) -> str:
    """Join the different values of a column."""
    return "; ".join(dict.fromkeys(str(value) for value in values if not pd.isna(value) and value != ""))
