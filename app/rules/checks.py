"""Check a draft at each change, and say each fault in one sentence, at its field and all together."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.labels import indicator_name
from app.observations import rules_in_use
from app.words_in_use import by_words_in_use

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.rules.draft import Draft
    from app.wording import Wording
    from pipeline.indicators import Catalogue
    from pipeline.indicators.faults import Fault
    from pipeline.rulebook.drafts import Judgement

JUDGED = "rule judged"
MOST_SAID = 12


def judgement(draft: Draft, base: Catalogue) -> Judgement:
    """Judge a draft, once for the same text and rules."""
    from pipeline.documents import DocumentError
    from pipeline.indicators.faults import Fault
    from pipeline.indicators.layers import words_by
    from pipeline.rulebook.drafts import Judgement, judge

    about = (draft.entry, draft.new, draft.text, id(base), words_by(rules_in_use()))
    known = st.session_state.get(JUDGED)
    if known is None or known[0] != about:
        try:
            judged = by_words_in_use(judge, draft.text, draft.entry, base, new=draft.new)
        except DocumentError as error:  # the process that ran the examples failed
            judged = Judgement(
                None, (Fault("example_failed", draft.entry, values={"text": "", **error.values}),)
            )
        known = (about, judged)
        st.session_state[JUDGED] = known
    found: Judgement = known[1]
    return found


def told_of(draft: Draft, judged: Judgement) -> Judgement:
    """Leave out what is wrong with fields of a new entry into which nothing was typed yet."""
    return replace(judged, faults=tuple(fault for fault in judged.faults if draft.touched(fault.where)))


def faults_at(judged: Judgement, field: str) -> list[Fault]:
    """List the draft's faults at a field or within it (`examples.0` holds `examples.0.rows`)."""
    return [fault for fault in judged.faults if fault.where == field or fault.where.startswith(f"{field}.")]


def say_faults_at(judged: Judgement, field: str, say: Wording) -> None:
    """Draw below a field what is wrong with it."""
    found = faults_at(judged, field)
    if found:
        st.html(sentences_html([fault.what(say.language) for fault in found], "faults"))


def say_all(draft: Draft, judged: Judgement, base: Catalogue, say: Wording) -> None:
    """Draw what stands between a draft and its saving, or that nothing does; of a new one once something was typed."""
    if draft.new and not draft.begun:
        st.text(say("rules.begin"))
        return
    if judged.holds:
        words = say("rules.holds") if draft.changed else say("rules.unchanged")
        st.html(f'<p class="holds" role="status">✓ {escape(words)}</p>')
        return
    for title, faults in (("rules.own_faults", judged.faults), ("rules.broken", judged.broken)):
        if faults:
            st.html(f'<h4 class="faults-head">✗ {escape(say(title, count=len(faults)))}</h4>')
            sentences = [located(fault, draft.entry, base, say) for fault in faults[:MOST_SAID]]
            st.html(sentences_html(sentences, "faults all"))
        if len(faults) > MOST_SAID:
            st.text(say("rules.more", count=len(faults) - MOST_SAID))


def located(fault: Fault, entry: str, base: Catalogue, say: Wording) -> str:
    """Say where a fault is by the names on the page, and what it is; of another entry by its name and id."""
    parts = (
        [] if fault.entry == entry else [f"{indicator_name(fault.entry, base.entries, say)} {fault.entry}"]
    )
    head, *rest = fault.where.split(".")
    if head == "name" and rest:
        head, rest = f"name_{rest[0]}", []
    parts.append(say.either(f"field.{head}", head))
    parts += [
        say("field.numbered", number=int(part) + 1) if part.isdecimal() else say.either(f"field.{part}", part)
        for part in rest[:2]
    ]
    where = say("list.dot").join(filter(None, parts))
    what = fault.what(say.language)
    return say("rules.fault", where=where, what=what) if where else what


def sentences_html(sentences: Iterable[str], kind: str) -> str:
    """Write sentences as an escaped list that screen readers announce."""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<ul class="{kind}" role="alert">{items}</ul>'
