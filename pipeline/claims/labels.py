"""Bind figures that stand each beside a label of its own behind one term: 「税收收入居前的是甲镇（2亿元）、乙镇（1亿元）」.

A label is a place, a period or a named owner.
"""

from __future__ import annotations

import re

from pipeline.claims.labelled_figures import Labelled, labelled_from
from pipeline.claims.operators import direct, inherit
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn, connecting, lead_in_of
from pipeline.clauses.roles import GROWTH_LINKS, LINKS
from pipeline.clauses.signs import printed_sign
from pipeline.dimensions import fits
from pipeline.indicators import Indicator
from pipeline.periods import Period
from pipeline.places import Place
from pipeline.places.gazetteer import contains
from pipeline.places.place_words import place_words
from pipeline.terms.mentions import Term
from pipeline.words import words_of

_EACH_OWNER = tuple(words_of("bindings")["each_owner"])
_RANKED = re.compile(
    f"(?:{'|'.join(words_of('bindings')['ranked'])}){{1,4}}(?:的(?:{'|'.join(_EACH_OWNER)}))?"
)
_RATES = tuple(words_of("bindings")["grows_by"])
_EACH_PLACE = tuple(place_words()["each_place"])
_NEUTRAL = ("plain", "done")
_OF_WHICH: str = words_of("bindings")["of_which"][0]
_COLONS, _BETWEEN = "：:", "、，,；;"
_FARTHEST = 8  # tokens from the term to the first label


