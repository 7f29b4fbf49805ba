"""年度对比: indicators across years, each mark with its sentence."""

from html import escape

import streamlit as st

from app.filters import comparison_filters
from app.masthead import start
from app.panel_view import panel_view
from app.panels import arrange, scales_drawn
from app.row_view import row_choice, row_downloads, row_table
from app.selection import present_years, select
from app.source_drawer import drawer

say, loaded = start()
table, catalogue = loaded.table, loaded.catalogue
st.html(f'<p class="lead">{escape(say("compare.lead"))}</p>')

wanted, scale = comparison_filters(table, catalogue, say)
if not wanted.indicators:
    st.text(say("compare.choose"))
    st.stop()
rows = select(table, wanted)
if rows.empty:
    st.text(say("compare.nothing"))
    st.stop()

panels = arrange(rows, catalogue, say, scale)
charts, beside = st.columns([2, 1], gap="large")
with beside, st.container(key="drawer"):
    chosen = row_choice(rows, catalogue, say)
    drawer(chosen, say("compare.hint"), catalogue, say)
with charts:
    for number, panel in enumerate(panels):
        panel_view(panel, f"chart {number} {'+'.join(panel.indicators)}", present_years(rows), say)

st.header(say("compare.table"), anchor=False)
drawn = scales_drawn(panels)
row_table(rows, catalogue, say, drawn)
row_downloads(rows, catalogue, say, drawn)
