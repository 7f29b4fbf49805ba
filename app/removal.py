"""Ask before something is taken away that nothing on the page could bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.wording import Wording


def removal_button(
    label: str, question: str, say: Wording, key: str, act: Callable[..., Any], *args: Any,
    look: Literal["secondary", "tertiary"] = "secondary",
) -> None:  # fmt: skip
    """Draw a button that asks first what goes; `act` is called with `args` once that was confirmed."""
    with st.popover(label, icon=":material/delete:", type=look, key=f"ask {key}"):
        st.text(question)
        st.button(say("app.remove_yes"), key=key, type="primary", on_click=act, args=args)
