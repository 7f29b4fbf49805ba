"""Find the edit of the rules that would make a row of a figure that has none, by trying it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.claims import Rejection
from pipeline.clauses.cues import cue_words
from pipeline.extraction import Extraction, extract_document
from pipeline.indicators import Catalogue, Indicator
from pipeline.terms.mentions import find_mentions
from pipeline.words import words_of

_RANKS = tuple(words_of("bindings")["ranks"])  # an area is whose figure it is, and no modifier


@dataclass(frozen=True, slots=True)
class Remedy:
    """Be an edit: a word added to a field of an entry (allow, terms, after), or, not tried, to a list of words."""

    field: str
    word: str
    entry: str

    def said(self, language: str = "zh") -> str:
        """Say it in one sentence, in "zh" or "en"."""
        return str(words_of("checks")["remedies"][self.field][language]).format(
            word=self.word, entry=self.entry
        )


def remedy_of(extraction: Extraction, rejection: Rejection, catalogue: Catalogue) -> Remedy | None:
    """Return the first edit with which a document gives a row of a figure that has none, None where none does.

    The figure is then of the indicator that came nearest. An edit of the lists of words, by which another process would
    have to read, is named without being tried.
    """
    helping = (
        remedy
        for remedy in _edits(rejection)
        if remedy.field == "words" or _helps(remedy, extraction, catalogue, rejection.quantity.start)
    )
    return next(helping, None)


def _named(extraction: Extraction, catalogue: Catalogue) -> dict[str, Indicator]:
    """Return the entries that a text names: no other bears on its rows, and few are compiled quickly."""
    found = {
        term.indicator for mention in find_mentions(extraction.page.text, catalogue) for term in mention.terms
    }
    parts = {part for name in found for part in catalogue.entries[name].share_of or ()}
    return {name: entry for name, entry in catalogue.entries.items() if name in found | parts}


def _edits(rejection: Rejection) -> Iterator[Remedy]:
    """Yield the edits that bear on the checks that failed, the narrowest first."""
    nearest = rejection.nearest
    if nearest is None:
        return
    about = {one.check: one.about for one in nearest.failed}
    name = nearest.entry.id
    word = about.get("whole", "")
    if word and word not in cue_words() and not word.endswith(_RANKS):
        yield Remedy("allow", word, name)
    if nearest.term and "order" in about:
        yield Remedy("after", nearest.term, name)
    if nearest.term and {"side", "head"} & about.keys():
        yield Remedy("terms", nearest.term, name)
    if about.get("between"):
        yield Remedy("words", about["between"], name)


def _helps(remedy: Remedy, extraction: Extraction, catalogue: Catalogue, start: int) -> bool:
    edited = _edited(
        catalogue.entries[remedy.entry], remedy
    )  # which the text need not name: 「其中第一产业20亿元」
    tried = Catalogue(entries={**_named(extraction, catalogue), remedy.entry: edited})
    facts = extract_document(extraction.document, tried).facts
    return any(
        (fact.kept.claim.quantity.start, fact.kept.claim.indicator) == (start, remedy.entry) for fact in facts
    )


def _edited(entry: Indicator, remedy: Remedy) -> Indicator:
    return entry.model_copy(update={remedy.field: (*getattr(entry, remedy.field), remedy.word)})
