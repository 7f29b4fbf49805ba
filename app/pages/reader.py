"""原文: a document with every figure marked; a mark opens its row, or the reason why there is none."""

from html import escape

import streamlit as st

from app.masthead import start
from app.observations import document_content, waiting_suggestions
from app.reader.document_parts import cuts, part_at, printed_pieces, unwrapped_pieces
from app.reader.document_view import Shown, document_view
from app.reader.figure_marks import mark_at, marks_of
from app.reader.filters import document_choice, layout_choice, part_choice
from app.reader.mark_drawer import mark_choice, mark_drawer, mark_names
from app.reader.place import asked, go_to, heed_address, write_address
from app.reader.reader_notes import document_notes, no_figures_note, place_note
from app.reader.reread import reread
from app.reader.suggestion_drawer import suggestion_drawer
from app.rows.source_drawer import drawer
from pipeline.lines import flow

say, loaded = start(without_rows=True)
st.html(f'<p class="lead">{escape(say("reader.lead"))}</p>')
heed_address(loaded.table)
with st.container(key="filters"):
    digest = document_choice(loaded, say)
    view, show = layout_choice(say)
content = document_content(digest) if digest else None
text = content.text if content else ""
if not digest or content is None:
    document_notes(loaded, digest, text, say)
    st.stop()

rows = loaded.table[loaded.table["digest"] == digest]
extraction = reread(loaded, digest, len(text))
page = extraction.page if extraction else flow(text, wrapped=content.layout.wrapped)
asked_about = waiting_suggestions(loaded)
asked_about = asked_about[asked_about["digest"] == digest]
marked = marks_of(rows, text, extraction.rejections if extraction else (), page, asked_about)
wanted = [mark for mark in marked.marks if show == "all" or (show == "rejected") == (not mark.rows)]
at = asked().at
mark = None if at is None else mark_at(marked.marks, at)

begins = cuts(text)
listing, beside = st.columns([2, 1], gap="large")
with listing:
    document_notes(loaded, digest, text, say, marked.lost, found=extraction is not None)
    if extraction and not marked.marks:
        no_figures_note(extraction, say)
    part = part_choice(len(begins) - 1, part_at(begins, at or 0) + 1, len(text), say)
first, last = begins[part - 1], begins[part]
here = [one for one in wanted if first <= one.start < last]
names = mark_names(here, rows, asked_about, text, loaded.catalogue, say)
with beside, st.container(key="drawer"):
    mark_choice(wanted, names, mark.start if mark else None, say)
    place_note(asked(), mark, rows, len(text), say)
    if mark:
        if mark.suggestion:
            suggestion_drawer(mark, asked_about, loaded, extraction, say)
        else:
            mark_drawer(mark, rows, loaded, extraction, asked().row, say)
    elif at is None:
        drawer(None, say("reader.hint"), loaded.catalogue, say, loaded.table)
with listing:
    pieces = (
        unwrapped_pieces(page, here, first, last)
        if view == "unwrapped"
        else printed_pieces(text, here, first, last)
    )
    document_view(Shown(pieces, here, names, mark.start if mark else None, view == "unwrapped"), go_to, say)
write_address(
    document=digest,
    view="" if view == "printed" else view,
    show="" if show == "all" else show,
    part="" if part == part_at(begins, at or 0) + 1 else part,
)
