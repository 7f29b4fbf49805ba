"""Know what an article lends to its sentences: the area it is about, the period it reports on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.articles import Article
from pipeline.documents import Document
from pipeline.folding import fold
from pipeline.gazetteer import areas_named, contains
from pipeline.lines import Flow
from pipeline.periods import Period, periods_in, reporting_period
from pipeline.places import Place, own_area
from pipeline.reading import Layers, within
from pipeline.sentences import sentences
from pipeline.subjects import Subject, aliases_in, subjects_in
from pipeline.topics import Topic, topics_in

_LEDE = 60
_SAME_SPAN = "同期"


@dataclass(slots=True)
class Setting:
    """Hold what an article lends to its sentences.

    `place` is the area that it is about, `reporting` the period that title or lede states, `subjects` what is
    named in it, in order, for 该公司 and 项目 to point back to; `topics` what its headings name.
    """

    title: str
    place: Place
    reporting: Period | None
    subjects: list[Subject]
    topics: list[Topic]


def document_area(document: Document, page: Flow) -> Place:
    """Return the area that a document is about: as its metadata says, else as its text does; its name may be ""."""
    name = document.place or own_area(fold(document.title), page.text, fold(document.source))
    areas = areas_named(fold(name))
    area = areas[0] if len(areas) == 1 or (areas and document.place) else None
    return Place(0, 0, name, name if document.place or not area else area.name, area.code if area else "", "")


def subjects_of(page: Flow) -> list[Subject]:
    """Return the subjects of a page in order, named as they are printed and not as they are folded."""
    found = subjects_in(page.text, aliases_in(page.text))
    names = {one.text: page.display[one.start : one.end] for one in found}
    return [replace(one, name=names.get(one.name, one.name)) for one in found]


def title_of(article: Article, document: Document) -> str:
    """Return the headline of an article, else the document's title."""
    return article.title or document.title


def reporting_of(article: Article, document: Document, page: Flow) -> Period | None:
    """Return the period that the document's title, the article's, or its first words say it reports on."""
    for title in (document.title, article.title):
        period = reporting_period(fold(title), document.published) if title else None
        if period is not None:
            return period
    return _lede_period(page.text[article.start : article.end], document.published)


def _lede_period(text: str, published: date | None) -> Period | None:
    """Return the period that opens an article's first sentence (「一季度，全市…」), if it is longer than a day."""
    spans = sentences(text)
    if not spans:
        return None
    lede = text[spans[0][0] : min(spans[0][1], spans[0][0] + _LEDE)]
    for period in periods_in(lede, published, None):
        opens = period.start <= 2 and lede[period.end : period.end + 1] in ("，", ",")
        if opens and period.first_day and (period.last_day - period.first_day).days >= 2:
            return period
    return None


def periods_of(
    article: Article, reporting: Period | None, document: Document, page: Flow, *, roc: bool
) -> list[Period]:
    """Return the periods of an article; expressions without a year take the year that it reports on."""
    text = page.text[article.start : article.end]
    year = reporting.last_day.year if reporting else None
    found = periods_in(text, document.published, year, roc=roc)
    placed = (replace(one, start=one.start + article.start, end=one.end + article.start) for one in found)
    return [_same_span(one, reporting) for one in placed]


def _same_span(period: Period, reporting: Period | None) -> Period:
    """Read 同期 in a report on half a year as that half of the year before, whatever stands beside it."""
    if reporting is None or not period.text.endswith(_SAME_SPAN) or not reporting.first_day:
        return period
    before = reporting.in_year(reporting.last_day.year - 1)
    return replace(period, first_day=before.first_day, last_day=before.last_day)


def sentences_of(article: Article, page: Flow) -> list[tuple[int, int]]:
    """Return the spans of an article's sentences in the page."""
    return [(start + article.start, end + article.start) for start, end in sentences(page.text[article.start : article.end])]


def setting_of(
    article: Article, reporting: Period | None, document: Document, page: Flow, layers: Layers, area: Place
) -> Setting:
    """Return the setting of an article; a town that opens its lede is what it is about."""
    place = _lede_place(article, page, layers, area)
    named = [subject for subject in within(layers.subjects, article.start, article.end) if subject.name]
    topics = topics_in(page.text, article.start, article.end, named)
    return Setting(title_of(article, document), place, reporting, named, topics)


def _lede_place(article: Article, page: Flow, layers: Layers, area: Place) -> Place:
    spans = [span for span in sentences_of(article, page) if span[1] > article.body]
    if not spans:
        return area
    end = min(spans[0][1], max(spans[0][0], article.body) + _LEDE)
    for place in within(layers.places, max(spans[0][0], article.body), end):
        if place.level == "town" or place.name == area.name or not area.code:
            return place if place.level == "town" else area
        if place.code and contains(area.code, place.code):
            return place
    return area
