"""原文: a document with every figure marked; a mark opens its row, or the reason why there is none."""

from html import escape

import streamlit as st

from app.masthead import start
from app.observations import document_content, waiting_suggestions
from app.reader.document_parts import cuts, part_at, printed_pieces, spanning_cells, unwrapped_pieces
from app.reader.document_view import Shown, document_view
from app.reader.figure_marks import mark_at, marks_of
from app.reader.filters import SIDES, VIEWS, document_choice, layout_choice, part_choice
from app.reader.mark_drawer import mark_choice, mark_drawer, mark_names
from app.reader.original import original_of, original_view, page_at, shape_of
from app.reader.original_view import Marked
from app.reader.place import asked, go_to, heed_address, write_address
from app.reader.reader_notes import document_notes, no_figures_note, place_note
from app.reader.reread import reread
from app.reader.suggestion_drawer import suggestion_drawer
from app.rows.source_drawer import drawer
from pipeline.lines import flow
from pipeline.stored import Where

say, loaded = start(without_rows=True)
st.html(f'<p class="lead">{escape(say("reader.lead"))}</p>')
heed_address(loaded.table)
with st.container(key="filters"):
    digest = document_choice(loaded, say)
    content = document_content(digest) if digest else None
    wrapped = content is None or content.layout.wrapped
    shape = shape_of(content)
    view, show, side = layout_choice(say, wrapped=wrapped, original=bool(shape))
text = content.text if content else ""
if not digest or content is None:
    document_notes(loaded, digest, text, say)
    st.stop()

rows = loaded.table.rows(Where({"digest": [digest]}))
extraction = reread(loaded, digest, len(text))
page = extraction.page if extraction else flow(text, wrapped=wrapped)
asked_about = waiting_suggestions(loaded)
asked_about = asked_about[asked_about["digest"] == digest]
marked = marks_of(rows, text, extraction.rejections if extraction else (), page, asked_about)
wanted = [mark for mark in marked.marks if show == "all" or (show == "rejected") == (not mark.rows)]
at = asked().at
mark = None if at is None else mark_at(marked.marks, at)
original = original_of(digest, content, at, wanted, loaded, say) if side != "text" else None

begins = cuts(text)
with st.container(key=f"side_{side}"):
    listing, *middle, beside = st.columns(
        [5, 7, 4] if side == "both" else [2, 1], gap="medium" if side == "both" else "large"
    )
with listing:
    document_notes(loaded, digest, text, say, marked.lost, found=extraction is not None)
    if extraction and not marked.marks:
        no_figures_note(extraction, say)
begun = original.begins(at) if original else at or 0
followed = part_at(begins, begun) + 1
with listing:
    part = part_choice(len(begins) - 1, followed, len(text), say) if side != "original" else followed
first, last = begins[part - 1], begins[part]
here = [one for one in wanted if first <= one.start < last]
there = original.held(wanted) if original else []
names = mark_names(
    [*{one.start: one for one in [*here, *there]}.values()], rows, asked_about, text, loaded.catalogue, say
)
offered = there if side == "original" else here
with beside, st.container(key="drawer"):
    mark_choice(wanted, {one.start: names[one.start] for one in offered}, mark.start if mark else None, say)
    place_note(asked(), mark, rows, len(text), say)
    if mark:
        if mark.suggestion:
            suggestion_drawer(mark, asked_about, loaded, extraction, say)
        else:
            mark_drawer(mark, rows, loaded, extraction, asked().row, say)
    elif at is None:
        drawer(None, say("reader.hint"), loaded.catalogue, say, loaded.table)
chosen = mark.start if mark else None
if side != "original":
    with listing:
        pieces = (
            unwrapped_pieces(page, here, first, last)
            if wrapped and view == "unwrapped"
            else printed_pieces(text, here, first, last)
        )
        spans = () if wrapped else spanning_cells(text, content.layout.spans, first, last)
        near = next((one.start for one in here if one.start >= begun), None) if begun else None
        laid_out = Shown(pieces, here, names, chosen, view == "unwrapped", not wrapped, near, spans)
        document_view(laid_out, go_to, say)
if original:
    with middle[0] if middle else listing:
        original_view(original, Marked(there, names, chosen, leads=side == "original"), say)
write_address(
    document=digest,
    view="" if view == VIEWS[0] or not wrapped else view,
    show="" if show == "all" else show,
    part="" if part == followed else part,
    side="" if not shape or side == SIDES[0] else side,
    page="" if not original or original.page in (0, page_at(content, at)) else original.page,
)
