"""Say what the program is and what to do first; offer the official series that come with it; let cards be chosen."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.labels import indicator_name, name_words
from app.not_kept import told_if_not_kept
from app.observations import load, shown_workspace
from app.overview.coverage import compare_link
from app.overview.pins import Pins, keep, pins
from app.reference.intake_view import SAMPLE, take_sample

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from app.overview.first_page import FirstPage
    from app.wording import Wording

STEPS = {"add": "documents", "check": "review", "draw": "compare"}
OFFICIAL, PLACE, CARDS = "official series", "pinned place", "pinned indicators"


def opening(say: Wording) -> None:
    """Say in a sentence what the program is, and in three steps what to do."""
    steps = "".join(
        f'<li><a href="{page}?lang={say.language}">{escape(say(f"overview.step_{step}"))}</a> '
        f"<span>{escape(say(f'overview.step_{step}_how'))}</span></li>"
        for step, page in STEPS.items()
    )
    st.html(
        f'<section class="opening"><p class="lead"><b>{escape(say("app.title"))}</b> {escape(say("overview.what"))}</p>'
        f'<ol class="steps">{steps}</ol></section>'
    )


def official_series(say: Wording) -> None:
    """Switch the official series that come with the program on or off, and lead to their comparison."""
    kept = {one.file: one.digest for one in shown_workspace().references.tables()}
    digest = kept.get(SAMPLE.name)
    st.session_state[OFFICIAL] = digest is not None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.toggle(say("overview.official"), key=OFFICIAL, on_change=_switch, args=(digest, say))
        if digest:
            link = compare_link(say, indicators="gdp", names="江门市")
            st.html(f'<p><a class="more" href="{link}">{escape(say("overview.official_open"))} →</a></p>')


def _switch(digest: str | None, say: Wording) -> None:
    if digest is None:
        take_sample(load(), say)
        return
    with told_if_not_kept():
        shown_workspace().references.remove(digest)


def card_choice(page: FirstPage, catalogue: Mapping[str, Any], say: Wording) -> None:
    """Ask for the place and the indicators of the cards; what is chosen stays. Without a place there is no choice."""
    if not page.places:
        return
    pinned = pins()
    st.session_state[PLACE] = pinned.place if pinned.place in page.places else ""
    st.session_state[CARDS] = [one for one in pinned.indicators if one in page.offered]
    with st.popover(say("overview.choose_cards"), icon=":material/push_pin:"):
        st.selectbox(
            say("overview.pin_place"), ["", *page.places], key=PLACE, on_change=_pin, filter_mode="contains",
            format_func=lambda one: name_words(one, say) if one else say("overview.pin_most", place=page.places[0]),
        )  # fmt: skip
        st.multiselect(
            say("overview.pin_indicators"), page.offered, key=CARDS, on_change=_pin, select_all=False,
            placeholder=say("overview.pin_hint"), format_func=lambda one: indicator_name(one, catalogue, say),
        )  # fmt: skip


def _pin() -> None:
    keep(Pins(st.session_state[PLACE], tuple(st.session_state[CARDS])))
