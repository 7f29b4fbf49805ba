"""Ask for a text that is pasted, with its title, date, place and source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from app.documents.form import cleaned, mistake
from app.documents.intake import take_pasted
from pipeline.documents import DocumentError
from pipeline.workspace import METADATA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.wording import Wording
    from pipeline.workspace import Added, Workspace

_ROUND = "paste round"
_HEIGHT = 160

_component = st.components.v2.component(
    "paste_view", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def ask_pasted(workspace: Workspace, say: Wording) -> tuple[list[Added], str] | None:
    """Draw the box; give what became of the text and what was wrong, None where nothing was sent."""
    number = st.session_state.setdefault(_ROUND, 0)
    with (
        st.expander(say("documents.paste"), icon=":material/content_paste:"),
        st.form(f"paste {number}", border=False),
    ):
        text = st.text_area(
            say("documents.paste_text"),
            key=f"pasted {number}",
            height=_HEIGHT,
            placeholder=say("documents.paste_hint"),
        )
        given = {
            name: cleaned(place.text_input(say(f"documents.field_{name}"), key=f"pasted {name} {number}"))
            for name, place in zip(METADATA, st.columns(len(METADATA)), strict=True)
        }
        sent = st.form_submit_button(say("documents.paste_add"), icon=":material/add:")
        copied = _component(key=f"pasted markup {number}", on_copied_change=lambda: None).copied
    if not sent:
        return None
    if wrong := mistake(given, say) if text.strip() else say("documents.paste_empty"):
        return [], wrong
    try:
        told = take_pasted(workspace, text, given, markup_of(text, copied))
    except DocumentError as error:
        return [], error.said(say.language)
    st.session_state[_ROUND] = number + 1
    return told, ""


def markup_of(text: str, copied: Mapping[str, str] | None) -> str:
    """Return the markup of what was pasted last, nothing where the text is not that alone or was changed since."""
    if copied and "".join(text.split()) == "".join(copied["text"].split()):
        return copied["markup"]
    return ""
