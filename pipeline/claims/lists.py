"""Bind lists: 「A、B分别为1、2」, 「A和B达1和2」, rows of growths, a term that the next one of its list completes."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from pipeline.claims.bases import is_other, other_base
from pipeline.claims.claim import Claim
from pipeline.claims.claim_of import claim_of
from pipeline.claims.growth_carried import can_grow
from pipeline.claims.listed_figures import AND, levels_before, row, signs_in_row
from pipeline.claims.listed_terms import (
    behind_another,
    both,
    enumerated,
    positions,
    spelled_out,
    three_industries,
)
from pipeline.claims.operators import distribute, inherit
from pipeline.claims.owners_listed import over_members, over_topic, several
from pipeline.claims.state import BindingState
from pipeline.claims.term_after import next_mention
from pipeline.clauses.lead_in import COMMAS, LeadIn, lead_in_of
from pipeline.clauses.signs import Sign
from pipeline.clauses.tokens import Token
from pipeline.dating.own_period import period_of
from pipeline.dimensions import fits
from pipeline.periods import OpenPeriod, Period
from pipeline.terms.mentions import completed
from pipeline.words import words_of

_DEEDS = frozenset(words_of("bindings")["completes"]["indicators"].values())
_BETWEEN = ("plain", "done", "plan", "plan_onward", "each")
_LONGEST = 8  # characters of a shortened term
_NEAR = 5  # tokens from a figure to the next one of its list


def respectively(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「A、B、C分别增长1%、2%、3%」: as many mentions, places or periods as figures, one to one."""
    figures = signs_in_row(state, index, lead_in) if lead_in.has("each") else {}
    mention, each = lead_in.last("mention"), lead_in.last("each")
    if each is None:
        return False
    about = state.word(each)
    if len(figures) < 2:
        single = figures[index] != 0 and each > (mention or -1)
        return (single or several(state, lead_in, each)) and state.reject_all(figures, "no_binding", about)
    if any(figures.values()) and (base := other_base(state, lead_in)):
        return state.reject_all(figures, "other_base", base)
    if _plans_and_deeds(state, lead_in):
        return state.reject_all(figures, "no_binding", about)
    if three := three_industries(state, figures, lead_in, each):
        return distribute(state, figures, three, about)
    over = over_topic if mention is None else over_members
    return over(state, figures, lead_in, each) or _over_terms(state, figures, lead_in, each)


def _plans_and_deeds(state: BindingState, lead_in: LeadIn) -> bool:
    """Say whether a list names what was planned and what was done of it: 「计划总投资、完成投资额分别为9亿元、3亿元」."""
    kinds = [token.kind for token in lead_in.tokens]
    if not {"plan", "plan_onward"} & {*kinds}:
        return False
    return any(
        term.indicator in _DEEDS and before not in ("plan", "plan_onward")
        for before, kind, at in zip(kinds, kinds[1:], lead_in.indices[1:], strict=False)
        if kind == "mention"
        for term, _ in state.candidates(at)
    )


def _over_terms(state: BindingState, figures: dict[int, Sign], lead_in: LeadIn, each: int) -> bool:
    """Bind figures to the terms that the list before 分别 names; those that it only begins are spelled out."""
    about, mention = state.word(each), lead_in.last("mention")
    if mention is None:
        named = spelled_out(state, figures, lead_in, each)
        return bool(named) and distribute(state, figures, named, about)
    if several(state, lead_in, each):
        return state.reject_all(figures, "no_binding", about)
    readings = (
        positions(state, lead_in, figures),
        both(state, mention),
        enumerated(state, lead_in, each),
    )
    fitting = next((named for named in readings if len(named) == len(figures)), [])
    return distribute(state, figures, fitting, about)


