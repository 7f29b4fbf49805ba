"""List the documents with what became of each: search, filter, order, and choose one or several."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from app.address import publish, seed_one, seed_text, stepped
from app.documents.one_document import KEY, SHORT
from app.rows.widths import fitted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.wording import Wording

CHOSEN, FIND = "documents chosen", "find"
SHOW = ("all", "new", "aside", "warned", "sample", "upload", "folder")
LOOKS = ("new", "aside")
SORT = ("file", "added", "published", "rows", "rejected")
NAME, SOURCE = 230, 180  # pixels at most
MOST_TO_CHOOSE = 2000  # entries of a list that a browser still opens at once
TALLEST = 560


def narrowed(documents: pd.DataFrame, say: Wording) -> pd.DataFrame:
    """Draw search, filter and order; give the documents that pass."""
    present = [code for code in SHOW if code in ("all", "warned") or len(shown_as(documents, code))]
    with st.container(key="filters"):
        words, order = st.columns([2, 1])
        seed_text(FIND)
        sought = words.text_input(
            say("documents.find"),
            placeholder=say("documents.find_hint"),
            key=FIND,
        )
        publish(FIND)

        def order_words(one: str) -> str:
            return say(f"documents.sort_{one}")

        def show_words(one: str) -> str:
            return say(f"documents.show_{one}", count=len(shown_as(documents, one)))

        seed_one("sort", SORT, SORT[0], order_words)
        sort = order.selectbox(say("documents.sort"), SORT, key="sort", format_func=order_words)
        publish("sort", default=SORT[0])
        seed_one("show", present, SHOW[0], show_words)
        show = st.segmented_control(
            say("documents.show"), present, key="show", required=True, label_visibility="collapsed",
            format_func=show_words,
        )  # fmt: skip
        publish("show", default=SHOW[0])
    found = holding(shown_as(documents, str(show)), sought.strip())
    return ordered(found, str(sort))


def shown_as(documents: pd.DataFrame, code: str) -> pd.DataFrame:
    """Give the documents of a filter."""
    if code == "all":
        return documents
    if code == "warned":
        return documents[documents["warnings"].map(bool).astype(bool)]
    if code in LOOKS:
        return documents[documents["look"] == code]
    return documents[documents["origin"] == code]


def holding(documents: pd.DataFrame, sought: str) -> pd.DataFrame:
    """Give the documents that hold the words in name, title, place, source or date."""
    if not sought or documents.empty:
        return documents
    cells = documents[["file", "title", "place", "source", "published"]].itertuples(index=False)
    words = sought.casefold()
    return documents[[words in "\n".join(row).casefold() for row in cells]]


def ordered(documents: pd.DataFrame, sort: str) -> pd.DataFrame:
    """Order documents: names upwards, the rest with the most and latest first."""
    return documents.sort_values(sort, ascending=sort == "file", kind="stable", ignore_index=True)


def choose(documents: pd.DataFrame, say: Wording) -> list[str]:
    """Draw the table and the list to choose from by keyboard; give the digests chosen, which the address names too."""
    digests = [*documents["digest"]]
    if CHOSEN not in st.session_state or stepped():
        wanted = st.query_params.get(KEY, "")
        st.session_state[CHOSEN] = [one for one in digests if len(wanted) >= SHORT and one.startswith(wanted)]
    chosen = [one for one in st.session_state[CHOSEN] if one in set(digests)]
    lines = readable(documents, say)
    places = {digest: place for place, digest in enumerate(digests)}
    marked_before: Any = {"selection": {"rows": [places[one] for one in chosen]}}
    st.dataframe(
        lines, key=f"files {hash(tuple(digests))}", hide_index=True, alt=say("documents.table_alt"),
        on_select=partial(take, digests), selection_mode=["multi-row", "single-cell"],
        selection_default=marked_before,
        height=min(TALLEST, 38 + 35 * max(1, len(lines))), column_config=columns(lines, say),
    )  # fmt: skip
    st.html(f'<p class="small-print">{escape(say("documents.marks"))}</p>')
    point_out(chosen)
    return chosen


def take(digests: list[str]) -> None:
    """Choose what was selected in the table: ticked rows, or the row of a cell."""
    selection = st.session_state[f"files {hash(tuple(digests))}"]["selection"]
    rows = selection["rows"] or [row for row, _ in selection.get("cells", [])]
    st.session_state[CHOSEN] = [digests[row] for row in rows if row < len(digests)]


def pick(documents: pd.DataFrame, chosen: list[str], say: Wording) -> None:
    """Draw a list to choose one document from by keyboard."""
    names = dict(zip(documents["digest"], documents["file"], strict=True))
    if len(names) > MOST_TO_CHOOSE:
        return
    st.session_state["pick"] = chosen[0] if len(chosen) == 1 else None
    st.selectbox(
        say("documents.pick"), [*names], index=None, key="pick", format_func=names.__getitem__,
        placeholder=say("documents.pick_hint"), on_change=take_picked,
    )  # fmt: skip


def take_picked() -> None:
    """Choose the document that was picked from the list."""
    picked = st.session_state["pick"]
    st.session_state[CHOSEN] = [picked] if picked else []


def point_out(chosen: list[str]) -> None:
    """Name the one document chosen in the address."""
    if len(chosen) == 1:
        st.query_params[KEY] = chosen[0][:SHORT]
    else:
        st.query_params.pop(KEY, None)


def readable(documents: pd.DataFrame, say: Wording) -> pd.DataFrame:
    """Write the documents as a table to read: inferred cells marked, warnings in words."""
    made = {
        say("column.document"): documents["file"],
        say("documents.rows"): documents["rows"],
        say("documents.rejected"): documents["rejected"],
        say("documents.warnings"): [
            notes(warnings, origin, look, say)
            for warnings, origin, look in zip(
                documents["warnings"], documents["origin"], documents["look"], strict=True
            )
        ],
        say("column.published"): marked(documents, "published"),
        say("column.source"): marked(documents, "source"),
        say("column.place"): marked(documents, "place"),
    }
    return pd.DataFrame(made)


def marked(documents: pd.DataFrame, column: str) -> list[str]:
    """Give the cells of a column, inferred ones with an asterisk."""
    return [
        f"{value} *" if inferred else value
        for value, inferred in zip(documents[column], documents[f"{column}_inferred"], strict=True)
    ]


def notes(warnings: Iterable[str], origin: str, look: str, say: Wording) -> str:
    """Write what is to be known of a document in a few words."""
    words = [say(f"documents.is_{look}")] if look in LOOKS else []
    words += [say("documents.is_sample")] if origin == "sample" else []
    return say("documents.and").join([*words, *(say(f"documents.warn_{one}") for one in warnings)])


def columns(lines: pd.DataFrame, say: Wording) -> dict[str, Any]:
    """Set the widths; name and counts have room on a phone."""
    return fitted(lines, (), {say("column.document"): NAME, say("column.source"): SOURCE}) | {
        say("documents.rows"): st.column_config.NumberColumn(width=64),
        say("documents.rejected"): st.column_config.NumberColumn(width=78),
    }
