"""Write the notes of charts and tables that have no arrow heads or crosses of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.charts.notes import notes, told_below

if TYPE_CHECKING:
    from app.charts.panel import Panel
    from app.wording import Wording


def native_notes(panel: Panel, say: Wording) -> list[str]:
    """Give the lines below a native chart: what changed, what its labels and its data sheet tell, the sources."""
    return told_below(panel, say, "note_native")


def table_notes(panel: Panel, say: Wording) -> list[str]:
    """Give the note line and the source line of a table: what its signs tell."""
    return notes(panel, say, "note_table")
