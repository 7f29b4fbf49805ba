"""Say, once and at the top of the next page, that what a person asked for could not be kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from app.markdown import verbatim

if TYPE_CHECKING:
    from app.wording import Wording

NOT_KEPT = "not kept"


@contextmanager
def told_if_not_kept() -> Iterator[None]:
    """Remember why the system or a database refused what is written here, in place of raising it."""
    try:
        yield
    except OSError as error:
        st.session_state[NOT_KEPT] = error


def tell(say: Wording) -> None:
    """Say what could not be kept just now."""
    error = st.session_state.pop(NOT_KEPT, None)
    if error is not None:
        st.error(verbatim(refused(error, say.language)))


def refused(error: OSError, language: str) -> str:
    """Say why something could not be kept, in "zh" or "en"."""
    from pipeline.mistakes import refusal_said
    from pipeline.workspace import NotKeptError

    return error.said(language) if isinstance(error, NotKeptError) else refusal_said(error, language)
