"""Know what an article lends to its sentences: the area it is about, the period it reports on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from pathlib import PurePosixPath
from typing import NamedTuple

from pipeline.articles import Article
from pipeline.claims import Rejection
from pipeline.clauses.tokens import within
from pipeline.datelines import is_path
from pipeline.documents import Document
from pipeline.documents.naming import row_named
from pipeline.lines import Flow
from pipeline.lines.folding import fold
from pipeline.observations.forecasts import ForecastSection, plan_begins
from pipeline.observations.headings import Topics, topics_in
from pipeline.observations.institutions import institution_titled
from pipeline.observations.observation import money_of
from pipeline.observations.page import Page
from pipeline.observations.paragraph_places import GoneOn
from pipeline.observations.reporting_period import OPENING, to_date, year_of
from pipeline.observations.reviews import bare_year, reviewed_period, titled_review
from pipeline.observations.zone_openings import zone_opened
from pipeline.observations.zones_gone_on import ZoneTold
from pipeline.periods import OpenPeriod, Period, points_back, reporting_period, times_in
from pipeline.places import Place, area_meant, own_area
from pipeline.places.place_words import place_words
from pipeline.quantities import Quantity
from pipeline.subjects import Subject, aliases_in, subjects_in
from pipeline.subjects.names import subject_words
from pipeline.terms.mentions import Mention
from pipeline.words import words_of

_LEDE = 60
_ENDS = "。；;！？\n"
_SENTENCE_END = re.compile("[。！？\n]")
_AHEAD = tuple(words_of("datelines")["ahead"])
_TIME = re.compile("[0-9年月季度一二三四上下半全前至—~-]+(?=[^0-9])")
_OPENING_MARKS = 2  # characters that may stand before the period that opens an article
_TOLD = re.compile("[，,。；;]")  # what a sentence has and a line of a headline, a day or a source has not
_DAY_BEHIND = re.compile(r"[(]\d{4}年\d{1,2}月\d{1,2}日[)]$")  # a title's day is that of the news
_CENSUS = re.compile("第([五六七])次全国人口普查")
_CENSUS_YEARS = {"五": 2000, "六": 2010, "七": 2020}  # each counts the people of 1 November
_PLANS = tuple(words_of("bindings")["titles_of_plans"])
_WORK_REPORT: str = words_of("bindings")["work_report"]
_OF_WHICH = "|".join(map(re.escape, words_of("bindings")["of_which"]))
_ASIDE = re.compile(f"{_OF_WHICH}|(?<=[{words_of('bindings')['ends_of_amounts']}])[（(]")
_THAT_ZONE: tuple[str, ...] = tuple(subject_words()["that_zone"])
_DISTRICT = "区"
_THIS_IS: str = words_of("bindings")["this_is"]
_YIELDS = tuple(words_of("bindings")["elided_yields"])
_BUDGETS = words_of("bindings")["budgets_told"]
_PUPILS = tuple(words_of("bindings")["pupils_of_schools"]["pupils"])
_FROM_BEFORE = words_of("bindings")["elided_from_before"]
_MEMBERS = (
    word for whole in _FROM_BEFORE["wholes"] for word in words_of("bindings")["elided_members"][whole]
)
_BARE = (
    *_YIELDS,
    *_PUPILS,
    *_MEMBERS,
    *(word + verb for word in _BUDGETS["bare"] for verb in _BUDGETS["verbs"]),
)
_CLOSING: str = words_of("bindings")["closing"]
_RELATIVE = {entry["word"]: int(entry["years"]) for entry in words_of("periods")["relative_years"]}
_SAID_WHEN = tuple(
    entry["word"] for entry in words_of("periods")["relative_years"] if entry["of"] == "publication"
)
_SAME_SPAN: str = words_of("bindings")["same_span"]
_ECONOMY = tuple(words_of("bindings")["zone_titles"])
_START = attrgetter("start")
_MOST_SUBJECTS = 60  # that an anaphor, or a zone without a name, may point back over


class Aims(NamedTuple):
    """Say where a sentence of goals ended, and the period that its goals are of.

    `listed` says that a colon opened them (「主要预期目标是：…」): bounds in the lines below go on with them.
    """

    end: int
    period: Period | None
    listed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Say where a sentence ended, the span that it opened with, and the group of its indicators: 前三季度, incomes."""

    end: int
    period: Period
    group: str


