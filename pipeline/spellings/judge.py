"""Read a sentence by the rules and judge each row against the truth."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.documents import document_of
from pipeline.extraction import Extraction, extract_document
from pipeline.indicators import Catalogue
from pipeline.spellings.sentence import Sentence
from pipeline.spellings.wanted import Wanted
from pipeline.table import Row

_OPEN = ("unread", "undated")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say how a sentence was read: right, refused, silent (a figure left neither row nor reason) or wrong.

    `wrong` are the rows that nothing in the sentence states; `reasons` why the facts' figures became none.
    """

    outcome: str
    wrong: tuple[Row, ...] = ()
    reasons: tuple[str, ...] = ()


def judge(sentence: Sentence, catalogue: Catalogue) -> Verdict:
    """Read one sentence as a document and compare its printed rows with those that it states."""
    read = extraction_of(sentence, catalogue)
    rows = [row for row in read.rows if not row["derived"]]
    wrong = tuple(row for row in rows if not is_stated(row, sentence))
    wrong += tuple(_surplus([row for row in rows if row not in wrong], sentence.wanted))
    if wrong:
        return Verdict("wrong", wrong)
    if all(any(_same(row, fact) and not _open(row, fact) for row in rows) for fact in sentence.facts):
        return Verdict("right")
    reasons = tuple(_reasons(read, sentence.spans))
    opened = any(_open(row, fact) for row in rows for fact in sentence.facts)
    silent = not opened and not reasons and not _all_read(rows, sentence)
    return Verdict("silent" if silent else "refused", (), reasons)


def extraction_of(sentence: Sentence, catalogue: Catalogue) -> Extraction:
    """Read a sentence as a document of its day and place."""
    document = document_of(sentence.text, sentence.published, sentence.place)
    return extract_document(document, catalogue)


def is_stated(row: Row, sentence: Sentence) -> bool:
    """Say whether a row is one that the sentence states."""
    return any(_same(row, one) for one in sentence.wanted)


def differences(row: Row, wanted: Wanted) -> list[str]:
    """Name the columns in which a row is not the wanted one; an open period differs from none."""
    compared = {
        "indicator": row["indicator"] == wanted.indicator,
        "measure": row["measure"] == wanted.measure,
        "value": math.isclose(row["value"], wanted.value, rel_tol=1e-6),
        "high": wanted.high is None or math.isclose(row["high"] or 0, wanted.high, rel_tol=1e-6),
        "unit": row["unit"] == wanted.unit,
        "qualifier": row["qualifier"] == wanted.qualifier,
        "period": _period_fits(row, wanted),
        "place": row["place"] in wanted.places,
        "subject": _subject_fits(row["subject"], wanted.subject),
        "status": wanted.status in ("any", row["status"]),
    }
    return [column for column, fits in compared.items() if not fits]


def _surplus(rows: list[Row], wanted: tuple[Wanted, ...]) -> Iterator[Row]:
    """Yield the rows that say a fact again: as many are allowed as there are periods for which the text states it."""
    count: dict[tuple[object, ...], int] = {}
    for row in rows:
        key = (row["indicator"], row["measure"], row["value"], row["place"], row["subject"], row["scope"])
        count[key] = count.get(key, 0) + 1
        periods = {(one.first, one.last) for one in wanted if _same(row, one) or _like(row, one)}
        if count[key] > len(periods):
            yield row


def _like(row: Row, wanted: Wanted) -> bool:
    """Say whether a row is the wanted one but for its period, and a plan of this year for what was of another."""
    differs = differences(row, wanted)
    return row["indicator"] == wanted.indicator and differs in (["period"], ["period", "status"])


def _same(row: Row, wanted: Wanted) -> bool:
    return row["indicator"] == wanted.indicator and not differences(row, wanted)


def _period_fits(row: Row, wanted: Wanted) -> bool:
    found = (str(row["period_start"] or ""), str(row["period_end"] or ""))
    stated = (str(wanted.first or ""), str(wanted.last or ""))
    if wanted.undated:
        return not any(found) and not row["year"]
    return found == stated or (not any(found) and (wanted.open_period or row["period_source"] in _OPEN))


def _open(row: Row, wanted: Wanted) -> bool:
    """Say whether a row is the wanted one but for its period, which it leaves open."""
    return _same(row, wanted) and wanted.last is not None and not row["period_end"] and not wanted.open_period


def _subject_fits(found: str, stated: str) -> bool:
    """Say whether two names may mean one subject: with or without 项目, the county before the name."""
    return found == stated or bool(found and stated and (found in stated or stated in found))


def _reasons(read: Extraction, spans: Iterable[tuple[int, int]]) -> Iterable[str]:
    for start, end in spans:
        for rejection in read.rejections:
            low, high = read.page.span(rejection.quantity.start, rejection.quantity.end)
            if low < end and start < high:
                yield rejection.reason


def _all_read(rows: list[Row], sentence: Sentence) -> bool:
    """Say whether each fact's figure stands in some row: a stated row with the same value, read of another figure."""
    return all(
        any(row["start"] < end and start < row["end"] for row in rows) for start, end in sentence.spans
    )
