"""Bind figures whose term leaves out what was said before: 「GDP 90亿元，其中第一产业20亿元」."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pipeline.claims.bases import other_base
from pipeline.claims.binding import Sentence
from pipeline.claims.claim import Claim
from pipeline.clauses.cues import cue_words
from pipeline.clauses.lead_in import Stretch, stretch_before
from pipeline.clauses.signs import level_sign, sign_of, sign_tokens, signed
from pipeline.clauses.tokens import Token
from pipeline.dating.own_period import dating_of
from pipeline.dating.status import status_of
from pipeline.dimensions import fits
from pipeline.terms.mentions import terms_named
from pipeline.words import words_of

_MEMBERS: dict[str, dict[str, str]] = words_of("bindings")["elided_members"]
_TAILS: tuple[str, ...] = tuple(words_of("bindings")["elided_tails"])
_YIELDS: tuple[str, ...] = tuple(words_of("bindings")["elided_yields"])
_BUDGETS: dict[str, Any] = words_of("bindings")["budgets_told"]
_ACCOUNTS = re.compile("|".join([_BUDGETS["account"], *_BUDGETS["others"]]))
_OWN = tuple(word for word, role in cue_words().items() if role == "own")
_BESIDE = ("plain", "done", "period", "base_year")
_CHANGES = ("up", "down")
_NEAREST = 3  # tokens before the figure in which 产量 may stand
_FARTHEST = 8  # figures back to the one that the member belongs to
_ENDS = frozenset("，,；;：:、（(")


def member(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「居民人均可支配收入3万元，…，其中城镇4万元」: the bare word is a member of what the sentence spoke of."""
    if not sentence.bound or stretch.has("mention"):
        return False
    parent = _parent(sentence, index)
    if parent is None or parent.indicator not in _MEMBERS:
        return False
    word, growths = _bare_word(sentence, index, stretch)
    name = _MEMBERS[parent.indicator].get(word, "")
    entry = sentence.entries.get(name)
    if entry is None:
        return False
    quantity = sentence.quantity(index)
    if growths and (quantity.unit != "%" or other_base(sentence, stretch)):
        return False
    if not growths and not fits(entry, quantity.unit):
        return False
    sign = sign_of(sentence.reading, index, stretch) if growths else level_sign(sentence.reading, index)
    if not sign:
        sentence.reject(index, "sign")
        return True
    value = signed(sign, quantity.value) if growths else sign * quantity.value
    measure = "yoy" if growths else "level"
    bound = replace(
        parent, indicator=name, quantity=quantity, measure=measure, value=value, scope="", years=()
    )
    _bind(sentence, index, replace(bound, rule="member"))
    return True


