"""Show beside a document what became of the number chosen in it: its rows, or why it has none."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.labels import carried_words
from app.reader.number_form import kept_note, number_form, take_back
from app.reader.place import go_to
from app.rows.other_reports import reports_view
from app.rows.row_tables import choice_words
from app.rows.source_drawer import AROUND, source_html
from pipeline.documents.locators import locator_said
from pipeline.explanation import said
from pipeline.workspace.proposing import sentence_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from app.observations import Loaded
    from app.reader.figure_marks import Mark
    from app.wording import Wording
    from pipeline.extraction import Extraction


def mark_names(
    marks: Sequence[Mark],
    rows: pd.DataFrame,
    suggestions: pd.DataFrame,
    text: str,
    catalogue: Mapping[str, Any],
    say: Wording,
) -> dict[int, str]:
    """Name each mark in one line: the number as printed and its rows, what is suggested, or that it has none."""
    lines = {
        str(row.id): row for some in (rows, suggestions) for row in some.assign(who=who(some)).itertuples()
    }
    names = {}
    for mark in marks:
        printed = " ".join(text[mark.start : mark.end].split())
        rest = [choice_words(lines[name], catalogue, say) for name in (*mark.rows, mark.suggestion) if name]
        rest = rest or [say("mark.unbound")]
        kinds = [say(f"mark.{kind}") for kind in ("repeat", "rejected", "suggested") if kind in mark.kinds]
        names[mark.start] = say("reader.name", printed=printed, rest=say("list.join").join([*kinds, *rest]))
    return names


def who(rows: pd.DataFrame) -> pd.Series[str]:
    """Say whom each row is about: its subject, else its place."""
    subject = rows["subject"].fillna("").astype(str)
    return subject.where(subject != "", rows["place"].fillna("").astype(str))


def mark_choice(marks: Sequence[Mark], names: Mapping[int, str], at: int | None, say: Wording) -> None:
    """Let the reader choose a number of the part shown, those with a name, or step from one to the next."""
    starts = [mark.start for mark in marks if mark.start in names]
    st.session_state["number"] = at if at in starts else None
    st.selectbox(
        say("reader.number"), starts, index=None, key="number", format_func=names.__getitem__, filter_mode="contains",
        placeholder=say("reader.number_hint", count=len(starts)), on_change=_take_number,
    )  # fmt: skip
    before = max((mark.start for mark in marks if at is not None and mark.start < at), default=None)
    after = min((mark.start for mark in marks if at is None or mark.start > at), default=None)
    with st.container(horizontal=True, gap="small"):
        for key, target, keys in (("reader.before", before, "k"), ("reader.after", after, "j")):
            st.button(
                say(key), key=key, on_click=go_to, args=(target,), disabled=target is None, shortcut=keys
            )


def _take_number() -> None:
    go_to(st.session_state["number"])


def mark_drawer(
    mark: Mark, rows: pd.DataFrame, loaded: Loaded, extraction: Extraction | None, first: str, say: Wording
) -> None:
    """Show every row of a number, the one asked for first; of a number without one the reason, and a form."""
    kept_note(mark, say)
    if mark.rejection is not None and extraction is not None:
        st.html(rejection_html(mark, extraction, say))
        number_form(mark, extraction, loaded, say)
        return
    found = rows[rows["id"].isin(mark.rows)]
    order = found["id"].ne(first).sort_values(kind="stable").index
    if len(found) > 1:
        st.html(f'<p class="small-print">{escape(say("reader.several", count=len(found)))}</p>')
    for row in found.loc[order].itertuples():
        st.html(source_html(row, "", loaded.catalogue, say))
        if row.id in loaded.carried:
            note = escape(carried_words(loaded.carried[row.id], say))
            st.html(f'<p class="small-print" role="note">{note}</p>')
        if row.rule == "by_hand":
            st.button(say("reader.take_back"), key=f"back {row.id}", on_click=partial(take_back, row))
        reports_view(row, loaded.table, loaded.catalogue, say)


def rejection_html(mark: Mark, extraction: Extraction, say: Wording) -> str:
    """Write a number that became no row, its sentence and the reason as escaped HTML."""
    rejection, page = mark.rejection, extraction.page
    if rejection is None:
        return ""
    number = rejection.quantity
    first, last = sentence_of(extraction, rejection)
    start, end = max(first, number.start - AROUND), min(last, number.end + AROUND)
    before, printed, behind = (
        escape(part)
        for part in (page.display[start : number.start], page.display[number.start : number.end],
                     page.display[number.end : end])
    )  # fmt: skip
    before, behind = "…" * (start > first) + before, behind + "…" * (end < last)
    place = locator_said(extraction.document.layout.locator(mark.start), say.language)
    where = f"<dl><dt>{escape(say('column.locator'))}</dt><dd>{escape(place)}</dd></dl>" if place else ""
    return (
        f'<aside class="source" aria-live="polite"><h2>{escape(say("reader.no_row"))}</h2>'
        f'<p class="figure"><strong>{printed}</strong></p>'
        f"<blockquote>{before}<mark>{printed}</mark>{behind}</blockquote>"
        f'<p class="reason">{escape(say("reader.because", reason=said(rejection, say.language)))}</p>{where}</aside>'
    )
