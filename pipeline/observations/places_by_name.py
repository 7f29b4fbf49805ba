"""Find where a subject lies by the area that its name begins with: 「清溪镇…。南皮县经济开发区完成产值53亿元」."""

from __future__ import annotations

from pipeline.observations.place_of import part_named
from pipeline.places import Place
from pipeline.places.gazetteer import areas_named, contains, is_bare, opening_area
from pipeline.subjects.names import subject_words

_TOWNS, _STEM = ("town", "village"), 2
_ENDINGS = subject_words()["endings"]
_ZONES, _FIRMS = tuple(_ENDINGS["zone"]), tuple(_ENDINGS["company"])


def place_by_name(subject: str, own: Place | None, around: Place, start: int) -> Place | None:
    """Return the place of a figure at an offset whose subject's name says where it lies, else its `own`.

    It is the part of the area `around` that the name begins with, where the text states none; a firm has its plants
    elsewhere too. Of a zone it may be an area elsewhere.
    """
    if own is None and not subject.endswith(_FIRMS):
        own = part_named(subject, around, start)
    return _area_of_zone(subject, own or around) or own


def _area_of_zone(zone: str, told: Place) -> Place | None:
    """Return the area whose full name a zone bears, where the place told of is another, or a town that it is not of.

    A short name may be that of a maker or a partner: 「杭州某某产业园」 stands in many counties. A zone lies nearer in a
    county that is told of, and in the town that it is named after: 「南皮县清溪工业园」.
    """
    name = opening_area(zone)
    if not name or is_bare(name) or zone == name or not zone.endswith(_ZONES):
        return None
    meant = areas_named(name)
    if len(meant) != 1 or (told.name and told.name[:_STEM] in zone.removeprefix(name)):
        return None
    alike = contains(meant[0].code, told.code) or contains(told.code, meant[0].code)
    if told.name and told.level not in _TOWNS and (alike or not told.code):
        return None
    return Place(0, 0, name, meant[0].name, meant[0].code, meant[0].level)
