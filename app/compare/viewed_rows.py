"""Turn the chosen rows into the figures of a view, and say what it has to leave out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.charts.views import INDEX, PER_HEAD, SHARES, View
from app.compare.index_view import indexed, usual_base
from app.compare.per_head_view import per_head
from app.compare.share_view import shares, wholes
from app.labels import name_words
from app.selection import selected
from pipeline.comparable import OPEN_ENDED, beyond_a_year, in_years

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from app.selection import Selection
    from app.wording import Wording
    from pipeline.stored import StoredTable

MOST_NAMES = 6


def viewed(
    rows: pd.DataFrame,
    table: StoredTable,
    wanted: Selection,
    catalogue: Mapping[str, Any],
    view: View,
    say: Wording,
) -> tuple[pd.DataFrame, list[str]]:
    """Give the figures of a view and sentences about what it leaves out; rejected rows never count."""
    refused = rows["review"] == "rejected"
    remarks = [say("compare.rejected", count=int(refused.sum()))] if refused.any() else []
    rows = rows[~refused]
    remarks += beyond_words(rows, say)
    rows = in_years(rows)
    if view.chart == INDEX:
        if not view.base:
            return rows.iloc[:0], [*remarks, say("compare.no_base_at_all")]
        first = min(usual_base(rows) or view.base, view.base)  # before it only some series have figures
        rows, without = indexed(with_base_year(rows, table, wanted, view.base), view.base)
        if early := int((rows["year"] < first).sum()):
            remarks.append(say("compare.before_base", count=early, year=first))
            rows = rows[rows["year"] >= first]
        rows = rows[rows["year"].isin(wanted.years)] if wanted.years else rows
        if without:
            names = say("list.join").join(name_words(one, say) for one in without[:MOST_NAMES]) + (
                say("list.more") if len(without) > MOST_NAMES else ""
            )
            remarks.append(say("compare.no_base", names=names, base=view.base))
    elif view.chart == PER_HEAD:
        rows, homeless, no_amounts = per_head(rows, table)
        counts = {"compare.no_population": homeless, "compare.no_heads": no_amounts}
        remarks += [say(key, count=count) for key, count in counts.items() if count]
    elif view.chart == SHARES:
        of = tuple(dict.fromkeys(wholes(catalogue).values()))
        rows = shares(rows, in_years(selected(table, replace(wanted, indicators=of))), catalogue)
        remarks += [] if len(rows) else [say("compare.no_shares")]
    return rows, remarks


def beyond_words(rows: pd.DataFrame, say: Wording) -> list[str]:
    """Say how many figures stand in no year's comparison, and why; nothing where all do."""
    beyond = rows[beyond_a_year(rows)]
    if beyond.empty:
        return []
    counts = {code: int((beyond["period_source"] == code).sum()) for code in OPEN_ENDED}
    counts["long"] = len(beyond) - sum(counts.values())
    causes = [say(f"compare.beyond_{code}", count=count) for code, count in counts.items() if count]
    return [say("compare.beyond", count=len(beyond), causes=say("note.join").join(causes))]


def with_base_year(rows: pd.DataFrame, table: StoredTable, wanted: Selection, base: int) -> pd.DataFrame:
    """Give the rows with those of the base year, also where that year is not among the years asked for."""
    if not wanted.years or base in wanted.years:
        return rows
    return in_years(selected(table, replace(wanted, years=(*wanted.years, base))))
