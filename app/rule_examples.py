"""Draw the examples and counter-examples of an entry, to edit, add and take out, each with what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.rule_checks import faults_at, say_faults_at
from app.rule_draft import fields_of, put_fields
from app.rule_fields import rows_said, seed, take_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.rule_draft import Draft
    from app.wording import Wording
    from pipeline.indicators import Catalogue
    from pipeline.rule_drafts import Judgement

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
            text_and_delete(draft, item, "examples", number, say)
            rows, published, place = st.columns([4, 2, 2])
            rows.text_area(
                say("field.rows"), key=seed(draft, rows_said(item.get("rows", [])), "examples", number, "rows"),
                height="content", help=say("field.rows_help"),
            )  # fmt: skip
            for column, part in ((published, "published"), (place, "place")):
                key = seed(draft, str(item.get(part, "")), "examples", number, part)
                column.text_input(say(f"field.{part}"), key=key, placeholder=say(f"field.{part}_hint"))
            outcome(judged, "examples", number, say)
            if judged.catalogue is not None and faults_at(judged, f"examples.{number}") and item.get("text"):
                st.button(
                    say("rules.adopt"), key=f"adopt {number} {draft.generation}", on_click=adopt,
                    args=(draft, number, judged.catalogue), icon=":material/playlist_add_check:",
                    help=say("rules.adopt_help"),
                )  # fmt: skip
    add_button(draft, "examples", say)


def counterexamples(draft: Draft, judged: Judgement, fields: dict[str, Any], say: Wording) -> None:
    """Draw the sentences that must give no row, with the reason."""
    st.html(f'<p class="small-print">{say("rules.not_examples_note")}</p>')
    for number, item in items_of(fields, "not_examples"):
        with st.container(border=True):
            text_and_delete(draft, item, "not_examples", number, say)
            key = seed(draft, str(item.get("because", "")), "not_examples", number, "because")
            st.text_input(say("field.because"), key=key)
            outcome(judged, "not_examples", number, say)
    add_button(draft, "not_examples", say)


def items_of(fields: Mapping[str, Any], field: str) -> list[tuple[int, dict[str, Any]]]:
    """Give the items of a list with their numbers, those that are as they should be."""
    held = fields.get(field)
    items = held if isinstance(held, list) else []
    return [(number, item) for number, item in enumerate(items) if isinstance(item, dict)]


def text_and_delete(draft: Draft, item: dict[str, Any], field: str, number: int, say: Wording) -> None:
    """Ask for the sentence; a button takes it out."""
    left, right = st.columns([12, 1], vertical_alignment="bottom")
    left.text_area(
        say("field.text", number=number + 1), key=seed(draft, str(item.get("text", "")), field, number, "text"),
        height="content",
    )  # fmt: skip
    right.button(
        "", key=f"delete {field} {number} {draft.generation}", icon=":material/delete:",
        help=say("rules.delete", number=number + 1), on_click=alter, args=(draft, field, number), type="tertiary",
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
        say(f"add.{field}"), key=f"add {field} {draft.generation}", icon=":material/add:",
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
    draft.generation += 1


def adopt(draft: Draft, number: int, catalogue: Catalogue) -> None:
    """Write the rows that an example gives as those that it must give."""
    from pipeline.checking import rows_of_text
    from pipeline.indicators import USUAL_DAY

    take_form(draft)
    fields = dict(fields_of(draft) or {})
    items = list(fields["examples"])
    item = dict(items[number])
    given = rows_of_text(
        str(item["text"]), catalogue, draft.entry,
        published=str(item.get("published") or USUAL_DAY), place=str(item.get("place") or ""),
    )  # fmt: skip
    usual = {"qualifier": "exact", "status": "actual"}
    item["rows"] = [
        {column: plain(row[column]) for column in KEPT if row[column] not in ("", None, usual.get(column))}
        for row in given
    ]
    items[number] = item
    put_fields(draft, {**fields, "examples": items})
    draft.generation += 1


def plain(cell: Any) -> Any:
    """Write a whole number as one: 136400, not 136400.0."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
