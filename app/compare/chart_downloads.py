"""Offer a chart as a file of any kind, and keep it for a report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.charts.pictures import obstacle
from app.compare.panel_words import words_of
from app.report.basket import Basket, Chosen, basket, change, with_figures
from app.report.items import Item
from app.report.kinds import KINDS, Kind
from app.report.making import download_button
from app.report.own_words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from app.charts.panel import Panel
    from app.wording import Wording

LAST = "kind of file"  # chosen last, on whatever chart
FIRST = "png_word"
MANY = 2  # charts


def downloads(
    item: Item, key: str, catalogue: Mapping[str, Any], say: Wording, chosen: Chosen | None = None
) -> None:
    """Draw the choice of a kind of file, its download, and the button that keeps the chart for a report."""
    reason = obstacle()
    offered = [code for code, kind in KINDS.items() if reason is None or not kind.browser]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        kind = KINDS[kind_choice(offered, key, say)]
        download([item], kind, key, catalogue, say)
        if chosen is not None:
            there = basket().kept(chosen)
            other = there is not None and chosen.words not in (Words(), there.words)
            st.button(
                say("report.keep" if there is None else "report.keep_words" if other else "report.kept"),
                key=f"keep {key}", type="tertiary", disabled=there is not None and not other,
                icon=":material/check:" if there else ":material/add:", on_click=partial(take, chosen, item),
            )  # fmt: skip
    if reason is not None:
        st.text(say(reason))


def kind_choice(offered: Sequence[str], key: str, say: Wording, first: str = FIRST) -> str:
    """Ask for the kind of file; it begins with the one chosen last, else with `first`."""
    kept = basket()
    usual = kept.kind if kept.kind in offered else first if first in offered else offered[0]
    widget = f"{LAST} {key}"
    st.session_state.setdefault(widget, usual)
    if st.session_state[widget] not in offered:
        st.session_state[widget] = usual
    code = st.selectbox(
        say("report.kind"), offered, key=widget, width=300, label_visibility="collapsed",
        format_func=lambda code: say(KINDS[code].label), on_change=partial(remember, widget),
    )  # fmt: skip
    return str(code)


def remember(widget: str) -> None:
    """Keep the kind of file for the next chart and the next start."""
    kind = str(st.session_state[widget])
    change(lambda kept: setattr(kept, "kind", kind))


def download(items: Sequence[Item], kind: Kind, key: str, catalogue: Mapping[str, Any], say: Wording) -> None:
    """Draw the button that makes the file when it is pressed."""
    download_button(
        say("chart.save", kind=kind.ending.upper()), partial(kind.write, items, catalogue, say),
        kind.named(items, say), kind.mime, key, say,
    )  # fmt: skip


def keep_all(shown: Sequence[tuple[Chosen, Panel]], rows: pd.DataFrame, say: Wording) -> None:
    """Offer to put all charts of a page into the report at once, where several of them are not in it."""
    out = [(chosen, panel) for chosen, panel in shown if basket().kept(chosen) is None]
    if len(out) < MANY:
        return
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button(
            say("report.keep_all", count=len(out)), key="all into report", type="tertiary", icon=":material/add:",
            on_click=_take_all, args=(out, rows),
        )  # fmt: skip


def _take_all(out: Sequence[tuple[Chosen, Panel]], rows: pd.DataFrame) -> None:
    for chosen, panel in out:
        take(chosen.worded(words_of(panel)), Item(panel, rows))


def take(chosen: Chosen, item: Item) -> None:
    """Put a chart into the report, once, with the figures that it shows; one that is in gets its words."""

    def put(kept: Basket) -> None:
        at = kept.where(chosen)
        if at is None:
            kept.chosen.append(with_figures(chosen, item.own))
        else:
            kept.chosen[at] = kept.chosen[at].worded(chosen.words)

    change(put)
