"""Hold the line of figures to review while the program runs, and say which one comes next."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.observations import Loaded, opened, workspace_folder

if TYPE_CHECKING:
    from pipeline.workspace.queue import Item, Queue

ITEM, ROW, SKIPPED = "item", "row", "review skipped"  # the first two are kept in the address


@dataclass(slots=True)
class Line:
    """Hold the queue and the number of the latest verdict that it has taken in."""

    queue: Queue
    seen: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False, max_entries=2)
def _line(folder: str, wanted: str) -> Line:  # noqa: ARG001 - what the line is kept by
    from pipeline.rule_laying import catalogue_by
    from pipeline.workspace.queue import Queue

    workspace = opened(folder)
    read, official = workspace.extracted().table, workspace.official()[0]
    table = pd.concat([read, official], ignore_index=True) if len(official) else read
    return Line(Queue(table, catalogue_by(workspace.rules)))


def up_to_date(loaded: Loaded) -> Queue:
    """Return the queue with every verdict taken in that the table holds.

    It lines up what the checks find in the figures as read, so that what verdicts settled counts as done.
    """
    folder = str(workspace_folder())
    workspace = opened(folder)
    line = _line(folder, workspace.wanted())
    with line.lock:
        last = workspace.applied()
        if last > line.seen:
            written = [one for one in workspace.verdicts.history(after=line.seen) if one.number <= last]
            line.queue.follow(loaded.table, workspace.rows(written))
            line.seen = last
    return line.queue


def next_item(items: list[Item]) -> Item | None:
    """Choose the open item that the address or the last step names, else the first that was not skipped."""
    wanted = st.session_state.pop(ITEM, None) or st.query_params.get(ITEM)
    for one in items:
        if one.finding.id == wanted:
            return one
    skipped: set[str] = st.session_state.setdefault(SKIPPED, set())
    fresh = [one for one in items if one.finding.id not in skipped]
    if items and not fresh:
        skipped.clear()
        fresh = items
    return fresh[0] if fresh else None


def rows_of(table: pd.DataFrame, ids: tuple[str, ...]) -> list[Any]:
    """Return the rows with some ids, in the order of the ids."""
    found = {str(row.id): row for row in table[table["id"].isin(ids)].itertuples()}
    return [found[one] for one in ids if one in found]
