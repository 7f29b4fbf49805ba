"""Show the sentence behind a figure, with the number marked, and where it stands."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.amounts import choose_scale, unit_name
from app.labels import growth_label, indicator_name, level_label, source_words
from app.observations import document_text
from app.period_labels import day_words, period_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.wording import Wording

WRAP = re.compile(r"[ \t\u3000]*(?:\r\n?|\n)\s*")
BEFORE = 4000  # characters of the document looked at to tell two equal numbers of a sentence apart


def drawer(row: Any, hint: str, catalogue: Mapping[str, Any], say: Wording) -> None:
    """Draw the source of a row, or a hint while none is chosen."""
    if row is None:
        st.html(f'<aside class="source empty"><h3>{escape(say("drawer.title"))}</h3>'
                f'<p>{escape(hint)}</p></aside>')  # fmt: skip
        return
    st.html(source_html(row, document_text(str(row.digest)), catalogue, say))


def source_html(row: Any, text: str, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write a row's source as escaped HTML."""
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts_of(row, say) if value
    )
    sentence = marked_sentence(row, text)
    quote = f"<blockquote>{sentence}</blockquote>" if sentence else ""
    derivation = f'<p class="derivation">{escape(words(row.derivation))}</p>' if bool(row.derived) else ""
    return (
        f'<aside class="source" aria-live="polite"><h3>{escape(say("drawer.title"))}</h3>'
        f'<p class="figure"><span>{escape(indicator_name(str(row.indicator), catalogue, say))}</span>'
        f"<strong>{escape(amount_words(row, say))}</strong></p>"
        f"{quote}{derivation}"
        f'<p class="paper">{escape(source_words(row, say))}<br><cite>{escape(words(row.title))}</cite></p>'
        f"<dl>{facts}</dl></aside>"
    )


def amount_words(row: Any, say: Wording) -> str:
    """Write the value with its unit and sign: ≥2.6 亿元, +57.89%."""
    if row.measure == "yoy":
        return f"{say('measure.yoy')} {growth_label(row)}"
    scale = choose_scale([float(row.value)], str(row.unit), say.language)
    return f"{level_label(row, scale)} {scale.word}{unit_name(str(row.unit), say.language)}"


def facts_of(row: Any, say: Wording) -> list[tuple[str, str]]:
    """List what else is known of a row, with the names of the facts."""
    state = say("status.derived") if bool(row.derived) else say(f"status.{row.status}")
    published = "" if pd.isna(row.published) else day_words(pd.Timestamp(row.published).date(), say)
    if published and bool(row.published_inferred):
        published = say("drawer.inferred", date=published)
    return [
        (say("column.value_text"), words(row.value_text)),
        (say("column.place"), words(row.place)),
        (say("column.subject"), words(row.subject)),
        (say("column.period"), period_words(words(row.period), say)),
        (say("column.scope"), words(row.scope)),
        (say("column.status"), state),
        (say("column.published"), published),
        (say("column.document"), words(row.document)),
        (say("column.rule"), words(row.rule)),
        (say("column.confidence"), "" if pd.isna(row.confidence) else f"{float(row.confidence):.0%}"),
    ]


def marked_sentence(row: Any, text: str) -> str:
    """Escape the sentence and put <mark> around the row's number: the one at its offset, where it stands twice."""
    sentence, number = words(row.sentence), words(row.value_text)
    places = [found.start() for found in re.finditer(re.escape(number), sentence)] if number else []
    if not places:
        return escape(sentence)
    at = places[0]
    if len(places) > 1 and text and not pd.isna(row.start):
        start = int(row.start)
        ahead = WRAP.sub("", text[max(0, start - BEFORE) : start])
        at = max(places, key=lambda place: common_ending(sentence[:place], ahead))
    end = at + len(number)
    return f"{escape(sentence[:at])}<mark>{escape(number)}</mark>{escape(sentence[end:])}"


def common_ending(left: str, right: str) -> int:
    """Count the characters that two texts have in common at their ends."""
    count = 0
    for one, other in zip(reversed(left), reversed(right), strict=False):
        if one != other:
            break
        count += 1
    return count


def words(value: Any) -> str:
    """Give a cell as text, empty where it is missing."""
    return "" if value is None or pd.isna(value) else str(value)
