"""Ask for documents, by upload, by path or pasted, and tell what became of what was given last."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.documents.form import unread_said
from app.documents.intake import LARGEST, file_at, take_path, take_uploads
from app.documents.list_view import ask_columns, put_by
from app.documents.look_view import ask_look
from app.documents.paste_view import ask_pasted
from app.documents.reading_view import documents_words, taking
from app.documents.understood_view import understood
from pipeline.documents import METADATA, DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import pandas as pd

    from app.wording import Wording
    from pipeline.workspace import Added, Workspace

ROUND, LAST, WRONG = "upload round", "taken last", "path refused"
PATH, TAKEN = "path", "path taken"
MOST_UNDERSTOOD = 5  # texts shown of the files taken
MOST_TOLD = 20  # refused files named one by one
_INSIDE = re.compile("[#/]")  # stands between an archive or a list and a document in it


def ask(workspace: Workspace, say: Wording) -> None:
    """Draw the ways in, and the columns of a list that waits to be read."""
    with st.container(key="intake"):
        left, right = st.columns(2, gap="large")
        with left:
            upload(workspace, say)
        with right, st.form("by path", border=False, enter_to_submit=True):
            if st.session_state.pop(TAKEN, False):
                st.session_state[PATH] = ""
            st.text_input(say("documents.path"), key=PATH, placeholder=say("documents.path_hint"))
            if st.form_submit_button(say("documents.path_add"), icon=":material/folder_open:"):
                with taking(say) as progress:
                    by_path(workspace, str(st.session_state[PATH]), progress, say)
        note(ask_pasted(workspace, say))
        st.html(f'<p class="small-print">{escape(say("documents.beside_csv"))}</p>')
        if wrong := st.session_state.pop(WRONG, ""):
            st.text(wrong)
    note(ask_columns(workspace, say))


def note(outcome: tuple[list[Added], str] | None) -> None:
    """Keep what became of what was given, and draw the page anew."""
    if outcome is None:
        return
    told, wrong = outcome
    st.session_state[WRONG] = wrong
    if not wrong:
        st.session_state[LAST] = told
    st.rerun()


def upload(workspace: Workspace, say: Wording) -> None:
    """Draw the place to drop files, and keep what is dropped; the built-in words give way to the language's."""
    number = st.session_state.setdefault(ROUND, 0)
    files = st.file_uploader(
        say("documents.upload"), accept_multiple_files=True, key=f"upload {number}", max_upload_size=LARGEST
    )
    if files:
        with taking(say) as progress:
            try:
                given = [(one.name, one.getvalue()) for one in files]
                rest = [one for one in given if one[0] == METADATA or not put_by(workspace, *one)]
                st.session_state[LAST] = take_uploads(workspace, rest, progress)
            except DocumentError as error:
                st.session_state[WRONG] = error.said(say.language)
        st.session_state[ROUND] = number + 1
        st.rerun()


def by_path(workspace: Workspace, given: str, progress: Callable[[int], None], say: Wording) -> None:
    """Keep what lies at a path, or say in one sentence why not."""
    if not given.strip():
        st.session_state[WRONG] = say("documents.path_empty")
        return
    try:
        file = file_at(given)
        if file is None or not put_by(workspace, *file):
            st.session_state[LAST] = take_path(workspace, given, progress)
        st.session_state[TAKEN] = True
    except DocumentError as error:
        st.session_state[WRONG] = error.said(say.language)
    st.rerun()


def tell_last(workspace: Workspace, documents: pd.DataFrame, say: Wording, *, paused: bool) -> None:
    """Tell what became of the files given last, until that is put away; `paused`: nothing is being read just now."""
    told: Sequence[Added] = st.session_state.get(LAST, ())
    if not told:
        return
    kept = [one for one in told if one.digest and not one.error]
    outcomes = workspace.outcomes()
    silent = {one.digest for one in kept if one.digest in outcomes and outcomes[one.digest].skipped}
    taken = {one.digest for one in kept} - silent
    ours = documents[documents["digest"].isin(taken)]
    unread = any("unread" in warnings for warnings in ours["warnings"])
    with st.container(key="taken", border=True):
        if taken:
            state = "documents.taken_paused" if paused else "documents.taken_unread"
            words = {
                "documents": documents_words((one.file for one in kept if one.digest in taken), say),
                "rows": f"{int(ours['rows'].sum()):,}",
            }
            st.text(say(state if unread else "documents.taken", **words))
        if silent:
            sentences = [unread_said(outcomes[digest], say) for digest in silent]
            tell("documents.taken_silent", sorted(sentences), say)
        tell_refused([one for one in told if one.error], {one.file for one in kept}, say)
        if len(taken) > MOST_UNDERSTOOD:
            st.text(say("documents.understood_first", most=MOST_UNDERSTOOD))
        for one in [one for one in kept if one.digest in taken][:MOST_UNDERSTOOD]:
            tell_taken(workspace, one, say, alone=len(taken) == 1)
        st.button(say("documents.put_away"), key="put_away", on_click=put_away)


def tell_taken(workspace: Workspace, one: Added, say: Wording, *, alone: bool) -> None:
    """Show how a file was understood, what of it was left out, and ask whether its rows are to count."""
    entry = workspace.entries().get(one.digest)
    if entry is None:
        return
    understood(one.digest, say("documents.understood_of", file=one.file), say, at_once=alone)
    outcome = workspace.outcomes().get(one.digest)
    for sentence in outcome.left_out_said(say.language) if outcome else ():
        st.text(sentence)
    ask_look(workspace, [entry], f"taken_{one.digest}", say)


def tell_refused(told: Sequence[Added], files: Collection[str], say: Wording) -> None:
    """Name the files that were not taken, and why, and those of which something is to be known though they were.

    `files` are those that were taken: of a list and an archive their documents.
    """
    whole = {file[: found.start()] for file in files for found in _INSIDE.finditer(file)} | {METADATA}
    noted = [one for one in told if one.file in whole]
    refused = [one for one in told if one not in noted]
    for heading, some in (("documents.refused", refused), ("documents.noted", noted)):
        if some:
            tell(heading, [one.error.said(say.language) if one.error else one.file for one in some], say)


def tell(heading: str, sentences: Sequence[str], say: Wording) -> None:
    """Write a heading that counts sentences, and the first of them."""
    st.text(say(heading, count=len(sentences)))
    for sentence in sentences[:MOST_TOLD]:
        st.text(sentence)
    if len(sentences) > MOST_TOLD:
        st.text(say("documents.refused_more", count=len(sentences) - MOST_TOLD))


def put_away() -> None:
    """Stop telling."""
    st.session_state.pop(LAST, None)
