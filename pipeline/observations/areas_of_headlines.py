"""Find where a page turns to another area: a heading that names one begins a section, or an article, about that area.

Of two articles on one page, 「安吉县文旅市场开门红」 and 「德清县春耕生产有序推进」, 全县 is another county in each; so
it is in the sections 「一、天台县」 and 「二、仙居县」 of one report. A section holds up to the next heading of its rank. A
headline without number that names no area, behind one that does, may be its sub-heading or the next article: nothing
tells where that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.articles import Article, Paragraph
from pipeline.clauses.tokens import within
from pipeline.datelines import any_of, numbered, signature
from pipeline.observations.page import Page, Section
from pipeline.observations.section_headings import gives_figure, headings_in, rank_of
from pipeline.places import Place, PlaceFinder
from pipeline.places.gazetteer import Area, areas_named, contains
from pipeline.places.place_words import place_words
from pipeline.subjects.names import subject_words
from pipeline.words import words_of

NOWHERE = Place(0, 0, "", "", "", "")
_BEFORE = re.compile(r"[0-9年月日季度一二三四上下半全前至—~\-()\[\]【】〔〕《》●▲“”\"'!:： ]*")
_BARE = re.compile(rf"(?>{_BEFORE.pattern[:-1]}|{'|'.join(words_of('bindings')['headings_bare'])})*+")
OPENING = re.compile(
    rf"(?>{_BEFORE.pattern[:-1]}|[，,]|{any_of('openers')}|{'|'.join(words_of('bindings')['opens_paragraph'])})*+"
)
_ASIDE = re.compile(r" ?\([^()]{1,16}\)")
_BRACKETS = re.compile(r"[()\[\]【】〔〕]?")
_BEHIND = re.compile(r"[:： ]?(?!等|[和与及][\u4e00-\u9fff])[\u4e00-\u9fff0-9“\"]{2}")
_SHORTEST, _LONGEST = 2, 4  # characters of a county's short name
_SHORT = re.compile(f"[\u4e00-\u9fff]{{{_SHORTEST},{_LONGEST}}}(?=:|$)", re.MULTILINE)
_TOWNS = ("town", "village")
_ZONES = frozenset(subject_words()["zones_as_headings"])
_CITY = 4  # digits of a code that are its prefecture's
_TIME = re.compile("[0-9年月季半]")
_JOINS = tuple("、和与及")
_LEDE = 60  # characters below a headline in which the text may say that it is about another area
OFFICES = tuple(place_words()["own_area"]["offices"])
OURS = tuple(word for word in place_words()["own"] if word[0] in "我本")


class _About(NamedTuple):
    """Be what a heading says of the text below it; `parts` says that it begins an article and no section."""

    area: Place
    place: Place
    parts: bool = False

    def is_of(self, other: _About) -> bool:
        """Say whether it is about the same as another."""
        return self[:2] == other[:2]


@dataclass(frozen=True, slots=True)
class _Heading:
    """Hold a heading, its rank and the area that it names.

    `bare` says that it names nothing else, `titled` that it is the title of a report all the same, with the time that this
    is of: 「天台县2024年经济运行情况」. `perhaps` says that the word which names the area may be an ordinary one.
    """

    line: Paragraph
    below: Paragraph
    rank: str
    told: Place | None
    bare: bool
    titled: bool = False
    perhaps: bool = False


def by_area(found: Sequence[Article], page: Page) -> Iterator[tuple[Article, list[Section]]]:
    """Yield the articles of a page, cut where a headline names another area, with the sections of each."""
    for article in found:
        about = _About(page.area, page.area)
        if page.area.name and not page.area.code:
            yield article, [_first(article, about)]
            continue  # a zone: nothing tells what lies around it
        if len(found) > 1 and (told := _opened(article, page)):
            about = _About(told, told)
        yield from _parted(article, about, page, alone=len(found) == 1)


def _parted(
    article: Article, about: _About, page: Page, *, alone: bool
) -> Iterator[tuple[Article, list[Section]]]:
    """Yield the articles that headlines cut one into; `about` is what it is about where no heading says more."""
    headings = [*_headings(article, page)]
    if alone and not any(one.told and not one.perhaps for one in headings):
        headings = [replace(one, told=None) for one in headings]
    if not page.document.place and about.area.name in (named := _sectioned(headings)) and len(named) > 1:
        first = next((one.told for one in headings if one.line.start <= article.body), None)
        around = first if first and contains(first.code, about.area.code) else NOWHERE
        about = _About(around, around)  # the page is about none of those that it has a section of
    headlines = [one.told for one in headings if one.told and not one.rank and not one.bare]
    mixed = any(not _is_akin(told, page.area) for told in headlines)
    follower = _Follower(about, mixed, page)
    sections, title_ends = [_first(article, about)], article.body
    for heading in headings:
        now = follower.reached(heading)
        begins = heading.line.start
        if now is None:
            continue
        if begins <= title_ends:
            sections = [_first(article, now)]
        elif now.parts and not heading.rank:
            yield _ended(replace(article, end=begins - 1), sections)
            title = page.flow.display[begins : heading.line.end]
            article = replace(article, start=begins, body=heading.below.start, title=title, apart=True)
            sections = [_first(article, now)]
        else:
            body = heading.line.end + 1
            sections.append(Section(begins, article.end, body, article.title, now.area, now.place))
    yield _ended(article, sections)


@dataclass(slots=True)
class _Follower:
    """Follow which area the text of an article is about from heading to heading.

    `whole` is what it is about where none says more, `mixed` says that some headlines are those of articles about other
    areas, `ranks` holds what the headings say that hold, the outermost first.
    """

    whole: _About
    mixed: bool
    page: Page
    ranks: dict[str, _About | None] = field(default_factory=dict)
    above: _Heading | None = None
    divided: bool = False  # the section has headings of its own

    def reached(self, heading: _Heading) -> _About | None:
        """Return what the text is about from a heading on, None where that is what it was about before."""
        above, self.above = self.above, heading
        before = self._holds()
        said = _about(heading.told, heading, self.whole, before) if heading.told else None
        if said is None and not heading.rank:
            said = self._unsaid(heading, above)
            if said is None:
                return None
        elif said is not None:
            self.divided = False
            title = said.is_of(before) and before.is_of(self.whole) and not (self.mixed and said.parts)
            if title and not heading.rank:
                return None  # the headings of the text stand below it, whatever their rank
        while heading.rank in self.ranks:
            self.ranks.popitem()
        self.ranks[heading.rank] = said
        now = self._holds()
        again = now.is_of(before) and not (now.parts and not now.place.name)
        return None if again else now

    def _holds(self) -> _About:
        """Return what the innermost heading says that names an area."""
        return next((one for one in reversed(self.ranks.values()) if one), self.whole)

    def _unsaid(self, heading: _Heading, above: _Heading | None) -> _About | None:
        """Return what a headline says that names no area, None where it is one of the section that it stands in."""
        inner = self.ranks.get("")
        if inner is None or heading.below.kind == "headline":
            return None
        if inner.place.level in _TOWNS and not self.whole.area.name:
            return None  # a page about the town alone
        if above is not None and above.told and above.line.end + 1 == heading.line.start:
            self.divided = above.bare and not above.titled
            return None  # right below 「天台县」
        return None if self.divided else _unclear(heading, inner, self.whole, self.page)


def _sectioned(headings: Sequence[_Heading]) -> set[str]:
    """Return the areas that have a section of their own."""
    return {one.told.name for one in headings if one.told and one.bare and not one.titled}


def _first(article: Article, about: _About) -> Section:
    """Return the section with which an article begins."""
    return Section(article.start, article.end, article.body, article.title, about.area, about.place)


def _ended(article: Article, sections: list[Section]) -> tuple[Article, list[Section]]:
    """Return an article and its sections, each up to the next."""
    ends = [*(one.start - 1 for one in sections[1:]), article.end]
    return article, [one._replace(end=end) for one, end in zip(sections, ends, strict=True)]


def _about(told: Place, heading: _Heading, whole: _About, before: _About) -> _About:
    """Return what a heading that names an area says; one around the document's own is read as that.

    全县 below the name of a town is the county that the text was about `before`.
    """
    if told.level in _TOWNS:
        return _About(before.area, told)
    meant = whole.area if contains(told.code, whole.area.code) else told
    return _About(meant, meant, parts=not (heading.rank or (heading.bare and not heading.titled)))


def _unclear(heading: _Heading, inner: _About, whole: _About, page: Page) -> _About:
    """Return what a headline that names no area says behind one that does: nothing, but that 全市 is no county."""
    parts = inner.parts and inner[:2] != whole[:2]
    if inner.place.name[-1:] == whole.area.name[-1:]:
        return _About(NOWHERE, NOWHERE, parts)
    lines = ((heading.line.start, heading.line.end), (heading.below.start, heading.below.start + _LEDE))
    named = [next(iter(within(page.found.places, *line)), None) for line in lines]
    back = any(one and one.text in place_words()["own"] and one.name == whole.area.name for one in named)
    return whole if back else _About(whole.area, NOWHERE, parts)


def _headings(article: Article, page: Page) -> Iterator[_Heading]:
    """Yield the headings of an article with what they name, without what heads nothing: lists of names, and of figures."""
    listed, ends = False, -1
    for line, below in headings_in(article, page):
        heading = _read(line, below, page)
        names = heading.bare and below.start == line.end + 1
        before, listed = listed, names and _is_beside(heading, page)
        if line.start == ends + 1 and gives_figure(line, page) and _is_of_whole(heading):
            ends = line.end  # 「全市出口总额110.1亿元」 in a list right below 「玉环市」
        elif not (before or listed):
            ends = line.end if heading.bare else -1
            yield heading


def _is_of_whole(heading: _Heading) -> bool:
    return heading.told is not None and heading.told.text in place_words()["own"]


def _is_beside(heading: _Heading, page: Page) -> bool:
    """Say whether the line below a name is the name of another area, neither in it nor around it."""
    other = _named(heading.below, page)
    told = heading.told
    if told and told.level in _TOWNS:
        return _town(heading.below, page) is not None
    if other is None or told is None or not _is_bare(page.flow.text, heading.below, other):
        return False
    return not (contains(told.code, other.code) or contains(other.code, told.code))


def _read(line: Paragraph, below: Paragraph, page: Page) -> _Heading:
    """Return a heading with the area that it names, None where the words below it gainsay that."""
    text, area = page.flow.text, page.area
    rank = rank_of(text[line.start : line.end])
    if town := _town(line, page) or _zone(line, page):
        return _Heading(line, below, rank, town, bare=True)
    told = _named(line, page)
    if told is None and line.kind == "headline" and _perhaps_of_another(line, below, page):
        return _Heading(line, below, rank, replace(NOWHERE, start=line.start), bare=False, perhaps=True)
    bare = told is not None and _is_bare(text, line, told)
    if told is None or bare:
        alone = told is None or rank or _goes_on(_BEFORE, text, line, told)
        titled = not alone and _TIME.search(text, line.start, line.end) is not None
        return _Heading(line, below, rank, told, bare, titled)
    first = text[line.start : line.end] + text[below.start : below.end][:_LEDE]
    ours = [word for word in OURS if area.name.endswith(tuple(place_words()["own"][word]))]
    own = told.text in place_words()["own"]
    lede = next(iter(_areas(page.found.places, below)), told)
    agrees = contains(lede.code, told.code) or contains(told.code, lede.code)
    apart = below.kind == "headline" if not rank else not contains(area.code, told.code)
    doubtful = apart or not agrees or any(word in first for word in ours)
    signed = signature().fullmatch(text, line.start, line.end)
    goes_on = own or (_BEHIND.match(text, told.end) and not signed)
    return _Heading(line, below, rank, told if goes_on and not doubtful else None, bare=False)


def _named(line: Paragraph, page: Page) -> Place | None:
    """Return the area that a line opens with, None where it opens with none or names one beside it."""
    text = page.flow.text
    number = numbered().match(text, line.start, line.end)
    first = number.end() if number else line.start
    own = next(iter(within(page.found.places, line.start, line.end)), None)
    if own and own.text in place_words()["own"] and own.name == page.area.name:
        return own if _BEFORE.fullmatch(text, first, own.start) else None
    if short := _short_name(text, first, line.end, page.area):
        return short
    named = _areas(page.found.places, line)
    if not named or not _BEFORE.fullmatch(text, first, named[0].start):
        return None
    told = named[0]
    for other in named[1:]:
        if not contains(told.code, other.code):
            return None  # 「安吉县与德清县签约」
        if _BRACKETS.fullmatch(text, told.end, other.start):
            told = other  # 「【深圳】罗湖区」
    return told


def _town(line: Paragraph, page: Page) -> Place | None:
    """Return the town or village that a line names and nothing else but the areas around it: 「（一）天台县平桥镇」.

    Of several, 「平桥镇、街头镇」, it is one without a name: what stands below is none of the county's.
    """
    text = page.flow.text
    number = numbered().match(text, line.start, line.end)
    end = number.end() if number else line.start
    told: Place | None = None
    for one in within(page.found.places, line.start, line.end):
        joined = told is not None and text[told.end : one.start] in _JOINS
        if not joined and (told or not _BEFORE.fullmatch(text, end, one.start)):
            break
        end = one.end
        if joined:
            told = replace(one, name="", code="")
        elif one.level in _TOWNS:
            told = one
    return told if told and _is_bare(text, line, told) else None


def _zone(line: Paragraph, page: Page) -> Place | None:
    """Return the nameless part of the county that a line which only says a kind of zone is about: 「二、经济开发区」."""
    text = page.flow.text
    number = numbered().match(text, line.start, line.end)
    start = number.end() if number else line.start
    named = text[start : line.end]
    return Place(start, line.end, named, "", "", _TOWNS[0]) if named in _ZONES else None


def _short_name(text: str, start: int, end: int, area: Place) -> Place | None:
    """Return the county of the document's city by whose short name a line is headed, ordinary word or not: 「三门:…」."""
    word = _SHORT.match(text, start, end)
    one = _county(word[0], area) if word else None
    return Place(start, word.end(), word[0], one.name, one.code, one.level) if word and one else None


