"""List the indicators: search, group, and a table to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.address import publish, seed_one
from app.amounts import unit_name
from app.rows.widths import fitted
from app.rules.draft import drafts

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    import pandas as pd

    from app.wording import Wording
    from pipeline.indicators import Catalogue, Indicator

RULE, GROUP, SEARCH, TABLE = "rule", "group", "rule_search", "rule table"
ALL = "all"
HEIGHT = 520
NAME = 240  # pixels of a name at most


def rule_filters(catalogue: Catalogue, say: Wording) -> list[Indicator]:
    """Ask for words and a group; give the indicators that fit."""
    sought = st.text_input(say("rules.search"), placeholder=say("rules.search_hint"), key=SEARCH).strip()
    groups = [ALL, *dict.fromkeys(entry.group for entry in catalogue.entries.values())]

    def words(code: str) -> str:
        return say("rules.all_groups") if code == ALL else say.either(f"group.{code}", code)

    seed_one(GROUP, groups, ALL, words)
    group = st.selectbox(say("field.group"), groups, key=GROUP, format_func=words)
    publish(GROUP, default=ALL)
    return [
        entry
        for entry in catalogue.entries.values()
        if group in (ALL, entry.group) and holds(entry, sought.casefold())
    ]


def holds(entry: Indicator, sought: str) -> bool:
    """Say whether id, names or terms of an entry hold the words."""
    words = (entry.id, entry.name_zh, entry.name_en, *entry.terms, *entry.generic_terms, *entry.after)
    return any(sought in word.casefold() for word in words)


def rule_table(
    entries: list[Indicator], counts: Mapping[str, int], differing: Container[str], say: Wording
) -> None:
    """Draw the indicators with the number of their rows; choosing one opens it."""
    if not entries:
        st.text(say("rules.nothing"))
        return
    ids = [entry.id for entry in entries]
    frame = listed(entries, counts, differing, say)
    st.dataframe(
        frame, key=TABLE, hide_index=True, selection_mode="single-row", on_select=lambda: take_rule(ids),
        height=min(HEIGHT, 38 + 35 * len(frame)), alt=say("rules.table_alt"),
        column_config={
            **fitted(frame, (), {say("column.indicator"): NAME}),
            say("rules.column_rows"): st.column_config.NumberColumn(width=64),
        },
    )  # fmt: skip


def listed(
    entries: list[Indicator], counts: Mapping[str, int], differing: Container[str], say: Wording
) -> pd.DataFrame:
    """Give one line an indicator: name, rows, unit, terms, id.

    ● marks one with unsaved changes, ✎ one that differs from the program's.
    """
    import pandas as pd

    changed = {name for name, draft in drafts().items() if draft.changed}
    return pd.DataFrame(
        {
            say("column.indicator"): [
                ("● " if entry.id in changed else "")
                + ("✎ " if entry.id in differing else "")
                + say.name(entry.name)
                for entry in entries
            ],
            say("rules.column_rows"): [counts.get(entry.id, 0) for entry in entries],
            say("column.unit"): [unit_name(entry.unit, say.language) for entry in entries],
            say("field.terms"): [
                say("list.join").join((*entry.terms, *entry.generic_terms, *entry.after)) for entry in entries
            ],
            say("rules.id"): [entry.id for entry in entries],
        }
    )


def take_rule(ids: list[str]) -> None:
    """Open the indicator that was selected in the table."""
    for number in st.session_state[TABLE]["selection"]["rows"]:
        if number < len(ids):
            st.session_state[RULE] = ids[number]
