"""Keep what is being written of each rule until it is saved: its text, and the fields that the form shows of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from pipeline.indicators.layers import Laid

DRAFTS = "rule drafts"
GENERATION = "rule generation"
NEW, NEW_OPEN = "new_indicator", "rule new"
WORD_LISTS = (
    "terms",
    "after",
    "allow",
    "block",
    "generic_terms",
    "context",
    "not_context",
    "units",
    "not_units",
)


def next_generation() -> int:
    """Count on, over all drafts of the session: a draft begun after a save takes nothing from the one before."""
    number: int = st.session_state.get(GENERATION, 0) + 1
    st.session_state[GENERATION] = number
    return number


@dataclass(slots=True)
class Draft:
    """Hold one entry as it is being written.

    `origin` is its text as it is saved, of a new one as it began, `digest` that of the rules when it was read.
    `generation` counts what changed the text other than by the form: the form's widgets are then filled afresh.
    """

    entry: str
    new: bool
    origin: str
    text: str
    digest: str
    generation: int = field(default_factory=next_generation)

    @property
    def changed(self) -> bool:
        """Say whether there is something to save."""
        return self.new or self.text != self.origin

    @property
    def begun(self) -> bool:
        """Say whether anything was typed into a new entry."""
        return self.text != self.origin

    def touched(self, where: str) -> bool:
        """Tell whether a field or the example that it is of (`name.zh`, `examples.0.rows`) is not as a new entry began."""
        path = where.split(".")[:2]
        return not self.new or where == "id" or _held(self.text, path) != _held(self.origin, path)

    def rewrite(self, text: str) -> None:
        """Set the text from elsewhere than the form."""
        self.text = text
        self.generation = next_generation()


def drafts() -> dict[str, Draft]:
    """Return the drafts of this session by the id that they were begun with."""
    kept: dict[str, Draft] = st.session_state.setdefault(DRAFTS, {})
    return kept


def draft_of(entry: str, rules: Laid) -> Draft:
    """Return the draft of an entry; where nothing was changed yet, begin with what is saved."""
    kept = drafts().get(entry)
    if kept is not None and (kept.changed or kept.digest == rules.digest):
        return kept
    text = saved_text(entry, rules)
    drafts()[entry] = Draft(entry, new=False, origin=text, text=text, digest=rules.digest)
    return drafts()[entry]


def saved_text(entry: str, rules: Laid) -> str:
    """Return the text of an entry as it is saved, empty where there is none."""
    from pipeline.indicators.entry_blocks import blocks_of

    here = blocks_of(rules.text).get(entry)
    return rules.text[here.start : here.end].replace("\r\n", "\n") if here else ""


def begin_new(rules: Laid, group: str) -> Draft:
    """Begin a new entry from a template, or go on with the one begun before."""
    from pipeline.indicators.canonical import canonical_entry

    if NEW not in drafts():
        fields = {
            "name": {"zh": "", "en": ""}, "group": group, "unit": "", "kind": "flow", "growth": "nominal",
            "terms": [], "examples": [{"text": "", "rows": []}], "not_examples": [],
        }  # fmt: skip
        text = canonical_entry(NEW, fields)
        drafts()[NEW] = Draft(NEW, new=True, origin=text, text=text, digest=rules.digest)
    return drafts()[NEW]


def follow(before: str, rules: Laid) -> None:
    """Let the drafts begun with the rules of the digest `before` go on from those that were just saved.

    A draft in which nothing is changed is begun anew; one of an entry that is gone waits for its return.
    """
    for began, draft in [*drafts().items()]:
        if not draft.changed:
            drafts().pop(began)
        elif draft.digest == before:
            draft.digest = rules.digest
            if not draft.new:
                draft.origin = saved_text(draft.entry, rules)


def fields_of(draft: Draft) -> dict[str, Any] | None:
    """Return the fields of a draft, None where its text is not one entry with fields."""
    return _fields(draft.text)


def _held(text: str, path: list[str]) -> Any:
    """Return what the text of an entry holds at a path; None where it holds nothing."""
    held: Any = _fields(text)
    for part in path:
        if isinstance(held, dict):
            held = held.get(part)
        elif isinstance(held, list) and part.isdecimal() and int(part) < len(held):
            held = held[int(part)]
    return held


def _fields(text: str) -> dict[str, Any] | None:
    from pipeline.indicators.faults import RulesError
    from pipeline.indicators.rules_text import raw_entries

    try:
        ((_, fields),) = raw_entries(text).items()
    except (RulesError, ValueError):
        return None
    return fields if isinstance(fields, dict) else None


def put_fields(draft: Draft, fields: dict[str, Any]) -> None:
    """Write fields into a draft's text in canonical form, its comments kept; nothing where nothing changed."""
    from pipeline.indicators.canonical import canonical_entry
    from pipeline.indicators.comments import with_comments

    if fields != fields_of(draft):
        draft.text = with_comments(canonical_entry(draft.entry, fields), draft.text)
