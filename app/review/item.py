"""Show one figure to review: its sentence, what is doubted, and the rows that it is held against."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from app.labels import carried_words
from app.markdown import verbatim
from app.observations import document_text
from app.review.forms import correction_form, rejection_form
from app.review.keeping import FORM, SAID, accept, skip, undo
from app.rows.row_tables import choice_words
from app.rows.source_drawer import source_html
from pipeline.reference_series import RULE as OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.observations import Loaded
    from app.wording import Wording

MOST_BESIDE = 5


def item_view(name: str, said: tuple[str, str], rows: list[Any], loaded: Loaded, say: Wording) -> None:
    """Draw an item: `said` is its kind and its sentence, `rows` what it is about."""
    kind, sentence = said
    catalogue = loaded.catalogue
    st.html(f'<p class="finding"><strong>{escape(kind)}</strong> {escape(sentence)}</p>')
    row = _focus(name, rows, catalogue, say)
    message(say)
    _buttons(name, row, rows, loaded, say)
    form = st.session_state.get(FORM)
    if form == "correct":
        correction_form(row, catalogue, say, name)
    elif form == "reject":
        rejection_form(row, catalogue, say, name)
    own, beside = st.columns([3, 2], gap="large") if len(rows) > 1 else (st.container(), None)
    own.html(_card(row, loaded, say))
    if beside is not None:
        others = [one for one in rows if one.id != row.id][:MOST_BESIDE]
        cards = "".join(_card(one, loaded, say) for one in others)
        beside.html(f'<section class="beside"><h2>{escape(say("review.others"))}</h2>{cards}</section>')


def message(say: Wording) -> None:
    """Say what became of the last step."""
    told, kept = st.session_state.get(SAID, ("", True))
    sign = "✓ " if told and kept else ""
    mark = "kept" if kept else "not-kept"
    role = "status" if kept else "alert"
    st.html(f'<p class="{mark}" role="{role}" lang="{say.language}">{sign}{escape(told) or "&nbsp;"}</p>')


def _focus(name: str, rows: list[Any], catalogue: Mapping[str, Any], say: Wording) -> Any:
    """Let the reader choose which row of the item the buttons are about; the first that waits is offered."""
    if len(rows) == 1:
        return rows[0]
    waiting = [row for row in rows if row.review == "pending" and row.rule != OFFICIAL] or rows
    lines = {str(row.id): row for row in rows}
    state = "-".join(str(row.review)[0] for row in rows)  # after each verdict the choice begins anew
    chosen = st.segmented_control(
        say("review.which"), [*lines], default=str(waiting[0].id), required=True, key=f"focus {name} {state}",
        format_func=lambda one: verbatim(f"{choice_words(_with_who(lines[one]), catalogue, say)}{_mark(lines[one])}"),
        wrap=True,
    )  # fmt: skip
    return lines[str(chosen)]


def _buttons(name: str, row: Any, rows: list[Any], loaded: Loaded, say: Wording) -> None:
    """Draw the decisions, each with its key; one that was carried over can be confirmed."""
    catalogue = loaded.catalogue
    official, computed = row.rule == OFFICIAL, bool(row.derived)
    waiting = [one for one in rows if one.review == "pending" and one.rule != OFFICIAL]
    form = st.session_state.get(FORM)
    with st.container(horizontal=True, key="decisions"):
        st.button(
            say("review.accept"), key="accept", type="primary", shortcut="A", icon=":material/check:",
            disabled=official or (row.review in ("accepted", "corrected") and row.id not in loaded.carried),
            on_click=partial(accept, [row], catalogue, say, name),
        )  # fmt: skip
        if len(waiting) > 1:
            st.button(
                say("review.accept_all"), key="accept all", shortcut="Shift+A",
                on_click=partial(accept, waiting, catalogue, say, name),
            )  # fmt: skip
        st.button(
            say("review.correct"), key="correct", shortcut="E", icon=":material/edit:", disabled=official or computed,
            on_click=partial(_open, "correct"), type="primary" if form == "correct" else "secondary",
        )  # fmt: skip
        st.button(
            say("review.reject"), key="reject", shortcut="X", icon=":material/close:",
            disabled=official or row.review == "rejected", on_click=partial(_open, "reject"),
        )  # fmt: skip
        st.button(say("review.skip"), key="skip", shortcut="S", on_click=partial(skip, name))
        undo_button(say)
    if official or computed:
        st.text(say("review.official_row") if official else say("review.computed_row"))


def undo_button(say: Wording) -> None:
    """Draw the button that takes the last step back."""
    st.button(say("review.undo"), key="undo", shortcut="Z", icon=":material/undo:", type="tertiary",
              on_click=partial(undo, say))  # fmt: skip


def _open(form: str) -> None:
    st.session_state[FORM] = form


def _card(row: Any, loaded: Loaded, say: Wording) -> str:
    """Write a row's source, the state of its review and the way to its document."""
    text = document_text(str(row.digest)) if row.digest else ""
    told = f"{say('review.state')}{say('list.dot')}{say(f'review.state_{row.review}')}"
    state = f'<p class="state {escape(str(row.review))}">{escape(told)}</p>'
    if row.id in loaded.carried:
        state += f'<p class="state">{escape(carried_words(loaded.carried[row.id], say))}</p>'
    address = escape(
        "reader?" + urlencode({"lang": say.language, "document": row.digest, "at": int(row.start)})
    )
    link = f'<p><a class="more" href="{address}">{escape(say("review.read"))} →</a></p>' if row.digest else ""
    return source_html(row, text, loaded.catalogue, say).replace("</aside>", f"{state}{link}</aside>")


def _with_who(row: Any) -> Any:
    from types import SimpleNamespace

    return SimpleNamespace(**row._asdict(), who=row.subject or row.place)


def _mark(row: Any) -> str:
    return {"accepted": " ✓", "corrected": " ✎", "rejected": " ✕"}.get(str(row.review), "")
