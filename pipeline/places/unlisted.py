"""Find counties that no list of areas holds, by their rank: what is said of 青禾县 is of no other county named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.clauses.word_classes import word_class
from pipeline.dictionary import dictionary
from pipeline.places.gazetteer import Area, areas_named
from pipeline.places.place_words import place_words
from pipeline.places.towns import cut_before

_REACH = 8  # characters of a name and the words before it that are looked at
_SHORTEST, _LONGEST = 2, 3  # characters of a name before its rank
_OF_COUNTIES = ("市", "县", "旗")
_HAN_TAIL = re.compile(r"[一-鿿]*\Z")
_OF_NAMES, _VERB = ("nr", "ns", "nz"), "v"  # jieba's parts of speech of names and verbs


@cache
def _rank() -> re.Pattern[str]:
    """Match the rank of a county, not what carries it on: 县|域, 市|场, 市|以上; but 县|以上年为基数."""
    words = place_words()["unlisted"]
    goes_on = place_words()["counted_areas"]["goes_on"]
    return re.compile(f"(?:{'|'.join(words['ranks'])})(?![{goes_on}]|{words['and_above']})")


def unlisted_in(text: str, ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the counties in folded text that no list holds; none reaches left over an end in `ends`.

    A name stands between clear boundaries, and is no ordinary word: 「据|青禾县|统计」, not 贫困县.
    """
    bounds, dates = sorted(ends), tuple(place_words()["ends_of_dates"])
    for rank in _rank().finditer(text):
        before = bisect_right(bounds, rank.end()) - 1
        left = max(rank.start() - _REACH, bounds[before] if before >= 0 else 0, 0)
        if left >= rank.start():
            continue  # a name of the list ends in this rank
        tail = _HAN_TAIL.search(text, left, rank.start())
        start = tail.start() if tail else rank.start()
        if start and text[start - 1].isdigit():
            start += len(next(filter(text[start : rank.start()].startswith, dates), ""))
        stem, clear = cut_before(text[start : rank.start()], hard=start > rank.start() - _REACH or not start)
        if clear and _names(stem, rank[0]):
            yield rank.start() - len(stem), rank.end()


def _names(stem: str, rank: str) -> bool:
    """Say whether a stem may be a county's name: no ordinary word, nor does its end make one with the rank (大型超|市)."""
    words = place_words()
    if not _SHORTEST <= len(stem) <= _LONGEST or stem.endswith(
        (*words["unlisted"]["not_after"], *words["before"])
    ):
        return False
    if len(stem) == _SHORTEST and stem[0] in words["before"]:
        return False  # 从|蓟县
    if len(stem) == _LONGEST and word_class(stem[1:]).startswith(_VERB):
        return False  # 新培育|市龙头企业
    ends = [stem[first:] for first in range(len(stem))]
    if any(areas_named(end + rank) or _keeps_name(areas_named(end)) for end in ends):
        return False  # 将|赵县 and 汉川|县, which the list holds
    last = stem[-1] + rank
    if dictionary.holds(last) or last in words["counted_areas"]["ranks"]:
        return False  # 大型超|市, 三秦都|市报, 根据盟|市
    return not dictionary.holds(stem) or word_class(stem).startswith(_OF_NAMES)


def _keeps_name(named: Sequence[Area]) -> bool:
    """Say whether a short name with another rank still is of this area: 海安|县 is 海安市; 江苏|县 names none."""
    if not named:
        return False
    return named[0].level == "province" or (
        named[0].level == "county" and named[0].name.endswith(_OF_COUNTIES)
    )


def begins_unlisted(text: str, end: int, named: Sequence[Area]) -> bool:
    """Say whether a short name only begins that of a county which no list holds: 松原|县, where 松原 is a city.

    A county-level city has the name that it had as a county: 海安|县 is 海安市. Districts with the name of the county that
    they were are listed.
    """
    return not _keeps_name(named) and _rank().match(text, end) is not None
