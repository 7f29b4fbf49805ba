"""Count what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.observations import Loaded


def tallies(loaded: Loaded) -> dict[str, int]:
    """Count documents, printed and computed rows, indicators and places."""
    computed = loaded.table["derived"].astype(bool)
    places = loaded.table["place"].dropna()
    return {
        "documents": loaded.documents,
        "observations": int((~computed).sum()),
        "derived": int(computed.sum()),
        "indicators": int(loaded.table["indicator"].nunique()),
        "places": int(places[places != ""].nunique()),
    }
