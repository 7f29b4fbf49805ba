"""Find where the names of areas stand in a text: all with their rank, short ones of the province and the well-known."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import ahocorasick_rs

from pipeline.clauses.word_classes import words_in
from pipeline.dictionary import dictionary
from pipeline.places import gazetteer
from pipeline.places.gazetteer import areas_named, contains
from pipeline.places.place_words import place_words
from pipeline.places.towns import has_boundary, several_before

_AROUND = (
    6  # characters on each side of a short name in which the words are looked at that may hold part of it
)
_HAN_BEFORE, _HAN_BEHIND = re.compile(r"[一-鿿]*\Z"), re.compile("[一-鿿]*")
_SHORT = 2  # characters of a short name that others hold: 龙泉 of 龙泉驿
_LONGEST = 15  # characters of the longest name


class NameFinder:
    """Find the names that may mean an area in a document of one province, given by its code or ""."""

    def __init__(self, province: str) -> None:
        """Take the names of a province's documents."""
        self._province = province

    def find(self, text: str) -> list[tuple[int, int]]:
        """List (start, end) of the names in folded text, none inside another.

        A longer one that means no area here holds short ones all the same.
        """
        matches = _automaton().find_matches_as_indexes(text, overlapping=True)
        meant = (
            (start, end)
            for _, start, end in matches
            if end - start > _SHORT or self.means_area(text[start:end])
        )
        named = [(self._behind_word(text, start, end), end) for start, end in _longest(meant)]
        return [
            (start, end)
            for start, end in named
            if self.means_area(text[start:end]) and not is_cut_from_words(text, start, end)
        ]

    def means_area(self, name: str) -> bool:
        """Tell whether a name may mean an area in this province's documents."""
        return _means_area(name, self._province)

    def _behind_word(self, text: str, start: int, end: int) -> int:
        """Give where a name begins whose first characters belong to the word before it: 其中|宁县, not 中宁县."""
        for later in range(start + 1, min(start + 3, end - 1)):
            if self.means_area(text[later:end]) and several_before(text, later):
                return later
        return start


def ends_in_area(word: str) -> bool:
    """Tell whether a word is the name of an area, or ends in one behind a word that may stand before names: 据唐山."""
    starts = range(max(0, len(word) - _LONGEST), len(word) - 1)
    return any(is_area(word[at:]) and has_boundary(word, at) for at in starts)


def is_cut_from_words(text: str, start: int, end: int) -> bool:
    """Tell whether a short name is but the end of one word and the beginning of the next: 提|高要|求, 确|定安|排.

    Behind a word that may stand before names it is none: 走进|修水.
    """
    if not gazetteer.is_bare(text[start:end]):
        return False
    before = _HAN_BEFORE.search(text, max(0, start - _AROUND), start)
    first = before.start() if before else start
    if first < start and has_boundary(text, start):
        return False
    behind = _HAN_BEHIND.match(text, end, end + _AROUND)
    at = first
    for word in words_in(text[first : behind.end() if behind else end]):
        stop = at + len(word)
        if (at < start < stop < end or start < at < end < stop) and dictionary.holds(word):
            return True
        at = stop
    return False


def is_area(word: str) -> bool:
    """Tell whether a word is the name of an area and no ordinary word: 达州, not 和平."""
    return word not in place_words()["ordinary_bare"] and bool(areas_named(word))


def _longest(matches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the longest of overlapping names, else the first: 从|化德县 and not 从化, 湖北|京山县 and not 北京."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(matches):
        while kept and start < kept[-1][1] and end - start > kept[-1][1] - kept[-1][0]:
            kept.pop()
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


@lru_cache(maxsize=16384)
def _means_area(name: str, province: str) -> bool:
    """Tell whether a name has its rank, or is a short one of the province or well-known."""
    named = areas_named(name)
    if not gazetteer.is_bare(name):
        return bool(named)
    if name in place_words()["ordinary_bare"]:
        return False
    return name in place_words()["well_known"] or any(
        area.level == "province" or area.code.endswith("0100") or (province and contains(province, area))
        for area in named
    )


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    """Build the automaton over the names of all areas and the words that hold short ones."""
    return ahocorasick_rs.AhoCorasick([*gazetteer.area_names(), *place_words()["hold_short_names"]])
