"""Bind growth: percentages on the year before, and changes in absolute terms or in percentage points."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.bases import base_before, other_base
from pipeline.claims.binding import Sentence, claim
from pipeline.claims.growth_carried import can_grow, growth_carried, of_years, per_cent
from pipeline.claims.price_bases import price_basis, with_basis
from pipeline.clauses.lead_in import COMMAS, Stretch, connecting, stretch_before
from pipeline.clauses.roles import GROWTH_LINKS
from pipeline.clauses.signs import joined, printed_sign, sign_of, sign_tokens
from pipeline.clauses.tokens import Token
from pipeline.clauses.word_classes import LEADING
from pipeline.dimensions import fits
from pipeline.words import words_of

_BARE_INDUSTRY = frozenset(words_of("bindings")["bare_industry"])
_GROWTH_RATES = tuple(words_of("bindings")["growth_rates"])
_THROUGH = tuple(words_of("not_quantities")["range_marks"])
_OF = "的"
_SINCE = ("up", "down", "base_year")  # 「356亿元（+3.2亿元）」 does not say since when


def growth(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「同比增长62%」 to the mention of its clause, or to the figure before where the clause names nothing."""
    quantity = sentence.quantity(index)
    before = _before_bracket(sentence, index) if stretch.inside and not stretch.held else None
    if before is not None and before.kind in ("up", "down"):
        stretch = stretch_before(sentence.reading, sentence.reading.bracket[index])  # 「增长（6.3%）」
    if quantity.unit not in ("%", "倍", "百分点") or stretch.has("share"):
        return False
    if quantity.unit != "百分点":
        return _bound(sentence, index, stretch, "yoy")
    if stretch.has("up", "down") and _of_the_rate(sentence, stretch):
        sentence.reject(index, "growth_points")
        return False
    return stretch.has(*_SINCE) and _bound(sentence, index, stretch, "change")