@dataclass(slots=True)
class ArticleContext:
    """Hold what an article lends to its sentences.

    `place` is the area that it is about, `area` the one that its document is about, `reporting` the period that title
    or lede states, `subjects` what is named in it, in order, for 该公司 and 项目 to point back to; `topics` what its
    headings name; `outlook` what a work report or budget says of the year to come (None in other texts); `said` the
    period that the sentence before stated, `published` the document's date; `titled` the zone that its title or its
    opening is about, `institution` the hospital, school, firm or sight whose own report it is;
    `anothers` says that the figures of the sentence before were refused as another's, not the place's, `zone` whose
    they all were, if one subject's, `zone_told` the zone that its paragraph opened with; `gone_on` the place that the
    sentence beginning at an offset goes on about, `years_gone_on` the year.
    `told` is what the last sentence with a time of its own was told of, and when.
    `undatable` says that the title has a date that nobody can read (0098年统计公报): no year but a printed one is the
    text's. `span` is the span of years that the last sentence with a time was about. `aims` is where a sentence of goals
    alone ended, and the period of its goals.
    """

    title: str
    place: Place
    area: Place
    reporting: Period | None
    subjects: list[Subject]
    topics: Topics
    forecast: ForecastSection | None = None
    said: Period | None = None
    told: Told | None = None
    published: date | None = None
    judged_on: date | None = None
    titled: str = ""
    institution: str = ""
    undatable: bool = False
    anothers: bool = False
    zone: str = ""
    zone_told: ZoneTold | None = None
    span: Period | None = None
    aims: Aims | None = None
    gone_on: dict[int, GoneOn] = field(default_factory=dict)
    years_gone_on: dict[int, Period] = field(default_factory=dict)

    def money(self, own: Place | None = None) -> str:
        """Return what 元 means in the document, in one about no area where a sentence is about a place of its `own`."""
        return money_of(next((one for one in (self.area, self.place, own) if one and one.name), self.area))

    def subjects_before(self, offset: int) -> list[Subject]:
        """Return the named subjects that begin before an offset, as many as a word may point back over."""
        end = bisect_left(self.subjects, offset, key=_START)
        return self.subjects[max(0, end - _MOST_SUBJECTS) : end]

    def own(self, word: str) -> Place | None:
        """Return the area that 全县 or 全镇 means, None where it speaks of a town and nothing tells which.

        A town is no county, also where the article is about it, and 该区 no city and no county.
        """
        if self.speaks_of_zone(word):
            return None
        town = place_words()["last"].get(word)
        if town is None:
            return self.area if self.place.level in ("town", "village") else self.place
        known = (place for place in (self.place, self.area) if place.name.endswith(town))
        return next(known, None if self.area.name else self.place)

    def wider(self, word: str) -> Place | None:
        """Return the area that 全县 means where the article is about a part of it, None where it is the article's own."""
        meant = self.own(word)
        return None if meant is self.place else meant

    def speaks_of_zone(self, word: str) -> bool:
        """Say whether a word for an area can only mean a zone: 该区 where the article is about no district."""
        here = self.area.name, self.place.name
        return (
            bool(self.area.name) and word in _THAT_ZONE and not any(name.endswith(_DISTRICT) for name in here)
        )

    def zone_named_before(self, offset: int) -> Subject | None:
        """Return the zone that is named last before an offset, as a district is: 高新区, 新区."""
        zones = (
            one
            for one in reversed(self.subjects_before(offset))
            if one.kind == "zone" and one.name.endswith(_DISTRICT)
        )
        return next(zones, None)


