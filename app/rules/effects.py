"""Preview what a draft does to the documents in use: rows gained, lost and altered, with their sentences."""

from __future__ import annotations

import time
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.observations import document_text, rules_in_use
from app.rows.source_drawer import marked_sentence
from app.rules.documents_in_use import documents_in_use
from app.rules.rows import amount_row, row_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.rules.draft import Draft
    from app.wording import Wording
    from pipeline.changes import Change
    from pipeline.indicators import Catalogue
    from pipeline.rulebook.preview import Preview, Progress

EFFECTS = "rule effects"
MOST_SHOWN = 30
SIGNS = {"+": "rules.gained", "-": "rules.lost", "~": "rules.altered"}


def effects_button(say: Wording, *, disabled: bool) -> bool:
    """Offer the preview."""
    return st.button(
        say("rules.preview"),
        icon=":material/difference:",
        disabled=disabled,
        key="preview rule",
        width="stretch",
    )


def effects(draft: Draft, after: Catalogue | None, before: Catalogue, say: Wording, *, afresh: bool) -> None:
    """Look at what changes where it is asked for `afresh`; draw the last look while it is of this very draft."""
    from pipeline.indicators.layers import words_by

    about = (draft.entry, draft.text, draft.digest, words_by(rules_in_use()))
    if afresh and after is not None:
        st.session_state[EFFECTS] = (about, look(draft, after, before, say))
    last_look(about, (after or before).entries, say)


def last_look(about: object, catalogue: Mapping[str, Any], say: Wording) -> None:
    """Draw the last look at what changes while it is of this very change."""
    known = st.session_state.get(EFFECTS)
    if known and known[0] == about:
        st.html(effects_html(known[1], catalogue, say))


def look(draft: Draft, after: Catalogue, before: Catalogue, say: Wording) -> Preview:
    """Read the documents by both rules, with count and time left."""
    from pipeline.indicators.layers import words_by
    from pipeline.rulebook.preview import preview

    with counting(say) as progress:
        return preview(documents_in_use(), before, after, draft.entry, progress, words_by(rules_in_use()))


@contextmanager
def counting(say: Wording) -> Iterator[Progress]:
    """Show how many documents are read and the time left."""
    bar = st.progress(0.0)
    begun = shown = time.monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - shown > 0.2:
            shown = now
            left = round((now - begun) / done * (total - done))
            bar.progress(done / total, say("rules.reading", done=done, total=total, seconds=left))

    yield progress
    bar.empty()


def effects_html(found: Preview, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write the counts, then each row with its sentence, gained first."""
    parts = {sign: [one for one in found.changes if one.sign == sign] for sign in SIGNS}
    counts = {SIGNS[sign].removeprefix("rules."): len(changes) for sign, changes in parts.items()}
    lead = say("rules.effects", read=found.read, documents=found.documents, **counts)
    body = "".join(
        f"<h4>{escape(say(SIGNS[sign], count=len(changes)))}</h4>"
        f'<ul class="effects">{"".join(change_html(one, catalogue, say) for one in changes[:MOST_SHOWN])}</ul>'
        + more_html(len(changes) - MOST_SHOWN, say)
        for sign, changes in parts.items()
        if changes
    )
    return f'<div class="rule-effects" role="status"><p class="lead">{escape(lead)}</p>{body}</div>'


def more_html(count: int, say: Wording) -> str:
    """Say how many are not listed."""
    return f'<p class="small-print">{escape(say("rules.more", count=count))}</p>' if count > 0 else ""


def change_html(change: Change, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write one row, what differs in it, its sentence with the number marked, and its document."""
    row = change.row
    one = amount_row(row)
    twice = str(row["sentence"]).count(str(row["value_text"])) > 1
    sentence = marked_sentence(one, document_text(str(row["document"])) if twice else "")
    cells = say("list.semicolon").join(
        f"{say.either(f'column.{name}', name)} {was or '—'} → {now or '—'}"
        for name, (was, now) in change.altered.items()
    )
    altered = f'<span class="cells">{escape(cells)}</span>' if cells else ""
    return (
        f"<li><b>{change.sign.replace('-', '−')}</b> {escape(row_words(row, catalogue, say))} {altered}"
        f"<blockquote>{sentence}</blockquote><cite>{escape(str(row['document']))}</cite></li>"
    )
