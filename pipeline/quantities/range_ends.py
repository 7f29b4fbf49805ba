"""Give both ends of a range their values: of 8000-1亿元 the lower is 8000万, of 三至五亿元 3亿."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.quantities.numerals import GROUPS, RANKS, multiplier

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.quantities.part import Part

_TEN_THOUSAND, _HUNDRED_MILLION = sorted(GROUPS.values())
_WIDEST = 20  # times the lower end that the upper one may be, where they do not share a multiplier
_SHARABLE = "".join(rank for rank, value in RANKS.items() if value > 10)  # 一至二十家 begins at 1
_SPELLED = re.compile(rf"(?<=.)[{_SHARABLE}]?[{''.join(GROUPS)}]{{1,2}}$|(?<=.)[{_SHARABLE}]$")


def range_ends(low: Part, high: Part) -> tuple[Decimal, Decimal] | None:
    """Give both ends in the base unit, or None where they do not rise or are not certain."""
    if high.unit == "" and low.unit and (high.spare or min(low.scale, high.scale) > 1):
        high = high._replace(unit=low.unit, unit_factor=low.unit_factor)  # 投资5000万到1亿, 百分之三至五
    if low.unit not in {"", high.unit}:
        return None
    first: Decimal | None = low.value
    if low.unit == "":
        first = _shared(low, high) if low.bare else low.value * high.unit_factor
    return None if first is None or first >= high.value else (first, high.value)


def _shared(low: Part, high: Part) -> Decimal | None:
    """Give a bare lower end the multiplier of the upper one; None where none is likely (100-1万)."""
    spelled = _SPELLED.search(high.digits) if high.scale == 1 else None
    if spelled is not None and GROUPS.keys().isdisjoint(spelled[0]):
        return None  # 三至五百家 may begin at 3
    scale = multiplier(spelled[0]) if spelled else high.scale
    number, top = low.number * high.unit_factor, high.value
    if number * scale < top:
        return number * scale
    number *= scale // _TEN_THOUSAND if scale >= _HUNDRED_MILLION else 1  # 8000-1亿元, 800-1.2万人次
    return number if top <= number * _WIDEST and number < top else None
