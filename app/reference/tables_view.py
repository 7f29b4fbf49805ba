"""Show the tables of official figures that are there, and where documents say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.labels import indicator_name
from app.markdown import verbatim
from app.not_kept import told_if_not_kept
from app.observations import shown_workspace
from app.removal import removal_button
from app.rows.row_tables import readable
from app.rows.row_view import column_widths
from app.selection import ALL, named, years_of

if TYPE_CHECKING:
    from app.observations import Loaded
    from app.wording import Wording

TALLEST = 420


def tables_view(loaded: Loaded, say: Wording) -> bool:
    """Draw each table with its figures and a button that removes it; tell whether there is any."""
    from pipeline.reference_series import RULE
    from pipeline.stored import Where

    references = shown_workspace().references
    kept = references.tables()
    rows = loaded.table.rows(Where({"rule": [RULE]}))
    for one in kept:
        own = rows[rows["document"] == one.file]
        st.header(verbatim(one.file), anchor=False)
        st.text(summary(own, loaded, say))
        lines = readable(named(own, ALL), loaded.catalogue, say).drop(columns=say("column.sentence"))
        if len({*lines[say("column.flags")]}) == 1:  # they are official, as all that stands here
            lines = lines.drop(columns=say("column.flags"))
        st.dataframe(
            lines, column_config=column_widths(lines, say), hide_index=True,
            height=min(TALLEST, 38 + 35 * len(own)), key=f"reference {one.digest}",
        )  # fmt: skip
        removal_button(
            say("reference.remove"), say("reference.remove_ask"), say, f"remove {one.digest}", remove, one.digest,
            look="tertiary",
        )  # fmt: skip
    return bool(kept)


def remove(digest: str) -> None:
    """Forget a table, or remember why that could not be kept."""
    with told_if_not_kept():
        shown_workspace().references.remove(digest)


def summary(rows: pd.DataFrame, loaded: Loaded, say: Wording) -> str:
    """Sum up a table in a line: figures, places, years, indicators."""
    years = years_of(rows)
    names = [indicator_name(one, loaded.catalogue, say) for one in dict.fromkeys(rows["indicator"])]
    return say(
        "reference.summary", count=len(rows), places=say("list.join").join(dict.fromkeys(rows["place"])),
        years=f"{years[0]}–{years[-1]}" if years else "—", indicators=say("list.join").join(names),
    )  # fmt: skip
