"""Hold what is known of a sentence while its figures are bound, and judge the terms in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pipeline.claims.claim import Claim, Rejection
from pipeline.clauses.cues import cue_words
from pipeline.clauses.tokens import ParsedSentence
from pipeline.indicators import Catalogue, Indicator
from pipeline.quantities import Quantity
from pipeline.terms.joined_terms import summed_with
from pipeline.terms.meaning import resolve
from pipeline.terms.mentions import Term
from pipeline.terms.whole_term import Wholeness, wholeness
from pipeline.words import words_of

# Products and crops of a row: each is whole for itself, unlike the modes of 「公路客运量…，货运量…」.
_OF_PRODUCTS: tuple[str, ...] = tuple(words_of("bindings")["products"])


@dataclass(frozen=True, slots=True)
class Beside:
    """Hold the text around a sentence in which the context words of an indicator may stand.

    `headline` is that of its article, `before` the characters that lead to it there, `title` the document's.
    """

    headline: str
    before: str
    title: str


class Refusal(NamedTuple):
    """Say why a claim is none: a key of words/reasons.yaml, and the word that did it.

    `ends_topic` says that a growth behind it is not of what stood before it, `topic` what the figures behind it are of.
    """

    reason: str
    about: str
    ends_topic: bool = False
    topic: Claim | None = None


LastCheck = Callable[["BindingState", int, Claim], Refusal | None]


@dataclass(slots=True)
class BindingState:
    """Hold what is known while the figures of a sentence are bound from left to right.

    `beside` is what is printed around it; `last_checks` are made of every claim. `topic` is the last level or growth
    that was bound, for growth that is carried on, and `topics` what it was behind each figure; `narrowed` group, kind
    and modifier of a term that was only a part. `bound` maps token indices of figures to their claims, `used` holds
    mentions that have one.
    """

    sentence: ParsedSentence
    catalogue: Catalogue
    beside: Beside
    last_checks: tuple[LastCheck, ...]
    published: date | None = None
    topic: Claim | None = None
    bound: dict[int, list[Claim]] = field(default_factory=dict)
    rejected: dict[int, Rejection] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    narrowed: tuple[tuple[str, str], str, str] | None = None
    topics: dict[int, Claim | None] = field(default_factory=dict)
    figures: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Note where the figures stand."""
        self.figures = [index for index, token in enumerate(self.sentence.tokens) if token.kind == "quantity"]

    @property
    def entries(self) -> dict[str, Indicator]:
        """Return the entries of the catalogue by id."""
        return self.catalogue.entries

    def quantity(self, index: int) -> Quantity:
        """Return the quantity of the token at an index."""
        return self.sentence.tokens[index].value  # type: ignore[no-any-return]

    def word(self, index: int) -> str:
        """Return the characters of the token at an index."""
        return self.sentence.word(self.sentence.tokens[index])

    def before(self, index: int, most: int = 60) -> list[int]:
        """Return the indices of the figures before the one at `index`, the nearest `most` of them, in order."""
        end = bisect_left(self.figures, index)
        return self.figures[max(0, end - most) : end]

    def claims(self, index: int) -> list[Claim]:
        """Return the claims of the figure at an index, none where it has none yet."""
        return self.bound.get(index, [])

    def bind(self, index: int, claim: Claim, *, topic: bool = True) -> None:
        """Keep a claim for the figure at an index, unless one of the last checks refuses it."""
        for check in self.last_checks:
            if refusal := check(self, index, claim):
                self.reject(index, refusal.reason, refusal.about)
                self.topic = None if refusal.ends_topic else refusal.topic or self.topic
                return
        self.bound.setdefault(index, []).append(claim)
        if topic:
            self.topic = claim

    def reject(self, index: int, reason: str, about: str = "") -> None:
        """Keep the first reason why a figure was not bound."""
        self.rejected.setdefault(index, Rejection(self.quantity(index), reason, about))

    def reject_all(self, indices: Iterable[int], reason: str, about: str = "") -> bool:
        """Keep one reason for all figures of a list; return True, for the list is done with."""
        for index in indices:
            self.reject(index, reason, about)
        return True

    def candidates(self, mention: int, *, side: str = "before") -> list[tuple[Term, Indicator]]:
        """Return the terms that the mention at an index may stand for."""
        held = resolve(self.sentence, mention, self.entries, side=side)
        return [(term, entry) for term, entry in held if self.fits_context(entry) and not self.barred(entry)]

    def fits_context(self, entry: Indicator) -> bool:
        """Say whether one of the context words of an indicator stands in the sentence, its headline, or before them.

        A company or zone that was named before tells too little: 「投产企业已完成工业产值3亿元」 is of nobody. What a
        document's title names (蔬菜产业) makes no project of its figures.
        """
        said = [self.sentence.text[self.sentence.start : self.sentence.end], self.beside.headline]
        if not entry.subjects or "project" in entry.subjects:
            said.append(self.beside.before)
        if not entry.subjects:
            said.append(self.beside.title)
        return not entry.context or any(word in text for word in entry.context for text in said)

    def barred(self, entry: Indicator) -> str:
        """Return the word in the sentence, its headline or the title that makes an indicator's terms another's, or ""."""
        own = self.sentence.text[self.sentence.start : self.sentence.end]
        said = (own, self.beside.headline, self.beside.title)
        return next((word for word in entry.not_context if any(word in text for text in said)), "")

    def whole(self, mention: int, term: Term) -> Wholeness:
        """Apply the whole-term rule to a mention read as a term."""
        return wholeness(self.sentence, mention, self.entries[term.indicator], term)

    def judge(self, index: int, mention: int, term: Term) -> Wholeness:
        """Apply the whole-term rule for the figure at an index, and keep the reason where it fails.

        A modifier holds on: in 「民营企业进出口60亿元，出口50亿元」 the second figure is a part too.
        """
        kindred = self.entries[term.indicator].group, self.entries[term.indicator].kind
        whole = self.whole(mention, term)
        if whole.whole and (other := summed_with(self.sentence, mention, term, self.catalogue)):
            self.reject(index, "restricted", other)
            return Wholeness(whole=False, reason="restricted", about=other)
        if whole.whole and not whole.place and self.narrowed and self.narrowed[0] == kindred:
            at = mention - 1
            while at > 0 and self.sentence.tokens[at].kind in ("plain", "lead", "done"):
                at -= 1  # 「，实现旅游收入」 names no one either
            before = self.sentence.tokens[at]
            word = self.sentence.word(self.sentence.tokens[mention])
            alike = mention and before.is_mark("，,、")
            if alike and not _side_by_side(word, self.narrowed[2]):
                whole = Wholeness(whole=False, reason="restricted", about=self.narrowed[1])
        if whole.whole:
            self.narrowed = None
        else:
            self.reject(index, whole.reason, whole.about)
            if whole.reason == "restricted" and whole.about not in cue_words():
                self.narrowed = kindred, whole.about, self.sentence.word(self.sentence.tokens[mention])
        return whole


def _side_by_side(word: str, before: str) -> bool:
    """Say whether two terms are of different products: 「园林水果产量…，茶叶产量…」."""
    return any(word.endswith(tail) and before.endswith(tail) and word != tail for tail in _OF_PRODUCTS)
