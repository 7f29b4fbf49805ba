"""Put together what the first page shows, and keep it, so that it opens before the table of a large workspace is loaded."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from app.charts.figure import figure
from app.charts.notes import alternative, notes
from app.charts.panels import arrange
from app.observations import ROOT, loaded_of, waiting_suggestions, workspace_folder
from app.overview.coverage import coverage_html
from app.overview.headlines import cards_html, headlines, left_out_words
from app.overview.pins import pins
from app.overview.tallies import tallies
from app.report.items import ReportFailedError
from app.report.saving import save
from app.selection import (
    IN_YEARS,
    MOST_NAMES,
    PLACES,
    READ_AND_IN_FORCE,
    Selection,
    selected,
    telling_indicators,
    with_ids,
)
from pipeline.stored import Where
from pipeline.version import hash_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from app.charts.panel import Panel
    from app.observations import Loaded, Ready
    from app.wording import Wording
    from pipeline.stored import StoredTable

MOST = 2  # charts
drawn = threading.Event()  # what loads the table ahead lets the first page go first


@dataclass(frozen=True, slots=True)
class Featured:
    """One chart: title, unit, the drawing as plotly has it, what is told of it, its notes."""

    title: str
    unit: str
    drawing: dict[str, Any]
    told: str
    notes: list[str]


@dataclass(frozen=True, slots=True)
class FirstPage:
    """All that the first page shows, in one language."""

    counts: dict[str, int]
    rejected: int
    suggested: int
    doubts: int
    samples: bool
    left_out: list[str]
    cards: str
    place: str
    places: list[str]
    offered: list[str]
    cards_left_out: str
    featured: list[Featured]
    indicators: list[str]
    coverage: str


def first_page(ready: Ready, say: Wording) -> FirstPage | None:
    """Give the page as it was kept, else put it together and keep it; None where the table has no row."""
    key = key_of(ready, say)
    page = recalled(key, say)
    if page is None:
        loaded = loaded_of(ready)
        if not loaded.table.count():
            return None
        page = page_of(loaded, say)
        with suppress(ReportFailedError):  # it is put together again
            save(
                json.dumps({"key": key} | asdict(page), ensure_ascii=False).encode("utf-8"),
                path_of(say.language),
            )
    return page


def recalled(key: str, say: Wording) -> FirstPage | None:
    """Read the page that was kept under a key; what is missing or not readable is None."""
    try:
        held = json.loads(path_of(say.language).read_text("utf-8"))
        if held.pop("key") != key:
            return None
        return FirstPage(**held | {"featured": [Featured(**one) for one in held["featured"]]})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def page_of(loaded: Loaded, say: Wording) -> FirstPage:
    """Put the page together from the table."""
    table, catalogue = own_rows(loaded), loaded.catalogue
    found = headlines(table, pins())
    chosen = tuple(telling_indicators(table, catalogue))
    return FirstPage(
        counts=tallies(loaded),
        rejected=loaded.rejected,
        suggested=len(waiting_suggestions(loaded)),
        doubts=loaded.doubts,
        samples=all(entry.origin == "sample" for entry in loaded.entries.values()),
        left_out=loaded.left_out(say.language),
        cards=cards_html(found, catalogue, say),
        place=found.place,
        places=found.places,
        offered=found.indicators,
        cards_left_out=left_out_words(found, say),
        featured=[
            Featured(
                panel.title, panel.unit, json.loads(str(figure(panel, say).to_json())), alternative(panel, say),
                notes(panel, say),
            )
            for panel in featured(table, chosen, catalogue, say)
        ],
        indicators=[*chosen],
        coverage=coverage_html(loaded.table, catalogue, say),
    )  # fmt: skip


def own_rows(loaded: Loaded) -> StoredTable:
    """Leave out the rows of samples where people added documents of their own that gave rows."""
    samples = {entry.file for entry in loaded.entries.values() if entry.origin == "sample"}
    table = loaded.table
    if not samples:
        return table
    own = {"document": samples}
    read = replace(READ_AND_IN_FORCE, without={**READ_AND_IN_FORCE.without, **own})
    return table.part(Where(without=own)) if table.count(read) else table


def featured(
    table: StoredTable, chosen: tuple[str, ...], catalogue: Mapping[str, Any], say: Wording
) -> list[Panel]:
    """Arrange the charts of some indicators; of very many places only the rows of the one that leads are asked for."""
    whole = IN_YEARS.also(subject=[""])
    most = table.counts(["indicator", "area"], whole.also(measure=["level"]))
    most = most[most["indicator"].isin(chosen)].sort_values(["count", "area"], ascending=[False, True])
    told = table.counts(["indicator", "measure", "year"], whole)
    told = told[told["indicator"].isin(chosen) & (told["measure"] == "level")]
    areas, years = (
        rows.groupby("indicator")[one].nunique() for rows, one in ((most, "area"), (told, "year"))
    )
    if most.empty or areas.min() <= MOST_NAMES or years.min() < 2:
        rows = selected(table, Selection(chosen, about=PLACES))
        return [leading(one, rows, catalogue, say) for one in arrange(rows, catalogue, say)[:MOST]]
    leads = most.drop_duplicates("indicator").set_index("indicator")["area"]
    asked = (Selection((one,), about=PLACES, names=(leads[one],)) for one in chosen[:MOST] if one in leads)
    return [panel for one in asked for panel in arrange(selected(table, one), catalogue, say)[:1]]


def leading(panel: Panel, rows: pd.DataFrame, catalogue: Mapping[str, Any], say: Wording) -> Panel:
    """Give the panel, or, where it is many small charts, that of the place with most figures: a first look is one."""
    if not panel.apart:
        return panel
    own = rows[with_ids(rows, panel.row_ids)]
    counts = own.loc[own["measure"] == "level", "who"].value_counts()
    name = min(counts.index[counts == counts.max()])
    return arrange(own[own["who"] == name], catalogue, say)[0]


def key_of(ready: Ready, say: Wording) -> str:
    """Name all that the page depends on: program, rules, documents, decisions, official figures, language."""
    refused = (one.error.said(say.language) for one in ready.refused if one.error)
    pinned = pins()
    parts = (program(), ready.state, say.language, pinned.place, *pinned.indicators, *refused)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """Hash the code and words of the dashboard; those of the pipeline are in the state."""
    return hash_of(file for file in (ROOT / "app").rglob("*") if file.suffix in (".py", ".yaml"))


def path_of(language: str) -> Path:
    """Say where the page is kept: it belongs to the workspace, and can be deleted at any time."""
    return workspace_folder() / f"overview.{language}.json"
