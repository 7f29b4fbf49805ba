"""报告: the charts kept for a report, in order, with a sentence each, as one file."""

from html import escape

import streamlit as st

from app.masthead import start
from app.report.basket import basket
from app.report.items_view import items_view, save_view

say, loaded = start()
st.html(f'<p class="lead">{escape(say("report.lead"))}</p>')
kept = basket()
if not kept.chosen:
    st.text(say("report.empty"))
    st.page_link("app/pages/compare.py", label=say("report.to_compare"), icon=":material/bar_chart:")
    st.stop()
items = items_view(kept, loaded, say)
save_view(items, len(kept.chosen) - len(items), loaded, say)
