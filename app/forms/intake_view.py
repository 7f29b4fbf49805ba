"""Take in a form, and what the form itself does not say: its place, its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.forms.given_form import GivenForm, given_form, said_before
from app.not_kept import told_if_not_kept
from app.observations import shown_workspace
from app.selection import PLACES, present_names
from app.typed import within
from pipeline.documents import DocumentError
from pipeline.forms import SUFFIXES, FormError
from pipeline.forms.kept_words import keep_words

if TYPE_CHECKING:
    from app.forms.given_form import SaidBefore
    from app.observations import Loaded
    from app.wording import Wording

GIVEN, HELD, PLACE = "form handed in", "form on the page", "form place"
LARGEST = 20  # MB
LONGEST_TIME = 40  # characters


def intake(loaded: Loaded, say: Wording) -> GivenForm | None:
    """Draw the upload and the choices; give the form as it is read, None where there is none or it cannot be filled in."""
    held = _handed_in(say)
    if held is None:
        return None
    name, octets = held
    try:
        with st.spinner(say("forms.waiting")):
            before = said_before(octets, name, loaded.state)
        said = (*_place_and_time(before, loaded, say), before.words)
        with st.container(horizontal=True):
            printed_only = st.toggle(say("forms.printed_only"), key="form printed only")
            replace = st.toggle(say("forms.replace"), key="form replace")
        with st.spinner(say("forms.waiting")):
            form = given_form(octets, name, said, loaded, printed_only=printed_only, replace=replace)
    except (FormError, DocumentError) as error:
        st.text(error.said(say.language))
        return None
    for note in form.reading.left_out:
        st.text(note.said(say.language))
    if before.words:
        st.text(say("forms.words_used"))
    return form


def _handed_in(say: Wording) -> tuple[str, bytes] | None:
    """Draw the upload; give name and bytes of the last form, also where one comes back from another page."""
    given = st.file_uploader(
        say("forms.upload"), type=[one[1:] for one in SUFFIXES], key=GIVEN, help=say("forms.upload_help"),
        max_upload_size=LARGEST, on_change=lambda: st.session_state.pop(HELD, None),
    )  # fmt: skip
    if given is not None:
        st.session_state[HELD] = given.name, given.getvalue()
    held: tuple[str, bytes] | None = st.session_state.get(HELD)
    if held is not None and given is None:
        st.text(say("forms.held", name=held[0]))
    return held


def _place_and_time(before: SaidBefore, loaded: Loaded, say: Wording) -> tuple[str, str]:
    """Ask for the place, at first that of before or the one that most figures are about, and for the time."""
    left, right = st.columns(2)
    names = list(dict.fromkeys(filter(None, [before.place, *present_names(loaded.table, PLACES)])))
    chosen = left.selectbox(
        say("forms.place"), names, index=0 if names else None, key=PLACE, accept_new_options=True,
        on_change=_keep_place, args=(before,),
    )  # fmt: skip
    time = right.text_input(
        say("forms.time"), key="form time", placeholder=say("forms.time_help"), help=say("forms.time_help")
    )
    return str(chosen or ""), within(time.strip(), LONGEST_TIME, say)


def _keep_place(before: SaidBefore) -> None:
    """Keep the place that was chosen for the next time."""
    with told_if_not_kept():
        keep_words(
            shown_workspace().folder, before.headings, st.session_state[PLACE] or "", dict(before.words)
        )
