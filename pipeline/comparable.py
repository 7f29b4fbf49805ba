"""Prepare rows for being compared with each other: which ones count, and of what kind and year their period is."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.periods.kinds import kind_of
from pipeline.reference_series import RULE as OFFICIAL

_MINUS = ("-", "−", "－")
# What two figures must share besides their period to be comparable; `where` is the place, else the document.
SERIES = ["indicator", "where", "subject", "unit", "scope"]


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows read from documents, with a value, that no reader rejected; `where` is the place, else the document.

    What is computed and official figures, which are no reading of a document, are left out.
    """
    read = ~rows["derived"] & (rows["rule"] != OFFICIAL)
    kept = rows[read & (rows["review"] != "rejected") & rows["value"].notna()]
    return kept.assign(where=kept["place"].where(kept["place"] != "", kept["document"]))


def comparable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the counted rows that state a period, the latest published last.

    Added are `first` and `last` (days, `first` missing for a point), `issued`, `kind` (01-01/12-31, spring …, see
    periods/kinds.py) and `year` of the last day. Of rows published on one day the surest comes last.
    """
    dated = counted(rows)
    dated = dated[dated["period_end"].notna()]
    days = {
        name: pd.to_datetime(dated[column], errors="coerce")
        for name, column in (("first", "period_start"), ("last", "period_end"), ("issued", "published"))
    }
    dated = dated.assign(**days, year=days["last"].dt.year)
    dated["kind"] = _kinds(dated)
    return dated.sort_values(["issued", "confidence", "id"], na_position="first")


def _kinds(rows: pd.DataFrame) -> pd.Series[str]:
    """Return the kind of each row's period; each pair of days is looked up once."""
    codes, days = pd.factorize(pd.MultiIndex.from_frame(rows[["first", "last"]]))
    kinds = [kind_of(_date(first), last.date()) for first, last in days]
    return pd.Series([kinds[code] for code in codes], index=rows.index, dtype="str")


def _date(day: pd.Timestamp) -> date | None:
    return None if pd.isna(day) else day.date()


def latest(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Keep of the rows alike in these columns the one published last: a later publication revises an earlier one."""
    return rows.drop_duplicates(columns, keep="last")


def printed(rows: pd.DataFrame) -> pd.Series[str]:
    """Return each value as printed, with the sign that its words gave it (下降1.2%), as corrected where it was."""
    corrected = rows["value"].map("{:.12g}".format).astype("str") + rows["unit"]
    fell = (rows["value"] < 0) & ~rows["value_text"].str.startswith(_MINUS)
    text = rows["value_text"].where(~fell, "-" + rows["value_text"])
    return text.where(rows["review"] != "corrected", corrected)
