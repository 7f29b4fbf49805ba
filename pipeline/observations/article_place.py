"""Find the place that an article is about: a town or an area of the document's own that its first words name."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest

from pipeline.clauses.tokens import Layers, within
from pipeline.observations.page import Section
from pipeline.observations.paragraph_places import is_topped_by
from pipeline.places import Place
from pipeline.places.gazetteer import contains
from pipeline.places.neighbours import is_neighbour
from pipeline.places.place_words import one_of
from pipeline.places.towns import has_boundary

_SEMICOLONS = "；;"
_THAT = re.compile("该[县市区旗]")
_JOINS = re.compile(r"[^（(\[〔【]|[（(][^（()）]{1,30}[)）][、和与]")  # 、 in 「清溪、白石两镇」


def place_of(text: str, lede: tuple[int, int], layers: Layers, section: Section) -> Place:
    """Return the place that a section is about: a town or an area of its own that its lede names first.

    「清溪镇完成税收4亿元；青禾经济开发区完成税收8亿元」 is about none of those listed, but about what its heading says.
    Below the name of a town everything is about it: 「位于天台县西部」, too.
    """
    area = section.area
    if section.place.level in ("town", "village"):
        return section.place
    named = within(layers.places, *lede)
    openers = (*named, *(one for one in within(layers.subjects, *lede) if one.kind == "zone"))
    if any(text[one.start - 1] in _SEMICOLONS for one in openers if one.start > lede[0]):
        return section.place
    joined = _joined(text, named)
    for place, after in zip_longest(named, named[1:]):
        if _in_a_name(text, place, named) or is_neighbour(text, place.start, place.end):
            continue
        told = _told_before(text, lede[0], place.start, layers)
        if told or one_of("own").search(text, lede[0], place.start):
            return area  # 「全县出口额55亿元，清溪镇占9%」
        if after is not None and not {"；", ";"}.isdisjoint(text[place.end : after.start]):
            return section.place  # 「清溪镇某某项目，总投资3亿元；白石镇…」
        whole = after is not None and after.start == place.end  # 「青禾县清溪镇」 is about the town
        if whole or place in joined or after in joined or (after and is_topped_by(text, place, after)):
            continue  # 「清溪镇和白石镇」, 「清溪、白石两镇」, 「清溪镇（2亿元）、白石镇（1亿元）」: about neither
        if place.level == "town" or place.name == area.name or not area.code:
            of_county = _THAT.search(
                text, place.end, section.end
            )  # 「青禾县清溪镇的茶农正忙。近年来，该县…」
            return place if place.level == "town" and not of_county else area
        if place.code and contains(area.code, place.code):
            return place  # type: ignore[no-any-return]
    return section.place


def _told_before(text: str, start: int, stop: int, layers: Layers) -> bool:
    """Say whether a figure is told of before the clause that a place opens: 「接待游客30万人次，清溪镇接待6万人次」."""
    clause = max(text.rfind(mark, start, stop) for mark in "，,；;") + 1
    return bool(within(layers.mentions, start, clause) and within(layers.quantities, start, clause))


def _in_a_name(text: str, place: Place, named: list[Place]) -> bool:
    """Say whether a town or county stands inside a longer name: 国电投|清溪镇|…电厂, which opens no article."""
    behind_another = any(one.end == place.start for one in named)
    return not behind_another and not has_boundary(text, place.start)


def _joined(text: str, named: list[Place]) -> set[Place]:
    """Return the places that a list goes on with, and the village behind a town in it: 「清溪镇、白石镇|高桥村等」."""
    joined: set[Place] = set()
    for first, second in pairwise(named):
        within_one = first in joined and first.end == second.start
        if within_one or _JOINS.fullmatch(text, first.end, second.start):
            joined.add(second)
    return joined