def _county(name: str, area: Place) -> Area | None:
    """Return the county of this name in the city of an area."""
    city = area.code[:_CITY]
    named = [one for one in areas_named(name) if one.code.startswith(city)] if city else []
    return named[0] if len(named) == 1 and named[0].level == "county" else None


def _perhaps_of_another(line: Paragraph, below: Paragraph, page: Page) -> bool:
    """Say whether a headline may be about another county, whose 全县 the text below it then means.

    It opens or ends with the name of one, which may be an ordinary word, and names none that is the page's own:
    「天台工业加速跑」, 「一颗杨梅红了天台」 on a page about 仙居县.
    """
    text, area = page.flow.text, page.area
    if any(contains(area.code, one.code) for one in within(page.found.places, line.start, line.end)):
        return False
    headline, lengths = text[line.start : line.end], range(_SHORTEST, _LONGEST + 1)
    counties = [_county(part, area) for n in lengths for part in (headline[:n], headline[-n:])]
    own = place_words()["own"].items()
    others = [one.name for one in counties if one is not None and one.name != area.name]
    words = [word for word, endings in own if any(name.endswith(tuple(endings)) for name in others)]
    return any(text.find(word, below.start, below.end) >= 0 for word in words)


def _is_bare(text: str, line: Paragraph, told: Place) -> bool:
    """Say whether a line names an area and nothing else: 「一、天台县」, 「【天台县】」, 「天台县2024年经济运行情况」."""
    return _goes_on(_BARE, text, line, told)


