"""Explain a sentence: what every stage saw in it, which rows it gives, and why a number became none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from pipeline.claims import Rejection
from pipeline.documents import DocumentError, document_of
from pipeline.extraction import Extraction, extract_document
from pipeline.indicators import load_catalogue
from pipeline.reading import Token
from pipeline.words import words_of

_MARK = "mark"
_NOTHING = re.compile(r" ?\(\)|（）")  # what stands around a word that is not there


def said(rejection: Rejection, language: str = "zh") -> str:
    """Say in a sentence why a number became no row, in "zh" or "en"."""
    sentence = str(words_of("reasons")[rejection.reason][language]).format(about=rejection.about)
    return sentence if rejection.about else _NOTHING.sub("", sentence)


def explain(sentence: str, published: str = "", rules: str | Path | None = None) -> Iterator[str]:
    """Yield lines: the tokens of each sentence, the rows it gives, the numbers that gave none.

    `published` is the document's date as 2025-04-07. Raises DocumentError where it is no date.
    """
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError as error:
        raise DocumentError(f"--published {published}：应为 2025-04-07 这样的日期。") from error
    if not sentence.strip():
        raise DocumentError("explain：句子是空的，应为一句话。")
    extraction = extract_document(document_of(sentence, day), load_catalogue(rules), keep_readings=True)
    for reading in extraction.readings:
        yield reading.text[reading.start : reading.end]
        for token in reading.tokens:
            if token.kind != _MARK:
                yield f"  {reading.word(token)}  {_seen(token)}"
    yield from _rows(extraction)
    for rejection in extraction.rejections:
        yield f"✗ {extraction.page.display[rejection.quantity.start : rejection.quantity.end]}  {said(rejection)}"


def _seen(token: Token) -> str:
    value = token.value
    detail: dict[str, Callable[[], str]] = {
        "quantity": lambda: f"{value.value:g} {value.unit} {value.qualifier}",
        "mention": lambda: ", ".join(sorted({term.indicator for term in value.terms})),
        "period": lambda: value.label,
        "place": lambda: f"{value.name} {value.code}",
        "subject": lambda: f"{value.kind} {value.name}",
    }
    said_more = detail[token.kind]() if token.kind in detail else ""
    return "–" if token.kind == "rest" else f"{token.kind} {said_more}".rstrip()


def _rows(extraction: Extraction) -> Iterator[str]:
    shown = (
        "indicator",
        "measure",
        "value",
        "unit",
        "qualifier",
        "status",
        "period",
        "place",
        "subject",
        "scope",
        "rule",
    )
    for row in extraction.rows:
        mark = "○" if row["derived"] else "✓"
        cells = "  ".join(f"{column}={row[column]}" for column in shown if row[column] not in ("", None))
        yield f"{mark} {row['value_text']}  {cells}  confidence={row['confidence']}"
