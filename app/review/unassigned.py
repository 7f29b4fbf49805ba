"""List the numbers that became no row by the kind of reason, with a way to mend each kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from app.observations import document_content, workspace_folder
from app.reader.reread import AT_ONCE, reread

if TYPE_CHECKING:
    from app.observations import Loaded
    from app.wording import Wording

# Reasons by what mends them, and the page that does.
KINDS = {
    "name": ("no_indicator",),
    "bind": ("no_binding", "no_subject", "sign"),
    "part": (
        "restricted", "part", "yardstick", "another_thing", "threshold", "of_plan", "growth_points", "other_base",
    ),
    "unit": ("unit", "no_unit", "column", "cells", "fractions"),
    "period": ("no_period", "expected", "not_over"),
    "place": ("other_place", "places"),
    "read": ("half_read", "no_value", "milestone", "misprint", "of_time", "no_figure"),
}  # fmt: skip
WAYS = {
    "name": ("rules", {}), "bind": ("review", {"kinds": "suggestion"}), "part": ("rules", {}), "unit": ("rules", {}),
    "period": ("documents", {"show": "warned"}), "place": ("documents", {"show": "warned"}),
}  # fmt: skip
MOST_READ = 400_000  # characters of documents read again for one list: some seconds
MOST_SHOWN = 100  # numbers of a kind
AROUND = 60  # characters shown on each side of a number


@dataclass(frozen=True, slots=True)
class Number:
    """A number that became no row: its offset, what stands before and behind it, the key of the reason and its words."""

    at: int
    before: str
    printed: str
    behind: str
    reason: str
    why: str


def unassigned_view(loaded: Loaded, say: Wording) -> None:
    """Draw the numbers of all documents that became no row, a part of the page for each kind."""
    with st.spinner(say("unassigned.reading")):
        found, unread = _of_documents(loaded, say)
    count = sum(len(numbers) for numbers in found.values())
    st.text(say("unassigned.count", count=count, documents=len(found)))
    if unread:
        link = f"documents?lang={say.language}&amp;sort=rejected"
        words = escape(say("unassigned.unread", documents=len(unread), count=sum(unread.values())))
        st.html(f'<p class="small-print"><a class="more" href="{link}">{words} →</a></p>')
    for kind, reasons in KINDS.items():
        held = [
            (digest, one) for digest, numbers in found.items() for one in numbers if one.reason in reasons
        ]
        if not held:
            continue
        st.header(say("unassigned.kind", name=say(f"unassigned.kind_{kind}"), count=len(held)), anchor=False)
        st.html(_way(kind, say) + _list(held[:MOST_SHOWN], loaded, say))
        if len(held) > MOST_SHOWN:
            st.text(say("unassigned.more", count=len(held) - MOST_SHOWN))


def _of_documents(loaded: Loaded, say: Wording) -> tuple[dict[str, tuple[Number, ...]], dict[str, int]]:
    """Give the numbers by document, those with most of them first; and how many are in documents not read again."""
    waiting = {
        digest: outcome.rejected
        for digest, outcome in loaded.outcomes.items()
        if outcome.rejected and digest in loaded.entries and loaded.entries[digest].look != "aside"
    }
    found: dict[str, tuple[Number, ...]] = {}
    left = MOST_READ
    for digest in sorted(waiting, key=lambda one: -waiting[one]):
        content = document_content(digest)
        length = len(content.text) if content else 0
        if not length or length > min(AT_ONCE, left):
            continue
        kept_by = (str(workspace_folder()), digest, loaded.outcomes[digest].key, say.language)
        numbers = _numbers(kept_by, loaded, length)
        if numbers is not None:
            found[digest] = numbers
            left -= length
    return found, {digest: count for digest, count in waiting.items() if digest not in found}


@st.cache_resource(show_spinner=False, max_entries=1000)
def _numbers(kept_by: tuple[str, str, str, str], _loaded: Loaded, _length: int) -> tuple[Number, ...] | None:
    """Read a document again for its numbers that became no row; None where it cannot be.

    The result is kept by folder, document, what it was read by, and language.
    """
    from pipeline.explanation import said
    from pipeline.workspace.proposing import sentence_of

    _, digest, _, language = kept_by
    extraction = reread(_loaded, digest, _length)
    if extraction is None:
        return None
    page, made = extraction.page, []
    for one in extraction.rejections:
        first, last = sentence_of(extraction, one)
        start, end = one.quantity.start, one.quantity.end
        begin, stop = max(first, start - AROUND), min(last, end + AROUND)
        before = "…" * (begin > first) + page.display[begin:start]
        behind = page.display[end:stop] + "…" * (stop < last)
        at = page.span(start, end)[0]
        made.append(Number(at, before, page.display[start:end], behind, one.reason, said(one, language)))
    return tuple(made)


def _way(kind: str, say: Wording) -> str:
    """Write how a kind is mended, with the way to the page that does."""
    words = escape(say(f"unassigned.mend_{kind}"))
    if kind not in WAYS:
        return f"<p>{words}</p>"
    page, codes = WAYS[kind]
    link = escape(f"{page}?" + urlencode({"lang": say.language, **codes}))
    return f'<p>{words} <a class="more" href="{link}">{escape(say(f"page.{page}"))} →</a></p>'


def _list(held: Iterable[tuple[str, Number]], loaded: Loaded, say: Wording) -> str:
    """Write numbers as escaped HTML; each leads to its place in the reader, where it can be made a row."""
    lines = []
    for digest, one in held:
        link = escape("reader?" + urlencode({"lang": say.language, "document": digest, "at": one.at}))
        lines.append(
            f'<li>{escape(one.before)}<a href="{link}"><mark>{escape(one.printed)}</mark></a>{escape(one.behind)}'
            f"<small>{escape(one.why)}{escape(say('list.dot'))}{escape(loaded.entries[digest].file)}</small></li>"
        )
    return f'<ul class="unassigned">{"".join(lines)}</ul>'