def document_area(document: Document, page: Flow) -> Place:
    """Return the area that a document is about; its name may be "".

    It is what the metadata says, else the text, else the name of the file: 长丰县2023年统计表.xlsx.
    """
    name = document.place or own_area(fold(document.title), page.text, fold(document.source))
    name = name or _named_by_file(document)
    area = area_meant(fold(name), f"{fold(document.title)}\n{fold(document.source)}\n{page.text}")
    return Place(0, 0, name, name if document.place or not area else area.name, area.code if area else "", "")


def _named_by_file(document: Document) -> str:
    """Return the area whose full name stands in the name of a document's file, "" where none or several do."""
    stem = "" if row_named(document.file) else fold(PurePosixPath(document.file).stem)
    name = own_area("", stem, "")
    other = own_area("", stem.replace(name, "\n"), "")
    return name if name in stem and (not other or f"{other}{name}" in stem) else ""


def subjects_of(page: Flow) -> list[Subject]:
    """Return the subjects of a page in order, named as they are printed and not as they are folded."""
    found = subjects_in(page.text, aliases_in(page.text))
    names = {one.text: page.display[one.start : one.end] for one in found}
    return [
        one if names.get(one.name, one.name) == one.name else replace(one, name=names[one.name])
        for one in found
    ]


def title_of(article: Article, document: Document) -> str:
    """Return the headline of an article, else the document's title."""
    return article.title or document.title


def _titles(article: Article, document: Document) -> tuple[str, ...]:
    """Return the titles that may say what period an article reports on."""
    return (article.title,) if article.apart else (document.title, article.title)


def lede_of(article: Article, spans: list[tuple[int, int]], page: Flow) -> tuple[int, int]:
    """Return the span of an article's first words: of its first sentence behind headline and dateline, up to 其中."""
    told = (span for span in spans if span[1] > article.body)
    return _first_words(article, [span for span in told if not is_path(page.text[slice(*span)])], page)


def opening_of(article: Article, spans: list[tuple[int, int]], page: Flow) -> tuple[int, int]:
    """Return the span of the first words of an article's text, behind the lines that hold its headline, day and source."""
    told = [span for span in spans if span[1] > article.body and _TOLD.search(page.text, *span)]
    return _first_words(article, told, page)


def _first_words(article: Article, spans: list[tuple[int, int]], page: Flow) -> tuple[int, int]:
    """Return the first words of the first of some sentences, up to 其中; the start of the article where there is none."""
    if not spans:
        return article.start, article.start
    start, end = spans[0]
    first = max(start, article.body)
    last = min(end, first + _LEDE)
    # 「全县GDP 90亿元，其中清溪镇9亿元」 is not about the town
    part = _ASIDE.search(page.text, first + 1, last)
    return first, part.start() if part else last


def reporting_of(
    article: Article, document: Document, page: Flow, lede: tuple[int, int], opening: tuple[int, int]
) -> Period | None:
    """Return the period that the document's title, the article's, or its first words say it reports on.

    First words do where it opens them and is longer than a day: 「一季度，全市…」. Those behind other lines do so for a
    part of a year, and not for what there is (rule `opening`).
    """
    for title in filter(None, map(fold, _titles(article, document))):
        if any(word in title for word in _PLANS):
            return None
        if census := _CENSUS.search(title):
            return Period(
                census.start(), census.end(), census[0], None, date(_CENSUS_YEARS[census[1]], 11, 1)
            )
        named = reporting_period(title, document.published)
        if _WORK_REPORT in title:
            months = named if named and named.first_day and not named.lasts_year else None
            months = months if months and months.days > 1 else None  # 「2023年上半年政府工作报告」
            reviewed = months or titled_review(title) or reviewed_period(article, document, page, title)
            return reviewed or _part_opened(page, opening, document, year_of(article, document, page))
        period = reporting_period(_DAY_BEHIND.sub("", title), document.published)
        if period is not None:
            text = page.text[article.body : article.end][:OPENING]
            return to_date(period, text.partition(title)[2] or text)
    bare = (bare_year(fold(title), document.published) for title in _titles(article, document))
    year = year_of(article, document, page)
    if said := next(filter(None, bare), None) or _opens_with(
        page.text[lede[0] : lede[1]], document.published, year
    ):
        return said
    return _part_opened(page, opening, document, year) or reviewed_period(article, document, page, "")


