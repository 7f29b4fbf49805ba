"""Show what the columns of a list are taken for, for correction, before its articles are read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.documents.intake import take_list
from pipeline.documents import DocumentError, listed_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.wording import Wording
    from pipeline.workspace import Added, Workspace

WAITING = "lists to be read"
USES = ("body", "title", "published", "place", "source")
_SHOWN = 3  # rows


@dataclass(frozen=True)
class WaitingList:
    """Be a list that was handed in: its bytes, its headings, what they are taken for, and its first rows."""

    name: str
    octets: bytes
    headings: Sequence[str]
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, str]]


def put_by(name: str, octets: bytes) -> bool:
    """Keep a file for the person to look at its columns; say whether it is a list."""
    listed = listed_in(octets, name)
    if listed is None:
        return False
    first = [record[1] for record in islice(listed.records, _SHOWN) if isinstance(record, tuple)]
    waiting = WaitingList(name, octets, list(listed.headings), listed.columns, first)
    st.session_state.setdefault(WAITING, []).append(waiting)
    return True


def ask_columns(workspace: Workspace, say: Wording) -> tuple[list[Added], str] | None:
    """Draw the first list that waits; give what became of it and what was wrong, None while it waits."""
    waiting: list[WaitingList] = st.session_state.get(WAITING, [])
    if not waiting:
        return None
    one, which = waiting[0], len(waiting)
    with st.container(key="list", border=True):
        st.text(say("documents.list_lead", file=one.name))
        columns = {}
        for use, place in zip(USES, st.columns(len(USES)), strict=True):
            headings = [*one.headings] if use == "body" else ["", *one.headings]
            taken = one.columns.get(use, "")
            columns[use] = place.selectbox(
                say(f"documents.use_{use}"), headings, key=f"{use} {which} {one.name}",
                index=headings.index(taken) if taken in headings else 0,
                format_func=lambda heading: heading or say("documents.use_none"),
            )  # fmt: skip
        rows = [{name: row.get(name, "")[:200] for name in one.headings} for row in one.rows]
        st.dataframe(pd.DataFrame(rows), hide_index=True)
        with st.container(horizontal=True):
            read = st.button(say("documents.list_read"), key="list_read", type="primary")
            drop = st.button(say("documents.list_drop"), key="list_drop")
    if not (read or drop):
        return None
    told: list[Added] = []
    wrong = ""
    if read:
        with st.spinner(say("documents.taking")):
            try:
                told = take_list(
                    workspace, one.name, one.octets, {use: name for use, name in columns.items() if name}
                )
            except DocumentError as error:
                wrong = error.said(say.language)
    st.session_state[WAITING] = waiting[1:]
    return told, wrong
