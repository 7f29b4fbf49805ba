"""List what revised figures were before: each figure of a fact in order of publication, with who said so when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from app.charts.panel_rows import SERIES
from app.citations import citation
from app.labels import growth_label, level_label
from app.period_labels import period_words
from pipeline.revisions import EARLIER, LATEST, REVISION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.amounts import Scale
    from app.wording import Wording


def revised_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the figures that later ones revised, each value of a fact once, in order of publication."""
    if REVISION not in rows:
        return rows.iloc[:0]
    earlier = rows[rows[REVISION] == EARLIER].sort_values("published", kind="stable")
    return earlier.drop_duplicates(["conflict", "value"])


def outdated_growth(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the printed growth whose level was revised since, where no growth was published with or after the revision."""
    if REVISION not in rows:
        return rows.iloc[:0]
    fact = [*SERIES, "kind", "x", "status"]
    told = rows.assign(issued=pd.to_datetime(rows["published"], errors="coerce"))
    levels = told[(told["measure"] == "level") & (told[REVISION] == LATEST)]
    growths = told[(told["measure"] == "yoy") & ~told["derived"].astype(bool)]
    revised = levels.groupby(fact)["issued"].min()
    grown = growths.groupby(fact)["issued"].max().reindex(revised.index)
    outdated = revised.index[~(grown >= revised)]
    return rows.loc[growths.index[pd.MultiIndex.from_frame(growths[fact]).isin(outdated)]]


def outdated_words(
    outdated: pd.DataFrame, drawn: pd.DataFrame, names: Mapping[str, str], scale: Scale, say: Wording
) -> Iterator[str]:
    """Say of each growth of a drawn series that belongs to a figure before its revision what it is."""
    shown = pd.MultiIndex.from_frame(outdated[SERIES]).isin(pd.MultiIndex.from_frame(drawn[SERIES]))
    for row in outdated[shown].drop_duplicates([*SERIES, "x", "status", "value"]).itertuples():
        yield say(
            "chart.vintage_growth", who=row.who, name=names[row.indicator], when=period_words(row.x, say),
            amount=_amount(row, scale, say), cited=citation(row, say),
        )  # fmt: skip


def vintages(
    earlier: pd.DataFrame, drawn: pd.DataFrame, names: Mapping[str, str], scale: Scale, say: Wording
) -> Iterator[str]:
    """Say for each drawn figure that was revised what it was: 青禾县地区生产总值2023年：44亿元（…）→ 46亿元（…）."""
    for row in drawn[drawn["conflict"].isin(set(earlier["conflict"]))].itertuples():
        before = earlier[earlier["conflict"] == row.conflict].itertuples()
        figures = [
            say("chart.vintage_figure", amount=_amount(one, scale, say), cited=citation(one, say))
            for one in (*before, row)
        ]
        yield say(
            "chart.vintage", who=row.who, name=names[row.indicator], when=period_words(row.x, say),
            figures=say("chart.vintage_arrow").join(figures),
        )  # fmt: skip


def _amount(row: Any, scale: Scale, say: Wording) -> str:
    """Write a figure; of one that a view computed what was printed."""
    if getattr(row, "printed", ""):
        return str(row.printed)
    if row.measure == "yoy":
        return f"{say('measure.yoy')} {growth_label(row)}"
    return f"{level_label(row, scale)} {scale.unit}"
