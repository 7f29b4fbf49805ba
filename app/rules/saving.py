"""Save a draft into the rules file, once every check holds, and say what follows."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.observations import rules_path
from app.rules.checks import sentences_html
from app.rules.documents_in_use import documents_in_use, rules_history
from app.rules.draft import NEW_OPEN, drafts, saved
from app.rules.fields import take_form
from app.rules.listing_view import RULE

if TYPE_CHECKING:
    from app.rules.draft import Draft
    from app.wording import Wording
    from pipeline.rule_drafts import Judgement
    from pipeline.rule_faults import Fault

NOTICE, REFUSED = "rule notice", "rule refused"


def save_button(draft: Draft, judged: Judgement, began: str, say: Wording) -> None:
    """Offer to save what holds."""
    st.button(
        say("rules.save"), type="primary", disabled=not (judged.holds and draft.changed), key="save rule",
        icon=":material/save:", width="stretch", on_click=save_clicked, args=(draft, began, say),
    )  # fmt: skip


def discard_button(draft: Draft, began: str, say: Wording) -> None:
    """Offer to go back to what the file holds."""
    st.button(
        say("rules.discard"), disabled=not draft.changed, key="discard rule", on_click=discard,
        args=(draft, began), icon=":material/undo:", width="stretch",
    )  # fmt: skip


def refusals(draft: Draft, say: Wording) -> None:
    """Say why the last save did nothing, until the draft changes, and how to go on."""
    refused = st.session_state.get(REFUSED)
    if refused and refused[0] == draft.text:
        st.html(sentences_html([fault.said(say.language) for fault in refused[1]], "faults all"))
        if any(fault.reason == "changed" for fault in refused[1]):
            st.button(
                say("rules.go_on"), key="go on", on_click=go_on, args=(draft,), help=say("rules.go_on_help")
            )


def save_clicked(draft: Draft, began: str, say: Wording) -> None:
    """Save what stands in the form; what forbids it is kept to be said."""
    take_form(draft)
    faults = save(draft, began)
    if faults:
        st.session_state[REFUSED] = (draft.text, faults)
        return
    st.session_state[RULE] = draft.entry
    st.session_state[NEW_OPEN] = False
    count = len(documents_in_use())
    st.session_state[NOTICE] = say("rules.saved", entry=draft.entry, documents=count)


def save(draft: Draft, began: str) -> list[Fault]:
    """Put the draft into the file; give the faults that forbid it, none where it was saved."""
    from pipeline.rule_drafts import file_with, new_failures
    from pipeline.rule_faults import Fault, RulesError
    from pipeline.rule_saving import read_rules, save_rules

    path = rules_path()
    try:
        file = read_rules(path)
        if file.digest != draft.digest:
            return [Fault("changed", file=path.name)]
        text = file_with(file.text, draft.text, draft.entry, path.name)
        failed = new_failures(file.text, text, path.name)
        if failed:
            return failed
        written = save_rules(text, file, rules_history())
    except RulesError as error:
        return [error.fault]
    saved(draft.entry, began, file.digest, written.digest)
    return []


def notice() -> None:
    """Say, the first time the page is drawn after it, what was saved."""
    said = st.session_state.pop(NOTICE, "")
    if said:
        st.html(f'<p class="holds" role="status">✓ {escape(said)}</p>')


def discard(draft: Draft, began: str) -> None:
    """Go back to what the file holds."""
    if draft.new:
        drafts().pop(began, None)
        st.session_state[NEW_OPEN] = False
    else:
        draft.rewrite(draft.origin)


def go_on(draft: Draft) -> None:
    """Take the file as it is now for the one that this draft belongs to."""
    from pipeline.rule_faults import RulesError
    from pipeline.rule_saving import read_rules

    try:
        draft.digest = read_rules(rules_path()).digest
    except RulesError as error:
        st.session_state[REFUSED] = (draft.text, [error.fault])
    else:
        st.session_state.pop(REFUSED, None)
