"""Bind rows of growths to the levels or terms before them, one to one: 「粮食3万吨，肉类1万吨，增长2%和8%」."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from pipeline.claims.bases import other_base
from pipeline.claims.claim import Claim
from pipeline.claims.enumerated import enumerated
from pipeline.claims.growth_rows import signs_in_row
from pipeline.claims.levels_before import levels_before
from pipeline.claims.state import BindingState
from pipeline.claims.unnamed import bind_one
from pipeline.clauses.lead_in import COMMAS, LeadIn, lead_in_of
from pipeline.clauses.signs import Sign, signed
from pipeline.periods import OpenPeriod, Period


def growth_list(state: BindingState, index: int, lead_in: LeadIn) -> bool:
    """Bind 「粮食3万吨，肉类1万吨，增长2%和8%」: as many growths as levels before or terms, none where they differ."""
    figures = signs_in_row(state, index, lead_in) if lead_in.has("up", "down") else {}
    if len(figures) < 2 or lead_in.has("share"):
        return False
    tokens = state.sentence.tokens
    if base := other_base(state, lead_in) or _measured(state, lead_in):
        return state.reject_all(figures, "other_base", base)
    mention = lead_in.last("mention")
    if mention is None:
        periods = [tokens[step].value for step in lead_in.indices if tokens[step].kind == "period"]
        if len(periods) > 1:
            _bind_to_periods(state, figures, periods)
        else:
            _bind_to_levels(state, figures)
        return True
    grows = next(
        (step for step in lead_in.indices if step > mention and tokens[step].kind in ("up", "down")), -1
    )
    if grows < 0:
        return False
    named = enumerated(state, lead_in, grows)
    for position, step in enumerate(figures):
        one = named[position] if len(named) == len(figures) else None
        if one is None or not bind_one(state, step, one, figures[step]):
            state.reject(step, "no_binding")
    return True


def _bind_to_periods(
    state: BindingState, figures: dict[int, Sign], periods: list[Period | OpenPeriod]
) -> None:
    """Bind growths to the times named beside them: 「收入升至613亿元，其中2023年、2024年增幅分别为104%和97%」."""
    nearest = next(levels_before(state, next(iter(figures))), None)
    level = state.bound.get(nearest, [None])[-1] if nearest is not None else None
    fit = level is not None and level.measure == "level" and len(periods) == len(figures)
    for position, (step, sign) in enumerate(figures.items()):
        period, quantity = periods[position] if fit else None, state.quantity(step)
        if level is None or sign is None or not isinstance(period, Period) or quantity.unit != "%":
            state.reject(step, "no_binding")
            continue
        _bind(state, step, sign, replace(level, period=period))


def _bind_to_levels(state: BindingState, figures: dict[int, Sign]) -> None:
    levels = _levels_of(state, next(iter(figures)), len(figures))
    for position, (step, sign) in enumerate(figures.items()):
        level, quantity = levels[position] if levels else None, state.quantity(step)
        grows = level is not None and level.measure == "level" and quantity.unit == "%"
        if level is None or not grows or state.entries[level.indicator].unit in ("%", "‰"):
            state.reject(step, "no_binding")
        elif sign is None:
            state.reject(step, "sign")
        else:
            _bind(state, step, sign, level)


def _bind(state: BindingState, step: int, sign: int, level: Claim) -> None:
    quantity = state.quantity(step)
    value = signed(sign, quantity.value)
    state.bind(step, replace(level, quantity=quantity, measure="yoy", value=value, rule="growth_list"))


def _levels_of(state: BindingState, index: int, count: int) -> list[Claim | None]:
    """Return the levels that a row of growths speaks of: those that 、 joins, else all before; [] for another number."""
    run = [step for step in levels_before(state, index) if not _is_change(state, step)]
    joined = list(takewhile(lambda step: not _comma_before(state, step), run))
    joined = run[: len(joined) + 1]
    spoken = next((steps for steps in (joined, run) if len(steps) == count), [])
    return [state.bound.get(step, [None])[-1] for step in reversed(spoken)]


def _comma_before(state: BindingState, step: int) -> bool:
    return any(token.is_mark(COMMAS) for token in lead_in_of(state.sentence, step).tokens)


def _is_change(state: BindingState, step: int) -> bool:
    """Say whether a figure before tells a change itself: 「，比上年增加5万人次」."""
    claims, rejected = state.bound.get(step), state.rejected.get(step)
    return bool(claims and claims[-1].measure == "change") or bool(
        rejected and rejected.reason == "other_base"
    )


def _measured(state: BindingState, lead_in: LeadIn) -> str:
    """Return what growth itself is measured by: 「对经济增长的贡献率分别为3.3%、43.4%和53.3%」, else ""."""
    return next((state.sentence.word(token) for token in lead_in.tokens if token.kind == "block"), "")
