"""Show rows as a table to choose from, and offer them as files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.address import publish
from app.exports import CSV_TYPE, XLSX_TYPE, csv_bytes, file_name, xlsx_bytes
from app.labels import indicator_name
from app.row_tables import choice_words, readable
from app.selection import present_years
from pipeline.table import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.panels import Panel
    from app.wording import Wording

ROW = "row"  # the widget that holds the id of the chosen row
TABLE = "table"
FLAGS_WIDTH = 130  # pixels
TALLEST = 320  # pixels
MOST_ROWS = 300  # in one table, and in the list to choose from


def row_choice(rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording) -> Any | None:
    """Let the reader choose a row from a list, by keyboard too; give the row, or None."""
    if ROW not in st.session_state:
        st.session_state[ROW] = st.query_params.get(ROW)
    if len(rows) > MOST_ROWS:
        rows = pd.concat([rows.head(MOST_ROWS), rows[rows["id"] == st.session_state[ROW]]]).drop_duplicates(
            "id"
        )
    ids = [str(name) for name in rows["id"]]
    if st.session_state[ROW] not in ids:
        st.session_state[ROW] = None
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
) -> None:
    """Draw the rows, at most MOST_ROWS, as a panel draws them; choosing one shows its source."""
    count, rows = len(rows), rows.head(MOST_ROWS)
    shown = readable(rows, catalogue, say, panel)
    st.dataframe(
        shown, key=key, hide_index=True, on_select=partial(take_row, [*rows["id"]], key),
        selection_mode="single-row", height=min(TALLEST, 38 + 35 * len(shown)), alt=say("compare.table_alt"),
        column_config=column_widths(say),
    )  # fmt: skip
    if count > len(rows):
        st.text(say("compare.more_rows", shown=len(rows), count=count))


def column_widths(say: Wording) -> dict[str, Any]:
    """Set numbers to the right, and give the sentence what room is left."""
    return {
        say("column.value"): st.column_config.TextColumn(alignment="right"),
        say("column.flags"): st.column_config.TextColumn(width=FLAGS_WIDTH),
        say("column.sentence"): st.column_config.TextColumn(width="large"),
    }


def take_row(ids: list[str], key: str = TABLE) -> None:
    """Choose the row that was selected in the table."""
    for number in st.session_state[key]["selection"]["rows"]:
        if number < len(ids):
            st.session_state[ROW] = str(ids[number])


def row_downloads(rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording) -> None:
    """Offer the rows, with every column of the table of observations, as CSV and XLSX."""
    whole = rows[[*COLUMNS]]
    about = [*dict.fromkeys(rows["who"])]
    indicators = [*dict.fromkeys(rows["indicator"])]
    parts = [
        about[0] if len(about) == 1 else "",
        *(indicator_name(one, catalogue, say) for one in indicators[:3]),
    ]
    name = file_name(parts, present_years(rows), "")
    with st.container(horizontal=True):
        st.download_button(
            say("compare.rows_csv"), data=lambda: csv_bytes(whole), file_name=f"{name}csv", mime=CSV_TYPE,
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            say("compare.rows_xlsx"), data=lambda: xlsx_bytes(whole, say("compare.table")),
            file_name=f"{name}xlsx", mime=XLSX_TYPE, icon=":material/download:", on_click="ignore",
        )  # fmt: skip
