"""Show the original beside its text: a page as a picture with boxes over its figures, or the cells of a sheet."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.reader.document_view import FIGURES, FOLDER
from app.reader.figure_marks import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.reader.figure_marks import Mark
    from app.reader.sheet_part import SheetPart
    from app.wording import Wording
    from pipeline.documents import Content
    from pipeline.page_pictures import PagePicture

VIEW = "original view"

_component = st.components.v2.component(
    "original_view",
    html='<div class="original"></div>',
    css=(FOLDER / "original_view.css").read_text(encoding="utf-8"),
    js=FIGURES + (FOLDER / "original_view.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Marked:
    """Hold the marks that are shown in an original with their names, which one is chosen, whether the window follows it."""

    marks: Sequence[Mark]
    names: Mapping[int, str]
    at: int | None
    leads: bool


def picture_view(
    picture: PagePicture,
    zoom: float,
    content: Content,
    marked: Marked,
    opened: Callable[[int], None],
    say: Wording,
) -> None:
    """Draw a page; `opened` is called with the offset of a figure that was chosen on it. `zoom` is its width in windows."""
    boxes = [
        (number, box.left, box.top, box.right, box.bottom)
        for number, mark in enumerate(marked.marks)
        for box in content.layout.boxes(mark.start, mark.end)
        if box.page == picture.page
    ]
    words = say("reader.picture", page=picture.page, pages=picture.pages)
    drawn = {"width": picture.width, "height": picture.height, "zoom": zoom, "boxes": boxes, "words": words}
    source = f"data:{picture.media};base64,{base64.b64encode(picture.octets).decode()}"
    version = hashlib.sha256(picture.octets).hexdigest()
    _draw({"picture": drawn}, version, marked, opened, say, source)


def cells_view(part: SheetPart, marked: Marked, opened: Callable[[int], None], say: Wording) -> None:
    """Draw cells; `opened` is called with the offset of a figure that was chosen in them."""
    places = {mark.start: number for number, mark in enumerate(marked.marks)}
    rows = [
        (number, [(cell.text, places.get(cell.figure, -1), cell.spread) for cell in cells])
        for number, cells in part.rows
    ]
    _draw({"cells": {"name": part.sheet, "columns": part.columns, "rows": rows}}, "", marked, opened, say)


def _draw(
    drawn: dict[str, Any],
    version: str,
    marked: Marked,
    opened: Callable[[int], None],
    say: Wording,
    source: str = "",
) -> None:
    """Send what the browser draws; `version` changes when it must draw anew."""
    marks = [
        (mark.start, [kind for kind in KINDS if kind in mark.kinds], marked.names[mark.start])
        for mark in marked.marks
    ]
    data = {**drawn, "marks": marks, "words": {"original": say("reader.original")}}
    version = hashlib.sha256(f"{version}{json.dumps(data)}".encode()).hexdigest()[:16]
    if source:
        data["picture"] = {**drawn["picture"], "source": source}
    data |= {"version": version, "at": marked.at, "leads": marked.leads}
    _component(key=VIEW, data=data, on_opened_change=lambda: opened(int(st.session_state[VIEW]["opened"])))
