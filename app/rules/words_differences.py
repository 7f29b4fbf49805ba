"""List the words that people added to the program's lists and took away from them, each with the way back."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.markdown import verbatim
from app.observations import rules_in_use
from app.rules.checks import sentences_html
from app.rules.saving import notice
from app.rules.words_saving import tell_words
from app.rules.words_view import LIST, SEARCH

if TYPE_CHECKING:
    from app.wording import Wording
    from pipeline.indicators.layers import Laid
    from pipeline.words import WordChange

PLACE = "words that differ"


def own_words(rules: Laid, say: Wording) -> None:
    """Draw what differs from the program's words, and what of it cannot be used; nothing where a whole file was given."""
    from pipeline.indicators.saving import history_of, may_go_back

    files = rules_in_use()
    if files.words is None:
        return
    if rules.words.left_out:
        st.html(sentences_html([one.said(say.language) for one in rules.words.left_out], "faults all"))
    notice(PLACE)
    held = rules.words.held
    count = sum(len(one.added) + len(one.removed) for one in held)
    with st.expander(say("words.title", count=count), key="own words", icon=":material/edit_note:"):
        st.html(f'<p class="small-print">{escape(say("words.note", file=files.words_label))}</p>')
        for one in held:
            with st.container(border=True):
                words_that_differ(one, rules, say)
        if may_go_back(history_of(files.words)):
            st.button(
                say("own.go_back"), key="go back words", help=say("own.go_back_help"), icon=":material/undo:",
                on_click=go_back_clicked, args=(rules, say),
            )  # fmt: skip


def words_that_differ(one: WordChange, rules: Laid, say: Wording) -> None:
    """Draw the words of one list, each a button that takes it back."""
    from pipeline.indicators.word_lists import open_lists

    idle = rules.words.idle(one.name)
    title = open_lists()[one.name].title[say.language]
    st.html(f'<p class="difference"><b>{escape(title)}</b> <code>{escape(one.name)}</code></p>')
    if idle:
        words = say("list.join").join(sorted(idle))
        st.html(f'<p class="small-print">{escape(say("words.idle", words=words))}</p>')
    with st.container(horizontal=True):
        signed = [("+", word) for word in one.added] + [("−", word) for word in one.removed]
        for sign, word in signed:
            st.button(
                verbatim(f"{sign} {word}"), key=f"take back {one.name} {word}", help=say("words.take_back_help"),
                icon=":material/settings_backup_restore:", on_click=take_back_clicked, args=(one, word, rules, say),
            )  # fmt: skip
        st.button(
            say("own.open"), key=f"open {one.name}", type="tertiary", icon=":material/arrow_forward:",
            on_click=open_clicked, args=(one.name,),
        )  # fmt: skip


def take_back_clicked(one: WordChange, word: str, rules: Laid, say: Wording) -> None:
    """Let a list be the program's again in one word."""
    from pipeline.rulebook.word_changing import save_words

    left = replace(
        one,
        added=tuple(other for other in one.added if other != word),
        removed=tuple(other for other in one.removed if other != word),
    )
    changed = save_words(rules_in_use(), left, rules.words.digest)
    tell_words(PLACE, rules.words.digest, changed, say("words.taken_back", word=word), say)


def go_back_clicked(rules: Laid, say: Wording) -> None:
    """Put the version before in place."""
    from pipeline.rulebook.word_changing import go_back

    seen = rules.words.digest
    tell_words(PLACE, seen, go_back(rules_in_use(), seen), say("own.gone_back"), say)


def open_clicked(name: str) -> None:
    """Open a list below."""
    st.session_state[LIST] = name
    st.session_state[SEARCH] = ""
