"""填表: fill in an office's own Excel form from the figures that are in."""

from html import escape

import streamlit as st

from app.forms.cells_view import cells_view
from app.forms.headings_view import headings_view
from app.forms.intake_view import intake
from app.forms.outcome_view import outcome_view
from app.masthead import start

say, loaded = start()
st.html(f'<p class="lead">{escape(say("forms.lead"))}</p>')
form = intake(loaded, say)
if form is not None:
    outcome_view(form, say)
    headings_view(form, loaded, say)
    cells_view(form, loaded, say)
