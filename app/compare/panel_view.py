"""Show a panel on the page: title and unit, chart, small print, downloads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.charts.chart_view import charts_of
from app.charts.first_to_last import changes_html
from app.charts.notes import alternative, notes, told_below
from app.charts.panel_frame import panel_heading, quiet_config, small_print
from app.charts.pictures import TYPES, obstacle
from app.charts.prints import print_figure
from app.charts.views import CHART, TABLE
from app.compare.chart_downloads import downloads
from app.compare.panel_words import words_editor, words_of
from app.labels import indicator_name
from app.overview.coverage import definition_link
from app.report.items import Item
from app.report.kinds import panel_name
from app.rows.row_view import ROW, row_table
from app.selection import with_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import plotly.graph_objects as go

    from app.charts.panel import Panel
    from app.report.basket import Chosen
    from app.wording import Wording


def panel_view(
    panel: Panel,
    rows: pd.DataFrame,
    chosen: Chosen,
    catalogue: Mapping[str, Any],
    say: Wording,
) -> None:
    """Show a panel as chart, table or both, under one heading and over one small print.

    `rows` hold those of the panel; marks and lines of the table lead to their source. `chosen` names it for a report.
    """
    form, key = chosen.view.form, f"chart {chosen.number} {'+'.join(panel.indicators)}"
    plain, words = panel, words_of(panel)
    panel, chosen = words.on(panel), chosen.worded(words)
    panel_heading(panel.title, panel.unit, say, panel.lead, definitions(panel, catalogue, say))
    if form != TABLE:
        charts_of(panel, key, say, clickable)
        if told := changes_html(panel, say):
            st.html(told)
    if form != CHART:
        row_table(rows, catalogue, say, panel, f"table {key}", chosen=with_ids(rows, panel.row_ids))
    small_print(notes(panel, say))
    downloads(Item(panel, rows), key, catalogue, say, chosen)
    words_editor(plain, key, say)
    if obstacle() is not None:
        print_version(panel, key, say)


def definitions(panel: Panel, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write the way to what each indicator of a panel means; where there are several, by its name."""
    names = {one: indicator_name(one, catalogue, say) for one in panel.indicators if one in catalogue}
    told = len(names) > 1
    links = (definition_link(one, name, say, named=told) for one, name in names.items())
    return f'<small class="definitions">{"".join(links)}</small>'


def clickable(panel: Panel, drawing: go.Figure, key: str, say: Wording) -> None:
    """Draw a chart whose marks choose their row."""
    st.plotly_chart(
        drawing, key=key, on_select=partial(take_point, key), selection_mode="points", width="stretch",
        config=quiet_config(), alt=alternative(panel, say),
    )  # fmt: skip


def take_point(key: str) -> None:
    """Choose the row of the mark that was clicked."""
    points = st.session_state[key]["selection"]["points"]
    chosen = next((point["customdata"] for point in points if point.get("customdata")), None)
    if chosen:
        st.session_state[ROW] = chosen[0] if isinstance(chosen, list) else chosen


def print_version(panel: Panel, key: str, say: Wording) -> None:
    """Show the picture as it would be saved, with a camera that saves it: a way that needs no browser on this machine."""
    with st.expander(say("picture.by_hand")):
        kind = st.segmented_control(
            say("picture.kind"),
            list(TYPES),
            format_func=str.upper,
            default="png",
            required=True,
            key=f"by hand {key}",
        )
        st.plotly_chart(
            print_figure(panel, told_below(panel, say), say), theme=None, key=f"print {key}", width="content",
            config=camera_config(panel_name(panel, ""), str(kind), say), alt=alternative(panel, say),
        )  # fmt: skip


def camera_config(name: str, kind: str, say: Wording) -> dict[str, Any]:
    """Let plotly's own camera button save the picture, with its name in the language."""
    words = {"Download plot": say("picture.camera"), "Download plot as a PNG": say("picture.camera")}
    return {
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "displaylogo": False,
        "showSendToCloud": False,
        "locale": "zh-CN",
        "locales": {"zh-CN": {"dictionary": words, "format": {}}},
        "toImageButtonOptions": {
            "format": kind,
            "filename": name.rstrip("."),
            "scale": 2 if kind == "png" else 1,
        },
    }
