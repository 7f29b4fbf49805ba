"""Show the beginning of a text as it was understood, its figures marked: lines as lines, tables as tables, no markup."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from app.markdown import verbatim
from app.observations import document_content, shown_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.wording import Wording
    from pipeline.documents import Content

_LINES, _CHARACTERS = 60, 4000
Span = tuple[int, int]


def understood(digest: str, heading: str, say: Wording, *, at_once: bool = False) -> None:
    """Draw a text that opens, `at_once` already open; it is read only then."""
    heading = verbatim(heading)
    opened = st.expander(
        heading, at_once, icon=":material/article:", on_change="rerun", key=f"understood {heading} {digest}"
    )
    if not opened.open:
        return
    with opened:
        content = document_content(digest)
        if content is None or not content.text.strip():
            st.text(say("documents.understood_none"))
            return
        rows = shown_workspace().rows_read(digest)
        printed = rows.loc[~rows["derived"].astype(bool), ["start", "end"]]
        figures = sorted({*printed.itertuples(index=False, name=None)})
        st.text(counted(content, len(figures), say))
        lines = beginning(content.text)
        st.html(f'<div class="understood" lang="zh">{beginning_html(content.text, lines, figures)}</div>')
        if lines and lines[-1][1] < len(content.text.rstrip()):
            st.text(say("documents.understood_more", count=f"{len(content.text):,}"))


def counted(content: Content, figures: int, say: Wording) -> str:
    """Write how many figures, pages and tables a document has."""
    pages = max((spot.page for spot in content.layout.spots), default=0)
    tables = sum(
        is_table for is_table, _ in groupby("\t" in line for line in content.text.splitlines() if line)
    )
    parts = {"figures": figures, "pages": pages, "tables": tables}
    return say("list.gap").join(
        say(f"documents.understood_{name}", count=count)
        for name, count in parts.items() if count or name == "figures"
    )  # fmt: skip


def beginning(text: str) -> list[Span]:
    """Return where the first lines of a text begin and end, without their ends."""
    found, at = [], 0
    for line in text[:_CHARACTERS].splitlines(keepends=True)[:_LINES]:
        found.append((at, at + len(line.rstrip("\r\n"))))
        at += len(line)
    return found


def beginning_html(text: str, lines: Sequence[Span], figures: Sequence[Span]) -> str:
    """Write lines as escaped HTML with their figures marked; those whose cells tabs divide as a table."""
    written = []
    filled = (line for line in lines if text[slice(*line)].strip())
    for is_table, group in groupby(filled, key=lambda line: "\t" in text[slice(*line)]):
        if is_table:
            rows = (
                "".join(f"<td>{marked_html(text, cell, figures)}</td>" for cell in _cells(text, line))
                for line in group
            )
            written.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        else:
            written += [f"<p>{marked_html(text, line, figures)}</p>" for line in group]
    return "".join(written)


def _cells(text: str, line: Span) -> Iterator[Span]:
    at = line[0]
    for cell in text[slice(*line)].split("\t"):
        yield at, at + len(cell)
        at += len(cell) + 1


def marked_html(text: str, part: Span, figures: Sequence[Span]) -> str:
    """Write a part of a text as escaped HTML; what of it is a figure is marked."""
    start, end = part
    pieces, at = [], start
    for first, last in figures:
        if last <= at or first >= end:
            continue
        first, last = max(first, at), min(last, end)  # noqa: PLW2901 - of a figure that goes over two lines
        pieces += [escape(text[at:first]), f"<mark>{escape(text[first:last])}</mark>"]
        at = last
    return "".join([*pieces, escape(text[at:end])]).strip()
