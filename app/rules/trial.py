"""Try a sentence: what every stage sees in it by the rules as they are being written, its rows, and why not."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.amounts import mark, unit_name
from app.labels import indicator_name
from app.markdown import verbatim
from app.period_labels import period_words
from app.rules.rows import row_words
from app.typed import within
from app.words_in_use import by_words_in_use
from pipeline.documents import DocumentError
from pipeline.indicators import LONGEST_EXAMPLE, USUAL_DAY

if TYPE_CHECKING:
    from app.wording import Wording
    from pipeline.explanation import Explanation, Seen
    from pipeline.indicators import Catalogue

KNOWN = ("quantity", "mention", "tail", "period", "place", "subject")


def trial(entry: str, catalogue: Catalogue | None, saved: Catalogue, say: Wording) -> None:
    """Draw the box, begun with an entry's first example, and what its sentence gives.

    While the draft is not sound, `catalogue` is None and the saved rules are taken.
    """
    st.subheader(say("rules.try"), anchor=False)
    example = saved[entry].examples[0] if entry in saved.entries else None
    first, usual_day = (example.text, example.published) if example else ("", USUAL_DAY)
    sentence_key, day_key = f"rule sentence {entry}", f"rule day {entry}"
    st.session_state.setdefault(sentence_key, first)
    st.session_state.setdefault(day_key, dt.date.fromisoformat(usual_day))
    sentence = st.text_area(say("rules.sentence"), key=sentence_key, placeholder=first, height="content")
    day = st.date_input(say("column.published"), key=day_key, help=say("rules.day_help"), width=200)
    if catalogue is None:
        st.text(say("rules.by_saved"))
    sentence = within(sentence or "", LONGEST_EXAMPLE, say)
    if sentence.strip():
        from pipeline.explanation import explained

        published = day if isinstance(day, dt.date) else None
        try:
            explanation = by_words_in_use(explained, sentence, catalogue or saved, published)
        except DocumentError as error:
            st.error(verbatim(error.said(say.language)))
            return
        st.html(explanation_html(explanation, catalogue or saved, say))


def explanation_html(explanation: Explanation, catalogue: Catalogue, say: Wording) -> str:
    """Write tokens, rows and rejected numbers as three escaped parts."""
    readings = "".join(
        f'<p class="tokens">{"".join(token_html(token, catalogue, say) for token in tokens)}</p>'
        for _, tokens in explanation.sentences
    )
    rows = "".join(
        f"<li>{'○' if row['derived'] else '✓'} {escape(row_words(row, catalogue.entries, say))}"
        f" <small>{escape(say.either('reading_rule.' + row['rule'], ''))}</small></li>"
        for row in explanation.rows
    )
    unread = "".join(
        f"<li>✗ <b>{escape(number)}</b> {escape(why)}</li>"
        for number, why in explanation.unread(say.language)
    )
    heads = [("rules.seen", readings), ("rules.gives", f"<ul>{rows}{unread}</ul>")]
    return (
        '<div class="explained">'
        + "".join(f"<h4>{escape(say(head))}</h4>{part}" for head, part in heads)
        + "</div>"
    )


def token_html(token: Seen, catalogue: Catalogue, say: Wording) -> str:
    """Write one stretch of the sentence above what it is taken for; marks and the rest stand plain."""
    if token.kind in ("mark", "rest"):
        return f'<span class="token {token.kind}"><b>{escape(token.word)}</b></span>'
    kind = token.kind if token.kind in KNOWN else "cue"
    detail = detail_words(token, catalogue, say)
    said = say.either(f"token.{token.kind}", token.kind)
    below = f"<em>{escape(detail)}</em>" if detail else ""
    return f'<span class="token {kind}"><b>{escape(token.word)}</b><i>{escape(said)}</i>{below}</span>'


def detail_words(token: Seen, catalogue: Catalogue, say: Wording) -> str:
    """Write what is known of a stretch: ≥136,000 人次, the indicators that it may name, the days of a period."""
    found = token.value
    if token.kind == "quantity":
        return f"{mark(found.qualifier)}{found.value:,.12g} {unit_name(found.unit, say.language)}".strip()
    if token.kind in ("mention", "tail"):
        names = dict.fromkeys(indicator_name(term.indicator, catalogue.entries, say) for term in found.terms)
        return say("list.join").join(names)
    if token.kind == "period":
        return period_words(str(found.label), say)
    if token.kind == "subject":
        return say("list.gap").join(filter(None, [say(f"subject.{found.kind}"), found.name]))
    return token.detail if token.kind in KNOWN else ""
