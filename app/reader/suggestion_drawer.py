"""Show beside a document a number that is suggested: what it would be, and let a person make it a row or dismiss it."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.reader.mark_drawer import rejection_html, who
from app.reader.number_form import kept, kept_note, number_form
from app.rows.row_tables import choice_words
from app.rows.source_drawer import source_html
from pipeline.workspace.suggesting import KIND, dismissal, made_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from app.observations import Loaded
    from app.reader.figure_marks import Mark
    from app.wording import Wording
    from pipeline.extraction import Extraction


def suggestion_drawer(
    mark: Mark, suggestions: pd.DataFrame, loaded: Loaded, extraction: Extraction | None, say: Wording
) -> None:
    """Show what a number would be, why it is no row, two decisions with their keys, and the form filled in with it.

    A document that was not read whole again has no reason and no form.
    """
    kept_note(mark, say)
    row = next(_with_who(suggestions[suggestions["id"] == mark.suggestion]))
    kind = (suggestions[KIND] == [getattr(row, name) for name in KIND]).all(axis=1)
    if mark.rejection is not None and extraction is not None:
        st.html(rejection_html(mark, extraction, say))
        words = choice_words(row, loaded.catalogue, say)
        st.html(f'<p class="report"><b>{escape(words)}</b></p>')
    else:
        st.html(source_html(row, "", loaded.catalogue, say))
    with st.container(horizontal=True):
        st.button(
            say("review.make_row"), key="make row", type="primary", shortcut="A", icon=":material/add:",
            on_click=partial(_decide, row, "make", mark),
        )  # fmt: skip
        alike = int(kind.sum())
        st.button(
            say("review.dismiss") if alike < 2 else say("review.dismiss_all", count=alike), key="dismiss",
            shortcut="X", icon=":material/close:", on_click=partial(_decide, row, "dismiss", mark),
        )  # fmt: skip
    if mark.rejection is not None and extraction is not None:
        number_form(mark, extraction, loaded, say, row)


def _with_who(rows: pd.DataFrame) -> Iterator[Any]:
    """Yield rows with whom they are about."""
    return iter(rows.assign(who=who(rows)).itertuples())


def _decide(row: Any, what: str, mark: Mark) -> None:
    """Keep a decision about a suggestion."""
    kept(made_row(row) if what == "make" else dismissal(row), mark)
