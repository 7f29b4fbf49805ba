"""Lay cells out as the lines of a table: with tabs, pipes or runs of spaces between them."""

from __future__ import annotations

from collections.abc import Sequence


def lines_of(rows: Sequence[Sequence[str]], separator: str) -> str:
    """Return rows of cells as text; `separator` is tab, pipe or spaces (which cannot show an empty cell)."""
    if separator == "pipe":
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join(("\t" if separator == "tab" else "    ").join(row) for row in rows)
