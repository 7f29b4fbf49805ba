"""年度对比: indicators across years, each mark with its sentence."""

from html import escape

import streamlit as st

from app.computed_rows import with_computed
from app.filters import comparison_filters
from app.masthead import start
from app.panel_view import panel_view
from app.panels import arrange
from app.row_view import row_choice, row_downloads, row_table
from app.selection import select
from app.source_drawer import drawer
from app.viewed_rows import viewed

MOST_PANELS = 12

say, loaded = start()
table, catalogue = loaded.table, loaded.catalogue
st.html(f'<p class="lead">{escape(say("compare.lead"))}</p>')

wanted, view = comparison_filters(table, catalogue, say)
if not wanted.indicators:
    st.text(say("compare.choose"))
    st.stop()
rows = select(table, wanted)
if rows.empty:
    st.text(say("compare.nothing"))
    st.stop()

rows = with_computed(rows, table, wanted, catalogue)
figures, remarks = viewed(rows, table, wanted, catalogue, view, say)
panels = arrange(figures, catalogue, say, view=view)
charts, beside = st.columns([2, 1], gap="large")
with beside, st.container(key="drawer"):
    drawer(row_choice(rows, catalogue, say), say("compare.hint"), catalogue, say, table)
with charts:
    for remark in remarks:
        st.text(remark)
    for number, panel in enumerate(panels[:MOST_PANELS]):
        key = f"chart {number} {'+'.join(panel.indicators)}"
        panel_view(panel, figures, key, catalogue, say, view.form)
    if len(panels) > MOST_PANELS:
        st.text(say("compare.more_panels", count=len(panels) - MOST_PANELS))

drawn = {name for panel in panels for name in panel.row_ids}
others = rows[~rows["id"].isin(drawn)]
if len(others):
    st.header(say("compare.others"), anchor=False)
    row_table(others, catalogue, say)
row_downloads(rows, catalogue, say)
