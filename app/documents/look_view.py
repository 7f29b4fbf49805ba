"""Ask what a person makes of a document that they looked at: its rows count, or it is set aside until it is taken again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.not_kept import told_if_not_kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.wording import Wording
    from pipeline.workspace import Entry, Workspace


def ask_look(workspace: Workspace, entries: Sequence[Entry], key: str, say: Wording) -> None:
    """Draw the clicks for documents: looked at, for those that are new; set aside, or take again, for all."""
    new = [one.digest for one in entries if one.look == "new"]
    aside = [one.digest for one in entries if one.look == "aside"]
    every = [one.digest for one in entries]
    with st.container(key=f"look_{key}", horizontal=True, vertical_alignment="center"):
        if aside == every:
            st.text(say("documents.explain_aside", count=len(every)))
            st.button(
                say("documents.take_again"), key=f"again_{key}", icon=":material/undo:",
                on_click=look, args=(workspace, every, False),
            )  # fmt: skip
            return
        if new:
            st.button(
                say("documents.looked_at"), key=f"looked_at_{key}", icon=":material/check:",
                on_click=look, args=(workspace, new, False),
            )  # fmt: skip
        st.button(
            say("documents.set_aside"), key=f"aside_{key}", icon=":material/visibility_off:",
            on_click=look, args=(workspace, every, True),
        )  # fmt: skip


def look(workspace: Workspace, digests: Sequence[str], aside: bool) -> None:  # noqa: FBT001 - given by position
    """Keep that a person looked at documents, and whether their rows count."""
    with told_if_not_kept():
        workspace.register.look(digests, aside=aside)
