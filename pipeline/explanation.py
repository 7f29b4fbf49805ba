"""Explain a sentence: what every stage saw in it, which rows it gives, and why a number became none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.apart import by_words
from pipeline.claims import Rejection
from pipeline.claims.claim import Failed
from pipeline.clauses.tokens import ParsedSentence, Token
from pipeline.days import day_of
from pipeline.documents import DocumentError, document_of
from pipeline.execution.failure import failure_of
from pipeline.extraction import extract_document
from pipeline.indicators import Catalogue
from pipeline.indicators.layers import Rules, laid
from pipeline.lookalikes import lookalikes
from pipeline.rulebook.remedies import Remedy, remedy_of
from pipeline.table import Row
from pipeline.words import words_of

_MARK = "mark"
_MOST_TRIED = 20  # numbers for which an edit of the rules is looked for: each costs a reading of the text


def said(rejection: Rejection, language: str = "zh") -> str:
    """Say in a sentence why a number became no row, and which indicator came nearest, in "zh" or "en"."""
    reason = filled(reason_said(rejection.reason, language), rejection.about)
    nearest = rejection.nearest
    if nearest is None:
        return reason
    words = words_of("checks")
    term = words["term"][language].format(term=nearest.term) if nearest.term else ""
    checks = words["join"][language].join(_check_said(one, language) for one in nearest.failed)
    name = nearest.entry.name_zh if language == "zh" else nearest.entry.name_en
    told = str(words["nearest"][language]).format(indicator=name, term=term, checks=checks)
    covered = rejection.reason in ("no_binding", "restricted", *nearest.checks)
    return told if covered else str(words["join"][language]).join((reason, told))


def _check_said(failed: Failed, language: str) -> str:
    """Say which check failed on which word; one that only a rule makes is said as its reason is."""
    said = words_of("checks")["checks"].get(failed.check)
    return filled(str(said[language]) if said else reason_said(failed.check, language), failed.about)


def filled(reason: str, about: str) -> str:
    """Put the word that a reason is about into it."""
    told = reason.format(about=about)
    return told if about else told.replace("（）", "").replace(" ()", "")


def reason_said(reason: str, language: str = "zh") -> str:
    """Return the words of a reason, with {about} still in them, in "zh" or "en"."""
    return str(words_of("reasons")[reason][language])


@dataclass(frozen=True, slots=True)
class Seen:
    """Be one stretch of a sentence: what it is taken for, and what is known of it (137000 人次 exact).

    `value` is what its stage found: a Quantity, Mention, Period, Place, Subject; None where the word says it all.
    """

    word: str
    kind: str
    detail: str
    value: Any


@dataclass(frozen=True, slots=True)
class Explanation:
    """Hold what was seen of each sentence with a figure, the rows, and each number that gave none with its reason.

    `no_figures` are the characters that look like a figure where a sentence has none, each with its reason; `remedies`
    the edits of the rules that would make a row of a number, by its offset.
    """

    sentences: list[tuple[str, list[Seen]]]
    rows: Sequence[Row]
    rejected: list[tuple[str, Rejection]]
    no_figures: list[tuple[str, str]]
    remedies: dict[int, Remedy]

    def unread(self, language: str = "zh") -> list[tuple[str, str]]:
        """Say why the numbers that gave no row gave none, in "zh" or "en"; where no figure is there at all, that."""
        numbers = [(number, self._with_remedy(rejection, language)) for number, rejection in self.rejected]
        numbers += [(number, reason_said(reason, language)) for number, reason in self.no_figures]
        nothing = not (self.sentences or self.rows or self.rejected)
        return [("", reason_said("no_figure", language)), *numbers] if nothing else numbers

    def _with_remedy(self, rejection: Rejection, language: str) -> str:
        remedy = self.remedies.get(rejection.quantity.start)
        parts = [said(rejection, language), *([remedy.said(language)] if remedy else [])]
        return str(words_of("checks")["join"][language]).join(parts)


def explained(
    sentence: str, catalogue: Catalogue, published: date | None = None, place: str = ""
) -> Explanation:
    """Read a text by a catalogue and say what every stage saw in it.

    `published` is the document's date, `place` the area that the document is about. Raises DocumentError where
    there is no text, or reading it fails.
    """
    if not sentence.strip():
        raise DocumentError("no_sentence")
    try:
        extraction = extract_document(document_of(sentence, published, place), catalogue, keep_parsed=True)
    except Exception as error:
        raise DocumentError("sentence_failed", **failure_of(error).values) from error
    sentences = [
        (
            parsed.text[parsed.start : parsed.end],
            [Seen(parsed.word(token), token.kind, _detail(token), token.value) for token in parsed.tokens],
        )
        for parsed in extraction.parsed
    ]
    display = extraction.page.display
    rejected = [
        (display[one.quantity.start : one.quantity.end], _plainer(one, extraction.parsed))
        for one in extraction.rejections
    ]
    found = {
        why.quantity.start: remedy_of(extraction, why, catalogue)
        for why in extraction.rejections[:_MOST_TRIED]
    }
    remedies = {start: remedy for start, remedy in found.items() if remedy}
    return Explanation(sentences, extraction.rows, rejected, lookalikes(extraction.page, published), remedies)


def explain(sentence: str, published: str = "", rules: Rules = None) -> Iterator[str]:
    """Yield lines: the tokens of each sentence, the rows it gives, the numbers that gave none.

    `published` is the document's date as 2025-04-07. Raises DocumentError where it is no date.
    """
    try:
        day = day_of(published) if published else None
    except ValueError as error:
        raise DocumentError("not_published", found=published) from error
    read_by = laid(rules)
    explanation = by_words(read_by.words.used, explained, sentence, read_by.catalogue, day)
    for text, tokens in explanation.sentences:
        yield text
        for token in tokens:
            if token.kind != _MARK:
                said_more = "–" if token.kind == "rest" else f"{token.kind} {token.detail}".rstrip()
                yield f"  {token.word}  {said_more}"
    yield from _rows(explanation.rows)
    for number, why in explanation.unread():
        yield f"✗ {number}  {why}" if number else f"{why}。"


def _plainer(rejection: Rejection, sentences: list[ParsedSentence]) -> Rejection:
    """Say that a sentence names no indicator where it names none, rather than that none binds the number."""
    at = rejection.quantity.start
    named = any(
        token.kind in ("mention", "tail")
        for parsed in sentences
        if parsed.start <= at < parsed.end
        for token in parsed.tokens
    )
    if rejection.reason == "no_binding" and not rejection.about and not named:
        return replace(rejection, reason="no_indicator")
    return rejection


def _detail(token: Token) -> str:
    value = token.value
    detail: dict[str, Callable[[], str]] = {
        "quantity": lambda: f"{value.value:g} {value.unit} {value.qualifier}",
        "mention": lambda: ", ".join(sorted({term.indicator for term in value.terms})),
        "period": lambda: value.label,
        "place": lambda: f"{value.name} {value.code}",
        "subject": lambda: f"{value.kind} {value.name}",
    }
    return detail[token.kind]().strip() if token.kind in detail else ""


def _rows(rows: Sequence[Row]) -> Iterator[str]:
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
    for row in rows:
        mark = "○" if row["derived"] else "✓"
        cells = "  ".join(f"{column}={row[column]}" for column in shown if row[column] not in ("", None))
        yield f"{mark} {row['value_text']}  {cells}  confidence={row['confidence']}"
