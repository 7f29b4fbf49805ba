"""Draw the examples and counter-examples of an entry, to edit, add and take out, each with what it gives."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.rules.checks import faults_at, say_faults_at
from app.rules.draft import fields_of, put_fields
from app.rules.fields import rows_said, seed, take_form
from app.words_in_use import by_words_in_use
from pipeline.documents import DocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.rules.draft import Draft
    from app.wording import Wording
    from pipeline.indicators import Catalogue
    from pipeline.rulebook.drafts import Judgement

EMPTY: dict[str, dict[str, Any]] = {
    "examples": {"text": "", "rows": []},
    "not_examples": {"text": "", "because": ""},
}
KEPT = ("measure", "value", "unit", "qualifier", "status", "period", "place", "subject")


def examples(draft: Draft, judged: Judgement, fields: dict[str, Any], say: Wording) -> None:
    """Draw the examples with the rows that each must give."""
    st.html(f'<p class="small-print">{say("rules.examples_note")}</p>')
    say_faults_at(judged, "examples", say) if not fields.get("examples") else None
    for number, item in items_of(fields, "examples"):
        with st.container(border=True):
            sentence_box(draft, item, "examples", number, say)
            rows, published, place = st.columns([4, 2, 2])
            rows.text_area(
                say("field.rows"), key=seed(draft, rows_said(item.get("rows", [])), "examples", number, "rows"),
                height="content", help=say("field.rows_help"),
            )  # fmt: skip
            for column, part in ((published, "published"), (place, "place")):
                key = seed(draft, str(item.get(part, "")), "examples", number, part)
                column.text_input(say(f"field.{part}"), key=key, placeholder=say(f"field.{part}_hint"))
            outcome(judged, "examples", number, say)
            with st.container(horizontal=True):
                given = given_rows(draft.entry, item, judged.catalogue)
                if given and faults_at(judged, f"examples.{number}"):
                    st.button(
                        say("rules.adopt"), key=f"adopt {number}", on_click=adopt, args=(draft, number, given),
                        icon=":material/playlist_add_check:", help=say("rules.adopt_help"),
                    )  # fmt: skip
                delete_button(draft, "examples", number, say)
    add_button(draft, "examples", say)


def counterexamples(draft: Draft, judged: Judgement, fields: dict[str, Any], say: Wording) -> None:
    """Draw the sentences that must give no row, with the reason."""
    st.html(f'<p class="small-print">{say("rules.not_examples_note")}</p>')
    for number, item in items_of(fields, "not_examples"):
        with st.container(border=True):
            sentence_box(draft, item, "not_examples", number, say)
            key = seed(draft, str(item.get("because", "")), "not_examples", number, "because")
            st.text_input(say("field.because"), key=key)
            outcome(judged, "not_examples", number, say)
            delete_button(draft, "not_examples", number, say)
    add_button(draft, "not_examples", say)


def items_of(fields: Mapping[str, Any], field: str) -> list[tuple[int, dict[str, Any]]]:
    """Give the items of a list with their numbers, those that are as they should be."""
    held = fields.get(field)
    items = held if isinstance(held, list) else []
    return [(number, item) for number, item in enumerate(items) if isinstance(item, dict)]


def sentence_box(draft: Draft, item: dict[str, Any], field: str, number: int, say: Wording) -> None:
    """Ask for the sentence."""
    st.text_area(
        say("field.numbered", number=number + 1), key=seed(draft, str(item.get("text", "")), field, number, "text"),
        height="content",
    )  # fmt: skip


def delete_button(draft: Draft, field: str, number: int, say: Wording) -> None:
    """Offer to take the sentence out."""
    st.button(
        say("rules.delete", number=number + 1), key=f"delete {field} {number}", icon=":material/delete:",
        on_click=alter, args=(draft, field, number), type="tertiary",
    )  # fmt: skip


def outcome(judged: Judgement, field: str, number: int, say: Wording) -> None:
    """Say whether a sentence gives what it should."""
    if faults_at(judged, f"{field}.{number}"):
        say_faults_at(judged, f"{field}.{number}", say)
    elif judged.checked:
        st.html(f'<p class="holds">✓ {say(f"hold.{field}")}</p>')


def add_button(draft: Draft, field: str, say: Wording) -> None:
    """Offer one more sentence."""
    st.button(
        say(f"add.{field}"), key=f"add {field}", icon=":material/add:",
        on_click=alter, args=(draft, field, None),
    )  # fmt: skip


def alter(draft: Draft, field: str, number: int | None) -> None:
    """Take out the sentence of a number, or add an empty one; what stands in the form is kept."""
    take_form(draft)
    fields = dict(fields_of(draft) or {})
    items = list(fields.get(field) or [])
    if number is None:
        items.append(dict(EMPTY[field]))
    else:
        items.pop(number)
    put_fields(draft, {**fields, field: items})
    draft.rewrite(draft.text)


def given_rows(entry: str, item: Mapping[str, Any], catalogue: Catalogue | None) -> list[dict[str, Any]]:
    """Give the rows that an example gives now, as they would be written; none while it cannot be read."""
    from pipeline.indicators import USUAL_DAY
    from pipeline.rulebook.checking import rows_of_text

    day, text = str(item.get("published") or USUAL_DAY), str(item.get("text", ""))
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return []
    if catalogue is None or not text.strip():
        return []
    try:
        rows = by_words_in_use(
            rows_of_text, text, catalogue, entry, published=day, place=str(item.get("place") or "")
        )
    except DocumentError:  # the check of the examples says so
        return []
    usual = {"qualifier": "exact", "status": "actual"}
    return [
        {column: plain(row[column]) for column in KEPT if row[column] not in ("", None, usual.get(column))}
        for row in rows
    ]


def adopt(draft: Draft, number: int, given: list[dict[str, Any]]) -> None:
    """Write the rows that an example gives as those that it must give."""
    take_form(draft)
    fields = dict(fields_of(draft) or {})
    items = list(fields["examples"])
    items[number] = {**items[number], "rows": given}
    put_fields(draft, {**fields, "examples": items})
    draft.rewrite(draft.text)


def plain(cell: Any) -> Any:
    """Write a whole number as one: 136400, not 136400.0."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
