"""Choose among the areas that bear one name: two 鼓楼区 are told apart by the area above that the text names."""

from pipeline.places.gazetteer import Area, ancestors, areas_named, short_names

_BRACKET = 12  # characters that a bracket behind a name may hold: 鼓楼区（江苏省徐州市）


def area_meant(name: str, text: str) -> Area | None:
    """Return the area that a document calls by this name, None where nothing tells which of several it is.

    The only one of the highest level is meant (吉林 is the province), else the only one whose area above the text names.
    """
    named = areas_named(name)
    if len(named) < 2 or named[0].level != named[1].level:
        return named[0] if named else None
    told = [area for area in named if any(part in text for part in _above(area))]
    return told[0] if len(told) == 1 else None


def area_told(named: tuple[Area, ...], text: str, start: int, end: int) -> Area | None:
    """Return the one of several areas whose area above stands directly before its name, or in a bracket behind it."""
    if len(named) < 2:
        return None
    bracket = text[end + 1 : end + 1 + _BRACKET].partition(")")[0] if text.startswith("(", end) else ""
    told = [
        area
        for area in named
        if text.endswith(_above(area), max(0, start - _BRACKET), start)
        or (bracket and any(part in bracket for part in _above(area)))
    ]
    return told[0] if len(told) == 1 else None


def _above(area: Area) -> tuple[str, ...]:
    """List the full and bare names of the areas above: 徐州市, 徐州, 江苏省, 江苏."""
    return tuple(part for above in ancestors(area) for part in (above.name, *short_names(above.name)))
