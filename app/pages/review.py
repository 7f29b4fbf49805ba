"""审核: what is doubtful, one by one, and what was decided about it."""

from html import escape

import streamlit as st

from app.address import publish, seed_one
from app.masthead import start
from app.observations import shown_workspace
from app.review.filters import review_filters
from app.review.history import history_view, orphans_view
from app.review.item import item_view, message, undo_button
from app.review.keeping import GIVEN
from app.review.line import ITEM, ROW, next_item, rows_of, up_to_date

say, loaded = start()
table, catalogue = loaded.table, loaded.catalogue
st.html(f'<p class="lead">{escape(say("review.lead"))}</p>')

lists = ("queue", "history", "orphans")
seed_one("list", lists, lists[0])
counts = {"history": shown_workspace().verdicts.last(), "orphans": len(loaded.orphans)}
shown = st.segmented_control(
    say("review.list"), lists, key="list", required=True, label_visibility="collapsed",
    format_func=lambda code: say(f"review.list_{code}", count=counts.get(code, 0)),
)  # fmt: skip
publish("list", default=lists[0])
if shown == "history":
    history_view({one.number for one in loaded.carried.values()}, catalogue, say)
    st.stop()
if shown == "orphans":
    orphans_view(loaded.orphans, catalogue, say)
    st.stop()

given = st.query_params.get(ROW, "")
if given and (rows := rows_of(table, (given,))):
    item_view(f"{GIVEN}{given}", (say("review.only_row"), ""), rows, loaded, say)
    st.stop()

with st.spinner(say("review.preparing")):
    queue = up_to_date(loaded)
items = review_filters(queue, loaded, say)
waiting = [one for one in items if queue.is_open(one)]
done = len(items) - len(waiting)
if items:
    st.progress(done / len(items), text=say("review.progress", done=done, all=len(items)))
item = next_item(waiting)
if item is None:
    message(say)
    st.text(say("review.finished", all=len(items)) if items else say("review.nothing"))
    undo_button(say)
    st.stop()
if st.query_params.get(ITEM) != item.finding.id:
    st.query_params[ITEM] = item.finding.id
finding = item.finding
said = say(f"review.kind_{finding.kind}"), finding.said(say.language)
item_view(finding.id, said, rows_of(table, finding.rows), loaded, say)
