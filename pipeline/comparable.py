"""Prepare rows for being compared with each other: which ones count, and of what kind and year their period is."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.areas_apart import with_areas
from pipeline.periods.kinds import kind_of
from pipeline.quantities.shown_units import with_unit
from pipeline.reference_series import RULE as OFFICIAL
from pipeline.scopes import series_scopes

OPEN_ENDED = ("unread", "undated")  # where a row's period stands open and its year too (column period_source)
_NEW_YEAR = "-01-01"
_YEAR = pd.Timedelta(days=365)  # from the first day of a leap year to its last
_MINUS = ("-", "−", "－")
# What two figures must share besides their period to be comparable; `where` is the area, else the document.
SERIES = ["indicator", "where", "subject", "unit", "scope"]


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows read from documents, with a value, that no reader rejected; `where` is the area, else the document.

    What is computed and official figures, which are no reading of a document, are left out.
    """
    read = ~rows["derived"] & (rows["rule"] != OFFICIAL)
    kept = with_areas(rows)[read & (rows["review"] != "rejected") & rows["value"].notna()]
    return kept.assign(where=where_of(kept))


def where_of(rows: pd.DataFrame) -> pd.Series[str]:
    """Return the area of each row, or its document where no area is known: areas nobody names are not one area."""
    return rows["area"].where(rows["area"].fillna("") != "", rows["document"])


def whose(rows: pd.DataFrame) -> pd.Series[str]:
    """Return what rows share that the checks of a series hold together: the name of the place, else subject or document.

    Areas of one name share it, and so does an official figure of 鼓楼区（南京市） with what was read of 鼓楼区.
    """
    named = bare(rows["place"])
    own = named.where(named != "", rows["subject"].fillna(""))
    return own.where(own != "", rows["document"])


def bare(places: pd.Series[str]) -> pd.Series[str]:
    """Return names of areas without what tells them apart: 鼓楼区（南京市） → 鼓楼区."""
    return places.fillna("").str.split("（").str[0]


def comparable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the counted rows that state a period, the latest published last.

    Added are `first` and `last` (days, `first` missing for a point), `issued`, `kind` (01-01/12-31, spring …, see
    periods/kinds.py) and `year` of the last day; of a point at a year's beginning those of the day before. `scope` is
    that of the series. Of rows published on one day the surest comes last.
    """
    dated = counted(rows)
    dated = dated[dated["period_end"].notna()]
    days = {
        name: pd.to_datetime(dated[column], errors="coerce")
        for name, column in (("first", "period_start"), ("last", "period_end"), ("issued", "published"))
    }
    dated = dated.assign(**days)
    counts_as = days["last"].where(~opening(dated), days["last"] - pd.Timedelta(days=1))
    dated = dated.assign(
        year=counts_as.dt.year, kind=_kinds(days["first"], counts_as), scope=series_scopes(dated)
    )
    return dated.sort_values(["issued", "confidence", "id"], na_position="first")


def of_several_days(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the indicators whose periods end on more than one day: the others have no year to compare with."""
    return rows[rows.groupby("indicator")["period_end"].transform("nunique") > 1]


def _kinds(first: pd.Series[pd.Timestamp], last: pd.Series[pd.Timestamp]) -> pd.Series[str]:
    """Return the kind of each row's period; each pair of days is looked up once."""
    codes, days = pd.factorize(pd.MultiIndex.from_arrays([first, last]))
    kinds = [kind_of(_date(day), until.date()) for day, until in days]
    return pd.Series([kinds[code] for code in codes], index=first.index, dtype="str")


def opening(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows are of a point at a year's beginning (2022年初 452家): what there was as the year before ended."""
    first_day = rows["period"].fillna("").str.endswith(_NEW_YEAR).astype(bool)
    return first_day & rows["period_start"].isna() if first_day.any() else first_day


def compared_years(rows: pd.DataFrame) -> pd.Series[int]:
    """Return the year that each row is compared in: its own, of a point at a year's beginning the one before."""
    points = opening(rows)
    if not points.any():
        return rows["year"]
    years = rows["year"].copy()
    years[points] = rows.loc[points, "period"].str[:4].astype(int) - 1
    return years


def beyond_a_year(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows stand in no year's comparison: of an unread date, a span without dates, a span over a year."""
    open_ended = rows["period_source"].isin(OPEN_ENDED).astype(bool)
    spans = rows.loc[
        rows["period"].fillna("").str.contains("/", regex=False).astype(bool), ["period_start", "period_end"]
    ]
    days = pd.to_datetime(spans["period_end"]) - pd.to_datetime(spans["period_start"])
    return open_ended | (days > _YEAR).reindex(rows.index, fill_value=False)


def in_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that stand in a year's comparison, each in the year that it is compared in."""
    kept = rows[~beyond_a_year(rows)]
    return kept.assign(year=compared_years(kept))


def _date(day: pd.Timestamp) -> date | None:
    return None if pd.isna(day) else day.date()


def latest(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Keep of the rows alike in these columns the one published last: a later publication revises an earlier one."""
    return rows.drop_duplicates(columns, keep="last")


def printed(rows: pd.DataFrame) -> pd.Series[str]:
    """Return each value as printed, with its unit and the sign that its words gave it (下降1.2%), or as corrected."""
    corrected = rows["value"].map("{:.12g}".format).astype("str") + rows["unit"]
    fell = (rows["value"] < 0) & ~rows["value_text"].str.startswith(_MINUS)
    columns = (rows[name].tolist() for name in ("value_text", "value", "unit"))
    told = [
        with_unit(text, value, unit) if text[-1:].isdigit() else text
        for text, value, unit in zip(*columns, strict=True)
    ]
    text = pd.Series(told, rows.index, dtype="str")
    text = text.where(~fell, "-" + text)
    return text.where(rows["review"] != "corrected", corrected)
