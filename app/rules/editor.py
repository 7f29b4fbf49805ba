"""Draw one indicator: to be read, to be edited in a form, or as the text of its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.address import publish, seed_one
from app.markdown import verbatim
from app.rules.checks import judgement, say_all, say_faults_at, told_of
from app.rules.draft import NEW, begin_new, draft_of, drafts, fields_of
from app.rules.effects import effects, effects_button
from app.rules.fields import key_of, seed, take_form
from app.rules.form import form
from app.rules.reading_view import examples_html, facts_html, words_html
from app.rules.saving import discard_button, hide_button, refusals, save_button
from app.rules.trial import trial
from pipeline.indicators.canonical import canonical_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.rules.draft import Draft
    from app.wording import Wording
    from pipeline.indicators import Catalogue
    from pipeline.indicators.layers import Laid

MODE = "rule_mode"
READ, FORM, TEXT = MODES = ("read", "form", "yaml")


def open_rule(entry: str, rules: Laid, counts: Mapping[str, int], say: Wording) -> None:
    """Draw an entry of the rules, and below it the sentence to try."""
    catalogue = rules.catalogue
    mode = mode_switch(MODES, say)
    if mode == READ:
        st.header(verbatim(say.name(catalogue[entry].name)), anchor=False)
        st.html(facts_html(catalogue[entry], counts.get(entry, 0), say) + words_html(catalogue[entry], say))
        trial(entry, catalogue, catalogue, say)
        st.html(examples_html(catalogue[entry], catalogue, say))
        return
    st.header(verbatim(say.name(catalogue[entry].name)), anchor=False)
    take_typed(entry, mode)
    edit(draft_of(entry, rules), entry, mode, catalogue, say)
    hide_button(entry, rules, say)


def open_new(rules: Laid, group: str, say: Wording) -> None:
    """Draw an entry that the rules have not yet."""
    mode = mode_switch((FORM, TEXT), say)
    st.header(say("rules.new"), anchor=False)
    take_typed(NEW, mode)
    draft = begin_new(rules, group)
    if mode == FORM:
        st.text_input(
            say("rules.id"), key=seed(draft, draft.entry, "id"), help=say("rules.id_help"),
            on_change=rename, args=(draft,),
        )  # fmt: skip
    edit(draft, NEW, mode, rules.catalogue, say)


def mode_switch(modes: tuple[str, ...], say: Wording) -> str:
    """Ask whether to read, to edit in a form, or as text."""
    seed_one(MODE, modes, modes[0], lambda code: say(f"mode.{code}"))
    chosen = st.segmented_control(
        say("rules.mode"), modes, key=MODE, required=True, label_visibility="collapsed",
        format_func=lambda code: say(f"mode.{code}"),
    )  # fmt: skip
    publish(MODE, default=READ)
    return str(chosen)


def edit(draft: Draft, began: str, mode: str, base: Catalogue, say: Wording) -> None:
    """Draw the draft with its checks, the sentence to try, the preview and the buttons."""
    if mode != FORM:
        text_box(draft, say)
    judged = judgement(draft, base)
    if mode == FORM:
        told = told_of(draft, judged)
        if draft.new:
            say_faults_at(told, "id", say)
        form(draft, told, base, say)
    else:
        st.html(f'<p class="small-print">{say("rules.yaml_note")}</p>')
    say_all(draft, judged, base, say)
    looking, saving, leaving = st.columns(3)
    with looking:
        wanted = effects_button(say, disabled=judged.catalogue is None)
    with saving:
        save_button(draft, judged, began, say)
    with leaving:
        discard_button(draft, began, say)
    refusals(draft, say)
    effects(draft, judged.catalogue, base, say, afresh=wanted)
    trial(began, judged.catalogue, base, say)


def take_typed(entry: str, mode: str) -> None:
    """Bring what was typed just now into a draft, so that one that another page has overtaken is no longer unchanged."""
    draft = drafts().get(entry)
    if draft is not None and mode == FORM:
        take_form(draft)
    elif draft is not None:
        draft.text = str(st.session_state.get(key_of(draft, "yaml"), draft.text))


def text_box(draft: Draft, say: Wording) -> None:
    """Ask for the entry as text; a new one takes its id from there."""
    from pipeline.indicators.faults import RulesError
    from pipeline.indicators.rules_text import raw_entries

    box = st.container(key="yaml")
    draft.text = box.text_area(say("rules.yaml"), key=seed(draft, draft.text, "yaml"), height="content")
    if draft.new:
        try:
            draft.entry = next(iter(raw_entries(draft.text)))
        except RulesError:
            return


def rename(draft: Draft) -> None:
    """Give a new entry another id, in its text too."""
    take_form(draft)
    wanted = str(st.session_state[key_of(draft, "id")]).strip()
    fields = fields_of(draft)
    draft.entry = wanted
    if fields is not None:
        draft.text = canonical_entry(wanted, fields)
