"""Choose the figures for the front page, and write them as cards."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pandas as pd

from app.amounts import scale_of_row
from app.citations import citation
from app.labels import growth_label, indicator_name, level_label, name_words
from app.overview.coverage import compare_link, definition_link
from app.overview.pins import Pins
from app.rows.row_tables import when
from app.rows.source_drawer import doubt_words
from app.selection import IN_YEARS
from pipeline.comparable import where_of
from pipeline.revisions import PREFERRED, preferred
from pipeline.stored import Where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.wording import Wording
    from pipeline.stored import StoredTable

MOST = 8
FACT = ["indicator", "where", "period", "year"]  # what a level and its growth have in common
CHOSEN_BY = ["indicator", "area", "document", "period", "year", "id", "measure", "value", *PREFERRED]


@dataclass(frozen=True, slots=True)
class Headlines:
    """The place of the cards, its chosen levels each with its growth or None, and what there is besides.

    `indicators` are those with a level at the place, `places` those with a level, the most told of first.
    """

    place: str
    chosen: list[tuple[Any, Any | None]]
    indicators: list[str]
    places: list[str]


def headlines(table: StoredTable, pinned: Pins | None = None, most: int = MOST) -> Headlines:
    """Choose levels of a whole place, achieved, printed, not rejected, one an indicator: with growth first, the latest.

    The place is the one pinned, else the one that most documents tell of; so are the indicators.
    Each level comes with the growth rate of the same place and period, where one is printed and not older than the level.
    """
    pinned = pinned or Pins()
    whole = IN_YEARS.also(subject=[""], derived=[False], status=["actual"])
    places = most_told(table.counts(["area", "document"], whole.also(measure=["level"])))
    place = pinned.place if pinned.place in places else next(iter(places), "")
    narrow = preferred(table.rows(whole.also(measure=["level", "yoy"], area=[place]), CHOSEN_BY))
    narrow = narrow.fillna({"period": ""}).assign(where=where_of, issued=pd.to_datetime(narrow["published"]))
    narrow["fact"] = narrow.groupby(FACT, sort=False, dropna=False).ngroup()
    growth = narrow[narrow["measure"] == "yoy"].drop_duplicates("fact").set_index("fact")
    levels = narrow[narrow["measure"] == "level"]
    first = levels.groupby(["fact", "value"])["issued"].transform("min")
    outdated = growth["issued"].reindex(levels["fact"]).to_numpy() < first.to_numpy()
    levels = levels.assign(
        grows=levels["fact"].isin(growth.index) & ~outdated, stated=levels["period"] != ""
    ).drop_duplicates("fact")
    ranked = levels.sort_values(["year", "grows", "stated"], ascending=False, kind="stable")
    ranked = ranked.drop_duplicates("indicator").sort_values(
        ["grows", "stated", "year"], ascending=False, kind="stable"
    )
    held = [*ranked["indicator"]]
    wanted = [one for one in pinned.indicators if one in held]
    shown = ranked.set_index("indicator", drop=False).loc[wanted or held[:most]]
    found = [(one.id, growth["id"][one.fact] if one.grows else None) for one in shown.itertuples()]
    named = [name for pair in found for name in pair if name is not None]
    documents = narrow.loc[narrow["id"].isin(named), "document"].unique()
    taken = table.rows(Where({"id": named, "document": documents}))
    made = {row.id: row for row in taken.fillna({"period": ""}).itertuples()}
    chosen = [(made[level], None if rate is None else made[rate]) for level, rate in found]
    return Headlines(place, chosen, [*map(str, held)], places)


def most_told(levels: pd.DataFrame) -> list[str]:
    """List the places of levels, which are counted by area and document.

    Those that most documents tell of come first, of these those with most levels.
    """
    counts = levels.groupby("area")["count"].agg(["size", "sum"])
    order = counts.assign(name=counts.index).sort_values(
        ["size", "sum", "name"], ascending=[False, False, True]
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
