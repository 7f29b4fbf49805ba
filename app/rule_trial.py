"""Try a sentence: what every stage sees in it by the rules as they are being written, its rows, and why not."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.labels import indicator_name
from app.rule_rows import row_words

if TYPE_CHECKING:
    from app.wording import Wording
    from pipeline.explanation import Explanation, Seen
    from pipeline.indicators import Catalogue

SENTENCE, DAY = "rule sentence", "rule day"
LONGEST = 5000
KNOWN = ("quantity", "mention", "tail", "period", "place", "subject")


def trial(catalogue: Catalogue | None, saved: Catalogue, first: str, usual_day: str, say: Wording) -> None:
    """Draw the box and what its sentence gives; while the draft is not sound, by the saved rules."""
    st.subheader(say("rules.try"), anchor=False)
    st.session_state.setdefault(SENTENCE, first)
    st.session_state.setdefault(DAY, dt.date.fromisoformat(usual_day))
    left, right = st.columns([4, 1])
    sentence = left.text_area(
        say("rules.sentence"), key=SENTENCE, placeholder=first, height="content", max_chars=LONGEST
    )
    day = right.date_input(say("column.published"), key=DAY, help=say("rules.day_help"))
    if catalogue is None:
        st.text(say("rules.by_saved"))
    if sentence and sentence.strip():
        from pipeline.explanation import explained

        published = day if isinstance(day, dt.date) else None
        st.html(explanation_html(explained(sentence, catalogue or saved, published), catalogue or saved, say))


def explanation_html(explanation: Explanation, catalogue: Catalogue, say: Wording) -> str:
    """Write tokens, rows and rejected numbers as three escaped parts."""
    readings = "".join(
        f'<p class="tokens">{"".join(token_html(token, catalogue, say) for token in tokens)}</p>'
        for _, tokens in explanation.sentences
    )
    rows = "".join(
        f"<li>{'○' if row['derived'] else '✓'} {escape(row_words(row, catalogue.entries, say))}"
        f" <small>{escape(row['rule'])}</small></li>"
        for row in explanation.rows
    )
    from pipeline.explanation import said

    rejected = "".join(
        f"<li>✗ <b>{escape(number)}</b> {escape(said(rejection, say.language))}</li>"
        for number, rejection in explanation.rejected
    )
    none = f"<li>{escape(say('rules.no_rows'))}</li>" if not (rows or rejected) else ""
    heads = [("rules.seen", readings), ("rules.gives", f"<ul>{rows}{rejected}{none}</ul>")]
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
    detail = token.detail
    if kind in ("mention", "tail"):
        detail = say("list.join").join(
            indicator_name(name, catalogue.entries, say) for name in token.detail.split(", ") if name
        )
    said = say.either(f"token.{token.kind}", token.kind)
    below = f"<em>{escape(detail)}</em>" if detail else ""
    return f'<span class="token {kind}"><b>{escape(token.word)}</b><i>{escape(said)}</i>{below}</span>'
