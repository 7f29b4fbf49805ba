"""参考数据: tables of official figures, beside those read from documents."""

from html import escape

import streamlit as st

from app.masthead import start
from app.reference.intake_view import import_view, sample_offer
from app.reference.tables_view import tables_view

say, loaded = start()
st.html(f'<p class="lead">{escape(say("reference.lead"))}</p>')
import_view(loaded, say)
if not tables_view(loaded, say):
    sample_offer(loaded, say)
