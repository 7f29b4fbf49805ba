"""Write what stands beside a mark or in a heading: amounts, growth rates, names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.amounts import mark, scale_of_row
from app.digits import decimals_of
from app.period_labels import period_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.amounts import Scale
    from app.wording import Wording
    from pipeline.workspace import Verdict

NAMED = 4  # indicators that a title names
TOLD_APART = re.compile(r"([^（）]+)（([^（）]+)）")


def level_label(row: Any, scale: Scale) -> str:
    """Write a level beside its column, with the digits that were printed: ≥2.60, 3–5, ≈1.00."""
    decimals = decimals_of(row, scale.factor, scale.decimals)
    text = scale.write(float(row.value), decimals)
    if row.qualifier == "range" and not pd.isna(row.high):
        text = f"{text}–{scale.write(float(row.high), decimals)}"
    return mark(str(row.qualifier)) + text


def growth_label(row: Any) -> str:
    """Write a growth rate with its sign: +57.89%, ≥+10%, −5.1%; a computed one with one decimal."""
    return f"{mark(str(row.qualifier))}{signed(float(row.value), growth_decimals(row))}%"


def growth_decimals(row: Any) -> int:
    """Count the decimals of a growth rate: those printed; of a computed one one, or none where that is nought."""
    return int(round(float(row.value), 1) % 1 != 0) if bool(row.derived) else decimals_of(row, 1.0)


def amount_words(row: Any, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write the value with its unit and sign: ≥2.6 亿元, +57.89%."""
    if row.measure == "yoy":
        return f"{say('measure.yoy')} {growth_label(row)}"
    scale = scale_of_row(row, catalogue, say.language)
    return f"{level_label(row, scale)} {scale.unit}"


def typed_as_shown(row: Any, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write a row's value as the page shows it, so that it is read back to the same: 13.64万, 12万亩, 20,000,000,000."""
    from pipeline.workspace.typed_figures import read_value

    value, scale = float(row.value), scale_of_row(row, catalogue, say.language)
    plain = f"{value:,.12f}".rstrip("0").rstrip(".")
    shown = f"{scale.write(value, decimals_of(row, scale.factor))}{scale.unit}"
    for text in (shown.removesuffix(str(row.unit)), plain):  # the unit has a field of its own
        read = read_value(text)
        if not isinstance(read, str) and read.value == value and read.unit in ("", row.unit):
            return text
    return f"{value:.15g}"


def signed(value: float, decimals: int) -> str:
    """Write a rate with so many decimals and a sign, unless all its digits are noughts; the minus is a real one."""
    text = f"{abs(value):.{decimals}f}"
    sign = "" if not text.strip("0.") else "+" if value > 0 else "−"
    return f"{sign}{text}"


def indicator_name(indicator: str, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Name an indicator in the language."""
    entry = catalogue.get(indicator)
    return indicator if entry is None else say.name(entry.name)


def series_name(indicator: str, who: str, many_indicators: bool, many_names: bool) -> str:  # noqa: FBT001
    """Name a series by what tells it from the others of its panel."""
    if many_indicators and many_names:
        return f"{who} {indicator}".strip()
    return indicator if many_indicators or not who else who


def title_of(indicators: Sequence[str], who: Sequence[str], say: Wording) -> str:
    """Title a panel: the place where there is one, and the first indicators."""
    names = say("list.join").join(indicators[:NAMED]) + (say("list.more") if len(indicators) > NAMED else "")
    return say("chart.title", who=who[0], what=names) if len(who) == 1 and who[0] else names


def name_words(who: str, say: Wording) -> str:
    """Write whom a figure is about; of areas told apart, 鼓楼区（南京市）, the brackets are those of the language."""
    return who if say.language == "zh" else _english_brackets(who)


@lru_cache(maxsize=10_000)
def _english_brackets(who: str) -> str:
    from pipeline.places.gazetteer import areas_named

    told = TOLD_APART.fullmatch(who)
    if told is None or not any(areas_named(told[2][at:]) for at in range(len(told[2]) - 1)):
        return who
    return f"{told[1]} ({told[2]})"


def cell_text(value: object) -> str:
    """Give a cell of a table as text, empty where it is missing."""
    return "" if pd.isna(value) else str(value)


def carried_words(verdict: Verdict, say: Wording) -> str:
    """Say that a verdict on a row was made when its number was read otherwise."""
    return say("review.carried", number=verdict.number, decision=say(f"review.decision_{verdict.decision}"),
               period=period_words(verdict.key.period, say))  # fmt: skip
