"""Show a list of words, let words be added and taken away, and preview what follows."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.address import publish, seed_one
from app.observations import rules_in_use
from app.rules.checks import sentences_html
from app.rules.documents_in_use import documents_in_use
from app.rules.effects import EFFECTS, counting, effects_button, last_look
from app.rules.saving import notice
from app.rules.words_draft import words_draft, words_drafts
from app.rules.words_saving import refused_words, words_buttons

if TYPE_CHECKING:
    from app.rules.words_draft import WordsDraft
    from app.wording import Wording
    from pipeline.indicators.layers import Laid
    from pipeline.indicators.own_words import ReadWords
    from pipeline.indicators.word_lists import OpenList
    from pipeline.rulebook.preview import Preview

LIST, SEARCH = "word_list", "word_search"


def choose_list(rules: Laid, say: Wording) -> OpenList | None:
    """Ask for words and a list; None where no list holds them."""
    from pipeline.indicators.word_lists import open_lists, words_in

    sought = st.text_input(say("words.search"), placeholder=say("words.search_hint"), key=SEARCH).strip()
    lists = {
        name: one
        for name, one in open_lists().items()
        if any(sought in word for word in (name, *one.title.values(), *words_in(name, rules.words.used)))
    }
    if not lists:
        st.text(say("words.nothing"))
        return None
    names = [*lists]
    seed_one(LIST, names, names[0], lambda name: lists[name].title[say.language])
    differing = {one.name for one in rules.words.used}
    unsaved = {name for name, draft in words_drafts().items() if draft.changed}
    chosen = st.selectbox(
        say("words.choose"), names, key=LIST,
        format_func=lambda name: "● " * (name in unsaved) + "✎ " * (name in differing) + lists[name].title[say.language],
    )  # fmt: skip
    publish(LIST)
    st.html(f'<p class="small-print">{escape(say("words.count", count=len(lists)))}</p>')
    return lists[chosen]


def open_list(one: OpenList, rules: Laid, say: Wording) -> None:
    """Draw a list with its example, the words to add and to take away, the preview and the buttons."""
    st.header(one.title[say.language], anchor=False)
    example = escape(say("words.example", text=one.example))
    st.html(f'<p class="word-example"><code>{escape(one.name)}</code> {example}</p>')
    notice()
    draft = words_draft(one.name, rules)
    if rules_in_use().own is None:
        st.text(say("words.whole"))
        st.html(words_html(one.name, rules.words, say))
        return
    with st.container(key="words"):
        typed(draft, say)
    after = draft.judged(rules.words, rules_in_use().words_label)
    if after.left_out:
        st.html(sentences_html([one.fault.what(say.language) for one in after.left_out], "faults all"))
    fit = draft.changed and not after.left_out
    wanted = words_buttons(draft, after, say, fit=fit, preview=lambda: effects_button(say, disabled=not fit))
    refused_words(draft, say)
    about = (one.name, (*draft.added,), (*draft.removed,), rules.digest, rules.words.digest)
    if wanted:
        st.session_state[EFFECTS] = (about, look_at_words(rules, after, say))
    last_look(about, rules.catalogue.entries, say)
    st.html(words_html(one.name, after, say))


def typed(draft: WordsDraft, say: Wording) -> None:
    """Ask for the words to add and to take away."""
    from pipeline.indicators.own_words import LONGEST, SHORTEST
    from pipeline.indicators.word_lists import words_in

    key = draft.ask("added")
    draft.added = st.multiselect(
        say("words.added"), list(dict.fromkeys([*draft.added, *st.session_state[key]])), key=key,
        accept_new_options=True, placeholder=say("rules.words_hint"),
        help=say("words.added_help", least=SHORTEST, most=LONGEST), select_all=False,
    )  # fmt: skip
    there = words_in(draft.saved.name)
    draft.removed = st.multiselect(
        say("words.removed"), list(dict.fromkeys([*draft.removed, *there])), key=draft.ask("removed"),
        placeholder=say("words.removed_hint"), help=say("words.removed_help"), select_all=False,
    )  # fmt: skip


def look_at_words(rules: Laid, after: ReadWords, say: Wording) -> Preview:
    """Read the documents that hold a word in question by both versions of the words."""
    from pipeline.rulebook.word_preview import preview_words

    with counting(say) as progress:
        return preview_words(documents_in_use(), rules, after.used, progress)


def words_html(name: str, words: ReadWords, say: Wording) -> str:
    """Write the words of a list as chips: those added and those taken away are marked."""
    from pipeline.indicators.word_lists import words_in

    there, now = words_in(name), words_in(name, words.used)
    added = [word for word in now if word not in there]
    chips = [f'<ins class="chip">{escape(word)}</ins>' for word in added]
    chips += [
        f'<span class="chip">{escape(word)}</span>'
        if word in now
        else f'<del class="chip">{escape(word)}</del>'
        for word in there
    ]
    head = escape(say("words.there", count=len(now)))
    return f'<h4>{head}</h4><div class="word-chips">{"".join(chips)}</div>'
