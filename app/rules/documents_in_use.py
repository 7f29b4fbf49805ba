"""Say which documents the dashboard reads, and where earlier rules are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.observations import ROOT, RULES, rules_path, shown_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.batches import Source


def documents_in_use() -> list[Source]:
    """List the documents that the table is read from."""
    return shown_workspace().sources()


def rules_history() -> Path:
    """Name the folder that earlier versions of the rules are kept in."""
    rules = rules_path()
    return ROOT / "workspace" / "rules" if rules == RULES else rules.parent / f"{rules.stem}.history"
