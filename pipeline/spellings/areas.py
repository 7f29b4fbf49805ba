"""List the real counties and prefectures that sentences are about, and their names without a rank."""

from __future__ import annotations

from functools import cache

from pipeline.places.gazetteer import TAIWAN, Area, ancestors, areas, areas_named, short_names


@cache
def named_areas() -> tuple[Area, ...]:
    """Return the counties and prefectures of the mainland, whose money is the 元."""
    return tuple(
        area
        for area in areas().values()
        if area.level != "province" and len(area.name) > 2 and area.parent != TAIWAN
    )


@cache
def tricky_areas(endings: tuple[str, ...]) -> tuple[Area, ...]:
    """Return the areas whose name without its rank ends like a town's."""
    return tuple(
        area
        for area in named_areas()
        if short_names(area.name)[-1:] and short_names(area.name)[-1].endswith(endings)
    )


def bare_name(name: str) -> str:
    """Return the name without its rank where that means one area only, else the full name."""
    short = short_names(name)
    return short[-1] if short and len(areas_named(short[-1])) == 1 else name


def province_of(name: str) -> str:
    """Return the province that an area lies in; of a made-up one any."""
    found = areas_named(name)
    above = ancestors(found[0]) if found else ()
    return above[-1].name if above else "江西省"
