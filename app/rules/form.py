"""Draw the form of an entry: names and unit, words, examples, counter-examples; each fault at its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import streamlit as st

from app.rules.checks import say_faults_at
from app.rules.draft import WORD_LISTS, fields_of
from app.rules.examples import counterexamples, examples
from app.rules.fields import OMITTED, seed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.rules.draft import Draft
    from app.wording import Wording
    from pipeline.indicators import Catalogue
    from pipeline.rulebook.drafts import Judgement

FIRST_WORDS = WORD_LISTS[:4]


def form(draft: Draft, judged: Judgement, base: Catalogue, say: Wording) -> None:
    """Draw the whole form, or a sentence where the text cannot be shown as one."""
    fields = fields_of(draft)
    if fields is None:
        st.text(say("rules.no_form"))
        return
    counts = [len(fields.get(field) or ()) for field in ("examples", "not_examples")]
    basic, words, good, bad = st.tabs(
        [
            say("rules.tab_basic"),
            say("rules.tab_words"),
            say("rules.tab_examples", count=counts[0]),
            say("rules.tab_not_examples", count=counts[1]),
        ]
    )
    with basic:
        basics(draft, judged, fields, base, say)
    with words, st.container(key="words"):
        word_lists(draft, judged, fields, FIRST_WORDS, say)
        with st.expander(say("rules.more_words")):
            word_lists(draft, judged, fields, WORD_LISTS[4:], say)
    with good:
        examples(draft, judged, fields, say)
    with bad:
        counterexamples(draft, judged, fields, say)


def basics(draft: Draft, judged: Judgement, fields: dict[str, Any], base: Catalogue, say: Wording) -> None:
    """Ask for names, group, unit and kind."""
    name = fields["name"] if isinstance(fields.get("name"), dict) else {}
    for column, language in zip(st.columns(2), ("zh", "en"), strict=True):
        with column:
            value = str(name.get(language, ""))
            st.text_input(say(f"field.name_{language}"), key=seed(draft, value, "name", language))
            say_faults_at(judged, f"name.{language}", say)
    left, right = st.columns(2)
    groups = list(dict.fromkeys(entry.group for entry in base.entries.values()))
    with left:
        choice(draft, judged, fields, "group", groups, say)
        for field in ("unit", "shown_in"):
            st.text_input(
                say(f"field.{field}"),
                key=seed(draft, str(fields.get(field, "")), field),
                help=say(f"field.{field}_help"),
            )
            say_faults_at(judged, field, say)
    with right:
        for field in ("kind", "growth", "about"):
            choice(draft, judged, fields, field, allowed(field), say)


def choice(
    draft: Draft, judged: Judgement, fields: dict[str, Any], field: str, codes: Sequence[str], say: Wording
) -> None:
    """Ask for one of the codes of a field; a code that is not allowed shows too, with its fault."""
    value = str(fields.get(field, OMITTED.get(field, codes[0])))
    shown = [*codes] if value in codes else [value, *codes]
    st.selectbox(
        say(f"field.{field}"), shown, key=seed(draft, value, field),
        format_func=lambda code: say.either(f"{field}.{code}", code),
    )  # fmt: skip
    say_faults_at(judged, field, say)


def word_lists(
    draft: Draft, judged: Judgement, fields: dict[str, Any], names: Sequence[str], say: Wording
) -> None:
    """Ask for lists of words: chips, and new ones by typing."""
    for field in names:
        held = fields.get(field)
        value = [str(word) for word in held] if isinstance(held, list) else []
        key = seed(draft, value, field)
        st.multiselect(
            say(f"field.{field}"), list(dict.fromkeys([*value, *st.session_state[key]])), key=key,
            accept_new_options=True, placeholder=say("rules.words_hint"), help=say(f"field.{field}_help"),
            select_all=False,
        )  # fmt: skip
        say_faults_at(judged, field, say)


def allowed(field: str) -> tuple[str, ...]:
    """List the codes that a field of an entry may have."""
    from pipeline.indicators import Indicator

    return get_args(Indicator.model_fields[field].annotation)
