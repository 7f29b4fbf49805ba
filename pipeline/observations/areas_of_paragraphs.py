"""Read the 全县 of a paragraph that opens with another county, and of one that names several, as whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from pipeline.datelines import dateline, numbered
from pipeline.observations.areas_of_headlines import NOWHERE, OFFICES, OPENING, OURS
from pipeline.observations.page import Section
from pipeline.places import Place, own_words_in
from pipeline.places.gazetteer import contains
from pipeline.places.place_words import place_words
from pipeline.subjects.names import subject_words

_MARKS = "，,。；;:"
_JOINS = tuple("、和与及")
_START = attrgetter("start")
_OF_ZONES = tuple(subject_words()["that_zone"])


def by_paragraph(text: str, places: Sequence[Place], section: Section, place: Place) -> list[Place]:
    """Return the places of a section with the 全县 of a paragraph that opens with another county as that county.

    Where it names a third one, and where neither the section's area nor the `place` that it is about is a county, 全县 is
    of a county that nobody knows: its name is empty.
    """
    area = section.area
    ends = {one.end for one in places}  # also of 金华|全市
    spoken = [
        Place(*one.span(), one[0], "", "", "") for one in own_words_in(text, section.start, section.end)
    ]
    found: list[Place] = []
    paragraph, told, doubtful = -1, None, False
    for one in sorted((*places, *(word for word in spoken if word.end not in ends)), key=_START):
        endings = place_words()["own"].get(one.text)
        first = text.rfind("\n", 0, one.start) + 1
        if first != paragraph:
            paragraph, doubtful = first, False
            told = None if endings else _opener(text, first, one, area)
        elif told and not endings and _is_other(one, told):
            beside = text[one.start - 1] in _MARKS or text[told.end : one.start] in _JOINS
            told, doubtful = (None, False) if one.name == area.name else (told, doubtful or beside)
        if not endings:
            found.append(one)
            continue
        if one.name and one.text in OURS:
            told = None
        if told and told.name.endswith(tuple(endings)):
            found.append(_as(one, NOWHERE if doubtful else told))
        elif one.level:  # known, or known to be one of several
            found.append(one)
        elif area.code and one.text not in _OF_ZONES:
            found.append(_as(one, place if place.name.endswith(tuple(endings)) else NOWHERE))
    return found


def _opener(text: str, start: int, place: Place, area: Place) -> Place | None:
    """Return the place that a paragraph opens with where it is an area elsewhere, or a county of the city told of.

    A county that no list holds is one by its office: 「记者从青禾县统计局获悉，全县…」.
    """
    line = dateline().match(text, start) or numbered().match(text, start)
    known = place.code or (place.level == "county" and text.startswith(OFFICES, place.end))
    opens = (
        known
        and place.level != "town"
        and OPENING.fullmatch(text, line.end() if line else start, place.start)
    )
    alike = place.code and contains(area.code, place.code) and place.name[-1] == area.name[-1]
    unknown = area.name and not area.code  # nothing tells what lies around it
    around = place.name == area.name or (place.code and contains(place.code, area.code))
    return None if not opens or unknown or alike or around else place


def _is_other(place: Place, told: Place) -> bool:
    """Say whether a place is an area beside another."""
    inside = told.code and (contains(told.code, place.code) or contains(place.code, told.code))
    return bool(place.code) and place.level != "town" and not inside


def _as(word: Place, meant: Place) -> Place:
    """Return a word for an area as the area that it means."""
    return replace(word, name=meant.name, code=meant.code, level=meant.level)
