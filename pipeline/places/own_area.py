"""Name the area that a document is about."""

from collections import defaultdict
from functools import cache

import ahocorasick_rs

from pipeline.places import gazetteer
from pipeline.places.gazetteer import Area, areas_named
from pipeline.places.place_words import goes_on, place_words


def own_area(title: str, text: str, source: str) -> str:
    """Name the area that a document is about by its full name, '' where nothing is clear.

    Texts are folded and unwrapped, a paragraph a line. The title counts most, then headlines, then the body;
    a newspaper's name (江门日报) counts nothing, a party committee above (江门市委) little.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    clear = _Clear(title + text)
    for part, weight in ((title, 30.0), (source, 3.0), (text, 1.0)):
        for area, score in _area_scores(part, clear).items():
            scores[area] += score * weight
    if not scores:
        return _shared_name(title) or _shared_name(text)
    code, best = max(scores.items(), key=lambda item: item[1])
    name = gazetteer.areas()[code].name
    return name if best >= 2 or (best >= 1 and len(scores) == 1 and _is_own(name, text)) else ""


def _is_own(name: str, text: str) -> bool:
    """Say whether a text speaks of an area of this rank as its own: 「阳新县…我县」, 「阳新县…县委书记」."""
    rank = name[-1]
    return name in text and any(words in text for words in (f"我{rank}", f"全{rank}", f"{rank}委书记"))


def _shared_name(part: str) -> str:
    """Name the full name that a headline holds although several areas have it: 通州区."""
    automaton, names = _automaton_of_all()
    length = place_words()["own_area"]["headline_length"]
    for line in part.split("\n"):
        if not 0 < len(line) <= length or "。" in line:
            continue
        for index, _, end in automaton.find_matches_as_indexes(line):
            name = names[index]
            shared = not gazetteer.is_bare(name) and len(areas_named(name)) > 1
            if shared and not goes_on(line, end, bare=False, name=name):
                return name
    return ""


class _Clear(dict[str, Area | None]):
    """Map a name to the only area it means in a whole text, None where there is no such area.

    A short name means only areas whose full name the text holds too, unless one alone bears it.
    """

    def __init__(self, whole: str) -> None:
        self._whole = whole

    def __missing__(self, name: str) -> Area | None:
        named = areas_named(name)
        if gazetteer.is_bare(name) and len(named) > 1:
            named = tuple(area for area in named if area.name in self._whole)
        self[name] = named[0] if len(named) == 1 else None
        return self[name]


def _area_scores(part: str, clear: _Clear) -> dict[str, float]:
    """Count the areas that a text names clearly."""
    automaton, names = _automaton_of_all()
    scores: defaultdict[str, float] = defaultdict(float)
    length = place_words()["own_area"]["headline_length"]
    above = tuple(place_words()["own_area"]["upper"])
    for line in part.split("\n"):
        before: tuple[int, str, float] | None = None
        weight = 3.0 if 0 < len(line) <= length and "。" not in line else 1.0
        for index, start, end in automaton.find_matches_as_indexes(line):
            name = names[index]
            area = clear[name]
            if area is None or goes_on(line, end, bare=gazetteer.is_bare(name), name=name):
                continue
            upper = line.startswith(above, end - 1)
            if before and before[0] == start and gazetteer.contains(before[1], area):
                scores[before[1]] -= before[2]  # 「青河市禾丰县」 is about the county
            before = end, area.code, weight * (0.3 if upper else 1.0)
            scores[area.code] += before[2]
    return scores


@cache
def _automaton_of_all() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    ordinary = frozenset(place_words()["ordinary_bare"] + place_words()["ordinary_full"])
    names = tuple(name for name in gazetteer.area_names() if name not in ordinary)
    return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), names
