"""Keep the figures of a report's charts as they were when they were put in, and say what the table says otherwise."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any

import pandas as pd

from app.observations import workspace_folder
from app.report.saving import save

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from app.charts.panel import Panel
    from app.wording import Wording

FOLDER = "report"  # of the workspace: a Parquet file for the figures of each chart, named by its bytes
MOST_TOLD = 4


def keep_figures(rows: pd.DataFrame) -> str:
    """Write the rows of a chart, and name the file. Raises ReportFailedError where that cannot be written."""
    held = io.BytesIO()
    rows.to_parquet(held, index=False)
    name = f"{hashlib.sha256(held.getvalue()).hexdigest()[:16]}.parquet"
    _folder().mkdir(exist_ok=True)
    save(held.getvalue(), _folder() / name)
    return name


def figures_kept(name: str) -> pd.DataFrame | None:
    """Read the rows of a chart; None where they were never kept, or nobody can read them."""
    if not name:
        return None
    try:
        return pd.read_parquet(_folder() / name)
    except (OSError, ValueError):  # what pyarrow raises for a file that is none of its own is one of them
        return None


def forget_figures(needed: Collection[str]) -> None:
    """Delete the figures that no chart of the report needs any more."""
    for file in _folder().glob("*.parquet"):
        if file.name not in needed:
            file.unlink(missing_ok=True)


def changes(kept: Panel, now: Panel, say: Wording) -> str:
    """List the figures that a chart would have otherwise by now: 2024 36.2 万人次 → 47.5 万人次."""
    before, after = dict(_figures(kept)), dict(_figures(now))
    kinds = {(one.who, one.scope, one.official): one.kind for one in (*now.series, *kept.series)}
    several = len({*kept.who, *now.who}) > 1
    told = []
    for key in dict.fromkeys([*before, *after]):
        (_, old), (_, new) = (figures.get(key, ((), "—")) for figures in (before, after))
        if before.get(key, ((),))[0] != after.get(key, ((),))[0]:
            (_, who, scope, official), x = key[0], key[1]
            where = [who if several else "", kinds[who, scope, official], x]
            told.append(" ".join(filter(None, [*where, say("review.from_to", old=old, new=new)])))
    more = say("list.more") if len(told) > MOST_TOLD else ""
    return say("list.join").join(told[:MOST_TOLD]) + more


def _figures(panel: Panel) -> Iterator[tuple[tuple[Any, ...], tuple[tuple[object, ...], str]]]:
    """Yield each drawn figure by what it is of, with what must not change unsaid and how it is written.

    What it is of begins with its series and its place on the axis: official and reported figures are of two.
    """
    for one in panel.series:
        series = (one.indicator, one.who, one.scope, one.official)
        for kind, points in (("level", one.levels), ("growth", one.growths), ("disputed", one.disputed)):
            unit = "" if kind == "growth" else f" {panel.scale.unit}"
            for point in points:
                own = point.id if kind == "disputed" else ""
                key = (series, point.x, kind, point.planned, point.between, own)
                yield key, ((point.value, point.high, point.qualifier), f"{point.label}{unit}")


def _folder() -> Path:
    return workspace_folder() / FOLDER
