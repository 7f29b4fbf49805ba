"""Show rows as a table to choose from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import streamlit as st

from app.address import asked, publish, seed_optional
from app.rows.row_tables import choice_words, readable
from app.rows.widths import fitted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.charts.panel import Panel
    from app.wording import Wording

ROW = "row"  # the widget that holds the id of the chosen row
TABLE = "table"
# pixels; the value beside the name is to have room on a phone
FLAGS_WIDTH, INDICATOR_WIDTH, SENTENCE_WIDTH = 130, 200, 400
TALLEST = 320  # pixels
FIRST = ("indicator", "value", "unit", "period", "who")
MOST_ROWS = 300  # in one table, and in the list to choose from


def row_choice(rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording) -> Any | None:
    """Let the reader choose a row from a list, by keyboard too; give the row, or None."""
    if len(rows) > MOST_ROWS:
        rows = pd.concat([rows.head(MOST_ROWS), rows[rows["id"] == asked(ROW)]]).drop_duplicates("id")
    ids = [str(name) for name in rows["id"]]
    seed_optional(ROW, ids)
    lines = dict(zip(ids, rows.itertuples(), strict=True))
    chosen = st.selectbox(
        say("compare.row"), ids, index=None, key=ROW, placeholder=say("compare.row_hint"),
        format_func=lambda name: choice_words(lines[name], catalogue, say),
    )  # fmt: skip
    publish(ROW)
    return None if chosen is None else lines[chosen]


def row_table(
    rows: pd.DataFrame,
    catalogue: Mapping[str, Any],
    say: Wording,
    panel: Panel | None = None,
    key: str = TABLE,
    *,
    chosen: pd.Series[bool] | None = None,
    of: int = 0,
) -> None:
    """Draw the rows, or those chosen, at most MOST_ROWS, as a panel draws them; choosing one shows its source.

    `of` says how many there are of which they are the first.
    """
    at = np.arange(len(rows)) if chosen is None else np.flatnonzero(chosen)
    count = of or len(at)
    rows = rows.take(at[:MOST_ROWS])  # only these: copying all of many rows takes longer than the rest
    shown = for_a_phone(readable(rows, catalogue, say, panel), say)
    named = f"{panel.title} {say('list.dot')} " if panel else ""  # each table of a page by a name of its own
    st.dataframe(
        shown, key=key, hide_index=True, on_select=partial(take_row, [*rows["id"]], key),
        selection_mode="single-row", height=min(TALLEST, 38 + 35 * len(shown)), alt=named + say("compare.table_alt"),
        column_config=column_widths(shown, say),
    )  # fmt: skip
    if count > len(rows):
        st.text(say("compare.more_rows", shown=len(rows), count=count))


def for_a_phone(shown: pd.DataFrame, say: Wording) -> pd.DataFrame:
    """Put first what tells one figure from another: where all are of one indicator, its name comes behind."""
    named, *others = (say(f"column.{name}") for name in FIRST if say(f"column.{name}") in shown)
    alike = len(shown) > 1 and len({*shown[named]}) == 1
    first = [*others, named] if alike else [named, *others]
    return shown[[*first, *(name for name in shown if name not in first)]]


def column_widths(shown: pd.DataFrame, say: Wording) -> dict[str, Any]:
    """Give each column the width of what is in it; names have so much room as leaves the value some on a phone."""
    most = {say("column.indicator"): INDICATOR_WIDTH, say("column.flags"): FLAGS_WIDTH,
            say("column.sentence"): SENTENCE_WIDTH}  # fmt: skip
    return fitted(shown, [say("column.value")], most)


def take_row(ids: list[str], key: str = TABLE) -> None:
    """Choose the row that was selected in the table."""
    for number in st.session_state[key]["selection"]["rows"]:
        if number < len(ids):
            st.session_state[ROW] = str(ids[number])
