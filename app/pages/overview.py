"""总览: what is in, at a glance."""

from html import escape

import streamlit as st

from app.charts.figure import figure
from app.charts.notes import alternative
from app.charts.panel_frame import panel_heading, quiet_config, small_print
from app.charts.panels import arrange
from app.masthead import start
from app.overview.coverage import compare_link, coverage_html
from app.overview.headlines import cards_html
from app.overview.tallies import tallies
from app.selection import PLACES, Selection, select, telling_indicators

say, loaded = start()
table, catalogue = loaded.table, loaded.catalogue

counts = tallies(loaded)
lead = say("overview.lead", **counts) + say("list.gap") + say("overview.rejected", count=loaded.rejected)
st.html(f'<p class="lead">{escape(lead)}</p>')
if all(entry.origin == "sample" for entry in loaded.entries.values()):
    st.html(f'<p class="small-print">{escape(say("overview.samples"))} <a class="more" '
            f'href="documents?lang={say.language}">{escape(say("overview.add_own"))} →</a></p>')  # fmt: skip
if left_out := loaded.left_out(say.language):
    st.text(say("overview.skipped", reasons=" ".join(left_out)))

st.header(say("overview.headlines"), anchor=False)
st.html(cards_html(table, catalogue, say))
st.html(f'<p class="small-print">{escape(say("overview.headlines_note"))}</p>')

featured = tuple(telling_indicators(table, catalogue))
panels = arrange(select(table, Selection(featured, about=PLACES)), catalogue, say)
if panels:
    st.header(say("overview.featured"), anchor=False)
    for number, (panel, column) in enumerate(
        zip(panels, st.columns(min(len(panels), 2), gap="large"), strict=False)
    ):
        with column:
            panel_heading(panel, say)
            drawing = figure(panel, say)
            st.plotly_chart(
                drawing, key=f"featured {number}", config=quiet_config(), alt=alternative(panel, say)
            )
            small_print(panel, say)
    link = compare_link(say, indicators=",".join(featured))
    st.html(f'<p><a class="more" href="{link}">{escape(say("overview.open_compare"))} →</a></p>')

st.header(say("overview.matrix"), anchor=False)
st.html(f'<p class="small-print">{escape(say("overview.matrix_note"))}</p>')
st.html(coverage_html(table, catalogue, say))
