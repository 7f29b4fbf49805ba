"""Show what the columns of a list are taken for, for correction, before its articles are read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.documents.intake import take_list
from app.documents.reading_view import taking
from pipeline.documents import DocumentError, listed_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.wording import Wording
    from pipeline.workspace import Added, Workspace

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


@dataclass
class Lists:
    """Hold the lists of a workspace that wait, and by the bytes of those that were read how they were."""

    waiting: list[WaitingList] = field(default_factory=list)
    read: dict[bytes, Reading] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """Say by which columns a list was read, and into which documents."""

    columns: Mapping[str, str]
    digests: Sequence[str]


@st.cache_resource(show_spinner=False)
def lists_of(folder: str) -> Lists:  # noqa: ARG001 - by which they are told apart
    """Give the lists of a workspace: a page that is left, or loaded anew, finds them as they were."""
    return Lists()


def put_by(workspace: Workspace, name: str, octets: bytes) -> bool:
    """Keep a file for the person to look at its columns; say whether it is a list."""
    listed = listed_in(octets, name)
    if listed is None:
        return False
    first = [record[1] for record in islice(listed.records, _SHOWN) if isinstance(record, tuple)]
    waiting = WaitingList(name, octets, list(listed.headings), listed.columns, first)
    held = lists_of(str(workspace.folder)).waiting
    held[:] = [one for one in held if (one.name, one.octets) != (name, octets)] + [waiting]
    return True


def ask_columns(workspace: Workspace, say: Wording) -> tuple[list[Added], str] | None:
    """Draw the first list that waits; give what became of it and what was wrong, None while it waits."""
    lists = lists_of(str(workspace.folder))
    if not lists.waiting:
        return None
    one, which = lists.waiting[0], len(lists.waiting)
    with st.container(key="list", border=True):
        st.text(say("documents.list_lead", file=one.name))
        if which > 1:
            st.text(say("documents.list_of", count=which))
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
        with taking(say) as progress:
            try:
                told = _read(
                    workspace, one, {use: name for use, name in columns.items() if name}, lists, progress
                )
            except DocumentError as error:
                wrong = error.said(say.language)
    lists.waiting[:] = [other for other in lists.waiting if other is not one]
    return told, wrong


def _read(
    workspace: Workspace,
    one: WaitingList,
    columns: Mapping[str, str],
    lists: Lists,
    progress: Callable[[int], None],
) -> list[Added]:
    """Read a list; what it gave when it was read by other columns is taken back."""
    which = hashlib.sha256(one.octets).digest()
    before = lists.read.get(which)
    replaced = before.digests if before and before.columns != columns else ()
    told = take_list(workspace, one.name, one.octets, columns, replaced, progress)
    digests = [added.digest for added in told if added.digest and not added.error]
    if digests or not before:
        lists.read[which] = Reading(columns, digests)
    return told