def side_by_side(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「出口和进口达到30亿元和9亿元」: as many figures as terms that only 、 and 和 join, none where they differ.

    So are the two of 「城乡居民收入46800元和21500元」, and figures of as many places: 「甲镇、乙镇税收收入2亿元、1亿元」.
    """
    mention = lead_in.last("mention")
    figures: dict[int, Sign] = dict.fromkeys(row(state.sentence, index), 0)
    if mention is None or len(figures) < 2 or any(one.kind not in _BETWEEN for one in lead_in.after(mention)):
        return False
    about = state.word(mention)
    if several(state, lead_in, mention):
        return over_members(state, figures, lead_in, mention) or state.reject_all(
            figures, "no_binding", about
        )
    named = both(state, mention) or enumerated(state, lead_in, mention + 1)
    listed = all(named) or behind_another(state, mention)  # 「X事业出口和进口达到30亿元和9亿元」
    return len(named) > 1 and listed and distribute(state, figures, named, about)


def growth_list(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「粮食3万吨，肉类1万吨，增长2%和8%」: as many growths as levels before or terms, none where they differ."""
    figures = signs_in_row(state, index, lead_in) if lead_in.has("up", "down") else {}
    if len(figures) < 2 or lead_in.has("share"):
        return False
    if bases := _bases(lead_in):
        return _over_bases(state, figures, bases)
    tokens = state.sentence.tokens
    measured = next((state.sentence.word(token) for token in lead_in.tokens if token.kind == "block"), "")
    if base := other_base(state, lead_in) or measured:  # 「对经济增长的贡献率分别为3.3%、43.4%和53.3%」
        return state.reject_all(figures, "other_base", base)
    mention = lead_in.last("mention")
    if mention is None:
        periods = [tokens[step].value for step in lead_in.indices if tokens[step].kind == "period"]
        if len(periods) > 1:
            return _over_periods(state, figures, periods)
        return _over_levels(state, figures)
    grows = next((at for at in lead_in.indices if at > mention and tokens[at].kind in ("up", "down")), None)
    return grows is not None and distribute(state, figures, enumerated(state, lead_in, grows))


def _bases(lead_in: LeadIn) -> list[Token]:
    """Return the times that a list of growths is measured on: 「比2023年、2019年分别增长」, 「较上年和2019年分别增长」."""
    tokens = lead_in.tokens
    times = [
        token
        for token, behind in zip(tokens, (*tokens[1:], None), strict=True)
        if token.kind == "period"  # 「同比2023年」 is one time
        or (token.kind == "base_year" and not (behind and behind.kind == "period"))
    ]
    than = lead_in.has("than") or any(token.kind == "base_year" for token in times)
    return times if than and len(times) > 1 and any(token.kind == "period" for token in times) else []


def _over_bases(state: BindingState, figures: dict[int, Sign], bases: list[Token]) -> bool:
    """Bind the growths of a level on several years: that on the year before is its growth, the others are of no year."""
    nearest = next(levels_before(state, next(iter(figures))), -1)
    level = next(reversed(state.claims(nearest)), None)
    said = [state.sentence.word(base) for base in bases]
    if len(bases) != len(figures) or level is None:
        return state.reject_all(figures, "other_base", "、".join(said))
    own = period_of(state.sentence, nearest)
    year = own.last_day.year if own else state.published.year if state.published else None
    for (step, sign), base, word in zip(figures.items(), bases, said, strict=True):
        if base.kind == "period" and is_other(base, year):
            state.reject(step, "other_base", word)
        else:
            _grown(state, {step: sign}, [level], [{}])
    return True


def _over_periods(state: BindingState, figures: dict[int, Sign], periods: list[Period | OpenPeriod]) -> bool:
    """Bind growths to the times named beside them: 「收入升至613亿元，其中2023年、2024年增幅分别为104%和97%」."""
    nearest = next(levels_before(state, next(iter(figures))), -1)
    level = next(reversed(state.claims(nearest)), None)
    if len(periods) != len(figures):
        return state.reject_all(figures, "no_binding")
    levels = [level if isinstance(period, Period) else None for period in periods]
    return _grown(state, figures, levels, [{"period": period} for period in periods])


def _over_levels(state: BindingState, figures: dict[int, Sign]) -> bool:
    """Bind growths to as many levels before them: those that 、 joins, else all."""
    run = [step for step in levels_before(state, next(iter(figures))) if not _is_change(state, step)]
    beside = run[: len(list(takewhile(lambda step: not _comma_before(state, step), run))) + 1]
    spoken = next((steps for steps in (beside, run) if len(steps) == len(figures)), [])
    levels = [next(reversed(state.claims(step)), None) for step in reversed(spoken)]
    return _grown(state, figures, levels or [None] * len(figures), [{}] * len(figures))


def _grown(
    state: BindingState, figures: dict[int, Sign], levels: list[Claim | None], said: list[dict[str, Any]]
) -> bool:
    """Bind each growth to its level, with what else is said of it."""
    for (step, sign), level, label in zip(figures.items(), levels, said, strict=True):
        grows = level and level.measure == "level" and can_grow(state.entries[level.indicator], "yoy", "%")
        if level is None or not grows or state.quantity(step).unit != "%":
            state.reject(step, "no_binding")
        elif sign is None:
            state.reject(step, "sign")
        else:
            inherit(state, step, level, "growth_list", sign=sign, measure="yoy", **label)
    return True


def _is_change(state: BindingState, step: int) -> bool:
    """Say whether a figure before tells a change itself: 「，比上年增加5万人次」."""
    rejected = state.rejected.get(step)
    changes = any(one.measure == "change" for one in state.claims(step)[-1:])
    return changes or bool(rejected and rejected.reason == "other_base")


def _comma_before(state: BindingState, step: int) -> bool:
    return any(token.is_mark(COMMAS) for token in lead_in_of(state.sentence, step).tokens)


def shared_tail(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind the first figure of 「3家省级、5家市级工程技术研究中心」: its term ends where the second one's does."""
    del lead_in
    tokens = state.sentence.tokens
    behind = range(index + 1, min(index + _NEAR, len(tokens)))
    second = next((step for step in behind if tokens[step].kind == "quantity"), None)
    if second is None or state.word(second - 1) not in AND:
        return False
    mention = next_mention(state, second)
    word = state.sentence.text[tokens[index].end : tokens[second - 1].start]
    if mention is None or not word or len(word) > _LONGEST:
        return False
    term = completed(word, state.word(mention), state.catalogue)
    if term is None or not fits(state.entries[term.indicator], state.quantity(index).unit):
        return False
    state.bind(index, claim_of(state, index, term, "shared_tail"))
    return True
