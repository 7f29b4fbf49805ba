"""Say which documents the dashboard reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.observations import shown_workspace

if TYPE_CHECKING:
    from pipeline.batches import Source


def documents_in_use() -> list[Source]:
    """List the documents that the table is read from."""
    return shown_workspace().sources()
