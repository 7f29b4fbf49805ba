"""数据行: every row, and the sentence behind it."""

from html import escape

import streamlit as st

from app.compare.filters import source_filters
from app.documents.one_document import of_one_document
from app.masthead import start
from app.rows.downloads import listing_downloads
from app.rows.listing import listed_rows
from app.rows.row_view import row_choice, row_table
from app.rows.source_drawer import drawer

say, loaded = start()
st.html(f'<p class="lead">{escape(say("sources.lead"))}</p>')

part = of_one_document(loaded.table, say)
rows = listed_rows(part, source_filters(part, loaded.catalogue, say), loaded.catalogue)
if not rows.count:
    st.text(say("sources.nothing"))
    st.stop()

listing, beside = st.columns([2, 1], gap="large")
with beside, st.container(key="drawer"):
    chosen = row_choice(rows.first, loaded.catalogue, say)
    drawer(chosen, say("sources.hint"), loaded.catalogue, say, loaded.table)
with listing:
    st.html(f'<p class="small-print">{escape(say("sources.count", count=rows.count))}</p>')
    row_table(rows.first, loaded.catalogue, say, of=rows.count)
    listing_downloads(rows, loaded.catalogue, say)
