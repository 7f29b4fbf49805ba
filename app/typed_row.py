"""Check what a person typed to make a row, and say in a sentence what is wrong with each part."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pipeline.periods.labels import days_of
from pipeline.places.gazetteer import areas_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.wording import Wording


def typed_row(
    row: Mapping[str, Any], typed: Mapping[str, str], say: Wording
) -> tuple[dict[str, Any], list[str]]:
    """Return the row with what was typed in it, and the mistakes; the row counts only where there are none."""
    made, mistakes = {**row, **{name: text.strip() for name, text in typed.items()}}, []
    try:
        made["value"] = float(typed["value"].replace(",", "").replace("，", ""))
    except ValueError:
        made["value"] = math.nan
    if not math.isfinite(made["value"]):
        mistakes.append(say("typed.value", typed=typed["value"]))
    try:
        if made["period"]:
            days_of(made["period"])
    except ValueError:
        mistakes.append(say("typed.period", typed=typed["period"]))
    areas = areas_named(made["place"])
    if made["place"] != row["place"]:
        made["place_code"] = areas[0].code if len(areas) == 1 else ""
    if not made["place"]:
        mistakes.append(say("typed.place"))
    return made, mistakes
