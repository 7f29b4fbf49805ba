"""Show how a table of official figures was understood, let it be corrected, and take it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.labels import indicator_name
from app.rows.widths import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.wording import Wording
    from pipeline.reference_tables import Columns

WAITING = "reference tables to be looked at"
MOST_COLUMNS, MOST_NAMES, MOST_LINES = 40, 60, 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """A table whose columns are to be looked at before it is taken: its name, its cells, what was understood."""

    name: str
    cells: list[list[str]]
    columns: Columns


def columns_view(catalogue: Mapping[str, Any], take: Callable[[str, bytes], bool], say: Wording) -> None:
    """Draw the first table that waits: its columns, its indicators, what it does not say, and what comes of it.

    `take` takes a table by its name and bytes, and tells whether it could; else it waits on.
    """
    from pipeline.reference_tables import figures, table_of, unused

    waiting: list[Waiting] = st.session_state.get(WAITING, [])
    if not waiting:
        return
    one = waiting[0]
    with st.container(key="columns", border=True):
        st.subheader(say("columns.title"), anchor=False)
        st.text(say("columns.lead", file=one.name))
        columns = _corrected(one, catalogue, say)
        if left := unused(one.cells, columns):
            st.text(say("columns.unused", names=say("list.join").join(left)))
        lines = figures(one.cells, columns)
        st.text(say("columns.count", count=len(lines)))
        shown = pd.DataFrame(lines[:MOST_LINES], columns=list(lines[0]) if lines else ["value"])
        names = {name: say(f"columns.role_{name}") for name in shown}
        if lines:
            shown["indicator"] = [indicator_name(name, catalogue, say) for name in shown["indicator"]]
            shown = shown[[name for name in shown if shown[name].any()]].rename(columns=names)
            look = fitted(shown, [say("columns.role_value")])
            st.dataframe(shown, column_config=look, hide_index=True, alt=say("columns.preview"))
        # of these nothing but an answer can say what they are; what a cell lacks, its line is told for
        missing = [
            name for name, said in columns.given.items() if not said and not all(line[name] for line in lines)
        ]
        if missing:
            roles = say("list.join").join(say(f"columns.role_{name}") for name in missing)
            st.text(say("columns.missing", roles=roles))
        with st.container(horizontal=True):
            st.button(
                say("columns.take"), type="primary", disabled=bool(missing) or not lines, key="take columns",
                on_click=_take, args=(take, one.name, table_of(lines)),
            )  # fmt: skip
            st.button(say("columns.drop"), key="drop columns", on_click=_done)


def places(count: int) -> list[Any]:
    """Lay out places, four abreast, in the order in which they are read and reached by the keyboard."""
    return [place for _ in range(-(-count // 4)) for place in st.columns(4)]


def _corrected(one: Waiting, catalogue: Mapping[str, Any], say: Wording) -> Columns:
    """Ask what each column is, which indicator each name is, and what the table does not say; give the answers."""
    from pipeline.reference_tables import FIELDS, UNUSED, VALUE, figures, names_of

    columns, heads = one.columns, one.cells[one.columns.heading]
    roles = [*FIELDS, "measure", "status", VALUE, UNUSED]
    chosen = list(columns.roles)
    asked = places(min(len(heads), MOST_COLUMNS))
    for at, head in enumerate(heads[:MOST_COLUMNS]):
        chosen[at] = asked[at].selectbox(
            say("columns.column", number=at + 1, head=head or "—"), roles, index=roles.index(columns.roles[at]),
            key=f"column {one.name} {at}", format_func=lambda role: say(f"columns.role_{role or 'unused'}"),
        )  # fmt: skip
    columns = replace(columns, roles=tuple(chosen))
    names = names_of(one.cells, columns, catalogue)
    if names:
        st.text(say("columns.names"))
        ids, asked = ["", *catalogue], places(min(len(names), MOST_NAMES))
        for at, (name, usual) in enumerate([*names.items()][:MOST_NAMES]):
            names[name] = asked[at].selectbox(
                name, ids, index=ids.index(usual), key=f"name {one.name} {name}", filter_mode="contains",
                format_func=lambda code: indicator_name(code, catalogue, say) if code else say("columns.leave_out"),
            )  # fmt: skip
    columns, given = replace(columns, names=names, given={}), {}
    lines = figures(one.cells, columns)  # what each of them says in its name or heading is not asked for
    absent = [
        name
        for name in FIELDS
        if name not in columns.roles and name != columns.across and not all(line[name] for line in lines)
    ]
    if absent:
        st.text(say("columns.absent"))
        for name, place in zip(absent, st.columns(max(len(absent), 2)), strict=False):
            given[name] = _given(name, one, place, catalogue, say)
    return replace(columns, given=given)


def _given(name: str, one: Waiting, place: Any, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Ask for what is the same of all figures of a table."""
    label, key = say(f"columns.role_{name}"), f"given {one.name} {name}"
    if name == "indicator":
        ids = ["", *catalogue]
        return str(place.selectbox(
            label, ids, index=ids.index(one.columns.given.get(name, "")), key=key, filter_mode="contains",
            format_func=lambda code: indicator_name(code, catalogue, say) if code else say("columns.choose"),
        ))  # fmt: skip
    usual = one.name.rpartition(".")[0] or one.name if name == "source" else one.columns.given.get(name, "")
    hint = say(f"columns.hint_{name}")
    return str(place.text_input(label, usual, key=key, placeholder=hint)).strip()


def _take(take: Callable[[str, bytes], bool], name: str, octets: bytes) -> None:
    if take(name, octets):
        _done()


def _done() -> None:
    st.session_state[WAITING] = st.session_state[WAITING][1:]
