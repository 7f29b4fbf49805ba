"""年度对比: indicators across years, each mark with its sentence."""

from html import escape

import streamlit as st

from app.compare.chart_downloads import keep_all
from app.compare.comparison import compared, once
from app.compare.filters import SOURCES, beyond_link, comparison_filters
from app.compare.panel_view import panel_view
from app.compare.panel_words import publish_words
from app.masthead import start
from app.report.basket import Chosen
from app.rows.row_view import row_choice, row_downloads, row_table
from app.rows.source_drawer import drawer
from app.selection import with_ids
from pipeline.comparable import beyond_a_year

MOST_PANELS = 12

say, loaded = start()
table, catalogue = loaded.table, loaded.catalogue
st.html(f'<p class="lead">{escape(say("compare.lead"))}</p>')

wanted, view = comparison_filters(table, catalogue, say)
if not wanted.indicators:
    st.text(say("compare.choose"))
    st.stop()
seen = compared(table, wanted, view, catalogue, say, once(loaded, wanted))
if seen.rows.empty:
    st.text(say("compare.nothing"))
    st.stop()

charts, beside = st.columns([2, 1], gap="large")
with beside, st.container(key="drawer"):
    drawer(row_choice(seen.rows, catalogue, say), say("compare.hint"), catalogue, say, table)
with charts:
    for remark in seen.remarks:
        st.text(remark)
    if beyond_a_year(seen.rows).any():
        st.page_link(
            SOURCES,
            label=say("compare.see_beyond"),
            query_params=beyond_link(wanted),
            icon=":material/table_rows:",
        )
    publish_words(seen.panels[:MOST_PANELS], say)
    shown = [
        (Chosen(wanted, view, number, panel.indicators), panel) for number, panel in enumerate(seen.panels)
    ]
    keep_all(shown[:MOST_PANELS], seen.figures, say)
    for chosen, panel in shown[:MOST_PANELS]:
        panel_view(panel, seen.figures, chosen, catalogue, say)
    if len(seen.panels) > MOST_PANELS:
        st.text(say("compare.more_panels", count=len(seen.panels) - MOST_PANELS))

drawn = {name for panel in seen.panels for name in panel.row_ids}
others = ~with_ids(seen.rows, drawn)
if others.any():
    st.header(say("compare.others"), anchor=False)
    row_table(seen.rows, catalogue, say, chosen=others)
row_downloads(seen.rows, catalogue, say)
