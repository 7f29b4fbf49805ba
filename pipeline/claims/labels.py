"""Bind figures that stand each beside a label of its own behind one term: 「税收收入居前的是甲镇（2亿元）、乙镇（1亿元）」.

A label is a place, a period or a named owner.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.claims.labelled_figures import Labelled, labelled_from
from pipeline.claims.operators import distribute
from pipeline.claims.owners_listed import is_part_of, parts_of_topic, suits
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import LeadIn, connecting, lead_in_of
from pipeline.clauses.roles import GROWTH_LINKS, LINKS
from pipeline.clauses.signs import Sign, printed_sign
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
    figures = {member.figure: member.sign for member in members}
    labels = [state.sentence.tokens[member.label].value for member in members]
    if members and _of_which(state, members[0]) and parts_of_topic(state, figures, labels):
        return True
    if len(members) < 2:
        return False
    mention, rates, adjoining = _introduced(state, members[0].label)
    kind = state.sentence.tokens[members[0].label].kind
    if mention is None or (adjoining and kind == "period"):
        return False
    if rates or all(sign != 0 for sign in figures.values()):
        figures = {step: sign or printed_sign(state.sentence, step) or 1 for step, sign in figures.items()}
    term = _term(state, mention, figures, kind, labels)
    if term is None:
        return not adjoining and state.reject_all(figures, "no_binding")
    state.used.add(mention)
    said = [{} if kind == "period" else {kind: label} for label in labels]
    distribute(state, figures, [(mention, term, True)] * len(figures), labels=said)
    state.topic = None
    return True


def _of_which(state: BindingState, member: Labelled) -> bool:
    """Say whether 其中 alone leads from the level right before to a label: 「税收收入9亿元，其中清溪镇2亿元、…」."""
    before = next(iter(state.before(member.figure, 1)), -1)
    between = state.sentence.tokens[before + 1 : member.label]
    led = any(state.sentence.word(token) == _OF_WHICH for token in between)
    return led and before in state.bound and all(token.kind in ("part", "mark", "plain") for token in between)


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
    state: BindingState, mention: int, figures: dict[int, Sign], kind: str, labels: list[Any]
) -> Term | None:
    """Return the term that all figures fit, whole but for what stands for the labels before it: 各乡镇, 重点企业."""
    shared = _shared(state, mention, kind)
    if kind == "place" and not shared and not all(is_part_of(None, label) for label in labels):
        return None  # 「出口额居前的是美国（2亿元）、日本（1亿元）」
    for term, entry in state.candidates(mention):
        if term.position or entry.kind == "rank" or (entry.about == "subject") != (kind == "subject"):
            continue
        whole = shared or state.judge(next(iter(figures)), mention, term).whole
        if whole and suits(state, entry, figures):
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
