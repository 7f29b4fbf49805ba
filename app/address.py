"""Keep the state of the page in its address, as codes, so that a view can be sent to someone.

The first run takes a value from the address where it is allowed there, else from the last visit to the page,
else the default. What an address holds beyond that is ignored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LAST = "last visit: "


def seed_many(key: str, allowed: Sequence[str], default: Iterable[str]) -> None:
    """Set a widget for several codes before it is drawn; an address may give them with commas."""
    if key in st.session_state:
        wanted = [str(code) for code in st.session_state[key]]
    elif key in st.query_params:
        wanted = [code for code in st.query_params[key].split(",") if code in allowed] or list(default)
    else:
        wanted = st.session_state.get(LAST + key, list(default))
    st.session_state[key] = [code for code in dict.fromkeys(wanted) if code in allowed]


def seed_one(key: str, allowed: Sequence[str], default: str) -> None:
    """Set a widget for one code before it is drawn."""
    wanted = st.session_state.get(key) or st.query_params.get(key) or st.session_state.get(LAST + key)
    st.session_state[key] = wanted if wanted in allowed else default


def seed_flag(key: str, *, default: bool) -> None:
    """Set a toggle before it is drawn; 0 and 1 in the address."""
    if key not in st.session_state:
        given = st.query_params.get(key)
        remembered = st.session_state.get(LAST + key, default)
        st.session_state[key] = given == "1" if given in ("0", "1") else remembered


def publish(key: str, *, default: object = None) -> None:
    """Write a widget's value to the address, and leave it out where it is the default."""
    value = st.session_state[key]
    st.session_state[LAST + key] = value
    if value == default or value in ([], "", None):
        st.query_params.pop(key, None)
        return
    text = (
        ",".join(map(str, value))
        if isinstance(value, list)
        else str(int(value) if value in (True, False) else value)
    )
    if st.query_params.get(key) != text:
        st.query_params[key] = text
