"""Put the chosen rows together as a comparison: what is drawn, and what is said beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.charts.panel import Panel
from app.charts.panels import arrange
from app.compare.computed_rows import with_computed
from app.compare.viewed_rows import viewed
from app.selection import asked, select

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from app.charts.views import View
    from app.observations import Loaded
    from app.selection import Selection
    from app.wording import Wording
    from pipeline.stored import StoredTable


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold the rows chosen, the figures that a view makes of them, its panels, and sentences about what it leaves out."""

    rows: pd.DataFrame
    figures: pd.DataFrame
    panels: list[Panel]
    remarks: list[str]


def compared(
    table: StoredTable,
    wanted: Selection,
    view: View,
    catalogue: Mapping[str, Any],
    say: Wording,
    rows: pd.DataFrame | None = None,
) -> Comparison:
    """Choose rows of the table, unless they are given, and arrange them as the view asks; without rows no panels."""
    rows = chosen(table, wanted, catalogue) if rows is None else rows
    if rows.empty:
        return Comparison(rows, rows, [], [])
    figures, remarks = viewed(rows, table, wanted, catalogue, view, say)
    return Comparison(rows, figures, arrange(figures, catalogue, say, view=view), remarks)


def chosen(table: StoredTable, wanted: Selection, catalogue: Mapping[str, Any]) -> pd.DataFrame:
    """Choose rows of the table, with what is computed from them."""
    every = asked(table, replace(wanted, years=()) if wanted.derived else wanted)
    rows = select(every, wanted)
    return rows if rows.empty else with_computed(rows, every, wanted, catalogue)


def compared_once(loaded: Loaded, wanted: Selection, view: View, say: Wording) -> Comparison:
    """Compare rows of the table, once as long as nothing was read or decided, whoever asks and however often."""
    return _compared(loaded.state, wanted, view, say.language, loaded, say)


@st.cache_resource(show_spinner=False, max_entries=32)
def _compared(
    state: str,
    wanted: Selection,
    view: View,
    language: str,  # noqa: ARG001 - stands for the words
    _loaded: Loaded,
    _say: Wording,
) -> Comparison:
    rows = _chosen(state, wanted, _loaded.table, _loaded.catalogue)
    return compared(_loaded.table, wanted, view, _loaded.catalogue, _say, rows)


@st.cache_resource(show_spinner=False, max_entries=8)
def _chosen(
    state: str,  # noqa: ARG001 - stands for the table
    wanted: Selection,
    _table: StoredTable,
    _catalogue: Mapping[str, Any],
) -> pd.DataFrame:
    return chosen(_table, wanted, _catalogue)
