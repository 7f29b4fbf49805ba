"""Draw the page Compare: choices beside the charts, the source of a figure beside both.

All of it is one fragment: a choice redraws it without what stands above, and the charts come before the rest.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.address import told_in
from app.compare.chart_downloads import keep_all
from app.compare.comparison import Comparison, compared_once
from app.compare.filters import SOURCES, beyond_link, comparison_filters
from app.compare.panel_view import panel_view
from app.compare.panel_words import publish_words
from app.masthead import start
from app.report.basket import Chosen
from app.rows.downloads import row_downloads
from app.rows.row_view import row_choice, row_table
from app.rows.source_drawer import drawer
from app.selection import with_ids
from pipeline.comparable import beyond_a_year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.charts.views import View
    from app.selection import Selection
    from app.wording import Wording

MOST_PANELS = 12
WIDTHS = (5, 14, 5)  # of choices, charts and source


@st.fragment
def comparison() -> None:
    """Draw choices, charts and the source of the figure that was clicked, of what is there at each choice."""
    say, loaded = start()
    with st.container(key="compare"):
        choices, charts, source = st.columns(WIDTHS, gap="medium")
    with charts:
        st.html(f'<p class="lead">{escape(say("compare.lead"))}</p>{choices_button("compare.choices", say)}')
    with choices, told_in(charts):  # on a phone the choices are hidden
        wanted, view = comparison_filters(loaded.table, loaded.catalogue, say)
        st.html(choices_button("compare.choices_end", say))
    if not wanted.indicators:
        charts.text(say("compare.choose"))
        return
    seen = compared_once(loaded, wanted, view, say)
    if seen.rows.empty:
        charts.text(say("compare.nothing"))
        return
    with charts:
        charts_view(seen, wanted, view, loaded.catalogue, say)
    with source, st.container(key="drawer"):
        chosen = row_choice(seen.rows, loaded.catalogue, say)
        drawer(chosen, say("compare.hint"), loaded.catalogue, say, loaded.table)
    rest_view(seen, loaded.catalogue, say)


def choices_button(words: str, say: Wording) -> str:
    """Write the button that opens and closes the choices where there is no room beside the charts (shell.js)."""
    return f'<button class="choices" type="button">{escape(say(words))}</button>'


def charts_view(
    seen: Comparison, wanted: Selection, view: View, catalogue: Mapping[str, Any], say: Wording
) -> None:
    """Draw the panels, and say what stands in none."""
    publish_words(seen.panels[:MOST_PANELS], say)
    shown = [
        (Chosen(wanted, view, number, panel.indicators), panel)
        for number, panel in enumerate(seen.panels[:MOST_PANELS])
    ]
    keep_all(shown, seen.figures, say)
    whole = [one for one in shown if one[1].kind == "year"]
    parts = [one for one in shown if one[1].kind != "year"] if whole else []
    for chosen, panel in whole or shown:
        panel_view(panel, seen.figures, chosen, catalogue, say)
    if parts:  # of years: behind these, and drawn where someone asks for them
        listed = st.expander(say("compare.year_parts", count=len(parts)), key="year parts", on_change="rerun")
        if listed.open:
            with listed:
                for chosen, panel in parts:
                    panel_view(panel, seen.figures, chosen, catalogue, say)
    if len(seen.panels) > MOST_PANELS:
        st.text(say("compare.more_panels", count=len(seen.panels) - MOST_PANELS))
    for remark in seen.remarks:
        st.text(remark)
    if beyond_a_year(seen.rows).any():
        st.page_link(
            SOURCES,
            label=say("compare.see_beyond"),
            query_params=beyond_link(wanted),
            icon=":material/table_rows:",
        )


def rest_view(seen: Comparison, catalogue: Mapping[str, Any], say: Wording) -> None:
    """List the rows that no panel draws, and offer all of them as a file."""
    drawn = {name for panel in seen.panels for name in panel.row_ids}
    others = ~with_ids(seen.rows, drawn)
    if others.any():
        count = say("compare.others", count=int(others.sum()))
        listed = st.expander(
            count, key="others", on_change="rerun"
        )  # a table that nobody looks at is not made
        if listed.open:
            with listed:
                row_table(seen.rows, catalogue, say, chosen=others)
    row_downloads(seen.rows, catalogue, say)
