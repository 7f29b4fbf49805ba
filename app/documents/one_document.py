"""Narrow a list of rows to the document that the address names, with a click to widen it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pipeline.stored import Where

if TYPE_CHECKING:
    from app.wording import Wording
    from pipeline.stored import StoredTable

KEY = "document"
SHORT = 16  # characters of a digest that name a document in the address


def of_one_document(table: StoredTable, say: Wording) -> StoredTable:
    """Give the part of the table of the document named in the address; all where none is, or none that is there."""
    wanted = st.query_params.get(KEY, "")
    if len(wanted) < SHORT:
        return table
    every = table.counts(["digest", "document"])
    own = every[every["digest"].str.startswith(wanted)]
    if own.empty:
        return table
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(say("sources.of_document", file=own["document"].iloc[0]))
        st.button(say("sources.every_document"), key="every_document", on_click=widen)
    return table.part(Where({"digest": set(own["digest"])}))


def widen() -> None:
    """Name no document."""
    st.query_params.pop(KEY, None)
