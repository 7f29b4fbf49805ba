"""Save what is changed of a list of words, and say what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.observations import rules_in_use
from app.rules.checks import MOST_SAID, sentences_html
from app.rules.documents_in_use import documents_in_use
from app.rules.saving import BESIDE, NOTICE
from app.rules.words_draft import follow_words, words_drafts

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.rules.words_draft import WordsDraft
    from app.wording import Wording
    from pipeline.indicators.own_words import ReadWords
    from pipeline.rulebook.changing import Changed

REFUSED = "words refused"


def words_buttons(
    draft: WordsDraft, after: ReadWords, say: Wording, *, fit: bool, preview: Callable[[], bool]
) -> bool:
    """Offer preview, saving and giving up; say whether the preview is wanted."""
    looking, saving, leaving = st.columns(3)
    with looking:
        wanted = preview()
    saving.button(
        say("rules.save"), type="primary", disabled=not fit, key="save words", icon=":material/save:", width="stretch",
        on_click=save_clicked, args=(draft, after, say),
    )  # fmt: skip
    leaving.button(
        say("rules.discard"), disabled=not draft.changed, key="discard words", icon=":material/undo:", width="stretch",
        on_click=discard_words, args=(draft,),
    )  # fmt: skip
    return wanted


def refused_words(draft: WordsDraft, say: Wording) -> None:
    """Say why the last save did nothing, until the draft changes, and how to go on."""
    refused = st.session_state.get(REFUSED)
    if not refused or refused[0] != _about(draft):
        return
    st.html(sentences_html([fault.said(say.language) for fault in refused[1][:MOST_SAID]], "faults all"))
    if len(refused[1]) > MOST_SAID:
        st.text(say("rules.more", count=len(refused[1]) - MOST_SAID))
    if any(fault.reason == "changed" for fault in refused[1]):
        st.button(
            say("rules.go_on"),
            key="go on words",
            on_click=go_on_words,
            args=(draft,),
            help=say("words.go_on_help"),
        )


def save_clicked(draft: WordsDraft, after: ReadWords, say: Wording) -> None:
    """Save the words of a draft; what forbids it is kept to be said."""
    from pipeline.rulebook.word_changing import save_words

    name = draft.saved.name
    changed = save_words(rules_in_use(), after.of(name), draft.digest)
    if changed.faults:
        st.session_state[REFUSED] = (_about(draft), changed.faults)
        return
    words_drafts().pop(name)
    tell_words(BESIDE, draft.digest, changed, say("words.saved", documents=len(documents_in_use())), say)


def tell_words(place: str, before: str, changed: Changed, done: str, say: Wording) -> None:
    """Keep to be said, at a place of the page, what became of a change of the words of the version `before`."""
    from pipeline.indicators.layers import laid

    if changed.faults:
        said = [fault.said(say.language) for fault in changed.faults[:MOST_SAID]]
        st.session_state[NOTICE] = (place, "✗", said)
        return
    follow_words(before, laid(rules_in_use()))
    kept = [say("rules.kept_aside", kept=changed.kept)] if changed.kept else []
    st.session_state[NOTICE] = (place, "✓", [done, *kept])


def discard_words(draft: WordsDraft) -> None:
    """Go back to what is saved."""
    words_drafts().pop(draft.saved.name, None)


def go_on_words(draft: WordsDraft) -> None:
    """Take the words as they are now for those that this draft belongs to."""
    from pipeline.indicators.faults import RulesError
    from pipeline.indicators.layers import laid

    try:
        follow_words(draft.digest, laid(rules_in_use()))
    except RulesError as error:
        st.session_state[REFUSED] = (_about(draft), (error.fault,))
    else:
        st.session_state.pop(REFUSED, None)


def _about(draft: WordsDraft) -> tuple[object, ...]:
    return draft.saved.name, (*draft.added,), (*draft.removed,)
