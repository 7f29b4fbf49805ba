"""Say what a reader must know of a document before trusting its marks, and where a link leads nowhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.documents.form import unread_said
from app.reader.reread import ask

if TYPE_CHECKING:
    import pandas as pd

    from app.observations import Loaded
    from app.reader.figure_marks import Mark
    from app.reader.place import Asked
    from app.wording import Wording
    from pipeline.extraction import Extraction

_MOST_SAID = 20  # that look like a figure


def document_notes(
    loaded: Loaded,
    digest: str | None,
    text: str,
    say: Wording,
    lost: tuple[str, ...] = (),
    *,
    found: bool = True,
) -> None:
    """Say that a document is gone or could not be read, that rows are not where they say, that it is long."""
    if digest is None:
        _note(say("reader.unknown" if st.query_params.get("document") else "reader.choose"), say)
        return
    outcome = loaded.outcomes.get(digest)
    if outcome is not None and outcome.skipped:
        st.text(unread_said(outcome, say))
    elif not text:
        _note(say("reader.empty"), say)
    elif outcome is not None and not found:
        st.text(say("reader.long"))
        st.button(say("reader.find"), on_click=ask, args=(digest,))
    if (entry := loaded.entries.get(digest)) and entry.look == "aside":
        _note(say("documents.explain_aside", count=1), say)
    if lost:
        _note(say("reader.lost", count=len(lost)), say)


def no_figures_note(extraction: Extraction, say: Wording) -> None:
    """Say of a document without a single figure that it has none, and why what looks like one is none."""
    from pipeline.explanation import reason_said
    from pipeline.lookalikes import lookalikes

    found = lookalikes(extraction.page, extraction.document.published)
    lines = [f"✗ {number}  {reason_said(why, say.language)}" for number, why in found[:_MOST_SAID]]
    st.text("\n".join([say("reader.no_figures", count=len(found)), *lines]))


def place_note(asked: Asked, mark: Mark | None, rows: pd.DataFrame, length: int, say: Wording) -> None:
    """Say that a link leads to no number, or names a row that is not read from this document."""
    if asked.unread:
        _note(say("link.not_used", names=asked.unread), say)
    if asked.row and asked.row not in set(rows["id"]):
        _note(say("reader.row_gone"), say)
    if asked.at is not None and mark is None:
        _note(say("reader.beyond" if asked.at >= length else "reader.no_number", at=asked.at), say)


def _note(sentence: str, say: Wording) -> None:
    st.html(
        f'<p class="no-source" role="note"><b>{escape(say("drawer.no_source"))}</b> {escape(sentence)}</p>'
    )
