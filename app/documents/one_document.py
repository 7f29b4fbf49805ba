"""Narrow a list of rows to the document that the address names, with a click to widen it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    import pandas as pd

    from app.wording import Wording

KEY = "document"
SHORT = 16  # characters of a digest that name a document in the address


def of_one_document(rows: pd.DataFrame, say: Wording) -> pd.DataFrame:
    """Give the rows of the document named in the address; all where none is, or none that is there."""
    wanted = st.query_params.get(KEY, "")
    if len(wanted) < SHORT:
        return rows
    own = rows[rows["digest"].str.startswith(wanted)]
    if own.empty:
        return rows
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(say("sources.of_document", file=own["document"].iloc[0]))
        st.button(say("sources.every_document"), key="every_document", on_click=widen)
    return own


def widen() -> None:
    """Name no document."""
    st.query_params.pop(KEY, None)
