"""Hold the line of figures to review while the program runs, and say which one comes next."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.observations import Loaded, opened, waiting_suggestions, workspace_folder

if TYPE_CHECKING:
    from pipeline.workspace.queue import Item, Queue

ITEM, ROW, SKIPPED = "item", "row", "review skipped"  # the first two are kept in the address
TRAIL, BACK = "review trail", "review back"  # the items shown, the latest last; the one to go back to
_LONGEST_TRAIL = 200


@dataclass(slots=True)
class Line:
    """Hold the queue, the number of the latest verdict that it has taken in, and what its items can be found by."""

    queue: Queue
    seen: int = 0
    words: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False, max_entries=2)
def _line(folder: str, wanted: str) -> Line:  # noqa: ARG001 - what the line is kept by
    from pipeline.indicators.layers import catalogue_by
    from pipeline.workspace.queue import Queue

    workspace = opened(folder)
    return Line(Queue(workspace.stored_as_read(), catalogue_by(workspace.rules), workspace.suggested()))


def up_to_date(loaded: Loaded) -> Line:
    """Return the line with every verdict taken in that the table holds.

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
            line.queue.ask(set(waiting_suggestions(loaded)["id"]))
            line.words.clear()
            line.seen = last
    return line


def next_item(items: list[Item], waiting: list[Item]) -> Item | None:
    """Choose the item that the address or the last step names, else the first that waits and was not skipped.

    An item that is done comes back where a person went back to it or a link names it.
    """
    before, stepped = st.session_state.pop(BACK, None), st.session_state.pop(ITEM, None)
    # what was just decided about is only shown again while a part of it waits
    for among, wanted in ((items, before), (waiting, stepped), (items, st.query_params.get(ITEM))):
        for one in among if wanted else ():
            if one.id == wanted:
                return one
    skipped: set[str] = st.session_state.setdefault(SKIPPED, set())
    fresh = [one for one in waiting if one.id not in skipped]
    if waiting and not fresh:
        skipped.clear()
        fresh = waiting
    return fresh[0] if fresh else None


def shown(item: Item) -> None:
    """Remember which item is shown, and put it into the address."""
    trail: list[str] = st.session_state.setdefault(TRAIL, [])
    if trail[-1:] != [item.id]:
        trail.append(item.id)
        del trail[:-_LONGEST_TRAIL]
    if st.query_params.get(ITEM) != item.id:
        st.query_params[ITEM] = item.id


def rows_of(table: pd.DataFrame, ids: tuple[str, ...]) -> list[Any]:
    """Return the rows with some ids, in the order of the ids."""
    found = {str(row.id): row for row in table[table["id"].isin(ids)].itertuples()}
    return [found[one] for one in ids if one in found]
