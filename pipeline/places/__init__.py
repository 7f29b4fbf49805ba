"""Find the places in a text: counties and above by the gazetteer, towns and villages by their suffix."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pipeline.places import gazetteer
from pipeline.places.counted import counted_towns
from pipeline.places.gazetteer import Area, areas_named, contains
from pipeline.places.meant import area_meant, area_told
from pipeline.places.names import NameFinder
from pipeline.places.neighbours import is_neighbour
from pipeline.places.own_area import own_area
from pipeline.places.place_words import goes_on, one_of, place_words, reaches
from pipeline.places.spaced_names import spaced_in
from pipeline.places.towns import TownFinder, has_boundary
from pipeline.places.unlisted import begins_unlisted, unlisted_in

__all__ = ["Place", "PlaceFinder", "area_meant", "own_area", "own_words_in"]

# On a province's page 东方市 and 富裕县 are no ordinary words; 郊区 and 和县 may be.
_TOLD_APART = re.compile("..+[市县]")
_CLOSERS = ("", ")", "]", "】", "〕")  # 【深圳】|罗湖区
# What may stand before the name that heads a line, and behind a name that is its label.
_LINE_OPENS = re.compile(
    r"[\s（(【\[—–\-·●▶■◆]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．:：]*)?[\s（(【\[—]*"
)
_LABEL_ENDS = tuple(":：】]。")
_DATES = re.compile(r"(?:19|20)\d{2}年|\d{1,2}(?:月|日|季度)|\d{1,2}[-—~至]")
_FIGURE = re.compile(r"\d")
_THAT, _WHOLE = "该", "全"
_SENTENCES = 2  # the sentence of 该县, and the one before it
_CAPITAL = "0100"  # how the code of a province's capital ends


@dataclass(frozen=True, slots=True)
class Place:
    """Mark one place: text[start:end] is `text`, `name` the full name of the area it means.

    `level` is province, prefecture, county, town or village. `code` is the GB/T 2260 code of the county-level
    or higher area (of a town: of its county), empty where unknown.
    """

    start: int
    end: int
    text: str
    name: str
    code: str
    level: str


class PlaceFinder:
    """Find places as one document means them; `own` is the full name of the area that it is about, or ''."""

    def __init__(self, own: str, text: str, code: str = "") -> None:
        """Learn the document's own area, by its code where that is known, and the towns that its text shows clearly."""
        numbered = gazetteer.areas().get(code) if code.isdigit() else None
        self._own = numbered or area_meant(own, text)
        self._town = own if own.endswith(tuple(place_words()["suffixes"])) else ""
        self._around = (self._own, *gazetteer.ancestors(self._own)) if self._own else ()
        province = self._around[-1].code if self._around else ""
        self._names = NameFinder(province)
        self._towns = TownFinder(text)
        self._resolved: dict[str, Area | None] = {}

    def find(self, text: str) -> list[Place]:
        """List the places in folded, unwrapped text, in order, none inside another."""
        places = self._named(text)
        for start, end in unlisted_in(text, [place.end for place in places]):
            places.append(Place(start, end, text[start:end], text[start:end], "", "county"))
        for start, stem, suffix in counted_towns(text):
            level = place_words()["suffixes"][suffix]
            places.append(Place(start, start + len(stem), stem, stem + suffix, "", level))
        places = _without_overlaps(places + self._spaced(text))
        return _without_overlaps(places + self._spoken(text, places))  # the longer of 金华 and 金华全市

    def _named(self, text: str) -> list[Place]:
        """List the areas of the gazetteer, and towns and villages by their suffix."""
        places = self._areas(text)
        own = self._own.code if self._own and self._own.level == "county" and self._own.code.isdigit() else ""
        counties = {place.end: place.code for place in places if place.level == "county"}
        for start, end, suffix in self._towns.find(text, [place.end for place in places]):
            name = text[start:end]
            code = counties.get(start, own)  # of the county named directly before, else the document's own
            places.append(Place(start, end, name, name, code, place_words()["suffixes"][suffix]))
        return places

    def _spaced(self, text: str) -> list[Place]:
        """List the areas and towns whose characters spaces divide."""
        return [
            replace(place, start=start, end=end, text=text[start:end])
            for spaced, at in spaced_in(text)
            for place in self._named(spaced)
            for start, end in [(at[place.start], at[place.end - 1] + 1)]
        ]

    def _areas(self, text: str) -> list[Place]:
        """List the areas of the gazetteer, names of organisations and longer words left out."""
        companies = [match.start() for match in one_of("companies").finditer(text)]
        sights = [match.start() for match in one_of("sights").finditer(text)]
        found: list[Place] = []
        for start, stop in self._names.find(text):
            name, end = self._whole(text, text[start:stop], stop)
            bare = gazetteer.is_bare(name)
            if (
                not name
                or one_of("nicknames").match(text, end + text.startswith("的", end))
                or reaches(text, end, companies, 20)
                or (bare and reaches(text, end, sights, 8))
            ):
                continue
            before = found[-1] if found and text[found[-1].end : start] in _CLOSERS else None
            place = self._place(text, start, end, name, before)
            if place and not _has_province_office(text, place):
                found.append(place)
        return found

    def _whole(self, text: str, name: str, end: int) -> tuple[str, int]:
        """Give the name and its end; its stem where the rank goes on (鹤山区|域), '' where all does."""
        bare = gazetteer.is_bare(name)
        if bare and begins_unlisted(text, end, areas_named(name)):
            return "", end
        if not goes_on(text, end, bare=bare, name=name):
            return name, end
        stem = name[:-1]
        if bare or not self._names.means_area(stem) or goes_on(text, end - 1, bare=True, name=stem):
            return "", end
        return stem, end - 1

    def _place(self, text: str, start: int, end: int, name: str, before: Place | None) -> Place | None:
        """Resolve one name; None where it is more likely an ordinary word."""
        named = areas_named(name)
        inside = [area for area in named if before and before.code and contains(before.code, area)]
        told = inside[0] if inside else area_told(named, text, start, end)
        if told:
            area: Area | None = told
        else:
            if name not in self._resolved:
                self._resolved[name] = self._nearest(named)
            area = self._resolved[name]
            if gazetteer.is_bare(name) and not (area and self._is_clear(text, start, area, before)):
                return None
            ordinary = name in place_words()["ordinary_full"]
            short = len(name) == 2 and named[0].name == name  # 赵县 is clear behind a mark
            doubtful = ordinary or (short and not has_boundary(text, start))
            of_page = self._own is not None and self._own.level == "province" and _TOLD_APART.fullmatch(name)
            if doubtful and not (area and self._is_near(area, prefecture=ordinary and not of_page)):
                return None
        shown = area or named[0]
        full = shown.name if area or len({a.name for a in named}) == 1 else name
        code = area.code if area and area.code.isdigit() else ""
        return Place(start, end, text[start:end], full, code, shown.level)

    def _is_clear(self, text: str, start: int, area: Area, before: Place | None) -> bool:
        """Ask for a boundary before a neighbour's short name: 龙山 is no place in 青龙山滑雪场."""
        if area.level == "province" or area in self._around or (self._own and area.parent == self._own.code):
            return True
        return before is not None or area.code.endswith(_CAPITAL) or has_boundary(text, start)

    def _is_near(self, area: Area, *, prefecture: bool) -> bool:
        """Tell whether an area lies in the document's own prefecture, or province."""
        levels = ("prefecture", "county") if prefecture else ("province", "prefecture", "county")
        return any(contains(above, area) for above in self._around if above.level in levels)

    def _nearest(self, named: tuple[Area, ...]) -> Area | None:
        """Choose the area nearest to the document's own; None where several are equally far."""
        if self._own in named:
            return self._own
        for above in self._around:
            inside = [area for area in named if contains(above, area) and area.level != "province"]
            if inside and named[0].level != "province":
                return inside[0]
        highest = [area for area in named if area.level == named[0].level]
        return highest[0] if len(highest) == 1 and (len(named) == 1 or highest[0].level != "county") else None

    def _spoken(self, text: str, places: list[Place]) -> list[Place]:
        """Resolve 全市, 我县 to the document's own area, and 该镇 to the town named last before it."""
        found = []
        starts = [place.start for place in places]
        by_end = {place.end: place for place in places}
        together = _listed(text, places)
        for match in _spoken_pattern().finditer(text):
            word = match.group()
            if word in place_words()["own"]:
                endings = tuple(place_words()["own"][word])
                area = next((a for a in self._around if _ends(a, endings)), None)
                if whole := _whole_of(text, match, by_end, endings):
                    if area is None or whole.code != area.code:
                        found.append(whole)
                        continue
                elif word.startswith(_THAT) and (
                    named := _named_before(text, match.start(), places, endings)
                ):
                    found.append(replace(named, start=match.start(), end=match.end(), text=word))
                    continue
                if area and (city := _city_of_line(text, match.start(), places, starts, area)):
                    found.append(replace(city, start=match.start(), end=match.end(), text=word))
                    continue
                if area:
                    code = area.code if area.code.isdigit() else ""
                    found.append(Place(match.start(), match.end(), word, area.name, code, area.level))
                continue
            ending = place_words()["last"].get(word) or place_words()["last_opening"][word]
            earlier = reversed(places[: bisect_left(starts, match.start())])
            towns = (p for p in earlier if p.name.endswith(ending) and p not in together)
            last = next((p for p in towns if not is_neighbour(text, p.start, p.end)), None)
            if self._town.endswith(ending) and (last is None or "\n" in text[last.end : match.start()]):
                level = place_words()["suffixes"][ending]
                found.append(Place(match.start(), match.end(), word, self._town, "", level))
            elif last:
                found.append(Place(match.start(), match.end(), word, last.name, last.code, last.level))
        return found


