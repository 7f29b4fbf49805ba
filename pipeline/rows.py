"""Lay the facts of one document out as rows of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.confidence import confidence_of, means_of
from pipeline.observations.derived import Derived, derive_last_year
from pipeline.packed_rows import packed
from pipeline.quoting import quoted
from pipeline.table import Row, id_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.claims import Rejection
    from pipeline.documents import Document
    from pipeline.lines import Flow
    from pipeline.observations.observation import Observation
    from pipeline.observations.repeats import Fact
    from pipeline.periods import Period

# Checks that fail where a word before a term says which part it is.
_PARTING = frozenset({"whole", "head", "part"})


def rows_of(document: Document, page: Flow, facts: list[Fact]) -> Sequence[Row]:
    """Return the rows of one document: its printed facts, then what is computed from them."""
    return packed(_in_turn(document, page, facts))


def _in_turn(document: Document, page: Flow, facts: list[Fact]) -> Iterator[Row]:
    derived = [*derive_last_year(fact.kept for fact in facts)]
    lending = {id(kept) for one in derived for kept in (one.level, one.growth)}
    lent: dict[int, Row] = {}
    for fact in facts:
        row = _row(document, page, fact)
        if id(fact.kept) in lending:
            lent[id(fact.kept)] = row
        yield row
    for one in derived:
        yield _derived_row(lent[id(one.level)], lent[id(one.growth)], one)


def suggestion_rows(
    document: Document, page: Flow, facts: list[Fact], rejections: Iterable[Rejection], rows: Iterable[Row]
) -> list[Row]:
    """Return the rows that are suggested for numbers of a document, but for those that a row leaves no question about.

    That is a row which says the same, or the whole of that year where a word before the term makes the number a part
    of it (私人汽车保有量 beside 民用汽车保有量). Beside the columns of the table each has the checks that failed
    (`checks`, joined by +), the words that did it (`about`, joined by 、) and the word for the indicator (`term`).
    """
    if not facts:
        return []  # what the rows of a large table say takes much memory
    said, wholes = set(), set()
    for row in rows:
        if not row["derived"]:
            said.add(_stated(row))
            if not row["subject"]:
                wholes.add(_whole(row))
    nearest = {why.quantity.start: why.nearest for why in rejections if why.nearest}
    made = []
    for fact in facts:
        candidate = nearest.get(fact.kept.claim.quantity.start)
        if candidate is None:
            continue  # the number gave a row after all
        about = "、".join(one.about for one in candidate.failed if one.about)
        asked = {"checks": "+".join(candidate.checks), "about": about, "term": candidate.term}
        row = _row(document, page, fact, **asked)
        parted = fact.kept.entry.about == "place" and not _PARTING.isdisjoint(candidate.checks)
        if _stated(row) not in said and not (parted and _whole(row) in wholes):
            made.append(row)
    return made


def _stated(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("indicator", "measure", "value", "unit", "place", "period"))


def _whole(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("indicator", "measure", "place", "year"))


def _row(document: Document, page: Flow, fact: Fact, **asked: str) -> Row:
    kept = fact.kept
    claim, quantity = kept.claim, kept.claim.quantity
    start, end = page.span(quantity.start, quantity.end)
    low, high = _bounds(claim.value, quantity.value, quantity.low, quantity.high)
    period = _label(kept.period, stock=kept.entry.kind == "stock")
    row: Row = {
        "id": id_of(document.digest, start, end, claim.indicator, claim.measure, period),
        "indicator": claim.indicator,
        "measure": claim.measure,
        "place": kept.place.name,
        "place_code": kept.place.code,
        "subject": kept.subject,
        "period": period,
        "period_start": kept.first_day(),
        "period_end": kept.last_day(),
        "year": _year(kept, document),
        "period_source": kept.period_source,
        "value": claim.value,
        "low": low,
        "high": high,
        "unit": kept.unit,
        "value_text": page.printed(quantity.start, quantity.end),
        "qualifier": quantity.qualifier,
        "status": claim.status,
        "derived": False,
        "derivation": "",
        "confidence": 0.0,  # told below, by the row as it stands
        "rule": claim.rule,
        "scope": claim.scope,
        "document": document.file,
        "title": kept.title,
        "published": document.published.isoformat() if document.published else "",
        "source": document.source,
        "published_inferred": document.published_inferred,
        "sentence": quoted(page, kept.sentence, (quantity.start, quantity.end)),
        "start": start,
        "end": end,
        "locator": document.layout.locator(start),
        "mentions": 1 + len(fact.repeats),
        "repeats": ";".join("{}-{}".format(*page.span(*span)) for span in fact.repeats),
        "conflict": "",
        "review": "pending",
        **asked,
    }
    row["confidence"] = confidence_of(claim.rule, means_of(row, kept.entry.group, document.place))
    return row


def _derived_row(level: Row, growth: Row, one: Derived) -> Row:
    stock = one.level.entry.kind == "stock"
    low, high = (
        value and value / (1 + one.growth.claim.value / 100) for value in (level["low"], level["high"])
    )
    return level | {
        "id": id_of(level["id"], growth["id"]),
        "period": _label(one.period, stock=stock),
        "period_start": "" if stock or one.period.first_day is None else str(one.period.first_day),
        "period_end": str(one.period.last_day),
        "year": one.period.last_day.year,
        "value": one.value,
        "low": low,
        "high": high,
        "qualifier": one.qualifier,
        "derived": True,
        "derivation": one.derivation,
        "confidence": min(level["confidence"], growth["confidence"]),
        "rule": "last_year_from_yoy",
        "mentions": 0,
        "repeats": "",
    }


def _bounds(
    value: float, magnitude: float, low: float | None, high: float | None
) -> tuple[float | None, float | None]:
    """Give the bounds the sign of the value: 下降超5% lies below −5; 倍 became per cent with the value."""
    if not magnitude or value == magnitude:
        return low, high
    factor = value / magnitude
    scaled = [None if bound is None else bound * factor for bound in (low, high)]
    return (scaled[1], scaled[0]) if factor < 0 else (scaled[0], scaled[1])


def _year(kept: Observation, document: Document) -> int | None:
    """Return the year that a figure is of: its period's, the document's where the text gives none, or none known."""
    if kept.period:
        return kept.period.last_day.year
    stands_open = kept.period_source in ("unread", "undated")
    return None if stands_open or not document.published else document.published.year


def _label(period: Period | None, *, stock: bool) -> str:
    if period is None:
        return ""
    return period.label if not stock or period.first_day is None else str(period.last_day)
