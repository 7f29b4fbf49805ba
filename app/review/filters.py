"""Ask which doubts to line up; every choice is kept in the address."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from app.address import publish, seed_many, seed_one, seed_text
from app.labels import indicator_name
from app.typed import within
from pipeline.workspace.queue import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.observations import Loaded
    from app.wording import Wording
    from pipeline.workspace.queue import Queue

MOST_DOCUMENTS = 500  # that a list still shows at once; those with most doubts first
ALL = "all"
SOUGHT, LONGEST = "find", 200
REST = "rest"  # in the address: what is not asked about


def review_filters(queue: Queue, loaded: Loaded, say: Wording) -> Asked:
    """Draw the filters and the search; give what passes."""
    rest = bool(st.query_params.get(REST))
    documents, indicators = queue.documents(rest=rest), queue.indicators(rest=rest)
    with st.container(key="filters"):
        sought = _sought(say)
        first, second, third = st.columns([2, 1, 1])
        with first:
            kinds = _kinds(queue.kinds(rest=rest), say)
        with second:
            names = [name for name in loaded.catalogue if name in indicators]
            written = partial(_indicator, indicators, loaded.catalogue, say)
            indicator = _one("of_indicator", names, say("review.about"), written, say)
        with third:
            written = partial(_document, loaded, documents)
            listed = [*documents][:MOST_DOCUMENTS]
            document = _one("in_document", listed, say("review.in_document"), written, say)
    return Asked(tuple(kinds), document, indicator, sought, rest)


def rest_words(queue: Queue, asked: Asked, say: Wording) -> None:
    """Say how many doubts are not asked about, with the way to them, or, among these, the way back."""
    count = 0 if asked.rest else queue.rest()
    if asked.rest or count:
        told = say("review.rest_shown") if asked.rest else say("review.rest", count=count)
        link, words = ("", "rest_back") if asked.rest else (f"&amp;{REST}=1", "rest_see")
        st.html(
            f'<p class="small-print">{escape(told)} <a class="more" href="review?lang={say.language}{link}">'
            f"{escape(say(f'review.{words}'))} →</a></p>"
        )


def rows_link(sought: str, say: Wording) -> None:
    """Lead from a search that no doubt answers to all rows with these words."""
    link = f"sources?{urlencode({'lang': say.language, 'search': sought})}"
    words = say("review.sought_in_rows", words=sought)
    st.html(f'<p><a class="more" href="{escape(link)}">{escape(words)} →</a></p>')


def _sought(say: Wording) -> str:
    """Ask for words to find."""
    seed_text(SOUGHT)
    st.text_input(
        say("review.search"),
        key=SOUGHT,
        placeholder=say("review.search_hint"),
        help=say("review.search_help"),
    )
    publish(SOUGHT)
    return within(str(st.session_state[SOUGHT] or "").strip(), LONGEST, say)


def _kinds(counts: Mapping[str, int], say: Wording) -> list[str]:
    allowed = [*counts]
    seed_many("kinds", allowed, [], lambda code: say(f"review.kind_{code}"))
    chosen: list[str] = st.multiselect(
        say("review.kinds"), allowed, key="kinds", placeholder=say("review.kinds_hint"),
        format_func=lambda code: f"{say(f'review.kind_{code}')} ({counts[code]})", select_all=False,
    )  # fmt: skip
    publish("kinds")
    return chosen


def _one(key: str, names: list[str], label: str, written: Any, say: Wording) -> str:
    """Ask for one of some codes or all; empty for all."""
    codes = [ALL, *names]

    def words(one: str) -> str:
        return say("review.every") if one == ALL else str(written(one))

    seed_one(key, codes, ALL, words)
    chosen = st.selectbox(label, codes, key=key, format_func=words, filter_mode="contains")
    publish(key, default=ALL)
    return "" if chosen == ALL else str(chosen)


def _indicator(counts: Mapping[str, int], catalogue: Mapping[str, Any], say: Wording, name: str) -> str:
    return f"{indicator_name(name, catalogue, say)} ({counts[name]})"


def _document(loaded: Loaded, counts: Mapping[str, int], digest: str) -> str:
    entry = loaded.entries.get(digest)
    return f"{entry.file if entry else digest[:12]} ({counts[digest]})"