def own_words_in(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the words by which text[start:end] speaks of its own area: 全县, 我市."""
    return (one for one in _spoken_pattern().finditer(text, start, end) if one[0] in place_words()["own"])


def _whole_of(
    text: str, word: re.Match[str], by_end: dict[int, Place], endings: tuple[str, ...]
) -> Place | None:
    """Return the area whose name stands right before the word for a whole, with the word: 金华|全市."""
    before = by_end.get(word.start()) if word[0].startswith(_WHOLE) else None
    if before is None or not before.code or not before.name.endswith(endings):
        return None
    return replace(before, end=word.end(), text=text[before.start : word.end()])


def _city_of_line(text: str, at: int, places: list[Place], starts: list[int], area: Area) -> Place | None:
    """Return the city within an area that heads the line of 全市, and nothing else before it: 「青禾市：2024年，全市…」.

    Behind a figure of the city 全市 is the larger one, unless a colon or a bracket makes its name the line's label.
    """
    line = text.rfind("\n", 0, at) + 1
    before = range(bisect_left(starts, line), bisect_left(starts, at))
    named = (places[number] for number in before if places[number].level != "town")
    city = next(named, None)
    if city is None or not _LINE_OPENS.fullmatch(text, line, city.start):
        return None
    alike = city.name.endswith(area.name[-1]) and city.level == "county" and city.code != area.code
    if not (alike and contains(area, city.code)) or any(place.code != city.code for place in named):
        return None
    labelled = text[city.end : city.end + 1] in _LABEL_ENDS
    return city if labelled or not _FIGURE.search(_DATES.sub("", text[city.end : at])) else None


def _named_before(text: str, at: int, places: list[Place], endings: tuple[str, ...]) -> Place | None:
    """Return the area of a rank that the sentence of 该县, or else the one before it, names before it.

    It is one without a name where several may be meant; what another only lies beside is not.
    """
    start = at
    for _ in range(_SENTENCES):
        start = max(text.rfind(mark, 0, max(0, start - 1)) for mark in "。\n！？") + 1
        said = [
            one
            for one in places
            if start <= one.start < at
            and one.level != "town"
            and one.name.endswith(endings)
            and one.code
            and not is_neighbour(text, one.start, one.end)
        ]
        if said:
            several = len({one.code for one in said}) > 1
            return replace(said[-1], name="", code="") if several else said[-1]
    return None


def _listed(text: str, places: list[Place]) -> set[Place]:
    """Return the places of lists, none of which 全镇 and 该镇 mean: 「清溪镇、白石镇毗邻，全镇…」, 「清溪、白石两镇」."""
    listed: set[Place] = set()
    for first, second in pairwise(places):
        if second.start == first.end + 1 and text[first.end] in "、和与及" and first.level == second.level:
            listed |= {first, second}
    return listed


def _has_province_office(text: str, place: Place) -> bool:
    """Tell whether a capital only names an office that is its whole province's: 长沙|海关."""
    offices = tuple(place_words()["offices_of_province"])
    return place.code.endswith(_CAPITAL) and text.startswith(offices, place.end)


@cache
def _spoken_pattern() -> re.Pattern[str]:
    words = place_words()
    unless = "".join(words["own_not_after"])
    # Each guard stands behind its word, so that the search can leap from one first character to the next.
    spoken = "|".join(
        f"{word}(?<![{unless}]{word})"
        for word in sorted([*words["own"], *words["last"]], key=len, reverse=True)
    )
    blocked = "|".join(ending for endings in words["breaks_rank"].values() for ending in endings)
    opening = "|".join(words["last_opening"])
    return re.compile(f"(?:{spoken})(?!{blocked}|镇)|(?<![一-鿿])(?:{opening})")


def _ends(area: Area, endings: tuple[str, ...]) -> bool:
    """Tell whether an area is a 市 (县 …); an autonomous county is a 县, 新疆 a 区."""
    return area.name.endswith(endings)


def _without_overlaps(places: list[Place]) -> list[Place]:
    """Keep the longest of overlapping places, in order."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: (p.start, -p.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
        elif place.end - place.start > kept[-1].end - kept[-1].start:
            kept[-1] = place
    return kept
