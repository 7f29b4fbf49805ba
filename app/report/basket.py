"""Keep charts that are to go into a report, and the last choice of format, while one browses and across restarts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.charts.views import View
from app.compare.comparison import compared
from app.observations import workspace_folder
from app.report.items import Item, ReportFailedError
from app.report.saving import save
from app.selection import Selection

if TYPE_CHECKING:
    from app.observations import Loaded
    from app.wording import Wording

FILE = "report.json"
KEPT = "report"  # the state of the session that holds the basket


@dataclass(frozen=True, slots=True)
class Chosen:
    """Name one chart by what was asked for and which panel of that it is; it is drawn anew from the table each time.

    `sentence` stands before it in a document; `chart` and `table` say which of the two it shows there.
    """

    wanted: Selection
    view: View
    number: int
    indicators: tuple[str, ...]
    sentence: str = ""
    chart: bool = True
    table: bool = True


@dataclass(slots=True)
class Basket:
    """Hold the chosen charts in their order, and the code of the kind of file chosen last."""

    chosen: list[Chosen] = field(default_factory=list)
    kind: str = ""

    def holds(self, chosen: Chosen) -> bool:
        """Say whether a chart is in, with whatever words."""
        return any(replace(one, sentence="", chart=True, table=True) == chosen for one in self.chosen)


def basket() -> Basket:
    """Return the basket of this session, as it was kept."""
    if KEPT not in st.session_state:
        st.session_state[KEPT] = read(path())
    kept: Basket = st.session_state[KEPT]
    return kept


def path() -> Path:
    """Say where the basket is kept: it belongs to the workspace."""
    return workspace_folder() / FILE


def read(file: Path) -> Basket:
    """Read a basket; what is missing or not readable is an empty one."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        return Basket([_chosen(one) for one in kept["chosen"]], str(kept["kind"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Basket()


def keep(given: Basket) -> None:
    """Write the basket; where the folder cannot be written to it lasts as long as the session."""
    with suppress(ReportFailedError):
        save(json.dumps(asdict(given), ensure_ascii=False).encode("utf-8"), path())


def item_of(one: Chosen, loaded: Loaded, say: Wording) -> Item | None:
    """Draw a chosen chart from today's table; None where it has no figures any more."""
    seen = compared(loaded.table, one.wanted, one.view, loaded.catalogue, say)
    same = [panel for panel in seen.panels if panel.indicators == one.indicators]
    there = one.number < len(seen.panels) and seen.panels[one.number].indicators == one.indicators
    if not same:
        return None
    panel = seen.panels[one.number] if there else same[0]
    return Item(panel, seen.figures, one.sentence, one.chart, one.table)


def _chosen(kept: dict[str, Any]) -> Chosen:
    wanted: dict[str, Any] = {name: tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
              for name, value in kept["wanted"].items()}  # fmt: skip
    rest = {name: kept[name] for name in ("number", "sentence", "chart", "table")}
    return Chosen(Selection(**wanted), View(**kept["view"]), indicators=tuple(kept["indicators"]), **rest)
