"""Choose the figures for the front page, and write them as cards."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from app.amounts import choose_scale, unit_name
from app.citations import citation
from app.labels import growth_label, indicator_name, level_label, name_words
from app.overview.coverage import compare_link
from app.rows.row_tables import when
from app.selection import DATED, read_and_in_force
from pipeline.areas_apart import with_areas
from pipeline.comparable import in_years

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.wording import Wording

MOST = 8
FACT = ["indicator", "area", "period", "year"]  # what a level and its growth have in common
CHOSEN_BY = ["subject", "derived", "status", "measure", "confidence"]


def headlines(table: pd.DataFrame, most: int = MOST) -> list[tuple[Any, Any | None]]:
    """Choose levels of whole places, achieved, printed and not rejected, one an indicator: with growth first, the surest.

    Each comes with the growth rate of the same place and period, where one is printed.
    """
    table = with_areas(table)
    columns = dict.fromkeys([*FACT, *DATED, *CHOSEN_BY, "at"])
    rows = in_years(read_and_in_force(table.assign(at=np.arange(len(table))), columns))
    whole = (rows["subject"].fillna("") == "") & ~rows["derived"].astype(bool) & (rows["status"] == "actual")
    narrow = rows[whole & rows["measure"].isin(["level", "yoy"])].copy()
    narrow["period"] = narrow["period"].fillna("")
    narrow["fact"] = narrow.groupby(FACT, sort=False, dropna=False).ngroup()
    growth = narrow[narrow["measure"] == "yoy"].drop_duplicates("fact").set_index("fact")["at"]
    levels = narrow[narrow["measure"] == "level"]
    levels = levels.assign(grows=levels["fact"].isin(growth.index), stated=levels["period"] != "")
    ranked = levels.sort_values(["year", "grows", "stated", "confidence"], ascending=False, kind="stable")
    ranked = ranked.drop_duplicates("indicator").sort_values(
        ["grows", "stated", "year"], ascending=False, kind="stable"
    )
    chosen = [(one.at, growth[one.fact] if one.grows else None) for one in ranked.head(most).itertuples()]
    places = [at for pair in chosen for at in pair if at is not None]
    taken = table.take(places)
    found = dict(zip(places, taken.assign(period=taken["period"].fillna("")).itertuples(), strict=True))
    return [(found[level], None if rate is None else found[rate]) for level, rate in chosen]


def cards_html(table: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write the chosen figures as a grid of cards; each leads to its comparison."""
    cards = [card(level, rate, catalogue, say) for level, rate in headlines(table)]
    return f'<div class="cards">{"".join(cards)}</div>'


def card(level: Any, rate: Any | None, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write one card: name, value with unit, growth, period and place, document."""
    scale = choose_scale([float(level.value)], str(level.unit), say.language)
    place, period = name_words(str(level.area), say), when(level, say)
    return (
        f'<a class="card" href="{compare_link(say, indicators=level.indicator)}">'
        f'<span class="name">{escape(indicator_name(level.indicator, catalogue, say))}</span>'
        f'<span class="value">{escape(level_label(level, scale))}'
        f"<small>{escape(scale.word + unit_name(str(level.unit), say.language))}</small></span>"
        f'<span class="growth">{growth_words(rate, say)}</span>'
        f'<span class="when">{escape(say("list.dot").join(filter(None, [place, period])))}</span>'
        f'<span class="paper">{escape(citation(level, say))}</span></a>'
    )


def growth_words(rate: Any | None, say: Wording) -> str:
    """Write a growth rate with an arrow in a neutral colour: more is not always better."""
    if rate is None:
        return "&nbsp;"
    arrow = "▲" if rate.value > 0 else "▼" if rate.value < 0 else "＝"
    return f'<i aria-hidden="true">{arrow}</i> {escape(say("measure.yoy"))} {escape(growth_label(rate))}'
