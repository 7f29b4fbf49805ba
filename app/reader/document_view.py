"""Show a part of a document with its numbers marked; a mark that is chosen, by mouse or keyboard, says so."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.reader.figure_marks import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.reader.document_parts import Piece
    from app.reader.figure_marks import Mark
    from app.wording import Wording

VIEW = "document view"
FOLDER = Path(__file__).resolve().parent
FIGURES = (FOLDER / "figures.js").read_text(encoding="utf-8")  # what this and the original have in common

_component = st.components.v2.component(
    "document_view",
    html='<div class="reader"></div>',
    css=(FOLDER / "document_view.css").read_text(encoding="utf-8"),
    js=FIGURES + (FOLDER / "document_view.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold what is on the page: pieces of text, all marks with their names, which one is chosen.

    Where each line is a block of the original, a paragraph or a row of a table (`blocks`), rows stand as a table, and the
    block or the cell around the mark chosen is marked, too; `spans` are its cells that span others: line, cell, rows and
    columns, from 0. Where none is chosen, that at `near` is brought into view.
    """

    pieces: Sequence[Piece]
    marks: Sequence[Mark]
    names: Mapping[int, str]
    at: int | None
    unwrapped: bool
    blocks: bool = False
    near: int | None = None
    spans: Sequence[tuple[int, int, int, int]] = ()


def document_view(shown: Shown, opened: Callable[[int], None], say: Wording) -> None:
    """Draw the text; `opened` is called with the offset of a mark that the reader chose."""
    _component(key=VIEW, data=view_data(shown, say), on_opened_change=lambda: opened(_chosen()))


def view_data(shown: Shown, say: Wording) -> dict[str, Any]:
    """Lay out what the browser draws; only marks of this part are sent. `version` changes when it must draw anew."""
    here = [number for _, number in shown.pieces if number >= 0]
    place = {number: position for position, number in enumerate(dict.fromkeys(here))}
    marks = [shown.marks[number] for number in place]
    drawn = {
        "pieces": [(text, place.get(number, -1)) for text, number in shown.pieces],
        "marks": [
            (mark.start, [kind for kind in KINDS if kind in mark.kinds], shown.names[mark.start]) for mark in marks
        ],
        "legend": legend(marks, say),
        "unwrapped": shown.unwrapped,
        "blocks": shown.blocks,
        "spans": shown.spans,
        "words": {name: say(key) for name, key in
                  (("page", "reader.page"), ("legend", "reader.legend"), ("keys", "reader.keys"))},
    }  # fmt: skip
    version = hashlib.sha256(json.dumps(drawn).encode()).hexdigest()[:16]
    return {**drawn, "version": version, "at": shown.at, "near": shown.near, "leads": True}


def legend(marks: Sequence[Mark], say: Wording) -> list[tuple[str, str, int]]:
    """Count the marks of each kind that is there."""
    counts = {kind: sum(kind in mark.kinds for mark in marks) for kind in KINDS}
    return [(kind, say(f"mark.{kind}"), count) for kind, count in counts.items() if count]


def _chosen() -> int:
    return int(st.session_state[VIEW]["opened"])
