"""Read documents into the table of observations: the whole program, stage by stage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from pipeline.articles import Article, articles, paragraphs_of
from pipeline.claims import Beside, Claim, Rejection, claims_in
from pipeline.clauses.parsing import read_sentence
from pipeline.clauses.tokens import Layers, ParsedSentence, within
from pipeline.dimensions import dimensions
from pipeline.documents import Document
from pipeline.indicators import Catalogue
from pipeline.lines import Flow, flow
from pipeline.observations.areas_of_headlines import by_area, by_paragraph, places_in
from pipeline.observations.article_context import (
    ArticleContext,
    context_of,
    document_area,
    lede_of,
    part,
    periods_of,
    reporting_of,
    subjects_of,
)
from pipeline.observations.article_place import place_of
from pipeline.observations.observation import Observation
from pipeline.observations.observing import observe, observe_row
from pipeline.observations.paragraph_places import places_gone_on
from pipeline.observations.paragraph_years import years_gone_on, years_without_number
from pipeline.observations.passages import by_period
from pipeline.observations.repeats import Fact, merge_repeats
from pipeline.observations.reporting_period import repeated_period
from pipeline.observations.suggestions import suggested
from pipeline.periods import OpenPeriod, Period, is_traditional
from pipeline.places import Place, PlaceFinder
from pipeline.quantities import Quantity, quantities_in
from pipeline.quantities.area_counts import area_counts
from pipeline.quantities.beside_lost import doubt_lost, touches, unread_stretches
from pipeline.rows import rows_of, suggestion_rows
from pipeline.sentences import sentences, spans_within
from pipeline.table import Row
from pipeline.tables import Around, figures_left, grids_of, prose_beside, read_tables
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
    rows: list[Row]
    facts: list[Fact]
    rejections: list[Rejection]
    parsed: list[ParsedSentence]
    contexts: list[ArticleContext]
    place: str
    suggestions: list[Row]
    articles: dict[int, ArticleContext]


def extract_document(document: Document, catalogue: Catalogue, *, keep_parsed: bool = False) -> Extraction:
    """Unwrap the text, find what it is made of, bind figures to indicators, and lay the facts out as rows."""
    page = flow(document.text, wrapped=document.layout.wrapped)
    area = document_area(document, page)
    mentions = find_mentions(page.text, catalogue)
    places = PlaceFinder(area.name, page.text, area.code).find(page.text)
    figures = quantities_in(page.text) + area_counts(page.text, places)
    quantities = sorted(doubt_lost(page, figures), key=attrgetter("start"))
    subjects, roc = subjects_of(page), is_traditional(page.display, page.text)
    spans, grids = sentences(page.text), _grids(document, page)
    lent: dict[int, ArticleContext] = {}
    observations, asked, rejections, parsed, contexts = [], [], [], [], []
    found = Layers(quantities, mentions, [], by_paragraph(page.text, places, area), subjects)
    for article, layers, context in _passages(document, page, found, spans, grids, area, roc=roc):
        own = spans_within(spans, article.start, article.end)
        framed = within(grids, article.start, article.end)
        telling, silent = part(page.text, own, quantities, None if keep_parsed else mentions)
        if not telling and not framed:
            rejections += silent
            continue
        context.gone_on = places_gone_on(page.text, own, layers, context.area)
        context.years_gone_on = years_gone_on(page.text, own, layers, document.published)
        lent |= {article.start: context} if keep_parsed else {}
        around = Around(catalogue, context.place, layers.places, context.reporting, document.published)
        tables = [table for grid in framed for table in read_tables(grid, around)]
        if tables:
            prose = prose_beside(page.text, own, tables)
            telling, silent = part(page.text, prose, quantities, None if keep_parsed else mentions)
            silent += figures_left(tables, quantities)
        rejections += silent
        for row in (row for table in tables for row in table.rows):
            observations += observe_row(row, catalogue.entries, context)
            rejections += row.rejections
        for start, end in telling:
            sentence = read_sentence(page.text, start, end, layers)
            beside = _beside(document, page.text, article, start)
            claims, rejected = claims_in(sentence, catalogue, beside, document.published)
            if sentence.tokens[0].kind == "part":
                context.anothers = context.anothers or _of_unnamed(page.text, start, claims, own, layers)
            observed, unowned = observe(sentence, claims, rejected, catalogue.entries, context)
            observations += observed
            asked += suggested(sentence, claims, rejected + unowned, catalogue.entries, context)
            rejections += rejected + unowned
            parsed += [sentence] if keep_parsed else []
            contexts += [context] if keep_parsed else []
    rejections = _left(rejections, observations)
    rows = rows_of(document, page, facts := merge_repeats(observations))
    asked_rows = suggestion_rows(document, page, merge_repeats(asked), rejections, rows)
    return Extraction(document, page, rows, facts, rejections, parsed, contexts, area.name, asked_rows, lent)


def _passages(
    document: Document,
    page: Flow,
    found: Layers,
    spans: list[tuple[int, int]],
    grids: list[Grid],
    area: Place,
    *,
    roc: bool,
) -> Iterator[tuple[Article, Layers, ArticleContext]]:
    """Yield the articles of a page, those parted by headings in their passages, with all that is found and lent there."""
    paragraphs = paragraphs_of(page.text)
    for article, about in by_area(articles(page), page, paragraphs, found.places, area):
        if not (
            within(found.quantities, article.start, article.end) or within(grids, article.start, article.end)
        ):
            continue  # it tells nothing
        places = found.places if about is area else places_in(article, about, page)
        lede = lede_of(article, spans_within(spans, article.start, article.end), page)
        reporting = reporting_of(article, document, page, lede)
        periods = _periods(article, reporting, document, page, found.quantities, spans, roc=roc)
        reporting = repeated_period(article, reporting, periods, page)
        layers = replace(found, periods=periods, places=places)
        place = place_of(page.text, lede, layers, about)
        for passage, told in by_period(
            article, reporting, document, page, (paragraphs, found.quantities, grids)
        ):
            if told is not reporting:
                periods = _periods(passage, told, document, page, found.quantities, spans, roc=roc)
                layers = replace(layers, periods=periods)
            yield passage, layers, context_of(passage, told, document, page, layers, (place, about))


def _periods(
    article: Article,
    reporting: Period | None,
    document: Document,
    page: Flow,
    quantities: Sequence[Quantity],
    spans: list[tuple[int, int]],
    *,
    roc: bool,
) -> list[Period | OpenPeriod]:
    """Return the periods of an article, 全年 behind a printed year as that year."""
    own = spans_within(spans, article.start, article.end)
    return years_without_number(
        periods_of(article, reporting, document, page, roc=roc),
        page.text,
        own,
        quantities,
        None if reporting else document.published,
    )


def _grids(document: Document, page: Flow) -> list[Grid]:
    """Return the tables, but those of which the year was not read."""
    unread = unread_stretches(page.text)
    return [
        grid for grid in grids_of(page, document.layout.spans) if not touches(unread, grid.start, grid.end)
    ]


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
