"""Save a draft into the rules, once every check holds, or take an entry away, and say what follows."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.observations import rules_in_use
from app.rules.checks import MOST_SAID, sentences_html
from app.rules.documents_in_use import documents_in_use
from app.rules.draft import NEW_OPEN, drafts, follow
from app.rules.fields import take_form
from app.rules.listing_view import RULE

if TYPE_CHECKING:
    from app.rules.draft import Draft
    from app.wording import Wording
    from pipeline.indicators.layers import Laid
    from pipeline.rulebook.changing import Changed
    from pipeline.rulebook.drafts import Judgement

NOTICE, REFUSED = "rule notice", "rule refused"
BESIDE = "beside"


def save_button(draft: Draft, judged: Judgement, began: str, say: Wording) -> None:
    """Offer to save what holds."""
    st.button(
        say("rules.save"), type="primary", disabled=not (judged.holds and draft.changed), key="save rule",
        icon=":material/save:", width="stretch", on_click=save_clicked, args=(draft, began, say),
    )  # fmt: skip


def discard_button(draft: Draft, began: str, say: Wording) -> None:
    """Offer to go back to what is saved."""
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


def hide_button(entry: str, rules: Laid, say: Wording) -> None:
    """Offer to take an entry away; not where the rules are a whole file of the person's own."""
    if rules_in_use().own:
        st.button(
            say("rules.hide"), key="hide rule", help=say("rules.hide_help"), icon=":material/visibility_off:",
            type="tertiary", on_click=hide_clicked, args=(entry, rules, say),
        )  # fmt: skip


def save_clicked(draft: Draft, began: str, say: Wording) -> None:
    """Save what stands in the form; what forbids it is kept to be said."""
    from pipeline.rulebook.changing import save_entry

    take_form(draft)
    changed = save_entry(rules_in_use(), draft.text, draft.entry, draft.digest)
    if changed.faults:
        st.session_state[REFUSED] = (draft.text, changed.faults)
        return
    drafts().pop(began, None)
    drafts().pop(draft.entry, None)
    done = say("rules.saved", entry=draft.entry, documents=len(documents_in_use()))
    went_on(BESIDE, draft.digest, changed, done, say)
    st.session_state[RULE] = draft.entry
    st.session_state[NEW_OPEN] = False


def hide_clicked(entry: str, rules: Laid, say: Wording) -> None:
    """Take an entry away, or say why that cannot be."""
    from pipeline.rulebook.changing import hide

    tell(BESIDE, rules, hide(rules_in_use(), entry, rules.digest), say("rules.hidden", entry=entry), say)


def tell(place: str, rules: Laid, changed: Changed, done: str, say: Wording) -> None:
    """Keep to be said, at a place of the page, what became of a change of the rules as they were."""
    if changed.faults:
        st.session_state[NOTICE] = (
            place,
            "✗",
            [fault.said(say.language) for fault in changed.faults[:MOST_SAID]],
        )
    else:
        went_on(place, rules.digest, changed, done, say)


def went_on(place: str, before: str, changed: Changed, done: str, say: Wording) -> None:
    """Let the drafts go on from what was saved, and keep to be said that it was."""
    from pipeline.indicators.layers import laid

    follow(before, laid(rules_in_use()))
    kept = [say("rules.kept_aside", kept=changed.kept)] if changed.kept else []
    st.session_state[NOTICE] = (place, "✓", [done, *kept])


def notice(place: str = BESIDE) -> None:
    """Say at its place, the first time the page is drawn after it, what became of a change."""
    if st.session_state.get(NOTICE, ("",))[0] != place:
        return
    _, sign, said = st.session_state.pop(NOTICE)
    if sign == "✗":
        st.html(sentences_html(said, "faults all"))
    else:
        st.html(f'<p class="holds" role="status">✓ {escape(" ".join(said))}</p>')


def discard(draft: Draft, began: str) -> None:
    """Go back to what is saved."""
    drafts().pop(began, None)
    if draft.new:
        st.session_state[NEW_OPEN] = False


def go_on(draft: Draft) -> None:
    """Take the rules as they are now for those that this draft belongs to."""
    from pipeline.indicators.faults import RulesError
    from pipeline.indicators.layers import laid

    try:
        rules = laid(rules_in_use())
    except RulesError as error:
        st.session_state[REFUSED] = (draft.text, [error.fault])
    else:
        follow(draft.digest, rules)
        st.session_state.pop(REFUSED, None)
