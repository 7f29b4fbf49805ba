"""Choose the figures for the front page, and write them as cards."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import numpy as np
import pandas as pd

from app.amounts import scale_of_row
from app.citations import citation
from app.labels import growth_label, indicator_name, level_label, name_words
from app.overview.coverage import compare_link, definition_link
from app.overview.pins import Pins
from app.rows.row_tables import when
from app.rows.source_drawer import doubt_words
from app.selection import DATED, read_and_in_force
from pipeline.areas_apart import with_areas
from pipeline.comparable import in_years

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.wording import Wording

MOST = 8
FACT = ["indicator", "area", "period", "year"]  # what a level and its growth have in common
CHOSEN_BY = ["subject", "derived", "status", "measure", "confidence", "document"]


@dataclass(frozen=True, slots=True)
class Headlines:
    """The place of the cards, its chosen levels each with its growth or None, and what there is besides.

    `indicators` are those with a level at the place, `places` those with a level, the most told of first.
    """

    place: str
    chosen: list[tuple[Any, Any | None]]
    indicators: list[str]
    places: list[str]


def headlines(table: pd.DataFrame, pinned: Pins | None = None, most: int = MOST) -> Headlines:
    """Choose levels of a whole place, achieved, printed, not rejected, one an indicator: with growth first, the surest.

    The place is the one pinned, else the one that most documents tell of; so are the indicators.
    Each level comes with the growth rate of the same place and period, where one is printed.
    """
    pinned = pinned or Pins()
    table = with_areas(table)
    columns = dict.fromkeys([*FACT, *DATED, *CHOSEN_BY, "at"])
    rows = in_years(read_and_in_force(table.assign(at=np.arange(len(table))), columns))
    whole = (rows["subject"].fillna("") == "") & ~rows["derived"].astype(bool) & (rows["status"] == "actual")
    narrow = rows[whole & rows["measure"].isin(["level", "yoy"])].copy()
    narrow["period"] = narrow["period"].fillna("")
    narrow["fact"] = narrow.groupby(FACT, sort=False, dropna=False).ngroup()
    growth = narrow[narrow["measure"] == "yoy"].drop_duplicates("fact").set_index("fact")["at"]
    levels = narrow[narrow["measure"] == "level"]
    places = most_told(levels)
    place = pinned.place if pinned.place in places else next(iter(places), "")
    levels = levels[levels["area"] == place]
    levels = levels.assign(grows=levels["fact"].isin(growth.index), stated=levels["period"] != "")
    ranked = levels.sort_values(["year", "grows", "stated", "confidence"], ascending=False, kind="stable")
    ranked = ranked.drop_duplicates("indicator").sort_values(
        ["grows", "stated", "year"], ascending=False, kind="stable"
    )
    held = [*ranked["indicator"]]
    wanted = [one for one in pinned.indicators if one in held]
    shown = ranked.set_index("indicator", drop=False).loc[wanted or held[:most]]
    found = [(one.at, growth[one.fact] if one.grows else None) for one in shown.itertuples()]
    spots = [at for pair in found for at in pair if at is not None]
    taken = table.take(spots)
    made = dict(zip(spots, taken.assign(period=taken["period"].fillna("")).itertuples(), strict=True))
    chosen = [(made[level], None if rate is None else made[rate]) for level, rate in found]
    return Headlines(place, chosen, [*map(str, held)], places)


def most_told(levels: pd.DataFrame) -> list[str]:
    """List the places of levels: those that most documents tell of first, then those with most levels."""
    counts = levels.groupby("area")["document"].agg(["nunique", "size"])
    order = counts.assign(name=counts.index).sort_values(
        ["nunique", "size", "name"], ascending=[False, False, True]
    )
    return [str(name) for name in order.index if name]


def cards_html(found: Headlines, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write the chosen figures as a grid of cards; each leads to its comparison."""
    cards = [card(level, rate, catalogue, say) for level, rate in found.chosen]
    return f'<div class="cards">{"".join(cards)}</div>'


def left_out_words(found: Headlines, say: Wording) -> str:
    """Say what the cards are, and what they leave out; empty where they leave out nothing."""
    others = len(found.indicators) - len(found.chosen)
    elsewhere = len(found.places) - 1
    told = [
        say("overview.other_indicators", count=others) if others > 0 else "",
        say("overview.other_places", count=elsewhere) if elsewhere > 0 else "",
    ]
    words = say("list.join").join(filter(None, told))
    return say("overview.left_out", words=words) if words else ""


def card(level: Any, rate: Any | None, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write one card: name, value with unit, growth, period and place, document."""
    scale = scale_of_row(level, catalogue, say.language)
    place, period = name_words(str(level.area), say), when(level, say)
    name = indicator_name(level.indicator, catalogue, say)
    link = compare_link(say, indicators=level.indicator, names=level.area)
    return (
        f'<div class="card"><a class="name" href="{link}">{escape(name)}</a>'
        f'<span class="value">{escape(level_label(level, scale))}'
        f"<small>{escape(scale.unit)}</small>{doubt_mark(level, say)}</span>"
        f'<span class="growth">{growth_words(rate, say)}{doubt_mark(rate, say)}</span>'
        f'<span class="when">{escape(say("list.dot").join(filter(None, [place, period])))}</span>'
        f'<span class="paper">{escape(citation(level, say))}</span>'
        f"{definition_link(str(level.indicator), name, say)}</div>"
    )


def doubt_mark(row: Any | None, say: Wording) -> str:
    """Mark a figure that an open doubt is about, with the way to its review; as escaped HTML, empty without a doubt."""
    if row is None or not getattr(row, "doubt", ""):
        return ""
    address = escape("review?" + urlencode({"lang": say.language, "row": row.id}))
    told = escape(f"{say('flag.doubtful')}{say('list.dot')}{doubt_words(row, say)}")
    return f'<a class="doubt" href="{address}" title="{told}" aria-label="{told}">?</a>'


def growth_words(rate: Any | None, say: Wording) -> str:
    """Write a growth rate with an arrow in a neutral colour: more is not always better."""
    if rate is None:
        return "&nbsp;"
    arrow = "▲" if rate.value > 0 else "▼" if rate.value < 0 else "＝"
    return f'<i aria-hidden="true">{arrow}</i> {escape(say("measure.yoy"))} {escape(growth_label(rate))}'
