"""Say the words of Streamlit's place to drop files in the language of the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from app.wording import Wording


def say_uploader(say: Wording, most: int) -> None:
    """Replace the built-in English words; `most` is how many MB a file may have.

    They are written as style, for nothing else replaces them.
    """
    words = {
        "button": say("documents.browse"),
        "limit": say("documents.limit", size=most),
        "error": say("documents.too_large", most=most),
    }
    texts = "".join(f"--upload-{name}: {css_text(text)};" for name, text in words.items())
    st.html(f"<style>:root {{{texts}}}</style>")


def css_text(text: str) -> str:
    """Write a text as CSS does."""
    return json.dumps(text, ensure_ascii=False).replace("<", "\\3c ")