def labelled(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind each figure of 「各乡镇税收收入：清溪镇2亿元、白石镇1亿元」 to its label; none where one does not fit."""
    listed = lead_in.inside or lead_in.has("place", "period", "subject")
    members = labelled_from(state, index) if listed else []
    if members and _of_topic(state, members):
        return True
    if len(members) < 2:
        return False
    mention, rates, adjoining = _introduced(state, members[0].label)
    kind = state.sentence.tokens[members[0].label].kind
    if mention is None or (adjoining and kind == "period"):
        return False
    told = all(member.sign != 0 for member in members)
    term = _term(state, mention, members, kind, growing=rates or told)
    if term is None:
        figures = [member.figure for member in members]
        return not adjoining and state.reject_all(figures, "no_binding")
    state.used.add(mention)
    for member in members:
        sign = member.sign or printed_sign(state.sentence, member.figure) if rates else member.sign
        said = {} if kind == "period" else {kind: state.sentence.tokens[member.label].value}
        if sign == 0 and (rates or told):
            sign = 1
        direct(state, member.figure, (mention, term, True), sign, **said)
    state.topic = None
    return True


def _of_topic(state: BindingState, members: list[Labelled]) -> bool:
    """Bind 「税收收入9亿元，其中清溪镇2亿元、白石镇1亿元」: places, or parts of the year, of what was told right before."""
    tokens, topic = state.sentence.tokens, state.topic
    before = next(iter(state.before(members[0].figure, 1)), -1)
    between = tokens[before + 1 : members[0].label]
    if topic is None or before not in state.bound or topic.subject:
        return False
    entry = state.entries[topic.indicator]
    led = any(token.kind == "part" and state.sentence.word(token) == _OF_WHICH for token in between)
    apart = any(token.kind not in ("part", "mark", "plain") for token in between)
    if not led or apart or entry.about == "subject" or entry.kind == "rank":
        return False
    labels = [tokens[member.label].value for member in members]
    if not all(_is_within(topic.place, topic.period, entry, label) for label in labels):
        return False
    if not all(_goes_with(state, topic.measure, topic.value, entry, member) for member in members):
        return False
    for member, label in zip(members, labels, strict=True):
        said = {"period": label} if isinstance(label, Period) else {"place": label, "own": ""}
        inherit(state, member.figure, topic, "respectively", sign=member.sign or 1, **said)
    if len(members) > 1:
        state.topic = None  # 「，增长5%」 behind two is of neither
    return True


def _is_within(place: Place | None, period: Period | None, entry: Indicator, label: object) -> bool:
    """Say whether a label is surely one of those that a figure is made of: a town of the area, a quarter of the year."""
    if isinstance(label, Place):
        return is_part_of(place, label)
    if not isinstance(label, Period) or period is None or entry.kind != "flow":
        return False
    if period.first_day is None or label.first_day is None or label.days >= period.days:
        return False
    return period.first_day <= label.first_day and label.last_day <= period.last_day


def _goes_with(state: BindingState, measure: str, whole: float, entry: Indicator, member: Labelled) -> bool:
    quantity = state.quantity(member.figure)
    if measure == "level":
        return (
            member.sign == 0
            and fits(entry, quantity.unit)
            and quantity.unit != "%"
            and quantity.value <= whole
        )
    return measure == "yoy" and member.sign in (1, -1) and quantity.unit == "%"


def is_part_of(whole: Place | None, place: Place) -> bool:
    """Say whether a place is surely one of those that add up: a town, a county of the area; not where guests come from."""
    return place.level in ("town", "village") or bool(
        whole and whole.code and contains(whole.code, place.code)
    )


def _introduced(state: BindingState, label: int) -> tuple[int | None, bool, bool]:
    """Return the mention that a list of labels is about, whether of its growth, and whether it stands right before it."""
    sentence, tokens = state.sentence, state.sentence.tokens
    opening = sentence.bracket[label]
    if opening >= 0 and opening == label - 1:
        behind = list(lead_in_of(sentence, opening).indices)
        mention = next((step for step in reversed(behind) if tokens[step].kind == "mention"), None)
        between = [tokens[step] for step in behind if mention is not None and step > mention]
        if between and between[-1].kind in ("up", "down"):
            between = [one for one in between if one.kind != "rest"]  # how it moved: 连续增长, 逐年下降
        broken = connecting(sentence, between, LINKS | GROWTH_LINKS)
        return (None if broken else mention), any(sentence.word(one) in _RATES for one in between), False
    rates = leads = False
    for step in range(label - 1, max(-1, label - 1 - _FARTHEST), -1):
        token, word = tokens[step], sentence.word(tokens[step])
        if token.kind == "mention":
            adjoining = step == label - 1
            return (step if leads or adjoining else None), rates, adjoining
        colon = token.is_mark(_COLONS)
        ranked = token.kind == "rest" and _RANKED.fullmatch(word) is not None
        if not (colon or ranked or word in (*_RATES, *_EACH_OWNER) or token.kind in _NEUTRAL):
            break
        leads, rates = leads or colon or ranked, rates or word in _RATES
    return None, rates, False


def _term(
    state: BindingState, mention: int, members: list[Labelled], kind: str, *, growing: bool
) -> Term | None:
    """Return the term that all figures fit, whole but for what stands for the labels before it: 各乡镇, 重点企业."""
    shared = _shared(state, mention, kind)
    labels = [state.sentence.tokens[member.label].value for member in members]
    if kind == "place" and not shared and not all(is_part_of(None, label) for label in labels):
        return None  # 「出口额居前的是美国（2亿元）、日本（1亿元）」
    figures = [state.quantity(member.figure) for member in members]
    for term, entry in state.candidates(mention):
        if term.position or entry.kind == "rank" or (entry.about == "subject") != (kind == "subject"):
            continue
        grows = entry.unit != "%" and all(one.unit == "%" for one in figures)
        level = all(fits(entry, one.unit) for one in figures) and not any(one.sign for one in members)
        whole = shared or state.judge(members[0].figure, mention, term).whole
        if whole and (grows if growing else level):
            return term
    return None


def _shared(state: BindingState, mention: int, kind: str) -> bool:
    """Say whether a term is told of all labels behind it: 「各乡镇税收收入」, 「重点企业产值」."""
    sentence, tokens = state.sentence, state.sentence.tokens
    if kind == "subject" and sentence.word(tokens[mention]).startswith(_EACH_OWNER):
        return True
    words = {"place": _EACH_PLACE, "subject": _EACH_OWNER}.get(kind)
    before = tokens[mention - 1] if words and mention else None
    return (
        before is not None
        and before.kind in ("rest", "subject")
        and sentence.word(before).endswith(words or ())
    )
