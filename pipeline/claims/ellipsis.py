"""Bind figures whose term leaves out what was said before: 「GDP 90亿元，其中第一产业20亿元」."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pipeline.claims.bases import other_base
from pipeline.claims.claim import Claim
from pipeline.claims.operators import inherit
from pipeline.claims.state import BindingState
from pipeline.clauses.cues import cue_words
from pipeline.clauses.lead_in import LeadIn, lead_in_of
from pipeline.clauses.signs import level_sign, sign_of, sign_tokens
from pipeline.dimensions import fits
from pipeline.quantities.units import alternation
from pipeline.terms.mentions import terms_named
from pipeline.words import words_of

_MEMBERS: dict[str, dict[str, str]] = words_of("bindings")["elided_members"]
_ALL_MEMBERS = frozenset(name for members in _MEMBERS.values() for name in members.values())
_BEHIND = frozenset(words_of("bindings")["elided_behind"])
_FROM_BEFORE: dict[str, Any] = words_of("bindings")["elided_from_before"]
_TAILS: tuple[str, ...] = tuple(words_of("bindings")["elided_tails"])
_YIELDS: tuple[str, ...] = tuple(words_of("bindings")["elided_yields"])
_BUDGETS: dict[str, Any] = words_of("bindings")["budgets_told"]
_ACCOUNTS = re.compile("|".join([_BUDGETS["account"], *_BUDGETS["others"]]))
_OWN = tuple(word for word, role in cue_words().items() if role == "own")
_PLANS = (*(word for word, role in cue_words().items() if role in ("plan", "plan_onward")), "将", "要")
_BESIDE = ("plain", "done", "period", "base_year")
_CHANGES = ("up", "down")
_FARTHEST = 8  # figures back to the one that the member belongs to


def member(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「居民人均可支配收入3万元，…，其中城镇4万元」: the bare word is a member of what the sentence spoke of."""
    parent = _parent(state, index) or _whole_before(state, index)
    if parent is None or parent.indicator not in _MEMBERS:
        return False
    word, growths = _bare_word(state, index, lead_in)
    if word in _BEHIND and not _part_of(state, index):
        return False
    entry = state.entries.get(_MEMBERS[parent.indicator].get(word, ""))
    unit = state.quantity(index).unit
    if entry is None or not (unit == "%" if growths else fits(entry, unit)):
        return False
    if growths and other_base(state, lead_in):
        return False
    sign = sign_of(state.sentence, index, lead_in) if growths else level_sign(state.sentence, index)
    if not sign:
        return state.reject_all([index], "sign")
    measure = "yoy" if growths else "level"
    said: dict[str, Any] = {"indicator": entry.id, "measure": measure, "scope": "", "years": ()}
    inherit(state, index, parent, "member", sign=sign, dated=True, **said)
    return True


