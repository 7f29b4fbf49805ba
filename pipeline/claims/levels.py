"""Bind levels: the figure after its term, before its term, or carried on from the figure before."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.binding import Sentence, claim, status_of
from pipeline.claims.stretch import COMMAS, Stretch, connecting, period_of
from pipeline.claims.units import dimensions, fits
from pipeline.claims.wholeness import first_word, word_class
from pipeline.indicators import Indicator
from pipeline.mentions import Term
from pipeline.reading import Token

LINKS = frozenset("plain period scope plan plan_onward done to each yearly from than place event".split())
_CARRIES = frozenset("plain period to from than done plan plan_onward event".split())
_FARTHEST_TERM = 24


def term_before(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「高新技术企业342家」: the last mention before the figure, with only connecting words between."""
    mention = stretch.last("mention")
    if mention is None:
        return False
    between = stretch.after(mention)
    kinds = {token.kind for token in between}
    if "share" in kinds or (kinds & {"up", "down"} and "to" not in kinds):
        return False
    commas = [token for token in between if token.kind == "mark" and token.value in COMMAS]
    broken = connecting(sentence.reading, [t for t in between if t not in commas[:1]], LINKS)
    for term, entry in sentence.candidates(mention):
        if entry.kind == "rank" or term.position:
            continue
        if not fits(entry, sentence.quantity(index).unit):
            sentence.reject(index, "unit", f"{entry.name_zh}：{entry.unit}")
        elif broken:
            sentence.reject(index, "no_binding", broken)
        elif _bind_whole(sentence, index, mention, term, 0.9 if commas else 1.0):
            return True
    return False


def _bind_whole(sentence: Sentence, index: int, mention: int, term: Term, confidence: float) -> bool:
    whole = sentence.whole(mention, term)
    if not whole.whole:
        sentence.reject(index, whole.reason, whole.about)
        return False
    sentence.used.add(mention)
    sentence.bind(index, claim(sentence, index, term, "term_before", whole=whole, confidence=confidence))
    return True


def term_after(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「62项技术合作」: the first mention behind the figure, before any mark or other figure."""
    tokens = sentence.reading.tokens
    mention = next_mention(sentence, index)
    if mention is None:
        return False
    between = tokens[index + 1 : mention]
    for term, entry in sentence.candidates(mention, side="after"):
        unit = sentence.quantity(index).unit
        counted = dimensions().get(entry.unit) in ("count", "people", "visits")
        if not fits(entry, unit) or (term.side == "before" and not counted):
            continue
        if term.gap == "#" and not _head_before(sentence, stretch, term):
            continue
        modifier = _modifier(sentence, between, entry, term)
        if modifier or _goes_on(sentence, mention):
            sentence.reject(index, "restricted", modifier or sentence.reading.word(tokens[mention + 1]))
            continue
        sentence.used.add(mention)
        sentence.bind(index, claim(sentence, index, term, "term_after", confidence=0.9))
        return True
    return False


def next_mention(sentence: Sentence, index: int) -> int | None:
    """Return the index of the first mention behind a figure in the same clause, or None."""
    tokens = sentence.reading.tokens
    for step in range(index + 1, len(tokens)):
        token = tokens[step]
        if token.kind in ("mention", "tail"):
            return step
        stops = token.kind == "quantity" or (token.kind == "mark" and token.value not in "“”\"「」·、")
        if stops or token.start - tokens[index].end > _FARTHEST_TERM:
            return None
    return None


def _modifier(sentence: Sentence, between: list[Token], entry: Indicator, term: Term) -> str:
    """Return the word between figure and term that restricts it, or ""."""
    if entry.loose or not between:
        return ""
    text = sentence.reading.text[between[0].start : between[-1].end]
    if (entry.allow and text.endswith(entry.allow)) or (term.head and term.head in text):
        return ""
    return connecting(sentence.reading, between, LINKS)


def _goes_on(sentence: Sentence, mention: int) -> bool:
    """Say whether a noun goes on behind the term and makes it another thing: 5家养老机构护理员."""
    tokens = sentence.reading.tokens
    if mention + 1 >= len(tokens) or tokens[mention + 1].kind != "rest":
        return False
    if tokens[mention + 1].start > tokens[mention].end:
        return False
    word = first_word(sentence.reading.word(tokens[mention + 1]))
    return word_class(word) in ("n", "vn", "nz") and len(word) > 1


def _head_before(sentence: Sentence, stretch: Stretch, term: Term) -> bool:
    """Say whether the head of 「签约#项目」 stands before the figure, with neutral words between."""
    if not stretch.indices:
        return False
    first, last = sentence.reading.tokens[stretch.indices[0]], sentence.reading.tokens[stretch.indices[-1]]
    at = sentence.reading.text.rfind(term.head, first.start, last.end)
    if at < 0:
        return False
    behind = [token for token in stretch.tokens() if token.start >= at + len(term.head)]
    return all(token.kind in LINKS for token in behind)


def carried_level(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「从2022年的452家增加到2024年的715家」: the topic's level in another period."""
    topic = sentence.topic
    if topic is None or topic.measure != "level" or topic.quantity.unit != sentence.quantity(index).unit:
        return False
    kinds = {token.kind for token in stretch.tokens() if token.kind != "mark"}
    marks = [token.value for token in stretch.tokens() if token.kind == "mark"]
    if not kinds <= _CARRIES or not kinds & {"to", "than", "period"} or len(marks) > 1:
        return False
    period = period_of(sentence.reading, index)
    if "to" not in kinds and (period is None or period == topic.period):
        return False
    carried = replace(
        topic,
        quantity=sentence.quantity(index),
        value=sentence.quantity(index).value,
        rule="carried_level",
        confidence=0.85,
        period=period,
        status=status_of(sentence, index),
    )
    sentence.bind(index, carried)
    return True

