"""Bind lists: 「A、B分别为1、2」, shortened lists (3家省级、5家市级中心), one figure for each of several years."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.binding import Sentence, claim
from pipeline.claims.claim import Claim
from pipeline.claims.levels import next_mention
from pipeline.claims.stretch import Stretch
from pipeline.claims.units import fits
from pipeline.indicators import Catalogue
from pipeline.mentions import Term, terms_named
from pipeline.reading import Token

_AND = ("、", "和", "及", "与", "以及")


def respectively(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「A、B、C分别增长1%、2%、3%」: as many mentions, places or periods as figures, one to one."""
    if not stretch.has("each"):
        return False
    figures = _row(sentence, index)
    if len(figures) < 2:
        return False
    tokens = sentence.reading.tokens
    each = next(step for step in reversed(stretch.indices) if tokens[step].kind == "each")
    named = _enumerated(sentence, stretch, each)
    if len(named) == len(figures):
        pairs = list(zip(figures, named, strict=True))
        if all(_bind_one(sentence, step, stretch, mention, term) for step, (mention, term) in pairs):
            return True
    for step in figures:
        sentence.bound.pop(step, None)
        sentence.reject(step, "no_binding", sentence.reading.word(tokens[each]))
    return True


def _row(sentence: Sentence, index: int) -> list[int]:
    """Return the figures of the list that begins at `index`: joined by 、 or 和 alone."""
    tokens = sentence.reading.tokens
    row = [index]
    for step in range(index + 1, len(tokens)):
        token = tokens[step]
        if token.kind == "quantity":
            row.append(step)
        elif sentence.reading.word(token) not in _AND:
            break
    return row


def _enumerated(sentence: Sentence, stretch: Stretch, each: int) -> list[tuple[int, Term]]:
    """Return the mentions of the list before 分别, and what its shortened members stand for (城镇、农村居民收入)."""
    tokens = sentence.reading.tokens
    named: list[tuple[int, Term]] = []
    pending: list[str] = []
    for step in stretch.indices:
        if step >= each:
            break
        token = tokens[step]
        if token.kind == "mention":
            held = [term for term, _ in sentence.candidates(step)]
            if not held:
                return []
            named += [(step, term) for term in _shortened(sentence, pending, token)]
            named.append((step, held[0]))
            pending = []
        elif token.kind == "mark" and token.value in "，,；;":
            named, pending = [], []
        elif token.kind == "rest":
            pending.append(sentence.reading.word(token))
    return named


def _shortened(sentence: Sentence, pending: list[str], mention: Token) -> list[Term]:
    """Complete the shortened members with the end of the whole term behind them."""
    found = []
    for word in pending:
        term = complete(word, sentence.reading.word(mention), sentence.catalogue)
        if term is not None:
            found.append(term)
    return found


def complete(word: str, whole: str, catalogue: Catalogue) -> Term | None:
    """Return the term that `word` and an end of `whole` make: 城镇 + 农村居民收入 → 城镇居民收入."""
    for cut in range(1, len(whole)):
        terms = terms_named(word + whole[cut:], catalogue)
        if terms:
            return terms[0]
    return None


def _bind_one(sentence: Sentence, step: int, stretch: Stretch, mention: int, term: Term) -> bool:
    entry = sentence.entries[term.indicator]
    quantity = sentence.quantity(step)
    growths = [token.kind for token in stretch.tokens() if token.kind in ("up", "down")]
    words = [sentence.reading.word(token) for token in stretch.tokens() if token.kind == "each"]
    if not growths:
        growths = [kind for word in words for kind in _grows(word)]
    if growths and (quantity.unit != "%" or entry.unit == "%"):
        return False
    if not growths and not fits(entry, quantity.unit):
        return False
    whole = sentence.whole(mention, term)
    if not whole.whole:
        sentence.reject(step, whole.reason, whole.about)
        return False
    sign = -1 if growths and growths[-1] == "down" else 1
    measure = "yoy" if growths else "level"
    sentence.bind(step, claim(sentence, step, term, "respectively", measure=measure, sign=sign, whole=whole))
    return True


def _grows(word: str) -> list[str]:
    return ["up"] if "增长" in word else ["down"] if "下降" in word else []


def shared_tail(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind the first figure of 「3家省级、5家市级工程技术研究中心」: its term ends where the second one's does."""
    del stretch
    tokens = sentence.reading.tokens
    figures = [step for step in range(index + 1, min(index + 5, len(tokens))) if tokens[step].kind == "quantity"]
    if not figures or sentence.reading.word(tokens[figures[0] - 1]) not in _AND:
        return False
    mention = next_mention(sentence, figures[0])
    word = sentence.reading.text[tokens[index].end : tokens[figures[0] - 1].start]
    if mention is None or not word or len(word) > 8:
        return False
    term = complete(word, sentence.reading.word(tokens[mention]), sentence.catalogue)
    if term is None or not fits(sentence.entries[term.indicator], sentence.quantity(index).unit):
        return False
    sentence.bind(index, claim(sentence, index, term, "shared_tail", confidence=0.9))
    return True


def each_year(sentence: Sentence) -> None:
    """Spread 「2022年至2025年，连续四年新增超百家」 over its years: the figure holds for each of them."""
    for index, claims in sentence.bound.items():
        sentence.bound[index] = [_spread(sentence, index, one) for one in claims]


def _spread(sentence: Sentence, index: int, one: Claim) -> Claim:
    yearly = any(token.kind == "yearly" for token in sentence.reading.tokens[:index])
    if one.period is None or one.period.first_day is None or not yearly:
        return one
    first, last = one.period.first_day, one.period.last_day
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if not whole_years or last.year == first.year:
        return one
    return replace(one, years=tuple(range(first.year, last.year + 1)))


