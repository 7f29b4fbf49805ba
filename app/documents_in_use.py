"""Say which documents and which rules the dashboard reads."""

from __future__ import annotations

from pathlib import Path

from app.observations import ROOT, RULES, data_path, rules_path


def documents_in_use() -> list[tuple[str, Path]]:
    """List (name in the table, path) of each document that the table was read from; none where there are none."""
    from pipeline.documents import DocumentError, find_documents

    try:
        return find_documents(data_path())
    except DocumentError:
        return []


def rules_history() -> Path:
    """Name the folder that earlier versions of the rules are kept in."""
    rules = rules_path()
    return ROOT / "workspace" / "rules" if rules == RULES else rules.parent / f"{rules.stem}.history"
