"""Bind rows of growths to the levels or terms before them, one to one: 「粮食3万吨，肉类1万吨，增长2%和8%」."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from pipeline.claims.bases import other_base
from pipeline.claims.binding import Sentence
from pipeline.claims.claim import Claim
from pipeline.claims.enumerated import enumerated
from pipeline.claims.growth_rows import signs_in_row
from pipeline.claims.levels_before import levels_before
from pipeline.claims.unnamed import bind_one
from pipeline.clauses.lead_in import COMMAS, Stretch, stretch_before
from pipeline.clauses.signs import Sign, signed
from pipeline.periods import OpenPeriod, Period


def growth_list(sentence: Sentence, index: int, stretch: Stretch) -> bool:
    """Bind 「粮食3万吨，肉类1万吨，增长2%和8%」: as many growths as levels before or terms, none where they differ."""
    figures = signs_in_row(sentence, index, stretch) if stretch.has("up", "down") else {}
    if len(figures) < 2 or stretch.has("share"):
        return False
    tokens = sentence.reading.tokens
    if base := other_base(sentence, stretch) or _measured(sentence, stretch):
        return sentence.reject_all(figures, "other_base", base)
    mention = stretch.last("mention")
    if mention is None:
        periods = [tokens[step].value for step in stretch.indices if tokens[step].kind == "period"]
        if len(periods) > 1:
            _bind_to_periods(sentence, figures, periods)
        else:
            _bind_to_levels(sentence, figures)
        return True
    grows = next(
        (step for step in stretch.indices if step > mention and tokens[step].kind in ("up", "down")), -1
    )
    if grows < 0:
        return False
    named = enumerated(sentence, stretch, grows)
    for position, step in enumerate(figures):
        one = named[position] if len(named) == len(figures) else None
        if one is None or not bind_one(sentence, step, one, figures[step]):
            sentence.reject(step, "no_binding")
    return True


def _bind_to_periods(
    sentence: Sentence, figures: dict[int, Sign], periods: list[Period | OpenPeriod]
) -> None:
    """Bind growths to the times named beside them: 「收入升至613亿元，其中2023年、2024年增幅分别为104%和97%」."""
    nearest = next(levels_before(sentence, next(iter(figures))), None)
    level = sentence.bound.get(nearest, [None])[-1] if nearest is not None else None
    fit = level is not None and level.measure == "level" and len(periods) == len(figures)
    for position, (step, sign) in enumerate(figures.items()):
        period, quantity = periods[position] if fit else None, sentence.quantity(step)
        if level is None or sign is None or not isinstance(period, Period) or quantity.unit != "%":
            sentence.reject(step, "no_binding")
            continue
        _bind(sentence, step, sign, replace(level, period=period))


def _bind_to_levels(sentence: Sentence, figures: dict[int, Sign]) -> None:
    levels = _levels_of(sentence, next(iter(figures)), len(figures))
    for position, (step, sign) in enumerate(figures.items()):
        level, quantity = levels[position] if levels else None, sentence.quantity(step)
        grows = level is not None and level.measure == "level" and quantity.unit == "%"
        if level is None or not grows or sentence.entries[level.indicator].unit in ("%", "‰"):
            sentence.reject(step, "no_binding")
        elif sign is None:
            sentence.reject(step, "sign")
        else:
            _bind(sentence, step, sign, level)


def _bind(sentence: Sentence, step: int, sign: int, level: Claim) -> None:
    quantity = sentence.quantity(step)
    value = signed(sign, quantity.value)
    sentence.bind(step, replace(level, quantity=quantity, measure="yoy", value=value, rule="growth_list"))


def _levels_of(sentence: Sentence, index: int, count: int) -> list[Claim | None]:
    """Return the levels that a row of growths speaks of: those that 、 joins, else all before; [] for another number."""
    run = [step for step in levels_before(sentence, index) if not _is_change(sentence, step)]
    joined = list(takewhile(lambda step: not _comma_before(sentence, step), run))
    joined = run[: len(joined) + 1]
    spoken = next((steps for steps in (joined, run) if len(steps) == count), [])
    return [sentence.bound.get(step, [None])[-1] for step in reversed(spoken)]


def _comma_before(sentence: Sentence, step: int) -> bool:
    return any(token.is_mark(COMMAS) for token in stretch_before(sentence.reading, step).tokens())


def _is_change(sentence: Sentence, step: int) -> bool:
    """Say whether a figure before tells a change itself: 「，比上年增加5万人次」."""
    claims, rejected = sentence.bound.get(step), sentence.rejected.get(step)
    return bool(claims and claims[-1].measure == "change") or bool(
        rejected and rejected.reason == "other_base"
    )


def _measured(sentence: Sentence, stretch: Stretch) -> str:
    """Return what growth itself is measured by: 「对经济增长的贡献率分别为3.3%、43.4%和53.3%」, else ""."""
    return next((sentence.reading.word(token) for token in stretch.tokens() if token.kind == "block"), "")
