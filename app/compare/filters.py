"""Ask what to show: indicators, whom they are about, years, scale; every choice is kept in the address."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.address import publish, seed_flag, seed_many, seed_text
from app.charts.panel_frame import small_print
from app.charts.period_parts import with_parts
from app.compare.indicator_search import found_by
from app.compare.view_filters import choice, period_filter, view_filters
from app.compare.year_range import year_range
from app.labels import indicator_name, name_words
from app.selection import (
    ABOUT,
    ALL,
    DATED,
    MOST_NAMES,
    NARROW,
    Selection,
    about_whom,
    most_frequent,
    named,
    present_indicators,
    present_names,
    present_years,
    telling_indicators,
    usual_about,
)
from pipeline.comparable import in_years
from pipeline.stored import Where

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.charts.views import View
    from app.wording import Wording
    from pipeline.stored import StoredTable

SOURCES, BEYOND = "app/pages/sources.py", "beyond"
LEADING_NAMES = 6
BASED_ON = ["value", "status", "qualifier", "review"]  # what a base year is found by


def comparison_filters(
    table: StoredTable, catalogue: Mapping[str, Any], say: Wording
) -> tuple[Selection, View]:
    """Draw the filters of the comparison; give the selection, and how it is to be seen."""
    with st.container(key="choices"):
        fresh = "indicators" not in st.session_state
        start = telling_indicators(table, catalogue) if fresh else []
        indicators = tuple(indicator_filter(table, catalogue, say, start))
        where = Where({"indicator": indicators})
        told = table.counts(["indicator", "subject", "area", "place"], where)
        about = about_filter(usual_about(told, indicators), say)
        told = named(told, about)
        heed_bare_names(told)
        wanted_names = asked_names(most_frequent(told), say)
        periods = in_years(with_parts(table.counts(DATED, about_whom(where, about))))
        wanted_years = year_range(periods, say)
        kind, parts = period_filter(periods, say)
        view = view_filters(lambda: based_on(table, replace(where, names=tuple(wanted_names)), about), say)
        planned = flag("planned", say("compare.planned"))
        derived = flag("derived", say("compare.derived"))
    wanted = Selection(indicators, about, tuple(wanted_names), wanted_years, planned, derived, kind, parts)
    return wanted, view


def based_on(table: StoredTable, where: Where, about: str) -> pd.DataFrame:
    """Give the figures that a base year is found by."""
    rows = named(table.rows(where, [*NARROW, *BASED_ON]), about)
    return in_years(with_parts(rows[rows["who"].isin(where.names)] if where.names else rows))


def source_filters(table: StoredTable, catalogue: Mapping[str, Any], say: Wording) -> Where:
    """Draw the filters of the list of all rows; say which rows pass."""
    with st.container(key="filters"):
        first, second = st.columns([2, 1])
        with first:
            indicators = indicator_filter(table, catalogue, say, [])
        with second:
            status = one_status(say)
        names, years, words = st.columns(3)
        heed_bare_names(named(table.counts(["subject", "area", "place"]), ALL))
        with names:
            wanted_names = many_names(present_names(table, ALL), say)
        with years:
            wanted_years = year_filter(present_years(table), say)
        with words:
            seed_text("search")
            sought = st.text_input(
                say("sources.search"), placeholder=say("sources.search_hint"), key="search"
            ).strip()
            publish("search")
    among: dict[str, Any] = {"indicator": indicators} if indicators else {}
    if status == "derived":
        among |= {"derived": [True]}
    elif status not in (ALL, BEYOND):
        among |= {"derived": [False], "status": [status]}
    beyond = False if status == BEYOND else None
    return Where(among, in_years=beyond, names=tuple(wanted_names), years=wanted_years, holding=sought)


def indicator_filter(
    table: StoredTable, catalogue: Mapping[str, Any], say: Wording, default: list[str]
) -> list[str]:
    """Ask for indicators, listed by group in the catalogue's order."""
    allowed = present_indicators(table, catalogue)
    seed_many("indicators", allowed, default, lambda one: indicator_name(one, catalogue, say))
    chosen: list[str] = st.multiselect(
        say("compare.indicators"), allowed, key="indicators", placeholder=say("compare.indicators_hint"),
        format_func=lambda one: indicator_name(one, catalogue, say) + found_by(one, catalogue, say.language),
        filter_mode="contains", select_all=False,
    )  # fmt: skip
    publish("indicators")
    return chosen


def about_filter(default: str, say: Wording) -> str:
    """Ask whether figures of whole places, of companies and projects, or all are wanted."""
    words = {code: say(f"compare.about_{code}") for code in ABOUT}
    return choice("about", words, default, say("compare.about"), always=True)


def one_status(say: Wording) -> str:
    """Ask for the status of rows."""
    words = {
        ALL: say("sources.any"),
        **{code: say(f"status.{code}") for code in ("actual", "planned", "derived", BEYOND)},
    }
    return choice("status", words, ALL, say("sources.status"))


def many_names(allowed: list[str], say: Wording, hint: str = "") -> list[str]:
    """Ask for places and subjects; none chosen means all, if no hint says otherwise."""
    written = partial(name_words, say=say)
    return many("names", allowed, say("compare.names"), hint or say("compare.names_hint"), written)


def asked_names(present: list[str], say: Wording) -> list[str]:
    """Ask for places and subjects; where none is chosen of more than MOST_NAMES, those with most figures are meant."""
    if len(present) <= MOST_NAMES:
        return many_names(present, say)
    chosen = many_names(present, say, say("compare.names_choose"))
    if chosen:
        return chosen
    small_print([say("compare.leading_names", shown=LEADING_NAMES, count=len(present))])
    return present[:LEADING_NAMES]


def heed_bare_names(rows: pd.DataFrame) -> None:
    """Let a link that names an area as all of its name are called (鼓楼区) mean each of them."""
    given = st.query_params.get("names", "")
    if not given or "names" in st.session_state:
        return
    apart = rows[(rows["area"] != rows["place"]) & (rows["who"] == rows["area"])]
    spelled = [
        one for name in given.split(",") for one in (name, *apart.loc[apart["place"] == name, "who"].unique())
    ]
    if ",".join(spelled) != given:
        st.query_params["names"] = ",".join(spelled)


def beyond_link(wanted: Selection) -> dict[str, str]:
    """Give the address of the rows of a selection that stand in no year's comparison."""
    codes = {"indicators": wanted.indicators, "names": wanted.names}
    return {"status": BEYOND, **{key: ",".join(names) for key, names in codes.items() if names}}


def many(
    key: str, allowed: list[str], label: str, hint: str, written: Callable[[str], str] = str
) -> list[str]:
    """Ask for any number of codes."""
    seed_many(key, allowed, [], written)
    chosen: list[str] = st.multiselect(
        label, allowed, key=key, placeholder=hint, format_func=written, select_all=False
    )
    publish(key)
    return chosen


def year_filter(present: list[int], say: Wording) -> tuple[int, ...]:
    """Ask for years."""
    allowed = [str(year) for year in present]
    return tuple(
        int(year) for year in many("years", allowed, say("compare.years"), say("compare.years_hint"))
    )


def flag(key: str, label: str) -> bool:
    """Ask a yes or no that is yes by default."""
    seed_flag(key, default=True)
    chosen = st.toggle(label, key=key)
    publish(key, default=True)
    return chosen
