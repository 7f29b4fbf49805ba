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
    from collections.abc import Iterable, Sequence

    from app.wording import Wording

CHOSEN, FIND = "documents chosen", "find"
SHOW = ("all", "new", "aside", "warned", "sample", "upload", "folder")
LOOKS = ("new", "aside")
SORT = ("file", "added", "published", "rows", "rejected")
NAME, SOURCE = 230, 180  # pixels at most
MOST_LISTED = 2000  # documents, in the table and to choose from: what a browser still opens at once
TALLEST = 560


def narrowed(documents: pd.DataFrame, say: Wording) -> tuple[pd.DataFrame, int]:
    """Draw search, filter and order; give the first of the documents that pass, with those chosen, and count all."""
    counts = {code: int(_are(documents, code).sum()) for code in SHOW}
    present = [code for code in SHOW if code in ("all", "warned") or counts[code]]
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
            return say(f"documents.show_{one}", count=counts[one])

        seed_one("sort", SORT, SORT[0], order_words)
        sort = order.selectbox(say("documents.sort"), SORT, key="sort", format_func=order_words)
        publish("sort", default=SORT[0])
        seed_one("show", present, SHOW[0], show_words)
        show = st.segmented_control(
            say("documents.show"), present, key="show", required=True, label_visibility="collapsed",
            format_func=show_words,
        )  # fmt: skip
        publish("show", default=SHOW[0])
    found = documents if show == "all" else documents[_are(documents, str(show))]
    order = ordered(holding(found, sought.strip()), str(sort))
    seed_chosen(documents)
    return first(documents, order, st.session_state[CHOSEN]), len(order)


def _are(documents: pd.DataFrame, code: str) -> pd.Series[bool]:
    """Say which documents pass a filter."""
    if code == "all":
        return documents["digest"].notna()
    if code == "warned":
        return documents["warnings"].map(bool).astype(bool)
    return documents["look" if code in LOOKS else "origin"] == code


def holding(documents: pd.DataFrame, sought: str) -> pd.DataFrame:
    """Give the documents that hold the words in name, title, place, source or date."""
    if not sought or documents.empty:
        return documents
    cells = documents[["file", "title", "place", "source", "published"]].itertuples(index=False)
    words = sought.casefold()
    return documents[[words in "\n".join(row).casefold() for row in cells]]


def ordered(documents: pd.DataFrame, sort: str) -> pd.Index[Any]:
    """Order documents, named by their index: names upwards, the rest with the most and latest first.

    Of a hundred thousand documents all columns in another order would take 30 MB.
    """
    return documents[sort].sort_values(ascending=sort == "file", kind="stable").index


def first(documents: pd.DataFrame, order: pd.Index[Any], chosen: Sequence[str]) -> pd.DataFrame:
    """Give the first documents of an order, as many as are listed, and those of it that are chosen (digests)."""
    rest = order[MOST_LISTED:]
    kept = rest[rest.isin(documents.index[documents["digest"].isin(chosen)])]
    return documents.loc[order[:MOST_LISTED].append(kept)].reset_index(drop=True)


def seed_chosen(documents: pd.DataFrame) -> None:
    """Choose the document that the address names, where the page is opened or a step goes back to it."""
    if CHOSEN not in st.session_state or stepped():
        wanted = st.query_params.get(KEY, "")
        named = documents["digest"].str.startswith(wanted) if len(wanted) >= SHORT else []
        st.session_state[CHOSEN] = [*documents.loc[named, "digest"]]


def choose(documents: pd.DataFrame, count: int, say: Wording) -> list[str]:
    """Draw the table of documents, the first of `count`; give the digests of those chosen."""
    digests, lines = [*documents["digest"]], readable(documents, say)
    chosen = [one for one in st.session_state[CHOSEN] if one in {*digests}]
    places = {digest: place for place, digest in enumerate(digests)}
    marked_before: Any = {"selection": {"rows": [places[one] for one in chosen]}}
    st.dataframe(
        lines, key=f"files {hash(tuple(digests))}", hide_index=True, alt=say("documents.table_alt"),
        on_select=partial(take, digests), selection_mode=["multi-row", "single-cell"],
        selection_default=marked_before,
        height=min(TALLEST, 38 + 35 * max(1, len(lines))), column_config=columns(lines, say),
    )  # fmt: skip
    if count > len(documents):
        st.text(say("documents.more", shown=len(documents), count=count))
    st.html(f'<p class="small-print">{escape(say("documents.marks"))}</p>')
    point_out(chosen)
    return chosen


def take(digests: list[str]) -> None:
    """Choose what was selected in the table: ticked rows, or the row of a cell."""
    selection = st.session_state[f"files {hash(tuple(digests))}"]["selection"]
    rows = selection["rows"] or [row for row, _ in selection.get("cells", [])]
    st.session_state[CHOSEN] = [digests[row] for row in rows if row < len(digests)]


def pick(documents: pd.DataFrame, chosen: list[str], say: Wording) -> None:
    """Draw a list to choose one of these documents from by keyboard."""
    names = dict(zip(documents["digest"], documents["file"], strict=True))
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
