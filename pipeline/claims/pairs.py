"""Bind pairs: 「城乡居民收入分别达A元、B元」, 「城镇、农村居民收入A元、B元」."""

from __future__ import annotations

from pipeline.claims.binding import Sentence, claim
from pipeline.claims.members import AND, Named, row
from pipeline.claims.shortened import complete_member
from pipeline.clauses.lead_in import Stretch
from pipeline.dimensions import fits
from pipeline.terms.mentions import Term, terms_named
from pipeline.words import words_of

_HALVES: tuple[str, ...] = tuple(words_of("bindings")["halves"])


# What two names are joined in: 城乡 of 城镇 and 农村, 存贷款 of 存款 and 贷款.
_PAIRS: dict[str, list[str]] = {
    words_of("bindings")["town_and_country"]: list(_HALVES),
    **words_of("bindings")["joined_pairs"],
}


def pair(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「城乡居民收入达到46800元和21500元」, 「城镇、农村居民收入46800元、21500元」: two halves and two figures."""
    mention = stretch.last("mention")
    if mention is None or stretch.has("up", "down", "share"):
        return False
    figures = row(sentence, index)
    if len(figures) != len(_HALVES):
        return False
    reading = sentence.reading
    if any(token.kind not in ("plain", "each") for token in stretch.after(mention)):
        return False
    names = _halves(reading.word(reading.tokens[mention]), sentence) or _named_halves(sentence, mention)
    if len(names) != len(figures) or not all(
        fits(sentence.entries[term.indicator], sentence.quantity(step).unit)
        for step, term in zip(figures, names, strict=True)
    ):
        return False
    sentence.used.add(mention)
    for step, term in zip(figures, names, strict=True):
        sentence.bind(step, claim(sentence, step, term, "respectively", mention=mention))
    return True


def _halves(word: str, sentence: Sentence) -> list[Term]:
    """Return what 城乡居民收入 stands for beside two figures: 城镇居民收入 and 农村居民收入."""
    joined = next((both for both in ("城乡", "城、乡") if both in word), "")
    if not joined:
        return []
    found = [terms_named(word.replace(joined, half), sentence.catalogue) for half in _HALVES]
    return [terms[0] for terms in found if terms]


def _named_halves(sentence: Sentence, mention: int) -> list[Term]:
    """Return the terms of 「城镇、农村居民收入」: the first is completed by the end of the second."""
    tokens = sentence.reading.tokens
    held = [term for term, _ in sentence.candidates(mention)]
    if mention < 2 or not held or sentence.reading.word(tokens[mention - 1]) not in AND:
        return []
    first = complete_member(sentence, sentence.reading.word(tokens[mention - 2]), tokens[mention])
    return [first, held[0]] if first and first.indicator != held[0].indicator else []


def both(sentence: Sentence, stretch: Stretch, each: int) -> list[Named | None]:
    """Return both that 「城乡居民人均可支配收入分别为」, 「存贷款余额分别达」 stand for; else none."""
    mentions = [
        step for step in stretch.indices if step < each and sentence.reading.tokens[step].kind == "mention"
    ]
    word = sentence.reading.word(sentence.reading.tokens[mentions[0]]) if len(mentions) == 1 else ""
    joined = next((one for one in _PAIRS if one in word), "")
    if not joined:
        return []
    head, _, tail = word.partition(joined)
    found = [_named(half + tail, head, sentence) for half in _PAIRS[joined]]
    return [(mentions[0], term, True) for term in found if term] if all(found) else []


def _named(rest: str, head: str, sentence: Sentence) -> Term | None:
    """Return the term of one half, with what stands before it or without: 金融机构|存款余额."""
    terms = terms_named(head + rest, sentence.catalogue) or terms_named(rest, sentence.catalogue)
    return terms[0] if terms else None