def _part_opened(page: Flow, opening: tuple[int, int], document: Document, year: int | None) -> Period | None:
    """Return the part of a year that an article's text opens with, None where it opens otherwise."""
    said = _opens_with(page.text[opening[0] : opening[1]], document.published, year)
    return replace(said, rule="opening") if said and said.first_day and not said.lasts_year else None


def _opens_with(words: str, published: date | None, year: int | None) -> Period | None:
    """Return the period that first words open with: 「一季度，」, 「2023年是…的开局之年」."""
    for said in times_in(words, published, year):
        if isinstance(said, OpenPeriod) or said.start > _OPENING_MARKS or points_back(said):
            return None
        if published is None and said.text.startswith(_SAID_WHEN):
            return None
        whole = words.startswith(_THIS_IS, said.end) and said.anchored  # 「2023年是…的开局之年」
        opens = words.startswith(("，", ",", *place_words()["own"]), said.end) or whole  # 「2023年全县…」
        if opens and said.days >= 2:
            return None if _goes_on_to_later(said, words, published) else said
    return None


def _goes_on_to_later(said: Period, words: str, published: date | None) -> bool:
    """Say whether the sentence that a year opens tells of a later one too: 「2010年，…5亿元，2024年达到9亿元。」."""
    stops = _SENTENCE_END.search(words, said.end)
    first = words[: stops.start() if stops else len(words)]
    return said.lasts_year and any(
        isinstance(one, Period)
        and one.lasts_year
        and one.anchored
        and one.last_day.year > said.last_day.year
        and (published is None or one.last_day <= published)
        and not first[: one.start].endswith(_AHEAD)
        for one in times_in(first, published, None)
    )


def periods_of(
    article: Article, reporting: Period | None, document: Document, page: Flow, *, roc: bool
) -> list[Period | OpenPeriod]:
    """Return the periods of an article, also open ones; without a year they take the year that it reports on.

    今年 and 去年 stay open where neither a date, a title nor a part of a year tells when they were said: 2024年 as a
    whole may be the year before.
    """
    text = page.text[article.start : article.end]
    year = reporting.last_day.year if reporting else year_of(article, document, page)
    found = times_in(text, document.published, year, roc=roc, offset=article.start)
    if document.published is None and not _is_placed(article, document, reporting):
        parts = (one for one in found if isinstance(one, Period) and one.first_day and not one.lasts_year)
        if not any(one.text.startswith(f"{year}年") for one in parts):
            found = [
                OpenPeriod(one.start, one.end, "unread")
                if isinstance(one, Period) and (one.text.startswith(_SAID_WHEN) or _is_bare_part(one))
                else one
                for one in found
            ]
    return [_same_span(one, reporting, page.text) if isinstance(one, Period) else one for one in found]


def _is_bare_part(period: Period) -> bool:
    """Say whether a period is a part of a year that it does not name: 一季度, 1-5月."""
    return period.first_day is not None and not period.lasts_year and not period.anchored


def _is_placed(article: Article, document: Document, reporting: Period | None) -> bool:
    """Say whether more than the year that first words open with tells what an article reports on."""
    if reporting is None or not reporting.lasts_year:
        return reporting is not None
    return reporting.rule != "element" or any(
        reporting_period(fold(title), None) for title in _titles(article, document)
    )