def yielded(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「蔬菜播种面积8万亩，产量21万吨」, 「生猪存栏3万头，出栏5万头」: the crop stands in the clause before."""
    tokens = sentence.reading.tokens
    if not any(sentence.reading.word(tokens[step]).endswith(_YIELDS) for step in stretch.indices[-_NEAREST:]):
        return False
    word, growths = _bare_word(sentence, index, stretch)
    if word not in _YIELDS or growths:
        return False
    crop, at = _crop_before(sentence, index)
    terms = terms_named(crop + word, sentence.catalogue) if crop else []
    if not terms or not fits(sentence.entries[terms[0].indicator], sentence.quantity(index).unit):
        return False
    quantity = sentence.quantity(index)
    bound = Claim(quantity, terms[0].indicator, "level", quantity.value, "yielded")
    before = sentence.bound.get(at)
    if before:
        bound = replace(bound, place=before[-1].place, subject=before[-1].subject, own=before[-1].own)
    _bind(sentence, index, bound)
    return True


def budget_told(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「全县一般公共预算收入预算为13亿元；收入完成12亿元」: the budget that was spoken of last, if the whole area's.

    「支出完成20亿元」 may open another sentence. Of the county's own level, of a zone or another budget it says nothing.
    """
    ends = (at for at in range(len(stretch.held) - 1, -1, -1) if stretch.held[at].kind == "mark")
    clause = stretch.held[next(ends, -1) + 1 :]
    said = "".join(sentence.reading.word(token) for token in clause)
    told = next((name for word, name in _BUDGETS["bare"].items() if said in _made(word)), "")
    if not told or (stretch.carried and len(clause) == len(stretch.held) and stretch.behind >= 0):
        return False
    before = sentence.beside.before + sentence.reading.text[sentence.reading.start : clause[0].start]
    named = max(_ACCOUNTS.finditer(before), key=lambda one: one.start(), default=None)
    own = next((one for one in _OWN if named and before.endswith(one, 0, named.start())), "")
    if named is None or named[0] != _BUDGETS["account"] or not own:
        return False
    quantity = sentence.quantity(index)
    if not fits(sentence.entries[told], quantity.unit):
        return False
    _bind(sentence, index, Claim(quantity, told, "level", quantity.value, "budget_told", own=own))
    return True


def _made(word: str) -> tuple[str, ...]:
    """Return the ways to say that a budget was made: 收入完成."""
    return tuple(word + verb for verb in _BUDGETS["verbs"])


def _bind(sentence: Sentence, index: int, bound: Claim) -> None:
    """Keep a claim with the period and status of its own figure."""
    status = status_of(sentence.reading, index, sentence.published)
    said = dating_of(sentence.reading, index, sentence.entries[bound.indicator].kind)
    dated = replace(bound, period=said.period, period_flaw=said.flaw, since=said.since, status=status)
    sentence.bind(index, dated)


def _bare_word(sentence: Sentence, index: int, stretch: Stretch) -> tuple[str, list[str]]:
    """Return the words of the figure's clause that are neither neutral nor of growth, and its growth words."""
    signs = sign_tokens(sentence.reading, index)
    tokens = [token for token in stretch.tokens() if token not in signs]
    ends = (at for at in range(len(tokens) - 1, -1, -1) if _ends_clause(tokens[at]))
    end = next(ends, -1)
    if end < 0 and stretch.carried:
        return "", []  # no mark stands between this figure and the one before
    clause = tokens[end + 1 :]
    while clause and clause[0].kind in _BESIDE:
        clause.pop(0)
    growths: list[str] = []
    while clause and clause[-1].kind in (*_BESIDE, *_CHANGES):
        growths.insert(0, clause.pop().kind)
    word = sentence.reading.text[clause[0].start : clause[-1].end] if clause else ""
    return word, [kind for kind in growths if kind in _CHANGES]


def _ends_clause(token: Token) -> bool:
    return token.kind == "part" or token.is_mark(_ENDS)


def _parent(sentence: Sentence, index: int) -> Claim | None:
    """Return the nearest claim before that is no member itself; a figure that gave none in between ends the search."""
    for step in reversed(sentence.before(index, _FARTHEST)):
        claims = sentence.bound.get(step)
        if claims and claims[-1].rule not in ("member", "growth_carried"):
            return claims[-1] if claims[-1].measure in ("level", "yoy") else None
        if not claims and sentence.quantity(step).unit not in ("%", "百分点"):
            return None
    return None


def _crop_before(sentence: Sentence, index: int) -> tuple[str, int]:
    """Return what the area or the stock before is of, and its figure: 蔬菜 of 「蔬菜播种面积8万亩，增长2%，」."""
    for step in reversed(sentence.before(index, 3)):
        if sentence.quantity(step).unit in ("%", "百分点"):
            continue
        tokens = stretch_before(sentence.reading, step).tokens()
        while tokens and tokens[-1].kind == "plain":
            tokens.pop()
        word = sentence.reading.word(tokens[-1]) if tokens and tokens[-1].kind in ("rest", "mention") else ""
        tail = next((tail for tail in _TAILS if word.endswith(tail)), "")
        return (word.removesuffix(tail), step) if tail else ("", step)
    return "", -1
