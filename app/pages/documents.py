"""文件: what is in, what became of each document, and how to add, describe and remove them."""

from html import escape

import streamlit as st

from app.documents.form import details, together, unread_said
from app.documents.intake_view import ask, tell_last, tell_refused
from app.documents.listing_view import choose, narrowed, pick
from app.documents.reading_view import glance, reading_strip
from app.documents.removal import nothing_there, removal, samples
from app.masthead import loaded_or_listed
from app.observations import data_path, listed, opened, reading_of, workspace_folder
from app.wording import wording

say = wording(st.session_state["lang"])
loaded = loaded_or_listed(say, glance)
folder = str(workspace_folder())
workspace = opened(folder)
documents = listed(folder, workspace.state())

st.html(f'<p class="lead">{escape(say("documents.lead"))}</p>')
ask(workspace, say)
reading = reading_of(folder)
with st.container():  # a place of its own: where its strip goes, what stands open below stays open
    reading_strip(reading, say)
tell_last(workspace, documents, say, paused=reading.paused)

for fault in loaded.faults:
    st.text(fault.said(say.language))
if data_path() is not None:
    st.text(say("documents.mirrors", folder=data_path()))
    tell_refused(loaded.refused, set(documents["file"]), say)
samples(workspace, documents, say)
if documents.empty:
    nothing_there(workspace, say)
    st.stop()

st.header(say("documents.title"), anchor=False)
shown, count = narrowed(documents, say)
if shown.empty:
    st.text(say("documents.nothing"))
    st.stop()

listing, beside = st.columns([5, 2], gap="large")
with listing:
    chosen = choose(shown, count, say)
with beside, st.container(key="drawer"):
    pick(shown, chosen, say)
    marked = shown[shown["digest"].isin([one for one in chosen if one in loaded.entries])]
    if marked.empty:
        st.html(f'<aside class="source empty"><p>{escape(say("documents.hint"))}</p></aside>')
        st.stop()
    entries = [loaded.entries[digest] for digest in marked["digest"]]
    if len(entries) == 1:
        outcome = loaded.outcomes.get(entries[0].digest)
        left_out = outcome.left_out_said(say.language) if outcome else []
        left_out += [unread_said(outcome, say)] if outcome and outcome.skipped else []
        details(workspace, next(marked.itertuples()), entries[0], left_out, say)
    else:
        together(workspace, entries, say)
    removal(workspace, marked, say)
