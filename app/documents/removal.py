"""Take documents out of the workspace, chosen ones or the samples, after one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.documents.listing_view import CHOSEN
from app.not_kept import told_if_not_kept
from app.observations import SAMPLES
from app.removal import removal_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from app.wording import Wording
    from pipeline.workspace import Workspace


def removal(workspace: Workspace, chosen: pd.DataFrame, say: Wording) -> None:
    """Ask once, then remove; documents of the folder shown follow the folder and stay."""
    own = [*chosen.loc[chosen["origin"] != "folder", "digest"]]
    if len(own) < len(chosen):
        st.text(say("documents.follows_folder"))
    if own:
        removal_button(
            say("documents.remove", count=len(own)), say("documents.remove_ask", count=len(own)), say,
            "remove", remove, workspace, own,
        )  # fmt: skip


def remove(workspace: Workspace, digests: Sequence[str]) -> None:
    """Remove documents, and choose none."""
    with told_if_not_kept():
        workspace.remove(digests)
        st.session_state[CHOSEN] = []


def samples(workspace: Workspace, documents: pd.DataFrame, say: Wording) -> None:
    """Say which documents are samples, with a button to be rid of them."""
    ours = [*documents.loc[documents["origin"] == "sample", "digest"]]
    if ours:
        with st.container(key="samples", horizontal=True, vertical_alignment="center"):
            st.text(say("documents.samples", count=len(ours)), width="stretch")
            removal_button(
                say("documents.samples_remove"), say("documents.samples_ask", count=len(ours)), say,
                "remove_samples", remove, workspace, ours,
            )  # fmt: skip


def nothing_there(workspace: Workspace, say: Wording) -> None:
    """Say what to do where there is no document, with a click to get the samples back."""
    st.subheader(say("documents.none"), anchor=False)
    st.text(say("documents.none_next"))
    st.button(
        say("documents.samples_back"),
        key="samples_back",
        on_click=put_back,
        args=(workspace,),
    )


def put_back(workspace: Workspace) -> None:
    """Add the samples again."""
    with told_if_not_kept():
        workspace.add_folder(SAMPLES, "sample")
