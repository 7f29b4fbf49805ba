"""Write rows as a table to read: names instead of codes, amounts as they stand in the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from app.amounts import Scale, choose_scale, unit_name
from app.labels import growth_label, indicator_name, level_label, source_words
from app.period_labels import period_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.wording import Wording


def readable(
    rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording, drawn: Mapping[str, Scale]
) -> pd.DataFrame:
    """Give one line a row, in order, with headings in the language.

    A row that a chart draws is written at the chart's scale (`drawn`, by id), others at one scale an indicator.
    """
    scales = scales_of(rows, say)
    lines = [
        line(row, drawn.get(row.id) or scales[row.indicator, row.unit], catalogue, say)
        for row in rows.itertuples()
    ]
    return pd.DataFrame(lines, columns=headings(say))


def headings(say: Wording) -> list[str]:
    """Name the columns of a table to read."""
    names = ("indicator", "who", "period", "value", "unit", "status", "source", "sentence")
    return [say(f"column.{name}") for name in names]


def scales_of(rows: pd.DataFrame, say: Wording) -> dict[tuple[str, str], Scale]:
    """Choose a scale for the values of each indicator and unit; computed ones have too many decimals to ask."""
    chosen = {}
    for (indicator, unit), part in rows.groupby(["indicator", "unit"], dropna=False):
        printed = part[~part["derived"].astype(bool)]
        values = (printed if len(printed) else part)["value"]
        chosen[str(indicator), str(unit)] = choose_scale(values, str(unit), say.language)
    return chosen


def line(row: Any, scale: Scale, catalogue: Mapping[str, Any], say: Wording) -> list[str]:
    """Write one row."""
    name = indicator_name(row.indicator, catalogue, say)
    measure = (
        ""
        if row.measure == "level"
        else f" {say('list.dot')} {say.either(f'measure.{row.measure}', row.measure)}"
    )
    unit = "%" if row.measure == "yoy" else f"{scale.word}{unit_name(str(row.unit), say.language)}"
    amount = growth_label(row).removesuffix("%") if row.measure == "yoy" else level_label(row, scale)
    state = say("status.derived") if bool(row.derived) else say(f"status.{row.status}")
    period = "" if pd.isna(row.period) else str(row.period)
    words = (
        period_words(period, say)
        if period or pd.isna(row.year)
        else say("period.by_document", year=int(row.year))
    )
    sentence = "" if pd.isna(row.sentence) else str(row.sentence)
    return [name + measure, str(row.who), words, amount, unit, state, source_words(row, say), sentence]


def choice_words(row: Any, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write a row in one line, for a list to choose from."""
    scale = choose_scale([float(row.value)], str(row.unit), say.language)
    name = indicator_name(row.indicator, catalogue, say)
    who, words, amount, unit = line(row, scale, catalogue, say)[1:5]
    return say("list.gap").join(
        filter(None, [name, who, words, f"{amount}{unit}" if unit == "%" else f"{amount} {unit}"])
    )
