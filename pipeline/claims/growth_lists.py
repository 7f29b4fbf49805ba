"""Bind rows of growths: 「粮食3万吨，肉类1万吨，增长2%和8%」, one to one to levels, terms, times or bases before them."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from pipeline.claims.bases import is_other, other_base
from pipeline.claims.claim import Claim
from pipeline.claims.growth_carried import can_grow
from pipeline.claims.listed_figures import levels_before, signs_in_row
from pipeline.claims.listed_terms import enumerated
from pipeline.claims.operators import distribute, inherit
from pipeline.claims.state import BindingState
from pipeline.clauses.lead_in import COMMAS, LeadIn, lead_in_of
from pipeline.clauses.signs import Sign
from pipeline.clauses.tokens import Token
from pipeline.dating.own_period import period_of
from pipeline.periods import OpenPeriod, Period


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
