"""Take in a form, and what the form itself does not say: its place, its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.forms.given_form import GivenForm, given_form, words_before
from app.selection import PLACES, present_names
from app.typed import within
from app.uploader import say_uploader
from pipeline.documents import DocumentError
from pipeline.forms import SUFFIXES, FormError

if TYPE_CHECKING:
    from app.observations import Loaded
    from app.wording import Wording

GIVEN = "form handed in"
LARGEST = 20  # MB
LONGEST_TIME = 40  # characters


def intake(loaded: Loaded, say: Wording) -> GivenForm | None:
    """Draw the upload and the choices; give the form as it is read, None where there is none or it cannot be filled in."""
    say_uploader(say, LARGEST)
    given = st.file_uploader(
        say("forms.upload"), type=[one[1:] for one in SUFFIXES], key=GIVEN, help=say("forms.upload_help"),
        max_upload_size=LARGEST,
    )  # fmt: skip
    if given is None:
        return None
    octets = given.getvalue()
    try:
        with st.spinner(say("forms.waiting")):
            place, words = words_before(octets, given.name, loaded.state)
        said = (*_place_and_time(place, loaded, say), words)
        with st.container(horizontal=True):
            printed_only = st.toggle(say("forms.printed_only"), key="form printed only")
            replace = st.toggle(say("forms.replace"), key="form replace")
        with st.spinner(say("forms.waiting")):
            form = given_form(octets, given.name, said, loaded, printed_only=printed_only, replace=replace)
    except (FormError, DocumentError) as error:
        st.text(error.said(say.language))
        return None
    for note in form.reading.left_out:
        st.text(note.said(say.language))
    if words:
        st.text(say("forms.words_used"))
    return form


def _place_and_time(place: str, loaded: Loaded, say: Wording) -> tuple[str, str]:
    """Ask for the place, at first that of before or the one that most figures are about, and for the time."""
    left, right = st.columns(2)
    names = list(dict.fromkeys(filter(None, [place, *present_names(loaded.table, PLACES)])))
    chosen = left.selectbox(
        say("forms.place"), names, index=0 if names else None, key="form place", accept_new_options=True
    )
    time = right.text_input(
        say("forms.time"), key="form time", placeholder=say("forms.time_help"), help=say("forms.time_help")
    )
    return str(chosen or ""), within(time.strip(), LONGEST_TIME, say)
