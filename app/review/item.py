"""Show one figure to review: its sentence, what is doubted, and the rows that it is held against."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from app.labels import carried_words
from app.markdown import verbatim
from app.observations import document_text
from app.review.forms import correction_form, focus, note_field, rejection_form
from app.review.keeping import FORM, NOTE, SAID, accept, back, skip, undo
from app.review.line import TRAIL
from app.rows.row_tables import choice_words, when
from app.rows.source_drawer import marked_sentence, source_html
from pipeline.reference_series import RULE as OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.observations import Loaded
    from app.wording import Wording
    from pipeline.crosschecks.finding import Finding
    from pipeline.workspace.queue import Item

MOST_BESIDE = 5
MOST_BUTTONS = 12  # rows to choose from; with more it is a list


def item_view(item: Item, rows: list[Any], loaded: Loaded, say: Wording) -> None:
    """Draw an item of the line, whose rows are `rows`."""
    line = st.empty()
    row = focus_of(item.id, rows, loaded.catalogue, say)
    kind = say(f"review.kind_{item.kind}")
    line.html(said_html(kind, sentence_of(item.about(str(row.id)), row, say)))
    _row_view(item.id, row, rows, loaded, say, alike=item.alike)


def given_row_view(name: str, row: Any, loaded: Loaded, say: Wording) -> None:
    """Draw a row that was opened by itself."""
    st.html(said_html(say("review.only_row"), ""))
    _row_view(name, row, [row], loaded, say)


def sentence_of(found: Finding, row: Any, say: Wording) -> str:
    """Say a finding, with the period of its row in the words that pages have for it: 2025年清明假期, 2025年上半年."""
    period = "" if pd.isna(row.period) else str(row.period)
    return found.said(say.language, (period, when(row, say)))


def said_html(kind: str, sentence: str) -> str:
    """Write the kind of an item and its sentence as escaped HTML."""
    return f'<p class="finding"><strong>{escape(kind)}</strong> {escape(sentence)}</p>'


def _row_view(
    name: str, row: Any, rows: list[Any], loaded: Loaded, say: Wording, *, alike: bool = False
) -> None:
    """Draw a row with the decisions and, beside it, the other rows of the item: all where they are `alike`."""
    catalogue = loaded.catalogue
    form = form_about(row, say)
    message(say)
    waiting = waiting_of(rows)
    _buttons(name, row, rows, loaded, say, form)
    if form == "correct":
        correction_form(row, catalogue, say, name)
    elif form == "reject":
        rejection_form([row], catalogue, say, name)
    elif form == "reject all" and waiting:
        rejection_form(waiting, catalogue, say, name)
    note_view(name, say)
    own, beside = st.columns([3, 2], gap="large") if len(rows) > 1 else (st.container(), None)
    own.html(card_html(row, loaded, say))
    if beside is not None and alike:
        text = document_text(str(row.digest))
        beside.html(listed_html(rows, row, text, say("review.alike", count=len(rows)), loaded, say))
    elif beside is not None:
        others = [one for one in rows if one.id != row.id][:MOST_BESIDE]
        cards = "".join(card_html(one, loaded, say) for one in others)
        beside.html(f'<section class="beside"><h2>{escape(say("review.others"))}</h2>{cards}</section>')


def message(say: Wording) -> None:
    """Say what became of the last step."""
    told, kept = st.session_state.get(SAID, ("", True))
    sign = "✓ " if told and kept else ""
    mark = "kept" if kept else "not-kept"
    role = "status" if kept else "alert"
    st.html(f'<p class="{mark}" role="{role}" lang="{say.language}">{sign}{escape(told) or "&nbsp;"}</p>')


def waiting_of(rows: list[Any]) -> list[Any]:
    """Keep the rows that nobody decided about and that are not official figures."""
    return [one for one in rows if one.review == "pending" and one.rule != OFFICIAL]


def focus_of(name: str, rows: list[Any], catalogue: Mapping[str, Any], say: Wording) -> Any:
    """Let the reader choose which row of the item the buttons are about; the first that waits is offered."""
    if len(rows) == 1:
        return rows[0]
    waiting = waiting_of(rows) or rows
    lines = {str(row.id): row for row in rows}
    state = "-".join(str(row.review)[0] for row in rows)  # after each verdict the choice begins anew
    key = f"focus {name} {state}"

    def words(one: str) -> str:
        return f"{choice_words(_with_who(lines[one]), catalogue, say)}{_mark(lines[one])}"

    if len(rows) > MOST_BUTTONS:
        chosen = st.selectbox(
            say("review.which"), [*lines], index=[*lines].index(str(waiting[0].id)), key=key, format_func=words,
            filter_mode="contains",
        )  # fmt: skip
    else:
        chosen = st.segmented_control(
            say("review.which"), [*lines], default=str(waiting[0].id), required=True, key=key,
            format_func=lambda one: verbatim(words(one)), wrap=True,
        )  # fmt: skip
    return lines[str(chosen)]


def _buttons(name: str, row: Any, rows: list[Any], loaded: Loaded, say: Wording, form: str) -> None:
    """Draw the decisions, each with its key; one that was carried over can be confirmed."""
    catalogue = loaded.catalogue
    official, computed = row.rule == OFFICIAL, bool(row.derived)
    waiting = waiting_of(rows)
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
            on_click=partial(open_form, "correct", row), type="primary" if form == "correct" else "secondary",
        )  # fmt: skip
        st.button(
            say("review.reject"), key="reject", shortcut="X", icon=":material/close:",
            disabled=official or row.review == "rejected", on_click=partial(open_form, "reject", row),
        )  # fmt: skip
        if len(waiting) > 1:
            st.button(
                say("review.reject_all"),
                key="reject all",
                shortcut="Shift+X",
                on_click=partial(open_form, "reject all", row),
            )
        st.button(say("review.skip"), key="skip", shortcut="S", on_click=partial(skip, name))
        back_button(name, say)
        undo_button(say)
        note_button(say)
    if official or computed:
        st.text(say("review.official_row") if official else say("review.computed_row"))


def undo_button(say: Wording) -> None:
    """Draw the button that takes the last step back."""
    st.button(say("review.undo"), key="undo", shortcut="Z", icon=":material/undo:", type="tertiary",
              on_click=partial(undo, say))  # fmt: skip


def back_button(name: str, say: Wording) -> None:
    """Draw the button that shows the item before again."""
    st.button(
        say("review.back"), key="back", shortcut="P", icon=":material/arrow_back:", type="tertiary",
        disabled=len(st.session_state.get(TRAIL, ())) < 2, on_click=partial(back, name),
    )  # fmt: skip


def open_form(form: str, row: Any) -> None:
    """Open the form of a decision about a row."""
    st.session_state[FORM] = form, str(row.id)


def form_about(row: Any, say: Wording) -> str:
    """Give the form that is open for a row, or "".

    One that was opened for another row is closed with a word: a second page may have decided about that one meanwhile.
    """
    form, about = st.session_state.get(FORM, ("", ""))
    if form and about != str(row.id):
        del st.session_state[FORM]
        st.session_state[SAID] = (say("review.other_row"), False)
        return ""
    return str(form)


def note_button(say: Wording) -> None:
    """Draw the button that opens the field for a remark on the next verdict."""
    st.button(
        say("review.note"), key="note open", shortcut="N", icon=":material/notes:", type="tertiary", on_click=_open_note,
        disabled=_note_is_open(),
    )  # fmt: skip


def note_view(name: str, say: Wording) -> None:
    """Draw the field for a remark where it was opened; a form of a decision has it open."""
    if _note_is_open():
        note_field(name, say)
        if not st.session_state.get(FORM):
            focus("note")


def _note_is_open() -> bool:
    return bool(st.session_state.get(NOTE) or st.session_state.get(FORM))


def _open_note() -> None:
    st.session_state[NOTE] = True


def listed_html(rows: list[Any], chosen: Any, text: str, title: str, loaded: Loaded, say: Wording) -> str:
    """Write the rows of one document with their sentences, one below the other, as escaped HTML."""
    lines = []
    for row in rows:
        words = f"{choice_words(_with_who(row), loaded.catalogue, say)}{_mark(row)}"
        here = ' aria-current="true"' if row.id == chosen.id else ""
        lines.append(f"<li{here}><b>{escape(words)}</b><span>{marked_sentence(row, text)}</span></li>")
    return f'<section class="beside alike"><h2>{escape(title)}</h2><ol>{"".join(lines)}</ol></section>'


def card_html(row: Any, loaded: Loaded, say: Wording) -> str:
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
