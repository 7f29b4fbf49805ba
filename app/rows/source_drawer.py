"""Show the sentence behind a figure, with the number marked, and where it stands."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.citations import citation, names_issue
from app.labels import amount_words, cell_text, indicator_name, name_words
from app.observations import document_text
from app.period_labels import day_words
from app.reader.figure_marks import stands_there
from app.reader.place import PAGE, digest_of, link_to
from app.rows.other_reports import reports_view
from app.rows.row_tables import when
from pipeline.documents.locators import locator_said
from pipeline.doubts import JOINED
from pipeline.lines import unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.wording import Wording
    from pipeline.stored import StoredTable

REVIEW = "app/pages/review.py"
AROUND = 300  # characters of a sentence without an end, or of a row of a table, that are shown on each side of its number
BEFORE = 4000  # characters of the document looked at to tell two equal numbers of a sentence apart


def drawer(row: Any, hint: str, catalogue: Mapping[str, Any], say: Wording, table: StoredTable) -> None:
    """Draw the source of a row, the way to its characters and other reports of its fact; a hint while none is chosen."""
    if row is None:
        st.html(f'<aside class="source empty"><h2>{escape(say("drawer.title"))}</h2>'
                f'<p>{escape(hint)}</p></aside>')  # fmt: skip
        return
    digest = digest_of(row, table)
    text = document_text(digest) if digest else ""
    st.html(source_html(row, text, catalogue, say))
    way_to(row, digest, text, say)
    st.page_link(
        REVIEW, label=say("drawer.review"), query_params={"row": str(row.id)}, icon=":material/rule:"
    )
    reports_view(row, table, catalogue, say)


def way_to(row: Any, digest: str, text: str, say: Wording) -> None:
    """Lead to the row's characters in its document, or say why there is no way."""
    reason = no_source(row, digest, text)
    if reason:
        st.html(
            f'<p class="no-source" role="note"><b>{escape(say("drawer.no_source"))}</b> {escape(say(reason))}</p>'
        )
        return
    st.page_link(PAGE, label=say("drawer.show"), query_params=link_to(row, digest), icon=":material/article:")


def no_source(row: Any, digest: str, text: str) -> str:
    """Return the key of the sentence that says why a row has no characters to show, empty where it has."""
    if not digest:
        return "drawer.not_a_document"
    if not text:
        return "drawer.document_gone"
    return "" if stands_there(row, text) else "drawer.elsewhere"


def source_html(row: Any, text: str, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write a row's source as escaped HTML."""
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts_of(row, say) if value
    )
    sentence = marked_sentence(row, text)
    quote = f"<blockquote>{sentence}</blockquote>" if sentence else ""
    headline = f"<br><cite>{escape(cell_text(row.title))}</cite>" if names_issue(row) else ""
    derivation = f'<p class="derivation">{escape(cell_text(row.derivation))}</p>' if bool(row.derived) else ""
    return (
        f'<aside class="source" aria-live="polite"><h2>{escape(say("drawer.title"))}</h2>'
        f'<p class="figure"><span>{escape(indicator_name(str(row.indicator), catalogue, say))}</span>'
        f"<strong>{escape(amount_words(row, catalogue, say))}</strong></p>"
        f"{quote}{derivation}"
        f'<p class="paper">{escape(citation(row, say))}{headline}</p>'
        f"<dl>{facts}</dl></aside>"
    )


def facts_of(row: Any, say: Wording) -> list[tuple[str, str]]:
    """List what else is known of a row, with the names of the facts."""
    state = say("status.derived") if bool(row.derived) else say(f"status.{row.status}")
    published = "" if pd.isna(row.published) else day_words(pd.Timestamp(row.published).date(), say)
    if published and bool(row.published_inferred):
        published = say("drawer.inferred", date=published)
    return [
        (say("column.value_text"), cell_text(row.value_text)),
        (say("column.place"), name_words(cell_text(getattr(row, "area", row.place)), say)),
        (say("column.subject"), cell_text(row.subject)),
        (say("column.period"), when(row, say)),
        (say("column.period_source"), say(f"period_source.{row.period_source}")),
        (say("column.scope"), cell_text(row.scope)),
        (say("column.status"), state),
        (say("column.review"), "" if row.review == "pending" else say(f"review.{row.review}")),
        (say("column.published"), published),
        (say("column.document"), cell_text(row.document)),
        (say("column.locator"), locator_said(cell_text(row.locator), say.language)),
        (say("column.rule"), say.either(f"reading_rule.{row.rule}", "")),
        (say("column.doubt"), doubt_words(row, say)),
        (say("column.confidence"), "" if pd.isna(row.confidence) else f"{float(row.confidence):.0%}"),
    ]


def doubt_words(row: Any, say: Wording) -> str:
    """Name the kinds of open doubts about a row."""
    kinds = filter(None, str(getattr(row, "doubt", "")).split(JOINED))
    return say("list.join").join(say(f"review.kind_{kind}") for kind in kinds)


def marked_sentence(row: Any, text: str) -> str:
    """Escape the sentence and put <mark> around the row's number: the one at its offset, where it stands twice."""
    sentence, number = cell_text(row.sentence), cell_text(row.value_text)
    places = [found.start() for found in re.finditer(re.escape(number), sentence)] if number else []
    if not places:
        return escape(sentence)
    at = places[0]
    if len(places) > 1 and text and not pd.isna(row.start):
        start = int(row.start)
        ahead = unwrapped(text[max(0, start - BEFORE) : start])
        at = max(places, key=lambda place: common_ending(sentence[:place], ahead))
    end = at + len(number)
    first, last = max(0, at - AROUND), min(len(sentence), end + AROUND)
    before, behind = "…" * (first > 0) + sentence[first:at], sentence[end:last] + "…" * (last < len(sentence))
    return f"{escape(before)}<mark>{escape(number)}</mark>{escape(behind)}"


def common_ending(left: str, right: str) -> int:
    """Count the characters that two texts have in common at their ends."""
    count = 0
    for one, other in zip(reversed(left), reversed(right), strict=False):
        if one != other:
            break
        count += 1
    return count
