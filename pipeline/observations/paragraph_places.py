"""Follow the place that a paragraph goes on about: 「清溪乡是全县海拔最高的乡。去年接待游客43万人次」 is the town's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from pipeline.clauses.cues import cue_words
from pipeline.clauses.tokens import CLAUSE_ENDS, Layers, within
from pipeline.clauses.word_classes import first_word, word_class
from pipeline.observations.areas_of_headlines import OFFICES, OPENING
from pipeline.places import Place
from pipeline.places.gazetteer import contains
from pipeline.places.neighbours import is_neighbour
from pipeline.places.place_words import one_of, place_words
from pipeline.subjects.names import subject_words
from pipeline.words import words_of

_JOINS = tuple("、和与及")
_NEUTRAL = ("plain", "part")
_TERM = 8  # characters behind a place in which its indicator may stand
_BRACKETS = ("（", "(")
_SHORTEST = 2  # characters of a neutral word before a place: 目前|清溪乡, not 在|清溪乡
_TOWNS = ("town", "village")
_ENDINGS = tuple(ending for kind in ("scenic", "zone") for ending in subject_words()["endings"][kind])
_OF_WHICH = words_of("bindings")["of_which"][0]
_STATES = tuple(words_of("bindings")["states_told"])
_START = attrgetter("start")
_TOPS = re.compile("最[^，,。；;]{1,8}[是为]")
_LONGEST = 24  # characters that may stand in a clause before the place that opens it


class GoneOn(NamedTuple):
    """Be the place that a sentence goes on about; `sure` where its paragraph opened with it."""

    place: Place
    sure: bool


def places_gone_on(
    text: str, spans: Sequence[tuple[int, int]], layers: Layers, area: Place, place: Place
) -> dict[int, GoneOn]:
    """Map the start of a sentence to the place that those before it in its paragraph are about.

    It is one within the document's own `area` or elsewhere. A paragraph that names several, or comes back to 全县, is
    about none of them, but about the area where the article's own `place` is a part of it. Its own office as the
    source makes a sentence itself, and what follows, the place's: 「记者从清溪县统计局获悉，去年地区生产总值…」.
    """
    found: dict[int, GoneOn] = {}
    topic: Place | None = None
    around: Place | None = None  # one around the area that the sentence before was about
    first, sure = True, False
    last = spans[0][0] if spans else 0
    for start, end in spans:
        if "\n" in text[last:start]:
            topic, around, first = None, None, True
        opening = [one for one in within(layers.places, start, end) if _opens(text, start, one, layers)]
        told = [at for at in _others_told(text, start, end, layers) if _heads(text, start, at, layers)]
        back = bool(told)
        topped = any(
            is_topped_by(text, one, part) for one in opening for part in within(layers.places, one.end, end)
        )
        held = not topped and any(_holds(one, area, opens_paragraph=first) for one in opening)
        source = _source(text, start, end, layers)
        if source and not _holds(source, area, opens_paragraph=first):
            topic, sure = source, True
            found[start] = GoneOn(source, sure)
        elif back or held:
            topic = area if place.name != area.name and any(_means(text, at, area) for at in told) else None
            sure = first if topic else sure
        elif not opening and around and text.startswith(_OF_WHICH, start):
            found[start] = GoneOn(around, sure)
        elif opening:
            topic, sure = _only(text, start, opening, layers), first
        elif topic is not None:
            found[start] = GoneOn(topic, sure)
        if opening or back:
            wider = held and not back and not any(area.name.endswith(one.name) for one in opening)
            around, sure = (_only(text, start, opening, layers), first) if wider else (None, sure)
        first = False
        last = max(start, end - 1)
    return found


def _source(text: str, start: int, end: int, layers: Layers) -> Place | None:
    """Return the place whose office a sentence opens with as its source, or None."""
    places = (one for one in within(layers.places, start, end) if one.start > start)
    return next(
        (
            one
            for one in places
            if OPENING.fullmatch(text, start, one.start) and text.startswith(OFFICES, one.end)
        ),
        None,
    )


def _others_told(text: str, start: int, end: int, layers: Layers) -> list[int]:
    """List where 全县 stands in a sentence, or 该自然村 of which nothing tells which it is."""
    known = {one.start for one in within(layers.places, start, end)}
    unknown = (one.start() for one in one_of("last").finditer(text, start, end))
    own = (one.start() for one in one_of("own").finditer(text, start, end))
    return [*own, *(at for at in unknown if at not in known)]


def _means(text: str, at: int, area: Place) -> bool:
    """Say whether the word at an offset is one for the area: 全县 of 青禾县."""
    word = one_of("own").match(text, at)
    return word is not None and bool(area.name) and area.name.endswith(tuple(place_words()["own"][word[0]]))


def _holds(place: Place, area: Place, *, opens_paragraph: bool) -> bool:
    """Say whether a place is the document's area or one around it.

    A town bears the code of its county: it is taken for a part of that unless its paragraph opens with it.
    """
    own_town = opens_paragraph and place.level in _TOWNS
    around = not own_town and place.code and area.code and contains(place.code, area.code)
    return area.name.endswith(place.name) or bool(around)


def _only(text: str, start: int, opening: list[Place], layers: Layers) -> Place | None:
    """Return the one place that a sentence is about: not of several, nor behind a figure (「6个市…，清溪市…」).

    A village behind its town is the one: 「清溪镇|城西村位于…」. What stands behind it must not make it a longer name:
    「清溪镇|污水处理厂建成运行」, 「北京|时间」; 「清溪县|经济运行平稳」 is about the county.
    """
    place = opening[0]
    while behind := next(
        (
            one
            for one in within(layers.places, place.end, place.end + _LONGEST)
            if one.start == place.end or is_topped_by(text, place, one)
        ),
        None,
    ):
        place = behind
    several = len({one.name for one in opening}) > 1 or text.startswith(_JOINS, place.end)
    mentioned = bool(within(layers.mentions, place.end, place.end + _TERM)[:1])
    word = first_word(text[place.end : place.end + _TERM])
    told = word in cue_words() or text.startswith(_STATES, place.end)
    longer = word_class(word).startswith("n") and not told and not mentioned
    return None if several or longer or within(layers.quantities, start, place.start) else place


def is_topped_by(text: str, place: Place, part: Place) -> bool:
    """Say whether a part of a place is told of as its largest, or first by whatever: 「文山州|最大的乡镇是|平原街镇」."""
    return _TOPS.fullmatch(text, place.end, part.start) is not None


def _opens(text: str, start: int, place: Place, layers: Layers) -> bool:
    """Say whether a place opens a clause, and no longer name with it (青禾|经开区)."""
    at = bisect_left(layers.subjects, place.start, key=_START)
    named = any(one.start == place.start for one in layers.subjects[at : at + 2])
    named = named or text.startswith(_ENDINGS, place.end)  # 「青禾|林场坐落境内」
    aside = named or is_neighbour(text, place.start, place.end)
    return not aside and _heads(text, start, place.start, layers)


def _heads(text: str, start: int, at: int, layers: Layers) -> bool:
    """Say whether only times and neutral words stand before an offset in its clause."""
    first = max(start, at - _LONGEST)
    clause = next((end for end in range(at, first, -1) if text[end - 1] in CLAUSE_ENDS), first)
    if text[clause - 1 : clause] in _BRACKETS:
        return False
    clause = max((clause, *(period.end for period in within(layers.periods, clause, at))))
    before = text[clause:at].strip()
    if not before or before in place_words()["examples"]:
        return True  # 「再看|温州市，」
    return len(before) >= _SHORTEST and cue_words().get(before) in _NEUTRAL
