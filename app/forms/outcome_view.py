"""Say in a sentence what became of the cells, and give the form back filled in."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import streamlit as st

from app.forms.cell_words import entries_of, tally
from app.forms.given_form import made
from pipeline.documents import DocumentError
from pipeline.forms import FormError

if TYPE_CHECKING:
    from app.forms.given_form import GivenForm
    from app.wording import Wording

WORKBOOKS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def outcome_view(form: GivenForm, say: Wording) -> None:
    """Draw the count of the cells and the button that gives the form."""
    st.text(tally(form.answers, form.reading, say, replaced=form.replace))
    if not entries_of(form.answers, say, replace=form.replace):
        st.text(say("forms.nothing_to_fill"))
        return
    try:
        octets = made(form, say.language)
    except (FormError, DocumentError) as error:
        st.text(error.said(say.language))
        return
    name = PurePath(form.name)
    st.download_button(
        say("forms.download"), octets, say("forms.file", name=name.stem, suffix=name.suffix), WORKBOOKS,
        type="primary", icon=":material/download:", key="form download", on_click="ignore",
    )  # fmt: skip
    st.html(f'<p class="small-print">{say("forms.colours")} {say("forms.counted")}</p>')