def yielded(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「蔬菜播种面积8万亩，产量21万吨」, 「生猪存栏3万头，出栏5万头」: the crop stands in the clause before."""
    word, growths = _bare_word(state, index, lead_in)
    if word not in _YIELDS or growths:
        return False
    crop, at = _crop_before(state, index)
    terms = terms_named(crop + word, state.catalogue) if crop else []
    if not terms or not fits(state.entries[terms[0].indicator], state.quantity(index).unit):
        return False
    quantity = state.quantity(index)
    crops = Claim(quantity, terms[0].indicator, "level", quantity.value, "yielded")
    of = state.bound.get(at, [crops])[-1]
    said: dict[str, Any] = {"place": of.place, "subject": of.subject, "own": of.own}
    if of.status == "planned":  # 「计划播种132万亩，产量55万吨」
        said |= {"status": of.status, "period": of.period}
    inherit(state, index, crops, "yielded", dated=of.status != "planned", **said)
    return True


def budget_told(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「全县一般公共预算收入预算为13亿元；收入完成12亿元」: the budget that was spoken of last, if the whole area's.

    「支出完成20亿元」 may open another sentence. Of the county's own level, of a zone or another budget it says nothing.
    """
    ends = (at for at in range(len(lead_in.tokens) - 1, -1, -1) if lead_in.tokens[at].kind == "mark")
    clause = lead_in.tokens[next(ends, -1) + 1 :]
    said = "".join(state.sentence.word(token) for token in clause)
    told = next((name for word, name in _BUDGETS["bare"].items() if said in _made(word)), "")
    if not told or (lead_in.carried and len(clause) == len(lead_in.tokens) and lead_in.behind >= 0):
        return False
    before = state.beside.before + state.sentence.text[state.sentence.start : clause[0].start]
    named = max(_ACCOUNTS.finditer(before), key=lambda one: one.start(), default=None)
    own = next((one for one in _OWN if named and before.endswith(one, 0, named.start())), "")
    if named is None or named[0] != _BUDGETS["account"] or not own:
        return False
    quantity = state.quantity(index)
    if not fits(state.entries[told], quantity.unit):
        return False
    budget = Claim(quantity, told, "level", quantity.value, "budget_told", own=own)
    inherit(state, index, budget, "budget_told", dated=True)
    return True


def _made(word: str) -> tuple[str, ...]:
    """Return the ways to say that a budget was made: 收入完成."""
    return tuple(word + verb for verb in _BUDGETS["verbs"])


def _bare_word(state: BindingState, index: int, lead_in: LeadIn) -> tuple[str, list[str]]:
    """Return the words of the figure's clause that are neither neutral nor of growth, and its growth words."""
    signs = sign_tokens(state.sentence, index)
    if lead_in.carried and len(lead_in.clause) == len(lead_in.tokens):
        return "", []  # no mark stands between this figure and the one before
    clause = [token for token in lead_in.clause if token not in signs]
    while clause and clause[0].kind in _BESIDE:
        clause.pop(0)
    growths: list[str] = []
    while clause and clause[-1].kind in (*_BESIDE, *_CHANGES):
        growths.insert(0, clause.pop().kind)
    word = state.sentence.text[clause[0].start : clause[-1].end] if clause else ""
    return word, [kind for kind in growths if kind in _CHANGES]


def _parent(state: BindingState, index: int) -> Claim | None:
    """Return the nearest claim before that is no member itself; a figure that gave none in between ends the search.

    A member that is named in full has others beside it: 「学生9万人，其中在园幼儿2万人，小学4万人」.
    """
    bracket = state.sentence.bracket
    for step in reversed(state.before(index, _FARTHEST)):
        if bracket[step] not in (-1, bracket[index]):
            continue  # 「358个（含村卫生室265个），床位1620张」
        claims = state.bound.get(step)
        named = claims and claims[-1].indicator in _ALL_MEMBERS and claims[-1].indicator not in _MEMBERS
        if claims and not named and claims[-1].rule not in ("member", "growth_carried"):
            return claims[-1] if claims[-1].measure in ("level", "yoy") else None
        if not claims and state.quantity(step).unit not in ("%", "百分点"):
            return None
    return None


def _part_of(state: BindingState, index: int) -> bool:
    """Say whether 其中 leads to the figure at `index`, or to those that its item goes on from."""
    return any(token.kind == "part" for token in state.sentence.leading_to(state.quantity(index).start))


def _whole_before(state: BindingState, index: int) -> Claim | None:
    """Return the whole that the sentence before told last, where this one opens with members: 「。其中，一产20亿元；」."""
    opened = state.sentence.text.startswith(tuple(_FROM_BEFORE["opens"]), state.sentence.start)
    members = [one for step in state.before(index) for one in state.claims(step)]
    if (
        not opened
        or len(state.bound) < len(state.before(index))
        or any(one.indicator not in _ALL_MEMBERS for one in members)
    ):
        return None
    before = re.split("[。！？\n]", state.beside.before.rstrip("。\n"))[-1]
    if any(word in before for word in _PLANS):
        return None
    for whole in _FROM_BEFORE["wholes"]:
        entry = state.entries.get(whole)
        if entry is not None and _ends_with_level(entry.terms).search(before):
            quantity = state.quantity(index)
            return Claim(quantity, whole, "level", quantity.value, "member")
    return None


@lru_cache(maxsize=8)
def _ends_with_level(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Match a sentence that ends with the level of one of the terms, or with its growth."""
    return re.compile(f"(?:{alternation(list(terms))}){_FROM_BEFORE['amount']}{_FROM_BEFORE['growth']}$")


def _crop_before(state: BindingState, index: int) -> tuple[str, int]:
    """Return what the area or the stock before is of, and its figure: 蔬菜 of 「蔬菜播种面积8万亩，增长2%，」."""
    for step in reversed(state.before(index, 3)):
        if state.quantity(step).unit in ("%", "百分点"):
            continue
        tokens = lead_in_of(state.sentence, step).tokens
        while tokens and tokens[-1].kind == "plain":
            tokens.pop()
        word = state.sentence.word(tokens[-1]) if tokens and tokens[-1].kind in ("rest", "mention") else ""
        tail = next((tail for tail in _TAILS if word.endswith(tail)), "")
        return (word.removesuffix(tail), step) if tail else ("", step)
    return "", -1
