"""Find where the names of areas stand in a text: all with their rank, short ones of the province and the well-known."""

from functools import cache

import ahocorasick_rs

from pipeline.places import gazetteer
from pipeline.places.gazetteer import areas_named, contains
from pipeline.places.place_words import place_words
from pipeline.places.towns import has_boundary, several_before

_SHORT = 2  # characters of a short name that others hold: 龙泉 of 龙泉驿
_LONGEST = 15  # characters of the longest name


class NameFinder:
    """Find the names that may mean an area in a document of one province, given by its code or ""."""

    def __init__(self, province: str) -> None:
        """Take the names of a province's documents."""
        self._automaton, self.names = _automaton(province)

    def find(self, text: str) -> list[tuple[int, int]]:
        """List (start, end) of the names in folded text, none inside another."""
        found = _longest(self._automaton.find_matches_as_indexes(text, overlapping=True))
        named = [(self._behind_word(text, start, end), end) for start, end in found]
        return [(start, end) for start, end in named if text[start:end] in self.names]

    def _behind_word(self, text: str, start: int, end: int) -> int:
        """Give where a name begins whose first characters belong to the word before it: 其中|宁县, not 中宁县."""
        for later in range(start + 1, min(start + 3, end - 1)):
            if text[later:end] in self.names and several_before(text, later):
                return later
        return start


def ends_in_area(word: str) -> bool:
    """Tell whether a word is the name of an area, or ends in one behind a word that may stand before names: 据唐山."""
    starts = range(max(0, len(word) - _LONGEST), len(word) - 1)
    return any(is_area(word[at:]) and has_boundary(word, at) for at in starts)


def is_area(word: str) -> bool:
    """Tell whether a word is the name of an area and no ordinary word: 达州, not 和平."""
    return word not in place_words()["ordinary_bare"] and bool(areas_named(word))


def _longest(matches: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Keep the longest of overlapping names, else the first: 从|化德县 and not 从化, 湖北|京山县 and not 北京."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted((start, end) for _, start, end in matches):
        while kept and start < kept[-1][1] and end - start > kept[-1][1] - kept[-1][0]:
            kept.pop()
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


@cache
def _automaton(province: str) -> tuple[ahocorasick_rs.AhoCorasick, frozenset[str]]:
    """Build the automaton over the names, and over longer ones that hold a short one but mean none here."""
    words = place_words()
    known = frozenset(words["well_known"])
    ordinary = frozenset(words["ordinary_bare"])

    def wanted(name: str) -> bool:
        if not gazetteer.is_bare(name):
            return True
        if name in ordinary:
            return False
        return name in known or any(
            area.level == "province" or area.code.endswith("0100") or (province and contains(province, area))
            for area in areas_named(name)
        )

    names = frozenset(name for name in gazetteer.area_names() if wanted(name))
    longer = [name for name in gazetteer.area_names() if len(name) > _SHORT and name not in names]
    return ahocorasick_rs.AhoCorasick([*names, *longer, *words["hold_short_names"]]), names
