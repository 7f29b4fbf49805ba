"""Propose the row that a person may make of a rejected number, with the place and period that its sentence has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter

from pipeline.claims import Claim, InTable, Rejection
from pipeline.clauses.parsing import read_sentence
from pipeline.clauses.tokens import Layers, ParsedSentence
from pipeline.dating.own_period import period_of
from pipeline.dating.status import status_of
from pipeline.dimensions import fits
from pipeline.extraction import Extraction
from pipeline.indicators import Indicator
from pipeline.observations.article_context import ArticleContext, document_area
from pipeline.observations.headings import Topics
from pipeline.observations.observation import Observation
from pipeline.observations.observing import observe, observe_row
from pipeline.observations.repeats import Fact
from pipeline.rows import rows_of
from pipeline.table import Row
from pipeline.tables import TableRow
from pipeline.workspace.ruling import BY_HAND
from pipeline.workspace.typed_figures import units_of


def proposed(
    extraction: Extraction, rejection: Rejection, entry_id: str, measure: str, entries: dict[str, Indicator]
) -> Row:
    """Return the row that the number would be if the sentence named the indicator.

    The extraction must have kept its readings. Nothing but the number, its unit and its sentence is certain: place,
    period, subject and status are what the nearest part of the document says. Of a number in a table unit, place and
    period are the table's, each empty where the table does not tell it.
    """
    if rejection.table is not None:
        return _of_cell(extraction, rejection, rejection.table, (entry_id, entries[entry_id]), measure)
    sentence, context = _around(extraction, rejection)
    index = next(
        index for index, token in enumerate(sentence.tokens) if token.start == rejection.quantity.start
    )
    document = extraction.document
    claim = Claim(
        rejection.quantity, entry_id, measure, rejection.quantity.value, BY_HAND,
        period=period_of(sentence, index), status=status_of(sentence, index, document.published),
    )  # fmt: skip
    before = replace(context, anothers=False, zone="", said=None)  # as at the article's first sentence
    observed, _ = observe(sentence, [claim], (), entries, before)
    bare = Observation(
        claim, entries[entry_id], context.place, "", claim.period, (sentence.start, sentence.end), context.title,
        money=context.money(),
    )  # fmt: skip
    row = rows_of(document, extraction.page, [Fact(next(iter(observed), bare), ())])[0]
    return row if _is_told(rejection.quantity.unit, entries[entry_id], measure) else row | {"unit": ""}


def _of_cell(
    extraction: Extraction, rejection: Rejection, said: InTable, named: tuple[str, Indicator], measure: str
) -> Row:
    """Return the row of a number in a table."""
    entry_id, entry = named
    number, document = rejection.quantity, extraction.document
    fitting = [one for one in said.units if _is_told(one[0], entry, measure)]
    unit, factor = fitting[0] if len({*fitting}) == 1 else ("", Decimal(1))
    value = float(Decimal(str(number.value)) * factor)
    found = replace(number, value=value, low=value, high=value, unit=unit)
    at_end = said.period is not None and said.period.first_day is None
    unknown = said.period_unknown or (at_end and entry.kind == "flow")
    claim = Claim(
        found, entry_id, measure, value, BY_HAND, place=said.place,
        period=None if unknown else said.period, period_flaw="unread" if unknown else "",
    )  # fmt: skip
    row, context = _around(extraction, rejection)
    line = TableRow(row.start, row.end, (claim,))
    (observed,) = observe_row(line, {entry_id: entry}, context)
    made = rows_of(document, extraction.page, [Fact(observed, ())])[0]
    return (
        made
        | {"unit": made["unit"] if unit else ""}
        | ({"place": "", "place_code": ""} if said.place_unknown else {})
    )


def _is_told(unit: str, entry: Indicator, measure: str) -> bool:
    """Say whether a printed unit is that of a row: 12支 is no amount of money, and 8.21 of nothing known."""
    return bool(unit) and (unit in units_of(entry, measure) or (measure == "level" and fits(entry, unit)))


def indicators_near(extraction: Extraction, rejection: Rejection) -> list[str]:
    """List the indicators that the number's sentence names, the nearest first."""
    sentence, _ = _around(extraction, rejection)
    at = rejection.quantity.start
    mentions = [token for token in sentence.tokens if token.kind in ("mention", "tail")]
    near = sorted(mentions, key=lambda token: (abs(token.start - at), token.start))
    return [*dict.fromkeys(name for token in near for name in _named(token.value))]


def sentence_of(extraction: Extraction, rejection: Rejection) -> tuple[int, int]:
    """Return where the number's sentence stands in the unwrapped text."""
    sentence, _ = _around(extraction, rejection)
    return sentence.start, sentence.end


def _named(mention: object) -> Iterator[str]:
    for term in getattr(mention, "terms", ()):
        yield term.indicator


def _around(extraction: Extraction, rejection: Rejection) -> tuple[ParsedSentence, ArticleContext]:
    """Return the sentence of a number, as read, and what its article lends it.

    A number of a table stands in no sentence: its row is read for one, and its article lends it what it has.
    """
    number = rejection.quantity
    at = bisect_right(extraction.parsed, number.start, key=attrgetter("start")) - 1
    if rejection.table is None and at >= 0 and number.end <= extraction.parsed[at].end:
        return extraction.parsed[at], extraction.contexts[at]
    text = extraction.page.text
    start, end = text.rfind("\n", 0, number.start) + 1, text.find("\n", number.end)
    row = read_sentence(text, start, len(text) if end < 0 else end, Layers([number], [], [], [], []))
    lent = [context for first, context in extraction.articles.items() if first <= number.start]
    if lent:
        return row, lent[-1]
    document = extraction.document
    area = document_area(document, extraction.page)
    return row, ArticleContext(document.title, area, area, None, [], Topics(), published=document.published)
