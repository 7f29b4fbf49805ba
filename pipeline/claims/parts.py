"""Tell figures of a part: what 其中 leads to from an unknown whole, and amounts that only sort what is counted."""

from __future__ import annotations

import re

from pipeline.claims.binding import Sentence
from pipeline.claims.stretch import FARTHEST, Stretch, stretch_before
from pipeline.claims.word_classes import first_word
from pipeline.dimensions import dimensions
from pipeline.indicators import Indicator
from pipeline.words import words_of

_MEMBERS = tuple(words_of("bindings")["members"])


_SORTING = re.compile(f"[以上及的]*+(?:{'|'.join(words_of('bindings')['sorted'])})")
_AMONG: str = words_of("bindings")["among"]
_HEADS_AND_TONNES = ("头", "吨")
_BOUNDS = tuple(words_of("bindings")["bounds"])


def _of_some_members(sentence: Sentence, stretch: Stretch) -> bool:
    """Say whether the figure is that of members counted before: 「其中纳入监测的单位9家，累计接待游客16万人次」."""
    tokens = sentence.reading.tokens
    count = stretch.indices[0] - 1 if stretch.indices else -1
    if (
        count < 1
        or tokens[count].kind != "quantity"
        or count in sentence.bound
        or stretch.has("own", "place")
    ):
        return False
    if not stretch.carried or stretch.inside:
        return False
    sorted_by = sentence.rejected.get(next(iter(sentence.before(count, 1)), -1))
    if sorted_by and sorted_by.reason == "threshold":
        return True  # 「产值500万元以上的企业27个，工业总产值2亿元」
    if sentence.quantity(count).unit not in _MEMBERS:
        return False
    return stretch_before(sentence.reading, count).has("part")


def part_of_unknown(sentence: Sentence, index: int, stretch: Stretch, entry: Indicator) -> bool:
    """Say whether 其中 leads from a figure that is no indicator's: 「地铁运送乘客10亿人次，其中客运量1.9亿人次」.

    A figure that 其中 leads to from one of its own indicator is a part as well, unless it names a place or a time.
    """
    if _of_some_members(sentence, stretch):
        return True
    before = sentence.before(index)
    if before and stretch.inside:
        return _inside_its_own(sentence, before[-1], stretch, entry)
    if not before or not stretch.has("part"):
        return False
    alike = any(one.indicator == entry.id for one in sentence.bound.get(before[-1], []))
    if alike and not stretch.has("place", "period", "subject"):
        return True
    if sentence.topic is not None:
        return False
    # 「进出口90亿元，增长5%；其中，出口60亿元」 is known: what counts is the nearest figure of the same dimension.
    own = _dimension(sentence, index)
    kindred = [step for step in before if _dimension(sentence, step) == own]
    if not kindred and own in _HEADS_AND_TONNES and sentence.quantity(before[-1]).unit == "%":
        return False  # 「畜牧业产值增长3%，其中生猪出栏8万头」: nothing that is counted alike was said
    return (kindred or before)[-1] not in sentence.bound


def _dimension(sentence: Sentence, index: int) -> str:
    """Return what a figure's unit measures; heads of livestock are a dimension of their own."""
    unit = sentence.quantity(index).unit
    return unit if unit in _HEADS_AND_TONNES else dimensions().get(unit, unit)


def _inside_its_own(sentence: Sentence, before: int, stretch: Stretch, entry: Indicator) -> bool:
    """Say whether a bracket names a part of the figure before it: 「重点项目86个（续建项目32个）」."""
    alike = any(one.indicator == entry.id for one in sentence.bound.get(before, []))
    return alike and not stretch.has("place", "period", "subject", "own")


def among(sentence: Sentence, mention: int) -> str:
    """Return the 中 that makes a term only what some are picked from: 「22个重点项目中，14个已复工」, else ""."""
    end = sentence.reading.tokens[mention].end
    behind = sentence.reading.text[end : end + 8]
    return _AMONG if behind.startswith(_AMONG) and first_word(behind) == _AMONG else ""


def threshold(sentence: Sentence, index: int) -> bool:
    """Say whether an amount only sorts what is counted: 「总投资5000万元以上项目238个」, 「12个投资超亿元的项目」."""
    tokens = sentence.reading.tokens
    quantity = sentence.quantity(index)
    behind = tokens[index + 1 : _clause_end(sentence, index)]
    money = dimensions().get(quantity.unit) == "currency"
    sorting = money and _SORTING.match(sentence.reading.text, tokens[index].end) is not None
    bounded = bool(behind) and sentence.reading.word(behind[0]) in _BOUNDS
    if not sorting and not bounded:
        return False
    counted = any(t.kind == "quantity" and dimensions().get(t.value.unit) == "count" for t in behind)
    if sorting:
        return counted or quantity.qualifier in ("over", "at_least")
    named = next((token for token in behind if token.kind != "plain"), None)
    return counted and named is not None and named.kind in ("rest", "tail", "mention", "subject")


def _clause_end(sentence: Sentence, index: int) -> int:
    tokens = sentence.reading.tokens
    last = min(index + FARTHEST, len(tokens))
    return next((step for step in range(index, last) if tokens[step].kind == "mark"), last)
