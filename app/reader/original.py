"""Show the original of a document beside its text: the page or the cells where the chosen number stands."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from app.address import LAST, seed_flag, seed_number, whole_number
from app.observations import shown_workspace
from app.reader.original_view import Marked, cells_view, picture_view
from app.reader.place import go_to, moved, turn_to
from app.reader.sheet_part import SheetPart, sheet_part
from pipeline.documents import DocumentError
from pipeline.documents.locators import cell_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.observations import Loaded
    from app.reader.figure_marks import Mark
    from app.wording import Wording
    from pipeline.documents import Content
    from pipeline.page_pictures import PagePicture

# Of the picture, in pixels: twice those of the column that shows it, for screens with two pixels a point.
WIDTH, WIDE = 1800, 3200
ZOOM = 2.0  # widths of the column
_FIRST = 4  # spots that tell what an original is: the first one of a workbook may be the name of a sheet


def shape_of(content: Content | None) -> str:
    """Tell how the original is shown: its pages, the cells of its sheets, or not at all, for it is its own text."""
    first = content.layout.spots[:_FIRST] if content else ()
    if any(spot.page for spot in first):
        return "pages"
    return "cells" if any(cell_of(spot.locator) for spot in first) else ""


@dataclass(frozen=True, slots=True)
class Original:
    """Hold what is shown of an original: a picture of a page, or cells, or the sentence that says why it cannot be shown.

    `page` counts from 1, of `pages`; both are 0 where there are none.
    """

    content: Content
    picture: PagePicture | None = None
    cells: SheetPart | None = None
    fault: str = ""
    page: int = 0
    pages: int = 0

    def begins(self, at: int | None) -> int:
        """Return the offset of the number asked for where it is shown, else where the page begins in the text."""
        layout = self.content.layout
        spot = layout.spot(at) if at is not None else None
        if not self.page or (spot and spot.page == self.page):
            return at or 0
        return next((spot.start for spot in layout.spots if spot.page == self.page), at or 0)

    def held(self, marks: Sequence[Mark]) -> list[Mark]:
        """Return those of the marks that are shown."""
        if self.cells:
            there = {cell.figure for _, row in self.cells.rows for cell in row}
            return [mark for mark in marks if mark.start in there]
        boxes = self.content.layout.boxes
        return [mark for mark in marks if any(box.page == self.page for box in boxes(mark.start, mark.end))]


def original_of(
    digest: str, content: Content, at: int | None, marks: Sequence[Mark], loaded: Loaded, say: Wording
) -> Original:
    """Find what is to be shown: the page asked for, else that of the number asked for, or the cells around it."""
    if shape_of(content) == "cells":
        return Original(content, cells=sheet_part(content, at, [mark.start for mark in marks]))
    page = _page_asked() or page_at(content, at)
    seed_flag("zoom", default=False)
    last = max(spot.page for spot in content.layout.spots)
    try:
        path = shown_workspace().original(digest)
        written = path.stat().st_mtime_ns
        picture = _picture(
            str(path), written, loaded.entries[digest].file, page, WIDE if st.session_state["zoom"] else WIDTH
        )
    except DocumentError as error:
        return Original(content, fault=error.said(say.language), page=page, pages=max(last, page))
    except OSError:
        return Original(content, fault=say("reader.original_gone"), page=page, pages=max(last, page))
    return Original(content, picture, page=picture.page, pages=picture.pages)


def page_at(content: Content, at: int | None) -> int:
    """Return the page on which a character stands, the first one where it stands on none."""
    spot = content.layout.spot(at) if at is not None else None
    return spot.page if spot and spot.page else 1


def _page_asked() -> int:
    """Return the page that was turned to or that the address names, 0 for none."""
    return whole_number(str(st.session_state.get("page") or st.query_params.get("page", ""))) or 0


@st.cache_resource(show_spinner=False, max_entries=12)
def _picture(path: str, written: int, file: str, page: int, width: int) -> PagePicture:  # noqa: ARG001 - written: what the result is kept by
    """Draw a page; what was drawn is shared. Raises DocumentError where it cannot be."""
    from pipeline.page_pictures import page_picture

    return page_picture(Path(path), file, page, width)


def original_view(original: Original, marked: Marked, say: Wording) -> None:
    """Draw the original, with what turns its pages; or say why it cannot be shown."""
    if original.cells:
        cells_view(original.cells, marked, go_to, say)
        return
    _page_choice(original, say)
    if original.picture is None:
        st.html(
            f'<p class="no-source" role="note"><b>{escape(say("drawer.no_source"))}</b> {escape(original.fault)}</p>'
        )
        return
    zoom = ZOOM if st.session_state["zoom"] else 1
    picture_view(original.picture, zoom, original.content, marked, go_to, say)


def _page_choice(original: Original, say: Wording) -> None:
    """Ask for the page, one before or behind it, and whether it is enlarged."""
    page, pages = original.page, original.pages
    seed_number("page", pages, page)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="pages"):
        if pages > 1:
            st.button(
                "‹",
                key="page_before",
                help=say("reader.page_before"),
                disabled=page == 1,
                on_click=turn_to,
                args=(page - 1,),
            )
            st.number_input(
                say("reader.page_number"),
                1,
                pages,
                key="page",
                width=110,
                label_visibility="collapsed",
                on_change=_turned,
            )
            st.text(say("reader.pages", count=pages))
            st.button(
                "›",
                key="page_after",
                help=say("reader.page_after"),
                disabled=page == pages,
                on_click=turn_to,
                args=(page + 1,),
            )
        st.toggle(say("reader.zoom"), key="zoom", on_change=moved)
        st.session_state[LAST + "zoom"] = st.session_state["zoom"]


def _turned() -> None:
    turn_to(int(st.session_state["page"]))
