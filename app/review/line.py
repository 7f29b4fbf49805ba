"""Say which figure to review comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.observations import shown_workspace

if TYPE_CHECKING:
    from app.observations import Loaded
    from pipeline.workspace.queue import Asked, Item, Queue

ITEM, ROW, SKIPPED = "item", "row", "review skipped"  # the first two are kept in the address
TRAIL, BACK = "review trail", "review back"  # the items shown, the latest last; the one to go back to
_LONGEST_TRAIL = 200


def line(loaded: Loaded) -> Queue:
    """Return the line of what is to be looked at, for the table as it is."""
    return _line(loaded.state, loaded)


@st.cache_resource(show_spinner=False, max_entries=2)
def _line(state: str, _loaded: Loaded) -> Queue:  # noqa: ARG001 - what the line is kept by
    from pipeline.workspace.queue import Queue

    return Queue(_loaded.table, _loaded.catalogue, _loaded.suggestions, shown_workspace().suggested_items())


def next_item(queue: Queue, asked: Asked) -> Item | None:
    """Choose the item that the address or the last step names, else the first that waits and was not skipped.

    An item that is done comes back where a person went back to it or a link names it.
    """
    before, stepped = st.session_state.pop(BACK, None), st.session_state.pop(ITEM, None)
    # what was just decided about is only shown again while a part of it waits
    for wanted, waiting in ((before, False), (stepped, True), (st.query_params.get(ITEM), False)):
        if wanted and (one := queue.item(wanted, asked, waiting=waiting)):
            return one
    skipped: set[str] = st.session_state.setdefault(SKIPPED, set())
    if skipped and (one := queue.first(asked, skipped)):
        return one
    first = queue.first(asked)
    if first:
        skipped.clear()
    return first


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
