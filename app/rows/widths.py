"""Give the columns of a table the width of what stands in them: the widths that Streamlit gives cut names and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.charts.name_widths import text_width

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    import pandas as pd

CELL, LETTER, WORD = 24, 8, 7  # pixels round the text of a cell, and of a column of a number and of words
WIDEST = 340  # of any column, unless told otherwise
MOST_LOOKED_AT = 500  # cells of words


def fitted(
    shown: pd.DataFrame, numbers: Container[str] = (), most: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """Configure each column of a table of texts; `numbers` are set to the right and never cut, `most` are pixels."""
    limits = most or {}
    made = {}
    for name in shown:
        cells = shown[name] if name in numbers else shown[name].head(MOST_LOOKED_AT)
        longest = max(map(text_width, [str(name), *map(str, cells)]))
        if name in numbers:
            made[name] = st.column_config.TextColumn(alignment="right", width=CELL + LETTER * longest)
        else:
            width = min(CELL + WORD * longest, limits.get(str(name), WIDEST))
            made[name] = st.column_config.TextColumn(width=width)
    return made