def _same_span(period: Period, reporting: Period | None, text: str) -> Period:
    """Read 去年同期 in a report on half a year as that half of the year before, 今年同期 as that of its own year.

    So is 期末, where nothing nearer tells what ends.
    「青禾市同期接待…」, told beside the county's figures, is of the span that its sentence names, else the half-year.
    """
    if reporting is not None and period.text == _CLOSING and period.last_day > reporting.last_day:
        return replace(period, last_day=reporting.last_day)
    if reporting is None or not period.text.endswith(_SAME_SPAN) or not reporting.first_day:
        return period
    if period.text == _SAME_SPAN and period.last_day.year == reporting.last_day.year:
        opens = max(text.rfind(end, 0, period.start) for end in _ENDS) + 1
        if times_in(text[opens : period.start], None, reporting.last_day.year):
            return period
        return replace(period, first_day=reporting.first_day, last_day=reporting.last_day)
    printed = period.text[:4]  # 2019年同期
    back = next((years for word, years in _RELATIVE.items() if period.text.startswith(word)), -1)
    before = reporting.in_year(int(printed) if printed.isdecimal() else reporting.last_day.year + back)
    return replace(period, first_day=before.first_day, last_day=before.last_day)


def part(
    text: str,
    spans: list[tuple[int, int]],
    quantities: Sequence[Quantity],
    mentions: Sequence[Mention] | None,
) -> tuple[list[tuple[int, int]], list[Rejection]]:
    """Part sentences: those with a figure and a mention are worth reading, the figures of the others are rejected.

    So are those that say 「，产量」, 「，在校生」, 「分别出栏」 or 「支出完成」 of what another clause names. Where no
    mentions are given every sentence with a figure is worth it.
    """
    telling: list[tuple[int, int]] = []
    silent: list[Rejection] = []
    for start, end in spans:
        figures = within(quantities, start, end)
        if not figures:
            continue
        if (
            mentions is not None
            and not within(mentions, start, end)
            and not (len(figures) > 1 and any(text.find(word, start, end) >= 0 for word in _BARE))
        ):
            silent += [Rejection(figure, "no_indicator") for figure in figures]
        else:
            telling.append((start, end))
    return telling, silent


def context_of(
    article: Article,
    reporting: Period | None,
    forecast: ForecastSection | None,
    page: Page,
    places: tuple[Place, Place],
    *,
    alone: bool,
) -> ArticleContext:
    """Return the setting of an article, given the place that it is about and the area of its document.

    Rows of an article that stands alone in its document bear the title that somebody stated of that, those of several
    articles on a page their own headlines.
    """
    document = page.document
    named = [subject for subject in within(page.found.subjects, article.start, article.end) if subject.name]
    topics = topics_in(page.flow.text, article.start, article.end, named)
    title = title_of(article, document)
    stated = document.title_stated and alone and not article.apart
    return ArticleContext(
        document.title if stated else title,
        *places,
        reporting,
        named,
        topics,
        forecast,
        published=document.published,
        judged_on=document.published or plan_begins(article, document),
        titled=_zone_of(title, places[0]) or zone_opened(article, page),
        institution=institution_titled(fold(title)),
        undatable=_is_undatable(article, document),
    )


def _is_undatable(article: Article, document: Document) -> bool:
    """Say whether the first time that a title names is a date that cannot be read."""
    for title in filter(None, map(fold, _titles(article, document))):
        if times := times_in(title, document.published, None):
            return isinstance(times[0], OpenPeriod) and times[0].flaw == "unread"
    return False


def _zone_of(title: str, place: Place) -> str:
    """Return the zone that a title opens with: 「1—5月青禾经开区主要经济指标」, 「高新区经济运行良好」, "" for none."""
    text = fold(title)
    opening = _TIME.match(text)
    named = text[opening.end() if opening else 0 :]
    zones = (one for one in subjects_in(named, aliases_in(named)) if one.kind == "zone" and one.start == 0)
    zone = next(zones, None)
    if zone is None:
        return ""
    time = _TIME.match(named, zone.end)  # 「高新区|上半年|经济运行」
    if not zone.name and not named.startswith(_ECONOMY, time.end() if time else zone.end):
        return ""
    name = zone.name or zone.text
    return name if name != place.name else ""
