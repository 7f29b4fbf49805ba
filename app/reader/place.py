"""Keep which document, and which number in it, the reader page shows: in its address and between visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.address import LAST, stepped, whole_number
from pipeline.stored import Where

if TYPE_CHECKING:
    from pipeline.stored import StoredTable

PAGE = "app/pages/reader.py"
KEYS = ("document", "at", "row", "view", "show", "part", "side", "page")
WIDGETS = ("document", "view", "show", "part", "side", "page")
_FOLLOWING = ("part", "page")  # which part of the text and which page are shown follows the number asked for
_WRITTEN, _ASKED, _MOVED = "reader: address", "reader: asked", "reader: moved"


@dataclass(frozen=True, slots=True)
class Asked:
    """Say what was asked for: an offset in the document, a row by id. Both may lead nowhere; `unread` is no offset."""

    at: int | None = None
    row: str = ""
    unread: str = ""


def heed_address(table: StoredTable) -> None:
    """Go where the address leads, unless it is the one that this page wrote itself.

    A row alone is enough: its document and offset are known. What the reader just chose on the page comes first: the
    browser may have sent it with an address that the page has not yet replaced.
    """
    if st.session_state.pop(_MOVED, False) and not stepped():
        return
    given = {key: st.query_params[key] for key in KEYS if key in st.query_params}
    if given == st.session_state.get(_WRITTEN) or not (given or stepped()):
        return
    for key in WIDGETS:
        st.session_state.pop(key, None)
        st.session_state.pop(LAST + key, None)
    at, row = given.get("at", ""), given.get("row", "")
    place = whole_number(at)
    unread = at if place is None else ""
    known = table.rows(Where({"id": [row]}), ["digest", "start"]) if row else None
    for digest, start in () if known is None else known.itertuples(index=False, name=None):
        st.session_state["document"] = given.get("document", str(digest))
        place = int(start) if place is None else place
    st.session_state[_ASKED] = Asked(place, row, unread)


def asked() -> Asked:
    """Return what was asked for."""
    found: Asked = st.session_state.get(_ASKED, Asked())
    return found


def moved() -> None:
    """Remember that the reader chose something on the page."""
    st.session_state[_MOVED] = True


def go_to(at: int | None) -> None:
    """Ask for the number at an offset of the document shown, or for none."""
    moved()
    st.session_state[_ASKED] = Asked(at)
    for key in _FOLLOWING:
        st.session_state.pop(key, None)
        st.query_params.pop(key, None)


def turn_to(page: int) -> None:
    """Ask for a page of the original; the part of the text follows it."""
    moved()
    st.session_state["page"] = page
    st.session_state.pop("part", None)
    st.query_params.pop("part", None)


def write_address(**shown: object) -> None:
    """Write the place to the address; what is empty or the default is given as "" and left out."""
    now = {"at": "" if asked().at is None else asked().at, "row": asked().row, **shown}
    written = {key: str(now[key]) for key in KEYS if now.get(key, "") != ""}
    for key in KEYS:
        if key not in written:
            st.query_params.pop(key, None)
        elif st.query_params.get(key) != written[key]:
            st.query_params[key] = written[key]
    st.session_state[_WRITTEN] = written


def digest_of(row: Any, table: StoredTable) -> str:
    """Tell which document a row was read from, "" for none: one computed from other rows names it by its file."""
    digest = getattr(row, "digest", None)
    if digest is not None:
        return "" if pd.isna(digest) else str(digest)
    found = table.rows(Where({"document": [row.document]}), ["digest"])
    return str(found["digest"].iloc[0]) if len(found) else ""


def link_to(row: Any, digest: str) -> dict[str, str]:
    """Give the address of a row's characters in a document."""
    place = {"document": digest, "at": str(int(row.start))}
    return place | {"row": str(row.id)} if hasattr(row, "digest") else place
