"""总览: what is in, at a glance."""

from html import escape

import plotly.graph_objects as go
import streamlit as st

from app.charts.panel_frame import panel_heading, quiet_config, small_print
from app.documents.reading_view import wait_for
from app.labels import name_words
from app.markdown import verbatim
from app.masthead import count_doubts, or_stopped, start, tell_away
from app.observations import ready, shown_workspace
from app.overview.coverage import compare_link
from app.overview.first_page import drawn, first_page
from app.overview.opening import card_choice, official_series, opening
from app.wording import wording
from pipeline.indicators.layers import catalogue_by

say = wording(st.session_state["lang"])
there = or_stopped(say, lambda: ready(lambda reading: wait_for(reading, say)))
page = or_stopped(say, lambda: first_page(there, say))
opening(say)
official_series(say)
if page is None:
    start()  # says that there is nothing, and what to do
    st.stop()

tell_away(there, say)
count_doubts(page.doubts)
counts = escape(say("overview.lead", **page.counts) + say("list.gap"))
rejected = escape(say("overview.rejected", count=page.rejected))
link = f"review?lang={say.language}&amp;list=unassigned"
st.html(f'<p class="counts">{counts}<a class="more" href="{link}">{rejected}</a></p>')
if page.suggested:
    st.html(f'<p class="small-print"><a class="more" href="review?lang={say.language}&amp;kinds=suggestion">'
            f'{escape(say("overview.suggested", count=page.suggested))} →</a></p>')  # fmt: skip
if page.samples:
    st.html(f'<p class="small-print">{escape(say("overview.samples"))} <a class="more" '
            f'href="documents?lang={say.language}">{escape(say("overview.add_own"))} →</a></p>')  # fmt: skip
if page.left_out:
    st.text(say("overview.skipped", reasons=" ".join(page.left_out)))

if page.offered:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = (say("overview.headlines"), name_words(page.place, say))
        st.header(verbatim(say("list.dot").join(filter(None, words))), anchor=False)
        card_choice(page, catalogue_by(shown_workspace().rules).entries, say)
    st.html(page.cards)
    st.html(
        f'<p class="small-print">{escape(page.cards_left_out)}{escape(say("overview.headlines_note"))}</p>'
    )

if page.featured:
    st.header(say("overview.featured"), anchor=False)
    for number, (one, column) in enumerate(
        zip(page.featured, st.columns(len(page.featured), gap="large"), strict=True)
    ):
        with column:
            panel_heading(one.title, one.unit, say)
            st.plotly_chart(
                go.Figure(**one.drawing, _validate=False),
                key=f"featured {number}",
                config=quiet_config(),
                alt=one.told,
            )
            small_print(one.notes)
    link = compare_link(say, indicators=",".join(page.indicators))
    st.html(f'<p><a class="more" href="{link}">{escape(say("overview.open_compare"))} →</a></p>')

st.header(say("overview.matrix"), anchor=False)
st.html(f'<p class="small-print">{escape(say("overview.matrix_note"))}</p>')
st.html(page.coverage)
drawn.set()
