"""List the marks that a picture has, so that its legend and note explain just these."""

from __future__ import annotations

import pandas as pd

from app.charts.points import BY_DOCUMENT, LOWER, UPPER
from app.charts.views import View
from pipeline.computed import BETWEEN_LEVELS
from pipeline.quantities.shown_units import MONEY


def marks_of(
    rows: pd.DataFrame, others: pd.DataFrame, left_out: int, not_drawn: int, view: View
) -> tuple[str, ...]:
    """List the marks present among the drawn rows and the further figures of disputed facts."""
    qualifiers = set(rows["qualifier"])
    computed = rows["derived"].astype(bool)
    between = rows["rule"] == BETWEEN_LEVELS
    completion = rows.get("completion")
    lines = view.as_lines and len(rows["x"].unique()) > 1
    told_by = ["conflict", "document"]
    within = pd.MultiIndex.from_frame(others[told_by]).isin(pd.MultiIndex.from_frame(rows[told_by]))
    present = {
        view.chart: view.chart not in ("columns", "lines"),
        "planned_lines" if lines else "planned": (rows["status"] == "planned").any(),
        "met": completion is not None and completion.notna().any(),
        "derived": (computed & ~between).any() and view.chart != "shares",
        "share_computed": computed.any() and view.chart == "shares",
        "share_of_earlier": "of_earlier" in rows and rows["of_earlier"].any(),
        "growth_computed": between.any(),
        "prices": (between & rows["axis_unit"].isin(MONEY)).any(),
        "bound": bool(qualifiers & {*LOWER, *UPPER}),
        "about": "about" in qualifiers,
        "range": "range" in qualifiers,
        "disputed": (~within).any(),
        "disputed_within": within.any(),
        "doubtful": "doubt" in rows and ((rows["doubt"] != "").any() or (others["doubt"] != "").any()),
        "official": rows["official"].any(),
        "corrected": (rows["review"] == "corrected").any(),
        "by_document": (rows["period_source"] == BY_DOCUMENT).any(),
        "opening": rows["opening"].any(),
        "scope": (rows["scope"] != "").any(),
        "left_out": left_out > 0,
        "not_drawn": not_drawn > 0,
    }
    return tuple(name for name, there in present.items() if there)
