"""List what sets a row apart from a plain printed figure, as statistical offices flag theirs."""

from __future__ import annotations

from typing import Any

import pandas as pd

from app.charts.points import LOWER, UPPER
from pipeline.comparable import OPEN_ENDED
from pipeline.reference_series import RULE
from pipeline.revisions import EARLIER, LATEST, REVISION


def flags_of_row(row: Any, drawn: set[str] | None = None) -> list[str]:
    """Give the codes of a row's flags; with the ids that a chart draws, also whether it is not among them."""
    qualifier, revision = str(row.qualifier), getattr(row, REVISION, "")
    present = {
        "official": row.rule == RULE,
        "planned": row.status == "planned",
        "derived": bool(row.derived),
        "lower": qualifier in LOWER,
        "upper": qualifier in UPPER,
        "about": qualifier == "about",
        "range": qualifier == "range",
        "disputed": not pd.isna(row.conflict) and row.conflict != "" and not revision,
        "earlier": revision == EARLIER,
        "latest": revision == LATEST,
        "doubtful": bool(getattr(row, "doubt", "")),
        "corrected": row.review == "corrected",
        "unstated": (pd.isna(row.period) or row.period == "") and row.period_source not in OPEN_ENDED,
        "older": drawn is not None and str(row.id) not in drawn,
    }
    return [name for name, there in present.items() if there]
