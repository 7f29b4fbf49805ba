"""Read documents into the table of observations: the whole program, stage by stage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from pipeline.articles import Article, articles, paragraphs_of
from pipeline.claims import Beside, Claim, Rejection, claims_in
from pipeline.clauses.parsing import read_sentence
from pipeline.clauses.tokens import Layers, ParsedSentence, within
from pipeline.dimensions import dimensions
from pipeline.documents import Document
from pipeline.indicators import Catalogue
from pipeline.lines import Flow, flow
from pipeline.observations.areas_of_headlines import by_area, places_in
from pipeline.observations.areas_of_paragraphs import by_paragraph
from pipeline.observations.article_context import (
    ArticleContext,
    context_of,
    document_area,
    lede_of,
    opening_of,
    part,
    periods_of,
    reporting_of,
    subjects_of,
)
from pipeline.observations.article_place import place_of
from pipeline.observations.forecasts import forecast_of
from pipeline.observations.observation import Observation
from pipeline.observations.observing import observe, observe_row
from pipeline.observations.page import Page, Section
from pipeline.observations.paragraph_places import GoneOn, places_gone_on
from pipeline.observations.paragraph_years import years_gone_on, years_without_number
from pipeline.observations.passages import by_period
from pipeline.observations.repeats import Fact, merge_repeats
from pipeline.observations.reporting_period import repeated_period
from pipeline.observations.suggestions import suggested
from pipeline.observations.titles_of_others import apart_from
from pipeline.periods import OpenPeriod, Period, is_traditional
from pipeline.places import Place, PlaceFinder
from pipeline.quantities import quantities_in
from pipeline.quantities.area_counts import area_counts
from pipeline.quantities.beside_lost import doubt_lost, touches, unread_stretches
from pipeline.rows import rows_of, suggestion_rows
from pipeline.sentences import sentences, spans_within
from pipeline.table import Row
from pipeline.tables import Around, figures_left, grids_of, places_beside, prose_beside, read_tables
from pipeline.tables.grid import Grid
from pipeline.terms.mentions import find_mentions
from pipeline.words import words_of

_OTHERS = tuple(words_of("bindings")["others"])
_REACH = 120  # characters before a sentence in which the context words of an indicator may stand
_CURRENCIES = frozenset(unit for unit, dimension in dimensions().items() if dimension == "currency")


@dataclass(frozen=True, slots=True)
class Extraction:
    """Hold what one document gave: its rows, the numbers that became none, and the text that both index.

    `facts` are what the printed rows come from, in their order; the computed rows follow behind. `suggestions` are
    rows that a person may make of numbers that became none; they are no part of the table.

    `parsed` and `contexts`, one of each a sentence, and `articles`, what each article lends its tables by its start, are
    kept on demand only. `place` is the area that the document is about, empty where nothing tells it.
    """

    document: Document
    page: Flow
    rows: Sequence[Row]
    facts: list[Fact]
    rejections: list[Rejection]
    parsed: list[ParsedSentence]
    contexts: list[ArticleContext]
    place: str
    suggestions: list[Row]
    articles: dict[int, ArticleContext]


def extract_document(document: Document, catalogue: Catalogue, *, keep_parsed: bool = False) -> Extraction:
    """Unwrap the text, find what it is made of, bind figures to indicators, and lay the facts out as rows."""
    page = page_of(document, catalogue)
    given = _given(page, catalogue, keep_parsed=keep_parsed)
    text, area = page.flow, page.area.name
    del page  # what is found on a large page takes as much memory as its rows
    rejections = _left(given.rejections, given.observations)
    rows = rows_of(document, text, facts := merge_repeats(given.observations))
    asked = suggestion_rows(document, text, merge_repeats(given.asked), rejections, rows)
    return Extraction(
        document, text, rows, facts, rejections, given.parsed, given.contexts, area, asked, given.articles
    )


def statements(document: Document, catalogue: Catalogue) -> tuple[list[Row], list[tuple[int, Rejection]]]:
    """Return a row for each figure that a document prints, though it repeats another, and why other numbers gave none.

    Each of these comes with the offset in the document's text at which its number begins.
    """
    page = page_of(document, catalogue)
    given = _given(page, catalogue, keep_parsed=False)
    facts = [Fact(one, ()) for one in given.observations]
    rows = [row for row in rows_of(document, page.flow, facts) if not row["derived"]]
    left = _left(given.rejections, given.observations)
    return rows, [(page.flow.span(one.quantity.start, one.quantity.end)[0], one) for one in left]


def page_of(document: Document, catalogue: Catalogue) -> Page:
    """Unwrap a document, and find what its page is made of."""
    page = flow(document.text, wrapped=document.layout.wrapped)
    area = document_area(document, page)
    places = PlaceFinder(area.name, page.text, area.code).find(page.text)
    figures = quantities_in(page.text) + area_counts(page.text, places)
    quantities = sorted(doubt_lost(page, figures), key=attrgetter("start"))
    found = Layers(
        quantities,
        find_mentions(page.text, catalogue),
        [],
        places,
        subjects_of(page),
    )
    spans, paragraphs = sentences(page.text), paragraphs_of(page.text)
    roc = is_traditional(page.display, page.text)
    return Page(document, page, area, found, spans, paragraphs, _grids(document, page), roc)


def _grids(document: Document, page: Flow) -> list[Grid]:
    """Return the tables, but those of which the year was not read."""
    unread = unread_stretches(page.text)
    return [
        grid for grid in grids_of(page, document.layout.spans) if not touches(unread, grid.start, grid.end)
    ]


@dataclass(slots=True)
class _Given:
    """Gather what the passages of a page give; `asked` are the observations that are only suggested."""

    observations: list[Observation] = field(default_factory=list)
    asked: list[Observation] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    parsed: list[ParsedSentence] = field(default_factory=list)
    contexts: list[ArticleContext] = field(default_factory=list)
    articles: dict[int, ArticleContext] = field(default_factory=dict)


def _given(page: Page, catalogue: Catalogue, *, keep_parsed: bool) -> _Given:
    """Read the tables of each passage and the sentences beside them."""
    given, text = _Given(), page.flow.text
    for article, layers, context in _passages(page):
        own = spans_within(page.sentences, article.start, article.end)
        framed = within(page.grids, article.start, article.end)
        around = Around(catalogue, context.place, layers.places, context.reporting, context.judged_on)
        tables = [table for grid in framed for table in read_tables(grid, around)]
        mentions = None if keep_parsed else layers.mentions
        telling, silent = part(text, prose_beside(text, own, tables), layers.quantities, mentions)
        given.rejections += silent + figures_left(tables, layers.quantities)
        if not telling and not framed:
            continue
        if keep_parsed:
            given.articles[article.start] = context
        for row in (row for table in tables for row in table.rows):
            given.observations += observe_row(row, catalogue.entries, context)
            given.rejections += row.rejections
        context.gone_on = places_gone_on(text, own, layers, context.area, context.place)
        context.gone_on |= {
            start: GoneOn(place, sure=True) for start, place in places_beside(telling, tables)
        }
        context.years_gone_on = years_gone_on(text, own, layers, page.document.published)
        for start, end in telling:
            sentence = read_sentence(text, start, end, layers)
            beside = _beside(page.document, text, article, start)
            claims, rejected = claims_in(sentence, catalogue, beside, context.judged_on)
            if sentence.tokens[0].kind == "part":
                context.anothers = context.anothers or _of_unnamed(text, start, claims, own, layers)
            observed, unowned = observe(sentence, claims, rejected, catalogue.entries, context)
            given.observations += observed
            given.asked += suggested(sentence, claims, rejected + unowned, catalogue.entries, context)
            given.rejections += rejected + unowned
            if keep_parsed:
                given.parsed.append(sentence)
                given.contexts.append(context)
    return given


def _passages(page: Page) -> Iterator[tuple[Article, Layers, ArticleContext]]:
    """Yield the articles of a page, those parted by headings in their passages, with all that is found and lent there."""
    document, text, found = page.document, page.flow, page.found
    printed = apart_from(document.title, articles(text), text)
    for article, sections in by_area(printed, page):
        if not (
            within(found.quantities, article.start, article.end)
            or within(page.grids, article.start, article.end)
        ):
            continue  # it tells nothing
        own = spans_within(page.sentences, article.start, article.end)
        lede = lede_of(article, own, text)
        forecast = forecast_of(article, document, text)
        reporting = reporting_of(article, document, text, lede, opening_of(article, own, text))
        periods = _periods(article, reporting, page)
        reporting = repeated_period(article, reporting, periods, text)
        lent = [_lent(section, article, page) for section in sections]
        begins = [section.start for section in sections]
        for passage, told in by_period(article, reporting, page, begins, is_divided=forecast is None):
            times = periods if told is reporting else _periods(passage, told, page)
            for section, (places, place) in zip(sections, lent, strict=True):
                start, end = max(passage.start, section.start), min(passage.end, section.end)
                if start > end:
                    continue
                layers = replace(found, periods=times, places=places)
                piece = replace(passage, start=start, end=end, title=section.title)
                context = context_of(
                    piece, told, forecast, page, (place, section.area), alone=len(printed) == 1
                )
                yield piece, layers, context


def _lent(section: Section, article: Article, page: Page) -> tuple[list[Place], Place]:
    """Return the places that a section names, as it means them, and the one that it is about."""
    text, places = page.flow, places_in(section, page)
    own = spans_within(page.sentences, section.start, section.end)
    piece = replace(article, start=section.start, end=section.end, body=section.body)
    place = place_of(text.text, lede_of(piece, own, text), replace(page.found, places=places), section)
    return by_paragraph(text.text, places, section, place), place


def _periods(article: Article, reporting: Period | None, page: Page) -> list[Period | OpenPeriod]:
    """Return the periods of an article, 全年 behind a printed year as that year."""
    return years_without_number(
        periods_of(article, reporting, page.document, page.flow, roc=page.roc),
        page.flow.text,
        spans_within(page.sentences, article.start, article.end),
        page.found.quantities,
        None if reporting else page.document.published,
    )


def _left(rejections: list[Rejection], observations: list[Observation]) -> list[Rejection]:
    """Return the rejections of figures that gave no row after all."""
    made = {observation.claim.quantity.start for observation in observations}
    return [rejection for rejection in rejections if rejection.quantity.start not in made]


def _beside(document: Document, text: str, article: Article, start: int) -> Beside:
    """Return what is printed around the sentence at `start` in which context words may stand."""
    return Beside(article.title, text[max(article.start, start - _REACH) : start], document.title)


def _of_unnamed(
    text: str, start: int, claims: Sequence[Claim], spans: list[tuple[int, int]], layers: Layers
) -> bool:
    """Say whether the sentence before the one at `start` gives an amount of what no indicator is.

    What 其中 opens is then a part of that: 「民营经济增加值162亿元。其中，第一产业增加值11亿元」; grain has its own area
    though the area of all crops is no indicator. So is growth where another is named: 「高技术产业增长11%。其中，投资…」.
    """
    at = bisect_left(spans, (start, start))
    if at == 0 or within(layers.mentions, *spans[at - 1]):
        return False
    before = within(layers.quantities, *spans[at - 1])
    amounts = {quantity.unit for quantity in before} & _CURRENCIES
    if any(one.measure == "level" and one.quantity.unit in amounts for one in claims):
        return True
    opening = text[spans[at - 1][0] : before[0].start] if before else ""
    return any(word in opening for word in _OTHERS) and any(one.measure == "yoy" for one in claims)
