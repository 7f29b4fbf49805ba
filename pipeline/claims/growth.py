"""Bind growth: percentages on the year before, and changes in absolute terms or in percentage points."""

from __future__ import annotations

from dataclasses import replace

from pipeline.claims.bases import base_before, other_base
from pipeline.claims.checks import Check, passing
from pipeline.claims.claim_of import claim_of
from pipeline.claims.growth_carried import can_grow, growth_carried, of_years, per_cent
from pipeline.claims.pair import Pair
from pipeline.claims.price_bases import price_basis, with_basis
from pipeline.claims.some_of_all import of_firms
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import COMMAS, LeadIn, lead_in_of
from pipeline.clauses.roles import GROWTH_LINKS, GROWTH_WORDS
from pipeline.clauses.signs import joined, printed_sign, sign_of
from pipeline.clauses.tokens import Token
from pipeline.clauses.word_classes import LEADING
from pipeline.words import words_of

_BARE_INDUSTRY = frozenset(words_of("bindings")["bare_industry"])
_GROWTH_RATES = tuple(words_of("bindings")["growth_rates"])
_THROUGH = tuple(words_of("not_quantities")["range_marks"])
_OF = "的"


def growth(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「同比增长62%」 to the mention of its clause, or to the figure before where the clause names nothing."""
    before, unit = _before_bracket(state, index), state.quantity(index).unit
    if before is not None and before.kind in ("up", "down") and not lead_in.tokens:
        lead_in = lead_in_of(state.sentence, state.sentence.bracket[index])  # 「增长（6.3%）」
    if unit in ("%", "倍"):
        return _bound(state, index, lead_in, "yoy")
    if unit != "百分点":
        return False
    if lead_in.has("up", "down") and _of_the_rate(state, lead_in):
        state.reject(index, "growth_points")
        return False
    return lead_in.has(*GROWTH_WORDS) and _bound(state, index, lead_in, "change")


def growth_before(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 6.2% of 「实现6.2%的出口总额增速」 to the term between it and its growth word."""
    behind = state.sentence.tokens[index + 1 : index + 5]
    kinds = [token.kind for token in behind]
    if kinds[1:3] not in (["mention", "up"], ["mention", "down"]) or kinds[3:] == ["quantity"]:
        return False
    if state.quantity(index).unit != "%" or state.sentence.word(behind[0]) != _OF:
        return False
    if base := other_base(state, lead_in) or ("than" if lead_in.has("than") else ""):
        return state.reject_all([index], "other_base", base)
    sign = joined(1 if kinds[2] == "up" else -1, printed_sign(state.sentence, index))
    if not sign:
        return state.reject_all([index], "sign")
    return _named(state, index, lead_in, index + 2, "yoy", sign)


def change(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「比上年末增加0.03万人」: a change in the unit of the topic or of the mention before."""
    if state.quantity(index).unit in ("%", "百分点", "倍", ""):
        return False
    marks = [at for at, token in enumerate(lead_in.tokens) if token.is_mark(COMMAS)]
    clause = lead_in.tokens[marks[-1] + 1 if marks else 0 :]  # 「同比增长，上年同期为3亿元」
    grows = any(token.kind in GROWTH_WORDS for token in clause) and not lead_in.has("to")
    grows = grows or [token.kind for token in clause] == ["base_other"]  # 「，较年初新增42亿元」
    return grows and _bound(state, index, lead_in, "change")


def _bound(state: BindingState, index: int, lead_in: LeadIn, measure: str) -> bool:
    """Bind a growth or a change with the sign that is said, unless it is measured on something else."""
    sign = sign_of(state.sentence, index, lead_in)
    increment = bool(lead_in.tokens) and lead_in.tokens[-1].kind == "base_other"  # 「同比少增3.2亿元」
    if sign == 0 and not increment:
        return False
    if base := other_base(state, lead_in) or base_before(state, index, lead_in):
        state.reject(index, "other_base", base)
        return False
    impossible = sign == -1 and state.quantity(index).unit == "倍"  # nothing falls by its own size twice
    if not sign or impossible or (measure == "yoy" and _opens_change(state, index, lead_in)):
        return state.reject_all([index], "sign")
    mention = lead_in.last("mention")
    before = _before_bracket(state, index) if lead_in.inside else None
    if mention is None and before is not None and before.kind == "mention":
        mention = state.sentence.bracket[index] - 1  # 「社会消费品零售总额（同比增长6.3%）」
    if mention is None:
        return growth_carried(state, index, lead_in, measure, sign)
    if (
        state.word(mention) in _BARE_INDUSTRY
    ):  # 「规上工业同比增长6.6%」: its value added, or its output, not how many
        return state.reject_all([index], "no_binding", state.word(mention))
    return _named(state, index, lead_in, mention, measure, sign)


def _before_bracket(state: BindingState, index: int) -> Token | None:
    """Return the token right before the bracket that a figure stands in, or None."""
    opening = state.sentence.bracket[index]
    return state.sentence.tokens[opening - 1] if opening > 0 else None


def _opens_change(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Say whether the growth is only where it came from: 5% of 「增速由5%回落至3.2%」, -3% of 「增长-3%至2%」.

    So it is in 「由5%回落1.8个百分点」; 「由上年的5%回落至3.2%」 says when it was.
    """
    sentence = state.sentence
    behind = sentence.tokens[index + 1 : index + 3]
    if len(behind) < 2:
        return False
    unit = getattr(behind[1].value, "unit", "%")
    if sentence.word(behind[0]) in _THROUGH:
        return unit == "%"
    onward = behind[0].kind == "to" and unit == "%"
    moved = behind[0].kind in ("up", "down") and lead_in.has("from") and unit in ("%", "百分点")
    since = lead_in.last("from") or lead_in.last("mention") or -1
    dated = any(token.kind == "period" for token in lead_in.after(since))
    return (onward or moved) and not dated


def _of_the_rate(state: BindingState, lead_in: LeadIn) -> bool:
    """Say whether 百分点 speak of a growth rate: 「增速比上年提高0.9个百分点」, also carried after a yoy."""
    growths = [token for token in lead_in.tokens if token.kind in ("up", "down", "base_other")]
    if any(state.sentence.word(token).startswith(_GROWTH_RATES) for token in growths):
        return True
    return lead_in.last("mention") is None and state.topic is not None and state.topic.measure == "yoy"


def _named(state: BindingState, index: int, lead_in: LeadIn, mention: int, measure: str, sign: int) -> bool:
    """Bind a growth to the term of a mention."""

    def unfit(pair: Pair) -> str | None:
        return None if can_grow(pair.entry, measure, pair.quantity.unit) else pair.quantity.unit

    checks = (Check("", unfit, "2024年，全县城镇化率增长3%。"), *CHECKS)
    pair = passing(state, index, lead_in, mention, checks, CHECKS_OF_WHOLE, first=True)
    if pair is None:
        return False
    whole = pair.whole
    bound = claim_of(
        state, index, pair.term, "growth_of_term", measure=measure, sign=sign, whole=whole, mention=mention
    )
    if measure == "yoy" and of_years(bound) and not lead_in.has("base_year"):
        state.reject(index, "other_base", state.quantity(index).text)
        return False  # 「“十四五”期间，工业增加值增长40%」
    basis = price_basis(state.sentence, lead_in, pair.entry)
    state.bind(index, per_cent(replace(bound, scope=with_basis(bound.scope, basis)), measure))
    return True


def _of_another(pair: Pair) -> str | None:
    """Return the other indicator whose clause a project's growth would be of: 「民间投资稳定增长，完成投资增长10.9%」."""
    if pair.entry.about != "subject" or (pair.whole and pair.whole.subject):
        return None
    others = (
        token
        for token in pair.lead_in.tokens
        if token.kind == "mention" and token is not pair.tokens[pair.mention]
    )
    words = (
        pair.sentence.word(one)
        for one in others
        if all(term.indicator != pair.entry.id for term in one.value.terms)
    )
    return next(words, None)


def _of_firms(pair: Pair) -> str | None:
    return pair.word if of_firms(pair) else None


def _unlinked(pair: Pair) -> str | None:
    return pair.unlinked(GROWTH_LINKS, LEADING)


# What is asked of a growth behind a term, before and behind the whole-term rule.
CHECKS = (Check("no_binding", _unlinked, "2024年，全县固定资产投资保持高速增长，同比增长30.3%。"),)
CHECKS_OF_WHOLE = (
    Check("restricted", _of_another, "2024年，新开工项目支撑有力，完成投资增长22.1%。"),
    Check("part", _of_firms, "2024年，全县150户骨干企业满负荷生产，工业总产值增长10%。"),
)