def growth_before(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 6.2% of 「实现6.2%的出口总额增速」 to the term between it and its growth word."""
    tokens = sentence.reading.tokens
    behind = tokens[index + 1 : index + 5]
    kinds = [token.kind for token in behind]
    if sentence.quantity(index).unit != "%" or kinds[1:3] not in (["mention", "up"], ["mention", "down"]):
        return False
    if sentence.reading.word(behind[0]) != _OF or kinds[3:] == ["quantity"]:
        return False
    if base := other_base(sentence, stretch) or ("than" if stretch.has("than") else ""):
        return sentence.reject_all([index], "other_base", base)
    sign = joined(1 if kinds[2] == "up" else -1, printed_sign(sentence.reading, index))
    if not sign:
        return sentence.reject_all([index], "sign")
    return _named(sentence, index, stretch, index + 2, "yoy", sign)


def change(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「比上年末增加0.03万人」: a change in the unit of the topic or of the mention before."""
    quantity = sentence.quantity(index)
    if quantity.unit in ("%", "百分点", "倍", "") or stretch.has("share", "to"):
        return False
    marks = [at for at, token in enumerate(stretch.held) if token.is_mark(COMMAS)]
    clause = stretch.held[marks[-1] + 1 if marks else 0 :]
    if not any(token.kind in _SINCE for token in clause):
        return False  # 「同比增长，上年同期为3亿元」
    if stretch.last("mention") is None:
        entry = sentence.entries[sentence.topic.indicator] if sentence.topic else None
        if entry is None or not fits(entry, quantity.unit):
            return False
    return _bound(sentence, index, stretch, "change")


def _bound(sentence: Sentence, index: int, stretch: Stretch, measure: str) -> bool:
    """Bind a growth or a change with the sign that is said, unless it is measured on something else."""
    sign = sign_of(sentence.reading, index, stretch)
    increment = bool(stretch.held) and stretch.held[-1].kind == "base_other"  # 「同比少增3.2亿元」
    if sign == 0 and not increment:
        return False
    base = other_base(sentence, stretch)
    if not base:
        base = base_before(sentence, stretch)
    if base:
        sentence.reject(index, "other_base", base)
        return False
    impossible = sign == -1 and sentence.quantity(index).unit == "倍"  # nothing falls by its own size twice
    if not sign or impossible or (measure == "yoy" and _opens_change(sentence, index, stretch)):
        sentence.reject(index, "sign")
        return True
    mention = stretch.last("mention")
    before = _before_bracket(sentence, index) if stretch.inside else None
    if mention is None and before is not None and before.kind == "mention":
        mention = sentence.reading.bracket[index] - 1  # 「社会消费品零售总额（同比增长6.3%）」
    if mention is None:
        return growth_carried(sentence, index, stretch, measure, sign)
    if sentence.reading.word(sentence.reading.tokens[mention]) in _BARE_INDUSTRY:
        sentence.reject(index, "no_binding", sentence.reading.word(sentence.reading.tokens[mention]))
        return True  # 「规上工业同比增长6.6%」: its value added, or its output, but not how many there are
    return _named(sentence, index, stretch, mention, measure, sign)


def _before_bracket(sentence: Sentence, index: int) -> Token | None:
    """Return the token right before the bracket that a figure stands in, or None."""
    opening = sentence.reading.bracket[index]
    return sentence.reading.tokens[opening - 1] if opening > 0 else None


def _opens_change(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Say whether the growth is only where it came from: 5% of 「增速由5%回落至3.2%」, -3% of 「增长-3%至2%」.

    So it is in 「由5%回落1.8个百分点」; 「由上年的5%回落至3.2%」 says when it was.
    """
    reading = sentence.reading
    behind = reading.tokens[index + 1 : index + 3]
    if len(behind) < 2:
        return False
    unit = getattr(behind[1].value, "unit", "%")
    if reading.word(behind[0]) in _THROUGH:
        return unit == "%"
    onward = behind[0].kind == "to" and unit == "%"
    moved = behind[0].kind in ("up", "down") and stretch.has("from") and unit in ("%", "百分点")
    since = stretch.last("from") or stretch.last("mention") or -1
    dated = any(token.kind == "period" for token in stretch.after(since))
    return (onward or moved) and not dated


def _of_the_rate(sentence: Sentence, stretch: Stretch) -> bool:
    """Say whether 百分点 speak of a growth rate: 「增速比上年提高0.9个百分点」, also carried after a yoy."""
    growths = [token for token in stretch.tokens() if token.kind in ("up", "down", "base_other")]
    if any(sentence.reading.word(token).startswith(_GROWTH_RATES) for token in growths):
        return True
    return stretch.last("mention") is None and sentence.topic is not None and sentence.topic.measure == "yoy"


def _named(sentence: Sentence, index: int, stretch: Stretch, mention: int, measure: str, sign: int) -> bool:
    between = stretch.after(mention)
    commas = [token for token in between if token.is_mark(COMMAS)]
    others = [
        token
        for token in stretch.tokens()
        if token.kind == "mention" and token.start < sentence.reading.tokens[mention].start
    ]
    signs = sign_tokens(sentence.reading, index)
    linking = [token for token in between if token not in commas[:1] and token not in signs]
    broken = connecting(sentence.reading, linking, GROWTH_LINKS, LEADING)
    for term, entry in sentence.candidates(mention):
        if term.position or not can_grow(entry, measure, sentence.quantity(index).unit):
            continue
        if broken:
            sentence.reject(index, "no_binding", broken)
            return False
        whole = sentence.judge(index, mention, term)
        if not whole.whole:
            return False
        other = next(
            (one for one in others if all(held.indicator != entry.id for held in one.value.terms)), None
        )
        if other and entry.about == "subject" and whole.subject is None:
            sentence.reject(index, "restricted", sentence.reading.word(other))
            return False  # 「民间投资稳定增长，完成投资增长10.9%」
        bound = claim(
            sentence, index, term, "growth_of_term", measure=measure, sign=sign, whole=whole, mention=mention
        )
        if measure == "yoy" and of_years(bound) and not stretch.has("base_year"):
            sentence.reject(index, "other_base", sentence.quantity(index).text)
            return False  # 「“十四五”期间，工业增加值增长40%」
        basis = price_basis(sentence.reading, stretch, entry)
        sentence.bind(index, per_cent(replace(bound, scope=with_basis(bound.scope, basis)), measure))
        return True
    return False
