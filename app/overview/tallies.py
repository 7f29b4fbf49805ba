"""Count what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.selection import read_and_in_force
from pipeline.areas_apart import with_areas

if TYPE_CHECKING:
    from app.observations import Loaded


def tallies(loaded: Loaded) -> dict[str, int]:
    """Count documents, printed and computed rows, indicators, places; neither rejected rows nor official figures."""
    table = read_and_in_force(with_areas(loaded.table), ("derived", "indicator", "area"))
    computed = table["derived"].astype(bool)
    places = table["area"]
    return {
        "documents": loaded.documents,
        "observations": int((~computed).sum()),
        "derived": int(computed.sum()),
        "indicators": int(table["indicator"].nunique()),
        "places": int(places[places != ""].nunique()),
    }
