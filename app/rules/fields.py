"""Name the widgets of the form, fill them from a draft, and read them back into its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
import yaml

from app.rules.draft import WORD_LISTS, fields_of, put_fields
from pipeline.indicators.rules_text import check_depth

if TYPE_CHECKING:
    from app.rules.draft import Draft

PLAIN = ("group", "unit", "shown_in", "kind", "growth", "about")
OMITTED = {"shown_in": "", "growth": "none", "about": "place"}  # what a field is where it is not written
ITEM_FIELDS = {"examples": ("text", "rows", "published", "place"), "not_examples": ("text", "because")}


def key_of(draft: Draft, *field: object) -> str:
    """Give the key of a field's widget in the session."""
    return " ".join(map(str, ("rule form", draft.entry if not draft.new else "+", draft.generation, *field)))


def seed(draft: Draft, value: Any, *field: object) -> str:
    """Fill a widget with a field's value where it is drawn for the first time; return its key."""
    key = key_of(draft, *field)
    st.session_state.setdefault(key, value)
    return key


def take_form(draft: Draft) -> None:
    """Bring what stands in the form into the draft's text."""
    fields = fields_of(draft)
    if fields is None:
        return
    fields = dict(fields)
    name = dict(fields["name"]) if isinstance(fields.get("name"), dict) else {}
    for language in ("zh", "en"):
        given = _given(draft, "name", language)
        if given is not None:
            fields["name"] = name = {**name, language: given.strip()}
    for field in PLAIN:
        given = _given(draft, field)
        if given is not None:
            _put(fields, field, str(given).strip(), OMITTED.get(field))
    for field in WORD_LISTS:
        given = _given(draft, field)
        if given is not None:
            _put(fields, field, [word.strip() for word in given if word.strip()], [])
    for field, parts in ITEM_FIELDS.items():
        items = fields.get(field) or []
        if isinstance(items, list) and all(isinstance(item, dict) for item in items):
            _put(
                fields,
                field,
                [_item(draft, field, number, item, parts) for number, item in enumerate(items)],
                [],
            )
    put_fields(draft, fields)


def _item(
    draft: Draft, field: str, number: int, item: dict[str, Any], parts: tuple[str, ...]
) -> dict[str, Any]:
    item = dict(item)
    for part in parts:
        given = _given(draft, field, number, part)
        if part == "rows" and given is not None:
            item["rows"] = rows_from(given)
        elif given is not None and given != str(item.get(part, "")):
            _put(item, part, given, "" if part in ("published", "place") else None)
    return item


def _put(fields: dict[str, Any], field: str, value: Any, empty: Any) -> None:
    """Set a field, and leave out one that is as if it were not written."""
    if value == empty and (field not in fields or not value):
        fields.pop(field, None)
    else:
        fields[field] = value


def _given(draft: Draft, *field: object) -> Any:
    return st.session_state.get(key_of(draft, *field))


def rows_said(rows: Any) -> str:
    """Write the rows of an example to be edited: one a line, `measure: level, value: 136400`."""
    if not isinstance(rows, list):
        return str(rows)
    return "\n".join(
        yaml.safe_dump(row, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10_000)
        .strip()
        .removeprefix("{")
        .removesuffix("}")
        if isinstance(row, dict)
        else str(row)
        for row in rows
    )


def rows_from(said: str) -> list[Any]:
    """Read such lines; one that is no row stays as it is, for the checks to name."""
    rows: list[Any] = []
    for line in filter(None, map(str.strip, said.splitlines())):
        braced = "{" + line.strip("{}") + "}"
        try:
            check_depth(braced)
            row = yaml.load(braced, yaml.CSafeLoader)
        except (yaml.YAMLError, ValueError):
            row = line
        rows.append(row)
    return rows
