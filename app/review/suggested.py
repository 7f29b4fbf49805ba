"""Show what is suggested in one document for one reason, and let a person make rows of it or dismiss it."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.observations import document_text
from app.reader.reread import reread
from app.review.forms import correction_form
from app.review.item import (
    back_button,
    card_html,
    focus_of,
    form_about,
    listed_html,
    message,
    note_button,
    note_view,
    open_form,
    said_html,
    sentence_of,
    undo_button,
    waiting_of,
)
from app.review.keeping import dismiss, make_rows, skip
from app.words_in_use import by_words_in_use

if TYPE_CHECKING:
    from app.observations import Loaded
    from app.wording import Wording
    from pipeline.claims import Rejection
    from pipeline.extraction import Extraction
    from pipeline.workspace.queue import Item

_MOST_KEPT, REMEDIES = 200, "remedies"


def suggestion_view(item: Item, rows: list[Any], loaded: Loaded, say: Wording) -> None:
    """Draw an item of suggestions; why it is no row and which edit would help come last, for they take longest."""
    line = st.empty()
    row = focus_of(item.id, rows, loaded.catalogue, say)
    kind, sentence = say("review.kind_suggestion"), sentence_of(item.finding, row, say)
    line.html(said_html(kind, sentence))
    form = form_about(row, say)
    message(say)
    _buttons(item.id, row, rows, loaded, say, form)
    remedy = st.empty()
    if form == "correct" and row.review == "pending":
        correction_form(row, loaded.catalogue, say, item.id, suggested=True)
    note_view(item.id, say)
    text = document_text(str(row.digest))
    own, beside = st.columns([3, 2], gap="large") if len(rows) > 1 else (st.container(), None)
    own.html(card_html(row, loaded, say))
    if beside is not None:
        beside.html(listed_html(rows, row, text, say("review.alike_suggested", count=len(rows)), loaded, say))
    extraction = reread(loaded, str(row.digest), len(text))
    found = rejection_at(extraction, int(row.start)) if extraction else None
    if extraction and found:
        from pipeline.explanation import said

        line.html(said_html(kind, said(found, say.language)))
        if edit := _remedy(loaded, extraction, found, say):
            remedy.html(f'<p class="small-print">{edit}</p>')


def rejection_at(extraction: Extraction, start: int) -> Rejection | None:
    """Return why a number that begins at an offset of the document's text gave no row."""
    page = extraction.page
    spans = ((one, page.span(one.quantity.start, one.quantity.end)) for one in extraction.rejections)
    return next((one for one, span in spans if span[0] == start), None)


def _remedy(loaded: Loaded, extraction: Extraction, found: Rejection, say: Wording) -> str:
    """Say, as escaped HTML, which edit of the rules would have let a number pass; what was found out is kept."""
    kept: dict[tuple[str, str, int], Any] = st.session_state.setdefault(REMEDIES, {})
    name = (loaded.state, extraction.document.digest, found.quantity.start)
    if name not in kept:
        from pipeline.indicators import Catalogue
        from pipeline.rulebook.remedies import remedy_of

        if len(kept) > _MOST_KEPT:
            kept.clear()
        kept[name] = by_words_in_use(remedy_of, extraction, found, Catalogue(entries=dict(loaded.catalogue)))
    return escape(kept[name].said(say.language)) if kept[name] else ""


def _buttons(name: str, row: Any, rows: list[Any], loaded: Loaded, say: Wording, form: str) -> None:
    """Draw the decisions, each with its key."""
    catalogue = loaded.catalogue
    waiting = waiting_of(rows)
    done = row.review != "pending"
    with st.container(horizontal=True, key="decisions"):
        st.button(
            say("review.make_row"), key="make row", type="primary", shortcut="A", icon=":material/add:", disabled=done,
            on_click=partial(make_rows, [row], catalogue, say, name),
        )  # fmt: skip
        if len(waiting) > 1:
            st.button(
                say("review.make_all", count=len(waiting)), key="make all", shortcut="Shift+A",
                on_click=partial(make_rows, waiting, catalogue, say, name),
            )  # fmt: skip
        st.button(
            say("review.make_other"), key="correct", shortcut="E", icon=":material/edit:", disabled=done,
            on_click=partial(open_form, "correct", row),
            type="primary" if form == "correct" else "secondary",
        )  # fmt: skip
        st.button(
            say("review.dismiss") if len(waiting) < 2 else say("review.dismiss_all", count=len(waiting)),
            key="dismiss", shortcut="X", icon=":material/close:", disabled=done,
            on_click=partial(dismiss, row, waiting, catalogue, say, name),
        )  # fmt: skip
        st.button(say("review.skip"), key="skip", shortcut="S", on_click=partial(skip, name))
        back_button(name, say)
        undo_button(say)
        note_button(say)
    if done:
        st.text(say(f"review.suggestion_{row.review}"))