def _goes_on(pattern: re.Pattern[str], text: str, line: Paragraph, told: Place) -> bool:
    """Say whether behind an area goes on only what a pattern matches, and an aside: 「天台县（排名第1）」."""
    aside = _ASIDE.match(text, told.end, line.end)
    ends = (told.end, aside.end() if aside else told.end)
    return any(pattern.fullmatch(text, end, line.end) for end in ends)


def _areas(places: Sequence[Place], paragraph: Paragraph) -> list[Place]:
    """Return the areas with a code that a paragraph names in its first words, without 全县."""
    end = min(paragraph.end, paragraph.start + _LEDE)
    named = within(places, paragraph.start, end)
    return [one for one in named if one.code and one.level != "town" and one.text not in place_words()["own"]]


def _opened(article: Article, page: Page) -> Place | None:
    """Return the area elsewhere that the text of an article opens with, None where it names the document's own."""
    named = within(page.found.places, article.start, article.end)
    if any(one.name == page.area.name and one.text not in place_words()["own"] for one in named):
        return None
    text = page.flow.text
    told = next(iter(within(named, article.body, article.body + _LEDE)), None)
    opens = told and told.code and told.level != "town" and OPENING.fullmatch(text, article.body, told.start)
    return told if opens and not _is_akin(told, page.area) else None  # type: ignore[arg-type]


def _is_akin(place: Place, area: Place) -> bool:
    """Say whether a place is the area, lies in it, or around it."""
    return contains(area.code, place.code) or contains(place.code, area.code)


def places_in(section: Section, page: Page) -> list[Place]:
    """Return the places of a section as one about its area means them: its 全县 is that county."""
    if section.area is page.area:
        return within(page.found.places, section.start, section.end)
    text = page.flow.text[section.start : section.end]
    found = PlaceFinder(section.area.name, text, section.area.code).find(text)
    return [replace(one, start=one.start + section.start, end=one.end + section.start) for one in found]
