"""审核: what is doubtful, one by one, and what was decided about it."""

from html import escape

import streamlit as st

from app.address import publish, seed_one
from app.masthead import start
from app.observations import shown_workspace
from app.review.filters import rest_words, review_filters, rows_link
from app.review.history import history_view, orphans_view
from app.review.item import given_row_view, item_view, message, undo_button
from app.review.keeping import GIVEN
from app.review.line import ROW, line, next_item, rows_of, shown
from app.review.suggested import suggestion_view
from app.review.unassigned import unassigned_view
from pipeline.stored import Where
from pipeline.workspace.asked_items import SUGGESTION

say, loaded = start(without_rows=True)
table, catalogue = loaded.table, loaded.catalogue
st.html(f'<p class="lead">{escape(say("review.lead"))}</p>')

lists = ("queue", "unassigned", "history", "orphans")
counts = {
    "unassigned": loaded.rejected,
    "history": shown_workspace().verdicts.last(),
    "orphans": len(loaded.orphans),
}


def list_words(code: str) -> str:
    """Name a list, with how much is on it."""
    return say(f"review.list_{code}", count=counts.get(code, 0))


seed_one("list", lists, lists[0], list_words)
chosen = st.segmented_control(
    say("review.list"), lists, key="list", required=True, label_visibility="collapsed", format_func=list_words
)
publish("list", default=lists[0])
if chosen == "unassigned":
    unassigned_view(loaded, say)
    st.stop()
if chosen == "history":
    history_view({one.number for one in loaded.carried.values()}, catalogue, say)
    st.stop()
if chosen == "orphans":
    orphans_view(loaded.orphans, catalogue, say)
    st.stop()

given = st.query_params.get(ROW, "")
if given:
    if rows := rows_of(table.rows(Where({"id": [given]})), (given,)):
        given_row_view(f"{GIVEN}{given}", rows[0], loaded, say)
        st.stop()
    st.text(say("link.no_row"))

with st.spinner(say("review.preparing")):
    queue = line(loaded)
asked = review_filters(queue, loaded, say)
rest_words(queue, asked, say)
tally = queue.tally(asked)
if tally.every:
    done = tally.every - tally.waiting
    left = say("review.left", doubts=tally.waiting - tally.suggested, suggestions=tally.suggested)
    told = say("review.progress", done=done, all=tally.every) + say("list.gap") + left
    st.progress(done / tally.every, text=told)
item = next_item(queue, asked)
if item is None:
    message(say)
    st.text(say("review.finished", all=tally.every) if tally.every else say("review.nothing"))
    if asked.sought and not tally.every:  # what nobody doubts is there
        rows_link(asked.sought, say)
    undo_button(say)
    st.stop()
shown(item)
if item.kind == SUGGESTION:
    suggestion_view(item, rows_of(loaded.suggestions, item.rows), loaded, say)
else:
    files = {loaded.entries[one].file for one in item.documents if one in loaded.entries}
    # Only these documents are looked through, where they have all of its rows.
    rows = rows_of(table.rows(Where({"id": item.rows, "document": files})), item.rows)
    if len(rows) < len(item.rows):
        rows = rows_of(table.rows(Where({"id": item.rows})), item.rows)
    item_view(item, rows, loaded, say)
