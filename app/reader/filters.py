"""Ask which document to read, how it is laid out, which numbers are marked, and which part of a long one."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

import streamlit as st

from app.address import LAST, seed_number, seed_one
from app.citations import publisher
from app.period_labels import day_words
from app.reader.place import go_to, moved

if TYPE_CHECKING:
    from app.observations import Loaded
    from app.wording import Wording

VIEWS = ("printed", "unwrapped")
SHOWN = ("all", "rows", "rejected")
SIDES = ("both", "text", "original")
MOST = 300  # documents of a list; with more, words narrow it


def document_choice(loaded: Loaded, say: Wording) -> str | None:
    """Let the reader choose a document by name, date or source; give its digest, None for one that is not there."""
    left, right = st.columns([1, 2]) if len(loaded.entries) > MOST else (None, st.container())
    sought = left.text_input(say("reader.search"), placeholder=say("sources.search_hint")) if left else ""
    offered = offered_documents(loaded, sought, say)
    wanted = (
        st.session_state.get("document")
        or st.query_params.get("document")
        or st.session_state.get(LAST + "document")
        or next(iter(offered), None)
    )
    there = wanted in loaded.entries
    if there and wanted not in offered:
        offered.insert(0, str(wanted))
    st.session_state["document"] = wanted if there else None
    chosen: str | None = right.selectbox(
        say("reader.document"), offered, key="document", index=None, on_change=go_to, args=(None,),
        placeholder=say("reader.document_hint"), filter_mode="contains",
        format_func=lambda digest: document_line(digest, loaded, say),
    )  # fmt: skip
    st.session_state[LAST + "document"] = chosen
    return chosen


def offered_documents(loaded: Loaded, sought: str, say: Wording) -> list[str]:
    """List the latest documents whose lines hold some words, at most MOST: of many others no line is made."""
    outcomes = loaded.outcomes

    def published(digest: str) -> str:
        return outcomes[digest].published if digest in outcomes else ""

    latest = iter(sorted(loaded.entries, key=published, reverse=True))
    if sought:
        words = sought.casefold()
        latest = (one for one in latest if words in document_line(one, loaded, say).casefold())
    return [*islice(latest, MOST)]


def document_line(digest: str, loaded: Loaded, say: Wording) -> str:
    """Name a document in one line: name, date, source, number of rows."""
    outcome = loaded.outcomes.get(digest)
    day = outcome.published if outcome else ""
    source = publisher(outcome.source, say) if outcome else ""
    rows = say("sources.count", count=outcome.rows if outcome else 0)
    day = day_words(date.fromisoformat(day), say) if day else ""
    words = (loaded.entries[digest].file, day, source, rows)
    return say("list.dot").join(filter(None, words))


def layout_choice(say: Wording, *, wrapped: bool, original: bool) -> tuple[str, str, str]:
    """Ask for the text as printed or unwrapped, which numbers are marked, and for text, original or both.

    Where every line is a paragraph, and where there is no original to show, the first and the last are no question.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = _one("view", VIEWS, say("reader.view"), say) if wrapped else "unwrapped"
        show = _one("show", SHOWN, say("reader.show"), say)
        side = _one("side", SIDES, say("reader.side"), say) if original else "text"
    return view, show, side


def _one(key: str, codes: tuple[str, ...], label: str, say: Wording) -> str:
    words = {code: say(f"reader.{key}_{code}") for code in codes}
    seed_one(key, codes, codes[0], words.__getitem__)
    chosen = st.segmented_control(
        label,
        codes,
        key=key,
        on_change=moved,
        required=True,
        format_func=words.__getitem__,
        width="content",
    )
    st.session_state[LAST + key] = chosen
    return str(chosen)


def part_choice(parts: int, wanted: int, length: int, say: Wording) -> int:
    """Ask for a part, from 1, of a document too long for one page; `wanted` is that of the number asked for."""
    if parts == 1:
        return 1
    seed_number("part", parts, wanted)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.number_input(say("reader.part"), 1, parts, key="part", width=160, on_change=moved)
        st.text(say("reader.parts", count=parts, length=f"{length:,}"))
    return int(chosen)
