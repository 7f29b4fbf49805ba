"""Ask which document to read, how it is laid out, which numbers are marked, and which part of a long one."""

from __future__ import annotations

from datetime import date
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
    lines = document_lines(loaded, say)
    left, right = st.columns([1, 2]) if len(lines) > MOST else (None, st.container())
    sought = left.text_input(say("reader.search"), placeholder=say("sources.search_hint")) if left else ""
    offered = [digest for digest, line in lines.items() if sought.casefold() in line.casefold()][:MOST]
    wanted = (
        st.session_state.get("document")
        or st.query_params.get("document")
        or st.session_state.get(LAST + "document")
        or next(iter(offered), None)
    )
    if wanted in lines and wanted not in offered:
        offered.insert(0, str(wanted))
    st.session_state["document"] = wanted if wanted in lines else None
    chosen: str | None = right.selectbox(
        say("reader.document"), offered, key="document", index=None, on_change=go_to, args=(None,),
        placeholder=say("reader.document_hint"), format_func=lines.__getitem__, filter_mode="contains",
    )  # fmt: skip
    st.session_state[LAST + "document"] = chosen
    return chosen


def document_lines(loaded: Loaded, say: Wording) -> dict[str, str]:
    """Name each document in one line, the latest first: name, date, source, number of rows."""
    lines = {}
    for digest, entry in loaded.entries.items():
        outcome = loaded.outcomes.get(digest)
        day = outcome.published if outcome else ""
        source = publisher(outcome.source, say) if outcome else ""
        rows = say("sources.count", count=outcome.rows if outcome else 0)
        words = (entry.file, day_words(date.fromisoformat(day), say) if day else "", source, rows)
        lines[digest] = (day, say("list.dot").join(filter(None, words)))
    order = sorted(lines, key=lambda digest: lines[digest][0], reverse=True)
    return {digest: lines[digest][1] for digest in order}


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
