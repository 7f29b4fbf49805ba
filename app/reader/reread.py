"""Read one document again, for the numbers in it that became no row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.observations import opened, workspace_folder

if TYPE_CHECKING:
    from app.observations import Loaded
    from pipeline.extraction import Extraction

AT_ONCE = 40_000  # characters that are read again without being asked: half a second
ASKED = "documents to read whole"


def reread(loaded: Loaded, digest: str, length: int) -> Extraction | None:
    """Return what a document gives; None where it is so long that it is only read on request, or cannot be read."""
    if length > AT_ONCE and digest not in st.session_state.get(ASKED, ()):
        return None
    outcome = loaded.outcomes.get(digest)
    if outcome is None or outcome.skipped:
        return None
    try:
        return _extraction(str(workspace_folder()), digest, outcome.key)
    except Exception:  # noqa: BLE001 - the page shows the text and its rows; why numbers gave none is left out
        return None


def ask(digest: str) -> None:
    """Have a long document read whole from now on."""
    st.session_state[ASKED] = {*st.session_state.get(ASKED, ()), digest}


@st.cache_resource(show_spinner=False, max_entries=8)
def _extraction(folder: str, digest: str, key: str) -> Extraction:  # noqa: ARG001 - key: rules, name, metadata
    """Read the document as the workspace reads it; the result is shared and must not be changed."""
    from pipeline.apart import by_words
    from pipeline.extraction import extract_document
    from pipeline.indicators.layers import laid

    workspace = opened(folder)
    entry = workspace.entries()[digest]
    (source,) = workspace.sources([entry])
    rules = laid(workspace.rules)
    return by_words(
        rules.words.used, extract_document, source.read_apart(), rules.catalogue, keep_parsed=True
    )
