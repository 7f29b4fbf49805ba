"""Hold what people type to a length, and say so: a box with a limit of its own drops a longer paste without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from app.wording import Wording


def within(typed: str, most: int, say: Wording) -> str:
    """Return the first `most` characters of what was typed, and say on the page where there were more."""
    if len(typed) > most:
        st.text(say("typed.too_long", most=most, count=len(typed)))
    return typed[:most]
