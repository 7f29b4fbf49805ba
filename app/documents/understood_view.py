"""Show the beginning of a text as it was understood: lines as lines, tables as tables, nothing of it as markup."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from app.observations import document_content

if TYPE_CHECKING:
    from app.wording import Wording

_LINES, _CHARACTERS = 60, 4000


def understood(digest: str, heading: str, say: Wording) -> None:
    """Draw a text that opens; it is read only then."""
    opened = st.expander(
        heading, icon=":material/article:", on_change="rerun", key=f"understood {heading} {digest}"
    )
    if not opened.open:
        return
    with opened:
        content = document_content(digest)
        if content is None:
            st.text(say("documents.understood_none"))
            return
        beginning = content.text[:_CHARACTERS].splitlines()[:_LINES]
        st.html(f'<div class="understood" lang="zh">{beginning_html(beginning)}</div>')
        if len("\n".join(beginning)) < len(content.text.rstrip()):
            st.text(say("documents.understood_more", count=f"{len(content.text):,}"))
        for one in content.left_out:
            st.text(one.said(say.language))


def beginning_html(lines: list[str]) -> str:
    """Write lines as escaped HTML; those whose cells tabs divide as a table."""
    written = []
    for is_table, group in groupby((line for line in lines if line.strip()), key=lambda line: "\t" in line):
        if is_table:
            rows = (
                "".join(f"<td>{escape(cell.strip())}</td>" for cell in line.split("\t")) for line in group
            )
            written.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        else:
            written += [f"<p>{escape(line.strip())}</p>" for line in group]
    return "".join(written)
