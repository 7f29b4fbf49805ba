"""Show the charts kept for a report: order, sentences, what each shows, and the file of them all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.charts.figure import figure
from app.charts.notes import alternative, notes
from app.charts.panel_frame import panel_heading, quiet_config, small_print
from app.compare.chart_downloads import download, kind_choice
from app.report.basket import Basket, Chosen, change, item_of
from app.report.kinds import KINDS
from app.typed import within
from pipeline.table import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.observations import Loaded
    from app.report.items import Item
    from app.wording import Wording

CUT, LONGEST = "report cut", 2000  # characters of a sentence


def items_view(kept: Basket, loaded: Loaded, say: Wording) -> list[Item]:
    """Draw each chart with its sentence and switches; give those that still have figures."""
    items = []
    for number, one in enumerate(kept.chosen):
        item = item_of(one, loaded, say)
        with st.container(border=True, key=f"report {number}"):
            if item is None:
                st.text(say("report.gone"))
                order_buttons(kept, number, say)
                continue
            left, right = st.columns([3, 2], gap="large")
            with left:
                panel_heading(item.panel.title, item.panel.unit, say)
                st.plotly_chart(
                    figure(item.panel, say), key=f"in report {number}", config=quiet_config(),
                    alt=alternative(item.panel, say),
                )  # fmt: skip
                small_print(notes(item.panel, say))
            with right:
                described(kept, number, say)
                order_buttons(kept, number, say)
        items.append(item)
    return items


def described(kept: Basket, number: int, say: Wording) -> None:
    """Ask for the sentence before a chart, and whether chart and table are shown."""
    one = kept.chosen[number]
    keys = {name: f"{name} {number} {id(one)}" for name in ("sentence", "chart", "table")}
    keep = partial(
        _keep, one, number, keys
    )  # before the page is drawn: a click on another page follows at once
    typed = st.session_state.pop(CUT, {}).get(number, "")
    within(typed, LONGEST, say)
    if _printable(typed) != typed:
        st.text(say("typed.hidden"))
    st.text_area(
        say("report.sentence"), one.sentence, key=keys["sentence"], placeholder=say("report.sentence_hint"), on_change=keep,
    )  # fmt: skip
    with st.container(horizontal=True):
        st.toggle(say("report.with_chart"), one.chart, key=keys["chart"], on_change=keep)
        st.toggle(say("report.with_table"), one.table, key=keys["table"], on_change=keep)


def _keep(one: Chosen, number: int, keys: Mapping[str, str]) -> None:
    """Keep what stands in the fields of a chart, the sentence up to its limit and so that each format can hold it."""
    typed, chart, table = (st.session_state[keys[name]] for name in ("sentence", "chart", "table"))
    sentence = _printable(typed)[:LONGEST]
    change(partial(put, one, replace(one, sentence=sentence, chart=chart, table=table)))
    st.session_state[CUT] = {number: typed}  # the box is drawn anew with what was kept of it


def _printable(typed: str) -> str:
    """Write control characters out, which no file of a report can hold; line breaks stay."""
    return "\n".join(map(visible, typed.split("\n")))


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
        st.button(
            say("report.take_out"), key=f"out {number}", type="tertiary", icon=":material/delete:",
            on_click=partial(change, partial(take_out, kept.chosen[number])),
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


def save_view(items: list[Item], loaded: Loaded, say: Wording) -> None:
    """Ask for the kind of file and offer it."""
    st.header(say("report.file"), anchor=False)
    if not items:
        st.text(say("report.no_data"))
        return
    offered = [code for code, kind in KINDS.items() if kind.several]
    with st.container(horizontal=True, vertical_alignment="center"):
        kind = KINDS[kind_choice(offered, "report", say, "docx")]
        download(items, kind, "report", loaded.catalogue, say)
