"""Count what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.selection import READ_AND_IN_FORCE

if TYPE_CHECKING:
    from app.observations import Loaded


def tallies(loaded: Loaded) -> dict[str, int]:
    """Count documents, printed and computed rows, indicators, places; neither rejected rows nor official figures."""
    told = loaded.table.counts(["derived", "indicator", "area"], READ_AND_IN_FORCE)
    computed = told["derived"].astype(bool)
    places = told["area"]
    return {
        "documents": loaded.documents,
        "observations": int(told.loc[~computed, "count"].sum()),
        "derived": int(told.loc[computed, "count"].sum()),
        "indicators": int(told["indicator"].nunique()),
        "places": int(places[places != ""].nunique()),
    }
