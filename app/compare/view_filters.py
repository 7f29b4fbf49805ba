"""Ask which periods are compared and how the figures are seen; every choice is kept in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.address import leave_out, publish, seed_many, seed_one
from app.amounts import AUTO, PLAIN, scale_codes, scale_word
from app.charts.period_parts import WHOLE, part_words, present_parts
from app.charts.views import CHART, CHARTS, COLUMNS, FORMS, INDEX, SHARES, SPLITS, View
from app.compare.index_view import base_years, usual_base
from app.selection import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from app.wording import Wording


def choice(key: str, words: Mapping[str, str], default: str, label: str, *, always: bool = False) -> str:
    """Ask for one of some codes; the address leaves the default out unless told otherwise."""
    codes = [*words]
    seed_one(key, codes, default, words.__getitem__)
    chosen = st.segmented_control(label, codes, key=key, required=True, format_func=words.__getitem__)
    publish(key, default=None if always else default)
    return str(chosen)


def period_filter(rows: pd.DataFrame, say: Wording) -> tuple[str, tuple[str, ...]]:
    """Ask for a kind of period (quarters), and which of them (Q1), to set it against the same of other years."""
    held = [*present_parts(rows)]
    kinds = [*dict.fromkeys(kind for kind, _ in held)]
    words = {ALL: say("compare.period_all"), **{kind: say(f"period_kind.{kind}") for kind in kinds}}
    kind = chosen_kind(words, say)
    parts = [part for found, part in held if found == kind and part != WHOLE]
    if len(parts) < 2:
        leave_out("parts")
        return kind, ()
    seed_many("parts", parts, [], lambda part: part_words(part, say))
    chosen = st.multiselect(
        say("compare.parts"), parts, key="parts", placeholder=say("compare.parts_hint"),
        format_func=lambda part: part_words(part, say), select_all=False,
    )  # fmt: skip
    publish("parts")
    return kind, tuple(chosen)


def chosen_kind(words: Mapping[str, str], say: Wording) -> str:
    """Ask for the kind of period from a list; there may be eight."""
    codes = [*words]
    seed_one("period", codes, ALL, words.__getitem__)
    chosen = st.selectbox(say("compare.period"), codes, key="period", format_func=words.__getitem__)
    publish("period", default=ALL)
    return str(chosen)


def view_filters(based_on: Callable[[], pd.DataFrame], say: Wording) -> View:
    """Ask for the kind of chart, the base year of an index, small charts, chart or table, and the scale.

    `based_on` gives the rows that a base year is found by, for an index alone.
    """
    words = {code: say(f"compare.chart_{code}") for code in CHARTS}
    chart = choice("chart", words, COLUMNS, say("compare.chart"))
    if chart != INDEX:
        leave_out("base")
    base = base_filter(based_on(), say) if chart == INDEX else 0
    splits, forms = (
        {code: say(f"compare.{key}_{code}") for code in codes}
        for key, codes in (("split", SPLITS), ("form", FORMS))
    )
    split = choice("split", splits, AUTO, say("compare.split"))
    form = choice("form", forms, CHART, say("compare.form"))
    if chart not in (INDEX, SHARES):
        return View(chart, base, scale_filter(say), split, form)
    leave_out("unit")
    return View(chart, base, AUTO, split, form)


def base_filter(rows: pd.DataFrame, say: Wording) -> int:
    """Ask for the year that is 100; 0 where no figure can be a base."""
    years = [str(year) for year in base_years(rows)]
    if not years:
        return 0
    seed_one("base", years, str(usual_base(rows)))
    chosen = st.selectbox(say("compare.base"), years, key="base", width=150)
    publish("base")
    return int(chosen)


def scale_filter(say: Wording) -> str:
    """Ask for 元, 万元 or 亿元 (or their English like)."""
    words = {AUTO: say("compare.unit_auto"), PLAIN: say("compare.unit_one")}
    words = {code: words.get(code) or scale_word(code, say.language) for code in scale_codes(say.language)}
    return choice("unit", words, AUTO, say("compare.unit"))
