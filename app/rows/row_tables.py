"""Write rows as a table to read: names instead of codes, amounts as they stand in the chart, flags beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.amounts import Scale, common_decimals, scale_in, scale_of_row, shown_in
from app.charts.period_parts import part_of, place_words
from app.citations import citation_at
from app.labels import growth_label, indicator_name, level_label, name_words
from app.period_labels import period_words
from app.rows.row_flags import flags_of_row
from pipeline.comparable import OPEN_ENDED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.charts.panel import Panel
    from app.wording import Wording

COLUMNS = (
    "indicator", "measure", "who", "period", "value", "unit", "flags", "completion", "source", "sentence",
)  # fmt: skip
# On a telephone, too, the figure stands beside its name.
SHOWN = (
    "indicator", "value", "unit", "measure", "period", "who", "flags", "completion", "source", "sentence",
)  # fmt: skip


def readable(
    rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording, panel: Panel | None = None
) -> pd.DataFrame:
    """Give one line a row, in order, with headings in the language.

    The rows of a panel are written as it draws them: at its scale, in its unit; others at one scale an indicator.
    """
    scales = {} if panel else scales_of(rows, catalogue, say)
    drawn = drawn_ids(panel) if panel else None
    lines = [
        line(row, panel.scale if panel else scales[row.indicator, row.unit], catalogue, say, panel, drawn)
        for row in rows.itertuples()
    ]
    frame = pd.DataFrame(lines, columns=[say(f"column.{name}") for name in COLUMNS])
    frame = frame[[say(f"column.{name}") for name in SHOWN]]
    who = say("column.who")
    useless = [name for name in map(say, ("column.measure", "column.completion")) if not frame[name].any()]
    useless += [who] if panel and len(panel.who) == 1 else []
    return frame.drop(columns=useless)  # whom a panel with one place is about stands in its heading


def drawn_ids(panel: Panel) -> set[str]:
    """Give the ids of the rows that a panel draws."""
    return {point.id for one in panel.series for point in (*one.levels, *one.growths, *one.disputed)}


def scales_of(rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording) -> dict[tuple[str, str], Scale]:
    """Give the unit that each indicator's figures of a base unit are shown in, and the decimals of computed ones."""
    chosen = {}
    for (indicator, unit), part in rows.groupby(["indicator", "unit"], dropna=False):
        scale = scale_in(str(unit), shown_in(str(indicator), catalogue), say.language)
        levels = part[part["measure"] != "yoy"]
        decimals = common_decimals(levels.itertuples(), scale.factor)
        chosen[str(indicator), str(unit)] = replace(scale, decimals=decimals)
    return chosen


def line(
    row: Any,
    scale: Scale,
    catalogue: Mapping[str, Any],
    say: Wording,
    panel: Panel | None = None,
    drawn: set[str] | None = None,
) -> list[str]:
    """Write one row."""
    name = indicator_name(row.indicator, catalogue, say)
    told = row.measure == "level" or (panel and row.measure == "share")
    measure = "" if told else say.either(f"measure.{row.measure}", row.measure)
    if row.measure == "yoy":
        amount, unit = growth_label(row).removesuffix("%"), "%"
    else:
        amount = level_label(row, scale)
        unit = panel.unit if panel else scale.unit
    met = getattr(row, "completion", None)
    flags = say("list.dot").join(say(f"flag.{flag}") for flag in flags_of_row(row, drawn))
    completion = "" if met is None or pd.isna(met) else f"{met:.1f}%"
    sentence = "" if pd.isna(row.sentence) else str(row.sentence)
    return [
        name, measure, name_words(str(row.who), say), when(row, say), amount, unit, flags, completion,
        citation_at(row, say), sentence,
    ]  # fmt: skip


def when(row: Any, say: Wording) -> str:
    """Write a row's period; a holiday by its name, as the axis has it, and why there is none."""
    period = "" if pd.isna(row.period) else str(row.period)
    if not period and row.period_source in OPEN_ENDED:
        return say(f"period.{row.period_source}")
    if not period and not pd.isna(row.year):
        return say("period.by_document", year=int(row.year))
    if period.endswith("-01-01") and pd.isna(row.period_start):
        return say("period.opening", year=period[:4])
    kind, part = part_of(
        period, *(None if pd.isna(day) else day for day in (row.period_start, row.period_end))
    )
    return (
        place_words(kind, part, int(row.year), period, say)
        if kind == "holiday"
        else period_words(period, say)
    )


def choice_words(row: Any, catalogue: Mapping[str, Any], say: Wording) -> str:
    """Write a row in one line, for a list to choose from."""
    scale = scale_of_row(row, catalogue, say.language)
    name, measure, who, words, amount, unit = line(row, scale, catalogue, say)[:6]
    named = say("list.dot").join(filter(None, [name, measure]))
    return say("list.gap").join(
        filter(None, [named, who, words, f"{amount}{unit}" if unit == "%" else f"{amount} {unit}"])
    )
