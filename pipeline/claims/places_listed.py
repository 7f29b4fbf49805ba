"""Bind a list of places with their figures behind one term: 「税收收入居前的是清溪镇（2亿元）、白石镇（1亿元）」."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from pipeline.claims.binding import Sentence, claim
from pipeline.claims.signs import printed_sign
from pipeline.claims.stretch import Stretch
from pipeline.dimensions import fits
from pipeline.mentions import Term
from pipeline.places import Place
from pipeline.places.gazetteer import contains
from pipeline.places.place_words import place_words
from pipeline.words import words_of

_RANKED = re.compile(f"(?:{'|'.join(words_of('bindings')['ranked'])}){{1,4}}")
_GROWS = tuple(words_of("bindings")["grows_by"])
_EACH = tuple(place_words()["each_place"])
_NEUTRAL = ("plain", "done")
_OF_WHICH: str = words_of("bindings")["of_which"][0]
_COLONS, _BETWEEN = "：:", "、，,；;"
_FARTHEST = 8  # tokens from the term to the first place
_MOST = 60  # places of a list


class _Member(NamedTuple):
    place: int
    figure: int
    end: int


def listed_places(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind each figure of 「各乡镇税收收入：清溪镇2亿元、白石镇1亿元」 to its place; none where one does not fit."""
    listed = stretch.inside or stretch.has("place")
    members = _members(sentence, index) if listed else []
    if members and _of_topic(sentence, members):
        return True
    if len(members) < 2:
        return False
    mention, words = _introduced(sentence, members[0].place)
    if mention is None:
        return False
    growing = any(word in _GROWS for word in words)
    figures = [member.figure for member in members]
    towns = all(is_part_of(None, sentence.reading.tokens[member.place].value) for member in members)
    term = _term(sentence, mention, figures, growing=growing, towns=towns)
    if term is None:
        for step in figures:
            sentence.reject(step, "no_binding")
        return True
    sentence.used.add(mention)
    for member in members:
        step = member.figure
        sign = printed_sign(sentence.reading, step)
        if sign is None:
            sentence.reject(step, "sign")
            continue
        measure = "yoy" if growing else "level"
        one = claim(sentence, step, term, "respectively", measure=measure, sign=sign or 1, mention=mention)
        sentence.bind(step, replace(one, place=sentence.reading.tokens[member.place].value), topic=False)
    sentence.topic = None
    return True


def _of_topic(sentence: Sentence, members: list[_Member]) -> bool:
    """Bind 「税收收入9亿元，其中清溪镇2亿元、白石镇1亿元」: places of the level right before, none above it."""
    tokens, topic = sentence.reading.tokens, sentence.topic
    before = next(iter(sentence.before(members[0].figure, 1)), -1)
    between = tokens[before + 1 : members[0].place]
    if topic is None or before not in sentence.bound or topic.measure != "level" or topic.subject:
        return False
    entry = sentence.entries[topic.indicator]
    led = any(token.kind == "part" and sentence.reading.word(token) == _OF_WHICH for token in between)
    apart = any(token.kind not in ("part", "mark", "plain") for token in between)
    quantities = [sentence.quantity(member.figure) for member in members]
    if not led or apart or entry.about == "subject" or entry.kind == "rank":
        return False
    if not all(is_part_of(topic.place, tokens[member.place].value) for member in members):
        return False
    if not all(fits(entry, one.unit) and one.unit != "%" and one.value <= topic.value for one in quantities):
        return False
    for member, quantity in zip(members, quantities, strict=True):
        place = tokens[member.place].value
        one = replace(
            topic, quantity=quantity, value=quantity.value, place=place, own="", rule="respectively"
        )
        sentence.bind(member.figure, one)
    if len(members) > 1:
        sentence.topic = None  # 「，增长5%」 behind two is of neither
    return True


def is_part_of(whole: Place | None, place: Place) -> bool:
    """Say whether a place is surely one of those that add up: a town, a county of the area; not where guests come from."""
    return place.level in ("town", "village") or bool(
        whole and whole.code and contains(whole.code, place.code)
    )


def _members(sentence: Sentence, index: int) -> list[_Member]:
    """Return the places and figures that follow one another from the figure at an index on."""
    tokens = sentence.reading.tokens
    first = _member(sentence, index)
    members = [first] if first else []
    while members and len(members) < _MOST:
        at = members[-1].end + 1
        if at + 1 >= len(tokens) or not tokens[at].is_mark(_BETWEEN):
            break
        figure = next(
            (step for step in range(at + 2, min(at + 4, len(tokens))) if tokens[step].kind == "quantity"), -1
        )
        member = _member(sentence, figure) if figure > 0 else None
        if member is None or member.place != at + 1:
            break
        members.append(member)
    return members


def _member(sentence: Sentence, figure: int) -> _Member | None:
    """Return the place right before a figure, or before the bracket or colon that opens it: 「清溪镇（2亿元）」."""
    reading = sentence.reading
    tokens, opening = reading.tokens, figure - 1
    if reading.opens.get(opening) == figure + 1:
        found = _Member(opening - 1, figure, figure + 1)
    elif opening > 0 and tokens[opening].is_mark(_COLONS):
        found = _Member(opening - 1, figure, figure)
    else:
        found = _Member(opening, figure, figure)
    return found if found.place > 0 and tokens[found.place].kind == "place" else None


def _introduced(sentence: Sentence, place: int) -> tuple[int | None, list[str]]:
    """Return the mention that a list of places is about, and the words that lead from it to the first place."""
    tokens = sentence.reading.tokens
    words: list[str] = []
    leads = False
    for step in range(place - 1, max(-1, place - 1 - _FARTHEST), -1):
        token, word = tokens[step], sentence.reading.word(tokens[step])
        if token.kind == "mention":
            return (step if leads else None), words
        colon = token.is_mark(_COLONS)
        ranked = token.kind == "rest" and _RANKED.fullmatch(word) is not None
        if not (colon or ranked or word in _GROWS or token.kind in _NEUTRAL):
            break
        leads = leads or colon or ranked
        words.append(word)
    return None, words


def _term(sentence: Sentence, mention: int, figures: list[int], *, growing: bool, towns: bool) -> Term | None:
    """Return the term that all figures fit, whole but for 「各乡镇」 before it."""
    tokens = sentence.reading.tokens
    shared = (
        mention > 0
        and tokens[mention - 1].kind == "rest"
        and sentence.reading.word(tokens[mention - 1]).endswith(_EACH)
    )
    if not (shared or towns):
        return None  # 「出口额居前的是美国（2亿元）、日本（1亿元）」
    for term, entry in sentence.candidates(mention):
        if term.position or entry.kind == "rank" or entry.about == "subject":
            continue
        grows = entry.unit != "%" and all(sentence.quantity(step).unit == "%" for step in figures)
        level = all(fits(entry, sentence.quantity(step).unit) for step in figures)
        whole = shared or sentence.judge(figures[0], mention, term).whole
        if whole and (grows if growing else level):
            return term
    return None
