"""Find where a page turns to another area: a headline that opens with one begins an article about that area.

Of two articles on one page, 「安吉县文旅市场开门红」 and 「德清县春耕生产有序推进」, 全县 is another county in each. A
that names no area, behind an article about elsewhere, may be its sub-heading or the next article: nothing tells where
that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.articles import Article, Paragraph
from pipeline.clauses.tokens import within
from pipeline.datelines import folio
from pipeline.lines import Flow
from pipeline.observations.page import Page
from pipeline.places import Place, PlaceFinder
from pipeline.places.gazetteer import contains
from pipeline.places.place_words import place_words

_NOWHERE = Place(0, 0, "", "", "", "")
_BEFORE = re.compile(r"[0-9年月日季度一二三四上下半全前至—~\-()\[\]【】〔〕“”\"'!:： ]*")
_OPENING = re.compile(rf"{_BEFORE.pattern}[，,]?")
_BRACKETS = re.compile(r"[()\[\]【】〔〕]?")
_BEHIND = re.compile(r"[:： ]?[\u4e00-\u9fff0-9“\"]{2}")
_LEDE = 60  # characters below a headline in which the text may say that it is about another area
_OURS = tuple(word for word in place_words()["own"] if word[0] in "我本")


def by_area(found: Sequence[Article], page: Page) -> Iterator[tuple[Article, Place]]:
    """Yield the articles of a page with the area that each is about, cut where a headline names another."""
    text, area, places = page.flow.text, page.area, page.found.places
    for article in found:
        if area.name and not area.code:
            yield article, area  # a zone: nothing tells what lies around it
            continue
        own = within(page.paragraphs, article.start, article.end)
        cuts = [(article, area)]
        last = area.name
        for headline, lede in _headlines(text, own):
            told = _area_told(text, headline, lede, places)
            if told is None and (headline.start <= article.body or cuts[-1][1] is area):
                continue
            if told is not None and told.name == last:
                continue
            last = told.name if told else ""
            about = area if told and _is_akin(told, area) else told or _NOWHERE
            title = page.flow.display[headline.start : headline.end]
            begins = replace(article, start=headline.start, body=lede.start, title=title, apart=True)
            if headline.start <= article.body:
                cuts = [(article, about)]
            else:
                cuts.append((begins, about))
        ends = [*(one.start - 1 for one, _ in cuts[1:]), article.end]
        yield from ((replace(one, end=end), about) for (one, about), end in zip(cuts, ends, strict=True))


def _headlines(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Yield each headline with the first words of the article below it."""
    told = [
        one for one in paragraphs if one.kind != "aside" and not folio().fullmatch(text, one.start, one.end)
    ]
    for headline, lede in pairwise(told):
        if headline.kind == "headline" and lede.kind != "headline":
            yield headline, lede


def _area_told(text: str, headline: Paragraph, lede: Paragraph, places: Sequence[Place]) -> Place | None:
    """Return the area that a headline opens with and the words below it do not gainsay, None where it names none."""
    first = text[headline.start : headline.end] + text[lede.start : lede.end][:_LEDE]
    named = _areas(places, headline)
    if not named or any(word in first for word in _OURS):
        return None
    told = named[0]
    for other in named[1:]:
        if not contains(told.code, other.code):
            return None  # 「安吉县与德清县签约」
        if _BRACKETS.fullmatch(text, told.end, other.start):
            told = other  # 「【深圳】罗湖区」
    below = next(iter(_areas(places, lede)), told)
    agrees = contains(below.code, told.code) or contains(told.code, below.code)
    opens = _BEFORE.fullmatch(text, headline.start, named[0].start) and _BEHIND.match(text, told.end)
    return told if agrees and opens else None


def _areas(places: Sequence[Place], paragraph: Paragraph) -> list[Place]:
    """Return the areas with a code that a paragraph names in its first words, without 全县."""
    end = min(paragraph.end, paragraph.start + _LEDE)
    named = within(places, paragraph.start, end)
    return [one for one in named if one.code and one.level != "town" and one.text not in place_words()["own"]]


def _is_akin(place: Place, area: Place) -> bool:
    """Say whether a place is the area, lies in it, or around it: the article is read as one of that area."""
    return contains(area.code, place.code) or contains(place.code, area.code)


def places_in(article: Article, area: Place, page: Flow) -> list[Place]:
    """Return the places of an article as one about an area means them: its 全县 is that county."""
    text = page.text[article.start : article.end]
    found = PlaceFinder(area.name, text, area.code).find(text)
    return [replace(one, start=one.start + article.start, end=one.end + article.start) for one in found]


def by_paragraph(text: str, places: Sequence[Place], area: Place) -> list[Place]:
    """Return places with the 全县 of a paragraph that opens with a county elsewhere, and names no other, as that county."""
    found: list[Place] = []
    paragraph, told = -1, None
    for place in places:
        start = text.rfind("\n", 0, place.start) + 1
        own = place.text in place_words()["own"]
        if start != paragraph:
            opens = not own and place.code and _OPENING.fullmatch(text, start, place.start)
            elsewhere = bool(opens and area.code) and not _is_akin(place, area)
            paragraph, told = start, place if elsewhere else None
        elif told and (
            place.text in _OURS or (not own and place.code and not contains(told.code, place.code))
        ):
            told = None
        meant = told if own and told and told.name[-1] == place.name[-1] else None
        found.append(replace(place, name=meant.name, code=meant.code, level=meant.level) if meant else place)
    return found
