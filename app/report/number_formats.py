"""Write the number formats of spreadsheets: the scale's decimals for levels, per cent with a sign for growth."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from app.charts.axes import growth_axis, level_axis, ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts.panel import Panel

MINUS = "\u2212"  # the sign of a negative number in print, longer than a hyphen


def decimal_format(decimals: int) -> str:
    """Give the format of amounts: 2 → #,##0.00."""
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def rate_format(decimals: int) -> str:
    """Give the format of growth rates with their sign, none where all digits are noughts: 1 → +0.0%, −0.0%, 0.0%."""
    plain = "0" + (f".{'0' * decimals}" if decimals else "") + "%"
    least = f"{0.5 / 10 ** (decimals + 2):.{decimals + 3}f}"
    return f'[>={least}]+{plain};[<=-{least}]"{MINUS}"{plain};"{plain}"'


def tick_decimals(step: float) -> int:
    """Count the decimals of an axis whose labels are a step apart: 0.5 → 1."""
    return max(0, len(f"{step:.6f}".rstrip("0").partition(".")[2]))


def level_scale(
    levels: Sequence[float], panel: Panel, *, with_growth: bool, from_zero: bool
) -> dict[str, object]:
    """Give ends, step and number format of the axis of levels; above the columns, where growth stands, no labels."""
    axis = level_axis(levels, panel, with_growth=with_growth, from_zero=from_zero)
    low, high = axis["range"]
    marks = axis.get("tickvals") or ticks(low, high)
    step = marks[1] - marks[0] if len(marks) > 1 else (high - low) or 1.0
    plain = decimal_format(tick_decimals(round(step, 6)))
    if not from_zero:
        return {"min": marks[0] - step, "max": marks[-1] + step, "major_unit": step, "num_format": plain}
    written = hidden(f">{marks[-1] + step / 2:g}", plain) if with_growth else plain
    bottom = step * min(min(levels) // step, 0)
    return {"min": bottom, "max": high, "major_unit": step, "num_format": written}


def rank_scale(ranks: Sequence[float]) -> dict[str, object]:
    """Give ends and step of an axis of ranks, with room for labels."""
    room = (max(ranks) - min(ranks)) or 2.0
    low, high = max(0, floor(min(ranks) - room / 2)), ceil(max(ranks) + room / 2)
    return {"min": low, "max": high, "major_unit": ceil((high - low) / 5)}


def rate_scale(rates: Sequence[float], *, with_levels: bool) -> dict[str, object]:
    """Give ends (as parts of one), step and number format of the axis of growth, which stands above the columns."""
    axis = growth_axis(rates, with_levels=with_levels)
    low, high = (end / 100 for end in axis["range"])
    marks = [mark / 100 for mark in axis["tickvals"]]
    step = marks[1] - marks[0] if len(marks) > 1 else max(abs(marks[0]) if marks else 0, 0.1)
    plain = (
        "0" + ("." + "0" * decimals if (decimals := max(tick_decimals(round(step, 8)) - 2, 0)) else "") + "%"
    )
    least = min(marks, default=0.0)
    # Labels begin at the lowest rate: what lies below belongs to the columns.
    written = hidden(f"<{least - step / 2:g}", plain) if with_levels else plain
    steps = -(-(least - low) // step)
    return {"min": least - step * steps, "max": high, "major_unit": step, "num_format": written}


def hidden(where: str, plain: str) -> str:
    """Give a format that writes nothing on one side of a limit; with a condition, a minus must be written out."""
    return f'[{where}]"";[<0]"{MINUS}"{plain};{plain}'
