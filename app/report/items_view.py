"""Show the charts kept for a report: order, sentences, what each shows, and the file of them all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.charts.chart_view import charts_of
from app.charts.first_to_last import changes_html
from app.charts.notes import notes
from app.charts.panel_frame import panel_heading, small_print
from app.compare.chart_downloads import download, kind_choice
from app.removal import removal_button
from app.report.basket import Basket, Chosen, change, item_now, item_of, with_figures
from app.report.kept_figures import changes
from app.report.kinds import KINDS
from app.report.own_words import Words, words_fields

if TYPE_CHECKING:
    import pandas as pd

    from app.observations import Loaded
    from app.report.items import Item
    from app.wording import Wording


def items_view(kept: Basket, loaded: Loaded, say: Wording) -> list[Item]:
    """Draw each chart with its words and switches; give those that have figures."""
    items = []
    for number, one in enumerate(kept.chosen):
        item, now = item_of(one, loaded, say), item_now(one, loaded, say)
        with st.container(border=True, key=f"report {number}"):
            if item is None:
                st.text(say("report.gone"))
                order_buttons(kept, number, say)
                continue
            left, right = st.columns([3, 2], gap="large")
            with left:
                panel_heading(item.panel.title, item.panel.unit, say, item.panel.lead)
                charts_of(item.panel, f"in report {number}", say)
                if told := changes_html(item.panel, say):
                    st.html(told)
                small_print(notes(item.panel, say))
                news(one, number, item, now, say)
            with right:
                described(kept, number, item, say)
                order_buttons(kept, number, say)
        items.append(item)
    return items


def news(one: Chosen, number: int, item: Item, now: Item | None, say: Wording) -> None:
    """Say what the table says otherwise by now than the figures kept, and offer to take that."""
    if not one.figures:  # put in when figures were not kept yet, or could not be
        change(partial(put, one, with_figures(one, item.own)))
        return
    if now is None:
        st.text(say("report.figures_gone"))
        return
    told = changes(item.panel, now.panel, say)
    if told:
        with st.container(horizontal=True, vertical_alignment="center"):
            stays = say("report.sentence_stays") if one.sentence else ""
            st.text(say("report.changed", changes=told) + stays, width="stretch")
            st.button(
                say("report.update"), key=f"update {number}", icon=":material/sync:", on_click=update, args=(one, now.own),
            )  # fmt: skip


def update(one: Chosen, rows: pd.DataFrame) -> None:
    """Give a chart the figures of today."""
    change(partial(put, one, with_figures(one, rows)))


def described(kept: Basket, number: int, item: Item, say: Wording) -> None:
    """Ask for title, sentence and note of a chart, and whether chart and table are shown."""
    one = kept.chosen[number]
    words_fields(one.words, item.panel, str(number), partial(keep_words, one), say)
    with st.container(horizontal=True):
        for name, label, shown in (
            ("chart", "report.with_chart", one.chart),
            ("table", "report.with_table", one.table),
        ):
            key = f"{name} {number} {id(one)}"
            st.toggle(say(label), shown, key=key, on_change=switch, args=(one, name, key))


def keep_words(one: Chosen, words: Words) -> None:
    """Give a chart other words."""
    change(partial(put, one, one.worded(words)))


def switch(one: Chosen, name: str, key: str) -> None:
    """Show the chart or the table, or leave it out."""
    change(partial(put, one, replace(one, **{name: st.session_state[key]})))


def order_buttons(kept: Basket, number: int, say: Wording) -> None:
    """Draw the buttons that move a chart up or down or take it out."""
    with st.container(horizontal=True, gap="small"):
        for name, label, step, there in (
            ("up", "report.up", -1, number > 0),
            ("down", "report.down", 1, number + 1 < len(kept.chosen)),
        ):
            st.button(
                say(label), key=f"{name} {number}", type="tertiary", disabled=not there,
                icon=f":material/arrow_{name}ward:", on_click=partial(change, partial(move, kept.chosen[number], step)),
            )  # fmt: skip
        removal_button(
            say("report.take_out"), say("report.take_out_ask"), say, f"out {number}", change,
            partial(take_out, kept.chosen[number]), look="tertiary",
        )  # fmt: skip


def put(one: Chosen, new: Chosen, kept: Basket) -> None:
    """Give a chart its new words and switches; it comes back where another page took it out meanwhile."""
    at = kept.where(one)
    if at is None:
        kept.chosen.append(new)
    else:
        kept.chosen[at] = new


def move(one: Chosen, step: int, kept: Basket) -> None:
    """Let a chart and its neighbour change places."""
    at = kept.where(one)
    if at is not None and 0 <= at + step < len(kept.chosen):
        kept.chosen[at], kept.chosen[at + step] = kept.chosen[at + step], kept.chosen[at]


def take_out(one: Chosen, kept: Basket) -> None:
    """Take a chart out of the report."""
    at = kept.where(one)
    if at is not None:
        del kept.chosen[at]


def save_view(items: list[Item], missing: int, loaded: Loaded, say: Wording) -> None:
    """Ask for the kind of file and offer it; say how many charts are missing in it."""
    st.header(say("report.file"), anchor=False)
    if not items:
        st.text(say("report.no_data"))
        return
    if missing:
        st.text(say("report.missing", count=missing))
    offered = [code for code, kind in KINDS.items() if kind.several]
    with st.container(horizontal=True, vertical_alignment="center"):
        kind = KINDS[kind_choice(offered, "report", say, "docx")]
        download(items, kind, "report", loaded.catalogue, say)
