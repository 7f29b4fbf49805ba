"""Show one document, or several, and let what is stated of them be changed."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st

from app.documents.look_view import ask_look
from app.documents.understood_view import understood
from app.not_kept import refused
from pipeline.days import is_plausible
from pipeline.places.gazetteer import areas_named
from pipeline.workspace import METADATA, Entry, Workspace, restated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.wording import Wording
    from pipeline.workspace import Outcome

TOGETHER = ("published", "place", "source")  # what several documents may share
GONE = ("missing", "unreadable", "no_file", "folder", "altered")  # what was kept is not what it was
LONGEST = 200  # characters of a cell
SAID = "what the form said"
SHOWN = "what the form showed"


def details(workspace: Workspace, document: Any, entry: Entry, left_out: Sequence[str], say: Wording) -> None:
    """Draw what became of a document, with what was left out of it, and the form of its metadata."""
    st.html(details_html(document, left_out, say))
    ask_look(workspace, [entry], "one", say)
    understood(str(document.digest), say("documents.understood"), say)
    shown = {name: str(getattr(document, name)) for name in METADATA}
    hints = {
        name: say("documents.inferred", value=shown[name])
        if shown[name] and not entry.known[name]
        else say("documents.unknown")
        for name in METADATA
    }
    form(workspace, [entry], METADATA, dict(entry.known), hints, say)


def details_html(document: Any, left_out: Sequence[str], say: Wording) -> str:
    """Write a document's outcome as escaped HTML, with links to its text and its rows."""
    address = urlencode({"lang": say.language, "document": document.digest})
    links = " ".join(
        f'<a class="more" href="{page}?{escape(address)}">{escape(words)} →</a>'
        for page, words in (
            ("reader", say("documents.read")),
            ("sources", say("documents.see_rows", count=document.rows)),
        )
    )
    origin = say(f"documents.origin_{document.origin}")
    explained = [one for one in document.warnings if one != "unreadable"]  # that sentence is among `left_out`
    warnings = "".join(f"<li>{escape(say(f'documents.explain_{one}'))}</li>" for one in explained)
    parts = "".join(f"<li>{escape(sentence)}</li>" for sentence in left_out)
    return (
        f'<aside class="source document"><h2>{escape(origin)}</h2>'
        f'<p class="name"><strong>{escape(document.file)}</strong></p>'
        f"<p>{escape(say('documents.counts', rows=document.rows, rejected=document.rejected))}</p>"
        f"{f'<ul>{warnings}</ul>' if warnings else ''}{f'<ul>{parts}</ul>' if parts else ''}<p>{links}</p></aside>"
    )


def unread_said(outcome: Outcome, say: Wording) -> str:
    """Say why a document could not be read; where the original is gone, what to do."""
    return say("documents.explain_gone") if outcome.why in GONE else outcome.said(say.language)


def together(workspace: Workspace, entries: Sequence[Entry], say: Wording) -> None:
    """Draw the form that states something of several documents at once; a cell left empty changes nothing."""
    ask_look(workspace, entries, "several", say)
    st.text(say("documents.several", count=len(entries)))
    hints = dict.fromkeys(TOGETHER, say("documents.unchanged"))
    form(workspace, entries, TOGETHER, dict.fromkeys(TOGETHER, ""), hints, say)


def form(
    workspace: Workspace,
    entries: Sequence[Entry],
    names: Sequence[str],
    known: Mapping[str, str],
    hints: Mapping[str, str],
    say: Wording,
) -> None:
    """Draw a form for columns of the metadata, filled with what is known; save what holds, say what does not."""
    which = f"{len(entries)} {entries[0].digest}"
    shown = _shown(which, known)
    with st.form(f"metadata {which}", border=False, enter_to_submit=False):
        for name in names:
            st.text_input(
                say(f"documents.field_{name}"), key=f"{name} {which}", placeholder=hints[name],
            )  # fmt: skip
        sent = st.form_submit_button(say("documents.save"), type="primary")
    if sent:
        given = {name: cleaned(str(st.session_state[f"{name} {which}"])) for name in names}
        wrong = mistake(given, say)
        changed = {name: value for name, value in given.items() if value != shown[name]}
        try:
            said = wrong or _save_words(workspace, entries, changed, shown, say)
        except OSError as error:
            said = wrong = refused(error, say.language)
        st.session_state[SAID] = (which, said)
        if not wrong:
            del st.session_state[SHOWN]
            st.rerun()
    told = st.session_state.get(SAID)
    if told and told[0] == which:
        st.text(told[1])


def _shown(which: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return what this form showed when it was opened, filling its cells where it is opened now.

    Another page may have saved since: only what differs from this is what a person changed here.
    """
    keys = {name: f"{name} {which}" for name in known}
    held = st.session_state.get(SHOWN)
    if held is None or held[0] != which or any(key not in st.session_state for key in keys.values()):
        held = st.session_state[SHOWN] = (which, dict(known))
        for name, key in keys.items():
            st.session_state[key] = known[name]
    shown: dict[str, str] = held[1]
    return shown


def _save_words(
    workspace: Workspace,
    entries: Sequence[Entry],
    changed: Mapping[str, str],
    shown: Mapping[str, str],
    say: Wording,
) -> str:
    """Save the cells that were changed, and say so, naming those that another page had changed meanwhile."""
    count, over = save(workspace, entries, changed, shown)
    words = [saved_words(changed, count, say)]
    if over:
        fields = say("list.join").join(say(f"column.{name}") for name in over)
        words.append(say("documents.saved_over", fields=fields))
    return say("list.gap").join(words)


def save(
    workspace: Workspace, entries: Sequence[Entry], changed: Mapping[str, str], shown: Mapping[str, str]
) -> tuple[int, list[str]]:
    """State the changed metadata of documents as they are now.

    Return how many it changes (only they are read again), and the columns of a single document
    that no longer held what the form showed.
    """
    before = workspace.register.restate({one.digest: changed for one in entries})
    count = sum(restated(one, changed) != one for one in before)
    single = before if len(entries) == 1 else []
    over = [name for name in changed for one in single if one.known[name] not in (shown[name], changed[name])]
    return count, over


def cleaned(given: str) -> str:
    """Return what was typed, on one line."""
    return " ".join(given.split())


def mistake(given: Mapping[str, str], say: Wording) -> str:
    """Say in one sentence what cannot be saved; empty where all can."""
    published = given.get("published", "")
    if published and not is_day(published):
        return say("documents.bad_date", given=published)
    longest = max(map(len, given.values()), default=0)
    return say("documents.too_long", most=LONGEST, count=longest) if longest > LONGEST else ""


def is_day(given: str) -> bool:
    """Say whether a text is a day as 2025-04-07 is one."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return False
    return day.isoformat() == given and is_plausible(day)


def saved_words(given: Mapping[str, str], count: int, say: Wording) -> str:
    """Say what was saved, and whether the gazetteer knows the place."""
    saved = say("documents.saved", count=count) if count else say("documents.nothing_changed")
    place = given.get("place", "")
    if not place:
        return saved
    known = areas_named(place)
    if len(known) == 1:
        return saved + say("list.gap") + say("documents.place_known", place=known[0].name, code=known[0].code)
    key = "documents.place_shared" if known else "documents.place_unknown"
    return saved + say("list.gap") + say(key, place=place)
